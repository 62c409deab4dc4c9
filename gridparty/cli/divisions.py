"""gridparty divisions import: the official list of streets and communities."""

from pathlib import Path

import typer

from gridparty.cli.state import bar, of
from gridparty.exchange.divisions import read_divisions
from gridparty.i18n import _
from gridparty.operations import divisions

group = typer.Typer(name="divisions", help=_("The official list of streets and communities."), no_args_is_help=True)


@group.command("import", help=_("Bring an official list into the tree."))
def import_(
    context: typer.Context,
    file: Path = typer.Argument(help=_("CSV with code, name, level, parent_code.")),
    under: str = typer.Option(None, help=_("Only this code and what lies below it.")),
) -> None:
    state = of(context)
    rows = read_divisions(file)
    with state.app() as app, bar(_("Divisions")) as progress:
        done = app.run(divisions.import_list, rows=rows, under=under, progress=progress)
    counts = {
        "new": len(done.new),
        "changed": len(done.changed),
        "same": len(done.same),
        "rejected": len(done.rejected),
    }
    reasons = [{"code": code, "reason": reason} for code, reason in done.rejected]
    text = _("{new} new, {changed} renamed, {same} unchanged, {rejected} rejected.").format(**counts)
    state.show({"rows_in_file": sum(counts.values()), **counts, "reasons": reasons},
               "\n".join([text, *(reason["reason"] for reason in reasons)]))  # fmt: skip
