"""gridparty export: any list as a spreadsheet."""

from pathlib import Path

import typer

from gridparty import handing_out
from gridparty.cli.options import UNIT
from gridparty.cli.state import bar, of, unit_of
from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import exports


def register(cli: typer.Typer) -> None:
    """Adds the command."""
    cli.command(help=_("Write a list as .xlsx or .csv; masked, and written down."))(export)


def export(
    context: typer.Context,
    what: str = typer.Argument(help=", ".join([*exports.LISTS, exports.REGISTERS])),
    unit: str = UNIT,
    output: Path = typer.Option(..., "-o", "--output", help=_("The .xlsx or .csv file; an existing one is replaced.")),
    month: str = typer.Option(None, help=_("Month, such as 2026-10; this month if left out.")),
    first: str = typer.Option(None, "--from", help=_("First month, of what happens over time.")),
    columns: str = typer.Option("", help=_("Keys of the columns wanted, with commas between.")),
    register: str = typer.Option(None, help=_("Which register (its code).")),
    is_plain: bool = typer.Option(False, "--reveal", help=_("In full, nothing masked; needs --reason.")),
    reason: str = typer.Option(None, help=_("What it is for; kept in the record of it.")),
) -> None:
    """Writes the list."""
    state = of(context)
    last = Month.parse(month) if month else Month.of(today())
    if (what == exports.REGISTERS) != (register is not None):
        raise typer.BadParameter(_("--register goes with registers, and only with them"))
    with state.app() as app, bar(_("Export")) as progress:
        found = handing_out.export(
            app,
            what=f"{what}:{register}" if register else what,
            unit=unit_of(app, unit, month=last),
            month=last,
            first=Month.parse(first) if first else None,
            path=output,
            columns=[key.strip() for key in columns.split(",") if key.strip()],
            reason=reason,
            is_plain=is_plain,
            progress=progress,
        )
    result = {"file": str(output), "rows": len(found.rows), "people": found.people, "masked": found.is_masked,
              "columns": list(found.keys)}  # fmt: skip
    said = (
        _("{rows} rows are in {path}, personal data masked.")
        if found.is_masked
        else _("{rows} rows are in {path}, personal data in full.")
    )
    state.show(result, said.format(rows=len(found.rows), path=output))
