"""Activities, the list of those they expect, and check-ins (D4, D8, D11; LIFE-02, LIFE-03)."""

from datetime import date, datetime
from typing import Any

import pytest
from offices import MONTH, Office, moment, rows

from gridparty.app import App
from gridparty.domain.civil_time import now
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import ActivityId, MemberId
from gridparty.domain.members import Person
from gridparty.operations import activities, attendance, figures, members, registrations, units
from gridparty.storage.tables import Attendance, Post

START = moment("2024-10-20T09:00")


def hold(
    app: App, office: Office, *kinds: str, unit: str = "first", start: datetime = START, **more: Any
) -> ActivityId:
    where = office.units[unit]
    return app.run(activities.add, unit=where, kinds=kinds or ("study",), title="学习", start=start, **more)


def attendance_of(app: App, office: Office, activity: ActivityId) -> dict[str, tuple[str, str]]:
    """name → (state, role)."""
    names = {member: name for name, member in office.members.items()}
    return {
        names.get(MemberId(row.member_id), str(row.member_id)): (row.state, row.role)
        for row in app.ask(rows, Attendance)
        if row.activity_id == activity
    }


def expected(app: App, office: Office, activity: ActivityId) -> set[str]:
    return {name for name, (_state, role) in attendance_of(app, office, activity).items() if role == "listed"}


def test_members_in_good_standing_are_expected(office_app: App, office: Office) -> None:
    """D8: the subtree's good-standing affiliations on the day; no suspended, activist or registered people."""
    assert expected(office_app, office, hold(office_app, office)) == {"张伟", "王芳", "李娜"}
    whole = hold(office_app, office, "general_meeting", unit="street")
    assert expected(office_app, office, whole) == {"张伟", "王芳", "李娜", "陈静", "杨磊", "赵敏", "黄强"}


@pytest.mark.parametrize(
    ("kinds", "invited", "who"),
    [
        (("committee_meeting",), (), {"张伟"}),
        (("training",), ("王芳", "孙丽"), {"王芳", "孙丽"}),
        (("clinic",), (), set()),
        (("clinic",), ("孙丽",), {"孙丽"}),
        (("committee_meeting", "theme_party_day"), (), {"张伟", "王芳", "李娜"}),
        (("theme_party_day",), ("孙丽",), {"张伟", "王芳", "李娜", "孙丽"}),
    ],
)
def test_a_kind_says_whom_it_expects(
    office_app: App, office: Office, kinds: tuple[str, ...], invited: tuple[str, ...], who: set[str]
) -> None:
    with office_app.store.write("li", "posts") as session:
        for name, post, until in (
            ("张伟", "secretary", None), ("王芳", "part_time_committee_member", None),
            ("李娜", "publicity_member", date(2024, 1, 1)), ("曾强", "committee_member", None),
        ):  # fmt: skip
            member, unit = office.members[name], office.units["first"]
            session.add(Post(member_id=member, unit_id=unit, post=post, valid_from=date(2020, 1, 1), valid_to=until))
    activity = hold(office_app, office, *kinds, invited=[office.members[name] for name in invited])
    assert expected(office_app, office, activity) == who


def test_a_party_group_expects_its_own(office_app: App, office: Office) -> None:
    group = office_app.run(units.add, parent=office.units["first"], kind="party_group", name="第一党小组").id
    with office_app.store.write("li", "group") as session:
        members.affiliate(
            session, member=office.members["王芳"], unit=office.units["first"], start=date(2024, 10, 1), group=group
        )
    meeting = office_app.run(activities.add, unit=group, kinds=["group_meeting"], title="小组会", start=START)
    assert expected(office_app, office, meeting) == {"王芳"}
    assert expected(office_app, office, hold(office_app, office, "group_meeting")) == {"张伟", "王芳", "李娜"}


def test_the_list_is_refreshed_until_the_first_check_in(office_app: App, office: Office) -> None:
    activity = hold(office_app, office)
    late = office_app.run(members.add, person=Person(name="钱七"), unit=office.units["first"])
    office_app.run(members.edit, member=office.members["王芳"], changes={"standing": "suspended"})
    office_app.run(attendance.add, activity=activity, member=office.members["张伟"], at=START)
    assert expected(office_app, office, activity) == {"张伟", "李娜", str(late)}
    office_app.run(members.add, person=Person(name="孙八"), unit=office.units["first"])
    office_app.run(attendance.add, activity=activity, member=office.members["李娜"], at=START)
    assert expected(office_app, office, activity) == {"张伟", "李娜", str(late)}


def test_a_leave_of_someone_who_joined_after_the_list_was_drawn_up(office_app: App, office: Office) -> None:
    activity = hold(office_app, office)
    late = office_app.run(members.add, person=Person(name="钱七"), unit=office.units["first"])
    office_app.run(attendance.leave, activity=activity, member=late)
    assert attendance_of(office_app, office, activity)[str(late)] == ("leave", "listed")


def test_the_list_follows_the_day_of_the_activity(office_app: App, office: Office) -> None:
    late = office_app.run(members.add, person=Person(name="钱七"), unit=office.units["first"], start=date(2024, 10, 20))
    assert str(late) in expected(office_app, office, hold(office_app, office, start=moment("2024-10-20T00:00")))
    activity = hold(office_app, office, start=moment("2024-10-19T23:59"))
    assert str(late) not in expected(office_app, office, activity)
    office_app.run(activities.edit, activity=activity, start=START)
    assert str(late) in expected(office_app, office, activity)


def test_after_the_first_check_in_the_list_changes_only_by_hand(office_app: App, office: Office) -> None:
    activity, person = hold(office_app, office), office.members["孙丽"]
    office_app.run(attendance.add, activity=activity, member=office.members["张伟"], at=START)
    office_app.run(attendance.expect, activity=activity, member=person)
    assert "孙丽" in expected(office_app, office, activity)
    office_app.run(attendance.expect, activity=activity, member=person, expected=False)
    assert "孙丽" not in expected(office_app, office, activity)
    with pytest.raises(Conflict):
        office_app.run(attendance.expect, activity=activity, member=office.members["张伟"], expected=False)


def test_changes_by_hand_before_the_first_check_in_stay(office_app: App, office: Office) -> None:
    activity, added, removed = hold(office_app, office), office.members["孙丽"], office.members["王芳"]
    office_app.run(attendance.expect, activity=activity, member=added)
    office_app.run(attendance.expect, activity=activity, member=removed, expected=False)
    office_app.run(attendance.add, activity=activity, member=office.members["张伟"], at=START)
    assert "孙丽" in expected(office_app, office, activity)
    assert "王芳" not in expected(office_app, office, activity)


def test_a_walk_in_can_be_put_on_the_list(office_app: App, office: Office) -> None:
    activity, person = hold(office_app, office), office.members["孙丽"]
    office_app.run(attendance.add, activity=activity, member=person, at=START)
    assert attendance_of(office_app, office, activity)["孙丽"] == ("present", "registered")
    office_app.run(attendance.expect, activity=activity, member=person)
    assert attendance_of(office_app, office, activity)["孙丽"] == ("present", "listed")


def test_who_comes_without_being_listed(office_app: App, office: Office) -> None:
    """D8: registered with the community → 在职报到党员; anyone else → 外来党员."""
    activity = hold(office_app, office)
    for name, role in (("孙丽", "registered"), ("赵敏", "registered"), ("黄强", "guest"), ("曾强", "guest")):
        assert office_app.run(attendance.add, activity=activity, member=office.members[name], at=START).role == role
    values = office_app.ask(activities.rows, unit=office.units["first"], first=MONTH)
    row = next(row for row in values if row.id == activity)
    assert (row.expected, row.present, row.leave, row.walk_ins) == (3, 0, 0, 4)


def test_ways_and_times(office_app: App, office: Office) -> None:
    activity = hold(office_app, office)
    came = {
        name: office_app.run(attendance.add, activity=activity, member=office.members[name], at=START, way=way)
        for name, way in (("张伟", "scan"), ("王芳", "paper"))
    }
    assert attendance_of(office_app, office, activity)["王芳"] == ("made_up", "listed")
    assert came["张伟"].at == START
    with pytest.raises(InvalidInput):
        office_app.run(attendance.add, activity=activity, member=office.members["李娜"], way="telepathy")
    before = now().replace(microsecond=0)
    typed = office_app.run(attendance.add, activity=activity, member=office.members["李娜"])
    assert before <= typed.at <= now()


def test_scanning_twice_is_refused_with_the_time_of_the_first(office_app: App, office: Office) -> None:
    activity = hold(office_app, office)
    for name in ("张伟", "孙丽"):
        member = office.members[name]
        office_app.run(attendance.add, activity=activity, member=member, at=moment("2024-10-20T08:55"), way="scan")
        with pytest.raises(Conflict, match="08:55:00"):
            office_app.run(attendance.add, activity=activity, member=member, way="scan")


def test_leave_stays_in_the_denominator(office_app: App, office: Office) -> None:
    """D8: gross rate, in the month of the start."""
    first = office.units["first"]
    values = office_app.ask(figures.of_unit, unit=first, first=MONTH)
    assert (values["expected"], values["present"], values["leave"]) == (6, 3, 1)
    assert values["attendance_rate"] == 0.5


def test_leave_and_check_in_exclude_each_other(office_app: App, office: Office) -> None:
    activity, member = hold(office_app, office), office.members["张伟"]
    office_app.run(attendance.leave, activity=activity, member=member)
    office_app.run(attendance.add, activity=activity, member=member, at=START)
    assert attendance_of(office_app, office, activity)["张伟"] == ("present", "listed")
    with pytest.raises(Conflict):
        office_app.run(attendance.leave, activity=activity, member=member)
    with pytest.raises(NotFound):
        office_app.run(attendance.leave, activity=activity, member=office.members["黄强"])


def test_a_check_in_is_taken_back(office_app: App, office: Office) -> None:
    activity = hold(office_app, office)
    for name in ("张伟", "孙丽"):
        office_app.run(attendance.add, activity=activity, member=office.members[name], at=START)
    office_app.run(attendance.undo, activity=activity, member=office.members["张伟"])
    office_app.run(attendance.undo, activity=activity, member=office.members["孙丽"])
    found = attendance_of(office_app, office, activity)
    assert found["张伟"] == ("expected", "listed")
    assert "孙丽" not in found
    for name in ("张伟", "孙丽"):
        with pytest.raises(NotFound):
            office_app.run(attendance.undo, activity=activity, member=office.members[name])


def test_a_joint_activity_counts_once_above_and_for_each_unit(office_app: App, office: Office) -> None:
    """D11: gatherings once at every level; person-times for the unit of the person."""
    street = office_app.ask(figures.of_unit, unit=office.units["street"], first=MONTH)
    parts = {name: office_app.ask(figures.of_unit, unit=office.units[name], first=MONTH) for name in office.units}
    assert (parts["east"]["activities"], parts["west"]["activities"], street["activities"]) == (3, 2, 4)
    assert parts["third"]["activities"] == 1
    for name in ("expected", "present", "leave", "walk_ins", "services"):
        assert parts["east"][name] + parts["west"][name] == street[name]  # type: ignore[operator]
    assert parts["third"]["expected"] == 2


def test_a_joint_activity_expects_the_people_of_all_its_units(office_app: App, office: Office) -> None:
    units_of = {row.member_id: row.unit_id for row in office_app.ask(rows, Attendance)
                if row.activity_id == office.activities["joint"] and row.role == "listed"}  # fmt: skip
    names = {name: units_of[member] for name, member in office.members.items() if member in units_of}
    first, third = office.units["first"], office.units["third"]
    assert names == {"张伟": first, "王芳": first, "李娜": first, "赵敏": third, "黄强": third}


def test_a_host_above_its_joint_unit_expects_each_person_once(office_app: App, office: Office) -> None:
    activity = hold(office_app, office, unit="east", joint=[office.units["first"], office.units["first"]])
    listed = [row for row in office_app.ask(rows, Attendance) if row.activity_id == activity]
    assert len(listed) == len({row.member_id for row in listed}) == 5
    by_unit = {unit: sum(row.unit_id == office.units[unit] for row in listed) for unit in ("east", "first")}
    assert by_unit == {"east": 2, "first": 3}


def test_a_month_begins_and_ends_at_civil_midnight(office_app: App, office: Office) -> None:
    """D4: UTC+8; the month of the start counts, not the time of the check-in."""
    before = office_app.ask(figures.of_unit, unit=office.units["first"], first=MONTH)["activities"]
    for text in ("2024-09-30T23:59:59", "2024-10-01T00:00", "2024-10-31T23:59:59", "2024-11-01T00:00"):
        activity = hold(office_app, office, start=moment(text))
        office_app.run(attendance.add, activity=activity, member=office.members["张伟"], at=moment("2024-11-01T10:00"))
    values = office_app.ask(figures.of_unit, unit=office.units["first"], first=MONTH)
    assert (values["activities"], values["present"]) == (before + 2, 5)
    for month, count in ((MONTH.plus(-1), 2), (MONTH.plus(1), 1)):
        assert office_app.ask(figures.of_unit, unit=office.units["first"], first=month)["activities"] == count


def test_an_activity_that_no_one_came_to_can_be_deleted(office_app: App, office: Office) -> None:
    activity = hold(office_app, office, joint=[office.units["third"]])
    office_app.run(activities.remove, activity=activity)
    assert attendance_of(office_app, office, activity) == {}
    with pytest.raises(NotFound):
        office_app.run(activities.remove, activity=activity)
    office_app.undo()
    assert expected(office_app, office, activity) == {"张伟", "王芳", "李娜", "赵敏", "黄强"}
    with pytest.raises(Conflict):
        office_app.run(activities.remove, activity=office.activities["day"])


@pytest.mark.parametrize("change", [{"kinds": []}, {"kinds": ["party"]}, {"title": " "}])
def test_an_activity_needs_a_kind_and_a_title(office_app: App, office: Office, change: dict[str, Any]) -> None:
    values = {"unit": office.units["first"], "kinds": ["study"], "title": "学习", "start": START} | change
    with pytest.raises(InvalidInput):
        office_app.run(activities.add, **values)


def test_an_activity_needs_a_unit_of_its_day(office_app: App, office: Office) -> None:
    start = date(2024, 10, 21)
    added = office_app.run(units.add, parent=office.units["east"], kind="joint_branch", name="新党支部", start=start).id
    with pytest.raises(NotFound, match="2024-10-20"):
        office_app.run(activities.add, unit=added, kinds=["study"], title="学习", start=START)
    with pytest.raises(NotFound):
        hold(office_app, office, joint=[added])


def test_nobody_checks_in_to_nothing(office_app: App, office: Office) -> None:
    for activity, member in ((ActivityId(99), office.members["张伟"]), (office.activities["day"], MemberId(99))):
        with pytest.raises(NotFound):
            office_app.run(attendance.add, activity=activity, member=member)


def test_a_registration_that_ended_makes_a_guest(office_app: App, office: Office) -> None:
    done = office_app.run(
        registrations.add, unit=office.units["first"], member=office.members["黄强"], day=date(2024, 10, 1)
    )
    office_app.run(registrations.end, registration=done.id, day=START.date())
    activity = hold(office_app, office)
    assert office_app.run(attendance.add, activity=activity, member=office.members["黄强"], at=START).role == "guest"
