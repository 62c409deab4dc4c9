"""gridparty undo, history, catalogues: what was done, and the vocabulary."""

import typer

from gridparty.cli.state import of
from gridparty.domain.ids import ActId
from gridparty.i18n import _
from gridparty.operations import catalogues
from gridparty.operations import history as history_

group = typer.Typer(name="catalogues", help=_("The vocabulary."), no_args_is_help=True)


@group.command("list", help=_("Every word of the vocabulary with its code."))
def list_(context: typer.Context, catalogue: str = typer.Argument(None, help=_("Only one catalogue."))) -> None:
    state = of(context)
    with state.app() as app:
        items = [item for item in app.ask(catalogues.all_items) if catalogue in (None, item.catalogue)]
    state.table(
        items,
        (_("Catalogue"), _("Code"), _("Word"), "English"),
        [(item.catalogue, item.code, item.zh, item.en) for item in items],
    )


def register(cli: typer.Typer) -> None:
    """Adds the commands."""
    cli.command(help=_("Take the newest act back, or the one that is named."))(undo)
    cli.command(help=_("What was done, newest first."))(history)


def undo(context: typer.Context, act: int = typer.Option(None, help=_("The act's number."))) -> None:
    """Undo."""
    state = of(context)
    with state.app() as app:
        done = app.undo(ActId(act) if act is not None else None)
        name = next((row.label for row in app.ask(history_.acts, limit=10_000) if row.id == done), "")
    state.show({"act": done}, _("Taken back: act {act} {name}.").format(act=done, name=name))


def history(context: typer.Context, limit: int = typer.Option(20, min=1, help=_("How many acts."))) -> None:
    """The newest acts."""
    state = of(context)
    with state.app() as app:
        rows = app.ask(history_.acts, limit=limit)
    state.table(
        rows,
        (_("Act"), _("When"), _("By"), _("What"), _("Records"), ""),
        [
            (row.id, f"{row.at:%Y-%m-%d %H:%M:%S}", row.account, row.label, sum(row.tables.values()),
             _("taken back") if row.undone else "")
            for row in rows
        ],
    )  # fmt: skip
