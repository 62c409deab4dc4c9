"""Lists that leave the file: masked, unless somebody who may reveal says so and why; each is written down (SEC-01)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from gridparty.domain.errors import Forbidden, InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.domain.table_values import Shown
from gridparty.i18n import N_, _
from gridparty.operations import disclosures, export_lists, export_registers
from gridparty.operations.export_lists import Asked, Field, Listing
from gridparty.operations.marks import operation

LISTS: dict[str, Callable[[Session, Asked], Listing]] = {
    "members": export_lists.people,
    "registered": partial(export_lists.people, registered=True),
    "units": export_lists.units,
    "children": partial(export_lists.unit_figures, only_children=True),
    "activities": export_lists.activities,
    "attendance": export_lists.attendance,
    "services": export_lists.services,
    "history": export_lists.acts,
    "figures": export_lists.unit_figures,
}
REGISTERS = "registers"  # with a colon and the code of one behind it
_OFTEN = 500  # lines


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A list as it leaves the file; `people`: how many persons it is about, `fields`: what the record of it names."""

    title: str
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    people: int
    fields: tuple[str, ...]
    is_masked: bool


@dataclass(frozen=True, slots=True)
class ListColumns:
    """A list that can be exported, with its columns: (key, head)."""

    what: str
    title: str
    columns: tuple[tuple[str, str], ...]


def table(
    session: Session,
    *,
    what: str,
    unit: UnitId,
    month: Month,
    first: Month | None = None,
    columns: Sequence[str] = (),
    progress: Progress = silent,
) -> ExportTable:
    """A list of a unit and what is below it with identity numbers, phones and addresses masked.

    `what` is one of LISTS, or `registers:CODE`; `columns` are the keys wanted, in their order (all if empty); of what
    happens over time it holds the months from `first` to `month`. Raises InvalidInput, NotFound, Forbidden for a
    register that is for few eyes.
    """
    kind, _colon, register = what.partition(":")
    if kind == REGISTERS and export_registers.is_restricted(session, register=register):
        raise Forbidden(_("This register is for few eyes; export it with a reveal and its reason."))
    return _table(session, what, unit, first or month, month, columns, progress, is_masked=True)


@operation("exports.reveal", Permission.REVEAL, N_("Export a list unmasked"))
def reveal(
    session: Session,
    *,
    what: str,
    unit: UnitId,
    month: Month,
    reason: str,
    first: Month | None = None,
    columns: Sequence[str] = (),
    progress: Progress = silent,
) -> ExportTable:
    """The same with nothing masked, and a record of it that cannot be undone. Raises InvalidInput without a reason."""
    check_reason(reason)
    found = table_in_full(session, what=what, unit=unit, month=month, first=first, columns=columns, progress=progress)
    disclosures.add(session, kind=disclosures.EXPORT, fields=found.fields, people=found.people, reason=reason)
    return found


def table_in_full(
    session: Session,
    *,
    what: str,
    unit: UnitId,
    month: Month,
    first: Month | None = None,
    columns: Sequence[str] = (),
    progress: Progress = silent,
) -> ExportTable:
    """The unmasked list, for operations that ask for the right to reveal and write it down."""
    return _table(session, what, unit, first or month, month, columns, progress, is_masked=False)


def check_reason(reason: str | None) -> None:
    """Raises InvalidInput if no reason is given."""
    if not (reason or "").strip():
        raise InvalidInput(_("Say why personal data leave the file in full."))


def lists(session: Session, *, unit: UnitId, month: Month) -> tuple[ListColumns, ...]:
    """Everything that can be exported, registers too, with its columns; for choosing."""
    where = export_lists.asked(session, unit=unit, first=month, last=month)
    found = [(what, make(session, where)) for what, make in LISTS.items() if what != "history"]
    registers = export_registers.catalogues.items(session, catalogue=export_registers.CATALOGUE)
    found += [(f"{REGISTERS}:{code}", export_registers.entries(session, where, register=code)) for code in registers]
    return tuple(
        ListColumns(what, listing.title, tuple((field.key, field.head) for field in listing.fields))
        for what, listing in found
    )


def _table(
    session: Session,
    what: str,
    unit: UnitId,
    first: Month,
    last: Month,
    columns: Sequence[str],
    progress: Progress,
    *,
    is_masked: bool,
) -> ExportTable:
    where = export_lists.asked(session, unit=unit, first=first, last=last)
    kind, _colon, register = what.partition(":")
    if kind == REGISTERS and register:
        listing = export_registers.entries(session, where, register=register)
    elif what in LISTS:
        listing = LISTS[what](session, where)
    else:
        message = _("There is no list “{what}”; there are: {lists}.")
        raise InvalidInput(message.format(what=what, lists="、".join([*LISTS, f"{REGISTERS}:CODE"])))
    fields = _chosen(listing, columns)
    readers = [_masked(field) if is_masked else field.value for field in fields]
    lines = listing.load()
    rows, total = [], len(lines)
    for done, line in enumerate(lines):
        if done % _OFTEN == 0:
            progress(done, total, listing.title)
        rows.append(tuple([read(line) for read in readers]))
    person = listing.person
    people = {person(line) for line in lines} - {0} if person is not None else ()
    return ExportTable(
        title=f"{where.at.name(unit)} {listing.title}",
        keys=tuple(field.key for field in fields),
        heads=tuple(field.head for field in fields),
        rows=tuple(rows),
        people=len(people),
        fields=tuple(f"{what}.{field.key}" for field in fields),
        is_masked=is_masked,
    )


def _chosen(listing: Listing, columns: Sequence[str]) -> Sequence[Field]:
    known = {field.key: field for field in listing.fields}
    if unknown := [key for key in columns if key not in known]:
        message = _("The list has no column “{column}”; it has: {columns}.")
        raise InvalidInput(message.format(column=unknown[0], columns="、".join(known)))
    return [known[key] for key in dict.fromkeys(columns)] or listing.fields


def _masked(field: Field) -> Callable[[object], Shown]:
    mask = field.mask
    if mask is None:
        return field.value

    def value(line: object) -> Shown:
        held = field.value(line)
        return mask(str(held)) if held else None

    return value
