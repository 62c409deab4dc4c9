"""Dues heads: the monthly amount and the month up to which a member has paid, nothing else of money (ORG-15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import dues as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_
from gridparty.operations import heads, placed, tree
from gridparty.operations.marks import operation
from gridparty.storage.tables import Member, UnitState

AMOUNT, PAID_THROUGH = "dues", "dues_paid_through"  # facts of a person, as rosters bring them in


@dataclass(frozen=True, slots=True)
class DuesRow:
    """A member who pays; `owed` months up to the month asked for, None where nothing was ever noted."""

    member: MemberId
    name: str
    unit: UnitId | None
    unit_name: str
    amount: str | None  # yuan a month, such as 12.50; as read from a roster where it is no number
    paid_through: Month | None
    owed: int | None


@dataclass(frozen=True, slots=True)
class DuesHeads:
    """Numbers of people (人) who pay: paid up, owing by months, and those of whom nothing was noted."""

    people: int
    paid: int
    owing: int
    owing_six: int  # of these, six months or more (DOMAIN 1.6)
    unknown: int


@operation("dues.set", Permission.EDIT_MEMBERS, N_("Set the dues of a member"))
def set_amount(session: Session, *, member: MemberId, amount: str | None) -> None:
    """The monthly amount in yuan, None to forget it. Raises InvalidInput, NotFound."""
    row = placed.row_of(session, member=member)
    placed.set_facts(row, **{AMOUNT: rules.read_amount(amount) if amount and amount.strip() else None})


@operation("dues.paid", Permission.EDIT_MEMBERS, N_("Note that dues are paid"))
def paid_through(session: Session, *, members: Sequence[MemberId], month: Month) -> None:
    """These members have paid up to the month, which may lie earlier than what was noted (a correction)."""
    for member in dict.fromkeys(members):
        row = placed.row_of(session, member=member)
        placed.set_facts(row, **{PAID_THROUGH: rules.as_stored(month)})


def rows(
    session: Session, *, unit: UnitId, month: Month | None = None, owing: int | None = None
) -> tuple[DuesRow, ...]:
    """Who pays in the unit and below at the month's end (this month's by default), those who owe most first.

    `owing`: only who owes at least so many months. Those of whom nothing was noted come last.
    """
    until = month or Month.of(today())
    now = placed.tree_with(session, unit=unit, day=until.last)
    found = [
        _row(key, name, place, now.name(place), facts, until)
        for key, name, place, facts in placed.below(
            session, Member.facts, now=now, unit=unit, day=until.last, tests=(heads.counted(until.last),)
        )
    ]
    kept = [row for row in found if owing is None or (row.owed is not None and row.owed >= owing)]
    return tuple(sorted(kept, key=lambda row: (row.owed is None, -(row.owed or 0))))


def counts(session: Session, *, unit: UnitId, month: Month | None = None) -> DuesHeads:
    """The numbers behind rows()."""
    owed = [row.owed for row in rows(session, unit=unit, month=month)]
    known = [months for months in owed if months is not None]
    return DuesHeads(
        people=len(owed),
        paid=sum(months == 0 for months in known),
        owing=sum(months > 0 for months in known),
        owing_six=sum(months >= rules.SIX_MONTHS for months in known),
        unknown=len(owed) - len(known),
    )


def of_member(session: Session, *, member: MemberId, month: Month | None = None) -> DuesRow:
    """One person's dues head; `unit` None for somebody affiliated elsewhere. Raises NotFound."""
    until = month or Month.of(today())
    row = placed.row_of(session, member=member)
    unit = placed.branch(session, member=member, day=until.last)
    state = select(UnitState.name).where(tree.state_on(UnitState, unit, until.last))
    return _row(member, row.name, unit, session.scalar(state) or "", row.facts, until)


def _row(
    member: MemberId, name: str, unit: UnitId | None, unit_name: str, facts: Mapping[str, Any], month: Month
) -> DuesRow:
    paid = rules.as_month(facts.get(PAID_THROUGH))
    return DuesRow(member, name, unit, unit_name, facts.get(AMOUNT), paid, rules.months_owed(paid, month))
