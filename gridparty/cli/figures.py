"""gridparty figures, records, inventory: numbers and what stands behind them."""

from collections.abc import Mapping
from typing import Any

import typer

from gridparty.app import App
from gridparty.cli.options import UNIT
from gridparty.cli.state import of, unit_of
from gridparty.domain.counts import about, decimals, one_decimal, percent
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, tree
from gridparty.operations import figures as figures_
from gridparty.operations import inventory as inventory_
from gridparty.operations import kinds as kinds_
from gridparty.operations import records as records_
from gridparty.operations.figures import FIGURES, Value

KINDS = ("activity_kinds", "service_categories")


def register(cli: typer.Typer) -> None:
    """Adds the commands."""
    cli.command(help=_("The figures of a unit for a month, or from one month to another."))(figures)
    cli.command(help=_("The records behind a figure."))(records)
    cli.command(help=_("Party organisations by kind, with a line for what no heading counts."))(inventory)


def _span(month: str | None, first: str | None, last: str | None) -> tuple[Month, Month]:
    if month and not (first or last):
        return Month.parse(month), Month.parse(month)
    if first and last and not month:
        span = Month.parse(first), Month.parse(last)
        if span[0] <= span[1]:
            return span
    raise typer.BadParameter(_("give --month, or --from and --to in order"))


def _key(app: App, unit: UnitId, month: Month) -> str:
    node = app.ask(tree.of_month, month=month).nodes[unit]
    return node.code or f"#{unit}"


def figures(
    context: typer.Context,
    unit: str = UNIT,
    month: str = typer.Option(None, help=_("Month, such as 2026-10.")),
    first: str = typer.Option(None, "--from", help=_("First month.")),
    last: str = typer.Option(None, "--to", help=_("Last month.")),
) -> None:
    """Month figures, or those of a span together with every month's."""
    state = of(context)
    since, until = _span(month, first, last)
    with state.app() as app:
        found = unit_of(app, unit, month=until)
        values = app.ask(figures_.of_unit, unit=found, first=since, last=until)
        result: dict[str, Any] = {"unit": _key(app, found, until)}
        if month:
            result |= {"month": str(since), "figures": _plain(values)}
        else:
            months = [
                {"month": str(each), "figures": _plain(app.ask(figures_.of_unit, unit=found, first=each))}
                for each in since.to(until)
                if found in app.ask(tree.of_month, month=each).nodes
            ]
            result |= {"from": str(since), "to": str(until), "figures": _plain(values), "months": months}
        by_kind = app.ask(kinds_.of_unit, unit=found, first=since, last=until)
        words = {code: label for name in KINDS for code, label in app.ask(catalogues.labels, catalogue=name).items()}
    result |= {"activities_by_kind": by_kind.activities, "services_by_category": by_kind.services}
    rows = [(_(FIGURES[name].name), _shown(name, value), _about(name, value), name) for name, value in values.items()]
    for figure, counts in (("activities", by_kind.activities), ("services", by_kind.services)):
        rows += [
            (f"　{words[code]}", _shown(figure, number), _about(figure, number), code)
            for code, number in counts.items()
        ]
    state.table(result, (_("Figure"), _("Value"), _("In round words"), "id"), rows)


def _plain(values: dict[str, Value]) -> dict[str, Value]:
    """The figures as JSON carries them: rates and means with 4 decimals (D9)."""
    return {name: decimals(value) if isinstance(value, float) else value for name, value in values.items()}


def _shown(name: str, value: Value) -> str:
    if name == "attendance_rate":
        return percent(value)
    if value is None:
        return "—"
    return f"{one_decimal(value)} {FIGURES[name].unit}" if isinstance(value, float) else f"{value} {FIGURES[name].unit}"


def _about(name: str, value: Value) -> str:
    return about(value) + FIGURES[name].unit if isinstance(value, int) and about(value) != str(value) else ""


def records(
    context: typer.Context,
    figure: str = typer.Argument(help=_("The figure's id, as `figures` prints it.")),
    unit: str = UNIT,
    month: str = typer.Option(None, help=_("Month, such as 2026-10.")),
    first: str = typer.Option(None, "--from", help=_("First month.")),
    last: str = typer.Option(None, "--to", help=_("Last month.")),
) -> None:
    """The list behind a figure."""
    state = of(context)
    since, until = _span(month, first, last)
    with state.app() as app:
        found = unit_of(app, unit, month=until)
        rows = app.ask(records_.behind, figure=figure, unit=found, first=since, last=until)
    state.table(
        rows,
        (_("Day"), _("Unit"), _("What"), _("Person"), _("Value"), "#"),
        [(row.day, row.unit_name, row.what, row.person, row.value, row.id) for row in rows],
        _("{count} records").format(count=len(rows)),
    )


def inventory(
    context: typer.Context,
    unit: str = UNIT,
    month: str = typer.Option(None, help=_("At the end of a month; today if left out.")),
) -> None:
    """The inventory (组织概况表, S002)."""
    state = of(context)
    at = Month.parse(month) if month else None
    with state.app() as app:
        found = app.ask(inventory_.of_unit, unit=unit_of(app, unit, month=at), month=at)
        kinds = app.ask(catalogues.labels, catalogue="unit_kinds")
    state.table(
        found,
        (_("Kind"), _("Party organisations"), _("Members"), _("Kinds in it")),
        [(row.heading, row.organisations, row.members, _kinds(row, kinds)) for row in found.rows]
        + [(_("Total"), found.organisations, found.members, "")],
        _("Of the members, {count} are rural.").format(count=found.rural_members) if found.rural_members else "",
    )


def _kinds(row: inventory_.InventoryRow, words: Mapping[str, str]) -> str:
    return "、".join(f"{words.get(kind, kind)} {number}" for kind, number in row.by_kind.items())
