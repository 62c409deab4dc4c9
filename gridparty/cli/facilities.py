"""gridparty facilities: area as of a month, growth, money put in (S030, S088)."""

import typer

from gridparty.cli.options import MONTH, UNIT
from gridparty.cli.state import of, unit_of
from gridparty.domain.counts import decimals, percent
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import facilities

group = typer.Typer(name="facilities", help=_("Facilities in figures."), no_args_is_help=True)


@group.command(help=_("The communities' premises in a month, and the share that reach the set area."))
def area(
    context: typer.Context,
    unit: str = UNIT,
    month: str = MONTH,
    threshold: float = typer.Option(None, min=0, help=_("The set area in ㎡.")),
) -> None:
    state = of(context)
    at = Month.parse(month)
    with state.app() as app:
        found = app.ask(facilities.areas, unit=unit_of(app, unit, month=at), month=at, threshold=threshold)
    value = {
        "month": at,
        "threshold": found.threshold,
        "communities": len(found.places),
        "reached": found.reached,
        "share": decimals(found.share),
        "area": found.area,
        "places": found.places,
    }
    state.table(
        value,
        (_("Community"), _("Area (㎡)"), _("Facilities"), _("Reached")),
        [(place.name, place.area, place.facilities, "✓" if place.reached else "") for place in found.places],
        _("{reached} of {all} communities have {threshold} ㎡ or more, {share}").format(
            reached=found.reached, all=len(found.places), threshold=found.threshold, share=percent(found.share)
        ),
    )


@group.command(help=_("Area before and after, and how many times as much it is."))
def growth(
    context: typer.Context,
    unit: str = UNIT,
    first: str = typer.Option(help=_("First month, such as 2026-01.")),
    last: str = typer.Option(help=_("Last month.")),
) -> None:
    state = of(context)
    since, until = Month.parse(first), Month.parse(last)
    with state.app() as app:
        found = app.ask(facilities.growth, unit=unit_of(app, unit, month=until), first=since, last=until)
    value = {
        "before": found.before, "after": found.after, "gained": found.gained, "factor": decimals(found.factor),
    }  # fmt: skip
    factor = "—" if found.factor is None else f"{found.factor:.1f}"
    text = _("{before} ㎡ → {after} ㎡, {factor} times").format(before=found.before, after=found.after, factor=factor)
    state.show(value, text)


@group.command(help=_("What was built and paid for."))
def ledger(
    context: typer.Context,
    unit: str = UNIT,
    first: str = typer.Option(help=_("First month, such as 2026-01.")),
    last: str = typer.Option(help=_("Last month.")),
) -> None:
    state = of(context)
    since, until = Month.parse(first), Month.parse(last)
    with state.app() as app:
        found = app.ask(facilities.invested, unit=unit_of(app, unit, month=until), first=since, last=until)
    state.table(
        found,
        (_("Day"), _("Facility"), _("Unit"), _("How"), _("Gained (㎡)"), _("Money (yuan)")),
        [(row.day, row.facility, row.unit_name, row.method, row.gained, row.money) for row in found.rows],
        _("Total: {gained} ㎡, {money} yuan").format(gained=found.gained, money=found.money),
    )
