"""Groups and tags of people, and volunteer teams (S042)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, NotFound
from gridparty.domain.ids import ActivityId, EntryId
from gridparty.operations import people_groups, registers

DAY = date(2024, 6, 1)


@pytest.fixture
def team(office_app: App, office: Office) -> EntryId:
    """红马甲小分队 of the east: 张伟 leads, 王芳 and 陈静 are in it."""
    people = (("member", "王芳"), ("leader", "张伟"), ("member", "陈静"))
    return office_app.run(
        registers.add,
        register="team",
        name="红马甲小分队",
        unit=office.units["east"],
        start=DAY,
        facts={"direction": "助老", "schedule": "每月第二个周六"},
        people=[(role, office.members[name]) for role, name in people],
    )


def test_a_teams_roster_direction_and_schedule(office_app: App, office: Office, team: EntryId) -> None:
    (row,) = office_app.ask(people_groups.rows, unit=office.units["street"], day=date(2024, 7, 1))
    assert (row.name, row.leader, row.people, row.direction, row.schedule) == (
        "红马甲小分队", "张伟", 3, "助老", "每月第二个周六",
    )  # fmt: skip
    roster = office_app.ask(people_groups.people, entry=team, day=date(2024, 7, 1))
    assert [(person.name, person.role) for person in roster] == [
        ("张伟", "leader"), ("陈静", "member"), ("王芳", "member"),
    ]  # fmt: skip
    assert office_app.ask(people_groups.rows, unit=office.units["west"], day=date(2024, 7, 1)) == ()


def test_idle_teams(office_app: App, office: Office, team: EntryId) -> None:
    """S042: no activity in N days, 90 at first; an activity of the file is noted for the team."""
    street = office.units["street"]
    assert office_app.ask(people_groups.idle, unit=street, day=date(2024, 8, 29)) == ()
    assert [row.idle_days for row in office_app.ask(people_groups.idle, unit=street, day=date(2024, 8, 30))] == [90]
    office_app.run(people_groups.note_activity, entry=team, activity=office.activities["day"])
    assert office_app.ask(people_groups.idle, unit=street, day=date(2024, 11, 1)) == ()
    (row,) = office_app.ask(people_groups.idle, unit=street, day=date(2024, 11, 1), days=20)
    assert (row.last_activity, row.activities, row.idle_days) == (date(2024, 10, 12), 1, 20)
    with pytest.raises(Conflict):
        office_app.run(people_groups.note_activity, entry=team, activity=office.activities["day"])


def test_165_teams(office_app: App, office: Office) -> None:
    """S042: 成立党员志愿服务小分队165支."""
    for number in range(165):
        office_app.run(
            registers.add, register="team", name=f"小分队{number:03d}", unit=office.units["east"], start=DAY,
            facts={"direction": "便民"},
        )  # fmt: skip
    assert len(office_app.ask(people_groups.rows, unit=office.units["street"], day=DAY)) == 165


def test_the_groups_of_a_person(office_app: App, office: Office, team: EntryId) -> None:
    group = office_app.run(
        registers.add, register="group", name="宣讲员", unit=office.units["street"],
        people=[("member", office.members["张伟"])],
    )  # fmt: skip
    found = office_app.ask(people_groups.of_member, member=office.members["张伟"])
    assert [(each.entry, each.register, each.name, each.role, each.since) for each in found] == [
        (group, "group", "宣讲员", "member", None), (team, "team", "红马甲小分队", "leader", DAY),
    ]  # fmt: skip
    office_app.run(registers.close, entry=team, end=date(2025, 1, 1))
    now = office_app.ask(people_groups.of_member, member=office.members["张伟"], day=date(2025, 1, 1))
    assert [each.entry for each in now] == [group]


def test_what_is_refused(office_app: App, office: Office, team: EntryId) -> None:
    with pytest.raises(NotFound):
        office_app.run(people_groups.note_activity, entry=EntryId(99), activity=office.activities["day"])
    with pytest.raises(NotFound):
        office_app.run(people_groups.note_activity, entry=team, activity=ActivityId(99))
