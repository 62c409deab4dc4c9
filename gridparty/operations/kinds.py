"""Activities by kind and services by category over a span of months: what yearly reports count (S151, D11)."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import span_of
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import catalogues, tree
from gridparty.storage.tables import Activity, ActivityUnit, Service


@dataclass(frozen=True, slots=True)
class Kinds:
    """Gatherings (场) by kind, one of several kinds in each of them, and services (次) by category; codes in order."""

    activities: dict[str, int]
    services: dict[str, int]


def of_unit(session: Session, *, unit: UnitId, first: Month, last: Month) -> Kinds:
    """The numbers of a unit and what is below it; a gathering held jointly counts once."""
    below = tree.load(session, first=first.first, last=last.last).subtree(unit)
    since, until = span_of(first, last)
    joint = select(ActivityUnit.activity_id).where(ActivityUnit.unit_id.in_(below))
    held = select(Activity.kinds).where(Activity.start >= since, Activity.start < until)
    held = held.where(or_(Activity.unit_id.in_(below), Activity.id.in_(joint)))
    activities = Counter(kind for kinds in session.scalars(held) for kind in kinds)
    done = select(Service.category, func.count()).where(Service.day.between(first.first, last.last))
    services = session.execute(done.where(Service.unit_id.in_(below)).group_by(Service.category)).all()
    return Kinds(
        _in_order(session, "activity_kinds", activities),
        _in_order(session, "service_categories", {category: number for category, number in services}),
    )


def _in_order(session: Session, catalogue: str, counts: dict[str, int]) -> dict[str, int]:
    known = catalogues.items(session, catalogue=catalogue)
    return {code: counts[code] for code in known if counts.get(code)}
