"""The inventory of Party organisations by kind, with a line for what no heading counts (S002)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, heads, tree

VILLAGE = "village"
RESIDUE = N_("Other / unclassified")


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A heading with its organisations and their own members (not rolled up, so that the lines add up)."""

    heading: str
    organisations: int
    members: int
    kinds: tuple[str, ...]
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
        each for each in now.subtree(unit) if kinds[now.nodes[each].kind].facts["role"] in ("both", "organisation")
    ]
    organisations: dict[str, int] = defaultdict(int)
    members: dict[str, int] = defaultdict(int)
    held: dict[str, set[str]] = defaultdict(set)
    for each in below:
        kind = now.nodes[each].kind
        heading = kinds[kind].facts.get("inventory") or ""
        organisations[heading] += 1
        members[heading] += rolled[each] - sum(rolled[child] for child in now.children.get(each, ()))
        held[heading].add(kind)
    order = list(dict.fromkeys(item.facts.get("inventory", "") for item in kinds.values()))
    rows = [
        InventoryRow(heading, organisations[heading], members[heading], tuple(sorted(held[heading])))
        for heading in order
        if heading and organisations[heading]
    ]
    total = rolled[unit]
    residue = InventoryRow(
        _(RESIDUE),
        len(below) - sum(row.organisations for row in rows),
        total - sum(row.members for row in rows),
        tuple(sorted(held[""])),
        is_residue=True,
    )
    return Inventory((*rows, residue), len(below), total, _rural(now, unit, rolled))


def _rural(now: tree.Tree, unit: UnitId, rolled: Mapping[UnitId, int]) -> int:
    """Members of the villages below the unit; all of them where it is, or lies in, a village."""

    def villages(each: UnitId) -> list[UnitId]:
        return [above for above in now.ancestors(each) if now.nodes[above].kind == VILLAGE]

    if villages(unit):
        return rolled[unit]
    return sum(rolled[each] for each in now.subtree(unit) if villages(each) == [each])
