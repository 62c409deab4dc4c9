"""The list of a coming activity is the one of the people there are, until somebody has checked in (D8)."""

from datetime import timedelta

import pytest
from offices import Office, rows

from gridparty.app import App
from gridparty.domain.civil_time import now, today
from gridparty.domain.ids import ActivityId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.rosters import RosterRow
from gridparty.operations import (
    activities,
    attendance,
    members,
    membership_steps,
    party_groups,
    posts,
    rosters,
    units,
)
from gridparty.storage.tables import Attendance


@pytest.fixture
def coming(office_app: App, office: Office) -> ActivityId:
    """A theme day of the first branch, in two days."""
    return held(office_app, office.units["first"], "theme_party_day")


def held(app: App, unit: UnitId, kind: str) -> ActivityId:
    start = now() + timedelta(days=2)
    return app.run(activities.add, unit=unit, kinds=[kind], title="下周", start=start)


def listed(app: App, activity: ActivityId) -> set[int]:
    return {row.member_id for row in app.ask(rows, Attendance) if row.activity_id == activity}


def test_who_comes_or_goes_is_listed_or_not(office_app: App, office: Office, coming: ActivityId) -> None:
    app, before = office_app, listed(office_app, coming)
    new = app.run(members.add, person=Person(name="新来者"), unit=office.units["first"])
    assert listed(app, coming) == before | {new}
    app.run(members.edit, member=new, changes={}, unit=office.units["third"], start=today())
    assert listed(app, coming) == before
    app.undo()
    assert listed(app, coming) == before | {new}
    app.run(members.close, member=new, end=today(), standing="deceased")
    assert listed(app, coming) == before
    one = office.members["张伟"]
    app.run(membership_steps.suspend, member=one, document="街党〔2026〕1号", day=today())
    assert listed(app, coming) == before - {one}
    app.run(membership_steps.restore, member=one, document="街党〔2026〕2号", day=today())
    assert listed(app, coming) == before


def test_a_roster_brings_people_onto_the_list(office_app: App, office: Office, coming: ActivityId) -> None:
    before = listed(office_app, coming)
    sheet = [RosterRow(number=number, cells=(), name=f"新人{number}") for number in range(2, 7)]
    office_app.run(rosters.import_rows, rows=sheet, unit=office.units["first"])
    assert len(listed(office_app, coming) - before) == 5


def test_the_first_check_in_closes_the_list(office_app: App, office: Office, coming: ActivityId) -> None:
    app, before = office_app, listed(office_app, coming)
    app.run(attendance.add, activity=coming, member=office.members["张伟"], way="keyboard")
    app.run(members.add, person=Person(name="迟到者"), unit=office.units["first"])
    assert listed(app, coming) == before


def test_a_group_and_a_committee(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    group = app.run(units.add, parent=unit["first"], kind="party_group", name="第一党小组").id
    meeting, sitting = held(app, group, "group_meeting"), held(app, unit["west"], "committee_meeting")
    someone = office.members["张伟"]
    app.run(party_groups.place, members=[someone], group=group)
    assert listed(app, meeting) == {someone}
    before = listed(app, sitting)
    post = app.run(posts.add, unit=unit["west"], member=someone, post="secretary")
    assert listed(app, sitting) == before | {someone}
    app.run(posts.remove, post=post)
    assert listed(app, sitting) == before
