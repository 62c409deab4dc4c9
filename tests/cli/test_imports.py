"""Spreadsheets in by command: members, units, activities, services and registers import; imports list and undo."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from .conftest import Command, sentence

Ask = Callable[..., Any]
COMMUNITY = "410102001001"


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def office(ask: Ask, tmp_path: Path) -> str:
    """A community with a branch."""
    rows = ("code,name,level,parent_code", "410102001,和平街道,street,410102",
            f"{COMMUNITY},东苑社区居委会,community,410102001")  # fmt: skip
    ask("divisions", "import", written(tmp_path / "d.csv", "\n".join(rows)))
    ask("units", "add", "--parent", COMMUNITY, "--kind", "grid_branch", "--name", "第一网格党支部")
    return COMMUNITY


def test_a_roster_with_a_mapping_and_a_sheet(ask: Ask, call: Command, office: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "说明"
    sheet = book.create_sheet("人员")
    for row in (("名册",), ("党员", "手机", "颜色"), ("钱多多", 19900003333, "红"), ("合计", 1)):
        sheet.append(row)
    path = tmp_path / "名册.xlsx"
    book.save(path)
    form = ("members", "import", str(path), "--unit", office, "--sheet", "人员", "--head-row", "2")
    assert "姓名" in sentence(call(*form))
    mapping = written(tmp_path / "m.json", '{"党员": "name", "B": "phone", "颜色": null}')
    planned = ask(*form, "--mapping", mapping, "--dry-run")
    assert (planned["head_row"], planned["columns"]) == (2, {"党员": "name", "手机": "phone"})
    counts = {"rows_in_file": 2, "new": 1, "changed": 0, "same": 0, "duplicate": 0, "rejected": 1}
    assert {key: planned[key] for key in counts} == counts
    assert (planned["notes"], planned["changes"]) == ([4], [])
    done = ask(*form, "--mapping", mapping)
    assert {key: done[key] for key in counts} == counts
    assert [row["name"] for row in ask("members", "list", "--unit", office)] == ["钱多多"]
    again = ask(*form[:-2])  # the mapping is remembered, and with it the head
    assert (again["same"], again["batch"]) == (1, None)
    for bad in ('{"没有": "name"}', '["name"]', '{"党员": "hue"}', "{"):
        assert sentence(call(*form, "--mapping", written(tmp_path / "bad.json", bad)))
    assert sentence(call(*form, "--mapping", str(tmp_path / "none.json")))
    assert "人员" in sentence(call(*form[:5], "--sheet", "没有"))
    assert sentence(call(*form[:-1], "9", "--mapping", mapping))


def test_namesakes_are_doubted(ask: Ask, call: Command, office: str, tmp_path: Path) -> None:
    bare = written(tmp_path / "a.csv", "姓名,性别\n钱多多,男\n孙小小,女\n")
    assert ask("members", "import", bare, "--unit", office)["doubts"] == []
    answer = call("members", "import", bare, "--unit", office, "--json")
    assert [doubt["row"] for doubt in answer.json["doubts"]] == [2, 3]
    assert "2、3" in answer.err


def test_changes_are_told_masked(ask: Ask, office: str, tmp_path: Path) -> None:
    first = written(tmp_path / "a.csv", "姓名,出生日期,手机号码\n钱多多,1980.3.1,19900003333\n")
    ask("members", "import", first, "--unit", office)
    second = written(tmp_path / "b.csv", "姓名,出生日期,手机号码,备注\n钱多多,19800301,19900004444,新\n")
    (change,) = ask("members", "import", second, "--unit", office, "--dry-run")["changes"]
    assert (change["row"], change["name"]) == (2, "钱多多")
    assert [(each["old"], each["new"]) for each in change["changes"]] == [("199****3333", "199****4444"), ("—", "新")]


def test_units_activities_services_and_registers(ask: Ask, office: str, tmp_path: Path) -> None:
    units = written(tmp_path / "u.csv", "名称,类型,户数\n第二网格党支部,网格党支部,320\n")
    assert ask("units", "import", units, "--unit", office)["new"] == 1
    assert "第二网格党支部" in {row["name"] for row in ask("units", "list", "--under", office)}
    people = written(tmp_path / "p.csv", "姓名,手机号码,所在党支部\n钱多多,19900003333,第二网格党支部\n")
    assert ask("members", "import", people, "--unit", office)["new"] == 1
    held = written(
        tmp_path / "a.csv", "活动名称,时间,类型,党支部,参加人员\n学习,2026-10-20 19:00,主题党日,第二网格党支部,钱多多\n"
    )
    assert ask("activities", "import", held, "--unit", office)["new"] == 1
    served = written(
        tmp_path / "s.csv", "日期,类别,内容,人员,时长,支部\n2026-10-21,环境整治,扫地,钱多多,2,第二网格党支部\n"
    )
    assert ask("services", "import", served, "--unit", office)["new"] == 1
    figures = ask("figures", "--unit", office, "--month", "2026-10")["figures"]
    assert (figures["activities"], figures["present"], figures["services"], figures["service_hours"]) == (1, 1, 1, 2)
    register = written(tmp_path / "r.csv", "名称,类别,面积（㎡）\n党群服务中心,党群服务中心,1200\n")
    assert ask("registers", "import", "facility", register, "--unit", office)["new"] == 1
    listed = ask("imports", "list")
    assert [row["kind"] for row in listed] == ["register:facility", "services", "activities", "people", "units"]
    assert listed[0]["counts"]["new"] == 1


def test_a_batch_is_taken_back(ask: Ask, call: Command, office: str, tmp_path: Path) -> None:
    people = written(tmp_path / "p.csv", "姓名,手机号码\n钱多多,19900003333\n")
    batch = ask("members", "import", people, "--unit", office)["batch"]
    assert ask("imports", "list")[0]["id"] == batch
    assert ask("imports", "undo", str(batch))["batch"] == batch
    (gone,) = ask("imports", "list")
    assert (gone["id"], gone["file_name"], gone["counts"]["new"]) == (batch, "p.csv", 1)
    assert gone["undone"]
    assert sentence(call("members", "show", "钱多多"))
    assert sentence(call("imports", "undo", str(batch)))
    batch = ask("members", "import", people, "--unit", office)["batch"]
    later = written(tmp_path / "l.csv", "姓名,手机号码,备注\n钱多多,19900003333,新\n")
    ask("members", "import", later, "--unit", office)
    assert sentence(call("imports", "undo", str(batch)))


def test_refusals_say_what_to_do(call: Command, office: str, tmp_path: Path) -> None:
    bad = written(tmp_path / "x.csv", "甲,乙\n1,2\n")
    for group in (("members",), ("units",), ("activities",), ("services",), ("registers",)):
        register = ("facility",) if group == ("registers",) else ()
        assert sentence(call(*group, "import", *register, bad, "--unit", office))
    assert sentence(call("registers", "import", "nothing", bad, "--unit", office))


def test_rejected_rows_of_any_kind_are_written(ask: Ask, office: str, tmp_path: Path) -> None:
    served = written(tmp_path / "s.csv", "日期,类别,内容,人员,时长\n2026-10-21,打扫,扫地,无名氏,2\n")
    out = tmp_path / "rejects.xlsx"
    answer = ask("services", "import", served, "--unit", office, "--rejects", str(out))
    (reason,) = answer["reasons"]
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    head, row = sheet.iter_rows(values_only=True)
    assert head[:-1] == ("日期", "类别", "内容", "人员", "时长")
    assert row[-1] == "；".join(reason["reasons"])
    assert json.dumps(answer)
