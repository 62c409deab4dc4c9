"""Every figure against a naive recount in plain Python over raw rows (D3, D4, D6, D8–D11)."""

import pytest
from offices import AFTER, BEFORE, MONTH, Office, raw_rows
from recount import recount

from gridparty.app import App
from gridparty.domain.months import Month
from gridparty.operations import figures, tree
from gridparty.operations.figure_list import FIGURES


@pytest.mark.parametrize("month", [BEFORE, MONTH, AFTER, Month(2020, 1)], ids=str)
def test_every_figure_of_every_unit_equals_a_recount(office_app: App, month: Month) -> None:
    raw = office_app.ask(raw_rows)
    whole_tree = office_app.ask(figures.of_tree, month=month)
    assert whole_tree
    for unit, values in whole_tree.items():
        expected = recount(raw, unit, month)
        assert values == expected
        assert office_app.ask(figures.of_unit, unit=unit, first=month) == expected
        assert list(values) == list(FIGURES)


def test_a_span_of_months_equals_a_recount(office_app: App, office: Office) -> None:
    raw = office_app.ask(raw_rows)
    for unit in office.units.values():
        for first, last in ((BEFORE, MONTH), (BEFORE, AFTER), (MONTH, AFTER)):
            assert office_app.ask(figures.of_unit, unit=unit, first=first, last=last) == recount(raw, unit, first, last)


def test_a_unit_of_many_parts_is_counted_like_one_of_few(office_app: App, office: Office) -> None:
    """The figures choose between asking for some units and for all; both must give the same."""
    now = office_app.ask(tree.of_month, month=MONTH)
    for unit in office.units.values():
        some = figures.Scope(MONTH, MONTH, now, now.subtree(unit))
        every = figures.Scope(MONTH, MONTH, now, None)
        assert office_app.ask(figures.in_scope, scope=some)[unit] == office_app.ask(figures.in_scope, scope=every)[unit]


def test_people_of_the_parts_are_no_fewer_than_those_of_the_whole(office_app: App, office: Office) -> None:
    """D11: 人 count once at every level, 人次 add up."""
    now = office_app.ask(tree.of_month, month=MONTH)
    values = office_app.ask(figures.of_tree, month=MONTH)
    for unit, children in now.children.items():
        if unit is None or now.nodes[unit].kind not in ("street", "community"):
            continue
        own = office_app.ask(figures.in_scope, scope=figures.Scope(MONTH, MONTH, now, [unit]))[unit]
        for name, figure in FIGURES.items():
            parts = [own[name], *(values[child][name] for child in children)]
            total = sum(part for part in parts if part is not None)
            if figure.unit == "人" and name != "non_participants":
                assert values[unit][name] <= total  # type: ignore[operator]
            elif figure.unit in ("人次", "次", "小时") and name != "hours_per_member":
                assert (values[unit][name] or 0) == total


def test_a_month_without_records_is_zeros(office_app: App, office: Office) -> None:
    values = office_app.ask(figures.of_unit, unit=office.units["street"], first=Month(2024, 12))
    zero = {name for name, value in values.items() if value == 0}
    assert {"activities", "expected", "present", "services", "service_hours", "people_helped", "participants"} <= zero
    assert values["attendance_rate"] is None
    assert values["hours_per_member"] == 0


def test_a_rate_is_not_rounded_before_it_is_printed(office_app: App, office: Office) -> None:
    values = office_app.ask(figures.of_unit, unit=office.units["east"], first=MONTH)
    assert (values["present"], values["expected"]) == (5, 11)
    assert values["attendance_rate"] == 5 / 11


def test_counting_by_hand(office_app: App, office: Office) -> None:
    """The recount is code too: here is the small office counted by eye, for October 2024."""
    values = office_app.ask(figures.of_unit, unit=office.units["first"], first=MONTH)
    assert values == {
        "members": 3, "full_members": 2, "probationary_members": 1, "registered_members": 1, "new_registrations": 0,
        "people": 4, "participants": 4, "non_participants": 0, "party_groups": 0, "branches": 1, "grids": 1,
        "households": 320, "buildings": 8, "activities": 2, "expected": 6, "present": 3, "leave": 1, "walk_ins": 3,
        "registered_present": 1, "attendance_rate": 0.5, "services": 1, "service_members": 2, "service_hours": 3.0,
        "registered_service_hours": 1.5, "hours_per_member": 1.0, "people_helped": 12, "people_helped_estimated": 0,
    }  # fmt: skip
