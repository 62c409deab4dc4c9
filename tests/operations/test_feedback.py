"""The papers of registration: card with receipt, feedback to work units (CHK-01 … CHK-04)."""

from datetime import date

import pytest
from offices import MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import BelongingId
from gridparty.operations import dossiers, feedback, feedback_runs, members, registrations, services

PERIOD = {"first": MONTH, "last": MONTH}
DAY = date(2024, 11, 5)


def registration_of(app: App, office: Office, name: str) -> BelongingId:
    page = app.ask(dossiers.of_member, member=office.members[name])
    return next(row.id for row in page.belongings if row.kind == "registration")


def test_the_card_with_its_receipt(office_app: App, office: Office) -> None:
    """CHK-01: member, unit, place, day, receipt, what was pledged; phone and address masked."""
    done = office_app.run(
        registrations.add,
        unit=office.units["west"],
        member=office.members["张伟"],
        day=date(2024, 10, 10),
        facts={"skills": ["急救"], "claimed_post": "安全巡逻"},
    )
    office_app.run(members.edit, member=office.members["张伟"], changes={"address": "某某路12号楼3单元501"})
    card = office_app.ask(feedback.card, registration=done.id)
    assert (card.name, card.affiliation, card.unit_name, card.community, card.day, card.receipt) == (
        "张伟", "第一网格党支部", "西苑社区党委", "西苑社区党委", date(2024, 10, 10), done.receipt,
    )  # fmt: skip
    assert (card.phone, card.facts["claimed_post"]) == ("199****0001", "安全巡逻")
    assert card.address is not None
    assert "501" not in card.address


def test_a_card_of_someone_from_elsewhere(office_app: App, office: Office) -> None:
    card = office_app.ask(feedback.card, registration=registration_of(office_app, office, "孙丽"))
    assert (card.affiliation, card.work_unit, card.community) == (None, "某某研究院", "东苑社区党委")
    with pytest.raises(NotFound):
        office_app.ask(feedback.card, registration=BelongingId(999))


def test_the_draft_counts_services_hours_and_activities(office_app: App, office: Office) -> None:
    """CHK-03: one slip a member, by work unit; only what was done in this unit and below."""
    run = office_app.ask(feedback.of_period, unit=office.units["street"], **PERIOD)
    assert (run.number, run.confirmed_by) == (None, None)
    slips = {slip.name: (slip.work_unit, slip.services, slip.hours, slip.activities) for slip in run.slips}
    assert slips == {
        "赵敏": ("", 1, 0.5, 2), "孙丽": ("某某研究院", 1, 1.5, 1), "周强": ("某某研究院", 0, 0, 1),
    }  # fmt: skip
    assert [slip.name for slip in run.slips] == ["赵敏", "孙丽", "周强"]
    west = office_app.ask(feedback.of_period, unit=office.units["west"], **PERIOD)
    assert [slip.name for slip in west.slips] == ["周强"]
    first = office_app.ask(feedback.of_period, unit=office.units["first"], **PERIOD).slips[0]
    assert [(line.kind, line.what, line.hours) for line in first.lines] == [
        ("service", "清理楼道", 1.5), ("activity", "清洁家园", 0),
    ]  # fmt: skip


def test_an_issued_run_has_a_number_and_stays_as_it_was(office_app: App, office: Office) -> None:
    """CHK-03: re-running replaces a draft, never what was issued."""
    east = office.units["east"]
    draft = office_app.ask(feedback.of_period, unit=east, **PERIOD)
    office_app.run(feedback.issue, unit=east, **PERIOD, day=DAY, confirmed_by="王主任", opinion="表现积极")
    office_app.run(
        services.add,
        unit=office.units["first"],
        category="environment_cleanup",
        day=date(2024, 10, 20),
        hours=3,
        members=[office.members["孙丽"]],
        summary="补记",
    )
    issued = office_app.ask(feedback.of_period, unit=east, **PERIOD)
    assert issued.slips == draft.slips
    assert issued.number is not None
    assert issued.number.startswith("FK2024-")
    assert (issued.issued_on, issued.confirmed_by, issued.opinion) == (DAY, "王主任", "表现积极")
    (run,) = office_app.ask(feedback_runs.rows, unit=office.units["street"])
    assert (run.number, run.unit, run.first, run.last, run.day, run.people, run.confirmed_by) == (
        issued.number, east, MONTH, MONTH, DAY, len(draft.slips), "王主任",
    )  # fmt: skip
    assert office_app.ask(feedback_runs.one, run=run.entry) == issued
    assert office_app.ask(feedback_runs.find, number=run.number) == run.entry
    assert office_app.ask(feedback_runs.rows, unit=office.units["west"]) == ()
    with pytest.raises(Conflict):
        office_app.run(feedback.issue, unit=east, **PERIOD, day=DAY, confirmed_by="王主任")
    office_app.undo()
    office_app.undo()
    assert office_app.ask(feedback.of_period, unit=east, **PERIOD).number is None


def test_hours_without_a_certifier_are_not_reported(office_app: App, office: Office) -> None:
    """CHK-04."""
    with pytest.raises(InvalidInput):
        office_app.run(feedback.issue, unit=office.units["east"], **PERIOD, day=DAY, confirmed_by=" ")
    with pytest.raises(NotFound):
        office_app.ask(feedback.of_period, unit=999, **PERIOD)
