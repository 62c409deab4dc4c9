"""gridparty check-ins: who came (签到)."""

import typer

from gridparty.cli.state import member_of, of
from gridparty.domain.civil_time import parse_moment
from gridparty.domain.ids import ActivityId
from gridparty.i18n import _
from gridparty.operations import attendance, members

group = typer.Typer(name="check-ins", help=_("Who came to an activity."), no_args_is_help=True)
ACTIVITY = typer.Option(..., help=_("The activity's number."))
MEMBER = typer.Option(..., help=_("#id, code, name, initials or phone tail; the activity's list is searched first."))


@group.command(help=_("Check a person in; whoever is not listed becomes a walk-in."))
def add(
    context: typer.Context,
    activity: int = ACTIVITY,
    member: str = MEMBER,
    at: str = typer.Option(None, help=_("The time; now if left out.")),
    way: str = typer.Option("keyboard", help=_("scan, keyboard or paper.")),
) -> None:
    state = of(context)
    where = ActivityId(activity)
    moment = parse_moment(at) if at else None
    with state.app() as app:
        who = member_of(app, member, where)
        done = app.run(attendance.add, activity=where, member=who, at=moment, way=way)
        name = app.ask(members.names, members=[who])[who]
    walk_in = "" if done.role == "listed" else _(" Not on the list: counted as a walk-in.")
    state.show(done, _("Checked in: {name} {at}.").format(name=name, at=f"{done.at:%H:%M:%S}") + walk_in)


@group.command(help=_("Note that a listed person asked for leave."))
def leave(context: typer.Context, activity: int = ACTIVITY, member: str = MEMBER) -> None:
    state = of(context)
    where = ActivityId(activity)
    with state.app() as app:
        who = member_of(app, member, where)
        app.run(attendance.leave, activity=where, member=who)
    state.show({"member": who, "activity": activity}, _("Leave noted."))


@group.command(help=_("Take a check-in or a leave back."))
def undo(context: typer.Context, activity: int = ACTIVITY, member: str = MEMBER) -> None:
    state = of(context)
    where = ActivityId(activity)
    with state.app() as app:
        who = member_of(app, member, where)
        app.run(attendance.undo, activity=where, member=who)
    state.show({"member": who, "activity": activity}, _("Taken back."))
