"""The command line: one file per subcommand group; every command is a thin call of App.run or App.ask."""

import sys
from pathlib import Path

import click
import typer

from gridparty.cli import (
    activities,
    attendance,
    briefings,
    demo,
    divisions,
    exports,
    facilities,
    figures,
    forms,
    history,
    imports,
    members,
    orders,
    paper,
    people,
    register_figures,
    registers,
    registrations,
    services,
    terms,
    unit_alerts,
    unit_changes,
    unit_orders,
    units,
    whole_file,
)
from gridparty.cli.state import State
from gridparty.domain.errors import GridpartyError
from gridparty.i18n import _
from gridparty.paths import default_file

REFUSED, USAGE = 1, 2

cli = typer.Typer(
    name="gridparty",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=_("Party-building work of a community and its grids, in one local file. --db FILE and --json go anywhere."),
)
for group in (divisions, units, members, registrations, activities, attendance, services, history):
    cli.add_typer(group.group)
people.register(members.group)
for part in (registers.group, facilities.group, terms.group, terms.held, terms.links):
    cli.add_typer(part)
register_figures.register(registers.group)
for module in (unit_alerts, unit_orders, unit_changes):
    module.register(units.group)
cli.add_typer(orders.group)
cli.add_typer(forms.group)
cli.add_typer(imports.group)
for module in (whole_file, figures, exports, briefings, paper, history, demo):
    module.register(cli)


@cli.callback()
def _root(
    context: typer.Context,
    db: Path = typer.Option(None, "--db", envvar="GRIDPARTY_DB", help=_("The database file.")),
    as_json: bool = typer.Option(False, "--json", help=_("Print one JSON document.")),
) -> None:
    context.obj = State(db or default_file(), as_json)


def run(arguments: list[str]) -> int:
    """Runs one command. Returns the exit code: 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""
    try:
        result = cli(args=_everywhere(arguments), prog_name="gridparty", standalone_mode=False)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return USAGE
    except GridpartyError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write(_("Stopped; nothing of it was kept.") + "\n")
        return REFUSED
    return result if isinstance(result, int) else 0


def _everywhere(arguments: list[str]) -> list[str]:
    """--db FILE and --json may stand behind the subcommand too: they are brought to the front."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--json" or word.startswith("--db="):
            front.append(word)
        elif word == "--db":
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        else:
            rest.append(word)
    return front + rest
