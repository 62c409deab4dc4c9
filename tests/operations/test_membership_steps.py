"""Out of contact, suspended, restored, removed (ORG-13, ORG-14, DOMAIN 1.6)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.months import Month
from gridparty.operations import dossiers, figures, membership_steps

SINCE = date(2025, 1, 10)


def lost(app: App, office: Office, day: date) -> list[tuple[str, str, date | None, bool]]:
    rows = app.ask(membership_steps.lost, unit=office.units["street"], day=day)
    return [(row.name, row.step, row.step_from, row.is_due) for row in rows]


def test_the_program_reminds_and_a_person_decides(office_app: App, office: Office) -> None:
    """ORG-13: six months out of contact → suspension; two years later → removal; each by a paper."""
    member = office.members["黄强"]
    west = office.units["west"]
    office_app.run(membership_steps.lose, member=member, since=SINCE)
    assert ("黄强", "suspend", date(2025, 7, 10), False) in lost(office_app, office, date(2025, 7, 9))
    assert ("黄强", "suspend", date(2025, 7, 10), True) in lost(office_app, office, date(2025, 7, 10))
    assert office_app.ask(figures.of_unit, unit=west, first=Month(2026, 10))["members"] == 2
    office_app.run(membership_steps.suspend, member=member, document="〔2025〕20号", day=date(2025, 8, 1))
    assert office_app.ask(figures.of_unit, unit=west, first=Month(2026, 10))["members"] == 1
    assert ("黄强", "remove", date(2027, 8, 1), False) in lost(office_app, office, date(2026, 8, 1))
    office_app.run(membership_steps.remove, member=member, document="〔2027〕5号", day=date(2027, 8, 2))
    page = office_app.ask(dossiers.of_member, member=member)
    assert (page.facts["standing"], page.closed_on) == ("removed", date(2027, 8, 2))
    steps = office_app.ask(membership_steps.steps, member=member)
    assert [(each.step, each.day, each.document) for each in steps] == [
        ("lost", SINCE, None),
        ("suspend", date(2025, 8, 1), "〔2025〕20号"),
        ("remove", date(2027, 8, 2), "〔2027〕5号"),
    ]


def test_found_again_and_restored(office_app: App, office: Office) -> None:
    member = office.members["黄强"]
    office_app.run(membership_steps.lose, member=member, since=SINCE, reason="外出务工经商")
    office_app.run(membership_steps.suspend, member=member, document="〔2025〕20号", day=date(2025, 8, 1))
    office_app.run(membership_steps.find, member=member, day=date(2026, 2, 1))
    assert [row[1:] for row in lost(office_app, office, date(2028, 1, 1)) if row[0] == "黄强"] == [
        ("remove", None, False)
    ]
    office_app.run(membership_steps.restore, member=member, document="〔2026〕2号", day=date(2026, 3, 1))
    assert "黄强" not in [row[0] for row in lost(office_app, office, date(2028, 1, 1))]
    assert office_app.ask(dossiers.of_member, member=member).facts["standing"] == "good"


def test_a_step_needs_its_paper_and_its_place(office_app: App, office: Office) -> None:
    member, day = office.members["黄强"], date(2025, 8, 1)
    for step in (membership_steps.suspend, membership_steps.remove):
        with pytest.raises(InvalidInput):
            office_app.run(step, member=member, document=" ", day=day)
    with pytest.raises(Conflict):
        office_app.run(membership_steps.restore, member=member, document="1", day=day)
    with pytest.raises(Conflict):
        office_app.run(membership_steps.find, member=member, day=day)
    office_app.run(membership_steps.lose, member=member, since=SINCE)
    with pytest.raises(Conflict):
        office_app.run(membership_steps.lose, member=member, since=SINCE)
    assert office_app.ask(dossiers.of_member, member=member).closed_on is None


def test_undo_takes_a_step_back(office_app: App, office: Office) -> None:
    member = office.members["黄强"]
    office_app.run(membership_steps.suspend, member=member, document="1", day=date(2025, 8, 1))
    office_app.undo()
    assert office_app.ask(membership_steps.steps, member=member) == ()
    assert office_app.ask(dossiers.of_member, member=member).facts["standing"] == "good"
