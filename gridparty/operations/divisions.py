"""Bringing the official list of streets and communities into the tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import units as rules
from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.exchange.divisions import DivisionRow
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, tree, units
from gridparty.operations.marks import operation
from gridparty.storage.tables import Activity, Belonging, Service, UnitState


@dataclass(frozen=True, slots=True)
class ImportedDivisions:
    """What became of the rows: codes that are new, renamed or the same, and (code, reason) for the rejected."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    rejected: tuple[tuple[str, str], ...]


@operation("divisions.import", Permission.EDIT_UNITS, N_("Import divisions"))
def import_list(
    session: Session, *, rows: Sequence[DivisionRow], under: str | None = None, progress: Progress = silent
) -> ImportedDivisions:
    """Adds the places of an official list (only the one with the code `under` and those below it, if given).

    A known code with another name is renamed, unless the unit holds records: then the row is rejected, because two
    official lists give the same code to different streets. Raises NotFound if the list has no such code.
    """
    now = tree.on_day(session, day=today())
    known: dict[str, UnitId] = {node.code: node.id for node in now.nodes.values() if node.code}
    kinds = catalogues.items(session, catalogue="unit_kinds")
    wanted = chosen(rows, under)
    new, changed, same, rejected = [], [], [], []
    for done, row in enumerate(wanted):
        progress(done, len(wanted), row.name)
        kind = rules.kind_of_division(row.level, row.name)
        if (unit := known.get(row.code)) is not None:
            node = now.nodes.get(unit)
            if node is None or node.place_name == row.name:
                same.append(row.code)
            elif _holds_records(session, now, unit):
                reason = _("{code} is “{old}” here and has records; the list calls it “{new}”.")
                old = node.place_name or node.name
                rejected.append((row.code, reason.format(code=row.code, old=old, new=row.name)))
            else:
                _rename(session, unit, row.name, kind, kinds[kind].facts["party_suffix"])
                changed.append(row.code)
            continue
        known[row.code] = units.add_place(
            session,
            parent=known.get(row.parent_code or ""),
            kind=kind,
            place_name=row.name,
            code=row.code,
            party_suffix=kinds[kind].facts["party_suffix"],
        )
        new.append(row.code)
    progress(len(wanted), len(wanted), "")
    return ImportedDivisions(tuple(new), tuple(changed), tuple(same), tuple(rejected))


def known_codes(session: Session) -> frozenset[str]:
    """The codes of the organisations that exist today."""
    return frozenset(node.code for node in tree.on_day(session, day=today()).nodes.values() if node.code)


def chosen(rows: Sequence[DivisionRow], under: str | None) -> list[DivisionRow]:
    """The division with the code `under` and those below it, or all; parents first. Raises NotFound."""
    ordered = sorted(rows, key=lambda row: (len(row.code), row.code))
    if under is None:
        return ordered
    inside = {under}
    found = []
    for row in ordered:
        if row.code in inside or row.parent_code in inside:
            inside.add(row.code)
            found.append(row)
    if not found:
        raise NotFound(_("The list has no division with the code {code}.").format(code=under))
    return found


def _rename(session: Session, unit: UnitId, place_name: str, kind: str, party_suffix: str) -> None:
    state = session.scalars(select(UnitState).where(UnitState.unit_id == unit, UnitState.valid_to.is_(None))).one()
    state.place_name, state.kind = place_name, kind
    state.name = rules.display_name(place_name, kind, party_suffix)


def _holds_records(session: Session, now: tree.Tree, unit: UnitId) -> bool:
    below = now.subtree(unit)
    return len(below) > 1 or any(
        session.scalar(select(table.id).where(table.unit_id.in_(below)).limit(1))
        for table in (Belonging, Activity, Service)
    )
