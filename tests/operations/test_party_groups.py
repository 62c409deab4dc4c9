"""Party groups: who is in which, and who cannot be (D6, S124)."""

from datetime import date

import pytest
from offices import Office, moment

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import activities, attendance, desk, dossiers, member_lists, members, party_groups, units
from gridparty.operations.party_groups import GroupOffer

NOW = Month(2026, 11)


def added(app: App, branch: UnitId, name: str) -> UnitId:
    return app.run(units.add, parent=branch, kind="party_group", name=name).id


def group_of(app: App, member: MemberId) -> str | None:
    branch = app.ask(dossiers.of_member, member=member).branch
    return None if branch is None else branch.group_name


@pytest.fixture
def groups(office_app: App, office: Office) -> tuple[UnitId, UnitId, UnitId]:
    """Two groups of the first branch, one of the second."""
    first, second = office.units["first"], office.units["second"]
    one, two = (added(office_app, first, f"第{number}党小组") for number in "一二")
    return one, two, added(office_app, second, "第一党小组")


def test_people_are_placed_moved_and_taken_out(
    office_app: App, office: Office, groups: tuple[UnitId, UnitId, UnitId]
) -> None:
    one, two, _other = groups
    people = [office.members[name] for name in ("张伟", "王芳", "张伟")]
    assert office_app.run(party_groups.place, members=people, group=one) == 2
    assert office_app.run(party_groups.place, members=people, group=one) == 0
    assert office_app.run(party_groups.place, members=people[:1], group=two) == 1
    listed = office_app.ask(member_lists.rows, unit=office.units["first"], month=NOW)
    assert {row.name: row.group_name for row in listed} == {
        "张伟": "第二党小组", "王芳": "第一党小组", "李娜": None, "曾强": None,
    }  # fmt: skip
    assert office_app.run(party_groups.place, members=people, group=None) == 2
    assert group_of(office_app, people[0]) is None
    office_app.undo()
    assert group_of(office_app, people[0]) == "第二党小组"
    branch = office_app.ask(dossiers.of_member, member=people[0]).branch
    assert branch is not None
    assert (branch.unit, branch.since) == (office.units["first"], None)


def test_a_branch_offers_its_groups_with_those_who_count(
    office_app: App, office: Office, groups: tuple[UnitId, UnitId, UnitId]
) -> None:
    """D6: somebody whose membership is suspended is in the group and is not counted in it."""
    one, two, _other = groups
    inner = added(office_app, two, "特别小组")
    people = [office.members[name] for name in ("张伟", "王芳", "曾强")]
    office_app.run(party_groups.place, members=people, group=one)
    assert office_app.ask(party_groups.offers, unit=office.units["first"]) == (
        GroupOffer(one, "第一党小组", 2), GroupOffer(two, "第二党小组", 0), GroupOffer(inner, "特别小组", 0),
    )  # fmt: skip
    assert office_app.run(party_groups.place, members=people, group=inner) == 3
    assert office_app.ask(party_groups.offers, unit=office.units["third"]) == ()


def test_somebody_who_cannot_be_in_the_group_refuses_them_all(
    office_app: App, office: Office, groups: tuple[UnitId, UnitId, UnitId]
) -> None:
    one, two, other = groups
    both = [office.members["张伟"], office.members["陈静"]]
    with pytest.raises(InvalidInput, match=r"第一党小组.*第二网格党支部.*陈静"):
        office_app.run(party_groups.place, members=both, group=one)
    assert group_of(office_app, both[0]) is None
    with pytest.raises(InvalidInput, match=r"张伟.*第一网格党支部"):
        office_app.run(party_groups.place, members=both[:1], group=office.units["first"])
    office_app.run(units.close, unit=two, end=date(2026, 11, 1))
    with pytest.raises(InvalidInput, match="张伟"):
        office_app.run(party_groups.place, members=both[:1], group=two)
    with pytest.raises(InvalidInput, match="孙丽"):
        office_app.run(party_groups.place, members=[office.members["孙丽"]], group=other)
    with pytest.raises(NotFound):
        office_app.run(party_groups.place, members=[MemberId(4711)], group=None)


def test_another_branch_is_another_group(
    office_app: App, office: Office, groups: tuple[UnitId, UnitId, UnitId]
) -> None:
    one, _two, other = groups
    who = office.members["张伟"]
    office_app.run(party_groups.place, members=[who], group=one)
    office_app.run(members.edit, member=who, changes={}, unit=office.units["second"], start=date(2026, 11, 2))
    assert group_of(office_app, who) is None
    office_app.run(party_groups.place, members=[who], group=other)
    assert group_of(office_app, who) == "第一党小组"
    before = office_app.ask(dossiers.of_member, member=who, day=date(2026, 11, 1)).branch
    assert before is not None
    assert (before.unit, before.group_name) == (office.units["first"], "第一党小组")


def test_whoever_joins_a_group_joins_its_branch(
    office_app: App, office: Office, groups: tuple[UnitId, UnitId, UnitId]
) -> None:
    """D6: an affiliation is to a branch, with an optional Party group."""
    who = office_app.run(members.add, person=Person(name="钱多多"), unit=groups[0])
    branch = office_app.ask(dossiers.of_member, member=who).branch
    assert branch is not None
    assert (branch.unit, branch.group_name) == (office.units["first"], "第一党小组")


def test_a_meeting_of_the_group_expects_those_who_are_in_it_when_it_begins(
    office_app: App, office: Office, groups: tuple[UnitId, UnitId, UnitId]
) -> None:
    """D8: the list is drawn up anew until the first check-in, and stands from then on."""
    one = groups[0]
    come, late = office.members["张伟"], office.members["王芳"]
    meeting = office_app.run(
        activities.add, unit=one, kinds=["group_meeting"], title="党小组会", start=moment("2026-11-28T19:00")
    )
    office_app.run(party_groups.place, members=[come], group=one)
    office_app.run(attendance.add, activity=meeting, member=come, at=moment("2026-11-28T18:55"))
    assert expected(office_app, meeting) == {"张伟"}
    office_app.run(party_groups.place, members=[late], group=one)
    assert expected(office_app, meeting) == {"张伟"}


def expected(app: App, meeting: ActivityId) -> set[str]:
    return {row.name for row in app.ask(desk.load, activity=meeting).people if row.role == "listed"}
