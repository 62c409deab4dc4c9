"""The command line's contract (DECISIONS "Command line"): the whole main job, command by command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gridparty.cli import run
from gridparty.paths import DIVISIONS

Command = Callable[..., Any]
GRID = "410102001011001"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office.gridparty"


@pytest.fixture
def ask(file: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command that must succeed; returns its JSON."""

    def command(*words: object) -> Any:
        code = run([*map(str, words), "--db", str(file), "--json"])
        out, err = capsys.readouterr()
        assert code == 0, err
        return json.loads(out)

    return command


@pytest.fixture
def refuse(file: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command that must be refused with exit code 1 and one sentence; returns the sentence."""

    def command(*words: object) -> str:
        code = run([*map(str, words), "--db", str(file)])
        out, err = capsys.readouterr()
        assert (code, out) == (1, ""), err
        assert len(err.strip().splitlines()) == 1
        assert err.strip()[-1] in "。？！…）"
        return err

    return command


@pytest.fixture
def office(ask: Command, tmp_path: Path) -> Command:
    """中原区 with two grid branches in 百花社区 and three members."""
    ask("init")
    ask("divisions", "import", DIVISIONS / "zhengzhou_divisions.csv", "--under", "410102")
    for name in ("第一网格党支部", "第二网格党支部"):
        ask("units", "add", "--parent", "410102001011", "--kind", "grid_branch", "--name", name, "--households", "368")
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "姓名,性别,手机号,入党时间,转正时间,所在网格\n"
        "王秀兰,女,15400001111,2001.07,2002.07,第一网格\n"
        "孙䶮,男,15400001112,2011-07-01,2012-07-01,第一网格党支部\n"
        "李𬱖,男,15400002222,2011-07-01,2012-07-01,第二网格\n",
        encoding="utf-8",
    )
    ask("members", "import", roster, "--unit", "410102001011")
    return ask


def test_divisions_come_in_with_their_party_names(office: Command) -> None:
    units = office("units", "list", "--under", "410102")
    assert set(units[0]) == {"id", "code", "name", "kind", "parent", "members", "valid_from", "valid_to"}
    by_code = {unit["code"]: unit for unit in units}
    assert by_code["410102001"]["name"] == "林山寨街道党工委"
    assert by_code["410102001011"]["name"] == "百花社区党委"
    assert by_code["410102001011"]["members"] == 3
    assert by_code["410102"]["members"] == 3
    assert sum(unit["kind"] == "street" for unit in units) == 14
    assert sum(unit["kind"] in ("community", "village") for unit in units) == 157
    grid = next(unit for unit in units if unit["kind"] == "grid" and unit["name"] == "第一网格")
    assert grid["parent"] == by_code["410102001011"]["id"]


def test_a_second_import_changes_nothing_and_a_renamed_unit_with_records_is_rejected(
    office: Command, tmp_path: Path
) -> None:
    again = office("divisions", "import", DIVISIONS / "zhengzhou_divisions.csv", "--under", "410102")
    assert (again["new"], again["same"], again["rejected"]) == (0, 172, 0)
    other = tmp_path / "other.csv"
    head = "code,name,level,parent_code\n410102,中原区,district,4101\n"
    other.write_text(head + "410102001,山寨街道,street,410102\n", encoding="utf-8")
    result = office("divisions", "import", other)
    assert result["rejected"] == 1
    assert "山寨街道" in result["reasons"][0]["reason"]


def test_codes_with_hyphens_numbers_and_ambiguous_names(office: Command, refuse: Command) -> None:
    plain = office("members", "list", "--unit", GRID)
    assert office("members", "list", "--unit", "410102001011-001") == plain
    unit = plain[0]["unit"]
    assert office("members", "list", "--unit", f"#{unit}") == plain
    office("units", "add", "--parent", "410102001002", "--kind", "网格党支部", "--name", "第一网格党支部")
    sentence = refuse("members", "list", "--unit", "第一网格党支部")
    assert f"#{unit} 第一网格党支部" in sentence
    assert "99999" in refuse("members", "list", "--unit", "99999")


def test_members_are_masked_and_shown(office: Command) -> None:
    (row, other) = office("members", "list", "--unit", GRID)
    assert {row["name"], other["name"]} == {"王秀兰", "孙䶮"}
    assert row["phone"].startswith("154****")
    shown = office("members", "show", "wxl")
    assert shown["facts"]["phone"] == "154****1111"
    assert shown["standing_years"] >= 24
    assert office("members", "show", shown["code"])["id"] == shown["id"]
    assert office("members", "show", "1111")["id"] == shown["id"]
    assert office("members", "show", f"#{shown['id']}")["code"] == shown["code"]


def test_import_says_what_becomes_of_every_row(office: Command, tmp_path: Path) -> None:
    roster = tmp_path / "more.csv"
    roster.write_text(
        "姓名,手机号,出生年月,所在党支部\n"
        "王秀兰,15400001111,,第一网格党支部\n"
        "孙䶮,15400001112,1980.05,第一网格党支部\n"
        "赵一,15400003333,1990.01,第二网格党支部\n"
        "赵一,15400003333,1990.01,第二网格党支部\n"
        "钱二,15400004444,,第九网格党支部\n"
        ",,,第一网格党支部\n",
        encoding="gb18030",
    )
    rejects = tmp_path / "rejects.xlsx"
    words = ("members", "import", roster, "--unit", "410102001011")
    dry = office(*words, "--dry-run", "--rejects", rejects)
    counts = {key: dry[key] for key in ("rows_in_file", "new", "changed", "same", "duplicate", "rejected")}
    assert counts == {"rows_in_file": 6, "new": 1, "changed": 1, "same": 1, "duplicate": 1, "rejected": 2}
    assert [reason["row"] for reason in dry["reasons"]] == [5, 6, 7]
    assert all(reason["reasons"] for reason in dry["reasons"])
    sheet = openpyxl.load_workbook(rejects).active
    assert sheet is not None
    assert [sheet.cell(row, 1).value for row in (2, 3)] == ["赵一", "钱二"]
    assert len(office("members", "list", "--unit", "410102001011")) == 3
    assert {**office(*words), "dry_run": True} == dry
    assert len(office("members", "list", "--unit", "410102001011")) == 4
    again = office(*words)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 3)


def test_an_activity_from_list_to_figures(office: Command, refuse: Command, tmp_path: Path) -> None:
    start = ("--start", "2026-10-25T09:00", "--hours", "2")
    kinds = ("--kind", "主题党日", "--kind2", "party_lecture")
    activity = office("activities", "add", "--unit", GRID, *kinds, "--title", "社区环境日", *start)
    assert set(activity) == {"id"}
    number = activity["id"]
    done = office("check-ins", "add", "--activity", number, "--member", "wxl", "--at", "2026-10-25T08:55")
    assert set(done) == {"id", "member", "unit", "at", "role"}
    assert (done["role"], done["at"]) == ("listed", "2026-10-25T08:55:00+08:00")
    assert "08:55" in refuse("check-ins", "add", "--activity", number, "--member", "王秀兰")
    office("check-ins", "leave", "--activity", number, "--member", "sy")
    registered = office(
        "registrations", "add", "--name", "周新", "--work-unit", "区实验小学", "--unit", GRID, "--on", "2026-10-03"
    )
    assert registered["receipt"].startswith("BD2026-")
    walk_in = office("check-ins", "add", "--activity", number, "--member", "周新", "--way", "paper")
    assert walk_in["role"] == "registered"
    guest = office("check-ins", "add", "--activity", number, "--member", "李𬱖")
    assert guest["role"] == "guest"
    result = office("figures", "--unit", GRID, "--month", "2026-10")
    assert (result["unit"], result["month"]) == (GRID, "2026-10")
    figures = result["figures"]
    assert (figures["expected"], figures["present"], figures["leave"], figures["walk_ins"]) == (2, 1, 1, 2)
    assert (figures["attendance_rate"], figures["registered_present"], figures["activities"]) == (0.5, 1, 1)
    assert (figures["members"], figures["registered_members"], figures["people"]) == (2, 1, 3)
    office("check-ins", "undo", "--activity", number, "--member", "李𬱖")
    assert office("figures", "--unit", "410102", "--month", "2026-10")["figures"]["walk_ins"] == 1
    behind = office("records", "expected", "--unit", "410102", "--month", "2026-10")
    assert sorted(record["person"] for record in behind) == ["孙䶮", "王秀兰"]


def test_services_count_hours_for_each_member(office: Command, refuse: Command) -> None:
    words = (
        "services",
        "add",
        "--unit",
        GRID,
        "--category",
        "助老助残",
        "--date",
        "2026-10-12",
        "--summary",
        "陪同就医",
    )
    members = ("--member", "王秀兰", "--member", "1112")
    added = office(*words, *members, "--hours", "1.5", "--people-helped", "2")
    assert set(added) == {"id"}
    office(*words, "--member", "wxl", "--hours", "2", "--people-helped-estimated", "20")
    figures = office("figures", "--unit", GRID, "--month", "2026-10")["figures"]
    assert (figures["services"], figures["service_hours"], figures["service_members"]) == (2, 5.0, 2)
    assert (figures["people_helped"], figures["people_helped_estimated"]) == (2, 20)
    assert "0.5" in refuse(*words, "--member", "wxl", "--hours", "1.25")
    refuse(*words, "--member", "wxl", "--hours", "1", "--people-helped", "1", "--people-helped-estimated", "2")


def test_a_span_of_months_gives_totals_and_every_month(office: Command) -> None:
    for month in ("09", "10"):
        office(
            "activities", "add", "--unit", GRID, "--kind", "training", "--title", "培训", "--start", f"2026-{month}-10"
        )
    span = office("figures", "--unit", GRID, "--from", "2026-08", "--to", "2026-10")
    assert (span["from"], span["to"], span["figures"]["activities"]) == ("2026-08", "2026-10", 2)
    assert [month["figures"]["activities"] for month in span["months"]] == [0, 1, 1]
    assert span["months"][0]["figures"]["attendance_rate"] is None


def test_paper_for_one_unit_and_a_subtree(office: Command, tmp_path: Path) -> None:
    target = tmp_path / "briefing.pdf"
    target.write_bytes(b"old")
    assert office("briefing", "--unit", GRID, "--month", "2026-10", "-o", target) == {"files": [str(target)]}
    assert target.read_bytes().startswith(b"%PDF")
    many = office("briefings", "--under", "410102001011", "--month", "2026-10", "-o", tmp_path / "all", "--jobs", "2")
    assert len(many["files"]) == 3
    assert all(Path(name).read_bytes().startswith(b"%PDF") for name in many["files"])


def test_inventory_adds_up_with_its_residue_line(office: Command) -> None:
    found = office("inventory", "--unit", "410102")
    assert sum(row["organisations"] for row in found["rows"]) == found["organisations"]
    assert sum(row["members"] for row in found["rows"]) == found["members"] == 3
    assert [row["is_residue"] for row in found["rows"]][-1]


def test_history_undo_check_and_the_vocabulary(office: Command, refuse: Command) -> None:
    office("services", "add", "--unit", GRID, "--category", "mediation", "--date", "2026-10-01", "--hours", "1",
           "--member", "wxl", "--summary", "调解")  # fmt: skip
    newest = office("history", "--limit", "1")[0]
    assert (newest["name"], newest["undone"]) == ("services.add", False)
    assert office("undo") == {"act": newest["id"]}
    assert office("figures", "--unit", GRID, "--month", "2026-10")["figures"]["services"] == 0
    assert office("check") == {"ok": True, "findings": []}
    codes = {(item["catalogue"], item["code"]) for item in office("catalogues", "list")}
    assert {("unit_kinds", "grid_branch"), ("activity_kinds", "theme_party_day")} <= codes
    refuse("undo", "--act", "1")


def test_options_before_and_after_the_subcommand(
    office: Command, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    behind = office("units", "list", "--under", "410102001")
    assert run(["--db", str(file), "--json", "units", "list", "--under", "410102001"]) == 0
    assert json.loads(capsys.readouterr().out) == behind


def test_an_existing_file_is_never_made_anew(office: Command, refuse: Command, file: Path) -> None:
    before = file.read_bytes()
    assert file.name in refuse("init")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "words", [["nonsense"], ["figures", "--unit", "1"], ["briefing"], ["units", "list", "--wrong"]]
)
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    assert "错误" in capsys.readouterr().err


def _program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gridparty.main", *words]
    env = {**os.environ, "LANG": "C", "PYTHONIOENCODING": "", **environment}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False)


def test_the_program_speaks_chinese_in_utf_8_wherever_it_runs(file: Path) -> None:
    done = _program("init", "--db", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert "已新建" in done.stdout
    missing = _program("units", "list", "--db", str(file.with_name("none.gridparty")))
    assert missing.returncode == 1
    assert "没有文件" in missing.stderr


def test_a_fault_is_exit_code_70_and_is_written_down_without_data(file: Path, tmp_path: Path) -> None:
    assert _program("init", "--db", str(file)).returncode == 0
    template = tmp_path / "briefing"
    template.mkdir()
    (template / "monthly.j2").write_text("# {{ no_such_name }}", encoding="utf-8")
    script = (
        "import pathlib, sys, gridparty.reports.briefing as b, gridparty.main as m;"
        "b.BRIEFING = pathlib.Path(sys.argv.pop(1)); m.main()"
    )
    base = ["--db", str(file)]
    _program("divisions", "import", str(DIVISIONS / "zhengzhou_divisions.csv"), "--under", "410102001", *base)
    words = ["briefing", "--unit", "410102001", "--month", "2026-10", "-o", str(tmp_path / "x.pdf"), *base]
    command = [sys.executable, "-c", script, str(template), *words]
    env = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False)
    assert done.returncode == 70, done.stderr
    assert "程序出错" in done.stderr
    (log,) = tmp_path.rglob("gridparty.log")
    written = log.read_text(encoding="utf-8")
    assert "UndefinedError" in written
    assert "林山寨" not in written
