"""Forms that are kept, bound and filled for a unit and a month (表样回填)."""

from pathlib import Path
from typing import Any

import pytest
from form_samples import FIRST, LAST, SHEET, TOTAL, form, looks, opened
from offices import AFTER, MONTH, Office, rows, state

from gridparty import handing_out
from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, Forbidden, GridpartyError, InvalidInput, NotFound
from gridparty.domain.form_bindings import Binding, parse_binding, parse_cell
from gridparty.domain.ids import FormId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Account, Permission
from gridparty.operations import figures, form_choices, form_filling, form_templates, history
from gridparty.operations.figure_list import FIGURES
from gridparty.storage.tables import Disclosure

LIST = {"A5": "list:children.number", "B5": "list:children.name", "C5": "list:children.full_members",
        "D5": "list:children.probationary_members", "F5": "list:children.attendance_rate"}  # fmt: skip
PEOPLE = {"A5": "list:members.number", "B5": "list:members.name", "C5": "list:members.phone"}


def added(app: App, bindings: dict[str, str], **more: Any) -> FormId:
    return app.run(form_templates.add, name="统计", file_name="表.xlsx", workbook=form(), bindings=bindings, **more)


def filled(app: App, office: Office, bindings: dict[str, str], unit: str = "street", month: Month = MONTH) -> Any:
    key = added(app, bindings)
    return opened(app.ask(form_filling.fill, form=key, unit=office.units[unit], month=month).data)[SHEET]


@pytest.mark.parametrize(
    "text",
    ["figure:members", "word:secretary,month=-1", "list:members.name,unit=410102", "figure:services,month=-1,from=year",
     "list:registers:facility.area", "figure:services,unit=#3,month=2026-03,from=-2"],
)  # fmt: skip
def test_a_binding_is_written_as_it_is_read(text: str) -> None:
    binding = parse_binding(text)
    assert parse_binding(str(binding)) == binding
    options = {part for part in text.split(",")[1:]}
    assert set(str(binding).split(",")[1:]) == options


@pytest.mark.parametrize(
    "text",
    ["", "members", "figure:", "figure:members.name", "list:members", "word:nosuch", "figure:members,colour=red",
     "list:members.name,from=year", "figure:members,month=soon", "formula:1"],
)  # fmt: skip
def test_what_is_no_binding_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_binding(text)


def test_cells_and_months() -> None:
    assert str(parse_cell("$b$12", sheet="表")) == "表!B12"
    assert str(parse_cell("'a ''b'!AA1", sheet="")) == "'a ''b'!AA1"
    for text in ("B", "12", "XFE1", "A0", "B2:C3"):
        with pytest.raises(InvalidInput):
            parse_cell(text, sheet="表")
    assert Binding("figure", "x", month="-1", since="year").months(Month(2026, 1)) == (Month(2025, 1), Month(2025, 12))
    assert Binding("figure", "x", since="-2").months(Month(2026, 3)) == (Month(2026, 1), Month(2026, 3))


def test_figures_words_and_dates(office_app: App, office: Office) -> None:
    cells = {"B2": "word:unit", "G2": "word:month_end", "E2": "word:month", "F2": "word:above", "D2": "word:secretary",
             "A5": "figure:members", "B5": "figure:attendance_rate", "F5": "figure:attendance_rate",
             "C5": "figure:services,from=-1", "D5": "figure:services,month=-1", "H5": "figure:members,unit=410102001",
             "H6": "word:date", "H7": "figure:people_helped,month=-12", "二!C1": "word:code"}  # fmt: skip
    sheet = filled(office_app, office, cells, "east")
    values = office_app.ask(figures.of_unit, unit=office.units["east"], first=MONTH)
    before = office_app.ask(figures.of_unit, unit=office.units["east"], first=MONTH.plus(-1))
    assert (sheet["B2"].value, sheet["E2"].value, sheet["F2"].value) == (
        "东苑社区党委", "2024年10月", "和平街道党工委",
    )  # fmt: skip
    assert (sheet["G2"].value.date(), sheet["D2"].value) == (MONTH.last, "—")
    assert (sheet["A5"].value, sheet["F5"].value) == (values["members"], values["attendance_rate"])
    assert str(sheet["B5"].value).endswith("%")
    assert sheet["D5"].value == before["services"]
    assert sheet["C5"].value == (before["services"] or 0) + (values["services"] or 0)
    street = office_app.ask(figures.of_unit, unit=office.units["street"], first=MONTH)
    assert (sheet["H5"].value, sheet["H6"].value) == (street["members"], str(today()))


def test_a_list_of_the_units_below(office_app: App, office: Office) -> None:
    sheet = filled(office_app, office, LIST)
    lines = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=FIRST, max_row=LAST)]
    assert [line[:2] for line in lines] == [[1, "东苑社区党委"], [2, "西苑社区党委"], [None, None]]
    values = office_app.ask(figures.of_unit, unit=office.units["street"], first=MONTH)
    assert sum(line[2] or 0 for line in lines) == values["full_members"]
    assert looks(sheet) == looks(opened(form())[SHEET])


def test_a_list_of_people_grows_and_is_masked(office_app: App, office: Office) -> None:
    sheet = filled(office_app, office, PEOPLE)
    assert [sheet.cell(row, 1).value for row in range(FIRST, FIRST + 9)] == list(range(1, 10))
    assert sheet.cell(TOTAL + 6, 1).value == "合计"
    phones = {sheet.cell(row, 3).value for row in range(FIRST, FIRST + 9)}
    assert "199****0001" in phones
    assert "19900000001" not in phones


def test_a_list_may_be_kept_to_its_rows(office_app: App, office: Office) -> None:
    key = added(office_app, PEOPLE, keeps_rows=True)
    asked: dict[str, Any] = {"form": key, "month": MONTH}
    with pytest.raises(InvalidInput, match="3"):
        office_app.ask(form_filling.fill, unit=office.units["street"], **asked)
    office_app.ask(form_filling.fill, unit=office.units["second"], **asked)
    held = office_app.ask(form_templates.get, form=key)
    office_app.run(form_templates.bind, form=key, bindings={str(k): str(v) for k, v in held.bindings.items()},
                   keeps_rows=False)  # fmt: skip
    office_app.ask(form_filling.fill, unit=office.units["street"], **asked)


@pytest.mark.parametrize(
    "bindings",
    [{"E5": "figure:members"}, {"Z9": "figure:nosuch"}, {"三!A1": "figure:members"}, {"A3": "list:members.name"},
     {"A5": "list:nosuch.name"}, {"A5": "list:members.name", "B5": "list:services.day"},
     {"A5": "list:members.name", "B5": "list:members.phone,month=-1"}],
)  # fmt: skip
def test_what_cannot_be_bound_is_refused(office_app: App, bindings: dict[str, str]) -> None:
    with pytest.raises(GridpartyError):
        added(office_app, bindings)


def test_a_merged_cell_is_bound_by_its_first_one(office_app: App) -> None:
    held = office_app.ask(form_templates.get, form=added(office_app, {"C2": "word:unit"}))
    assert [str(place) for place in held.bindings] == [f"'{SHEET}'!B2"]


def test_forms_are_renamed_removed_and_brought_back(office_app: App) -> None:
    key = added(office_app, LIST)
    with pytest.raises(Conflict):
        added(office_app, {})
    before = office_app.ask(state)
    office_app.run(form_templates.remove, form=key)
    assert office_app.ask(form_templates.rows) == ()
    office_app.undo()
    assert office_app.ask(state) == before
    office_app.run(form_templates.rename, form=key, name=" 月报 ")
    assert office_app.ask(form_templates.find, key="月报") == office_app.ask(form_templates.find, key="表.xlsx") == key
    with pytest.raises(NotFound):
        office_app.ask(form_templates.find, key="统计")
    assert [row.bound for row in office_app.ask(form_templates.rows)] == [5]
    for act in office_app.ask(history.acts, limit=3):
        assert act.label != act.name


def test_every_choice_can_be_bound(office_app: App, office: Office) -> None:
    words = office_app.ask(form_choices.choices, unit=office.units["street"], month=MONTH)
    assert len({word.key for word in words}) == len(words) > 100
    assert len({word.label for word in words}) == len(words)
    for word in words:
        assert str(parse_binding(word.key)) == word.key
    assert {f"figure:{key}" for key in FIGURES} <= {word.key for word in words}


def test_a_filled_form_is_written_down(office_app: App, office: Office, tmp_path: Path) -> None:
    key = added(office_app, PEOPLE)
    kept: dict[str, Any] = {"form": key, "unit": office.units["street"], "month": MONTH}
    handing_out.fill_form(office_app, **kept, path=tmp_path / "x.xlsx")
    (row,) = office_app.ask(rows, table=Disclosure)
    assert (row.kind, row.people, row.fields) == ("export", 9, (f"form:{key}", "members.name", "members.phone"))
    handing_out.fill_form(office_app, **kept, path=tmp_path / "y.xlsx", is_plain=True, reason="上报")
    assert opened((tmp_path / "y.xlsx").read_bytes())[SHEET]["C5"].value is not None
    phones = {cell.value for cell in opened((tmp_path / "y.xlsx").read_bytes())[SHEET]["C"]}
    assert "19900000001" in phones
    assert [each.reason for each in office_app.ask(rows, table=Disclosure)] == [None, "上报"]
    office_app.account = Account("clerk", frozenset(Permission) - {Permission.REVEAL})
    with pytest.raises(Forbidden):
        handing_out.fill_form(office_app, **kept, path=tmp_path / "z.xlsx", is_plain=True, reason="上报")
    assert not (tmp_path / "z.xlsx").exists()


def test_all_below_get_a_file_each(office_app: App, office: Office, tmp_path: Path) -> None:
    key = added(office_app, {"B2": "word:unit", "C5": "figure:members"})
    kept: dict[str, Any] = {"form": key, "unit": office.units["street"], "month": AFTER, "folder": tmp_path}
    files = handing_out.fill_forms(office_app, **kept)
    names = [opened(file.read_bytes())[SHEET]["B2"].value for file in files]
    branches = ["第一网格党支部", "第二网格党支部", "第三网格党支部"]
    assert names == ["和平街道党工委", "东苑社区党委", "西苑社区党委", *branches]
    assert len(set(files)) == 6
