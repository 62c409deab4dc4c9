"""The inventory of Party organisations by kind, with a line for what no heading counts (S002)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import BOTH, ORGANISATION
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, heads, tree

VILLAGE = "village"
RESIDUE = N_("Other / unclassified")


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A heading with its organisations and their own members (not rolled up, so that the lines add up).

    `by_kind`: how many of each kind the heading counts, as in 46个（党总支3个）; `units`: which they are.
    """

    heading: str
    organisations: int
    members: int
    by_kind: dict[str, int]
    units: tuple[UnitId, ...] = ()
    is_residue: bool = False


@dataclass(frozen=True, slots=True)
class Inventory:
    """The lines and the totals; the residue line makes them add up instead of hiding what does not fit.

    `rural_members`: of the members (人), those who belong to a village or to whatever stands below one (农村党员).
    """

    rows: tuple[InventoryRow, ...]
    organisations: int
    members: int
    rural_members: int = 0


def of_unit(session: Session, *, unit: UnitId, month: Month | None = None) -> Inventory:
    """The inventory of a unit and what is below it, today or at a month's end. Raises NotFound."""
    now = tree.of_month(session, month=month) if month else tree.on_day(session, day=today())
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    day = month.last if month else today()
    kinds = catalogues.items(session, catalogue="unit_kinds")
    rolled = heads.members(session, in_tree=now, day=day)
    below = [
        each
        for each in now.subtree(unit)
        if kinds[now.nodes[each].kind].facts["role"] in (BOTH, ORGANISATION) and now.nodes[each].stands(day)
    ]
    counted: dict[str, list[UnitId]] = defaultdict(list)
    members: dict[str, int] = defaultdict(int)
    for each in below:
        heading = kinds[now.nodes[each].kind].facts.get("inventory") or ""
        counted[heading].append(each)
        members[heading] += heads.own_members(now, rolled, each)
    order = list(dict.fromkeys(item.facts.get("inventory", "") for item in kinds.values()))
    rows = [_row(now, heading, counted[heading], members[heading]) for heading in order if heading and counted[heading]]
    total = rolled[unit]
    rest = _row(now, _(RESIDUE), counted[""], total - sum(row.members for row in rows))
    return Inventory((*rows, replace(rest, is_residue=True)), len(below), total, _rural(now, unit, rolled))


def _row(now: tree.Tree, heading: str, units: Sequence[UnitId], members: int) -> InventoryRow:
    by_kind = Counter(now.nodes[each].kind for each in units)
    return InventoryRow(heading, len(units), members, dict(by_kind.most_common()), tuple(units))


def _rural(now: tree.Tree, unit: UnitId, rolled: Mapping[UnitId, int]) -> int:
    """Members of the villages below the unit; all of them where it is, or lies in, a village."""

    def villages(each: UnitId) -> list[UnitId]:
        return [above for above in now.ancestors(each) if now.nodes[above].kind == VILLAGE]

    if villages(unit):
        return rolled[unit]
    return sum(rolled[each] for each in now.subtree(unit) if villages(each) == [each])
