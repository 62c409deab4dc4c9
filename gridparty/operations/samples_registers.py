"""What a sample office keeps of its communities besides people and work: premises, brands, teams, partners, terms."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.domain.sample_tables import load
from gridparty.i18n import N_
from gridparty.operations import members, posts, registers, terms, tree
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree

AREA = (360, 1900)  # ㎡
METHODS = ("extension", "developer", "resident_unit")
WITH_BRAND, ENLARGED = 0.7, 0.35
TERM_YEARS = 5  # of a community's Party organisation (DOMAIN 1.2)


@cache
def _words() -> dict[str, Any]:
    return load("registers")


@operation("samples.registers", Permission.SET_UP, N_("Sample registers"))
def fill(session: Session, *, seed: int, last: Month) -> int:
    """Writes entries for every community of the file. Returns how many."""
    rng = Random(f"{seed}/registers")
    now = tree.of_month(session, month=last)
    communities = [node.id for node in now.nodes.values() if node.kind in ("community", "village")]
    return sum(_community(session, rng, now, unit, at, last.last) for at, unit in enumerate(communities))


def _community(session: Session, rng: Random, now: Tree, unit: UnitId, at: int, day: date) -> int:
    place = now.name(unit).removesuffix("党委").removesuffix("党总支")
    opened = date(day.year - rng.randint(2, 9), rng.randint(1, 12), 1)
    area = rng.randrange(*AREA, 10)
    centre = registers.add(
        session, register="facility", name=f"{place}党群服务中心", unit=unit, start=opened,
        facts={"kind": "service_centre", "area": area, "hours": _words()["hours"]},
    )  # fmt: skip
    if rng.random() < ENLARGED:
        facts = {"area": area + rng.randrange(200, 900, 10), "method": rng.choice(METHODS)}
        registers.add_event(
            session, entry=centre, kind="area_change", day=day - timedelta(days=rng.randint(40, 500)),
            facts=facts | {"money": rng.randint(5, 60) * 10_000},
        )  # fmt: skip
    count = 1 + _team(session, rng, unit, at, day) + _partner(session, unit, place, at, day)
    if rng.random() < WITH_BRAND:
        brand = _words()["brands"][at % len(_words()["brands"])]
        registers.add(
            session, register="brand", name=brand["name"], unit=unit, start=opened, facts={"story": brand["story"]}
        )
        count += 1
    elected = _elected(rng, day)
    terms.add(session, unit=unit, start=elected, years=TERM_YEARS)
    if people := members.rows(session, unit=unit, day=day):
        posts.add(session, member=rng.choice(people).id, unit=unit, post="secretary", start=elected)
    return count


def _elected(rng: Random, day: date) -> date:
    """Most communities held their elections around the turn of 2020 to 2021."""
    return date(2020, rng.randint(10, 12), rng.randint(1, 28)) + timedelta(days=rng.choice((0, 60, 90, 900)))


def _team(session: Session, rng: Random, unit: UnitId, at: int, day: date) -> int:
    team = _words()["teams"][at % len(_words()["teams"])]
    people = [row.id for row in members.rows(session, unit=unit, day=day)]
    if not people:
        return 0
    chosen: Sequence[int] = rng.sample(people, min(len(people), rng.randint(5, 9)))
    roles = [("leader" if place == 0 else "member", people_id) for place, people_id in enumerate(chosen)]
    entry = registers.add(
        session, register="team", name=team["name"], unit=unit, start=date(day.year - 1, 3, 5), people=roles,  # type: ignore[arg-type]
        facts={"direction": team["direction"], "schedule": team["schedule"]},
    )  # fmt: skip
    for _time in range(rng.randint(0, 3)):
        held = day - timedelta(days=rng.randint(1, 150))
        registers.add_event(session, entry=entry, kind="activity", day=held, facts={"what": team["direction"]})
    return 1


def _partner(session: Session, unit: UnitId, place: str, at: int, day: date) -> int:
    partner = _words()["partners"][at % len(_words()["partners"])]
    signed = date(day.year - 1, 5, 1 + at % 28)
    registers.add(
        session, register="resident_unit", name=f"{place}{partner['name']}", unit=unit, start=signed,
        facts={"kind": partner["kind"], "resources": partner["resources"], "signed": signed.isoformat(),
               "expires": date(day.year + 1, 4, 30).isoformat()},
    )  # fmt: skip
    return 1
