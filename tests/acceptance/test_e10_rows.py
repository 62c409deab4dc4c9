"""Registers of the organisation (MECHANISMS E10 and neighbours): S030, S042, S083, S088, S104."""

from collections.abc import Callable
from pathlib import Path

from .conftest import DISTRICT, EAST, STREET, WEST, Ask, Sheet, text_of

People = Callable[..., list[str]]


def communities(ask: Ask, sheet: Sheet, number: int) -> list[str]:
    """So many communities of one street, by an import; the two of the district are among them."""
    made = [f"第{n}社区党委" for n in range(3, number + 1)]
    rows = [(name, "社区", "和平街道党工委", f"410102001{100 + n}") for n, name in enumerate(made)]
    assert ask("units", "import", sheet(("名称", "类型", "上级", "编码"), *rows), "--unit", STREET)["new"] == number - 2
    return ["东苑社区党委", "西苑社区党委", *made]


def test_a_centre_in_each_community(ask: Ask, sheet: Sheet) -> None:
    """S030: 全区78个社区全部建立了党群服务中心，投入100余万元."""
    places = communities(ask, sheet, 78)
    head = ("名称", "类别", "面积（㎡）", "单位", "建立时间")
    rows = [(f"{name[:-2]}党群服务中心", "党群服务中心", 300, name, "2012-03-01") for name in places]
    assert ask("registers", "import", "facility", sheet(head, *rows[:-1]), "--unit", STREET)["new"] == 77
    where = ("registers", "coverage", "facility", "--unit", STREET, "--where", "kind=service_centre")
    found = ask(*where)
    assert (found["communities"], found["covered"]) == (78, 77)
    assert [each["name"] for each in found["without"]] == ["第78社区党委"]
    assert ask("registers", "import", "facility", sheet(head, *rows), "--unit", DISTRICT)["new"] == 1
    assert (ask(*where)["covered"], ask(*where)["share"]) == (78, 1)
    listed = ask("registers", "list", "facility", "--unit", EAST)
    for day, money in (("2012-04-01", "600000"), ("2012-09-01", "450000")):
        ask("registers", "event", str(listed[0]["id"]), "investment", "--date", day, "--set", f"money={money}")
    ask("registers", "event", str(listed[0]["id"]), "progress", "--date", "2012-05-01", "--set", "stage=装修")
    ledger = ask("facilities", "ledger", "--unit", DISTRICT, "--first", "2012-01", "--last", "2012-12")
    assert ledger["money"] == 1_050_000
    assert [row["money"] for row in ledger["rows"]] == [600_000, 450_000]


def test_premises_of_the_set_area(ask: Ask, sheet: Sheet) -> None:
    """S088: 63%社区用房面积达到1000平方米; 新增5100㎡, 13倍: from records, month by month."""
    places = communities(ask, sheet, 19)
    head = ("名称", "类别", "面积（㎡）", "单位", "建立时间")
    rows = [("社区用房", "社区用房", 1000 if n < 12 else 240, name, "2014-06-01") for n, name in enumerate(places) if n]
    assert ask("registers", "import", "facility", sheet(head, *rows), "--unit", DISTRICT)["new"] == 18
    grown = ask(
        "registers", "add", "facility", "--unit", EAST, "--name", "社区用房", "--from", "2012-01-01", "--set",
        "kind=社区用房", "--set", "area=392",
    )  # fmt: skip
    for day, area, method, money in (
        ("2013-05-20", 1392, "改扩建", 80_000),
        ("2014-05-20", 5100, "协调开发商", 900_000),
    ):
        ask(
            "registers", "event", str(grown["id"]), "area_change", "--date", day, "--set", f"area={area}", "--set",
            f"method={method}", "--set", f"money={money}",
        )  # fmt: skip
    found = ask("facilities", "area", "--unit", STREET, "--month", "2014-12")
    assert (found["threshold"], found["communities"], found["reached"], found["share"]) == (1000, 19, 12, 0.6316)
    assert sum(place["reached"] for place in found["places"]) == 12
    assert ask("facilities", "area", "--unit", STREET, "--month", "2012-12")["reached"] == 0
    growth = ask("facilities", "growth", "--unit", EAST, "--first", "2012-12", "--last", "2014-12")
    assert (growth["before"], growth["after"], round(growth["factor"])) == (392, 5100, 13)
    ledger = ask("facilities", "ledger", "--unit", EAST, "--first", "2012-01", "--last", "2014-12")
    assert [(row["method"], row["gained"]) for row in ledger["rows"]] == [("extension", 1000), ("developer", 3708)]
    assert ledger["money"] == 980_000


def test_teams_and_the_idle_ones(ask: Ask, sheet: Sheet, people: People) -> None:
    """S042: 成立党员志愿服务小分队165支: leader, members, direction, brand, activity; idle ones are listed."""
    first, second, third = people(第一网格党支部=3)
    rows = [
        (
            f"小分队{n}",
            "便民服务",
            "每周六",
            "东苑社区党委",
            "2026-01-01",
            first,
            f"{second}、{third}" if n == 1 else "",
        )
        for n in range(1, 166)
    ]
    head = ("名称", "服务方向", "活动安排", "单位", "建立时间", "队长", "队员")
    assert ask("registers", "import", "team", sheet(head, *rows), "--unit", DISTRICT)["new"] == 165
    listed = ask("registers", "list", "team", "--unit", DISTRICT)
    assert len(listed) == 165
    entry = str(listed[0]["id"])
    ask("registers", "edit", entry, "--set", "brand=红马甲")
    ask("registers", "event", entry, "activity", "--date", "2026-05-20", "--set", "what=义务维修", "--set", "people=3")
    held = ("--kind", "志愿服务活动", "--title", "党员服务一条街", "--start", "2026-06-20T09:00")
    activity = ask("activities", "add", "--unit", EAST, *held)
    ask("registers", "activity", entry, str(activity["id"]))
    shown = ask("registers", "show", entry)
    assert (shown["entry"]["facts"]["brand"], shown["entry"]["facts"]["schedule"]) == ("红马甲", "每周六")
    assert [event["day"] for event in shown["events"]] == ["2026-06-20", "2026-05-20"]
    assert shown["events"][0]["facts"]["activity"] == activity["id"]
    assert [row["role"] for row in shown["people"]] == ["leader", "member", "member"]
    idle = ask("registers", "idle", "--unit", DISTRICT, "--on", "2026-07-01", "--days", "90")
    assert len(idle) == 164
    assert (idle[0]["leader"], idle[0]["idle_days"]) == (first, 181)
    assert entry not in {str(row["entry"]) for row in idle}


def test_resident_units_build_together(ask: Ask) -> None:
    """S083: 共驻共建: the agreement, resources offered, joint activities in a year."""
    bank, school = (
        str(
            ask(
                "registers", "add", "resident_unit", "--unit", EAST, "--name", name, "--set", f"kind={kind}", "--set",
                "agreement=共驻共建协议", "--set", "signed=2024-01-10", "--set", "expires=2024-12-31", "--set",
                f"resources={resources}",
            )["id"]
        )
        for name, kind, resources in (("某某银行", "国有企业", "会议室"), ("实验小学", "学校", "操场周末开放"))
    )  # fmt: skip
    for entry, day in ((bank, "2024-03-05"), (bank, "2024-10-01"), (school, "2024-06-01"), (school, "2025-01-05")):
        ask("registers", "event", entry, "joint_activity", "--date", day, "--set", "what=共建活动")
    year = ("--from", "2024-01-01", "--to", "2024-12-31")
    found = ask("registers", "happened", "resident_unit", "joint_activity", *year, "--unit", STREET)
    assert found["total"] == 3
    assert {row["name"]: row["number"] for row in found["entries"]} == {"某某银行": 2, "实验小学": 1}
    assert [row["day"] for row in ask("registers", "show", bank)["events"]] == ["2024-10-01", "2024-03-05"]
    assert ask("registers", "count", "resident_unit", "--by", "kind") == {"state_enterprise": 1, "school": 1}
    assert [row["name"] for row in ask("registers", "list", "resident_unit", "--search", "操场")] == ["实验小学"]
    due = ask("registers", "due", "--register", "resident_unit", "--on", "2024-12-15")
    assert {row["key"] for row in due} == {"expires"}


def test_one_brand_each(ask: Ask, tmp_path: Path) -> None:
    """S104: 一社区一特色: a card per community, who has none, and the booklet."""
    card = ask(
        "registers", "add", "brand", "--unit", EAST, "--name", "夕阳红驿站", "--set", "story=老党员结对帮空巢老人",
        "--set", "evidence=全年上门260次", "--set", "honours=市级示范",
    )  # fmt: skip
    given = ("--set", "title=市级优秀党建品牌", "--set", "by=市委组织部")
    ask("registers", "event", str(card["id"]), "honour", "--date", "2024-07-01", *given)
    found = ask("registers", "coverage", "brand", "--unit", STREET)
    assert (found["covered"], found["communities"], found["share"]) == (1, 2, 0.5)
    assert [each["name"] for each in found["without"]] == ["西苑社区党委"]
    path = tmp_path / "品牌.pdf"
    ask("print", "brands", "--unit", STREET, "-o", str(path))
    text = text_of(path)
    for word in ("夕阳红驿站", "老党员结对帮空巢老人", "全年上门260次", "市级优秀党建品牌", "西苑社区"):
        assert word in text
    ask("registers", "add", "brand", "--unit", WEST, "--name", "一刻钟便民圈", "--set", "story=小事不出楼门")
    assert ask("registers", "coverage", "brand", "--unit", STREET)["share"] == 1
