"""A small invented office for tests, made by the ordinary operations, and rows as they lie in the file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.app import App
from gridparty.domain.civil_time import CIVIL
from gridparty.domain.ids import ActivityId, MemberId, ServiceId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import activities, attendance, members, registrations, services, units
from gridparty.storage.all_tables import metadata
from gridparty.storage.tables import Logged
from gridparty.storage.triggers import logged

MONTH = Month(2024, 10)
BEFORE = Month(2024, 9)
AFTER = Month(2024, 11)

# name → (branch, facts); 孙丽 and 周强 are affiliated elsewhere
PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "张伟": ("first", {"phone": "19900000001", "gender": "male"}),
    "王芳": ("first", {"phone": "19900000002", "gender": "female"}),
    "李娜": ("first", {"stage": "probationary", "join_date": 20240301}),
    "曾强": ("first", {"standing": "suspended"}),
    "陈静": ("second", {"phone": "19900000005"}),
    "杨磊": ("second", {}),
    "赵敏": ("third", {"phone": "19900000007"}),
    "黄强": ("third", {}),
    "吴刚": ("third", {"stage": "activist"}),
}


@dataclass(frozen=True, slots=True)
class Office:
    """Names of what furnish() made."""

    units: dict[str, UnitId]
    members: dict[str, MemberId]
    activities: dict[str, ActivityId]
    services: dict[str, ServiceId]


def moment(text: str) -> datetime:
    """A civil time such as 2024-10-12T19:00."""
    return datetime.fromisoformat(text).replace(tzinfo=CIVIL)


def furnish(app: App) -> Office:
    """A street with two communities and three grid branches, eleven people, records in September and October 2024."""
    tree = _tree(app)
    people = {
        name: app.run(members.add, person=Person(name=name, **facts), unit=tree[branch])
        for name, (branch, facts) in PEOPLE.items()
    }
    day = date(2024, 10, 8)
    app.run(registrations.add, unit=tree["east"], member=people["赵敏"], day=day)
    for name, at in (("孙丽", tree["first"]), ("周强", tree["west"])):
        person = Person(name=name, work_unit="某某研究院")
        people[name] = app.run(registrations.add, unit=at, person=person, day=date(2024, 9, 20)).member
    return Office(tree, people, _gatherings(app, tree, people), _services(app, tree, people))


def _tree(app: App) -> dict[str, UnitId]:
    found: dict[str, UnitId] = {}
    found["street"] = app.run(units.add, parent=None, kind="street", name="和平街道党工委", code="410102001").id
    for name, label, code in (("east", "东苑社区党委", "410102001001"), ("west", "西苑社区党委", "410102001002")):
        found[name] = app.run(units.add, parent=found["street"], kind="community", name=label, code=code).id
    for name, above, label, households in (
        ("first", "east", "第一网格党支部", 320),
        ("second", "east", "第二网格党支部", 410),
        ("third", "west", "第三网格党支部", 300),
    ):
        facts = {"households": households, "buildings": 8}
        added = app.run(units.add, parent=found[above], kind="grid_branch", name=label, facts=facts)
        assert added.grid is not None
        found[name], found[f"{name}_grid"] = added.id, added.grid
    return found


def _gatherings(app: App, tree: dict[str, UnitId], people: dict[str, MemberId]) -> dict[str, ActivityId]:
    def hold(unit: str, title: str, start: str, *kinds: str, joint: tuple[str, ...] = ()) -> ActivityId:
        return app.run(
            activities.add,
            unit=tree[unit],
            kinds=kinds or ("theme_party_day",),
            title=title,
            start=moment(start),
            half_hours=3,
            joint=[tree[each] for each in joint],
        )

    found = {
        "day": hold("first", "清洁家园", "2024-10-12T19:00"),
        "lecture": hold("east", "党课", "2024-10-19T09:00", "party_lecture", "general_meeting"),
        "joint": hold("first", "联合党日", "2024-10-26T09:00", joint=("third",)),
        "clinic": hold("west", "义诊", "2024-10-27T09:00", "clinic"),
        "old": hold("first", "九月党日", "2024-09-14T19:00"),
    }
    came = (
        ("day", "张伟", "scan"), ("day", "王芳", "paper"), ("day", "孙丽", "keyboard"), ("day", "黄强", "keyboard"),
        ("lecture", "张伟", "scan"), ("lecture", "陈静", "scan"), ("lecture", "赵敏", "scan"),
        ("joint", "李娜", "scan"), ("joint", "赵敏", "scan"), ("joint", "杨磊", "scan"),
        ("clinic", "周强", "keyboard"), ("old", "张伟", "scan"),
    )  # fmt: skip
    for activity, name, way in came:
        at = moment("2024-10-12T18:55")
        app.run(attendance.add, activity=found[activity], member=people[name], at=at, way=way)
    app.run(attendance.leave, activity=found["day"], member=people["李娜"])
    return found


def _services(app: App, tree: dict[str, UnitId], people: dict[str, MemberId]) -> dict[str, ServiceId]:
    def serve(unit: str, day: date, hours: float, *who: str, **helped: int) -> ServiceId:
        return app.run(
            services.add,
            unit=tree[unit],
            category="environment_cleanup",
            day=day,
            hours=hours,
            members=[people[name] for name in who],
            summary="清理楼道",
            **helped,
        )

    return {
        "counted": serve("first", date(2024, 10, 5), 1.5, "张伟", "孙丽", people_helped=12),
        "estimated": serve("second", date(2024, 10, 31), 2, "陈静", "张伟", people_helped_estimated=40),
        "unknown": serve("third", date(2024, 10, 6), 0.5, "赵敏"),
        "old": serve("first", date(2024, 9, 30), 1, "王芳", people_helped=3),
    }


def state(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the logged tables, less its version: what undo must bring back exactly."""
    return {
        table.name: [
            tuple(row) for row in session.execute(select(*(c for c in table.c if c.name != "version")).order_by("id"))
        ]
        for table in logged()
    }


def rows(session: Session, table: type[Logged]) -> list[Any]:
    """The rows of one table in the order of their ids."""
    return list(session.execute(select(table.__table__).order_by("id")))


def raw_rows(session: Session) -> dict[str, list[Any]]:
    """Every row of every table, for a recount in plain Python."""
    return {table.name: list(session.execute(select(table))) for table in metadata.sorted_tables}
