"""The organisation tree and its changes (MECHANISMS E1): S001–S139."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .conftest import DISTRICT, EAST, STREET, TOWN, VILLAGE, WEST, Ask, Sheet, text_of

People = Callable[..., list[str]]
PLAN = ("target", "target_name", "target_kind", "target_code", "what", "key")


def members(ask: Ask, month: str, under: str = DISTRICT) -> dict[str, int]:
    """Unit → members below it, as the tree was in a month."""
    return {row["name"]: row["members"] for row in ask("units", "list", "--as-of", month, "--under", under)}


def figure(ask: Ask, name: str, unit: str, month: str) -> Any:
    return ask("figures", "--unit", unit, "--month", month)["figures"][name]


def behind(ask: Ask, name: str, unit: str, month: str) -> list[str]:
    return [row["person"] for row in ask("records", name, "--unit", unit, "--month", month)]


def test_the_grid_is_the_unit_of_work(ask: Ask) -> None:
    """S001: 党建“网格化”: people, meetings, services and figures belong to one grid on a date and roll up."""
    made = ask(
        "units", "add", "--parent", EAST, "--kind", "网格党支部", "--name", "兴华网格党支部", "--households", "380",
        "--boundary", "东至兴华街，西至秦岭路", "--from", "2024-01-01",
    )  # fmt: skip
    who = ask("members", "add", "--name", "赵安民", "--unit", made["code"], "--from", "2024-01-01")
    ask("posts", "add", "--unit", "兴华网格", "--member", "赵安民", "--post", "网格长")
    meeting = ask(
        "activities", "add", "--unit", made["code"], "--kind", "主题党日", "--title", "主题党日", "--start",
        "2024-10-12T09:00",
    )  # fmt: skip
    ask("check-ins", "add", "--activity", str(meeting["id"]), "--member", f"#{who['id']}")
    ask(
        "services", "add", "--unit", made["code"], "--category", "环境整治", "--date", "2024-10-20", "--hours", "2",
        "--member", "赵安民", "--summary", "清扫楼道",
    )  # fmt: skip
    for unit in (made["code"], EAST, DISTRICT):
        found = ask("figures", "--unit", unit, "--month", "2024-10")["figures"]
        names = ("members", "activities", "present", "services", "households")
        assert [found[name] for name in names] == [1, 1, 1, 1, 380]
    for name in ("members", "present"):
        assert behind(ask, name, DISTRICT, "2024-10") == ["赵安民"]
    assert len(behind(ask, "services", DISTRICT, "2024-10")) == 1
    assert ask("units", "facts", "兴华网格")["facts"]["boundary"] == "东至兴华街，西至秦岭路"
    assert [row["post"] for row in ask("posts", "list", "--unit", EAST)] == ["grid_leader"]
    ask("units", "move", made["code"], "--to", WEST, "--on", "2024-11-01")
    assert figure(ask, "present", EAST, "2024-10") == 1
    assert (figure(ask, "members", EAST, "2024-11"), figure(ask, "members", WEST, "2024-11")) == (0, 1)


def test_inventory_with_a_residue_line(ask: Ask, sheet: Sheet, tmp_path: Path) -> None:
    """S002: 下设基层党组织276个: 10 + 2 + 6 + 76 + 7 + 46（党总支3个）= 147; the other 129 have a line of their own."""
    ask("units", "add", "--kind", "district", "--name", "惠济区委", "--code", "410108")
    counts = {"党委": 10, "镇": 2, "街道": 6, "村": 76, "社区": 7, "非公企业党支部": 43, "非公企业党总支": 3}
    counts["其他"] = 129
    codes = {"镇": "41010810{:x}", "街道": "4101080{:02d}"}
    rows = []
    for kind, number in counts.items():
        for n in range(1, number + 1):
            above, code = "惠济区委", codes.get(kind, "").format(n)
            if kind in ("村", "社区"):
                above = "镇1" if kind == "村" else "街道1"
                code = f"410108101{200 + n}" if kind == "村" else f"410108001{n:03d}"
            rows.append((f"{kind}{n}", kind, above, code))
    rows.append(("村1第一党支部", "党支部", "村1", ""))
    assert ask("units", "import", sheet(("名称", "类型", "上级", "编码"), *rows), "--unit", "410108")["new"] == 277
    head = ("姓名", "所在党支部")
    roster = [
        ("钱安民", "村1第一党支部"),
        *((f"李安{n}", "村2") for n in "一二三四"),
        *((f"王安{n}", "社区1") for n in "一二三四"),
    ]
    assert ask("members", "import", sheet(head, *roster), "--unit", "410108")["new"] == 9
    found = ask("inventory", "--unit", "410108")
    lines = {row["heading"]: row["organisations"] for row in found["rows"]}
    told = [lines[name] for name in ("党委", "镇党委", "街道党工委", "村级党组织", "社区党组织", "非公有制党组织")]
    assert told == [10, 2, 6, 76, 7, 46]
    assert sum(told) == 147
    enterprises = next(row for row in found["rows"] if row["heading"] == "非公有制党组织")
    assert enterprises["by_kind"] == {"enterprise_branch": 43, "enterprise_general_branch": 3}
    assert figure(ask, "branches", "410108", "2026-10") == 44  # a general branch is none
    residue = found["rows"][-1]
    assert (residue["is_residue"], residue["organisations"], residue["heading"]) == (True, 276 - 147, "其他/未分类")
    assert found["organisations"] == 276 + 2  # the district itself, and the branch of a village
    assert (found["members"], found["rural_members"]) == (9, 5)
    kinds = [row["kind"] for row in ask("units", "list", "--under", "410108")]
    assert [kinds.count(kind) for kind in ("village", "enterprise_branch", "other")] == [76, 43, 129]
    assert len(ask("records", "members", "--unit", "410108", "--month", "2026-10")) == 9
    path = tmp_path / "概况.pdf"
    ask("print", "inventory", "--unit", "410108", "-o", str(path))
    assert "129" in text_of(path)
    assert "非公企业党总支3个" in "".join(text_of(path).split())
    assert "其中农村党员5名" in text_of(path)


def test_three_ways_of_forming(ask: Ask, sheet: Sheet, people: People) -> None:
    """S005: 采取单独组建、区域联建、楼宇共建等多种形式; a branch covers several enterprises."""
    for name, kind in (
        ("顺达公司党支部", "非公企业党支部"),
        ("科技园联合党支部", "联合党支部"),
        ("金源大厦党支部", "联合党支部"),
    ):
        ask("units", "add", "--parent", EAST, "--kind", kind, "--name", name)
    for name, mode in (
        ("顺达公司党支部", "单独组建"),
        ("科技园联合党支部", "区域联建"),
        ("金源大厦党支部", "楼宇共建"),
    ):
        ask("units", "facts", name, "--set", f"formation={mode}")
    founded = ("--set", "founders=园区企业1、园区企业2、园区企业3", "--set", "building=金源大厦")
    ask("units", "facts", "金源大厦党支部", *founded)
    assert ask("units", "facts", "金源大厦党支部")["facts"] == {
        "formation": "building", "founders": "园区企业1、园区企业2、园区企业3", "building": "金源大厦",
    }  # fmt: skip
    people(顺达公司党支部=3, 科技园联合党支部=4)
    rows = [
        ("顺达公司", "非公企业", "顺达公司党支部", ""),
        *((f"园区企业{n}", "非公企业", "科技园联合党支部", "") for n in (1, 2, 3)),
        *((f"大厦企业{n}", "社会组织", "金源大厦党支部", "金源大厦") for n in (1, 2)),
        ("待覆盖企业", "非公企业", "东苑社区党委", ""),
    ]
    done = ask("registers", "import", "enterprise", sheet(("名称", "类型", "单位", "所在楼宇"), *rows), "--unit", EAST)
    assert done["new"] == 7, done
    found = ask("units", "coverage", "--unit", STREET, "--month", "2026-11")["enterprises"]
    assert (found["all"], found["covered"]) == (7, 6)
    assert [(row["label"], row["branches"], row["enterprises"], row["members"]) for row in found["modes"]] == [
        ("单独组建", 1, 1, 3), ("区域联建", 1, 3, 4), ("楼宇共建", 1, 2, 0),
    ]  # fmt: skip
    listed = ask("registers", "list", "enterprise", "--unit", "科技园联合党支部")
    assert [row["name"] for row in listed] == ["园区企业1", "园区企业2", "园区企业3"]


def test_a_committee_with_member_units(ask: Ask, sheet: Sheet, people: People) -> None:
    """S037: 在镇办成立驻街综合党委，在基层设立工作站228个; resident units belong to it without standing below it."""
    ask("units", "add", "--parent", STREET, "--kind", "驻街综合党委", "--name", "和平街道综合党委")
    stations = [(f"第{n}党建工作站", "工作站", "和平街道综合党委") for n in range(1, 229)]
    assert ask("units", "import", sheet(("名称", "类型", "上级"), *stations), "--unit", STREET)["new"] == 228
    ask("units", "add", "--parent", DISTRICT, "--kind", "党支部", "--name", "供电公司党支部")
    ask("units", "add", "--parent", "和平街道综合党委", "--kind", "非公企业党支部", "--name", "百货公司党支部")
    people(供电公司党支部=3, 百货公司党支部=2)
    ask("links", "add", "--unit", "和平街道综合党委", "--other", "供电公司党支部", "--role", "member_unit")
    below = [row for row in ask("units", "list", "--under", "和平街道综合党委") if row["kind"] == "work_station"]
    assert len(below) == 228
    lines = ask("units", "lines", "--unit", "和平街道综合党委", "--month", "2026-11")
    assert (lines["territory"]["members"], lines["member_units"]["members"]) == (2, 3)
    assert figure(ask, "members", STREET, "2026-11") == 2
    assert [row["other_name"] for row in ask("links", "list", "--unit", "和平街道综合党委")] == ["供电公司党支部"]
    assert len(ask("members", "list", "--unit", "供电公司党支部")) == 3


def test_a_branch_on_the_chain(ask: Ask, people: People) -> None:
    """S044: 联合党总支下设顺达公司党支部和石咀、大坡顶、观沟、北峡窝4个片区党支部，党员269名."""
    ask("units", "add", "--parent", TOWN, "--kind", "党总支", "--name", "顺达联合党总支")
    ask("units", "add", "--parent", "顺达联合党总支", "--kind", "非公企业党支部", "--name", "顺达公司党支部")
    ask("registers", "add", "enterprise", "--unit", "顺达公司党支部", "--name", "顺达公司", "--set", "kind=非公企业")
    areas = ("石咀", "大坡顶", "观沟", "北峡窝")
    for place, area in enumerate(areas):
        if place:
            ask(
                "units",
                "add",
                "--parent",
                TOWN,
                "--kind",
                "村",
                "--name",
                f"{area}村党总支",
                "--code",
                f"41010210130{place}",
            )
        ask("units", "add", "--parent", f"{area}村党总支", "--kind", "产业链党支部", "--name", f"{area}片区党支部")
        ask("links", "add", "--unit", f"{area}片区党支部", "--other", "顺达联合党总支", "--role", "functional_parent")
    ask("units", "facts", "大坡顶村党总支", "--set", "households=300")
    people(顺达公司党支部=49, **{f"{area}片区党支部": 55 for area in areas})
    found = ask("units", "lines", "--unit", "顺达联合党总支", "--month", "2026-11")
    assert (found["territory"]["members"], found["line"]["members"], found["both"]["people"]) == (49, 269, 269)
    assert found["line"]["organisations"] == 6
    assert figure(ask, "members", TOWN, "2026-11") == 269
    assert (figure(ask, "members", VILLAGE, "2026-11"), len(behind(ask, "members", VILLAGE, "2026-11"))) == (55, 55)
    linked = ask("links", "list", "--unit", "顺达联合党总支")
    assert {row["unit_name"] for row in linked} == {f"{area}片区党支部" for area in areas}
    assert ask("units", "facts", "大坡顶村党总支")["facts"]["households"] == 300


def test_communities_drawn_anew(ask: Ask, sheet: Sheet, people: People) -> None:
    """S090: 全面调整社区区划: dated, with the paper's number; the old units stay readable."""
    people(第一网格党支部=3, 第二网格党支部=2)
    plan = sheet(
        PLAN,
        ("南", "东南社区党委", "社区", "410102001011", "rest", EAST),
        ("北", "西北社区党委", "社区", "410102001012", "rest", WEST),
    )
    order = ("--on", "2024-11-01", "--document", "某办〔2024〕12号", "--title", "社区区划调整")
    ask("units", "regroup", "--plan", plan, *order)
    before, after = members(ask, "2024-10", STREET), members(ask, "2024-11", STREET)
    assert (before["东苑社区党委"], before["西苑社区党委"]) == (3, 2)
    assert (after["东南社区党委"], after["西北社区党委"]) == (3, 2)
    assert before["和平街道党工委"] == after["和平街道党工委"] == 5
    assert not {"东苑社区党委", "西苑社区党委"} & after.keys()
    (row,) = ask("orders", "list")
    assert (row["document"], row["day"], row["state"]) == ("某办〔2024〕12号", "2024-11-01", "applied")
    assert figure(ask, "members", EAST, "2024-10") == 3
    assert len(behind(ask, "members", EAST, "2024-10")) == 3


def test_raised_to_committees(ask: Ask, people: People) -> None:
    """S091: 把社区党组织统一升格为党委(总支): the same units, other kinds, history kept, branches re-typed."""
    for name in ("百花", "建设"):
        ask("units", "add", "--parent", EAST, "--kind", "党总支", "--name", f"{name}党总支")
        ask("units", "add", "--parent", f"{name}党总支", "--kind", "党支部", "--name", f"{name}第一党支部")
    people(百花第一党支部=3, 建设第一党支部=2)
    old = {row["name"]: row for row in ask("units", "list", "--as-of", "2024-10")}
    on = ("--on", "2024-11-01", "--document", "某组〔2024〕8号")
    ask("units", "upgrade", "百花党总支", "建设党总支", "--kind", "党委", "--name", "党委", *on)
    ask("units", "upgrade", "百花第一党支部", "建设第一党支部", "--kind", "党总支", "--name", "党总支", *on)
    new = {row["name"]: row for row in ask("units", "list", "--as-of", "2024-11")}
    for name in ("百花", "建设"):
        for was, became in (("党总支", "党委"), ("第一党支部", "第一党总支")):
            assert old[f"{name}{was}"]["id"] == new[f"{name}{became}"]["id"]
        assert (old[f"{name}党总支"]["kind"], new[f"{name}党委"]["kind"]) == ("general_branch", "party_committee")
        assert new[f"{name}第一党总支"]["kind"] == "general_branch"
    assert new["百花党委"]["members"] == old["百花党总支"]["members"] == 3
    assert [row["document"] for row in ask("orders", "list")] == ["某组〔2024〕8号"] * 2
    assert figure(ask, "members", "百花党总支", "2024-10") == 3


def test_branches_on_grids(ask: Ask) -> None:
    """S092: 把支部建在网格上: the matrix, grids without a branch, a branch over two grids."""
    for name in ("第三网格", "第四网格"):
        ask("units", "add", "--parent", EAST, "--kind", "网格", "--name", name, "--households", "320")
    link = ("links", "add", "--unit", "第一网格党支部", "--role", "covers", "--from", "2024-01-01")
    ask(*link, "--other", "第三网格")
    found = ask("units", "coverage", "--unit", EAST, "--month", "2026-11")
    grids = {row["name"]: row for row in found["grids"]}
    assert (len(grids), found["covered"], found["share"]) == (3, 2, 0.6667)
    assert found["without"] == [grids["第四网格"]["grid"]]
    (spanning,) = found["spanning"].values()
    assert set(spanning) == {grids["第一网格"]["grid"], grids["第三网格"]["grid"]}
    ask(*link, "--other", "第四网格")
    assert ask("units", "coverage", "--unit", EAST, "--month", "2026-11")["share"] == 1


def test_branches_handed_down(ask: Ask, people: People, tmp_path: Path) -> None:
    """S093: 把流动党员支部、非公企业支部下放社区管理: in one order, with a hand-over list on paper."""
    for name, kind in (("流动党员党支部", "流动党员支部"), ("顺达公司党支部", "非公企业党支部")):
        ask("units", "add", "--parent", STREET, "--kind", kind, "--name", name)
    who = people(流动党员党支部=3, 顺达公司党支部=4)
    both = ("流动党员党支部", "顺达公司党支部")
    done = ask("units", "move", *both, "--to", EAST, "--on", "2024-11-01", "--document", "某组〔2024〕9号")
    assert (members(ask, "2024-10")["东苑社区党委"], members(ask, "2024-11")["东苑社区党委"]) == (0, 7)
    assert members(ask, "2024-10")["和平街道党工委"] == members(ask, "2024-11")["和平街道党工委"] == 7
    path = tmp_path / "移交.pdf"
    ask("print", "handover", str(done["order"]), "-o", str(path))
    text = text_of(path)
    for word in (*both, "东苑社区党委", "某组〔2024〕9号", *who):
        assert word in text


def test_114_branches_into_91_communities(ask: Ask, sheet: Sheet, people: People) -> None:
    """S094: 把114个“小支部”整合为91个“大社区”，全区新建社区党委(总支)91个; members before = after."""
    branches = [f"小支部{n}党支部" for n in range(1, 115)]
    rows = [(name, "党支部", "和平街道党工委", f"410102001{500 + n}") for n, name in enumerate(branches)]
    assert ask("units", "import", sheet(("名称", "类型", "上级", "编码"), *rows), "--unit", STREET)["new"] == 114
    people(**dict.fromkeys(branches, 2))
    lines = []
    for n in range(114):  # the first 46 go together in twos (23), the other 68 become one each
        target = n // 2 if n < 46 else n - 23
        lines.append(
            (
                f"大{target}",
                f"大社区{target + 1}社区党委",
                "社区",
                f"410102001{700 + target}",
                "rest",
                f"410102001{500 + n}",
            )
        )
    plan = ("units", "regroup", "--plan", sheet(PLAN, *lines), "--on", "2024-11-01", "--parent", STREET)
    tried = ask(*plan, "--dry-run")
    assert (tried["ok"], tried["refusals"]) == (True, [])
    kept = {row["matter"]: (row["before"], row["after"]) for row in tried["conservation"]}
    assert kept["members"] == (228, 228)
    done = ask(*plan)
    assert len(done["units"]) == 91
    shown = ask("orders", "show", str(done["order"]))
    assert (len(shown["sources"]), len(shown["targets"])) == (114, 91)
    before, after = members(ask, "2024-10", STREET), members(ask, "2024-11", STREET)
    assert sum(name.startswith("小支部") for name in before) == 114
    assert sum(name.startswith("大社区") for name in after) == 91
    assert not any(name.startswith("小支部") for name in after)
    assert before["和平街道党工委"] == after["和平街道党工委"] == 228
    assert (after["大社区1社区党委"], after["大社区91社区党委"]) == (4, 2)
    assert len(behind(ask, "members", STREET, "2024-11")) == 228


def test_6_communities_into_9(ask: Ask, sheet: Sheet, people: People) -> None:
    """S095: 把现有的6个社区整合为9个社区: one by one and by rule, nothing left over, and it can be undone."""
    old = ["甲", "乙", "丙", "丁", "戊", "己"]
    codes = {name: f"4101020011{n}0" for n, name in enumerate(old, 1)}
    for name in old:
        ask("units", "add", "--parent", STREET, "--kind", "社区", "--name", f"{name}社区党委", "--code", codes[name])
        for half in "东西":
            ask(
                "units",
                "add",
                "--parent",
                codes[name],
                "--kind",
                "网格党支部",
                "--name",
                f"{name}{half}网格党支部",
                "--households",
                "300",
            )
    people(**{f"{name}{half}网格党支部": 2 for name in old for half in "东西"})
    ask(
        "registers",
        "add",
        "facility",
        "--unit",
        codes["甲"],
        "--name",
        "甲社区用房",
        "--set",
        "kind=社区用房",
        "--set",
        "area=400",
    )
    lines = []
    for name in old[:3]:  # three are split in two, the other three go on under another name
        east = (f"{name}1", f"新{name}东社区党委", "社区", f"{codes[name][:-1]}1")
        west = (f"{name}2", f"新{name}西社区党委", "社区", f"{codes[name][:-1]}2")
        lines += [(*east, "unit", f"{name}东网格党支部"), (*east, "unit", f"{name}东网格")]
        lines += [(*west, "unit", f"{name}西网格党支部"), (*west, "unit", f"{name}西网格")]
    whole = [(f"{name}1", f"新{name}社区党委", "社区", f"{codes[name][:-1]}1", "rest", codes[name]) for name in old[3:]]
    on = ("--on", "2024-11-01", "--document", "某民〔2024〕6号")
    short = ask("units", "regroup", "--plan", sheet(PLAN, *lines, *whole), *on, "--dry-run")
    assert short["ok"] is False
    assert "甲社区用房" in "".join(short["refusals"])
    rest = [(f"{name}1", "", "", "", "rest", codes[name]) for name in old[:3]]
    plan = ("units", "regroup", "--plan", sheet(PLAN, *lines, *rest, *whole), *on)
    assert {row["matter"]: (row["before"], row["after"]) for row in ask(*plan, "--dry-run")["conservation"]}[
        "households"
    ] == (3600, 3600)
    assert len(ask(*plan)["units"]) == 9
    before, after = members(ask, "2024-10", STREET), members(ask, "2024-11", STREET)
    assert before["和平街道党工委"] == after["和平街道党工委"] == 24
    assert (after["新甲东社区党委"], after["新甲西社区党委"], after["新己社区党委"]) == (2, 2, 4)
    assert figure(ask, "households", STREET, "2024-10") == figure(ask, "households", STREET, "2024-11") == 3600
    (room,) = ask("registers", "list", "facility")
    assert room["unit_name"] == "新甲东社区党委"
    ask("undo")
    assert members(ask, "2024-11", STREET) == before


def test_three_kinds_below_a_general_branch(ask: Ask) -> None:
    """S096: 每个党总支下设有非公支部、网格支部和流动支部."""
    ask("units", "add", "--parent", EAST, "--kind", "党总支", "--name", "百花党总支", "--with-branches")
    below = ask("units", "list", "--under", "百花党总支")
    assert {row["kind"] for row in below} >= {"enterprise_branch", "grid_branch", "floating_member_branch"}
    assert ask("figures", "--unit", "百花党总支", "--month", "2026-11")["figures"]["branches"] == 3


def test_a_group_for_each_vehicle(ask: Ask) -> None:
    """S124: 实施“一执法车辆一党小组”: a Party group below a branch, bound to a vehicle."""
    ask("units", "add", "--parent", EAST, "--kind", "党支部", "--name", "执法中队党支部")
    for plate in ("执法车01", "执法车02"):
        ask(
            "units", "add", "--parent", "执法中队党支部", "--kind", "党小组", "--name", f"{plate}党小组", "--set",
            "bound_kind=车辆", "--set", f"bound_to={plate}",
        )  # fmt: skip
    ask("units", "add", "--parent", "执法中队党支部", "--kind", "党小组", "--name", "机关党小组")
    found = ask("units", "groups", "--unit", EAST, "--month", "2026-11")
    assert [(row["bound_label"], row["bound_to"]) for row in found["groups"]] == [
        ("车辆", "执法车01"), ("车辆", "执法车02"), ("", ""),
    ]  # fmt: skip
    assert (found["bound"], found["all"], found["by_kind"]) == (2, 3, {"车辆": 2})
    assert len(ask("units", "groups", "--unit", EAST, "--bound")["groups"]) == 2
    assert ask("units", "facts", "执法车01党小组")["facts"] == {"bound_kind": "vehicle", "bound_to": "执法车01"}
    assert figure(ask, "party_groups", "执法中队党支部", "2026-11") == 3


def test_the_four_haves(ask: Ask, people: People) -> None:
    """S136: 企业党支部“有机构、有场地、有人员、有活动”, each from what is in the file."""
    for name in ("顺达公司党支部", "百货公司党支部"):
        ask("units", "add", "--parent", EAST, "--kind", "非公企业党支部", "--name", name)
    who = people(顺达公司党支部=3, 百货公司党支部=1)
    ask("registers", "add", "facility", "--unit", "顺达公司党支部", "--name", "活动室", "--set", "kind=党员活动室")
    ask("posts", "add", "--unit", "顺达公司党支部", "--member", who[0], "--post", "书记")
    held = ("--kind", "主题党日", "--title", "主题党日", "--start", "2026-08-12T09:00")
    ask("activities", "add", "--unit", "顺达公司党支部", *held)
    span = ("--unit", DISTRICT, "--from", "2026-07", "--month", "2026-09")
    found = {row["name"]: row for row in ask("units", "coverage", *span)["four_haves"]}
    assert found["顺达公司党支部"]["has_all"] is True
    row = found["百货公司党支部"]
    assert [row[each] for each in ("organisation", "facility", "people", "activity", "has_all")] == [False] * 5
    assert ask("units", "coverage", "--unit", DISTRICT, "--month", "2026-09")["four_haves"][0]["activity"] is False


def test_by_territory_and_along_the_line(ask: Ask, people: People) -> None:
    """S139: 横向到边、纵向到底、条块结合: two ways of adding up, nobody twice."""
    ask("units", "add", "--parent", DISTRICT, "--kind", "党委", "--name", "教体局党委")
    ask("units", "add", "--parent", "教体局党委", "--kind", "党支部", "--name", "机关党支部")
    for above, name in ((EAST, "实验小学党支部"), (WEST, "第二中学党支部")):
        ask("units", "add", "--parent", above, "--kind", "党支部", "--name", name)
        ask("links", "add", "--unit", name, "--other", "教体局党委", "--role", "functional_parent")
    people(机关党支部=2, 实验小学党支部=3, 第二中学党支部=4)
    found = ask("units", "lines", "--unit", "教体局党委", "--month", "2026-11")
    assert (found["territory"]["members"], found["line"]["members"], found["both"]["members"]) == (2, 9, 9)
    assert [figure(ask, "members", unit, "2026-11") for unit in (EAST, WEST, DISTRICT)] == [3, 4, 9]
    assert len(ask("links", "list", "--unit", "教体局党委", "--role", "functional_parent")) == 2
