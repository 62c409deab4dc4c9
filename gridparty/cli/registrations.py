"""gridparty registrations: in-service members who report to the community (报到)."""

import typer

from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.civil_time import parse_day, today
from gridparty.domain.ids import BelongingId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import feedback, registrations

group = typer.Typer(name="registrations", help=_("Residence registration with the community."), no_args_is_help=True)


@group.command(help=_("Register a member, or someone who is not on the roster; prints the receipt number."))
def add(
    context: typer.Context,
    unit: str = typer.Option(help=_("The unit (code, #id or name).")),
    member: str = typer.Option(None, help=_("#id, code, name, initials or phone tail.")),
    name: str = typer.Option(None, help=_("Name of someone not on the roster.")),
    work_unit: str = typer.Option(None, help=_("His or her work unit.")),
    phone: str = typer.Option(None, help=_("Phone.")),
    on: str = typer.Option(None, help=_("The day; today if left out.")),
    skill: list[str] = typer.Option([], help=_("Skills offered.")),
    post: str = typer.Option(None, help=_("Claimed post.")),
) -> None:
    state = of(context)
    if (member is None) == (name is None):
        raise typer.BadParameter(_("give either --member, or --name and --work-unit"))
    day = parse_day(on) if on else None
    facts = {**({"skills": skill} if skill else {}), **({"claimed_post": post} if post else {})}
    with state.app() as app:
        done = app.run(
            registrations.add,
            unit=unit_of(app, unit, day=day),
            member=member_of(app, member) if member else None,
            person=Person(name=name, work_unit=work_unit, phone=phone) if name else None,
            day=day,
            facts=facts,
        )
    state.show(done, _("Registered; receipt number {receipt}.").format(receipt=done.receipt))


@group.command(help=_("End a registration."))
def end(
    context: typer.Context,
    registration: int = typer.Argument(help=_("Its number.")),
    on: str = typer.Option(help=_("The first day without it.")),
) -> None:
    state = of(context)
    with state.app() as app:
        app.run(registrations.end, registration=BelongingId(registration), day=parse_day(on))
    state.show({"id": registration}, _("Saved."))


@group.command("feedback", help=_("What registered members did, a slip each; --certifier issues it under a number."))
def feedback_(
    context: typer.Context,
    unit: str = typer.Option(help=_("The unit (code, #id or name).")),
    first: str = typer.Option(..., "--from", help=_("First month.")),
    last: str = typer.Option(None, "--to", help=_("Last month; the first if left out.")),
    certifier: str = typer.Option(None, help=_("Who certifies the hours: issues the feedback.")),
    on: str = typer.Option(None, help=_("Day of issue.")),
    opinion: str = typer.Option(None, help=_("The opinion.")),
) -> None:
    state = of(context)
    since = Month.parse(first)
    until = Month.parse(last) if last else since
    with state.app() as app:
        where = unit_of(app, unit, month=until)
        if certifier is not None:
            day = parse_day(on) if on else today()
            span = {"first": since, "last": until}
            app.run(feedback.issue, unit=where, day=day, confirmed_by=certifier, opinion=opinion, **span)
        run = app.ask(feedback.of_period, unit=where, first=since, last=until)
    heads = (_("Name"), _("Work unit"), _("Services"), _("Hours"), _("Activities"), _("Receipt"))
    shown = [(s.name, s.work_unit, s.services, s.hours, s.activities, s.receipt) for s in run.slips]
    state.table(run, heads, shown, run.number or _("Draft: not issued."))
