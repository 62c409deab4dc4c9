"""Posts with their history: who holds which, where, since when (ORG-06, S007, S097)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.counts import rate
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import MemberId, PostId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, heads, tree, upcoming
from gridparty.operations.marks import operation
from gridparty.storage.tables import BEGINNING, Member, Post, UnitState

FIRST_SECRETARY, SENT_DOWN = "first_secretary", "sent_down_staff"
FACTS = ("source", "document", "remark")  # where the holder came from, what appointed him or her, anything else
PLACES = ("community", "village")


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post held by somebody; `since` None: as long as anyone remembers, `until` the first day without it."""

    id: PostId
    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    unit_kind: str
    post: str
    post_label: str
    committee: bool
    since: date | None
    until: date | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PostCount:
    """Holders of a post in units of one kind: units (个) that have one, distinct people (人), and units in all (个)."""

    kind: str
    units_with: int
    people: int
    units: int


@dataclass(frozen=True, slots=True)
class SentDown:
    """First secretaries and staff sent down to communities and villages (S097).

    `staff` is the unit's own number of staff (unit fact `staff`), None if it is not known; `share` people_sent ÷ staff.
    """

    communities: int
    with_first_secretary: int
    with_sent_down: int
    first_secretaries: int
    people_sent: int
    staff: int | None
    share: float | None
    without: tuple[UnitId, ...]


@operation("posts.add", Permission.EDIT_UNITS, N_("Add a post"))
def add(
    session: Session,
    *,
    unit: UnitId,
    member: MemberId,
    post: str,
    start: date | None = None,
    end: date | None = None,
    facts: Mapping[str, Any] | None = None,
) -> PostId:
    """Somebody takes a post of the catalogue in a unit; a person may hold several (ORG-06).

    facts: source, document, remark. Raises InvalidInput, NotFound, Conflict if the person holds it already.
    """
    code = catalogues.resolve(session, catalogue="posts", text=post)
    begins = start or BEGINNING
    if session.get(Member, member) is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    if session.scalar(select(UnitState.id).where(tree.state_on(UnitState, unit, start or today()))) is None:
        raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=unit, day=start or today()))
    _check_span(begins, end)
    for held in session.scalars(select(Post).where(Post.member_id == member, Post.unit_id == unit, Post.post == code)):
        if (held.valid_to is None or held.valid_to > begins) and (end is None or end > held.valid_from):
            raise Conflict(_("This person holds that post already; end it or choose other days."))
    row = Post(
        member_id=member, unit_id=unit, post=code, valid_from=begins, valid_to=end, facts=_facts({}, facts or {})
    )
    session.add(row)
    session.flush()
    upcoming.redraw(session, members=[member])
    return PostId(row.id)


def _check_span(start: date, end: date | None) -> None:
    if end is not None and end <= start:
        raise InvalidInput(_("A post cannot end before it began."))


def _facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(new) - set(FACTS):
        raise InvalidInput(_("There is no field {fields}.").format(fields=", ".join(sorted(unknown))))
    return {key: value for key, value in {**old, **new}.items() if value}


@operation("posts.end", Permission.EDIT_UNITS, N_("End a post"))
def end(session: Session, *, post: PostId, end: date) -> None:
    """The post ends: `end` is the first day without it (D16). Raises InvalidInput, NotFound."""
    row = _row(session, post)
    _check_span(row.valid_from, end)
    row.valid_to = end
    upcoming.redraw(session, members=[MemberId(row.member_id)])


@operation("posts.edit", Permission.EDIT_UNITS, N_("Edit a post"))
def edit(
    session: Session,
    *,
    post: PostId,
    code: str | None = None,
    start: date | None = None,
    facts: Mapping[str, Any] | None = None,
    reopen: bool = False,
) -> None:
    """Corrects a post: which, since when, its facts; `reopen` takes its end away. Raises InvalidInput, NotFound."""
    row = _row(session, post)
    begins, ends = start or row.valid_from, None if reopen else row.valid_to
    _check_span(begins, ends)
    row.valid_from, row.valid_to = begins, ends
    if code is not None:
        row.post = catalogues.resolve(session, catalogue="posts", text=code)
    if facts:
        row.facts = _facts(row.facts, facts)
    upcoming.redraw(session, members=[MemberId(row.member_id)])


@operation("posts.delete", Permission.EDIT_UNITS, N_("Delete a post"))
def remove(session: Session, *, post: PostId) -> None:
    """Deletes a post entered by mistake; undo brings it back (D16)."""
    row = _row(session, post)
    session.delete(row)
    upcoming.redraw(session, members=[MemberId(row.member_id)])


def _row(session: Session, post: PostId) -> Post:
    row = session.get(Post, post)
    if row is None:
        raise NotFound(_("There is no post #{post}; reload the list.").format(post=post))
    return row


def rows(
    session: Session,
    *,
    unit: UnitId | None = None,
    member: MemberId | None = None,
    post: str | None = None,
    day: date | None = None,
    below: bool = True,
    history: bool = False,
) -> tuple[PostRow, ...]:
    """Posts held on a day (today): in a unit and below it (or in the unit alone), by a person, of a kind.

    `history` adds those that ended before. In the order of the catalogue, posts that ended last. Raises NotFound.
    """
    at = day or today()
    now = tree.load(session, first=BEGINNING if history else at, last=at)
    if unit is not None and unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    found = select(Post, Member.name).join(Member)
    found = found.where(Post.valid_from <= at if history else heads.holds_on(at))
    if unit is not None:
        found = found.where(Post.unit_id.in_(now.subtree(unit) if below else [unit]))
    if member is not None:
        found = found.where(Post.member_id == member)
    known = catalogues.items(session, catalogue="posts")
    if post is not None:
        found = found.where(Post.post == catalogues.resolve(session, catalogue="posts", text=post))
    shown = [
        _post_row(row, name, now, known.get(row.post), at)
        for row, name in session.execute(found.order_by(Post.valid_from, Post.id))
        if row.unit_id in now.nodes
    ]
    order = {code: place for place, code in enumerate(known)}
    places = {each: place for place, each in enumerate(now.nodes)}
    return tuple(
        sorted(shown, key=lambda row: (row.until is not None, places[row.unit], order.get(row.post, len(order))))
    )


def _post_row(row: Post, name: str, now: tree.Tree, item: catalogues.Item | None, day: date) -> PostRow:
    node = now.nodes[UnitId(row.unit_id)]
    return PostRow(
        id=PostId(row.id),
        member=MemberId(row.member_id),
        name=name,
        unit=node.id,
        unit_name=node.name,
        unit_kind=node.kind,
        post=row.post,
        post_label=item.label if item else row.post,
        committee=bool(item and item.facts.get("committee")),
        since=None if row.valid_from == BEGINNING else row.valid_from,
        until=row.valid_to if row.valid_to is not None and row.valid_to <= day else None,
        facts=dict(row.facts),
    )


def words(session: Session, *, day: date) -> dict[MemberId | None, str]:
    """What everybody who holds posts on a day holds, in words: 书记、网格长."""
    held = select(Post.member_id, Post.post).where(heads.holds_on(day)).order_by(Post.id)
    labels = catalogues.labels(session, catalogue="posts")
    found: dict[MemberId | None, dict[str, None]] = defaultdict(dict)
    for member, post in session.execute(held):
        found[MemberId(member)][labels.get(post, post)] = None
    return {member: "、".join(each) for member, each in found.items()}


def committee(session: Session, *, unit: UnitId, day: date | None = None) -> tuple[PostRow, ...]:
    """Who sits on the unit's committee on a day, the secretary first."""
    return tuple(row for row in rows(session, unit=unit, day=day, below=False) if row.committee)


def count_by_kind(
    session: Session, *, post: str, unit: UnitId | None = None, day: date | None = None
) -> tuple[PostCount, ...]:
    """Holders of a post by the kind of unit that they hold it in, in the catalogue's order (S007)."""
    at = day or today()
    now = tree.on_day(session, day=at)
    units: dict[str, set[UnitId]] = defaultdict(set)
    people: dict[str, set[MemberId]] = defaultdict(set)
    for row in rows(session, unit=unit, post=post, day=at):
        units[row.unit_kind].add(row.unit)
        people[row.unit_kind].add(row.member)
    every: dict[str, int] = defaultdict(int)
    for each in now.subtree(unit) if unit is not None else now.nodes:
        every[now.nodes[each].kind] += 1
    order = catalogues.items(session, catalogue="unit_kinds")
    return tuple(PostCount(kind, len(units[kind]), len(people[kind]), every[kind]) for kind in order if units[kind])


def sent_down(session: Session, *, unit: UnitId, day: date | None = None) -> SentDown:
    """First secretaries and staff sent down below a unit on a day, each person once (S097). Raises NotFound."""
    at = day or today()
    now = tree.on_day(session, day=at)
    held = [row for row in rows(session, unit=unit, day=at) if row.post in (FIRST_SECRETARY, SENT_DOWN)]
    communities = [each for each in now.subtree(unit) if now.nodes[each].kind in PLACES]
    reached: dict[str, set[UnitId]] = {FIRST_SECRETARY: set(), SENT_DOWN: set()}
    for row in held:
        reached[row.post].update(each for each in now.ancestors(row.unit) if now.nodes[each].kind in PLACES)
    sent = {row.member for row in held if row.post == SENT_DOWN}
    staff = now.nodes[unit].facts.get("staff")
    return SentDown(
        communities=len(communities),
        with_first_secretary=len(reached[FIRST_SECRETARY]),
        with_sent_down=len(reached[SENT_DOWN]),
        first_secretaries=len({row.member for row in held if row.post == FIRST_SECRETARY}),
        people_sent=len(sent),
        staff=staff,
        share=rate(len(sent), staff) if staff else None,
        without=tuple(each for each in communities if each not in reached[FIRST_SECRETARY]),
    )
