"""Dated links between units: covers, functional parent, member unit (D1; S005, S037, S044, S092)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import LinkId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.domain.units import BOTH, COVERS, FUNCTIONAL_PARENT, GROUP, LINK_ROLES, MEMBER_UNIT, PLACE
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, tree
from gridparty.operations.marks import operation
from gridparty.storage.tables import BEGINNING, UnitLink

LABELS = {
    COVERS: N_("covers"),
    FUNCTIONAL_PARENT: N_("functional parent"),
    MEMBER_UNIT: N_("member unit"),
}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """unit → other: a branch covers a grid, a unit has a functional parent, a committee has a member unit.

    `since` None: as long as anyone remembers, `until` the first day without it.
    """

    id: LinkId
    unit: UnitId
    unit_name: str
    other: UnitId
    other_name: str
    role: str
    role_label: str
    since: date | None
    until: date | None


@operation("links.add", Permission.EDIT_UNITS, N_("Link two units"))
def add(session: Session, *, unit: UnitId, other: UnitId, role: str, start: date | None = None) -> LinkId:
    """A link from a day on (None: as long as anyone remembers). A unit has one functional parent at a time.

    Raises InvalidInput for a link that makes no sense, NotFound, Conflict for one that is there already.
    """
    day = start or today()
    now = tree.on_day(session, day=day)
    for each in (unit, other):
        if each not in now.nodes:
            raise NotFound(_("Unit #{unit} does not exist on {day}.").format(unit=each, day=day))
    _check_roles(session, now, unit, other, role)
    open_now = (UnitLink.role == role) & or_(UnitLink.valid_to.is_(None), UnitLink.valid_to > day)
    for link in session.scalars(select(UnitLink).where(UnitLink.unit_id == unit, open_now)):
        if link.other_id == other:
            raise Conflict(_("The two units are linked already."))
        if role == FUNCTIONAL_PARENT:
            raise Conflict(
                _("“{name}” has the functional parent “{other}” already; end that link first.").format(
                    name=now.name(unit), other=now.name(UnitId(link.other_id))
                )
            )
    row = UnitLink(unit_id=unit, other_id=other, role=role, valid_from=start or BEGINNING)
    session.add(row)
    session.flush()
    return LinkId(row.id)


def _check_roles(session: Session, now: tree.Tree, unit: UnitId, other: UnitId, role: str) -> None:
    if role not in LINK_ROLES:
        raise InvalidInput(_("“{word}” is not one of: {words}.").format(word=role, words="、".join(LINK_ROLES)))
    if unit == other:
        raise InvalidInput(_("A unit cannot be linked to itself."))
    kinds = catalogues.items(session, catalogue="unit_kinds")
    of_unit, of_other = (kinds[now.nodes[each].kind].facts["role"] for each in (unit, other))
    if of_unit == PLACE or of_other == GROUP:
        raise InvalidInput(_("A Party organisation is linked to another unit; a grid or a Party group cannot be."))
    if role == COVERS and of_other not in (PLACE, BOTH):
        raise InvalidInput(_("A branch covers a grid; “{name}” is not a place.").format(name=now.name(other)))
    if role != COVERS and of_other == PLACE:
        raise InvalidInput(_("“{name}” is a place, not a Party organisation.").format(name=now.name(other)))
    if role == FUNCTIONAL_PARENT and unit in functional_ancestors(session, now, other):
        raise InvalidInput(_("“{name}” cannot stand above itself.").format(name=now.name(unit)))
    if role == FUNCTIONAL_PARENT and now.nodes[unit].parent == other:
        raise InvalidInput(_("“{name}” is the unit above already.").format(name=now.name(other)))
    if role == MEMBER_UNIT and unit in now.ancestors(other):
        raise InvalidInput(
            _("“{name}” lies below already; a member unit is one that does not.").format(name=now.name(other))
        )


def functional_ancestors(session: Session, now: tree.Tree, unit: UnitId) -> set[UnitId]:
    """The unit and whatever stands above it along functional parents and the tree."""
    parents = {
        UnitId(child): UnitId(parent)
        for child, parent in session.execute(
            select(UnitLink.unit_id, UnitLink.other_id).where(
                UnitLink.role == FUNCTIONAL_PARENT, UnitLink.valid_to.is_(None)
            )
        )
    }
    found: set[UnitId] = set()
    waiting = [unit]
    while waiting:
        at = waiting.pop()
        if at in found or at not in now.nodes:
            continue
        found.add(at)
        waiting += [above for above in (now.nodes[at].parent, parents.get(at)) if above is not None]
    return found


@operation("links.end", Permission.EDIT_UNITS, N_("End a link"))
def end(session: Session, *, link: LinkId, end: date) -> None:
    """The link ends: `end` is the first day without it (D16). Raises InvalidInput, NotFound."""
    row = _row(session, link)
    if end <= row.valid_from:
        raise InvalidInput(_("A link cannot end before it began."))
    row.valid_to = end


@operation("links.delete", Permission.EDIT_UNITS, N_("Delete a link"))
def remove(session: Session, *, link: LinkId) -> None:
    """Deletes a link made by mistake; undo brings it back (D16)."""
    session.delete(_row(session, link))


def _row(session: Session, link: LinkId) -> UnitLink:
    row = session.get(UnitLink, link)
    if row is None:
        raise NotFound(_("There is no link #{link}; reload the list.").format(link=link))
    return row


def rows(
    session: Session,
    *,
    unit: UnitId | None = None,
    role: str | None = None,
    day: date | None = None,
    history: bool = False,
) -> tuple[LinkRow, ...]:
    """Links in force on a day (today), from or to a unit, of a role; `history` adds those that ended before."""
    at = day or today()
    now = tree.load(session, first=BEGINNING if history else at, last=at)
    found = select(UnitLink).where(UnitLink.valid_from <= at)
    if not history:
        found = found.where(or_(UnitLink.valid_to.is_(None), UnitLink.valid_to > at))
    if unit is not None:
        found = found.where(or_(UnitLink.unit_id == unit, UnitLink.other_id == unit))
    if role is not None:
        found = found.where(UnitLink.role == role)
    return tuple(
        LinkRow(
            id=LinkId(row.id),
            unit=UnitId(row.unit_id),
            unit_name=now.name(UnitId(row.unit_id)),
            other=UnitId(row.other_id),
            other_name=now.name(UnitId(row.other_id)),
            role=row.role,
            role_label=_(LABELS.get(row.role, row.role)),
            since=None if row.valid_from == BEGINNING else row.valid_from,
            until=row.valid_to,
        )
        for row in session.scalars(found.order_by(UnitLink.role, UnitLink.unit_id, UnitLink.valid_from, UnitLink.id))
    )


def pairs(session: Session, *, role: str, first: date, last: date) -> dict[UnitId, list[UnitId]]:
    """unit → others for the links of a role in force on any day from first to last."""
    found = select(UnitLink.unit_id, UnitLink.other_id).where(
        UnitLink.role == role,
        UnitLink.valid_from <= last,
        or_(UnitLink.valid_to.is_(None), UnitLink.valid_to > first),
    )
    linked: dict[UnitId, list[UnitId]] = {}
    for unit, other in session.execute(found.order_by(UnitLink.id)):
        linked.setdefault(UnitId(unit), []).append(UnitId(other))
    return linked
