"""Every figure against a naive recount in plain Python over raw rows (D3, D4, D6, D8–D11)."""

from datetime import date

import pytest
from offices import AFTER, BEFORE, MONTH, Office, moment, raw_rows
from recount import recount

from gridparty.app import App
from gridparty.domain.civil_time import CIVIL
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import activities, attendance, figures, members, registrations, services, tree, units
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
