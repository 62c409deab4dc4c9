"""Personal data that leaves its mask: every reveal, export and print is written down and stays (DESIGN §3, SEC-01)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import DisclosureId, EntryId, MemberId
from gridparty.domain.permissions import Permission
from gridparty.domain.registers import PHONE
from gridparty.i18n import N_, _
from gridparty.operations import members, registers
from gridparty.operations.marks import operation
from gridparty.storage.organisation_tables import RegisterEntry
from gridparty.storage.tables import Disclosure

REVEAL, EXPORT, PRINT = "reveal", "export", "print"


@operation("members.reveal", Permission.REVEAL, N_("Reveal masked facts"))
def reveal(session: Session, *, member: MemberId, fields: Sequence[str], reason: str | None = None) -> dict[str, Any]:
    """The plain values of some of a person's masked facts (members.MASKS), and a record of it that cannot be undone.

    Raises InvalidInput for a fact that is not masked, NotFound.
    """
    wanted = tuple(dict.fromkeys(fields))
    if unknown := [field for field in wanted if field not in members.MASKS]:
        raise InvalidInput(_("There is no masked fact “{field}”.").format(field=unknown[0]))
    if not wanted:
        raise InvalidInput(_("Say which masked facts to show."))
    facts = members.person(session, member=member)
    _write(session, kind=REVEAL, member=member, fields=wanted, people=None, reason=reason)
    return {field: getattr(facts, field) for field in wanted}


@operation("registers.reveal", Permission.REVEAL, N_("Reveal masked facts"))
def reveal_entry(
    session: Session, *, entry: EntryId, fields: Sequence[str], reason: str | None = None
) -> dict[str, Any]:
    """The plain telephone numbers of a register's entry, and a record of it that cannot be undone.

    Raises InvalidInput for a field that is not masked, NotFound.
    """
    row = session.get(RegisterEntry, entry)
    if row is None:
        raise NotFound(_("There is no entry #{entry}.").format(entry=entry))
    phones = {field.key for field in registers.kind(session, register=row.register).fields if field.type == PHONE}
    if not fields:
        raise InvalidInput(_("Say which masked facts to show."))
    if unknown := [field for field in fields if field not in phones]:
        raise InvalidInput(_("There is no masked fact “{field}”.").format(field=unknown[0]))
    named = tuple(f"registers:{row.register}.{field}#{entry}" for field in dict.fromkeys(fields))
    member = None if row.member_id is None else MemberId(row.member_id)
    _write(session, kind=REVEAL, member=member, fields=named, people=None, reason=reason)
    return {field: row.facts.get(field) for field in fields}


@operation("disclosures.add", Permission.READ, N_("Export or print personal data"))
def add(session: Session, *, kind: str, fields: Sequence[str], people: int, reason: str | None = None) -> DisclosureId:
    """Records that the facts `fields` of so many people were exported or printed. Raises InvalidInput."""
    if kind not in (EXPORT, PRINT):
        raise InvalidInput(_("A disclosure of several people is an export or a print."))
    return _write(session, kind=kind, member=None, fields=tuple(fields), people=people, reason=reason)


def _write(
    session: Session,
    *,
    kind: str,
    member: MemberId | None,
    fields: tuple[str, ...],
    people: int | None,
    reason: str | None,
) -> DisclosureId:
    said = reason.strip() if reason else None
    row = Disclosure(kind=kind, member_id=member, fields=fields, people=people, reason=said or None)
    session.add(row)
    session.flush()
    return DisclosureId(row.id)
