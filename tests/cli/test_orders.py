"""gridparty units merge, split, regroup, move, upgrade …, and orders list, show, cancel (D2, D3, S091, S093–S095)."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from offices import Office

from cli.conftest import Command, sentence
from gridparty.domain.civil_time import today

Ask = Callable[..., Any]
FIRST, SECOND, EAST, WEST = "410102001001001", "410102001001002", "410102001001", "410102001002"
DAY = "2024-11-01"


@pytest.fixture
def file(tmp_path: Path, furnished: tuple[Path, Office]) -> Path:
    """The small office on disk."""
    path = tmp_path / "office.gridparty"
    path.write_bytes(furnished[0].read_bytes())
    return path


def plan_file(path: Path, *lines: tuple[str, ...]) -> str:
    with path.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows([("target", "target_name", "target_kind", "target_code", "what", "key"), *lines])
    return str(path)


def names(ask: Ask, month: str) -> dict[str, int]:
    return {row["name"]: row["members"] for row in ask("units", "list", "--as-of", month)}


def test_merge_shows_then_does(ask: Ask, call: Command) -> None:
    words = ("units", "merge", FIRST, SECOND, "--into-name", "联合网格党支部", "--kind", "网格党支部", "--on", DAY)
    tried = ask(*words, "--dry-run")
    assert (tried["dry_run"], tried["ok"], tried["refusals"]) == (True, True, [])
    assert {row["matter"]: (row["before"], row["after"]) for row in tried["conservation"]}["members"] == (5, 5)
    assert all(row["ok"] for row in tried["conservation"])
    assert ask("orders", "list") == []
    done = ask(*words, "--document", "某发〔2024〕3号")
    assert done["state"] == "applied"
    assert [(unit["name"], unit["code"], unit["kind"]) for unit in done["units"]] == [
        ("联合网格党支部", "410102001001003", "grid_branch")
    ]
    before, after = names(ask, "2024-10"), names(ask, "2024-11")
    assert {name: before[name] for name in ("第一网格党支部", "第二网格党支部", "东苑社区党委")} == {
        "第一网格党支部": 3, "第二网格党支部": 2, "东苑社区党委": 5,
    }  # fmt: skip
    assert (after["联合网格党支部"], after["东苑社区党委"]) == (5, 5)
    assert not {"第一网格党支部", "第二网格党支部"} & after.keys()
    (order,) = ask("orders", "list")
    assert (order["kind"], order["day"], order["state"], order["document"]) == (
        "merge", DAY, "applied", "某发〔2024〕3号",
    )  # fmt: skip
    assert [each["name"] for each in order["sources"]] == ["第一网格党支部", "第二网格党支部"]
    shown = call("orders", "show", str(order["id"]))
    assert "第一网格党支部" in shown.out
    assert "联合网格党支部" in shown.out
    ask("undo")
    assert names(ask, "2024-11") == before


def test_a_refusal_is_one_sentence(call: Command) -> None:
    words = ("units", "merge", FIRST, SECOND, "--into-name", "联合", "--kind", "grid_branch")
    assert "2024-10-01" in sentence(call(*words, "--on", "2024-10-01"))
    assert call(*words, "--on", "2024-10-01", "--dry-run").code == 0
    assert call(*words, "--on", "2024-10-01", "--with-records").code == 0
    assert call("units", "merge", FIRST, SECOND, "--on", DAY).code == 2


def test_a_template_is_written_filled_and_carried_out(ask: Ask, call: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    ask("units", "split", FIRST, "--template", "-o", str(path))
    with path.open(encoding="utf-8-sig", newline="") as table:
        lines = list(csv.DictReader(table))
    assert {line["what"] for line in lines} == {"member", "unit", "household", "rest", "address"}
    filled = []
    for line in lines:
        if line["what"] == "household":
            filled.append(("A", "甲网格党支部", "grid_branch", "", "household", f"{line['key'].split('=')[0]}=100"))
        elif "张伟" in line["note"]:
            filled.append(("A", "甲网格党支部", "grid_branch", "", "member", line["key"]))
        elif line["what"] == "rest":
            filled.append(("B", "乙网格党支部", "grid_branch", "", "rest", line["key"]))
    done = ask("units", "split", FIRST, "--plan", plan_file(path, *filled), "--on", DAY)
    assert [unit["name"] for unit in done["units"]] == ["甲网格党支部", "乙网格党支部"]
    after = names(ask, "2024-11")
    assert (after["甲网格党支部"], after["乙网格党支部"], after["东苑社区党委"]) == (1, 2, 5)
    assert "target_name" in call("units", "split", SECOND, "--template").out
    assert "key" in sentence(call("units", "split", SECOND, "--plan", bad(tmp_path), "--on", DAY))


def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.csv"
    path.write_text("target,what\n甲,rest\n", encoding="utf-8")
    return str(path)


def test_regroup_reads_its_sources_from_the_plan(ask: Ask, tmp_path: Path) -> None:
    plan = plan_file(
        tmp_path / "plan.csv",
        ("东南", "东南社区党委", "community", "410102001011", "unit", FIRST),
        ("东南", "", "", "", "unit", "第一网格"),
        ("东南", "", "", "", "rest", WEST),
        ("东北", "东北社区党委", "社区", "410102001012", "rest", EAST),
    )
    done = ask("units", "regroup", "--plan", plan, "--on", DAY, "--title", "两个社区整合")
    assert [unit["code"] for unit in done["units"]] == ["410102001011", "410102001012"]
    after = names(ask, "2024-11")
    assert (after["东南社区党委"], after["东北社区党委"], after["和平街道党工委"]) == (5, 2, 7)
    assert ask("orders", "list")[0]["title"] == "两个社区整合"


def test_units_move_rise_and_get_other_names(ask: Ask, call: Command) -> None:
    ask("units", "move", FIRST, SECOND, "--to", WEST, "--on", DAY)
    assert names(ask, "2024-10")["西苑社区党委"] == 2
    assert names(ask, "2024-11")["西苑社区党委"] == 7
    ask("units", "upgrade", EAST, WEST, "--name", "党总支", "--on", "2024-12-01")
    ask("units", "upgrade", FIRST, "--kind", "党总支", "--on", "2024-12-01")
    ask("units", "rename", FIRST, "--name", "百合党总支", "--on", "2024-12-02")
    ask("units", "recode", FIRST, "--code", "410102001002-077", "--on", "2024-12-03")
    rows = {row["name"]: row for row in ask("units", "list", "--as-of", "2024-12")}
    assert {"东苑社区党总支", "西苑社区党总支"} <= rows.keys()
    assert (rows["百合党总支"]["kind"], rows["百合党总支"]["code"]) == ("general_branch", "410102001002077")
    assert names(ask, "2024-11").keys() >= {"东苑社区党委", "第一网格党支部"}
    assert "西苑" in sentence(call("units", "rename", WEST, "--name", "西苑社区党总支", "--on", "2024-12-05"))


def test_those_below_rise_in_the_same_order(ask: Ask, call: Command) -> None:
    """S091: branches become general branches with their community's Party organisation, by one paper."""
    ask("units", "add", "--parent", EAST, "--kind", "party_branch", "--name", "机关党支部")
    words = ("units", "upgrade", EAST, WEST, "--name", "党总支", "--on", DAY, "--document", "某组〔2024〕8号")
    assert "党支部" in sentence(call(*words, "--children-kind", "党支部"))
    done = ask(*words, "--children-kind", "党支部=党总支=党总支", "--children-kind", "grid_branch=联合党支部")
    rows = {row["name"]: row for row in ask("units", "list", "--as-of", "2024-11")}
    assert {"东苑社区党总支", "西苑社区党总支"} <= rows.keys()
    assert rows["机关党总支"]["kind"] == "general_branch"
    assert {rows[f"第{n}网格党支部"]["kind"] for n in "一二三"} == {"joint_branch"}
    assert len(done["units"]) == 6
    (order,) = ask("orders", "list")
    assert {"机关党支部", "东苑社区党委"} <= {each["name"] for each in order["sources"]}
    assert {"机关党总支", "东苑社区党总支"} <= {each["name"] for each in order["targets"]}


def test_a_split_by_address(ask: Ask, tmp_path: Path) -> None:
    """S095: everybody of one building, by what the address contains."""
    (person,) = [row for row in ask("members", "list", "--unit", FIRST) if row["name"] == "张伟"]
    ask("members", "edit", f"#{person['id']}", "--set", "address=航海路18号院3号楼201")
    lines = [
        ("A", "甲党支部", "party_branch", "", "address", "3号楼"),
        ("B", "乙党支部", "party_branch", "", "rest", ""),
    ]
    done = ask("units", "split", FIRST, "--plan", plan_file(tmp_path / "plan.csv", *lines), "--on", DAY)
    assert len(done["units"]) == 2
    after = names(ask, "2024-11")
    assert (after["甲党支部"], after["乙党支部"]) == (1, 2)


def test_closing_and_opening_again(ask: Ask, call: Command) -> None:
    added = ask("units", "add", "--parent", EAST, "--kind", "enterprise_branch", "--name", "甲公司党支部")
    done = ask("units", "close", "甲公司党支部", "--on", DAY)
    assert done["id"] == added["id"]
    assert "甲公司党支部" not in names(ask, "2024-12")
    ask("units", "reopen", "甲公司党支部", "--on", "2025-01-01")
    assert "甲公司党支部" in names(ask, "2025-01")
    assert "第一网格党支部" in sentence(call("units", "close", FIRST, "--on", "2025-01-01"))


def test_an_order_waits_and_can_be_cancelled(ask: Ask, call: Command) -> None:
    soon = (today() + timedelta(days=9)).isoformat()
    done = ask("units", "move", FIRST, "--to", WEST, "--on", soon)
    assert (done["state"], done["units"]) == ("planned", [])
    assert ask("orders", "apply") == []
    ask("orders", "cancel", str(done["order"]))
    assert [row["state"] for row in ask("orders", "list")] == ["cancelled"]
    assert call("orders", "list").code == 0
    assert "99" in sentence(call("orders", "cancel", "99"))
