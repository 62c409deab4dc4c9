"""gridparty org-chart, print: organisation charts, one-person files, slips and lists as PDF."""

from datetime import date
from pathlib import Path

import typer

from gridparty import batch, paperwork
from gridparty.cli.options import PERSON, UNIT, UNIT_OR_ALL, day_of
from gridparty.cli.state import State, code_of, member_of, of, unit_of
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import BelongingId, OrderId, TermId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import feedback_runs
from gridparty.operations.talent import POOL
from gridparty.reports.dossier_fields import FIELDS, USUAL
from gridparty.reports.papers import Paper

group = typer.Typer(name="print", help=_("Files, slips and lists on paper."), no_args_is_help=True)
OUTPUT = typer.Option(..., "-o", "--output", help=_("The PDF file; an existing one is replaced."))
ON = typer.Option(None, help=_("The day; today if left out."))


def register(cli: typer.Typer) -> None:
    """Adds the commands."""
    cli.command("org-chart", help=_("Print the organisation chart of a unit and what lies below it."))(org_chart)
    cli.add_typer(group)


def _done(state: State, pdf: bytes, path: Path) -> None:
    batch.write_whole(path, pdf)
    state.show({"files": [str(path)]}, _("Printed: {path}").format(path=path))


def org_chart(
    context: typer.Context,
    under: str = typer.Option(..., help=_("The unit at the top (code, #id or name).")),
    output: Path = OUTPUT,
    paper: Paper = typer.Option(Paper.A3, help=_("A4, A3, A2 or A1."), case_sensitive=False),
    portrait: bool = typer.Option(False, "--portrait", help=_("Upright paper.")),
    month: str = typer.Option(None, help=_("The tree as it was in a month, such as 2026-05.")),
    levels: int = typer.Option(None, min=1, help=_("So many levels below the top; all if left out.")),
) -> None:
    """The chart for the office wall."""
    state = of(context)
    at = Month.parse(month) if month else Month.of(today())
    with state.app() as app:
        unit = unit_of(app, under, month=at)
        pdf = paperwork.org_chart(app, unit=unit, month=at, paper=paper, is_portrait=portrait, levels=levels)
        _done(state, pdf, output)


@group.command(help=_("One person's file with the fields that are named."))
def dossier(
    context: typer.Context,
    key: str = PERSON,
    output: Path = OUTPUT,
    field: list[str] = typer.Option([], help=_("A field to print; the usual ones if left out.")),
    reveal: list[str] = typer.Option([], help=_("A masked field to print in full; it is written down.")),
    reason: str = typer.Option(None, help=_("Why it is printed.")),
) -> None:
    state = of(context)
    ticked = {_field(text) for text in field} or set(USUAL)
    shown = [_field(text) for text in reveal]
    with state.app() as app:
        member = member_of(app, key)
        pdf = paperwork.person_file(app, member=member, ticked=ticked | set(shown), revealed=shown, reason=reason)
        _done(state, pdf, output)


def _field(text: str) -> str:
    """The field for its key or its Chinese name. Raises InvalidInput naming those there are."""
    names = {name: key for key, name in FIELDS.items()}
    found = text if text in FIELDS else names.get(text)
    if found is None:
        known = "、".join(f"{name} ({key})" for key, name in FIELDS.items())
        raise InvalidInput(_("“{word}” is not one of: {words}.").format(word=text, words=known))
    return found


@group.command(help=_("The card of a registration with its receipt, on one sheet."))
def registration(
    context: typer.Context,
    number: int = typer.Argument(help=_("The registration's number.")),
    output: Path = OUTPUT,
) -> None:
    state = of(context)
    with state.app() as app:
        _done(state, paperwork.registration_card(app, registration=BelongingId(number)), output)


@group.command(help=_("Feedback to work units on what their members did, for a span of months."))
def feedback(
    context: typer.Context,
    unit: str = UNIT_OR_ALL,
    first: str = typer.Option(None, "--from", help=_("First month.")),
    last: str = typer.Option(None, "--to", help=_("Last month; the first if left out.")),
    run: str = typer.Option(None, help=_("Number of issued feedback (FK…), instead of a unit and months.")),
    output: Path = OUTPUT,
) -> None:
    state = of(context)
    if (run is None) == (unit is None or first is None):
        raise typer.BadParameter(_("give either --run, or --unit and --from"))
    if run is not None:
        with state.app() as app:
            number = app.ask(feedback_runs.find, number=run)
            _done(state, paperwork.issued_feedback(app, run=number), output)
        return
    since = Month.parse(first)
    until = Month.parse(last) if last else since
    if until < since:
        raise typer.BadParameter(_("give --from and --to in order"))
    with state.app() as app:
        found = unit_of(app, unit, month=until)
        _done(state, paperwork.feedback_slips(app, unit=found, first=since, last=until), output)


@group.command(help=_("The hand-over list of a change order."))
def handover(
    context: typer.Context, number: int = typer.Argument(help=_("The order's number.")), output: Path = OUTPUT
) -> None:
    state = of(context)
    with state.app() as app:
        _done(state, paperwork.handover_list(app, order=OrderId(number)), output)


@group.command(help=_("The booklet of brands of a unit and what lies below it."))
def brands(context: typer.Context, unit: str = UNIT, on: str = ON, output: Path = OUTPUT) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        _done(state, paperwork.brand_booklet(app, unit=unit_of(app, unit, day=day), day=day), output)


@group.command(help=_("Party organisations by kind as a table."))
def inventory(
    context: typer.Context,
    unit: str = UNIT,
    month: str = typer.Option(None, help=_("The tree as it was in a month, such as 2026-05.")),
    output: Path = OUTPUT,
) -> None:
    state = of(context)
    at = Month.parse(month) if month else None
    with state.app() as app:
        _done(state, paperwork.inventory_table(app, unit=unit_of(app, unit, month=at), month=at), output)


@group.command(help=_("Elections due within six months or overdue."))
def elections(context: typer.Context, unit: str = UNIT, on: str = ON, output: Path = OUTPUT) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        _done(state, paperwork.election_list(app, unit=unit_of(app, unit, day=day), day=day), output)


@group.command("election-results", help=_("Results of elections: of one term, or of a unit and below over a span."))
def election_results(
    context: typer.Context,
    unit: str = UNIT_OR_ALL,
    term: int = typer.Option(None, help=_("Number of the term that an election began; `terms list` prints it.")),
    first: str = typer.Option(None, "--from", help=_("First day; the first of the year if left out.")),
    last: str = typer.Option(None, "--to", help=_("Last day; today if left out.")),
    output: Path = OUTPUT,
) -> None:
    state = of(context)
    if (unit is None) == (term is None):
        raise typer.BadParameter(_("give either --unit or --term"))
    until = day_of(last) or today()
    since = day_of(first) or date(until.year, 1, 1)
    if until < since:
        raise typer.BadParameter(_("give --from and --to in order"))
    with state.app() as app:
        if term is not None:
            _done(state, paperwork.election_result(app, term=TermId(term)), output)
        else:
            where = unit_of(app, unit, day=until)
            _done(state, paperwork.election_results(app, unit=where, first=since, last=until), output)


@group.command(help=_("A talent pool with its breakdown by source."))
def talents(
    context: typer.Context,
    unit: str = UNIT,
    on: str = ON,
    pool: str = typer.Option(POOL, help=_("The register of the pool.")),
    output: Path = OUTPUT,
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        which = code_of(app, "registers", pool)
        _done(state, paperwork.talent_list(app, unit=unit_of(app, unit, day=day), day=day, pool=which), output)
