"""What happened to entries of a register until a day, through the entries that they continue (E10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gridparty.domain.ids import MemberId
from gridparty.operations import register_lists
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import Member


@dataclass(frozen=True, slots=True)
class Past:
    """The first day of an entry and of what it continues, and all events, the oldest first."""

    since: date
    events: tuple[RegisterEvent, ...]

    def of_kind(self, kind: str) -> tuple[RegisterEvent, ...]:
        """The events of one kind."""
        return tuple(event for event in self.events if event.kind == kind)

    def last(self, kind: str) -> RegisterEvent | None:
        """The newest event of a kind."""
        return next(iter(reversed(self.of_kind(kind))), None)


def past(session: Session, *, register: str, entries: Collection[RegisterEntry], day: date) -> dict[int, Past]:
    """Entry → its past until the day."""
    chains = register_lists.chains(session, codes=(register,))
    before = {number for entry in entries for number in chains.get(entry.id, ())}
    begun = {entry.id: entry.valid_from for entry in entries}
    earlier = select(RegisterEntry.id, RegisterEntry.valid_from).where(RegisterEntry.id.in_(before))
    begun |= {number: start for number, start in session.execute(earlier)}
    found: dict[int, list[RegisterEvent]] = {number: [] for number in begun}
    happened = select(RegisterEvent).join(RegisterEntry, RegisterEvent.entry_id == RegisterEntry.id)
    happened = happened.where(RegisterEntry.register == register, RegisterEvent.day <= day)
    for event in session.scalars(happened.order_by(RegisterEvent.day, RegisterEvent.id)):
        if event.entry_id in found:
            found[event.entry_id].append(event)
    result = {}
    for entry in entries:
        numbers = (entry.id, *chains.get(entry.id, ()))
        events = sorted((event for number in numbers for event in found[number]), key=_order)
        result[entry.id] = Past(min(begun[number] for number in numbers), tuple(events))
    return result


def _order(event: RegisterEvent) -> tuple[date, int]:
    return event.day, event.id


def people(
    session: Session, *, entries: Collection[int], day: date, role: str | None = None
) -> list[tuple[int, str, MemberId, str, date]]:
    """(entry, role, member, name, since) of those who belong to entries on the day, by pinyin."""
    held = select(RegisterPerson.entry_id, RegisterPerson.role, Member.id, Member.name, RegisterPerson.valid_from)
    held = held.join(Member, RegisterPerson.member_id == Member.id).where(
        RegisterPerson.entry_id.in_(entries),
        RegisterPerson.valid_from <= day,
        or_(RegisterPerson.valid_to.is_(None), RegisterPerson.valid_to > day),
    )
    if role is not None:
        held = held.where(RegisterPerson.role == role)
    found = session.execute(held.order_by(Member.pinyin, Member.id))
    return [(entry, held_as, MemberId(key), name, since) for entry, held_as, key, name, since in found]
