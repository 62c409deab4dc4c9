"""The people whom the office keeps: adding, editing, closing; finding, lists, one person's page."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gridparty.domain import member_codes
from gridparty.domain.civil_time import today
from gridparty.domain.development import STAGES
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.identity_number import check as check_identity_number
from gridparty.domain.ids import BelongingId, MemberId, UnitId
from gridparty.domain.masking import mask_address, mask_identity_number, mask_phone
from gridparty.domain.members import Person, check_dates, check_name
from gridparty.domain.partial_dates import first_day
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import heads, member_states, party_groups, pinyin, settings, tree, upcoming
from gridparty.operations.marks import operation
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import BEGINNING, Belonging, Member, Post, UnitState

MASKS: dict[str, Callable[[str], str]] = {
    "id_number": mask_identity_number,
    "phone": mask_phone,
    "landline": mask_phone,
    "address": mask_address,
}
STAGE_DATES = {heads.PROBATIONARY: "join_date", heads.FULL: "full_date"}
AT_ONCE = 1_000  # people asked for in one statement
FIELDS = frozenset(field.name for field in fields(Person))
SEARCHED = ("name", "phone_reversed", "pinyin", "initials", "pinyin_2", "initials_2")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person in a list; phone and identity number are masked (DOMAIN §9.3)."""

    id: MemberId
    code: str
    name: str
    gender: str | None
    stage: str
    standing: str
    phone: str | None
    id_number: str | None
    unit: UnitId
    unit_name: str
    kind: str
    since: date | None
    work_unit: str | None


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What a person's card shows: the code is scanned or typed at the sign-in desk (D7)."""

    member: MemberId
    name: str
    unit_name: str
    code: str


@operation("members.add", Permission.EDIT_MEMBERS, N_("Add a member"))
def add(session: Session, *, person: Person, unit: UnitId | None, start: date | None = None) -> MemberId:
    """A new person; `unit` is the branch of the affiliation, None for someone affiliated elsewhere.

    Raises InvalidInput, or NotFound if the unit does not exist at the start.
    """
    member = insert(session, person=person)
    if unit is not None:
        affiliate(session, member=member, unit=unit, start=start)
        upcoming.redraw(session, members=[member])
    return member


def insert(session: Session, *, person: Person) -> MemberId:
    """The person's row with code and search keys; for operations that bring people in."""
    office = settings.get(session, key="office")["number"]
    if person.id_number:
        person = replace(person, id_number=_own_number(session, person.id_number, None))
    row = Member(**columns(person), code=member_codes.make(office, next_id(session, Member)))
    session.add(row)
    session.flush()
    return MemberId(row.id)


def columns(person: Person) -> dict[str, Any]:
    """A checked person as column values, search keys included. Raises InvalidInput."""
    facts = {field: getattr(person, field) for field in FIELDS}
    return facts | dict(zip(SEARCHED, _searched(person), strict=True))


def columns_of(people: Sequence[Person]) -> dict[str, Sequence[Any]]:
    """The same for one person or more, a column at a time: column → everyone's values."""
    searched = zip(*map(_searched, people), strict=True)
    facts = {field: [getattr(person, field) for person in people] for field in FIELDS}
    return facts | dict(zip(SEARCHED, searched, strict=True))


def _searched(person: Person) -> tuple[str | None, ...]:
    """What SEARCHED names, once the person has passed the checks."""
    name = check_name(person.name)
    check_dates(birth_date=person.birth_date, join_date=person.join_date, full_date=person.full_date)
    reading = pinyin.read(name)
    end = person.phone[::-1] if person.phone else None
    return name, end, reading.pinyin, reading.initials, reading.pinyin_2, reading.initials_2


@operation("members.edit", Permission.EDIT_MEMBERS, N_("Edit a member"))
def edit(
    session: Session,
    *,
    member: MemberId,
    changes: dict[str, Any],
    unit: UnitId | None = None,
    start: date | None = None,
) -> None:
    """Changes some of a person's facts (names as in domain.members.Person); with `unit`, the affiliation moves there.

    Raises InvalidInput, NotFound, Conflict.
    """
    if unknown := set(changes) - FIELDS:
        raise InvalidInput(_("There is no field {fields}.").format(fields=", ".join(sorted(unknown))))
    row = _row(session, member)
    if changes.get("id_number"):
        changes = {**changes, "id_number": _own_number(session, changes["id_number"], member)}
    write(session, row, replace(as_person(row), **changes))
    if unit is not None:
        affiliate(session, member=member, unit=unit, start=start)
    upcoming.redraw(session, members=[member])


def write(session: Session, row: Member, person: Person) -> None:
    """Writes a person's checked facts. A higher stage that comes with its date is entered on that day, and the days
    before keep the stage of then (D2); any other change corrects what was typed, for all days. Raises InvalidInput.
    """
    values = columns(person)
    dated = STAGE_DATES.get(person.stage, "join_date")
    since = values[dated]
    has_come = person.stage in STAGE_DATES and since and since != getattr(row, dated)
    if has_come and _height(person.stage) > _height(row.stage):
        member_states.enter(session, row, day=first_day(since), stage=person.stage)
    for column, value in values.items():
        if getattr(row, column) != value:
            setattr(row, column, value)


def _height(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else -1


def _own_number(session: Session, text: str, member: MemberId | None) -> str:
    """The checked identity number, which nobody else in the file may have."""
    number = check_identity_number(text).number
    other = session.scalar(select(Member).where(Member.id_number == number, Member.id != (member or 0)))
    if other is not None:
        raise Conflict(
            _("The identity number is that of #{member} {name}; look this person up instead of adding another.").format(
                member=other.id, name=other.name
            )
        )
    return number


@operation("members.close", Permission.EDIT_MEMBERS, N_("Close a member"))
def close(session: Session, *, member: MemberId, end: date, standing: str) -> None:
    """Ends all belongings and posts of the person on the day `end`, the first day without them (D16)."""
    row = _row(session, member)
    if standing == heads.GOOD:
        raise InvalidInput(_("Say why the member leaves: transferred out, removed or deceased."))
    open_now = [
        *session.scalars(select(Belonging).where(Belonging.member_id == member, Belonging.valid_to.is_(None))),
        *session.scalars(select(Post).where(Post.member_id == member, Post.valid_to.is_(None))),
    ]
    for held in open_now:
        held.valid_to = max(end, held.valid_from)
    if row.standing != heads.GOOD:
        member_states.enter(session, row, day=end)
    row.closed_on, row.standing = end, standing
    upcoming.redraw(session, members=[member])


def affiliate(
    session: Session, *, member: MemberId, unit: UnitId, start: date | None = None, group: UnitId | None = None
) -> BelongingId:
    """Opens the affiliation and ends the one that was open: there is at most one (D6).

    Where the unit is a Party group the affiliation is with its branch, in that group. A second move on the same day
    corrects the first. Raises InvalidInput, NotFound.
    """
    begins = start or BEGINNING
    now = tree.on_day(session, day=max(begins, today()))
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    unit, group = party_groups.seat(now, unit, group)
    old = session.scalar(
        select(Belonging).where(
            Belonging.member_id == member, Belonging.kind == heads.AFFILIATION, Belonging.valid_to.is_(None)
        )
    )
    if old is not None and start == old.valid_from:
        old.unit_id, old.group_id = unit, group
        return BelongingId(old.id)
    if old is not None:
        if start is None or start <= old.valid_from:
            raise InvalidInput(_("Say on which day the affiliation moves; it must come after it began."))
        old.valid_to = start
    new = Belonging(member_id=member, unit_id=unit, kind=heads.AFFILIATION, group_id=group, valid_from=begins)
    session.add(new)
    session.flush()
    return BelongingId(new.id)


def as_person(row: Member) -> Person:
    """The facts of a row."""
    return Person(**{field: getattr(row, field) for field in FIELDS})


def _row(session: Session, member: MemberId) -> Member:
    row = session.get(Member, member)
    if row is None:
        raise NotFound(_("There is no person #{member}.").format(member=member))
    return row


def person(session: Session, *, member: MemberId) -> Person:
    """A person's facts, unmasked; for forms that edit them."""
    return as_person(_row(session, member))


def rows(session: Session, *, unit: UnitId, day: date | None = None, registered: bool = False) -> tuple[MemberRow, ...]:
    """Everyone counted in the unit and below it on a day; with `registered`, those registered there instead (D6)."""
    at = day or today()
    now = tree.on_day(session, day=at)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    which = heads.registered() if registered else heads.counted(at)
    found = select(Member, Belonging).join(Belonging, Belonging.member_id == Member.id)
    found = found.where(heads.in_units(now, now.subtree(unit)), heads.open_on(at), which)
    return tuple(
        _member_row(member, belonging, now)
        for member, belonging in session.execute(found.order_by(Member.pinyin, Member.id))
    )


def _member_row(member: Member, belonging: Belonging, now: tree.Tree) -> MemberRow:
    return MemberRow(
        id=MemberId(member.id),
        code=member.code,
        name=member.name,
        gender=member.gender,
        stage=member.stage,
        standing=member.standing,
        phone=mask_phone(member.phone) if member.phone else None,
        id_number=mask_identity_number(member.id_number) if member.id_number else None,
        unit=UnitId(belonging.unit_id),
        unit_name=now.name(UnitId(belonging.unit_id)),
        kind=belonging.kind,
        since=None if belonging.valid_from == BEGINNING else belonging.valid_from,
        work_unit=member.work_unit,
    )


def names(session: Session, *, members: Sequence[MemberId]) -> dict[MemberId, str]:
    """Names for numbers."""
    found = select(Member.id, Member.name).where(Member.id.in_(members))
    return {MemberId(key): name for key, name in session.execute(found)}


def cards(session: Session, *, members: Sequence[MemberId]) -> tuple[MemberCard, ...]:
    """The cards of people in the order given, with today's branch or else the work unit. Raises NotFound."""
    day = today()
    found = select(Member.id, Member.name, func.coalesce(UnitState.name, Member.work_unit, ""), Member.code)
    found = found.outerjoin(Belonging, (Belonging.member_id == Member.id) & heads.affiliated_on(day))
    found = found.outerjoin(UnitState, tree.state_on(UnitState, Belonging.unit_id, day))
    known: dict[int, MemberCard] = {}
    for start in range(0, len(members), AT_ONCE):
        some = found.where(Member.id.in_(members[start : start + AT_ONCE]))
        known |= {key: MemberCard(MemberId(key), *shown) for key, *shown in session.execute(some)}
    if missing := [member for member in members if member not in known]:
        raise NotFound(_("There is no person #{member}.").format(member=missing[0]))
    return tuple(known[member] for member in members)


def masked(facts: Person) -> dict[str, Any]:
    """A person's facts as lists and pages may show them."""
    return {name: MASKS[name](value) if value and name in MASKS else value for name, value in asdict(facts).items()}
