"""The contract of the command line, command by command (DECISIONS: Command line; S111)."""

import csv
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli.conftest import Command, sentence
from gridparty.storage.engine import connect

Ask = Callable[..., Any]
COMMUNITY = "410102001001"
LIST = (
    ("code", "name", "level", "parent_code"),
    ("410102", "中原区", "district", "4101"),
    ("410102001", "林山寨街道", "street", "410102"),
    (COMMUNITY, "百花社区居委会", "community", "410102001"),
    ("410103", "二七区", "district", "4101"),
)
MONTH = "2024-10"


@pytest.fixture
def divisions(tmp_path: Path) -> Path:
    path = tmp_path / "divisions.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(LIST)
    return path


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    rows = [
        ("姓名", "联系电话", "所在党支部"),
        ("张伟", "19900000001", "第一网格党支部"),
        ("王芳", "19900000002", "第一网格党支部"),
        ("李娜", "19900000003", ""),
        ("无处", "19900000004", "第九党支部"),
    ]
    with path.open("w", newline="", encoding="gb18030") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def people(ask: Ask, divisions: Path, roster: Path) -> None:
    """A community with one grid branch and three members."""
    ask("divisions", "import", str(divisions), "--under", "410102")
    ask("units", "add", "--parent", COMMUNITY, "--kind", "grid_branch", "--name", "第一网格党支部")
    ask("members", "import", str(roster), "--unit", COMMUNITY)


@pytest.fixture
def activity(people: None, ask: Ask) -> str:
    made = ask("activities", "add", "--unit", COMMUNITY, "--kind", "theme_party_day", "--title", "清洁家园",
               "--start", "2024-10-25T09:00", "--hours", "1.5")  # fmt: skip
    return str(made["id"])


# ── the file ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_init_makes_a_file_and_never_touches_one(bare: Command, tmp_path: Path) -> None:
    path = tmp_path / "new" / "office.gridparty"
    assert bare("init", "--db", str(path), "--json").json == {"file": str(path)}
    held = path.read_bytes()
    assert path.name in sentence(bare("--db", str(path), "init"))
    assert path.read_bytes() == held


def test_the_file_can_be_named_before_behind_and_by_the_environment(
    bare: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [["--db", str(file), "check"], ["check", "--db", str(file)], [f"--db={file}", "check"]]
    for form in forms:
        assert bare(*form, "--json").json == {"ok": True, "findings": []}
        assert bare("--json", *form).json == {"ok": True, "findings": []}
    monkeypatch.setenv("GRIDPARTY_DB", str(file))
    assert bare("--json", "check").json == {"ok": True, "findings": []}


def test_a_missing_file_is_refused(bare: Command, tmp_path: Path) -> None:
    assert "init" in sentence(bare("units", "list", "--db", str(tmp_path / "none.gridparty")))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_refused(call: Command, file: Path) -> None:
    file.write_bytes(b"x" * 8192)
    assert sentence(call("units", "list"))


def test_check_tells_what_it_found(call: Command, file: Path) -> None:
    sound = call("check")
    assert (sound.code, sound.err) == (0, "")
    held = bytearray(file.read_bytes())
    held[-2000] ^= 1
    file.write_bytes(held)
    found = call("check", "--json")
    assert found.code == 1
    if found.out:  # the day's backup was there already: the check itself reports
        assert json.loads(found.out)["ok"] is False
        assert json.loads(found.out)["findings"]
    assert found.err


# ── the tree ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_divisions_import(ask: Ask, call: Command, divisions: Path, tmp_path: Path) -> None:
    done = ask("divisions", "import", str(divisions), "--under", "410102")
    assert done == {"rows_in_file": 3, "new": 3, "changed": 0, "same": 0, "rejected": 0, "reasons": []}
    assert ask("divisions", "import", str(divisions))["same"] == 3
    assert sentence(call("divisions", "import", str(tmp_path / "none.csv")))
    assert "999" in sentence(call("divisions", "import", str(divisions), "--under", "999"))


def test_units_list(ask: Ask, people: None) -> None:
    units = ask("units", "list")
    assert [list(unit) for unit in units] == [
        ["id", "code", "name", "kind", "parent", "members", "valid_from", "valid_to"]
    ] * len(units)
    by_code = {unit["code"]: unit for unit in units}
    assert by_code["410102"]["parent"] is None
    assert by_code[COMMUNITY]["name"] == "百花社区党委"
    assert (by_code["410102"]["members"], by_code[COMMUNITY + "001"]["members"]) == (3, 2)
    below = ask("units", "list", "--under", COMMUNITY)
    assert {unit["kind"] for unit in below} == {"community", "grid_branch", "grid"}


def test_units_add_and_the_tree_as_of_a_month(ask: Ask, call: Command, people: None) -> None:
    added = ask("units", "add", "--parent", "百花社区党委", "--kind", "非公企业党支部", "--name", "甲企业党支部",
                "--from", "2024-10-15")  # fmt: skip
    assert added == {"id": added["id"], "code": COMMUNITY + "901"}
    found = {unit["id"]: unit for unit in ask("units", "list", "--as-of", MONTH)}
    assert (found[added["id"]]["valid_from"], found[added["id"]]["valid_to"]) == ("2024-10-15", None)
    assert added["id"] not in {unit["id"] for unit in ask("units", "list", "--as-of", "2024-09")}
    ask("units", "close", COMMUNITY + "-901", "--on", "2024-11-01")
    assert added["id"] not in {unit["id"] for unit in ask("units", "list", "--as-of", "2024-11")}
    assert sentence(call("units", "list", "--under", COMMUNITY + "901"))


def test_a_given_code_is_stored_without_hyphens(ask: Ask, call: Command, people: None) -> None:
    form = ("units", "add", "--parent", COMMUNITY, "--kind", "grid_branch", "--name", "第七网格党支部", "--code")
    assert ask(*form, "410102001001-007")["code"] == "410102001001007"
    assert ask("units", "list", "--under", "410102001001-007")[0]["name"] == "第七网格党支部"
    assert "410102001001007" in sentence(call(*form, "410102001001007"))
    assert sentence(call(*form, "第七"))


def test_a_unit_that_is_not_unique_is_refused_with_the_candidates(ask: Ask, call: Command, people: None) -> None:
    twin = ask("units", "add", "--parent", "410102001", "--kind", "grid_branch", "--name", "第一网格党支部")["id"]
    first = ask("units", "list", "--under", COMMUNITY + "001")[0]["id"]
    told = sentence(call("members", "list", "--unit", "第一网格党支部"))
    assert f"#{first}" in told
    assert f"#{twin}" in told
    assert ask("members", "list", "--unit", f"#{twin}") == []


# ── people ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_members_import_dry_run_and_rejects(
    ask: Ask, call: Command, divisions: Path, roster: Path, tmp_path: Path
) -> None:
    ask("divisions", "import", str(divisions))
    ask("units", "add", "--parent", COMMUNITY, "--kind", "grid_branch", "--name", "第一网格党支部")
    out = tmp_path / "rejects.xlsx"
    out.write_text("an older one")
    form = ("members", "import", str(roster), "--unit", COMMUNITY, "--rejects", str(out))
    planned = ask(*form, "--dry-run")
    counts = {"rows_in_file": 4, "new": 3, "changed": 0, "same": 0, "duplicate": 0, "rejected": 1}
    assert {key: planned[key] for key in counts} == counts
    assert planned["dry_run"] is True
    assert ask("members", "list", "--unit", COMMUNITY) == []
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    rejected = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rejected][-1] == "无处"
    assert "第九党支部" in str(rejected[-1][-1])
    done = ask(*form)
    assert {key: done[key] for key in counts} == counts
    (reason,) = done["reasons"]
    assert (reason["row"], reason["name"]) == (5, "无处")
    again = ask(*form)
    assert (again["same"], again["rejected"]) == (3, 1)
    assert sentence(call("members", "import", str(tmp_path / "none.csv"), "--unit", COMMUNITY))


def test_members_list_and_show(ask: Ask, call: Command, people: None) -> None:
    listed = ask("members", "list", "--unit", COMMUNITY)
    assert {row["name"] for row in listed} == {"张伟", "王芳", "李娜"}
    row = next(row for row in listed if row["name"] == "张伟")
    for key in ("张伟", "zw", "zhangwei", "0001", row["code"], f"#{row['id']}"):
        shown = ask("members", "show", key)
        assert (shown["id"], shown["code"]) == (row["id"], row["code"])
    assert "19900000001" not in json.dumps(shown)
    text = call("members", "show", "张伟").out
    assert "第一网格党支部" in text
    assert "19900000001" not in text
    assert sentence(call("members", "show", "nobody"))


def test_members_add_edit_close(ask: Ask, call: Command, people: None) -> None:
    added = ask("members", "add", "--name", "欧阳修", "--unit", COMMUNITY + "001", "--stage", "预备党员",
                "--birth-date", "1990.07", "--join-date", "2023-07-01")  # fmt: skip
    ask("members", "edit", added["code"], "--set", "phone=19900001234", "--set", "education=大学本科")
    shown = ask("members", "show", "oyx")["facts"]
    assert (shown["stage"], shown["birth_date"]) == ("probationary", 19900700)
    assert call("members", "edit", "oyx", "--set", "phone").code == 2
    assert sentence(call("members", "edit", "oyx", "--set", "colour=red"))
    ask("members", "close", "oyx", "--on", "2024-11-01", "--why", "transferred_out")
    assert len(ask("members", "list", "--unit", COMMUNITY)) == 3


def test_registrations(ask: Ask, call: Command, people: None) -> None:
    """S108: the receipt number is printed, for members and for people from elsewhere."""
    done = ask("registrations", "add", "--member", "李娜", "--unit", COMMUNITY + "001", "--on", "2024-10-08")
    assert done["receipt"].startswith("BD2024-")
    answer = call("registrations", "add", "--name", "孙丽", "--work-unit", "某某研究院", "--unit", COMMUNITY)
    assert "BD" in answer.out
    assert {row["name"] for row in ask("members", "list", "--unit", COMMUNITY, "--registered")} == {"李娜", "孙丽"}
    assert sentence(call("registrations", "add", "--name", "郑洁", "--unit", COMMUNITY))
    assert call("registrations", "add", "--unit", COMMUNITY).code == 2
    ask("registrations", "end", str(done["id"]), "--on", "2024-11-01")
    assert {row["name"] for row in ask("members", "list", "--unit", COMMUNITY, "--registered")} == {"孙丽"}


# ── records ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_activities_take_several_kinds_and_guests(ask: Ask, call: Command, people: None) -> None:
    form = ("activities", "add", "--unit", COMMUNITY, "--title", "党课", "--start", "2024-10-25T09:00")
    made = ask(*form, "--kind", "党课", "--kind2", "general_meeting", "--invite", "张伟", "--invite", "王芳")
    assert set(made) == {"id"}
    second = ask(*form, "--kind", "party_lecture", "--kind", "general_meeting")
    listed = {row["id"]: row for row in ask("activities", "list", "--unit", COMMUNITY, "--month", MONTH)}
    kinds = [listed[each["id"]]["kinds"] for each in (made, second)]
    assert kinds == [["party_lecture", "general_meeting"]] * 2
    assert "theme_party_day" in sentence(call(*form, "--kind", "野餐"))
    assert call(*form).code == 2
    assert sentence(
        call("activities", "add", "--unit", COMMUNITY, "--title", "x", "--kind", "study", "--start", "九点")
    )
    ask("activities", "delete", str(second["id"]))
    assert len(ask("activities", "list", "--unit", COMMUNITY, "--month", MONTH)) == 1


def test_check_ins(ask: Ask, call: Command, activity: str) -> None:
    def form(what: str, who: str) -> tuple[str, ...]:
        return ("check-ins", what, "--activity", activity, "--member", who)

    done = ask(*form("add", "zw"), "--at", "2024-10-25T08:55")
    assert done == done | {"at": "2024-10-25T08:55:00+08:00", "role": "listed"}
    assert set(done) == {"id", "member", "unit", "at", "role"}
    assert "08:55" in sentence(call(*form("add", "zw")))
    ask(
        "registrations", "add", "--name", "孙丽", "--work-unit", "某某研究院", "--unit", COMMUNITY, "--on", "2024-10-01"
    )
    walked = call(*form("add", "孙丽"), "--way", "paper")
    assert walked.code == 0
    assert len(walked.out) > len(call(*form("add", "王芳")).out)  # says that she is not on the list
    ask(*form("leave", "李娜"))
    values = ask("figures", "--unit", COMMUNITY, "--month", MONTH)["figures"]
    assert [values[name] for name in ("expected", "present", "leave", "walk_ins")] == [3, 2, 1, 1]
    ask(*form("undo", "王芳"))
    assert sentence(call(*form("undo", "王芳")))
    assert sentence(call("check-ins", "add", "--activity", "99", "--member", "zw"))
    assert ask("figures", "--unit", COMMUNITY, "--month", MONTH)["figures"]["present"] == 1


def test_services(ask: Ask, call: Command, people: None) -> None:
    form = ("services", "add", "--unit", COMMUNITY + "-001", "--category", "环境整治", "--date", "2024-10-26",
            "--summary", "清理楼道", "--member", "张伟", "--member", "wf")  # fmt: skip
    made = ask(*form, "--hours", "1.5", "--people-helped", "12")
    assert set(made) == {"id"}
    ask(*form, "--hours", "0.5", "--people-helped-estimated", "40")
    values = ask("figures", "--unit", COMMUNITY, "--month", MONTH)["figures"]
    names = ("services", "service_members", "service_hours", "people_helped", "people_helped_estimated")
    assert [values[name] for name in names] == [2, 2, 4.0, 12, 40]
    assert sentence(call(*form, "--hours", "1.3"))
    assert sentence(call(*form, "--hours", "1", "--people-helped", "1", "--people-helped-estimated", "2"))
    assert call(*form, "--hours", "1", "--people-helped", "-1").code == 2
    assert len(ask("services", "list", "--unit", COMMUNITY, "--month", MONTH)) == 2
    ask("services", "delete", str(made["id"]))
    assert ask("figures", "--unit", COMMUNITY, "--month", MONTH)["figures"]["services"] == 1


# ── figures ────────────────────────────────────────────────────────────────────────────────────────────────────────

PROMISED = {
    "members", "registered_members", "people", "activities", "expected", "present", "walk_ins", "attendance_rate",
    "services", "service_hours", "people_helped", "people_helped_estimated",
}  # fmt: skip


def test_figures_of_a_month(ask: Ask, activity: str) -> None:
    ask("check-ins", "add", "--activity", activity, "--member", "zw")
    found = ask("figures", "--unit", "410102001001", "--month", MONTH)
    assert list(found)[:3] == ["unit", "month", "figures"]
    assert (found["unit"], found["month"]) == (COMMUNITY, MONTH)
    assert set(found["figures"]) >= PROMISED
    assert found["figures"]["attendance_rate"] == 0.3333  # D9: four decimals
    assert ask("figures", "--unit", COMMUNITY, "--month", "2024-09")["figures"]["attendance_rate"] is None


def test_figures_of_a_span(ask: Ask, call: Command, activity: str) -> None:
    found = ask("figures", "--unit", COMMUNITY, "--from", "2024-09", "--to", "2024-11")
    assert (found["from"], found["to"], found["figures"]["activities"]) == ("2024-09", "2024-11", 1)
    assert [(each["month"], each["figures"]["activities"]) for each in found["months"]] == [
        ("2024-09", 0), ("2024-10", 1), ("2024-11", 0),
    ]  # fmt: skip
    for wrong in (
        (),
        ("--from", "2024-09"),
        ("--from", "2024-11", "--to", "2024-09"),
        ("--month", MONTH, "--to", MONTH),
    ):
        assert call("figures", "--unit", COMMUNITY, *wrong).code == 2


def test_a_unit_without_a_code_is_named_by_its_number(ask: Ask, people: None) -> None:
    group = ask("units", "add", "--parent", COMMUNITY + "001", "--kind", "party_group", "--name", "第一党小组")
    assert group["code"] is None
    found = ask("figures", "--unit", f"#{group['id']}", "--month", MONTH)
    assert found["unit"] == f"#{group['id']}"


def test_figures_as_text_have_units_and_round_words(call: Command, activity: str) -> None:
    text = call("figures", "--unit", COMMUNITY, "--month", MONTH).out
    assert "0.0%" in text
    assert "3 人" in text


def test_records_behind_a_figure(ask: Ask, call: Command, activity: str) -> None:
    found = ask("records", "expected", "--unit", COMMUNITY, "--month", MONTH)
    assert {row["person"] for row in found} == {"张伟", "王芳", "李娜"}
    assert all(row["what"] == "清洁家园" and row["day"] == "2024-10-25" for row in found)
    assert "attendance_rate" in sentence(call("records", "luck", "--unit", COMMUNITY, "--month", MONTH))


def test_inventory(ask: Ask, call: Command, people: None) -> None:
    """S002: the lines add up, the last one is the residue."""
    found = ask("inventory", "--unit", "410102")
    assert sum(row["organisations"] for row in found["rows"]) == found["organisations"]
    assert sum(row["members"] for row in found["rows"]) == found["members"] == 3
    assert found["rows"][-1]["is_residue"]
    assert "网格党支部" in call("inventory", "--unit", "410102").out


# ── paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_briefing_replaces_an_existing_file(ask: Ask, call: Command, activity: str, tmp_path: Path) -> None:
    out = tmp_path / "out" / "briefing.pdf"
    out.parent.mkdir()
    out.write_text("an older one")
    assert ask("briefing", "--unit", COMMUNITY, "--month", MONTH, "-o", str(out)) == {"files": [str(out)]}
    assert out.read_bytes().startswith(b"%PDF-")
    assert sentence(call("briefing", "--unit", COMMUNITY, "--month", "2199-01", "-o", str(out)))
    assert sentence(call("briefing", "--unit", COMMUNITY, "--month", MONTH, "-o", str(out / "x" / "y.pdf")))


def test_briefings_of_a_subtree(ask: Ask, call: Command, activity: str, tmp_path: Path) -> None:
    out = tmp_path / "month"
    files = ask("briefings", "--under", COMMUNITY, "--month", MONTH, "-o", str(out), "--jobs", "1")["files"]
    assert sorted(files) == sorted(str(path) for path in out.iterdir())
    assert len(files) == 2
    assert call("briefings", "--under", COMMUNITY, "--month", MONTH, "-o", str(out), "--jobs", "0").code == 2


# ── back and forth ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_undo_and_history(ask: Ask, call: Command, activity: str) -> None:
    acts = ask("history", "--limit", "2")
    assert len(acts) == 2
    assert acts[0]["name"] == "activities.add"
    assert ask("undo") == {"act": acts[0]["id"]}
    assert ask("activities", "list", "--unit", COMMUNITY, "--month", MONTH) == []
    assert ask("undo", "--act", str(acts[0]["id"])) == {"act": acts[0]["id"]}
    assert len(ask("activities", "list", "--unit", COMMUNITY, "--month", MONTH)) == 1
    assert sentence(call("undo", "--act", "1"))
    assert sentence(call("undo", "--act", "999"))


def test_nothing_to_undo(call: Command) -> None:
    assert sentence(call("undo"))


def test_catalogues_list(ask: Ask) -> None:
    items = ask("catalogues", "list")
    assert {"theme_party_day", "grid_branch", "environment_cleanup"} <= {item["code"] for item in items}
    kinds = ask("catalogues", "list", "unit_kinds")
    assert {item["catalogue"] for item in kinds} == {"unit_kinds"}
    assert next(item["zh"] for item in kinds if item["code"] == "grid_branch") == "网格党支部"


# ── usage ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("units", "add"),
        ("units", "list", "--colour"),
        ("figures", "--unit"),
        ("check-ins", "add", "--activity", "x", "--member", "y"),
        ("--db",),
        ("demo", "--size", "huge"),
    ],
)
def test_wrong_usage_is_exit_code_2(bare: Command, arguments: tuple[str, ...]) -> None:
    answer = bare(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_wrong_words_in_options_are_refused_with_an_example(call: Command, people: None) -> None:
    for arguments in (
        ("figures", "--unit", COMMUNITY, "--month", "十月"),
        ("units", "list", "--as-of", "2024"),
        ("units", "close", COMMUNITY, "--on", "明天"),
    ):
        told = sentence(call(*arguments))
        assert "2026" in told


def test_help_names_every_command(bare: Command) -> None:
    answer = bare("--help")
    assert answer.code == 0
    for word in ("init", "divisions", "units", "members", "registrations", "activities", "check-ins", "services",
                 "figures", "records", "inventory", "briefing", "briefings", "undo", "history", "catalogues", "check",
                 "demo"):  # fmt: skip
        assert word in answer.out


def test_changes_by_another_program_are_told_beside_the_result(call: Command, file: Path, people: None) -> None:
    with closing(connect(file)) as connection:
        connection.execute("INSERT INTO act (account, name, at) VALUES ('x', 'by hand', 0)")
        connection.execute("UPDATE members SET remark = '改', version = version + 1")
    answer = call("members", "list", "--unit", COMMUNITY, "--json")
    assert len(answer.json) == 3
    assert answer.err.count("\n") == 1
    assert call("members", "list", "--unit", COMMUNITY).err == ""


def test_the_first_command_of_a_day_leaves_a_backup(call: Command, file: Path, people: None) -> None:
    (copy,) = file.with_name(file.name + ".backups").iterdir()
    assert copy.name.endswith("-daily.gridparty")
