"""What an organisation chart shows of a unit and everything below it in a month (D3, E1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import units as rules
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, settings, tree
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Member, Post

_LEADERS = {rules.GROUP: "group_leader", rules.PLACE: "grid_leader"}
_SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class ChartUnit:
    """A box: level 0 is the top. Members (人) are rolled up; None for plain ground, which has none of its own.

    Those of a Party group stand in its branch's number too.
    """

    id: UnitId
    name: str
    kind: str
    level: int
    leader_title: str
    leaders: tuple[str, ...]
    members: int | None
    closed_on: date | None  # the first day without it, if that lies within the month


@dataclass(frozen=True, slots=True)
class OrgChart:
    """The boxes, parents first, as they were in the month; organisations are those that were open at its end."""

    month: Month
    units: tuple[ChartUnit, ...]
    organisations: int
    members: int
    is_sample: bool


def gather(session: Session, *, unit: UnitId, month: Month, levels: int | None = None) -> OrgChart:
    """The chart of a unit with so many levels below it, or all. Raises NotFound.

    A grid whose branch stands in the chart has no box of its own: the branch stands for both.
    """
    now = tree.of_month(session, month=month)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    kinds = catalogues.items(session, catalogue="unit_kinds")
    posts = {code: item.zh for code, item in catalogues.items(session, catalogue="posts").items()}
    members = heads.members(session, in_tree=now, day=month.last)
    held = _leaders(session, month.last)
    below = now.subtree(unit)
    stood_for = {grid for each in below for grid in now.covers.get(each, ()) if not now.children.get(grid)}
    boxes = []
    for each, level in _preorder(now, unit, 0):
        node = now.nodes[each]
        role = kinds[node.kind].facts["role"]
        if (each in stood_for and each != unit) or (levels is not None and level > levels):
            continue
        post = _LEADERS.get(role, _SECRETARY)
        closed = node.valid_to if node.valid_to is not None and node.valid_to <= month.last else None
        boxes.append(
            ChartUnit(
                id=each,
                name=node.name,
                kind=kinds[node.kind].zh,
                level=level,
                leader_title=posts[post],
                leaders=held.get((each, post), ()),
                members=None if role == rules.PLACE else members[each],
                closed_on=closed,
            )
        )
    return OrgChart(
        month=month,
        units=tuple(boxes),
        organisations=_organisations(now, kinds, below, month),
        members=members[unit],
        is_sample=bool(settings.get(session, key="sample")),
    )


def _organisations(now: Tree, kinds: dict[str, catalogues.Item], below: list[UnitId], month: Month) -> int:
    open_at_end = (now.nodes[each] for each in below)
    return sum(
        kinds[node.kind].facts["role"] in (rules.BOTH, "organisation")
        and (node.valid_to is None or node.valid_to > month.last)
        for node in open_at_end
    )


def _preorder(now: Tree, unit: UnitId, level: int) -> Iterator[tuple[UnitId, int]]:
    yield unit, level
    for child in now.children.get(unit, ()):
        yield from _preorder(now, child, level + 1)


def _leaders(session: Session, day: date) -> dict[tuple[UnitId, str], tuple[str, ...]]:
    """(unit, post) → names of who leads units on the day."""
    found = select(Post.unit_id, Post.post, Member.name).join(Member, Post.member_id == Member.id)
    found = found.where(Post.post.in_((_SECRETARY, *_LEADERS.values())), heads.holds_on(day)).order_by(Post.id)
    names: dict[tuple[UnitId, str], tuple[str, ...]] = {}
    for unit, post, name in session.execute(found):
        key = (UnitId(unit), post)
        names[key] = (*names.get(key, ()), name)
    return names
