"""What the window's tree says of a month beside each unit: attendance and theme days (D13)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import span_of
from gridparty.domain.counts import rate
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import catalogues, figures, tree
from gridparty.operations.figures import Scope
from gridparty.storage.tables import Activity, ActivityUnit

THEME_DAY = "theme_party_day"


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """A unit's month, rolled up: person-times expected and present, and how many of its branches held a theme day."""

    expected: int
    present: int
    rate: float | None
    branches: int
    held: int


def of_month(session: Session, *, month: Month) -> dict[UnitId, UnitMonth]:
    """The month of every unit of its tree; the branches are those that meet as one (catalogue fact `branch`)."""
    now = tree.of_month(session, month=month)
    came = figures.attendance(session, scope=Scope(month, month, now, None))
    kinds = catalogues.items(session, catalogue="unit_kinds")
    meeting = {code for code, item in kinds.items() if item.facts.get("branch")}
    own = {node.id for node in now.nodes.values() if node.kind in meeting}
    branches = now.roll_up(dict.fromkeys(own, 1))
    held = now.roll_up(dict.fromkeys(own & _held_theme_day(session, month), 1))
    return {
        unit: UnitMonth(
            expected=came["expected"][unit],
            present=came["present"][unit],
            rate=rate(came["present"][unit], came["expected"][unit]),
            branches=branches[unit],
            held=held[unit],
        )
        for unit in now.nodes
    }


def _held_theme_day(session: Session, month: Month) -> set[UnitId]:
    """The units that held a theme Party day within the month, as host or jointly (D11)."""
    since, until = span_of(month, month)
    found = select(Activity.id, Activity.unit_id, Activity.kinds).where(Activity.start >= since, Activity.start < until)
    hosts = {row.id: row.unit_id for row in session.connection().execute(found) if THEME_DAY in row.kinds}
    joint = select(ActivityUnit.activity_id, ActivityUnit.unit_id).join(Activity)
    joint = joint.where(Activity.start >= since, Activity.start < until)
    return {*hosts.values(), *(unit for activity, unit in session.execute(joint) if activity in hosts)}
