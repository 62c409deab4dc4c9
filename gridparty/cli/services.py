"""gridparty services: what members did for residents."""

import typer

from gridparty.cli.options import MONTH, UNIT
from gridparty.cli.state import code_of, member_of, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.ids import ServiceId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, services

group = typer.Typer(name="services", help=_("Services done for residents."), no_args_is_help=True)


@group.command(help=_("Add a service done by one or more members."))
def add(
    context: typer.Context,
    unit: str = UNIT,
    category: str = typer.Option(help=_("Category; `catalogues list` prints them.")),
    day: str = typer.Option(..., "--date", help=_("The day, such as 2026-10-25.")),
    hours: float = typer.Option(help=_("Each member's own time, in steps of 0.5.")),
    member: list[str] = typer.Option(..., help=_("Who did it; may be repeated.")),
    summary: str = typer.Option(help=_("What was done.")),
    place: str = typer.Option(None, help=_("Place.")),
    people_helped: int = typer.Option(None, min=0, help=_("Person-times helped, counted.")),
    people_helped_estimated: int = typer.Option(None, min=0, help=_("Person-times helped, estimated.")),
) -> None:
    state = of(context)
    on = parse_day(day)
    with state.app() as app:
        added = app.run(
            services.add,
            unit=unit_of(app, unit, day=on),
            category=code_of(app, "service_categories", category),
            day=on,
            hours=hours,
            members=[member_of(app, key) for key in member],
            summary=summary,
            place=place,
            people_helped=people_helped,
            people_helped_estimated=people_helped_estimated,
        )
    state.show({"id": added}, _("Added: service #{id}.").format(id=added))


@group.command("list", help=_("The services of a month."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    month: str = MONTH,
) -> None:
    state = of(context)
    at = Month.parse(month)
    with state.app() as app:
        rows = app.ask(services.rows, unit=unit_of(app, unit, month=at), first=at)
        words = app.ask(catalogues.labels, catalogue="service_categories")
    state.table(
        rows,
        ("#", _("Day"), _("Category"), _("Summary"), _("Members"), _("Hours"), _("Unit")),
        [(r.id, r.day, words.get(r.category), r.summary, r.members, r.half_hours / 2, r.unit_name) for r in rows],
    )


@group.command(help=_("Delete a service entered by mistake; undo brings it back."))
def delete(context: typer.Context, service: int = typer.Argument(help=_("Its number."))) -> None:
    of(context).act(services.remove, said=_("Deleted."), number=service, service=ServiceId(service))
