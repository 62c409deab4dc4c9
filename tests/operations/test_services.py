"""Services, time in halves, people helped as counted, estimated or unknown (D10, REQ-04, CHK-05)."""

from datetime import date
from typing import Any

import pytest
from offices import MONTH, Office, rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId, ServiceId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.operations import figures, services, units
from gridparty.operations.marks import operation
from gridparty.storage.tables import Member, ServiceMember

DAY = date(2024, 11, 5)
NEXT = MONTH.plus(1)


def serve(app: App, office: Office, *who: str, unit: str | UnitId = "first", **changes: Any) -> ServiceId:
    values: dict[str, Any] = {
        "unit": office.units[unit] if isinstance(unit, str) else unit,
        "category": "mediation",
        "day": DAY,
        "hours": 1,
        "members": [office.members[name] for name in who],
        "summary": " 调解邻里 ",
    }
    return app.run(services.add, **(values | changes))


def figures_of(app: App, office: Office, unit: str = "first") -> dict[str, Any]:
    return app.ask(figures.of_unit, unit=office.units[unit], first=NEXT)


@pytest.mark.parametrize(("hours", "half"), [(0.5, 1), (1, 2), (1.5, 3), (24, 48)])
def test_hours_go_in_halves(hours: float, half: int) -> None:
    assert services.half_hours(hours) == half


@pytest.mark.parametrize("hours", [0, -1, 0.25, 1.3, 24.5, float("nan"), float("inf")])
def test_other_hours_are_refused(hours: float) -> None:
    with pytest.raises(InvalidInput, match=r"0\.5"):
        services.half_hours(hours)


def test_hours_are_each_members_own(office_app: App, office: Office) -> None:
    """D10: 1.5 hours of three people are 4.5 person-hours; whoever is named twice counts once."""
    serve(office_app, office, "张伟", "王芳", "孙丽", "张伟", hours=1.5)
    values = figures_of(office_app, office)
    assert (values["services"], values["service_members"], values["service_hours"]) == (1, 3, 4.5)
    assert values["registered_service_hours"] == 1.5
    assert values["hours_per_member"] == 1.5
    (row,) = office_app.ask(services.rows, unit=office.units["street"], first=NEXT)
    assert (row.members, row.half_hours, row.summary, row.unit_name) == (3, 9, "调解邻里", "第一网格党支部")


def test_everyone_who_served_counts_once_at_every_level(office_app: App, office: Office) -> None:
    for unit in ("first", "second", "third"):
        serve(office_app, office, "张伟", unit=unit)
    for unit, services_, people in (("first", 1, 1), ("east", 2, 1), ("street", 3, 1)):
        values = figures_of(office_app, office, unit)
        assert (values["services"], values["service_members"]) == (services_, people)


@pytest.mark.parametrize(
    ("helped", "counted", "estimated"),
    [
        ([], 0, 0),
        ([{}], None, None),
        ([{"people_helped": 0}], 0, 0),
        ([{"people_helped": 5}, {}], 5, 0),
        ([{"people_helped_estimated": 30}, {"people_helped": 6}], 6, 30),
    ],
)
def test_unknown_is_not_zero(
    office_app: App, office: Office, helped: list[dict[str, int]], counted: int | None, estimated: int | None
) -> None:
    for each in helped:
        serve(office_app, office, "张伟", **each)
    values = figures_of(office_app, office)
    assert (values["people_helped"], values["people_helped_estimated"]) == (counted, estimated)


@pytest.mark.parametrize(
    "change",
    [
        {"people_helped": 3, "people_helped_estimated": 3}, {"people_helped": -1}, {"people_helped_estimated": -1},
        {"hours": 0.3}, {"category": "magic"}, {"members": []},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(office_app: App, office: Office, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        serve(office_app, office, "张伟", **change)
    assert figures_of(office_app, office)["services"] == 0


def test_unknown_people_and_units_are_refused(office_app: App, office: Office) -> None:
    for change in ({"members": [MemberId(99)]}, {"unit": UnitId(99)}):
        with pytest.raises(NotFound, match="99"):
            serve(office_app, office, "张伟", **change)


def test_a_unit_must_exist_on_the_day(office_app: App, office: Office) -> None:
    start = date(2024, 11, 6)
    added = office_app.run(units.add, parent=office.units["east"], kind="joint_branch", name="新党支部", start=start).id
    with pytest.raises(NotFound, match="2024-11-05"):
        serve(office_app, office, "张伟", unit=added)
    service = serve(office_app, office, "张伟", unit=added, day=start)
    with pytest.raises(NotFound):
        office_app.run(services.edit, service=service, day=DAY)


def test_editing(office_app: App, office: Office) -> None:
    service = serve(office_app, office, "张伟", people_helped=5)
    edited = {"category": "legal_aid", "summary": "法律咨询", "people_helped_estimated": 40}
    office_app.run(services.edit, service=service, **edited)
    (row,) = office_app.ask(services.rows, unit=office.units["first"], first=NEXT)
    assert (row.category, row.summary, row.people_helped, row.people_helped_estimated) == (
        "legal_aid",
        "法律咨询",
        None,
        40,
    )
    office_app.run(services.edit, service=service, day=date(2024, 10, 31))
    assert figures_of(office_app, office)["services"] == 0
    with pytest.raises(InvalidInput):
        office_app.run(services.edit, service=service, category="magic")


def test_a_deleted_service_comes_back_by_undo(office_app: App, office: Office) -> None:
    """D16: the recycle bin is the op-log."""
    service = serve(office_app, office, "张伟", "王芳", people_helped=5)
    before = figures_of(office_app, office)
    office_app.run(services.remove, service=service)
    assert figures_of(office_app, office)["services"] == 0
    assert not [row for row in office_app.ask(rows, ServiceMember) if row.service_id == service]
    office_app.undo()
    assert figures_of(office_app, office) == before
    with pytest.raises(NotFound):
        office_app.run(services.remove, service=ServiceId(99))


def test_the_role_is_that_of_the_day(office_app: App, office: Office) -> None:
    """CHK-05: hours of registered members are told apart, by what they were to the unit that day."""
    serve(office_app, office, "张伟", "孙丽", "黄强")
    roles = {row.member_id: row.role for row in office_app.ask(rows, ServiceMember)[-3:]}
    names = {name: roles.get(member) for name, member in office.members.items() if member in roles}
    assert names == {"张伟": "listed", "孙丽": "registered", "黄强": "guest"}
    serve(office_app, office, "孙丽", day=date(2024, 9, 19))
    assert office_app.ask(rows, ServiceMember)[-1].role == "guest"


def test_members_and_hours_can_be_corrected(office_app: App, office: Office) -> None:
    """Who stays keeps the time; who is new takes what the others had, unless hours are given."""
    service = serve(office_app, office, "张伟", "王芳", hours=1.5)
    people = office.members
    office_app.run(services.edit, service=service, members=[people["王芳"], people["孙丽"]])
    assert served(office_app, service) == {"王芳": (3, "listed"), "孙丽": (3, "registered")}
    office_app.run(services.edit, service=service, hours=2, people_helped=4, place="东门")
    assert served(office_app, service) == {"王芳": (4, "listed"), "孙丽": (4, "registered")}
    office_app.run(services.edit, service=service, members=[people["王芳"], people["黄强"]], hours=1)
    assert served(office_app, service) == {"王芳": (2, "listed"), "黄强": (2, "guest")}
    office_app.run(services.edit, service=service, is_helped_unknown=True, place=" ")
    (row,) = office_app.ask(services.rows, unit=office.units["first"], first=NEXT)
    assert (row.people_helped, row.place, row.names) == (None, None, ("王芳", "黄强"))
    for _act in range(4):
        office_app.undo()
    assert served(office_app, service) == {"张伟": (3, "listed"), "王芳": (3, "listed")}


def test_another_unit_or_day_gives_other_roles(office_app: App, office: Office) -> None:
    """CHK-05: the role is that of the unit and the day."""
    service = serve(office_app, office, "张伟", "孙丽")
    office_app.run(services.edit, service=service, unit=office.units["second"])
    assert served(office_app, service) == {"张伟": (2, "guest"), "孙丽": (2, "guest")}
    office_app.run(services.edit, service=service, unit=office.units["first"], day=date(2024, 9, 19))
    assert served(office_app, service) == {"张伟": (2, "listed"), "孙丽": (2, "guest")}


@pytest.mark.parametrize(
    "change",
    [
        {"members": []}, {"members": [MemberId(99)]}, {"hours": 0.3}, {"hours": 25}, {"summary": " "},
        {"unit": UnitId(99)}, {"people_helped": 3, "is_helped_unknown": True},
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_changes_nothing(office_app: App, office: Office, change: dict[str, Any]) -> None:
    service = serve(office_app, office, "张伟", people_helped=5)
    before = office_app.ask(services.rows, unit=office.units["first"], first=NEXT)
    with pytest.raises((InvalidInput, NotFound)):
        office_app.run(services.edit, service=service, category="legal_aid", **change)
    assert office_app.ask(services.rows, unit=office.units["first"], first=NEXT) == before


def test_new_members_of_a_service_with_various_hours_need_theirs(office_app: App, office: Office) -> None:
    service = serve(office_app, office, "张伟", "王芳")
    office_app.run(set_time, member=office.members["王芳"], service=service, half_hours=5)
    wanted = [office.members[name] for name in ("张伟", "王芳", "李娜")]
    with pytest.raises(InvalidInput):
        office_app.run(services.edit, service=service, members=wanted)
    office_app.run(services.edit, service=service, members=wanted[:2], summary="调解")
    assert served(office_app, service) == {"张伟": (2, "listed"), "王芳": (5, "listed")}


def test_several_go_and_come_back_together(office_app: App, office: Office) -> None:
    both = [serve(office_app, office, "张伟"), serve(office_app, office, "王芳")]
    with pytest.raises(NotFound):
        office_app.run(services.remove_all, services=[*both, ServiceId(99)])
    assert figures_of(office_app, office)["services"] == 2
    office_app.run(services.remove_all, services=both)
    assert figures_of(office_app, office)["services"] == 0
    office_app.undo()
    assert figures_of(office_app, office)["service_members"] == 2


@operation("tests.set_time", Permission.RECORD, "")
def set_time(session: Session, *, member: MemberId, service: ServiceId, half_hours: int) -> None:
    """Hours that differ come from other programs: the window gives everyone the same."""
    found = select(ServiceMember).where(ServiceMember.service_id == service, ServiceMember.member_id == member)
    session.scalars(found).one().half_hours = half_hours


def served(app: App, service: ServiceId) -> dict[str, tuple[int, str]]:
    found = select(Member.name, ServiceMember.half_hours, ServiceMember.role).join(Member)
    found = found.where(ServiceMember.service_id == service).order_by(ServiceMember.id)
    return {name: (time, role) for name, time, role in app.ask(lambda session: session.execute(found).all())}
