"""gridparty briefing, briefings: the monthly briefing as PDF, for one unit or a whole subtree."""

from pathlib import Path

import typer

from gridparty import batch
from gridparty.cli.options import MONTH, UNIT
from gridparty.cli.state import bar, of, unit_of
from gridparty.domain.months import Month
from gridparty.i18n import _


def register(cli: typer.Typer) -> None:
    """Adds the commands."""
    cli.command(help=_("Print the monthly briefing of a unit."))(briefing)
    cli.command(help=_("Print the monthly briefings of a unit and everything below it."))(briefings)


def briefing(
    context: typer.Context,
    unit: str = UNIT,
    month: str = MONTH,
    output: Path = typer.Option(..., "-o", "--output", help=_("The PDF file; an existing one is replaced.")),
) -> None:
    """One briefing."""
    state = of(context)
    at = Month.parse(month)
    with state.app() as app:
        batch.print_one(app, unit=unit_of(app, unit, month=at), month=at, path=output)
    state.show({"files": [str(output)]}, _("Printed: {path}").format(path=output))


def briefings(
    context: typer.Context,
    under: str = typer.Option(help=_("The unit at the top (code, #id or name).")),
    month: str = MONTH,
    output: Path = typer.Option(..., "-o", "--output", help=_("The folder.")),
    jobs: int = typer.Option(2, min=1, max=16, help=_("How many processes.")),
) -> None:
    """Many briefings."""
    state = of(context)
    at = Month.parse(month)
    with state.app() as app, bar(_("Briefings")) as progress:
        top = unit_of(app, under, month=at)
        files = batch.print_subtree(app, unit=top, month=at, folder=output, jobs=jobs, progress=progress)
    state.show(
        {"files": [str(path) for path in files]},
        _("{count} briefings in {folder}").format(count=len(files), folder=output),
    )
