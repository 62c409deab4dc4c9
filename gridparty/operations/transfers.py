"""Transfers of affiliation in and out: a ledger beside the official transfer, never the transfer itself (ORG-12)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gridparty.domain import transfers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import MemberId, TransferId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import heads, members, placed, tree, upcoming
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree
from gridparty.storage.office_tables import Transfer
from gridparty.storage.tables import BEGINNING, Belonging, Member, Post

TRANSFERRED_OUT = "transferred_out"
CORRECTED = ("other", "letter", "issued_on", "valid_until", "receipt")
FACTS = ("reason", "remark", "dues_through", "returned_on", "closed_on")


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer in the ledger. `state` is one of domain.transfers.STATES; an issued letter whose validity is past
    reads as expired. `next`: what may be done with it, codes of domain.transfers.STEPS.
    """

    id: TransferId
    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    direction: str  # in or out
    other: str
    state: str
    letter: str | None
    issued_on: date | None
    valid_until: date | None
    days_left: int | None  # until valid_until, while it is issued
    is_due: bool  # within 7 days or past (ORG-11)
    receipt: str | None
    received_on: date | None
    facts: dict[str, Any]  # reason, dues_through, remark, returned_on, closed_on
    next: tuple[str, ...]


@operation("transfers.out", Permission.EDIT_MEMBERS, N_("Begin a transfer out"))
def begin_out(
    session: Session, *, member: MemberId, other: str, reason: str | None = None, facts: dict[str, Any] | None = None
) -> TransferId:
    """A draft of a transfer to another organisation; the member stays in the roster. Raises Conflict, NotFound."""
    placed.row_of(session, member=member)
    unit = placed.branch(session, member=member, day=today())
    if unit is None:
        raise Conflict(_("Only somebody with an affiliation in this file can be transferred out."))
    given = {**(facts or {}), "reason": reason}
    return _insert(session, member=member, unit=unit, direction=rules.OUT, other=other, facts=given)


@operation("transfers.in", Permission.EDIT_MEMBERS, N_("Begin a transfer in"))
def begin_in(
    session: Session,
    *,
    unit: UnitId,
    other: str,
    member: MemberId | None = None,
    person: Person | None = None,
    letter: str | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    facts: dict[str, Any] | None = None,
) -> TransferId:
    """Somebody whose affiliation comes to `unit`: a person of the file without affiliation, or a new one.

    With a letter it is issued, else a draft. The affiliation is opened by receive(). Raises Conflict, InvalidInput.
    """
    if (member is None) == (person is None):
        raise InvalidInput(_("Name either a person of the file or a new one."))
    placed.tree_with(session, unit=unit, day=today())
    if member is None:
        assert person is not None
        member = members.insert(session, person=person)
    else:
        placed.row_of(session, member=member)
        if placed.branch(session, member=member, day=today()) is not None:
            raise Conflict(_("This person is affiliated here already; move the affiliation instead."))
    transfer = _insert(session, member=member, unit=unit, direction=rules.IN, other=other, facts=facts or {})
    if letter is not None:
        day = issued_on or today()
        issue(session, transfer=transfer, letter=letter, day=day, valid_until=valid_until or day + rules.USUAL)
    return transfer


def _insert(
    session: Session, *, member: MemberId, unit: UnitId, direction: str, other: str, facts: dict[str, Any]
) -> TransferId:
    under_way = select(Transfer.id).where(Transfer.member_id == member, Transfer.state.in_(rules.UNDER_WAY))
    if (number := session.scalar(under_way)) is not None:
        raise Conflict(_("Transfer #{number} of this person is under way; go on with that one.").format(number=number))
    row = Transfer(
        member_id=member,
        unit_id=unit,
        direction=direction,
        other=_other(other),
        state=rules.DRAFT,
        facts=_checked(facts),
    )
    session.add(row)
    session.flush()
    return TransferId(row.id)


def _other(text: str) -> str:
    if not text.strip():
        raise InvalidInput(_("Name the organisation on the other side of the transfer."))
    return text.strip()


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - set(FACTS):
        raise InvalidInput(_("There is no field {fields}.").format(fields=", ".join(sorted(unknown))))
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in facts.items() if value}


@operation("transfers.issue", Permission.EDIT_MEMBERS, N_("Issue a letter of transfer"))
def issue(session: Session, *, transfer: TransferId, letter: str, day: date, valid_until: date) -> None:
    """A letter was issued (again, if it was returned or expired); valid for 3 months at most. Raises InvalidInput."""
    row = _step(session, transfer, rules.ISSUE, today())
    row.letter, row.issued_on, row.valid_until = rules.check_letter(letter, day, valid_until), day, valid_until
    row.state = rules.ISSUED
    row.facts = {key: value for key, value in row.facts.items() if key != "returned_on"}


@operation("transfers.receive", Permission.EDIT_MEMBERS, N_("Receive a transfer"))
def receive(session: Session, *, transfer: TransferId, day: date, receipt: str | None = None) -> None:
    """Out: the other side has received it; the affiliation ends, the member left (ORG-11). In: ours begins on `day`."""
    row = _step(session, transfer, rules.RECEIVE, day)
    if row.issued_on is not None and day < row.issued_on:
        raise InvalidInput(_("A transfer cannot be received before its letter was issued; check the day."))
    member = placed.row_of(session, member=MemberId(row.member_id))
    if row.direction == rules.OUT:
        _leave(session, member, day)
    else:
        members.affiliate(session, member=MemberId(member.id), unit=UnitId(row.unit_id), start=day)
        member.closed_on, member.standing = None, heads.GOOD
    upcoming.redraw(session, members=[MemberId(member.id)])
    row.state, row.received_on, row.receipt = rules.RECEIVED, day, _text(receipt) or row.receipt


def _leave(session: Session, member: Member, day: date) -> None:
    """Ends the affiliation; somebody who is registered with a community beside it stays there."""
    held = select(Belonging).where(Belonging.member_id == member.id, Belonging.valid_to.is_(None))
    belongings = session.scalars(held).all()
    if not any(row.kind != heads.AFFILIATION for row in belongings):
        members.close(session, member=MemberId(member.id), end=day, standing=TRANSFERRED_OUT)
        return
    posts = session.scalars(select(Post).where(Post.member_id == member.id, Post.valid_to.is_(None)))
    for row in (*(row for row in belongings if row.kind == heads.AFFILIATION), *posts):
        row.valid_to = max(day, row.valid_from)


@operation("transfers.close", Permission.EDIT_MEMBERS, N_("Close a transfer"))
def close(session: Session, *, transfer: TransferId, day: date, receipt: str | None = None) -> None:
    """The receipt is pasted on the stub (out) or sent back (in): nothing is left to do. Raises Conflict."""
    row = _step(session, transfer, rules.CLOSE, day)
    row.state, row.receipt = rules.CLOSED, _text(receipt) or row.receipt
    row.facts = {**row.facts, "closed_on": day.isoformat()}


@operation("transfers.return", Permission.EDIT_MEMBERS, N_("Return a transfer"))
def send_back(session: Session, *, transfer: TransferId, day: date, reason: str) -> None:
    """The letter came back or was sent back before it was received. Raises Conflict, InvalidInput."""
    row = _step(session, transfer, rules.RETURN, day)
    if not reason.strip():
        raise InvalidInput(_("Say why the transfer was returned."))
    row.state = rules.RETURNED
    row.facts = {**row.facts, "returned_on": day.isoformat(), "reason": reason.strip()}


@operation("transfers.edit", Permission.EDIT_MEMBERS, N_("Correct a transfer"))
def edit(session: Session, *, transfer: TransferId, changes: dict[str, Any]) -> None:
    """Corrects other, letter, issued_on, valid_until, receipt or a fact (reason, remark, dues_through).

    The day of receipt is corrected by undoing the receipt, since the affiliation moved with it. Raises InvalidInput.
    """
    row = _row(session, transfer)
    facts = {key: value for key, value in changes.items() if key not in CORRECTED}
    kept = {key: value for key, value in row.facts.items() if key not in facts}
    row.facts = {**kept, **_checked(facts)}
    for column, value in changes.items():
        if column in CORRECTED:
            setattr(row, column, value)
    row.other = _other(row.other)
    if row.letter is not None and row.issued_on is not None and row.valid_until is not None:
        row.letter = rules.check_letter(row.letter, row.issued_on, row.valid_until)


@operation("transfers.remove", Permission.EDIT_MEMBERS, N_("Delete a mistaken transfer"))
def remove(session: Session, *, transfer: TransferId) -> None:
    """Deletes a draft that was entered by mistake (D16). Raises Conflict if a letter was issued."""
    session.delete(_step(session, transfer, rules.REMOVE, today()))


def _row(session: Session, transfer: TransferId) -> Transfer:
    row = session.get(Transfer, transfer)
    if row is None:
        raise NotFound(_("There is no transfer #{number}.").format(number=transfer))
    return row


def _step(session: Session, transfer: TransferId, step: str, day: date) -> Transfer:
    row = _row(session, transfer)
    rules.check_step(rules.state_on(row.state, row.valid_until, day), step)
    return row


def _text(given: str | None) -> str | None:
    return given.strip() or None if given else None


def rows(
    session: Session, *, unit: UnitId, day: date | None = None, direction: str | None = None, is_open: bool = False
) -> tuple[TransferRow, ...]:
    """The ledger of a unit and below, the newest first; `is_open`: only those not closed or returned."""
    at = day or today()
    now = tree.load(session, first=BEGINNING, last=at)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    tests: list[ColumnElement[bool]] = [Transfer.unit_id.in_(now.subtree(unit))]
    if direction is not None:
        tests.append(Transfer.direction == direction)
    if is_open:
        tests.append(Transfer.state.in_(rules.OPEN))
    return _rows(session, now, at, *tests)


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> tuple[TransferRow, ...]:
    """A person's transfers, the newest first."""
    at = day or today()
    now = tree.load(session, first=BEGINNING, last=at)
    return _rows(session, now, at, Transfer.member_id == member)


def due(session: Session, *, unit: UnitId, day: date | None = None) -> tuple[TransferRow, ...]:
    """Letters whose validity ends within 7 days or is past, the most urgent first (ORG-11)."""
    found = (row for row in rows(session, unit=unit, day=day, is_open=True) if row.is_due)
    return tuple(sorted(found, key=lambda row: row.valid_until or date.max))


def _rows(session: Session, now: Tree, at: date, *tests: ColumnElement[bool]) -> tuple[TransferRow, ...]:
    found = select(Transfer, Member.name).join(Member, Transfer.member_id == Member.id).where(*tests)
    return tuple(_shown(row, name, now, at) for row, name in session.execute(found.order_by(Transfer.id.desc())))


def _shown(row: Transfer, name: str, now: Tree, at: date) -> TransferRow:
    state = rules.state_on(row.state, row.valid_until, at)
    waits = state in (rules.ISSUED, rules.EXPIRED) and row.valid_until is not None
    left: timedelta | None = row.valid_until - at if waits and row.valid_until else None
    return TransferRow(
        id=TransferId(row.id),
        member=MemberId(row.member_id),
        name=name,
        unit=UnitId(row.unit_id),
        unit_name=now.name(UnitId(row.unit_id)),
        direction=row.direction,
        other=row.other,
        state=state,
        letter=row.letter,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        days_left=None if left is None else left.days,
        is_due=rules.is_due(state, row.valid_until, at),
        receipt=row.receipt,
        received_on=row.received_on,
        facts=row.facts,
        next=rules.ALLOWED[state],
    )
