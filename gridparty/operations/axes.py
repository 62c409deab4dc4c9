"""Two ways of adding up: by territory (the tree) and along an industry line (functional parents) (S044, S139).

Each person counts once on either axis and on both together (D11).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.units import BOTH, FUNCTIONAL_PARENT, MEMBER_UNIT, ORGANISATION
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, tree, unit_links
from gridparty.storage.tables import Belonging, Member


@dataclass(frozen=True, slots=True)
class Sum:
    """What a set of units holds: organisations (个), members and registered members (人), people (人, each once)."""

    units: tuple[UnitId, ...]
    organisations: int
    members: int
    registered: int
    people: int


@dataclass(frozen=True, slots=True)
class Axes:
    """A unit's numbers by territory, along its line, and on both together: never the sum of the two."""

    territory: Sum
    line: Sum
    both: Sum


def of_unit(session: Session, *, unit: UnitId, day: date | None = None) -> Axes:
    """The two sums of a unit on a day, and their union. Raises NotFound."""
    at = day or today()
    now = tree.on_day(session, day=at)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    parents = unit_links.pairs(session, role=FUNCTIONAL_PARENT, first=at, last=at)
    territory = now.subtree(unit)
    line = along_line(now, parents, unit)
    both = list(dict.fromkeys([*territory, *line]))
    return Axes(*(_sum(session, now, units, at) for units in (territory, line, both)))


def along_line(now: tree.Tree, parents: Mapping[UnitId, Sequence[UnitId]], unit: UnitId) -> list[UnitId]:
    """The unit and whatever is below it along the line: units whose functional parent it is, and what is below them.

    A unit that has a functional parent counts there; its place in the tree is the territory's.
    """
    below: dict[UnitId, list[UnitId]] = {}
    for child, above in parents.items():
        for parent in above:
            if child in now.nodes:
                below.setdefault(parent, []).append(child)
    elsewhere = {child for child, above in parents.items() if any(parent in now.nodes for parent in above)}
    found = {unit: None}
    waiting = [unit]
    while waiting:
        at = waiting.pop(0)
        own = [child for child in now.children.get(at, ()) if child not in elsewhere]
        for child in (*own, *below.get(at, ())):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return list(found)


def _sum(session: Session, now: tree.Tree, units: Collection[UnitId], day: date) -> Sum:
    kinds = catalogues.items(session, catalogue="unit_kinds")
    who: dict[str, set[int]] = {heads.AFFILIATION: set(), heads.REGISTRATION: set()}
    found = heads.belongs(Member.id, Belonging.kind, in_tree=now, day=day, units=units)
    for member, kind, _unit, _group in session.execute(found):
        who[kind].add(member)
    roles = [kinds[now.nodes[unit].kind].facts["role"] for unit in units]
    return Sum(
        units=tuple(units),
        organisations=sum(role in (BOTH, ORGANISATION) for role in roles),
        members=len(who[heads.AFFILIATION]),
        registered=len(who[heads.REGISTRATION]),
        people=len(who[heads.AFFILIATION] | who[heads.REGISTRATION]),
    )


def of_member_units(session: Session, *, unit: UnitId, day: date | None = None) -> Sum:
    """What the member units of a 综合党委 hold; they are not its children and never add to its own numbers (S037)."""
    at = day or today()
    now = tree.on_day(session, day=at)
    linked = unit_links.pairs(session, role=MEMBER_UNIT, first=at, last=at).get(unit, [])
    units = dict.fromkeys(each for other in linked if other in now.nodes for each in now.subtree(other))
    return _sum(session, now, list(units), at)
