"""What the columns of a table with certain heads were taken for, remembered so that nobody has to say it twice."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.import_mapping import signature
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_
from gridparty.operations.marks import operation
from gridparty.storage.office_tables import ImportMapping


def known(session: Session, *, kind: str) -> dict[str, dict[int, str]]:
    """Every mapping kept for a kind, by the signature of its heads."""
    found = select(ImportMapping.heads, ImportMapping.fields).where(ImportMapping.kind == kind)
    return {heads: {int(column): key for column, key in fields.items()} for heads, fields in session.execute(found)}


@operation("imports.remember", Permission.RECORD, N_("Remember what columns mean"))
def remember(session: Session, *, kind: str, heads: Sequence[str], mapping: Mapping[int, str]) -> None:
    """Keeps a mapping for tables with these heads; an act of its own, so that undoing an import leaves it alone."""
    fields = {str(column): mapping.get(column, "") for column in range(len(heads))}
    found = select(ImportMapping).where(ImportMapping.kind == kind, ImportMapping.heads == signature(heads))
    row = session.scalar(found)
    if row is None:
        session.add(ImportMapping(kind=kind, heads=signature(heads), fields=fields))
    else:
        row.fields = fields
