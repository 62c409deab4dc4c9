"""Residence registration (报到) of in-service members with the community (DOMAIN §3, CHK-01, S108)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import BelongingId, MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import heads, members, tree
from gridparty.operations.marks import operation
from gridparty.storage.tables import Belonging

FACTS = ("skills", "intentions", "time", "claimed_post", "contact")


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration with the number on its receipt."""

    id: BelongingId
    member: MemberId
    unit: UnitId
    receipt: str


@operation("registrations.add", Permission.EDIT_MEMBERS, N_("Register a member with the community"))
def add(
    session: Session,
    *,
    unit: UnitId,
    member: MemberId | None = None,
    person: Person | None = None,
    day: date | None = None,
    facts: dict[str, Any] | None = None,
) -> Registered:
    """Registers a member on the roster, or a person from elsewhere (`person`); the affiliation does not move.

    facts (FACTS): skills and intentions as lists; when there is time, the claimed post, contact of the work unit.
    Raises InvalidInput, NotFound, Conflict.
    """
    begins = day or today()
    if unit not in tree.on_day(session, day=begins).nodes:
        raise NotFound(_("The unit does not exist at that time."))
    if (member is None) == (person is None):
        raise InvalidInput(_("Name either a member or, for someone not on the roster, a name and a work unit."))
    if member is None:
        assert person is not None
        if not person.work_unit:
            raise InvalidInput(_("Someone who is not on the roster registers with name and work unit."))
        member = members.insert(session, person=person)
    elif session.scalar(
        select(Belonging.id).where(
            Belonging.member_id == member,
            Belonging.unit_id == unit,
            heads.registered(),
            Belonging.valid_to.is_(None),
        )
    ):
        raise Conflict(_("This person is registered there already."))
    row = Belonging(member_id=member, unit_id=unit, kind=heads.REGISTRATION, valid_from=begins, facts=facts or {})
    session.add(row)
    session.flush()
    row.receipt = receipt(begins, row.id)
    session.flush()
    return Registered(BelongingId(row.id), member, unit, row.receipt)


def receipt(day: date, number: int) -> str:
    """The number on the receipt: 报到 2026-00042. Row ids are never given twice, so neither is this."""
    return f"BD{day.year}-{number:05d}"


@operation("registrations.end", Permission.EDIT_MEMBERS, N_("End a registration"))
def end(session: Session, *, registration: BelongingId, day: date) -> None:
    """Ends a registration; `day` is the first day without it."""
    row = session.get(Belonging, registration)
    if row is None or row.kind != heads.REGISTRATION:
        raise NotFound(_("There is no registration #{number}.").format(number=registration))
    row.valid_to = max(day, row.valid_from)


@operation("registrations.edit", Permission.EDIT_MEMBERS, N_("Edit a registration"))
def edit(session: Session, *, registration: BelongingId, facts: Mapping[str, Any]) -> None:
    """What a registered member offers and claims: each fact given replaces the old one, an empty one takes it away.

    Facts: skills and intentions (lists), time, claimed_post, contact. Raises InvalidInput, NotFound.
    """
    row = session.get(Belonging, registration)
    if row is None or row.kind != heads.REGISTRATION:
        raise NotFound(_("There is no registration #{number}.").format(number=registration))
    if unknown := [key for key in facts if key not in FACTS]:
        raise InvalidInput(_("A registration says nothing about “{field}”.").format(field=unknown[0]))
    row.facts = {key: value for key, value in {**row.facts, **facts}.items() if value}
