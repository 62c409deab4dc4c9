"""gridparty members|units|activities|services|registers import, and imports list|undo: spreadsheets in (ORG-09)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from gridparty import intake
from gridparty.app import App
from gridparty.cli import activities, members, registers, services, units
from gridparty.cli.options import UNIT
from gridparty.cli.state import State, bar, note, of, unit_of
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.import_fields import ACTIVITIES, PEOPLE, REGISTER, SERVICES, UNITS
from gridparty.domain.import_mapping import TWICE, UNKNOWN
from gridparty.domain.import_outcomes import Line, Outcome, counts
from gridparty.i18n import _
from gridparty.intake import Proposal, Source

group = typer.Typer(name="imports", help=_("What was brought in from spreadsheets."), no_args_is_help=True)

FILE = typer.Argument(help=_("xlsx, xls, et, ods, csv or txt."))
MAPPING = typer.Option(
    None, help=_("A JSON file: head or column letters → field, or null for a column not to be read.")
)
SHEET = typer.Option(None, help=_("The sheet's name; without it the first visible one with anything in it."))
HEAD_ROW = typer.Option(None, min=1, help=_("The number of the (lowest) head row in the file."))
DRY_RUN = typer.Option(False, "--dry-run", help=_("Only say what would become of every row."))
DOUBTS_SHOWN = 20
REJECTS = typer.Option(None, help=_("Write the rejected rows with their reasons to this xlsx."))


def _attach(to: typer.Typer, kind: str, about: str) -> None:
    """`GROUP import FILE --unit CODE …` for one kind."""

    @to.command("import", help=about)
    def import_(
        context: typer.Context,
        file: Path = FILE,
        unit: str = UNIT,
        mapping: Path = MAPPING,
        sheet: str = SHEET,
        head_row: int = HEAD_ROW,
        dry_run: bool = DRY_RUN,
        rejects: Path = REJECTS,
    ) -> None:
        bring(of(context), kind, file, unit, (mapping, sheet, head_row), dry_run=dry_run, rejects=rejects)


_attach(members.group, PEOPLE, _("Bring a roster in; all or nothing."))
_attach(units.group, UNITS, _("Bring units in from a spreadsheet; all or nothing."))
_attach(activities.group, ACTIVITIES, _("Bring activities with their attendance in; all or nothing."))
_attach(services.group, SERVICES, _("Bring services in from a spreadsheet; all or nothing."))


@registers.group.command("import", help=_("Bring entries of a register in from a spreadsheet; all or nothing."))
def import_register(
    context: typer.Context,
    register: str = registers.REGISTER,
    file: Path = FILE,
    unit: str = UNIT,
    mapping: Path = MAPPING,
    sheet: str = SHEET,
    head_row: int = HEAD_ROW,
    dry_run: bool = DRY_RUN,
    rejects: Path = REJECTS,
) -> None:
    """Entries of one register."""
    bring(of(context), REGISTER + register, file, unit, (mapping, sheet, head_row), dry_run=dry_run, rejects=rejects)


def bring(
    state: State,
    kind: str,
    file: Path,
    unit: str,
    reading: tuple[Path | None, str | None, int | None],
    *,
    dry_run: bool,
    rejects: Path | None,
) -> None:
    """Reads a file as rows of a kind, brings them in (or only says what would become of them) and prints that."""
    mapping, sheet, head_row = reading
    table = intake.table(file, sheet=sheet)
    with state.app() as app:
        proposal = intake.propose(app, table=table, kind=kind, head_row=head_row)
        if mapping is not None:
            proposal = intake.remap_by_words(proposal, _words(mapping))
        _check_head(proposal)
        source, where = intake.source(proposal, file_name=file.name), unit_of(app, unit)
        outcomes, more = _do(app, source, where, dry_run)
    if rejects is not None:
        intake.save_rejects(rejects, source=source, outcomes=outcomes)
    _show(state, proposal, outcomes, {"dry_run": dry_run, **more})


def _do(app: App, source: Source, unit: UnitId, dry_run: bool) -> tuple[Sequence[Outcome], dict[str, Any]]:
    with bar(source.kind.label) as progress:
        if dry_run:
            trial = intake.plan(app, source=source, unit=unit, progress=progress)
            return trial.outcomes, {"changes": _changes(trial.lines)}
        done = intake.apply(app, source=source, unit=unit, progress=progress)
        return done.outcomes, {"batch": done.batch and done.batch.id}


def _changes(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {
            "row": line.number,
            "name": line.name,
            "changes": [{"field": c.label, "old": c.old, "new": c.new} for c in line.changes],
        }
        for line in lines
        if line.changes
    ]


def _check_head(proposal: Proposal) -> None:
    """The command line asks nothing back: without a head that is known it needs --head-row or a mapping."""
    if not proposal.layout.is_sure and not any(proposal.mapping.values()):
        first = next((field.label for field in proposal.kind.fields if field.is_required), "")
        raise InvalidInput(
            _(
                "No head was found in the first 20 rows; one row must hold “{field}” and other columns' names, "
                "or say where it is with --head-row and --mapping."
            ).format(field=first)
        )


def _words(path: Path) -> Mapping[str, str | None]:
    """The mapping file. Raises InvalidInput."""
    try:
        words = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        words = None
    if not isinstance(words, dict) or not all(value is None or isinstance(value, str) for value in words.values()):
        raise InvalidInput(
            _("“{file}” is no mapping; write one JSON object such as {example}.").format(
                file=path.name, example='{"姓名": "name", "F": null}'
            )
        )
    return words


def _show(state: State, proposal: Proposal, outcomes: Sequence[Outcome], more: dict[str, Any]) -> None:
    for question in proposal.questions:
        if question.what in (TWICE, UNKNOWN):
            note(question.sentence)
    found = counts(outcomes)
    reasons: list[dict[str, Any]] = [
        {"row": row.number, "name": row.name, "what": row.what, "reasons": list(row.reasons)}
        for row in outcomes
        if row.reasons
    ]
    text = _(
        "{rows} rows: {new} new, {changed} changed, {same} the same, {duplicate} duplicate, {rejected} rejected."
    ).format(rows=found["rows_in_file"], **found)
    head = _("Dry run, nothing was written. ") if more["dry_run"] else ""
    lines = [
        _("Row {row} {name}: {reasons}").format(row=r["row"], name=r["name"], reasons="；".join(r["reasons"]))
        for r in reasons
    ]
    columns = {
        head: proposal.mapping[column]
        for column, head in enumerate(proposal.layout.heads)
        if head and proposal.mapping.get(column)
    }
    read = {"head_row": proposal.head_row, "columns": columns, "notes": list(proposal.notes)}
    doubts = [{"row": row.number, "name": row.name, "doubts": list(row.doubts)} for row in outcomes if row.doubts]
    if doubts:
        rows = "、".join(str(doubt["row"]) for doubt in doubts[:DOUBTS_SHOWN]) + "…" * (len(doubts) > DOUBTS_SHOWN)
        note(_("Look at these rows, they may be people who are here already: {rows}").format(rows=rows))
    answer = {**found, **more, **read, "doubts": doubts, "reasons": reasons}
    state.show(answer, "\n".join([head + text, *lines]))


@group.command("list", help=_("The imports, newest first; those taken back say when."))
def list_(context: typer.Context) -> None:
    """The batches."""
    state = of(context)
    with state.app() as app:
        rows = intake.batches(app)
        labels = {kind.code: kind.label for kind in intake.kinds(app)}
    state.table(
        rows,
        ("#", _("When"), _("What"), _("File"), _("Unit"), _("New"), _("Changed"), _("Rejected"),
         _("Taken back")),
        [
            (row.id, f"{row.at:%Y-%m-%d %H:%M}", labels.get(row.kind, row.kind), row.file_name, row.unit_name,
             row.counts["new"], row.counts["changed"], row.counts["rejected"],
             f"{row.undone:%Y-%m-%d %H:%M}" if row.undone else "")
            for row in rows
        ],
    )  # fmt: skip


@group.command(help=_("Take everything back that an import wrote."))
def undo(context: typer.Context, batch: int = typer.Argument(help=_("Number of the import."))) -> None:
    """Undo of one batch."""
    state = of(context)
    with state.app() as app:
        row = intake.undo(app, batch)
    state.show({"batch": row.id, "act": row.act}, _("Taken back: the import of “{file}”.").format(file=row.file_name))
