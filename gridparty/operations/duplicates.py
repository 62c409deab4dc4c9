"""People who may stand in the file twice: candidates, and two of them side by side. Merging is in member_merges."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import heads, members, placed, tree
from gridparty.operations.marks import operation
from gridparty.storage.office_tables import Transfer
from gridparty.storage.organisation_tables import RegisterEntry, RegisterPerson
from gridparty.storage.tables import Attendance, Belonging, Member, Post, ServiceMember

AFFILIATION = heads.AFFILIATION  # a field of the comparison: whose affiliation holds where both have one
APART = "apart"  # a fact of both: codes of people who are known to be others
A, B = "a", "b"
NOTHING = (None, "", False)  # where nothing is said the other one's value is taken
# Every table that names a person, with the column that does; merging moves the rows of all of them.
HELD: dict[str, tuple[Any, Any]] = {
    "belongings": (Belonging, Belonging.member_id),
    "posts": (Post, Post.member_id),
    "attendance": (Attendance, Attendance.member_id),
    "service_members": (ServiceMember, ServiceMember.member_id),
    "transfers": (Transfer, Transfer.member_id),
    "register_entries": (RegisterEntry, RegisterEntry.member_id),
    "register_people": (RegisterPerson, RegisterPerson.member_id),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one person; `reasons`: id_number, birth_date, phone (beside the same name).

    `is_sure`: the identity numbers are the same.
    """

    a: MemberId
    b: MemberId
    name: str
    units: tuple[str, str]
    reasons: tuple[str, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of both, masked as lists show it; `same` compares the plain values. `default`: "a", "b" or "" if same."""

    name: str
    a: Any
    b: Any
    same: bool
    default: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people side by side; `counts`: what each has, table → (of a, of b); `meeting`: rows where both stand."""

    a: MemberId
    b: MemberId
    names: tuple[str, str]
    codes: tuple[str, str]
    fields: tuple[Field, ...]
    counts: dict[str, tuple[int, int]]
    meeting: dict[str, int]


@operation("members.apart", Permission.EDIT_MEMBERS, N_("Note that two people are not the same"))
def keep_apart(session: Session, *, a: MemberId, b: MemberId) -> None:
    """The two are different people: candidates() names them no more. Raises NotFound, InvalidInput."""
    one, other = _two(session, a, b)
    placed.set_facts(one, **{APART: sorted({*one.facts.get(APART, ()), other.code})})
    placed.set_facts(other, **{APART: sorted({*other.facts.get(APART, ()), one.code})})


def candidates(session: Session, *, unit: UnitId | None = None) -> tuple[Pair, ...]:
    """Pairs with the same identity number, or the same name with the same birth date or phone and no two different
    identity numbers; the sure ones first. With `unit` those of whom one is affiliated or registered there or below.
    """
    kept = select(Member.id, Member.name, Member.id_number, Member.birth_date, Member.phone).order_by(Member.id)
    by_number, by_name = defaultdict(list), defaultdict(list)
    for row in session.connection().execute(kept):
        by_name[row.name].append(row)
        if row.id_number:
            by_number[row.id_number].append(row)
    pairs: dict[tuple[int, int], tuple[Any, tuple[str, ...]]] = {}
    for group in (*by_number.values(), *by_name.values()):
        for one, other in combinations(group, 2):
            if reasons := _reasons(one, other):
                pairs[(one.id, other.id)] = (one, reasons)
    shown = list(_pairs(session, pairs, unit))
    return tuple(sorted(shown, key=lambda pair: (not pair.is_sure, -len(pair.reasons), pair.a)))


def _reasons(one: Any, other: Any) -> tuple[str, ...]:
    """What speaks for one person; nothing where the identity numbers differ."""
    if one.id_number and other.id_number and one.id_number != other.id_number:
        return ()
    if one.id_number and one.id_number == other.id_number:
        return ("id_number",)
    same = ("birth_date", "phone") if one.name == other.name else ()
    return tuple(name for name in same if getattr(one, name) and getattr(one, name) == getattr(other, name))


def _pairs(
    session: Session, pairs: dict[tuple[int, int], tuple[Any, tuple[str, ...]]], unit: UnitId | None
) -> Iterator[Pair]:
    people = {key for pair in pairs for key in pair}
    kept = select(Member.id, Member.code, Member.facts, Member.work_unit).where(Member.id.in_(people))
    known = {row.id: row for row in session.execute(kept)}
    now = tree.on_day(session, day=today())
    places = _places(session, people)
    inside = set(now.subtree(unit)) if unit is not None and unit in now.nodes else None
    for (a, b), (one, reasons) in pairs.items():
        if known[b].code in known[a].facts.get(APART, ()):
            continue
        if inside is not None and not inside & {place for key in (a, b) for place in places[key]}:
            continue
        names = [now.name(places[key][0]) if places[key] else known[key].work_unit or "" for key in (a, b)]
        is_sure = reasons == ("id_number",)
        yield Pair(MemberId(a), MemberId(b), one.name, (names[0], names[1]), reasons, is_sure)


def _places(session: Session, people: Collection[int]) -> dict[int, list[UnitId]]:
    """Where they belong today, the affiliation first."""
    held = select(Belonging.member_id, Belonging.unit_id).where(heads.open_on(today()))
    places: dict[int, list[UnitId]] = defaultdict(list)
    order = (Belonging.kind != heads.AFFILIATION, Belonging.id)
    for member, unit in session.execute(held.where(Belonging.member_id.in_(people)).order_by(*order)):
        places[member].append(UnitId(unit))
    return places


def compare(session: Session, *, a: MemberId, b: MemberId) -> Comparison:
    """Two people side by side. Raises NotFound, InvalidInput."""
    one, other = _two(session, a, b)
    return Comparison(
        a=a,
        b=b,
        names=(one.name, other.name),
        codes=(one.code, other.code),
        fields=(*_fields(one, other), _affiliation(session, one, other)),
        counts={name: (_count(session, held, a), _count(session, held, b)) for name, held in HELD.items()},
        meeting=_meeting(session, a, b),
    )


def _two(session: Session, a: MemberId, b: MemberId) -> tuple[Member, Member]:
    if a == b:
        raise InvalidInput(_("Name two different people."))
    return placed.row_of(session, member=a), placed.row_of(session, member=b)


def _fields(one: Member, other: Member) -> Iterator[Field]:
    plain_a, plain_b = members.as_person(one), members.as_person(other)
    masked_a, masked_b = members.masked(plain_a), members.masked(plain_b)
    for name in masked_a:
        if name == "facts":
            continue
        value, also = getattr(plain_a, name), getattr(plain_b, name)
        is_same = value == also
        default = "" if is_same else B if value in NOTHING else A
        yield Field(name, masked_a[name], masked_b[name], is_same, default)


def _affiliation(session: Session, one: Member, other: Member) -> Field:
    now = tree.on_day(session, day=today())
    places = [placed.branch(session, member=MemberId(row.id), day=today()) for row in (one, other)]
    names = [None if place is None else now.name(place) for place in places]
    is_same = places[0] == places[1]
    default = "" if is_same else A if places[0] is not None else B
    return Field(AFFILIATION, names[0], names[1], is_same, default)


def _count(session: Session, held: tuple[Any, Any], member: MemberId) -> int:
    return session.scalar(select(func.count()).where(held[1] == member)) or 0


def _meeting(session: Session, a: MemberId, b: MemberId) -> dict[str, int]:
    """Activities and services where both stand."""
    found = {}
    columns: Sequence[tuple[str, Any, str]] = (
        ("attendance", Attendance, "activity_id"),
        ("service_members", ServiceMember, "service_id"),
    )
    for name, table, key in columns:
        one, other = aliased(table), aliased(table)
        joined = select(func.count()).select_from(one).join(other, getattr(one, key) == getattr(other, key))
        found[name] = session.scalar(joined.where(one.member_id == a, other.member_id == b)) or 0
    return found
