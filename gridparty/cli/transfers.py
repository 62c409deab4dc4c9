"""gridparty members transfer: the ledger of transfers of affiliation (ORG-11, ORG-12)."""

from collections.abc import Callable
from typing import Any

import typer

from gridparty.cli.options import AS_OF_DAY, DAY, PERSON, PERSON_OR_NAME, UNIT, day_of, person_of
from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.ids import TransferId
from gridparty.domain.transfers import DIRECTIONS, STATES
from gridparty.i18n import _
from gridparty.operations import transfers

group = typer.Typer(
    name="transfer",
    help=_("The ledger of transfers of affiliation; the official transfer is done elsewhere."),
    no_args_is_help=True,
)
TRANSFER = typer.Argument(help=_("Number of the transfer."))
SAVED = _("Saved: transfer #{id}.")


@group.command(help=_("Begin a transfer out: the member stays in the roster until it is received."))
def out(
    context: typer.Context,
    key: str = PERSON,
    to: str = typer.Option(help=_("The organisation on the other side.")),
    reason: str = typer.Option(None, help=_("Why.")),
) -> None:
    state = of(context)
    with state.app() as app:
        transfer = app.run(transfers.begin_out, member=member_of(app, key), other=to, reason=reason)
    state.show({"id": transfer}, SAVED.format(id=transfer))


@group.command("in", help=_("Begin a transfer in; with a letter it counts as issued."))
def in_(
    context: typer.Context,
    key: str = PERSON_OR_NAME,
    unit: str = typer.Option(help=_("The branch (code, #id or name).")),
    source: str = typer.Option(..., "--from", help=_("The organisation on the other side.")),
    name: str = typer.Option(None, help=_("Name of somebody new.")),
    stage: str = typer.Option("full", help=_("full or probationary.")),
    letter: str = typer.Option(None, help=_("Number of the letter.")),
    issued: str = typer.Option(None, help=_("Day of the letter.")),
    until: str = typer.Option(None, help=_("Last day of its validity.")),
) -> None:
    state = of(context)
    with state.app() as app:
        who: dict[str, Any] = person_of(app, key, name, stage=stage)
        where = unit_of(app, unit)
        dates: dict[str, Any] = {"issued_on": day_of(issued), "valid_until": day_of(until)}
        transfer = app.run(transfers.begin_in, unit=where, other=source, letter=letter, **dates, **who)
    state.show({"id": transfer}, SAVED.format(id=transfer))


@group.command(help=_("A letter was issued."))
def issue(
    context: typer.Context,
    transfer: int = TRANSFER,
    letter: str = typer.Option(help=_("Number of the letter.")),
    on: str = typer.Option(help=_("Day of the letter.")),
    until: str = typer.Option(help=_("Last day of its validity, 3 months at most.")),
) -> None:
    _step(context, transfers.issue, transfer, letter=letter, day=parse_day(on), valid_until=parse_day(until))


@group.command(help=_("It was received: an affiliation ends (out) or begins (in)."))
def receive(
    context: typer.Context,
    transfer: int = TRANSFER,
    on: str = typer.Option(help=_("The day of receipt.")),
    receipt: str = typer.Option(None, help=_("Number of the receipt.")),
) -> None:
    _step(context, transfers.receive, transfer, day=parse_day(on), receipt=receipt)


@group.command(help=_("The receipt is filed or sent back: nothing is left to do."))
def close(
    context: typer.Context,
    transfer: int = TRANSFER,
    on: str = DAY,
    receipt: str = typer.Option(None, help=_("Number of the receipt.")),
) -> None:
    _step(context, transfers.close, transfer, day=parse_day(on), receipt=receipt)


@group.command("return", help=_("The letter came back or was sent back."))
def return_(
    context: typer.Context,
    transfer: int = TRANSFER,
    on: str = DAY,
    why: str = typer.Option(help=_("Why.")),
) -> None:
    _step(context, transfers.send_back, transfer, day=parse_day(on), reason=why)


@group.command(help=_("Delete a draft that was entered by mistake."))
def remove(context: typer.Context, transfer: int = TRANSFER) -> None:
    _step(context, transfers.remove, transfer)


def _step(context: typer.Context, operation: Callable[..., Any], number: int, **kwargs: Any) -> None:
    of(context).act(operation, said=SAVED, number=number, transfer=TransferId(number), **kwargs)


@group.command("list", help=_("The ledger of a unit and what lies below it."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    is_open: bool = typer.Option(False, "--open", help=_("Only those under way.")),
    due: bool = typer.Option(False, "--due", help=_("Only letters that end within 7 days or have expired.")),
    direction: str = typer.Option(None, help=_("in or out.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        where = unit_of(app, unit)
        if due:
            rows = app.ask(transfers.due, unit=where, day=day_of(on))
        else:
            rows = app.ask(transfers.rows, unit=where, day=day_of(on), direction=direction, is_open=is_open)
    heads = ("#", _("Name"), "", _("Branch"), _("Other side"), _("State"), _("Letter"), _("Valid until"), _("Receipt"))
    shown = [
        (
            row.id, row.name, _(DIRECTIONS[row.direction]), row.unit_name, row.other, _(STATES[row.state]),
            row.letter, row.valid_until, row.receipt,
        )
        for row in rows
    ]  # fmt: skip
    state.table(rows, heads, shown)
