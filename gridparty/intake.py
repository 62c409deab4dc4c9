"""Taking in what an office has in spreadsheets, step by step, and taking it back.

look → table → propose → (remap) → source → plan → apply, as the wizard and the command line go. look, table, remap,
source and save_rejects touch no database; propose and plan only ask; apply writes one act, everything or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gridparty.app import App
from gridparty.domain import import_heads, import_mapping
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.import_fields import PEOPLE, Kind
from gridparty.domain.import_heads import Layout
from gridparty.domain.import_mapping import MISSING, Question
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, Line, Outcome
from gridparty.domain.import_values import ImportRow, read_rows
from gridparty.domain.progress import Progress, silent
from gridparty.domain.roster_values import Cell, is_blank, is_empty, text_of
from gridparty.domain.rosters import RosterRow, read_people
from gridparty.exchange.tables import SheetInfo, SheetTable, list_sheets, read_table
from gridparty.i18n import _
from gridparty.operations import import_batches, import_kinds, import_mappings, imports, tree
from gridparty.operations.import_batches import BatchRow

SAMPLES, SAMPLE_ROWS = 3, 200  # values shown of a column, and rows looked through for them


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table would be read as rows of a kind: its head, what each column means, and what is to be settled.

    `mapping`: column (from 0) → key of a field, "" for a column that is not read. `samples`: a few values of each
    column. `rows`: how many rows below the head hold anything; `notes` are the numbers (in the file) of those that
    look like explanations, examples or totals: they are counted, and rejected. Numbers of rows begin with 1.
    """

    kind: Kind
    table: SheetTable
    layout: Layout
    mapping: Mapping[int, str]
    is_remembered: bool
    questions: tuple[Question, ...]
    samples: tuple[tuple[str, ...], ...]
    rows: int
    notes: tuple[int, ...]

    @property
    def head_row(self) -> int:
        """The number of the (lowest) head row in the file, from 1."""
        return self.table.first_number + self.layout.last

    @property
    def is_complete(self) -> bool:
        """Whether nothing stands in the way of a dry run: the head is known, or was confirmed before."""
        is_known = self.layout.is_sure or self.is_remembered
        return is_known and all(question.what != MISSING for question in self.questions)


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a file, read as the mapping says, with the heads above them."""

    kind: Kind
    file_name: str
    heads: tuple[str, ...]
    mapping: Mapping[int, str]
    is_remembered: bool
    rows: tuple[ImportRow, ...] | tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of every row below a unit: nothing was written. `lines` say it in words, in file order."""

    source: Source
    unit: UnitId
    unit_name: str
    outcomes: tuple[Outcome, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of every row, and the batch for a later undo; None where nothing had to be written."""

    outcomes: tuple[Outcome, ...]
    batch: BatchRow | None


def look(path: Path) -> tuple[SheetInfo, ...]:
    """The sheets of a file that hold tables, hidden ones marked. Raises InvalidInput as `table` does."""
    return list_sheets(path)


def table(path: Path, *, sheet: str | None = None) -> SheetTable:
    """One sheet's cells; by default of the first visible sheet with anything in it.

    Raises InvalidInput with one sentence for a file that cannot be read.
    """
    return read_table(path, sheet=sheet)


def kinds(app: App) -> tuple[Kind, ...]:
    """People, units, activities, services and every register of the vocabulary, with their fields."""
    return app.ask(import_kinds.kinds)


def kind(app: App, code: str) -> Kind:
    """One of them, by its code. Raises InvalidInput."""
    return app.ask(import_kinds.kind, code=code)


def propose(app: App, *, table: SheetTable, kind: str, head_row: int | None = None) -> Proposal:
    """Finds the head (or takes the row with the number `head_row` for it) and proposes what the columns mean.

    What was chosen for the same heads before is taken again. Raises InvalidInput for a row that is not there.
    """
    what = app.ask(import_kinds.kind, code=kind)
    known = import_mapping.known_heads(what)
    kept = app.ask(import_mappings.known, kind=what.code)
    layout = _layout(table, known, head_row, kept, wanted=next((f.key for f in what.fields if f.is_required), ""))
    keys = {field.key for field in what.fields} | {""}
    remembered = kept.get(import_mapping.signature(layout.heads), {})
    usable = {column: key for column, key in remembered.items() if key in keys}
    return _proposal(what, table, layout, usable or import_mapping.propose(layout, known), bool(usable))


def remap(proposal: Proposal, mapping: Mapping[int, str]) -> Proposal:
    """The same with other meanings of the columns."""
    return _proposal(proposal.kind, proposal.table, proposal.layout, mapping, False)


def remap_by_words(proposal: Proposal, words: Mapping[str, str | None]) -> Proposal:
    """The same with what a mapping file says: head or column letters → field or null. Raises InvalidInput."""
    return remap(proposal, import_mapping.chosen(words, proposal.layout, proposal.kind, proposal.mapping))


def source(proposal: Proposal, *, file_name: str) -> Source:
    """Reads the rows. Raises InvalidInput where a needed field has no column."""
    what, sheet, layout, mapping = proposal.kind, proposal.table, proposal.layout, proposal.mapping
    import_mapping.check(layout, mapping, what)
    first, is_1904 = sheet.first_number, sheet.is_1904
    rows: tuple[ImportRow, ...] | tuple[RosterRow, ...]
    if what.code == PEOPLE:
        rows = read_people(sheet.rows, layout, mapping, first_number=first, is_1904=is_1904)
    else:
        rows = read_rows(sheet.rows, layout, mapping, what, first_number=first, is_1904=is_1904)
    return Source(what, file_name, layout.heads, dict(mapping), proposal.is_remembered, rows)


def plan(app: App, *, source: Source, unit: UnitId, progress: Progress = silent) -> Trial:
    """The dry run: what would become of every row below the unit. Raises NotFound if the unit does not exist today."""
    name = app.ask(tree.on_day, day=today()).name(unit)
    found = app.ask(imports.plan, kind=source.kind, rows=source.rows, unit=unit, progress=progress)
    lines = app.ask(imports.lines, kind=source.kind, planned=found, rows=source.rows)
    return Trial(source, unit, name, found.outcomes, lines)


def apply(app: App, *, source: Source, unit: UnitId, progress: Progress = silent) -> Done:
    """Writes the rows in one act, all or nothing, and remembers the mapping. `progress` may raise Cancelled."""
    _remember(app, source)
    given: dict[str, Any] = {} if source.kind.code == PEOPLE else {"kind": source.kind}
    done = app.run(
        imports.writer(source.kind),
        rows=source.rows,
        unit=unit,
        file_name=source.file_name,
        progress=progress,
        **given,
    )
    has_written = any(outcome.what in (NEW, CHANGED) for outcome in done.outcomes)
    return Done(done.outcomes, app.ask(import_batches.newest) if has_written else None)


def save_rejects(path: Path, *, source: Source, outcomes: Sequence[Outcome]) -> int:
    """Writes the rows that are left out as a workbook: as they stand in the file, with the reasons behind them.

    Returns how many. Raises InvalidInput where the file cannot be written.
    """
    from gridparty.exchange.workbooks import write_table  # noqa: PLC0415  late: start-up; the page is opened more often

    reasons = {row.number: "；".join(row.reasons) for row in outcomes if row.what in (REJECTED, DUPLICATE)}
    rows = [(*row.cells, reasons[row.number]) for row in source.rows if row.number in reasons]
    return write_table(path, title=_("Rejected rows"), heads=(*source.heads, _("Reason")), rows=rows)


def batches(app: App) -> tuple[BatchRow, ...]:
    """What was brought in from spreadsheets, newest first."""
    return app.ask(import_batches.rows)


def undo(app: App, batch: int) -> BatchRow:
    """Takes back everything that a batch wrote. Raises NotFound, or Conflict where later acts touched its rows."""
    row = app.ask(import_batches.find, batch=batch)
    app.undo(row.act)
    return row


def _layout(
    table: SheetTable,
    known: Mapping[str, str],
    head_row: int | None,
    kept: Mapping[str, Mapping[int, str]],
    *,
    wanted: str,
) -> Layout:
    """The row that was asked for, else one whose heads a mapping is kept for, else the one that names known columns."""
    rows, merged = table.rows, table.merged
    if head_row is None:
        for at in range(min(import_heads.HEADER_WITHIN, len(rows)) if kept else 0):
            layout = import_heads.head_at(rows, merged, at, known)
            if import_mapping.signature(layout.heads) in kept:
                return layout
        return import_heads.find(rows, merged, known, wanted=wanted) or import_heads.likeliest(rows, merged)
    at = head_row - table.first_number
    if not 0 <= at < len(rows):
        raise InvalidInput(
            _("Row {row} is not in the table; it goes from {first} to {last}.").format(
                row=head_row, first=table.first_number, last=table.first_number + len(rows) - 1
            )
        )
    return import_heads.head_at(rows, merged, at, known)


def _proposal(
    kind: Kind, table: SheetTable, layout: Layout, mapping: Mapping[int, str], is_remembered: bool
) -> Proposal:
    below = [(at, row) for at, row in enumerate(table.rows) if at > layout.last and not all(map(is_empty, row))]
    samples = tuple(_samples(column, below) for column in range(max(map(len, table.rows))))
    filled = {column for column, values in enumerate(samples) if values}
    return Proposal(
        kind=kind,
        table=table,
        layout=layout,
        mapping=dict(mapping),
        is_remembered=is_remembered,
        questions=import_mapping.questions(layout, mapping, kind, filled=filled),
        samples=samples,
        rows=len(below),
        notes=tuple(
            table.first_number + at
            for at, row in (*below[:SAMPLE_ROWS], *below[SAMPLE_ROWS:][-SAMPLE_ROWS:])
            if import_heads.is_note(row)
        ),
    )


def _samples(column: int, below: Sequence[tuple[int, tuple[Cell, ...]]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for _at, row in below[:SAMPLE_ROWS]:
        if len(found) == SAMPLES:
            break
        if column < len(row) and not is_blank(row[column]) and not import_heads.is_note(row):
            found.setdefault(text_of(row[column]))
    return tuple(found)


def _remember(app: App, source: Source) -> None:
    """Keeps a mapping that a person has changed; what the heads say by themselves need not be kept."""
    known = import_mapping.known_heads(source.kind)
    wide = len(source.heads)
    plain = {column: import_heads.meaning_of_levels(head.split(import_heads.JOINED), known) or ""
             for column, head in enumerate(source.heads)}  # fmt: skip
    mapping = {column: source.mapping.get(column, "") for column in range(wide)}
    before = app.ask(import_mappings.known, kind=source.kind.code).get(import_mapping.signature(source.heads))
    if mapping != (plain if before is None else before):
        app.run(import_mappings.remember, kind=source.kind.code, heads=source.heads, mapping=mapping)
