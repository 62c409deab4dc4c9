"""People who stand in the file twice: candidates, side by side, merged with both histories kept (D6, D8, D16)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offices import MONTH, Office, moment, state
from sqlalchemy import select

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import (
    activities,
    attendance,
    checks,
    desk,
    development,
    dossier_facts,
    dossiers,
    duplicates,
    figures,
    floating,
    member_merges,
    members,
    membership_steps,
    registers,
    registrations,
    search,
    services,
    talent,
    transfers,
)
from gridparty.storage.all_tables import metadata
from gridparty.storage.tables import Attendance, ServiceMember

ADMITTED = {"join_date": 20100701, "full_date": 20110701}


def add(app: App, unit: UnitId | None, **facts: Any) -> MemberId:
    return app.run(members.add, person=Person(**{"name": "张伟", "phone": "19900000001", **facts}), unit=unit,
                   start=date(2024, 3, 1))  # fmt: skip


@pytest.fixture
def twin(office_app: App, office: Office) -> MemberId:
    """张伟 once more, at the second branch since March 2024, with a birth date and a work unit."""
    return add(office_app, office.units["second"], birth_date=19800505, work_unit="某某学校", **ADMITTED)


def pairs(app: App, **how: Any) -> list[tuple[int, int, tuple[str, ...], bool]]:
    return [(pair.a, pair.b, pair.reasons, pair.is_sure) for pair in app.ask(duplicates.candidates, **how)]


def test_candidates_by_identity_number_or_name_with_birth_or_phone(
    office_app: App, office: Office, twin: MemberId
) -> None:
    zhang = office.members["张伟"]
    assert pairs(office_app) == [(zhang, twin, ("phone",), False)]
    add(office_app, None, name="李丽", birth_date=19900101, phone=None)
    add(office_app, None, name="李丽", birth_date=19900101, phone="19900000088")
    add(office_app, None, name="李丽", phone="19900000099")
    assert [reasons for _a, _b, reasons, _sure in pairs(office_app)] == [("phone",), ("birth_date",)]


def test_different_identity_numbers_are_different_people(office_app: App, office: Office, twin: MemberId) -> None:
    for member, number in ((office.members["张伟"], "11010119800505001X"), (twin, "110101198005050036")):
        office_app.run(members.edit, member=member, changes={"id_number": number})
    assert pairs(office_app) == []


def test_candidates_of_a_unit(office_app: App, office: Office, twin: MemberId) -> None:
    assert len(pairs(office_app, unit=office.units["second"])) == 1
    assert pairs(office_app, unit=office.units["west"]) == []
    (pair,) = office_app.ask(duplicates.candidates)
    assert pair.units == ("第一网格党支部", "第二网格党支部")


def test_people_who_are_known_to_be_others_are_named_no_more(office_app: App, office: Office, twin: MemberId) -> None:
    office_app.run(duplicates.keep_apart, a=twin, b=office.members["张伟"])
    assert pairs(office_app) == []


def test_side_by_side(office_app: App, office: Office, twin: MemberId) -> None:
    """Values are masked; which are the same is told from the plain ones."""
    services_of = {"unit": office.units["first"], "category": "environment_cleanup", "hours": 2.0, "summary": "清理"}
    office_app.run(services.add, day=date(2024, 10, 9), members=[twin, office.members["张伟"]], **services_of)
    found = office_app.ask(duplicates.compare, a=office.members["张伟"], b=twin)
    shown = {field.name: (field.a, field.b, field.same, field.default) for field in found.fields}
    assert shown["phone"] == ("199****0001", "199****0001", True, "")
    assert shown["work_unit"] == (None, "某某学校", False, "b")
    assert shown["gender"] == ("male", None, False, "a")
    assert shown["affiliation"] == ("第一网格党支部", "第二网格党支部", False, "a")
    assert found.counts["service_members"] == (3, 1)
    assert found.meeting == {"attendance": 0, "service_members": 1}
    with pytest.raises(InvalidInput):
        office_app.ask(duplicates.compare, a=twin, b=twin)


def merge_all(app: App, office: Office, twin: MemberId, **how: Any) -> member_merges.Merged:
    return app.run(member_merges.merge, keep=office.members["张伟"], drop=twin, **how)


def test_facts_are_filled_and_never_silently_overwritten(office_app: App, office: Office, twin: MemberId) -> None:
    office_app.run(members.edit, member=twin, changes={"gender": "female", "facts": {"dues": "9.00"}})
    merged = merge_all(office_app, office, twin)
    person = office_app.ask(members.person, member=office.members["张伟"])
    assert (person.gender, person.work_unit, person.birth_date, person.facts["dues"]) == (
        "male", "某某学校", 19800505, "9.00",
    )  # fmt: skip
    assert merged.taken == ("birth_date", "full_date", "join_date", "work_unit")


def test_a_chosen_value_is_taken_and_the_other_kept_in_the_pointer(
    office_app: App, office: Office, twin: MemberId
) -> None:
    office_app.run(members.edit, member=twin, changes={"name": "张炜", "gender": "female"})
    merged = merge_all(office_app, office, twin, take={"name": "drop", "gender": "drop", "work_unit": "keep"})
    person = office_app.ask(members.person, member=office.members["张伟"])
    assert (person.name, person.gender, person.work_unit) == ("张炜", "female", None)
    assert set(merged.taken) == {"name", "gender", "birth_date", "join_date", "full_date"}


def test_the_other_is_closed_with_a_pointer_and_found_no_more(office_app: App, office: Office, twin: MemberId) -> None:
    zhang = office.members["张伟"]
    code = office_app.ask(dossiers.of_member, member=twin).code
    merge_all(office_app, office, twin)
    assert office_app.ask(dossiers.of_member, member=twin).closed_on is not None
    for key in ("张伟", "19900000001", "0001", "zw", code):
        assert office_app.ask(search.find, key=key) == zhang
    entered = office_app.ask(desk.resolve, activity=office.activities["day"], text=code)
    assert entered.member == zhang
    typed = office_app.ask(desk.resolve, activity=office.activities["clinic"], text="张伟")
    assert (typed.member, len(typed.matches)) == (zhang, 1)
    assert pairs(office_app) == []
    for arguments in ({"keep": zhang, "drop": twin}, {"keep": twin, "drop": zhang}):
        with pytest.raises(Conflict):
            office_app.run(member_merges.merge, **arguments)


def test_attendance_and_services_of_both_are_united(office_app: App, office: Office, twin: MemberId) -> None:
    """D8: one row a person and activity; who came says more than leave or expected, and the earlier time is kept."""
    zhang = office.members["张伟"]
    again = office_app.run(
        activities.add,
        unit=office.units["east"],
        kinds=("theme_party_day",),
        title="党日",
        start=moment("2024-10-30T09:00"),
    )
    office_app.run(attendance.leave, activity=again, member=zhang)
    office_app.run(attendance.add, activity=again, member=twin, at=moment("2024-10-30T08:50"), way="paper")
    office_app.run(
        attendance.add, activity=office.activities["day"], member=twin, at=moment("2024-10-12T18:40"), way="keyboard"
    )
    office_app.run(services.add, unit=office.units["first"], category="environment_cleanup", day=date(2024, 10, 9),
                   hours=2, members=[zhang, twin], summary="清理")  # fmt: skip
    merged = merge_all(office_app, office, twin)
    assert (merged.united["attendance"], merged.united["service_members"]) == (2, 1)
    with office_app.store.read() as session:
        rows = session.scalars(select(Attendance).where(Attendance.member_id == zhang)).all()
        found = {row.activity_id: (row.state, row.way, row.role) for row in rows}
        at = {row.activity_id: row.at for row in rows}
        assert session.scalars(select(Attendance).where(Attendance.member_id == twin)).all() == []
        served = session.scalars(select(ServiceMember).where(ServiceMember.member_id == zhang)).all()
        assert sorted(row.half_hours for row in served) == [3, 4, 4]
    assert found[again] == ("made_up", "paper", "listed")
    assert found[office.activities["day"]] == ("present", "keyboard", "listed")
    assert at[office.activities["day"]] == moment("2024-10-12T18:40")


def test_one_affiliation_at_a_time(office_app: App, office: Office, twin: MemberId) -> None:
    """D6: by default the kept one's branch holds, and nobody counts twice, neither now nor then."""
    east = office.units["east"]
    assert office_app.ask(figures.of_unit, unit=east, first=Month(2024, 12))["members"] == 6
    merge_all(office_app, office, twin)
    for month in (Month(2024, 2), MONTH, Month(2024, 12)):
        assert office_app.ask(figures.of_unit, unit=east, first=month)["members"] == 5
    branch = office_app.ask(dossiers.of_member, member=office.members["张伟"]).branch
    assert branch is not None
    assert branch.unit == office.units["first"]
    assert office_app.ask(checks.run).ok


def test_the_others_affiliation_is_chosen(office_app: App, office: Office, twin: MemberId) -> None:
    merge_all(office_app, office, twin, take={"affiliation": "drop"})
    page = office_app.ask(dossiers.of_member, member=office.members["张伟"])
    assert [(row.unit, row.since, row.until) for row in page.belongings] == [
        (office.units["first"], None, date(2024, 3, 1)), (office.units["second"], date(2024, 3, 1), None),
    ]  # fmt: skip
    assert office_app.ask(checks.run).ok


def test_registrations_transfers_and_registers_move(office_app: App, office: Office, twin: MemberId) -> None:
    zhang, west = office.members["张伟"], office.units["west"]
    office_app.run(registrations.add, unit=west, member=twin, day=date(2024, 5, 1))
    office_app.run(registrations.add, unit=west, member=zhang, day=date(2024, 6, 1))
    transfer = office_app.run(transfers.begin_out, member=twin, other="某党委")
    pool = {"unit": west, "source": "veteran"}
    office_app.run(talent.add, member=zhang, day=date(2024, 6, 1), **pool)
    entry = office_app.run(talent.add, member=twin, day=date(2024, 4, 1), **pool)
    office_app.run(talent.review, entry=entry, day=date(2025, 4, 1), result="keep")
    office_app.run(registers.add, register="award", member=twin, name="优秀党员", start=date(2024, 7, 1))
    team = office_app.run(registers.add, register="team", unit=west, name="小分队", facts={"direction": "助老"},
                          people=[("member", zhang), ("leader", twin)])  # fmt: skip
    floating_ = office_app.run(floating.begin, member=twin, direction="out", place="外地", since=date(2025, 1, 1))
    office_app.run(floating.contact, entry=floating_, day=date(2025, 2, 1))
    merged = merge_all(office_app, office, twin)
    assert merged.moved["transfers"] == 1
    file = office_app.ask(dossier_facts.of_member, member=zhang)
    assert [row.id for row in file.transfers] == [transfer]
    assert [(row.register, row.since) for row in file.entries] == [
        ("talent_pool", date(2024, 4, 1)), ("award", date(2024, 7, 1)),
    ]  # fmt: skip
    (row,) = office_app.ask(talent.rows, unit=west, day=date(2025, 5, 1))
    assert (row.since, row.last_review) == (date(2024, 4, 1), date(2025, 4, 1))
    assert sorted(row.role for row in file.groups if row.entry == team) == ["leader", "member"]
    assert [row.contacts for row in file.flows] == [1]
    assert office_app.ask(members.person, member=zhang).is_floating
    registered = [row for row in file.page.belongings if row.kind == "registration"]
    assert [(row.unit, row.since, row.until) for row in registered] == [
        (west, date(2024, 5, 1), date(2024, 6, 1)), (west, date(2024, 6, 1), None),
    ]  # fmt: skip
    assert office_app.ask(figures.of_unit, unit=west, first=MONTH)["registered_members"] == 2


def test_steps_of_standing_of_both_are_kept(office_app: App, office: Office, twin: MemberId) -> None:
    for member, day in ((twin, date(2025, 1, 1)), (office.members["张伟"], date(2025, 2, 1))):
        office_app.run(membership_steps.lose, member=member, since=day)
    merge_all(office_app, office, twin)
    steps = office_app.ask(membership_steps.steps, member=office.members["张伟"])
    assert [step.day for step in steps] == [date(2025, 1, 1), date(2025, 2, 1)]


def test_two_identity_numbers(office_app: App, office: Office, twin: MemberId) -> None:
    """One is chosen, the other is not lost."""
    for member, number in ((office.members["张伟"], "11010119800505001X"), (twin, "110101198005050036")):
        office_app.run(members.edit, member=member, changes={"id_number": number})
    merge_all(office_app, office, twin, take={"id_number": "drop"})
    person = office_app.ask(members.person, member=office.members["张伟"])
    assert (person.id_number, person.facts["other_id_number"]) == ("110101198005050036", "11010119800505001X")


def test_undo_brings_both_back(office_app: App, office: Office, twin: MemberId) -> None:
    office_app.run(registrations.add, unit=office.units["west"], member=twin, day=date(2024, 5, 1))
    office_app.run(
        attendance.add, activity=office.activities["day"], member=twin, at=moment("2024-10-12T18:40"), way="paper"
    )
    office_app.run(
        development.apply, unit=office.units["first"], person=Person(name="甲"), day=20240101, contacts=[twin]
    )
    with office_app.store.read() as session:
        before = state(session)
    merge_all(office_app, office, twin, take={"affiliation": "drop"})
    office_app.undo()
    with office_app.store.read() as session:
        assert state(session) == before
    assert office_app.ask(checks.run).ok


def test_what_is_refused(office_app: App, office: Office, twin: MemberId) -> None:
    for how in ({"take": {"colour": "keep"}}, {"take": {"name": "both"}}, {"take": {"facts": "drop"}}):
        with pytest.raises(InvalidInput):
            merge_all(office_app, office, twin, **how)
    with pytest.raises(InvalidInput):
        office_app.run(member_merges.merge, keep=twin, drop=twin)


def test_every_table_that_names_a_person_is_merged(office_app: App) -> None:
    """A table of tomorrow that points to a person must be merged too."""
    pointing = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "members"
    }
    with_the_stage = {"member_states"}
    assert pointing == set(duplicates.HELD) | with_the_stage


DAYS = st.integers(1, 11).map(lambda month: date(2024, month, 1))
STAYS = st.lists(st.tuples(st.sampled_from(["first", "second", "third"]), DAYS), max_size=3).map(
    lambda stays: sorted({day: unit for unit, day in stays}.items())
)
REGISTERED = st.lists(st.tuples(st.sampled_from(["east", "west"]), DAYS), max_size=2, unique_by=lambda each: each[0])


def _places(app: App, people: tuple[MemberId, ...], day: date) -> dict[str, list[UnitId]]:
    """kind → where one of the people belongs on the day, a place as often as it is held."""
    found: dict[str, list[UnitId]] = {"affiliation": [], "registration": []}
    for member in people:
        for row in app.ask(dossiers.of_member, member=member, day=day).belongings:
            if row.is_open:
                found[row.kind].append(row.unit)
    return found


def _person(app: App, office: Office, stays: list[tuple[date, str]], registered: list[tuple[str, date]]) -> MemberId:
    member = app.run(members.add, person=Person(name="重名"), unit=None)
    for day, unit in stays:
        app.run(members.edit, member=member, changes={}, unit=office.units[unit], start=day)
    for unit, day in registered:
        app.run(registrations.add, unit=office.units[unit], member=member, day=day)
    return member


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(STAYS, STAYS), st.tuples(REGISTERED, REGISTERED), st.sampled_from(["keep", "drop"]))
def test_on_no_day_is_a_place_lost_or_counted_twice(
    office_app: App,
    office: Office,
    stays: tuple[Any, Any],
    registered: tuple[Any, Any],
    side: str,
) -> None:
    """D6: whoever was affiliated with one of the two is so still, once; registrations stay where they were."""
    keep, drop = (_person(office_app, office, stays[at], registered[at]) for at in (0, 1))
    days = [date(2024, month, 15) for month in range(1, 13, 2)]
    before = {day: _places(office_app, (keep, drop), day) for day in days}
    office_app.run(member_merges.merge, keep=keep, drop=drop, take={"affiliation": side})
    for day in days:
        after = _places(office_app, (keep,), day)
        assert _places(office_app, (drop,), day) == {"affiliation": [], "registration": []}
        assert len(after["affiliation"]) == min(1, len(before[day]["affiliation"]))
        assert set(after["affiliation"]) <= set(before[day]["affiliation"])
        assert sorted(after["registration"]) == sorted(set(before[day]["registration"]))
