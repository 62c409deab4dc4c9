"""Every printed number opens to the records that make it; the inventory adds up (S002; DESIGN: figures)."""

import pytest
from offices import AFTER, BEFORE, MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import figures, inventory, members, records, units
from gridparty.operations.figure_list import FIGURES


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_what_its_records_give(office_app: App, office: Office, figure: str) -> None:
    spans = [(MONTH, MONTH), (BEFORE, MONTH), (AFTER, AFTER)]
    seen = 0
    for first, last in spans:
        for unit in office.units.values():
            found = office_app.ask(records.behind, figure=figure, unit=unit, first=first, last=last)
            values = office_app.ask(figures.of_unit, unit=unit, first=first, last=last)
            known = [row.value for row in found if row.value is not None]
            total = sum(known)
            if figure == "attendance_rate":
                assert values[figure] == (total / len(found) if found else None)
            elif figure == "hours_per_member":
                heads = values["members"]
                assert values[figure] == (total / heads if isinstance(heads, int) and heads else None)
            elif figure in ("people_helped", "people_helped_estimated"):
                assert total == (values[figure] or 0)
            else:
                assert total == values[figure]
                assert len(known) == len(found)
            if FIGURES[figure].unit == "人":
                assert len({row.person or row.id for row in found}) == len(found)
            seen += len(found)
    assert seen or figure == "party_groups"


def test_records_name_what_they_are(office_app: App, office: Office) -> None:
    (row,) = office_app.ask(records.behind, figure="leave", unit=office.units["street"], first=MONTH)
    assert (row.kind, row.person, row.what, row.unit_name) == ("attendance", "李娜", "清洁家园", "第一网格党支部")
    assert str(row.day) == "2024-10-12"


def test_there_are_no_records_of_no_figure(office_app: App, office: Office) -> None:
    with pytest.raises(InvalidInput, match="attendance_rate"):
        office_app.ask(records.behind, figure="happiness", unit=office.units["street"], first=MONTH)


def test_every_figure_has_words_and_a_counting_unit() -> None:
    assert {figure.unit for figure in FIGURES.values()} <= {"人", "人次", "个", "户", "栋", "场", "次", "小时", "%"}
    assert all(figure.name and figure.definition for figure in FIGURES.values())
    assert set(records.SOURCES) == set(FIGURES)


def lines(app: App, unit: UnitId, month: Month | None = MONTH) -> dict[str, tuple[int, int]]:
    found = app.ask(inventory.of_unit, unit=unit, month=month)
    assert sum(row.organisations for row in found.rows) == found.organisations
    assert sum(row.members for row in found.rows) == found.members
    assert [row.is_residue for row in found.rows].count(True) == 1
    assert found.rows[-1].is_residue
    return {"其他" if row.is_residue else row.heading: (row.organisations, row.members) for row in found.rows}


def test_the_inventory_by_kind(office_app: App, office: Office) -> None:
    assert lines(office_app, office.units["street"]) == {
        "街道党工委": (1, 0), "社区党组织": (2, 0), "网格党支部": (3, 7), "其他": (0, 0),
    }  # fmt: skip


def test_the_residue_line_holds_what_no_heading_counts(office_app: App, office: Office) -> None:
    """S002: the newspaper's own list does not add up; ours shows the rest instead of hiding it."""
    east = office.units["east"]
    station = office_app.run(units.add, parent=east, kind="work_station", name="党建工作站").id
    office_app.run(units.add, parent=east, kind="other", name="驻区单位联络处")
    for name, unit in (("甲一", station), ("乙二", office.units["first_grid"])):
        office_app.run(members.add, person=Person(name=name), unit=unit)
    assert lines(office_app, east) == {"社区党组织": (1, 0), "网格党支部": (2, 5), "其他": (2, 2)}
    total = office_app.ask(figures.of_unit, unit=east, first=MONTH)["members"]
    assert office_app.ask(inventory.of_unit, unit=east, month=MONTH).members == total == 7


def test_an_inventory_is_that_of_its_month(office_app: App, office: Office) -> None:
    added = office_app.run(
        units.add, parent=office.units["west"], kind="joint_branch", name="联合党支部", start=AFTER.first
    )
    west = office.units["west"]
    assert "联合党支部" not in lines(office_app, west)
    assert lines(office_app, west, AFTER)["联合党支部"] == (1, 0)
    assert lines(office_app, west, None)["联合党支部"] == (1, 0)
    with pytest.raises(NotFound):
        office_app.ask(inventory.of_unit, unit=added.id, month=MONTH)
