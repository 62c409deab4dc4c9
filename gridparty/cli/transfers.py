"""gridparty members transfer: the ledger of transfers of affiliation (ORG-11, ORG-12)."""

from datetime import date
from typing import Any

import typer

from gridparty.app import App
from gridparty.cli.state import State, member_of, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.ids import MemberId, TransferId
from gridparty.domain.members import Person
from gridparty.domain.transfers import DIRECTIONS, STATES
from gridparty.i18n import _
from gridparty.operations import transfers

group = typer.Typer(
    name="transfer",
    help=_("The ledger of transfers of affiliation; the official transfer is done elsewhere."),
    no_args_is_help=True,
)
KEY = _("#id, code, name, initials or phone tail.")


def days(text: str | None) -> date | None:
    """A day that may be left out."""
    return parse_day(text) if text else None


def person_of(app: App, key: str | None, name: str | None, **facts: Any) -> dict[str, MemberId | Person]:
    """Somebody of the file by KEY, or a new person by name, as the operations take them."""
    if (key is None) == (name is None):
        raise typer.BadParameter(_("give either a person of the file or --name"))
    return {"member": member_of(app, key)} if key is not None else {"person": Person(name=name or "", **facts)}


@group.command(help=_("Begin a transfer out: the member stays in the roster until it is received."))
def out(
    context: typer.Context,
    key: str = typer.Argument(help=KEY),
    to: str = typer.Option(help=_("The organisation on the other side.")),
    reason: str = typer.Option(None, help=_("Why.")),
) -> None:
    state = of(context)
    with state.app() as app:
        transfer = app.run(transfers.begin_out, member=member_of(app, key), other=to, reason=reason)
    _done(state, transfer)


@group.command("in", help=_("Begin a transfer in; with a letter it counts as issued."))
def in_(
    context: typer.Context,
    key: str = typer.Argument(None, help=KEY),
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
        dates: dict[str, Any] = {"issued_on": days(issued), "valid_until": days(until)}
        transfer = app.run(transfers.begin_in, unit=where, other=source, letter=letter, **dates, **who)
    _done(state, transfer)


@group.command(help=_("A letter was issued."))
def issue(
    context: typer.Context,
    transfer: int = typer.Argument(help=_("Number of the transfer.")),
    letter: str = typer.Option(help=_("Number of the letter.")),
    on: str = typer.Option(help=_("Day of the letter.")),
    until: str = typer.Option(help=_("Last day of its validity, 3 months at most.")),
) -> None:
    state = of(context)
    with state.app() as app:
        span = {"day": parse_day(on), "valid_until": parse_day(until)}
        app.run(transfers.issue, transfer=TransferId(transfer), letter=letter, **span)
    _done(state, TransferId(transfer))


@group.command(help=_("It was received: an affiliation ends (out) or begins (in)."))
def receive(
    context: typer.Context,
    transfer: int = typer.Argument(help=_("Number of the transfer.")),
    on: str = typer.Option(help=_("The day of receipt.")),
    receipt: str = typer.Option(None, help=_("Number of the receipt.")),
) -> None:
    state = of(context)
    with state.app() as app:
        app.run(transfers.receive, transfer=TransferId(transfer), day=parse_day(on), receipt=receipt)
    _done(state, TransferId(transfer))


@group.command(help=_("The receipt is filed or sent back: nothing is left to do."))
def close(
    context: typer.Context,
    transfer: int = typer.Argument(help=_("Number of the transfer.")),
    on: str = typer.Option(help=_("The day.")),
    receipt: str = typer.Option(None, help=_("Number of the receipt.")),
) -> None:
    state = of(context)
    with state.app() as app:
        app.run(transfers.close, transfer=TransferId(transfer), day=parse_day(on), receipt=receipt)
    _done(state, TransferId(transfer))


@group.command("return", help=_("The letter came back or was sent back."))
def return_(
    context: typer.Context,
    transfer: int = typer.Argument(help=_("Number of the transfer.")),
    on: str = typer.Option(help=_("The day.")),
    why: str = typer.Option(help=_("Why.")),
) -> None:
    state = of(context)
    with state.app() as app:
        app.run(transfers.send_back, transfer=TransferId(transfer), day=parse_day(on), reason=why)
    _done(state, TransferId(transfer))


@group.command(help=_("Delete a draft that was entered by mistake."))
def remove(context: typer.Context, transfer: int = typer.Argument(help=_("Number of the transfer."))) -> None:
    state = of(context)
    with state.app() as app:
        app.run(transfers.remove, transfer=TransferId(transfer))
    _done(state, TransferId(transfer))


def _done(state: State, transfer: TransferId) -> None:
    state.show({"id": transfer}, _("Saved: transfer #{id}.").format(id=transfer))


@group.command("list", help=_("The ledger of a unit and what lies below it."))
def list_(
    context: typer.Context,
    unit: str = typer.Option(help=_("The unit (code, #id or name).")),
    is_open: bool = typer.Option(False, "--open", help=_("Only those under way.")),
    due: bool = typer.Option(False, "--due", help=_("Only letters that end within 7 days or have expired.")),
    direction: str = typer.Option(None, help=_("in or out.")),
    on: str = typer.Option(None, help=_("As of a day, such as 2026-10-25.")),
) -> None:
    state = of(context)
    with state.app() as app:
        where = unit_of(app, unit)
        if due:
            rows = app.ask(transfers.due, unit=where, day=days(on))
        else:
            rows = app.ask(transfers.rows, unit=where, day=days(on), direction=direction, is_open=is_open)
    heads = ("#", _("Name"), "", _("Branch"), _("Other side"), _("State"), _("Letter"), _("Valid until"), _("Receipt"))
    shown = [
        (
            row.id, row.name, _(DIRECTIONS[row.direction]), row.unit_name, row.other, _(STATES[row.state]),
            row.letter, row.valid_until, row.receipt,
        )
        for row in rows
    ]  # fmt: skip
    state.table(rows, heads, shown)
