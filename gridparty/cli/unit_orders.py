"""gridparty units merge, split, regroup: units that take over from others on a day (S090, S094, S095)."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from gridparty.app import App
from gridparty.cli.options import day_of
from gridparty.cli.orders import CODE, CODES, DOCUMENT, DRY_RUN, ON, PARENT, RECORDS, TITLE, carry_out
from gridparty.cli.state import State, code_of, of, unit_of
from gridparty.domain.civil_time import parse_day, today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import MERGE, REGROUP, REHOME, SPLIT, OrderPlan, Target
from gridparty.exchange.tables import read_table
from gridparty.i18n import _
from gridparty.operations import orders_sheets
from gridparty.operations.orders_sheets import COLUMNS, PlanLine

PLAN = typer.Option(
    None,
    "--plan",
    help=_(
        "Table with: {columns}. what is member, unit, household, address, entry, post or rest; the key of a household "
        "line is a number, of an address line what the address contains: address, 3号楼."
    ).format(columns=", ".join(COLUMNS)),
)
TEMPLATE = typer.Option(False, "--template", help=_("Write the table to fill instead."))
OUTPUT = typer.Option(None, "-o", "--output", help=_("Where to write it; the screen if left out."))
FIRST_DAY = typer.Option(None, "--on", help=_("The first day of the change."))


def merge(
    context: typer.Context,
    codes: list[str] = CODES,
    into_name: str = typer.Option(None, "--into-name", help=_("Name of the new unit.")),
    into: str = typer.Option(None, "--into", help=_("Or a unit that stays and takes the others in.")),
    kind: str = typer.Option(None, "--kind", help=_("Kind of unit; `catalogues list` prints them.")),
    parent: str = PARENT,
    code: str = typer.Option(None, "--code", help=_("Its code; the next free one if left out.")),
    on: str = ON,
    title: str = TITLE,
    document: str = DOCUMENT,
    with_records: bool = RECORDS,
    dry_run: bool = DRY_RUN,
) -> None:
    day, state = parse_day(on), of(context)
    if (into is None) == (into_name is None):
        raise typer.BadParameter(_("give --into-name or --into"))
    with state.app() as app:
        target = Target(
            unit=unit_of(app, into, day=day) if into else None,
            name=into_name,
            kind=code_of(app, "unit_kinds", kind) if kind else None,
            parent=unit_of(app, parent, day=day) if parent else None,
            code=code,
        )
        sources = tuple(unit_of(app, each, day=day) for each in codes)
        plan = OrderPlan(MERGE, day, sources, (target,), (), title, document, {REHOME: True} if with_records else {})
        carry_out(state, app, plan, dry_run)


def split(
    context: typer.Context,
    code: str = CODE,
    plan: Path = PLAN,
    template: bool = TEMPLATE,
    output: Path = OUTPUT,
    on: str = FIRST_DAY,
    parent: str = PARENT,
    title: str = TITLE,
    document: str = DOCUMENT,
    with_records: bool = RECORDS,
    dry_run: bool = DRY_RUN,
) -> None:
    head = {"title": title, "document": document, "facts": {REHOME: True} if with_records else {}}
    _by_plan(context, SPLIT, [code], plan, template, output, on, parent, dry_run, **head)


def regroup(
    context: typer.Context,
    codes: list[str] = typer.Argument(None, help=_("The units that are shared out; read from the plan if left out.")),
    plan: Path = PLAN,
    template: bool = TEMPLATE,
    output: Path = OUTPUT,
    on: str = FIRST_DAY,
    parent: str = PARENT,
    title: str = TITLE,
    document: str = DOCUMENT,
    with_records: bool = RECORDS,
    dry_run: bool = DRY_RUN,
) -> None:
    head = {"title": title, "document": document, "facts": {REHOME: True} if with_records else {}}
    _by_plan(context, REGROUP, codes or (), plan, template, output, on, parent, dry_run, **head)


def _by_plan(
    context: typer.Context, kind: str, codes: Sequence[str], plan: Path | None, template: bool, output: Path | None,
    on: str | None, parent: str | None, dry_run: bool, **head: Any,
) -> None:  # fmt: skip
    """Carries out what the table says, or writes the table to fill; `head`: what the order says of itself."""
    state, day = of(context), day_of(on) or today()
    with state.app() as app:
        sources = [unit_of(app, each, day=day) for each in codes]
        if template:
            _write_template(state, app, sources, day, output)
            return
        if plan is None or on is None:
            raise typer.BadParameter(_("give --plan and --on, or --template"))
        above = unit_of(app, parent, day=day) if parent else None
        lines = _lines(plan)
        made = app.ask(orders_sheets.plan_from, kind=kind, lines=lines, day=day, sources=sources, parent=above)
        carry_out(state, app, replace(made, **head), dry_run)


def _lines(file: Path) -> list[PlanLine]:
    table = read_table(file)
    head, *rows = [tuple("" if cell is None else str(cell).strip() for cell in row) for row in table.rows]
    places = {column: head.index(column) for column in COLUMNS if column in head}
    if missing := [column for column in ("target", "what", "key") if column not in places]:
        raise InvalidInput(_("The plan has no column {columns}.").format(columns=", ".join(missing)))
    first = table.first_number + 1
    return [
        PlanLine(first + number, **{column: row[place] for column, place in places.items()})
        for number, row in enumerate(rows)
    ]


def _write_template(state: State, app: App, sources: list[UnitId], day: date, output: Path | None) -> None:
    lines = app.ask(orders_sheets.template, units=sources, day=day)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([(*COLUMNS, "note"), *lines])
    if output is not None:
        output.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        state.show({"file": output.name, "lines": len(lines)}, _("Written: {file}").format(file=output))
        return
    state.show([dict(zip((*COLUMNS, "note"), line, strict=True)) for line in lines], text.getvalue().rstrip("\n"))


def register(group: typer.Typer) -> None:
    """Adds the commands to `gridparty units`."""
    group.command(help=_("Merge units into one; people, grids and units below go along."))(merge)
    group.command(help=_("Split a unit by a plan; --template writes one to fill."))(split)
    group.command(help=_("Form units anew out of several by a plan."))(regroup)
