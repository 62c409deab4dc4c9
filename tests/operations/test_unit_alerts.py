"""Alerts about units in a month (ORG-03, ORG-05, GRID-02)."""

from datetime import date

import pytest
from offices import MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import members, posts, terms, thresholds, unit_alerts, units


def said(app: App, unit: UnitId | None = None, month: Month = MONTH) -> list[tuple[str, str, str]]:
    return [(row.unit_name, row.code, row.level) for row in app.ask(unit_alerts.of_month, month=month, unit=unit)]


def test_what_is_said_of_a_small_office(office_app: App, office: Office) -> None:
    found = said(office_app, office.units["west"])
    assert found == [
        ("西苑社区党委", "no_secretary", "alert"),
        ("第三网格党支部", "branch_small", "alert"),
        ("第三网格党支部", "no_secretary", "alert"),
        ("西苑社区党委", "committee_small", "notice"),
    ]
    assert set(found) < set(said(office_app))
    with pytest.raises(NotFound):
        said(office_app, UnitId(999))


def test_a_branch_of_fifty_one_without_a_committee(office_app: App, office: Office) -> None:
    """ORG-03: the alert names the number, the limit and the day that it rests on."""
    unit = office.units["first"]
    for number in range(48):
        office_app.run(members.add, person=Person(name=f"甲{number}"), unit=unit, start=date(2024, 10, 1))
    office_app.run(posts.add, unit=unit, member=office.members["张伟"], post="secretary")
    rows = {row.code: row for row in office_app.ask(unit_alerts.of_month, month=MONTH, unit=unit)}
    assert set(rows) == {"branch_large", "no_committee"}
    assert "51" in rows["branch_large"].sentence
    assert "50" in rows["branch_large"].sentence
    assert "2024-10-31" in rows["branch_large"].rests_on
    assert "ORG-03" in rows["branch_large"].rests_on
    assert {code for _name, code, _level in said(office_app, unit, Month(2024, 9))} == {"branch_small"}
    office_app.run(thresholds.put, changes={"branch_most": 60, "committee_fewest": 1})
    assert said(office_app, unit) == []


def test_the_households_of_grids(office_app: App, office: Office) -> None:
    """GRID-02: 300–500 households, editable."""
    office_app.run(units.edit, unit=office.units["first_grid"], facts={"households": 501})
    office_app.run(units.edit, unit=office.units["second_grid"], facts={"households": 299})
    assert said(office_app, office.units["first_grid"]) == [("第一网格", "grid_large", "notice")]
    assert said(office_app, office.units["second_grid"]) == [("第二网格", "grid_small", "notice")]
    office_app.run(thresholds.put, changes={"grid_households_most": 600, "grid_households_least": 200})
    assert said(office_app, office.units["first_grid"]) == said(office_app, office.units["second_grid"]) == []


def test_terms_that_end(office_app: App, office: Office) -> None:
    """ORG-05: near, overdue, and extended by more than a year."""
    unit = office.units["second"]
    term = office_app.run(terms.add, unit=unit, start=date(2020, 1, 10))

    def codes(month: Month) -> dict[str, str]:
        found = said(office_app, unit, month)
        return {code: level for _name, code, level in found if code.startswith("term")}

    assert codes(Month(2024, 6)) == {}
    assert codes(Month(2024, 7)) == {"term_near": "notice"}
    assert codes(Month(2024, 12)) == {"term_near": "alert"}
    assert codes(Month(2025, 1)) == {"term_overdue": "alert"}
    office_app.run(terms.extend, term=term, until=date(2026, 1, 11), document="某组〔2025〕1号")
    assert codes(Month(2025, 1)) == {"term_long_extension": "notice"}
    (row,) = [
        row
        for row in office_app.ask(unit_alerts.of_month, month=Month(2025, 1), unit=unit)
        if row.code == "term_long_extension"
    ]
    assert "2026-01-11" in row.sentence
    assert "2025-01-10" in row.rests_on
