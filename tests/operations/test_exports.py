"""Lists that leave the file: what they hold, what is masked, and what is written down about it (SEC-01)."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from offices import MONTH, Office, rows
from roster_reading import read_roster

from gridparty import handing_out
from gridparty.app import App
from gridparty.domain.errors import Cancelled, Forbidden, InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.domain.permissions import Account, Permission
from gridparty.domain.table_values import Share
from gridparty.exchange.heads import roster_aliases
from gridparty.operations import exports, figures, history, members, rosters, units
from gridparty.operations.exports import ExportTable
from gridparty.operations.figure_list import FIGURES
from gridparty.storage.tables import Disclosure

NUMBER = "410102198001010018"


def asked(app: App, office: Office, what: str, unit: str = "street", **more: Any) -> ExportTable:
    return app.ask(exports.table, what=what, unit=office.units[unit], month=MONTH, **more)


def column(table: ExportTable, key: str) -> list[Any]:
    return [row[table.keys.index(key)] for row in table.rows]


def disclosed(app: App) -> list[Any]:
    return app.ask(rows, table=Disclosure)


def export(app: App, office: Office, path: Path, **more: Any) -> ExportTable:
    kept: dict[str, Any] = {"what": "members", "unit": office.units["street"], "month": MONTH, "path": path} | more
    return handing_out.export(app, **kept)


def test_members_with_phones_masked(furnished_app: App, furnished_office: Office) -> None:
    table = asked(furnished_app, furnished_office, "members")
    assert table.people == len(table.rows) == 9
    assert dict(zip(column(table, "name"), column(table, "phone"), strict=True))["张伟"] == "199****0001"
    assert dict(zip(column(table, "name"), column(table, "join_date"), strict=True))["李娜"] == "2024.03.01"
    assert "19900000001" not in str(table)
    assert table.fields[0] == "members.name"


def test_the_columns_wanted_in_their_order(furnished_app: App, furnished_office: Office) -> None:
    table = asked(furnished_app, furnished_office, "members", "first", columns=("unit", "name"))
    assert table.keys == ("unit", "name")
    assert set(column(table, "unit")) == {"第一网格党支部"}
    with pytest.raises(InvalidInput, match="phone"):
        asked(furnished_app, furnished_office, "members", columns=("nosuch",))


def test_every_list_can_be_asked_and_says_its_columns(furnished_app: App, furnished_office: Office) -> None:
    known = furnished_app.ask(exports.lists, unit=furnished_office.units["street"], month=MONTH)
    assert {each.what for each in known} >= set(exports.LISTS) - {"history"}
    for each in known:
        if each.what != "registers:discipline_case":
            table = asked(furnished_app, furnished_office, each.what)
            assert tuple(zip(table.keys, table.heads, strict=True)) == each.columns
            assert len(set(table.keys)) == len(table.keys)


def test_lists_agree_with_the_figures(furnished_app: App, furnished_office: Office) -> None:
    values = furnished_app.ask(figures.of_unit, unit=furnished_office.units["street"], first=MONTH)
    come = asked(furnished_app, furnished_office, "activities")
    assert len(come.rows) == values["activities"]
    assert sum(column(come, "present")) == values["present"]
    served = asked(furnished_app, furnished_office, "services")
    assert (len(served.rows), sum(column(served, "hours"))) == (values["services"], values["service_hours"])
    assert column(served, "day")[0] == date(2024, 10, 5)
    listed = asked(furnished_app, furnished_office, "attendance")
    assert len(listed.rows) == (values["expected"] or 0) + (values["walk_ins"] or 0)
    table = asked(furnished_app, furnished_office, "figures")
    first = dict(zip(table.keys, table.rows[0], strict=True))
    assert {key: first[key] for key in FIGURES if key != "attendance_rate"} == {
        key: value for key, value in values.items() if key != "attendance_rate"
    }
    assert first["attendance_rate"] == Share(float(values["attendance_rate"] or 0))
    below = asked(furnished_app, furnished_office, "children")
    assert column(below, "name") == ["东苑社区党委", "西苑社区党委"]
    assert sum(column(below, "members")) == values["members"]


def test_units_and_history(office_app: App, office: Office) -> None:
    table = asked(office_app, office, "units")
    assert len(table.rows) == len(office_app.ask(units.rows, month=MONTH))
    assert column(table, "above")[1] == "和平街道党工委"
    month = Month.of(office_app.ask(history.acts, limit=1)[0].at.date())
    done = office_app.ask(exports.table, what="history", unit=office.units["street"], month=month)
    assert column(done, "label")[0] == office_app.ask(history.acts, limit=1)[0].label


def test_what_cannot_be_asked(furnished_app: App, furnished_office: Office) -> None:
    for what in ("nosuch", "registers:nosuch", "registers"):
        with pytest.raises(InvalidInput):
            asked(furnished_app, furnished_office, what)
    with pytest.raises(NotFound):
        furnished_app.ask(exports.table, what="members", unit=UnitId(9999), month=MONTH)
    with pytest.raises(Forbidden):
        asked(furnished_app, furnished_office, "registers:discipline_case")


def test_an_export_is_written_down(office_app: App, office: Office, tmp_path: Path) -> None:
    before = len(disclosed(office_app))
    export(office_app, office, tmp_path / "m.xlsx", columns=["name", "phone"], reason=" 月度统计 ")
    row = disclosed(office_app)[before]
    assert (row.kind, row.fields, row.people, row.reason) == (
        "export", ("members.name", "members.phone"), 9, "月度统计",
    )  # fmt: skip
    assert office_app.ask(history.acts, limit=1)[0].name == "disclosures.add"


def test_a_reveal_needs_a_reason_and_the_right(office_app: App, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    with pytest.raises(InvalidInput):
        export(office_app, office, path, is_plain=True, reason=" ")
    office_app.account = Account("clerk", frozenset(Permission) - {Permission.REVEAL})
    with pytest.raises(Forbidden):
        export(office_app, office, path, is_plain=True, reason="上报")
    assert not path.exists()
    assert disclosed(office_app) == []
    export(office_app, office, path)
    assert "19900000001" not in path.read_text("utf-8-sig")


def test_a_reveal_is_complete_and_written_down(office_app: App, office: Office, tmp_path: Path) -> None:
    office_app.run(members.edit, member=office.members["张伟"], changes={"id_number": NUMBER})
    path = tmp_path / "m.xlsx"
    export(office_app, office, path, is_plain=True, reason="上报区委")
    cells = {cell.value for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row}
    assert {NUMBER, "19900000001"} <= cells
    (row,) = disclosed(office_app)
    assert (row.people, row.reason) == (9, "上报区委")
    assert "members.id_number" in row.fields
    newest = office_app.ask(history.acts, limit=1)[0]
    assert newest.name == "exports.reveal"
    assert newest.label != newest.name


def test_a_workbook_has_types_heads_and_print_set_up(office_app: App, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    export(office_app, office, path, what="activities")
    sheet = openpyxl.load_workbook(path).active
    head = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, head["日期时间"]).is_date
    rate = sheet.cell(2, head["签到率"])
    assert (type(rate.value), rate.number_format) == (float, "0.0%")
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.column_dimensions["B"].width > 8


def test_csv_for_spreadsheet_programs(office_app: App, office: Office, tmp_path: Path) -> None:
    for number, name in enumerate(("=HYPERLINK(1)", "@SUM", "+86", "-5", "\tx")):
        person = Person(name=f"张{number}", work_unit=name, phone="19900001111")
        office_app.run(members.add, person=person, unit=office.units["first"])
    path = tmp_path / "m.csv"
    export(office_app, office, path, columns=["name", "work_unit"], month=Month(2026, 11))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = dict(line.split(",", 1) for line in path.read_text("utf-8-sig").splitlines())
    assert lines["张0"] == "'=HYPERLINK(1)"
    assert (lines["张1"], lines["张2"], lines["张3"]) == ("'@SUM", "+86", "-5")
    assert lines["张4"] in ("x", "'\tx")


def test_a_place_that_cannot_be_written_leaves_no_record(office_app: App, office: Office, tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "m.xlsx", tmp_path / "m.doc"):
        with pytest.raises(InvalidInput):
            export(office_app, office, path)
    assert disclosed(office_app) == []


def test_a_cancel_leaves_neither_file_nor_record(office_app: App, office: Office, tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _note: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(office_app, office, tmp_path / "m.xlsx", progress=stop)
    assert list(tmp_path.glob("m*")) == []
    assert list(tmp_path.glob(".m*")) == []
    assert disclosed(office_app) == []


@pytest.fixture(scope="module")
def crowd(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """18,000 members in one branch."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.gridparty"
    shutil.copy(template, path)
    app = App.open(path, daily_backup=False)
    unit = app.run(units.add, parent=None, kind="street", name="和平街道党工委", code="410102001").id
    names = ("姓名", "手机号码", "人员类别")
    lines = [(f"张{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number // 7)}", str(19900000000 + number), "正式党员")
             for number in range(18_000)]  # fmt: skip
    app.run(rosters.import_rows, rows=read_roster([names, *lines], roster_aliases()).rows, unit=unit)
    app.close()
    return path


def test_eighteen_thousand_members_with_progress_and_cancel(crowd: Path, tmp_path: Path) -> None:
    app = App.open(crowd, daily_backup=False)
    unit, month = app.ask(units.find, key="410102001"), Month(2026, 11)
    seen: list[tuple[int, int]] = []
    path = tmp_path / "m.xlsx"
    kept: dict[str, Any] = {"what": "members", "unit": unit, "month": month, "path": path}
    found = handing_out.export(app, **kept, progress=lambda done, total, _note: seen.append((done, total)))
    assert len(found.rows) == found.people == 18_000
    assert len(seen) > 30
    assert path.stat().st_size > 100_000
    path.unlink()

    def stop(done: int, total: int, _note: str) -> None:
        if done > total / 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        handing_out.export(app, **kept, progress=stop)
    assert not path.exists()
    assert len(disclosed(app)) == 1
    app.close()
