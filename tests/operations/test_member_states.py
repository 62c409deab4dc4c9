"""What a person was stays what it was: admission, suspension and removal change no month before them (D2, D6)."""

from collections.abc import Callable
from datetime import date

import pytest
from offices import AFTER, BEFORE, MONTH, Office, raw_rows, rows
from recount import recount

from gridparty.app import App
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import (
    checks,
    development,
    figures,
    member_lists,
    member_merges,
    members,
    membership_steps,
    records,
)
from gridparty.storage.tables import BEGINNING, MemberState

DAY = date(2024, 10, 15)
MONTHS = (BEFORE, MONTH, AFTER)
Count = Callable[..., list[int]]


@pytest.fixture
def count(office_app: App, office: Office) -> Count:
    """A figure of the street in the month before, the month itself and the month after."""

    def counted(figure: str = "members", months: tuple[Month, ...] = MONTHS) -> list[int]:
        found = []
        for month in months:
            number = office_app.ask(figures.of_unit, unit=office.units["street"], first=month)[figure]
            behind = office_app.ask(records.behind, figure=figure, unit=office.units["street"], first=month)
            assert len(behind) == number
            assert number == recount(office_app.ask(raw_rows), office.units["street"], month)[figure]
            found.append(int(number or 0))
        return found

    return counted


def stages(app: App, office: Office, member: MemberId) -> list[tuple[str, str, bool]]:
    found = (app.ask(member_lists.rows, unit=office.units["street"], month=month) for month in MONTHS)
    return [(row.stage, row.standing, row.counts) for people in found for row in people if row.id == member]


def test_who_is_admitted_was_no_member_before(office_app: App, office: Office, count: Count) -> None:
    before = count()
    someone = Person(name="申一", birth_date=19900101, stage="candidate")
    member = office_app.run(members.add, person=someone, unit=office.units["first"], start=date(2024, 1, 1))
    assert count() == before
    office_app.run(development.advance, member=member, stage="probationary", day=20241015)
    assert count() == [before[0], before[1] + 1, before[2] + 1]
    assert stages(office_app, office, member) == [
        ("candidate", "good", False), ("probationary", "good", True), ("probationary", "good", True),
    ]  # fmt: skip
    office_app.run(development.advance, member=member, stage="full", day=20241105)
    assert stages(office_app, office, member)[1:] == [("probationary", "good", True), ("full", "good", True)]
    assert count() == [before[0], before[1] + 1, before[2] + 1]
    held = [(row.stage, row.valid_from, row.valid_to) for row in office_app.ask(rows, MemberState)]
    assert held == [("candidate", BEGINNING, DAY), ("probationary", DAY, date(2024, 11, 5))]
    assert office_app.ask(checks.run).findings == ()


def test_who_is_set_back_was_a_member_until_then(office_app: App, office: Office, count: Count) -> None:
    before, probationary = count(), count("probationary_members")
    someone = Person(name="申二", birth_date=19900101, stage="probationary", join_date=20240105)
    member = office_app.run(members.add, person=someone, unit=office.units["first"], start=date(2024, 1, 5))
    office_app.run(development.leave, member=member, day=DAY, reason="支部大会决议", stage="activist")
    assert count("probationary_members") == [probationary[0] + 1, *probationary[1:]]
    assert count() == [before[0] + 1, *before[1:]]


def test_a_suspension_lasts_from_its_day_to_its_end(office_app: App, office: Office, count: Count) -> None:
    before, member = count(), office.members["张伟"]
    office_app.run(membership_steps.suspend, member=member, document="街党〔2024〕7号", day=DAY)
    assert count() == [before[0], before[1] - 1, before[2] - 1]
    office_app.run(membership_steps.restore, member=member, document="街党〔2024〕9号", day=date(2024, 11, 20))
    assert count() == [before[0], before[1] - 1, before[2]]
    assert [standing for _stage, standing, _counts in stages(office_app, office, member)] == [
        "good",
        "suspended",
        "good",
    ]


def test_who_is_removed_after_a_suspension_did_not_count_while_it_lasted(
    office_app: App, office: Office, count: Count
) -> None:
    before, member = count(), office.members["张伟"]
    office_app.run(membership_steps.suspend, member=member, document="街党〔2024〕7号", day=DAY)
    office_app.run(membership_steps.remove, member=member, document="街党〔2024〕9号", day=date(2024, 11, 20))
    assert count() == [before[0], before[1] - 1, before[2] - 1]


def test_an_earlier_day_overwrites_what_came_after(office_app: App, office: Office, count: Count) -> None:
    before, member = count(), office.members["张伟"]
    office_app.run(membership_steps.suspend, member=member, document="街党〔2024〕7号", day=DAY)
    office_app.run(membership_steps.restore, member=member, document="街党〔2024〕9号", day=DAY)
    assert count() == before
    office_app.run(membership_steps.suspend, member=member, document="街党〔2024〕7号", day=date(2024, 9, 2))
    assert count() == [number - 1 for number in before]


def test_undo_takes_the_past_back_too(office_app: App, office: Office, count: Count) -> None:
    before, member = count(), office.members["张伟"]
    office_app.run(membership_steps.suspend, member=member, document="街党〔2024〕7号", day=DAY)
    office_app.undo()
    assert (count(), office_app.ask(rows, MemberState)) == (before, [])


def test_a_merge_keeps_the_history_of_the_stage_that_was_chosen(office_app: App, office: Office, count: Count) -> None:
    before = count("probationary_members")
    someone = Person(name="张伟", birth_date=19900101, stage="candidate")
    double = office_app.run(members.add, person=someone, unit=office.units["second"], start=date(2024, 1, 1))
    office_app.run(development.advance, member=double, stage="probationary", day=20241015)
    kept = office.members["张伟"]
    office_app.run(member_merges.merge, keep=kept, drop=double, take={"stage": "drop"})
    assert [stage for stage, _standing, _counts in stages(office_app, office, kept)] == [
        "candidate", "probationary", "probationary",
    ]  # fmt: skip
    assert count("probationary_members") == [before[0], before[1] + 1, before[2] + 1]


def test_a_higher_stage_with_its_date_is_a_change_and_anything_else_a_correction(
    office_app: App, office: Office, count: Count
) -> None:
    full = count("full_members")
    someone = Person(name="申三", stage="probationary", join_date=20240105)
    member = office_app.run(members.add, person=someone, unit=office.units["first"], start=date(2024, 1, 5))
    office_app.run(members.edit, member=member, changes={"stage": "full", "full_date": 20241105})
    assert count("full_members") == [full[0], full[1], full[2] + 1]
    office_app.run(members.edit, member=member, changes={"stage": "candidate"})
    assert count("full_members") == full
    assert office_app.ask(members.person, member=member).full_date == 20241105
