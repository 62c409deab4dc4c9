"""gridparty orders: the list of change orders, and what all commands that make one print (D2, D3)."""

from typing import Any

import typer

from gridparty.app import App
from gridparty.cli.state import State, of
from gridparty.domain.civil_time import today
from gridparty.domain.ids import OrderId
from gridparty.domain.orders import OrderPlan
from gridparty.i18n import _
from gridparty.operations import orders, units
from gridparty.operations.orders import OrderRow, Preview

group = typer.Typer(
    name="orders", help=_("Change orders: merging, splitting, moving units on a day."), no_args_is_help=True
)

CODES = typer.Argument(help=_("The units (code, #id or name)."))
CODE = typer.Argument(help=_("The unit (code, #id or name)."))
ON = typer.Option(..., "--on", help=_("The first day of the change, such as 2026-12-01; a later day waits for it."))
DRY_RUN = typer.Option(False, "--dry-run", help=_("Only show what would happen, with the conservation check."))
TITLE = typer.Option("", "--title", help=_("A title for the list of orders."))
DOCUMENT = typer.Option(None, "--document", help=_("Number of the paper that orders it."))
RECORDS = typer.Option(
    False, "--with-records", help=_("Activities and services on or after the day go to the units that take over.")
)
PARENT = typer.Option(None, "--parent", help=_("The unit above (code, #id or name)."))


def carry_out(state: State, app: App, plan: OrderPlan, dry_run: bool) -> None:
    """Records the order, or shows what it would do."""
    shown = app.ask(orders.preview, plan=plan)
    if dry_run:
        _show_preview(state, shown)
        return
    done = app.run(orders.record, plan=plan)
    order = next(row for row in app.ask(orders.rows) if row.id == done.id)
    rows = {row.id: row for row in app.ask(units.rows)} if done.units else {}
    made = [
        {"id": unit, **{name: getattr(rows.get(unit), name, None) for name in ("code", "name", "kind")}}
        for unit in done.units
    ]
    result = {"order": done.id, "state": done.state, "title": order.title, "units": made, "warnings": shown.warnings}
    if len(plan.sources) == 1:
        result["id"] = plan.sources[0]
    what = (
        _("Order {number} was applied: {title}.")
        if done.units or done.state == "applied"
        else _("Order {number} waits for {day}: {title}.")
    )
    text = what.format(number=done.id, title=order.title, day=plan.day)
    new = ["　".join(str(word) for word in (f"#{each['id']}", each["code"], each["name"]) if word) for each in made]
    state.show(result, "\n".join([text, *new, *shown.warnings]))


def _show_preview(state: State, shown: Preview) -> None:
    rows = [
        {
            "matter": row.matter,
            "counted_in": row.counted_in,
            "before": row.before,
            "after": row.after,
            "ended": row.ended,
            "ok": row.holds,
        }
        for row in shown.conservation
    ]
    if state.as_json:
        ok = not shown.refusals
        told = {"refusals": shown.refusals, "warnings": shown.warnings}
        state.show({"dry_run": True, "ok": ok, **told, "conservation": rows})
        return
    heads = (_("Matter"), _("Before"), _("After"), _("Ended"), "")
    lines = [
        (
            row.label,
            f"{row.before} {row.counted_in}",
            f"{row.after} {row.counted_in}",
            row.ended or "",
            "✓" if row.holds else "✗",
        )
        for row in shown.conservation
        if row.before or row.after
    ]
    foot = [_("Dry run, nothing was written. ").strip(), *shown.refusals, *shown.warnings]
    state.table(rows, heads, lines, "\n".join(foot))


@group.command("list", help=_("All change orders, the newest day first."))
def list_(context: typer.Context) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(orders.rows)
    shown = [_as_json(row) for row in rows]
    heads = ("#", _("Day"), _("Kind"), _("State"), _("Title"), _("Document"))
    state.table(
        shown,
        heads,
        [
            (row.id, row.day, _(orders.LABELS[row.kind]), _(orders.STATES[row.state]), row.title, row.document)
            for row in rows
        ],
    )


@group.command(help=_("One change order: the units that it took from and those that took over."))
def show(context: typer.Context, number: int = typer.Argument(help=_("The order's number."))) -> None:
    state = of(context)
    with state.app() as app:
        row = app.ask(orders.one, order=OrderId(number))
    lines = [
        f"#{row.id}　{row.day}　{_(orders.STATES[row.state])}　{row.title}",
        *([row.document] if row.document else []),
    ]
    lines += [f"− #{unit} {name}" for unit, name in row.sources]
    lines += [f"+ #{unit} {name}" if unit else f"+ {name}" for unit, name in row.targets]
    state.show(_as_json(row), "\n".join([*lines, *([row.refusal] if row.refusal else [])]))


@group.command(help=_("Cancel an order that waits for its day."))
def cancel(context: typer.Context, number: int = typer.Argument(help=_("The order's number."))) -> None:
    state = of(context)
    with state.app() as app:
        app.run(orders.cancel, order=OrderId(number))
    state.show({"order": number}, _("Cancelled."))


@group.command(help=_("Apply the orders whose day has come."))
def apply(context: typer.Context) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.run(orders.apply_due, day=today())
    lines = [f"#{row.id}　{_(orders.STATES[row.state])}　{row.title}　{row.refusal or ''}".rstrip() for row in rows]
    state.show([_as_json(row) for row in rows], "\n".join(lines or [_("No order is due.")]))


def _as_json(row: OrderRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "day": row.day,
        "state": row.state,
        "title": row.title,
        "document": row.document,
        "sources": [{"id": unit, "name": name} for unit, name in row.sources],
        "targets": [{"id": unit or None, "name": name} for unit, name in row.targets],
        "refusal": row.refusal,
    }
