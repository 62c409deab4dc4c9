"""gridparty units move, upgrade, rename, recode, close, reopen: the unit stays, dated (S091, S093)."""

from dataclasses import replace

import typer

from gridparty.app import App
from gridparty.cli.orders import CODE, CODES, DOCUMENT, DRY_RUN, ON, PARENT, TITLE, carry_out
from gridparty.cli.state import code_of, of, unit_of
from gridparty.domain import raising
from gridparty.domain.civil_time import parse_day
from gridparty.domain.errors import InvalidInput
from gridparty.domain.orders import CLOSE, MOVE, RECODE, RENAME, REOPEN, UPGRADE, OrderPlan, Target
from gridparty.domain.raising import Raised
from gridparty.i18n import _
from gridparty.operations import orders, tree

BELOW = typer.Option(
    None,
    "--children-kind",
    metavar="FROM=TO[=ENDING]",
    help=_(
        "Units right below that are of the kind FROM become TO in the same order, with another ending of their names "
        "if one is given; may be repeated: --children-kind 党支部=党总支=党总支"
    ),
)


def move(
    context: typer.Context,
    codes: list[str] = CODES,
    to: str = typer.Option(..., "--to", help=_("The new unit above (code, #id or name).")),
    on: str = ON,
    title: str = TITLE,
    document: str = DOCUMENT,
    dry_run: bool = DRY_RUN,
) -> None:
    day, state = parse_day(on), of(context)
    with state.app() as app:
        sources = tuple(unit_of(app, each, day=day) for each in codes)
        target = Target(unit=unit_of(app, to, day=day))
        carry_out(state, app, OrderPlan(MOVE, day, sources, (target,), (), title, document), dry_run)


def upgrade(
    context: typer.Context,
    codes: list[str] = CODES,
    kind: str = typer.Option(None, "--kind", help=_("The new kind; `catalogues list` prints them.")),
    name: str = typer.Option(None, "--name", help=_("The new name; of several units, their new ending.")),
    children_kind: list[str] = BELOW,
    on: str = ON,
    title: str = TITLE,
    document: str = DOCUMENT,
    dry_run: bool = DRY_RUN,
) -> None:
    day, state = parse_day(on), of(context)
    with state.app() as app:
        found = [unit_of(app, each, day=day) for each in codes]
        known = code_of(app, "unit_kinds", kind) if kind else None
        nodes = app.ask(tree.on_day, day=day).nodes.values()
        below = dict(_below(app, each) for each in children_kind or ())
        becomes = Raised(known, name if len(found) > 1 else None)
        targets = raising.targets(nodes, found, becomes=becomes, below=below)
        if len(found) == 1:
            targets = (replace(targets[0], name=name), *targets[1:])
        carry_out(state, app, OrderPlan(UPGRADE, day, tuple(found), targets, (), title, document), dry_run)


def _below(app: App, text: str) -> tuple[str, Raised]:
    """党支部=党总支=党总支: a kind of units below, and what they become."""
    kind, _sign, rest = text.partition("=")
    becomes, _sign, ending = rest.partition("=")
    if not kind.strip() or not becomes.strip():
        raise InvalidInput(
            _("“{text}” is not FROM=TO; write two kinds of units, such as 党支部=党总支.").format(text=text)
        )
    old, new = (code_of(app, "unit_kinds", each.strip()) for each in (kind, becomes))
    return old, Raised(new, ending.strip() or None)


def rename(
    context: typer.Context,
    code: str = CODE,
    name: str = typer.Option(..., "--name", help=_("The new name.")),
    on: str = ON,
    document: str = DOCUMENT,
    dry_run: bool = DRY_RUN,
) -> None:
    _one(context, RENAME, code, on, document, dry_run, name=name)


def recode(
    context: typer.Context,
    code: str = CODE,
    new: str = typer.Option(..., "--code", help=_("The new code.")),
    on: str = ON,
    document: str = DOCUMENT,
    dry_run: bool = DRY_RUN,
) -> None:
    _one(context, RECODE, code, on, document, dry_run, code=new)


def _one(
    context: typer.Context, kind: str, key: str, on: str, document: str | None, dry_run: bool, **change: str
) -> None:
    day, state = parse_day(on), of(context)
    with state.app() as app:
        unit = unit_of(app, key, day=day)
        plan = OrderPlan(kind, day, (unit,), (Target(unit=unit, **change),), document=document)  # type: ignore[arg-type]
        carry_out(state, app, plan, dry_run)


def close(
    context: typer.Context,
    codes: list[str] = CODES,
    on: str = typer.Option(..., "--on", help=_("The first day without it.")),
    document: str = DOCUMENT,
    dry_run: bool = DRY_RUN,
) -> None:
    day, state = parse_day(on), of(context)
    with state.app() as app:
        found = tuple(unit_of(app, each) for each in codes)
        carry_out(state, app, OrderPlan(CLOSE, day, found, document=document), dry_run)


def reopen(
    context: typer.Context,
    code: str = typer.Argument(help=_("The closed unit (#id, or its last code or name).")),
    parent: str = PARENT,
    on: str = ON,
    document: str = DOCUMENT,
    dry_run: bool = DRY_RUN,
) -> None:
    day, state = parse_day(on), of(context)
    with state.app() as app:
        unit = app.ask(orders.find_closed, key=code, day=day)
        above = unit_of(app, parent, day=day) if parent else None
        targets = (Target(unit=unit, parent=above),) if above else ()
        carry_out(state, app, OrderPlan(REOPEN, day, (unit,), targets, document=document), dry_run)


def register(group: typer.Typer) -> None:
    """Adds the commands to `gridparty units`."""
    group.command(help=_("Move units below another one."))(move)
    group.command(help=_("Raise units to another kind; they stay the same units."))(upgrade)
    group.command(help=_("Give a unit another name from a day on."))(rename)
    group.command(help=_("Give a unit another code from a day on."))(recode)
    group.command(help=_("Close units that are empty; their records stay."))(close)
    group.command(help=_("Open a closed unit again, as it last was."))(reopen)
