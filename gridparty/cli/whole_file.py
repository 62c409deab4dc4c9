"""gridparty init, check: the file as a whole."""

import typer

from gridparty.app import App
from gridparty.cli.state import note, of
from gridparty.i18n import _
from gridparty.operations import checks


def register(cli: typer.Typer) -> None:
    """Adds the commands."""
    cli.command(help=_("Create a new file."))(init)
    cli.command(help=_("Check the whole file: pages, keys, the log, ranges."))(check)


def init(context: typer.Context) -> None:
    """A new file with the shipped vocabulary; an existing one is never touched."""
    state = of(context)
    App.create(state.path).close()
    state.show({"file": str(state.path)}, _("Created: {path}").format(path=state.path))


def check(context: typer.Context) -> None:
    """Exit code 1 if anything is found."""
    state = of(context)
    with state.app() as app:
        found = app.ask(checks.run)
    state.show(found, "\n".join(found.findings) if found.findings else _("The file is sound."))
    if not found.ok:
        note(_("Restore the newest backup, or report these lines."))
        raise typer.Exit(1)
