"""Making one person of two: both histories are kept, what both have is united, undo brings both back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gridparty.domain import spans
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.ids import MemberId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import heads, members, placed, upcoming
from gridparty.operations.activities import EXPECTED, GUEST, LEAVE, LISTED, MADE_UP, PRESENT, REGISTERED
from gridparty.operations.duplicates import AFFILIATION, HELD, NOTHING
from gridparty.operations.marks import operation
from gridparty.operations.placed import MERGED_INTO
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import Attendance, Belonging, Member, MemberState, Post, ServiceMember

KEEP, DROP = "keep", "drop"
BEFORE = "before_merge"  # a fact of the dropped person: what no look-up may find any more
HIDDEN = ("name", "id_number", "birth_date", "phone")
STATES = (EXPECTED, LEAVE, MADE_UP, PRESENT)  # the later one says more
ROLES = (GUEST, REGISTERED, LISTED)
ONE_AT_A_TIME = ("development", "floating", "talent_pool", "talent")  # registers with one open entry a person


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: rows moved by table, rows that both had and were united, fields taken from the other."""

    keep: MemberId
    drop: MemberId
    moved: dict[str, int]
    united: dict[str, int]
    taken: tuple[str, ...]


@operation("members.merge", Permission.EDIT_MEMBERS, N_("Merge two people"))
def merge(session: Session, *, keep: MemberId, drop: MemberId, take: Mapping[str, str] | None = None) -> Merged:
    """Makes one person of two. `take`: field → "keep" or "drop"; without it a fact of `keep` stands, or, where that is
    empty, the one of `drop`. `drop` is closed with a pointer to `keep`; undo brings both back.

    Raises InvalidInput (the same person twice, an unknown field), NotFound, Conflict (merged already).
    """
    chosen = dict(take or {})
    _check(chosen)
    if keep == drop:
        raise InvalidInput(_("Name two different people."))
    stays, goes = placed.row_of(session, member=keep), placed.row_of(session, member=drop)
    for row in (stays, goes):
        if MERGED_INTO in row.facts:
            raise Conflict(_("#{member} was merged with another person already.").format(member=row.id))
    taken = _facts(stays, goes, chosen)
    if {"stage", "standing"} & set(taken):
        _exchange_states(session, keep, drop)
    united = {
        "belongings": _belongings(session, keep, drop, chosen.get(AFFILIATION)),
        "posts": _trim(session, Post, keep, drop, lambda row: (row.unit_id, row.post)),
        "attendance": _attendance(session, keep, drop),
        "service_members": _services(session, keep, drop),
        "register_entries": _entries(session, keep, drop),
        "register_people": _trim(session, RegisterPerson, keep, drop, lambda row: (row.entry_id, row.role)),
    }
    session.flush()
    moved = {name: _move(session, held, keep, drop) for name, held in HELD.items()}
    session.flush()
    upcoming.redraw(session, members=[keep, drop])
    return Merged(keep, drop, _counted(moved), _counted(united), taken)


def _counted(numbers: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in numbers.items() if number}


def _check(chosen: Mapping[str, str]) -> None:
    fields = {*members.FIELDS, AFFILIATION} - {"facts"}
    if unknown := set(chosen) - fields:
        raise InvalidInput(_("There is no field {fields}.").format(fields=", ".join(sorted(unknown))))
    if set(chosen.values()) - {KEEP, DROP}:
        raise InvalidInput(_("Say for each field whether the value of the one who stays or of the other is right."))


def _facts(stays: Member, goes: Member, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Gives the person who stays the chosen facts, and closes the other. Returns the fields taken from the other."""
    one, other = members.as_person(stays), members.as_person(goes)
    taken = []
    for name in sorted(members.FIELDS - {"facts"}):
        ours, theirs = getattr(one, name), getattr(other, name)
        wanted = chosen.get(name, DROP if ours in NOTHING else KEEP)
        if wanted == DROP and ours != theirs:
            taken.append(name)
    facts = _united(one.facts, other.facts)
    if one.id_number and other.id_number and one.id_number != other.id_number:
        facts["other_id_number"] = one.id_number if "id_number" in taken else other.id_number
    values = {name: getattr(other, name) for name in taken}
    goes.facts = {**other.facts, MERGED_INTO: stays.code, BEFORE: {name: getattr(goes, name) for name in HIDDEN}}
    goes.name, goes.id_number, goes.birth_date, goes.phone = f"→ #{stays.id} {goes.name}", None, None, None
    goes.pinyin, goes.initials, goes.phone_reversed, goes.pinyin_2, goes.initials_2 = "", "", None, None, None
    goes.closed_on, goes.is_lost, goes.is_floating = goes.closed_on or today(), False, False
    for column, value in members.columns(replace(one, facts=facts, **values)).items():
        if getattr(stays, column) != value:
            setattr(stays, column, value)
    return tuple(taken)


def _exchange_states(session: Session, keep: MemberId, drop: MemberId) -> None:
    """What somebody was in the past goes along with the stage that was chosen; the other's stays as history."""
    held = {
        each: session.scalars(select(MemberState).where(MemberState.member_id == each)).all() for each in (keep, drop)
    }
    for owner, rows in ((drop, held[keep]), (keep, held[drop])):
        for row in rows:
            row.member_id = owner


def _united(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Lesser facts of both: ours stand, lists (steps of standing) are joined."""
    facts = {**theirs, **ours}
    for name in ours.keys() & theirs.keys():
        if isinstance(ours[name], list) and isinstance(theirs[name], list):
            facts[name] = [*theirs[name], *(each for each in ours[name] if each not in theirs[name])]
    return facts


def _belongings(session: Session, keep: MemberId, drop: MemberId, affiliation: str | None) -> int:
    """One affiliation at a time (D6): the other side's is cut to the time when the chosen one did not hold."""
    first, second = (drop, keep) if affiliation == DROP else (keep, drop)
    held = select(Belonging).where(Belonging.kind == heads.AFFILIATION)
    stronger = session.scalars(held.where(Belonging.member_id == first)).all()
    weaker = session.scalars(held.where(Belonging.member_id == second)).all()
    number = _cut(session, stronger, weaker, lambda row: None, drop)
    others = select(Belonging).where(Belonging.kind != heads.AFFILIATION)
    ours = session.scalars(others.where(Belonging.member_id == keep)).all()
    theirs = session.scalars(others.where(Belonging.member_id == drop)).all()
    return number + _cut(session, ours, theirs, lambda row: (row.kind, row.unit_id), drop)


def _trim(session: Session, table: Any, keep: MemberId, drop: MemberId, key: Callable[[Any], Any]) -> int:
    ours = session.scalars(select(table).where(table.member_id == keep)).all()
    theirs = session.scalars(select(table).where(table.member_id == drop)).all()
    return _cut(session, ours, theirs, key, drop)


def _cut(
    session: Session, stronger: Sequence[Any], weaker: Sequence[Any], key: Callable[[Any], Any], drop: MemberId
) -> int:
    """Takes from each weaker row the time in which a stronger one of the same key holds. Returns the rows touched.

    A row of which nothing is left stays with the person who goes, as history that counts nowhere.
    """
    touched = 0
    for row in weaker:
        taken = [(each.valid_from, each.valid_to) for each in stronger if key(each) == key(row)]
        left = spans.without((row.valid_from, row.valid_to), taken)
        if left == [(row.valid_from, row.valid_to)]:
            continue
        touched += 1
        if not left:
            row.valid_to, row.member_id = row.valid_from, drop
            continue
        row.valid_from, row.valid_to = left[0]
        session.add_all(_again(row, span) for span in left[1:])
    return touched


def _again(row: Any, span: tuple[date, date | None]) -> Any:
    """The same row over another span; a receipt stays with the first."""
    own = {"id", "uid", "version", "writer_epoch", "receipt"}
    copied = {column.key: getattr(row, column.key) for column in row.__table__.c if column.key not in own}
    return type(row)(**{**copied, "valid_from": span[0], "valid_to": span[1]})


def _attendance(session: Session, keep: MemberId, drop: MemberId) -> int:
    """Where both stand, one row tells the most: came before leave, listed before guest; the earlier time."""
    pairs = _both(session, Attendance, "activity_id", keep, drop)
    for ours, theirs in pairs:
        state = max(ours, theirs, key=lambda row: (STATES.index(row.state), -_stamp(row)))
        role = max(ours, theirs, key=lambda row: ROLES.index(row.role))
        ours.state, ours.way, ours.at = state.state, state.way, state.at
        ours.role, ours.unit_id = role.role, role.unit_id
        session.delete(theirs)
    return len(pairs)


def _stamp(row: Attendance) -> float:
    return row.at.timestamp() if row.at is not None else 0


def _services(session: Session, keep: MemberId, drop: MemberId) -> int:
    """The same service of one person: the longer time, never the sum."""
    pairs = _both(session, ServiceMember, "service_id", keep, drop)
    for ours, theirs in pairs:
        ours.half_hours = max(ours.half_hours, theirs.half_hours)
        ours.role = max(ours.role, theirs.role, key=ROLES.index)
        session.delete(theirs)
    return len(pairs)


def _both(session: Session, table: Any, key: str, keep: MemberId, drop: MemberId) -> list[tuple[Any, Any]]:
    ours = {getattr(row, key): row for row in session.scalars(select(table).where(table.member_id == keep))}
    theirs = session.scalars(select(table).where(table.member_id == drop)).all()
    return [(ours[getattr(row, key)], row) for row in theirs if getattr(row, key) in ours]


def _entries(session: Session, keep: MemberId, drop: MemberId) -> int:
    """Of registers with one open entry a person the other's goes into ours, with its events and people."""
    opened = select(RegisterEntry).where(RegisterEntry.register.in_(ONE_AT_A_TIME), RegisterEntry.valid_to.is_(None))
    ours = {row.register: row for row in session.scalars(opened.where(RegisterEntry.member_id == keep))}
    united = [row for row in session.scalars(opened.where(RegisterEntry.member_id == drop)) if row.register in ours]
    for row in united:
        into = ours[row.register]
        into.valid_from = min(into.valid_from, row.valid_from)
        into.facts = {**row.facts, **into.facts}
        into.remark = into.remark or row.remark
        session.flush()
        for table in (RegisterEvent, RegisterPerson):
            session.execute(update(table).where(table.entry_id == row.id).values(entry_id=into.id))
        row.valid_to = row.valid_from
    return len(united)


def _move(session: Session, held: tuple[Any, Any], keep: MemberId, drop: MemberId) -> int:
    """The rows of the one who goes now name the other, apart from those of which nothing was left."""
    table, column = held
    moving = select(table.id).where(column == drop)
    if "valid_to" in table.__table__.c:
        moving = moving.where(table.valid_to.is_(None) | (table.valid_to > table.valid_from))
    numbers: Collection[int] = session.scalars(moving).all()
    for start in range(0, len(numbers), 500):
        some = list(numbers)[start : start + 500]
        session.execute(update(table).where(table.id.in_(some)).values({column.key: keep}))
    return len(numbers)
