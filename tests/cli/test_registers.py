"""Registers, facilities, terms, posts, links and what is said of units, as a clerk calls them."""

from collections.abc import Callable
from typing import Any

import pytest

from cli.conftest import Command, sentence

Ask = Callable[..., Any]
STREET, EAST = "410102001", "410102001001"


@pytest.fixture
def tree(ask: Ask) -> None:
    """A street, two communities, a grid branch with two people."""
    ask("units", "add", "--kind", "street", "--name", "和平街道党工委", "--code", STREET)
    for code, name in ((EAST, "东苑社区党委"), ("410102001002", "西苑社区党委")):
        ask("units", "add", "--parent", STREET, "--kind", "community", "--name", name, "--code", code)
    ask("units", "add", "--parent", EAST, "--kind", "grid_branch", "--name", "第一网格党支部", "--households", "600")
    for name in ("张伟", "王芳"):
        ask("members", "add", "--name", name, "--unit", "第一网格党支部")


def test_the_registers_themselves(ask: Ask) -> None:
    found = {each["code"]: each for each in ask("registers", "list")}
    assert found["facility"]["zh"] == "阵地场所"
    assert "area" in found["facility"]["fields"]
    assert found["discipline_case"]["restricted"] is True


def test_an_entry_from_its_adding_to_its_end(tree: None, ask: Ask, call: Command) -> None:
    added = ask(
        "registers", "add", "志愿服务队伍", "--unit", EAST, "--name", "红马甲", "--from", "2024-03-01",
        "--set", "direction=环境整治", "--person", "leader=张伟",
    )  # fmt: skip
    number = str(added["id"])
    ask("registers", "edit", number, "--set", "schedule=每周六", "--remark", "试运行")
    event = ask("registers", "event", number, "activity", "--date", "2024-05-04", "--set", "what=清理楼道")
    assert set(event) == {"id"}
    people = ask("registers", "people", number, "--join", "王芳", "--role", "队员", "--on", "2024-04-01")
    assert [(each["name"], each["role"]) for each in people] == [("张伟", "leader"), ("王芳", "member")]
    ask("registers", "people", number, "--leave", "王芳", "--on", "2024-06-01")
    shown = ask("registers", "show", number)
    assert shown["entry"]["facts"] == {"direction": "环境整治", "schedule": "每周六"}
    assert [each["until"] for each in shown["people"]] == [None, "2024-06-01"]
    assert "清理楼道" in call("registers", "show", number).out
    held = ("--kind", "志愿服务活动", "--title", "清理楼道", "--start", "2024-05-11T09:00")
    activity = str(ask("activities", "add", "--unit", EAST, *held)["id"])
    ask("registers", "activity", number, activity)
    assert "#" not in sentence(call("registers", "activity", number, activity))
    (row,) = ask("registers", "list", "team", "--unit", STREET, "--search", "环境")
    assert (row["name"], row["unit_name"], row["events"]) == ("红马甲", "东苑社区党委", 2)
    moved = str(ask("registers", "move", number, "--to", "西苑社区党委", "--on", "2024-09-01")["id"])
    assert [each["id"] for each in ask("registers", "list", "team", "--as-of", "2024-08")] == [added["id"]]
    ask("registers", "close", moved, "--on", "2024-10-01")
    assert ask("registers", "list", "team") == []
    assert len(ask("registers", "list", "team", "--closed")) == 2
    ask("registers", "reopen", moved)
    ask("registers", "delete", moved)
    assert [each["until"] for each in ask("registers", "list", "team", "--closed")] == ["2024-09-01"]


def test_refusals_are_one_sentence(tree: None, call: Command) -> None:
    assert "facility" in sentence(call("registers", "list", "没有的台账"))
    add = ("registers", "add", "team", "--unit", EAST, "--name", "红马甲")
    assert "服务方向" in sentence(call(*add))
    assert "direction" in sentence(call(*add, "--set", "direction"))
    sentence(call("registers", "show", "7"))
    sentence(call("terms", "add", "--unit", STREET, "--from", "2021-03-15"))
    sentence(call("terms", "elect", "--unit", EAST, "--on", "2026-03-15", "--result", "张伟"))
    sentence(call("posts", "list", "--by-kind"))
    sentence(call("links", "add", "--unit", EAST, "--other", "第一网格党支部", "--role", "blesses"))


def test_what_is_due_and_how_it_is_counted(tree: None, ask: Ask) -> None:
    ask(
        "registers", "add", "talent_pool", "--member", "张伟", "--from", "2024-03-01", "--set", "source=退伍军人"
    )  # fmt: skip
    (row,) = ask("registers", "due", "--on", "2025-03-11")
    assert (row["name"], row["day"], row["days_left"]) == ("张伟", "2025-03-01", -10)
    assert ask("registers", "due", "--on", "2025-01-01", "--unit", STREET) == []
    assert ask("registers", "count", "talent_pool", "--by", "source", "--unit", STREET) == {"veteran": 1}


def test_facilities(tree: None, ask: Ask, call: Command) -> None:
    """S088, S030: area as of a month, growth, ledger, coverage."""
    added = ask(
        "registers", "add", "facility", "--unit", EAST, "--name", "党群服务中心", "--from", "2012-01-01",
        "--set", "kind=党群服务中心", "--set", "area=392",
    )  # fmt: skip
    ask(
        "registers", "event", str(added["id"]), "area_change", "--date", "2014-05-20",
        "--set", "area=5100", "--set", "method=新建", "--set", "money=1000000",
    )  # fmt: skip
    found = ask("facilities", "area", "--unit", STREET, "--month", "2014-05")
    assert {key: found[key] for key in ("communities", "reached", "share", "area", "threshold")} == {
        "communities": 2, "reached": 1, "share": 0.5, "area": 5100, "threshold": 1000,
    }  # fmt: skip
    assert ask("facilities", "area", "--unit", STREET, "--month", "2014-05", "--threshold", "6000")["reached"] == 0
    assert "50.0%" in call("facilities", "area", "--unit", STREET, "--month", "2014-05").out
    grown = ask("facilities", "growth", "--unit", STREET, "--first", "2013-01", "--last", "2014-12")
    assert grown == {"before": 392, "after": 5100, "gained": 4708, "factor": 13.0102}
    ledger = ask("facilities", "ledger", "--unit", STREET, "--first", "2014-01", "--last", "2014-12")
    assert (ledger["money"], ledger["gained"], ledger["rows"][0]["method"]) == (1_000_000, 4708, "new_building")
    covered = ask("registers", "coverage", "facility", "--unit", STREET, "--where", "kind=service_centre")
    assert (covered["covered"], covered["share"]) == (1, 0.5)
    assert [each["name"] for each in covered["without"]] == ["西苑社区党委"]


def test_terms_posts_and_links(tree: None, ask: Ask) -> None:
    """S152, S007, S044."""
    term = ask("terms", "add", "--unit", EAST, "--from", "2021-03-15")
    ask("terms", "extend", str(term["id"]), "--until", "2026-09-15", "--document", "某组〔2026〕1号")
    (due,) = ask("terms", "list", "--due", "--on", "2026-06-20")
    assert (due["last_day"], due["reminder"], due["unit_name"]) == ("2026-09-15", 3, "东苑社区党委")
    ask("terms", "elect", "--unit", EAST, "--on", "2026-07-01", "--result", "书记=张伟:40", "--expected", "45")
    old, new = sorted(ask("terms", "list", "--unit", EAST, "--ended"), key=lambda row: row["start"])
    assert (old["ended"], new["due"]) == ("2026-07-01", "2031-07-01")
    assert (new["election"]["expected"], new["election"]["results"][0]["votes"]) == (45, 40)
    post = ask(
        "posts", "add", "--unit", "第一网格党支部", "--member", "王芳", "--post", "专职党务工作者", "--source", "返聘"
    )
    assert [(row["name"], row["post"]) for row in ask("posts", "list", "--unit", EAST)] == [
        ("张伟", "secretary"), ("王芳", "full_time_party_worker"),
    ]  # fmt: skip
    counts = ask("posts", "list", "--by-kind", "--post", "full_time_party_worker")
    assert counts == [{"kind": "grid_branch", "units_with": 1, "people": 1, "units": 1}]
    ask("posts", "end", str(post["id"]), "--on", "2026-08-01")
    assert [row["until"] for row in ask("posts", "list", "--member", "王芳", "--history")] == ["2026-08-01"]
    line = ask("units", "add", "--parent", STREET, "--kind", "general_branch", "--name", "教育党总支")
    link = ask(
        "links", "add", "--unit", "第一网格党支部", "--other", "教育党总支", "--role", "functional_parent",
        "--from", "2024-01-01",
    )  # fmt: skip
    both = ask("units", "lines", "--unit", f"#{line['id']}", "--month", "2024-10")
    assert (both["territory"]["members"], both["line"]["members"], both["both"]["members"]) == (0, 2, 2)
    ask("links", "end", str(link["id"]), "--on", "2025-01-01")
    found = ask("links", "list", "--unit", "教育党总支", "--history")
    assert [(row["role"], row["until"]) for row in found] == [("functional_parent", "2025-01-01")]


def test_what_is_said_of_units(tree: None, ask: Ask, call: Command) -> None:
    """ORG-03, GRID-02, GRID-06."""
    rows = ask("units", "alerts", "--month", "2024-10", "--unit", EAST)
    assert {row["code"] for row in rows} == {"branch_small", "no_secretary", "committee_small", "grid_large"}
    assert set(rows[0]) == {"unit", "unit_name", "kind", "code", "level", "sentence", "rests_on"}
    ask("units", "facts", "第一网格", "--set", "households=420")
    assert "grid_large" not in {row["code"] for row in ask("units", "alerts", "--month", "2024-10", "--unit", EAST)}
    assert ask("units", "thresholds", "--set", "committee_from_full=5")["committee_from_full"] == 5
    assert ask("units", "thresholds")["branch_most"] == 50
    assert "branch_most" in sentence(call("units", "thresholds", "--set", "branch_most=many"))
    found = ask("units", "coverage", "--unit", STREET, "--month", "2024-10")
    assert (found["covered"], found["share"], found["without"]) == (1, 1.0, [])
    assert found["enterprises"]["all"] == 0
    assert "第一网格党支部" in call("units", "coverage", "--unit", STREET, "--month", "2024-10").out


@pytest.mark.parametrize(
    "words",
    [
        "registers list",
        "registers idle --unit 410102001",
        "registers happened team activity --from 2024-01-01 --to 2024-12-31",
        "terms list",
        "posts list",
        "posts sent-down --unit 410102001",
        "links list",
        "units alerts --month 2024-10",
        "units facts 第一网格",
        "units lines --unit 410102001 --month 2024-10",
    ],
)
def test_lists_are_printed_for_people_too(tree: None, call: Command, words: str) -> None:
    answer = call(*words.split())
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip()
