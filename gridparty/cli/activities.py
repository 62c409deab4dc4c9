"""gridparty activities: gatherings and whom they expect."""

import typer

from gridparty.cli.options import MONTH, UNIT
from gridparty.cli.state import code_of, member_of, of, unit_of
from gridparty.domain.civil_time import parse_moment
from gridparty.domain.counts import percent, rate
from gridparty.domain.ids import ActivityId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import activities, catalogues, services

group = typer.Typer(name="activities", help=_("Activities and whom they expect."), no_args_is_help=True)


@group.command(help=_("Add an activity; its list of expected people is drawn up."))
def add(
    context: typer.Context,
    unit: str = UNIT,
    kind: list[str] = typer.Option(..., help=_("Kind; may be repeated.")),
    kind2: str = typer.Option(None, help=_("A second kind.")),
    title: str = typer.Option(help=_("Title.")),
    start: str = typer.Option(help=_("Start, such as 2026-10-25T09:00.")),
    hours: float = typer.Option(None, help=_("Length in hours.")),
    place: str = typer.Option(None, help=_("Place.")),
    invite: list[str] = typer.Option([], help=_("People expected besides; may be repeated.")),
    joint: list[str] = typer.Option([], help=_("Units that hold it together; may be repeated.")),
) -> None:
    state = of(context)
    moment = parse_moment(start)
    with state.app() as app:
        added = app.run(
            activities.add,
            unit=unit_of(app, unit, day=moment.date()),
            kinds=[code_of(app, "activity_kinds", each) for each in [*kind, *([kind2] if kind2 else [])]],
            title=title,
            start=moment,
            half_hours=services.half_hours(hours) if hours is not None else None,
            place=place,
            invited=[member_of(app, key) for key in invite],
            joint=[unit_of(app, key, day=moment.date()) for key in joint],
        )
    state.show({"id": added}, _("Added: activity #{id}.").format(id=added))


@group.command("list", help=_("The activities of a month."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    month: str = MONTH,
) -> None:
    state = of(context)
    at = Month.parse(month)
    with state.app() as app:
        rows = app.ask(activities.rows, unit=unit_of(app, unit, month=at), first=at)
        kinds = app.ask(catalogues.labels, catalogue="activity_kinds")
    state.table(
        rows,
        ("#", _("Start"), _("Kind"), _("Title"), _("Expected"), _("Present"), _("Attendance rate"), _("Unit")),
        [
            (row.id, f"{row.start:%m-%d %H:%M}", "、".join(kinds.get(kind, kind) for kind in row.kinds), row.title,
             row.expected, row.present, percent(rate(row.present, row.expected)), row.unit_name)
            for row in rows
        ],
    )  # fmt: skip


@group.command(help=_("Delete an activity entered by mistake; undo brings it back."))
def delete(context: typer.Context, activity: int = typer.Argument(help=_("Its number."))) -> None:
    of(context).act(activities.remove, said=_("Deleted."), number=activity, activity=ActivityId(activity))
