"""gridparty registrations: in-service members who report to the community (报到)."""

import typer

from gridparty.cli.options import FIRST_WITHOUT, UNIT, UNIT_OR_ALL, day_of
from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.civil_time import parse_day, today
from gridparty.domain.ids import BelongingId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import feedback, feedback_runs, registrations

group = typer.Typer(name="registrations", help=_("Residence registration with the community."), no_args_is_help=True)


@group.command(help=_("Register a member, or someone who is not on the roster; prints the receipt number."))
def add(
    context: typer.Context,
    unit: str = UNIT,
    member: str = typer.Option(None, help=_("#id, code, name, initials or phone tail.")),
    name: str = typer.Option(None, help=_("Name of someone not on the roster.")),
    work_unit: str = typer.Option(None, help=_("His or her work unit.")),
    phone: str = typer.Option(None, help=_("Phone.")),
    on: str = typer.Option(None, help=_("The day; today if left out.")),
    skill: list[str] = typer.Option([], help=_("Skills offered.")),
    post: str = typer.Option(None, help=_("Claimed post.")),
    intention: list[str] = typer.Option([], help=_("Services wished for.")),
    time: str = typer.Option(None, help=_("When there is time.")),
    contact: str = typer.Option(None, help=_("Contact person of the work unit.")),
) -> None:
    state = of(context)
    if (member is None) == (name is None):
        raise typer.BadParameter(_("give either --member, or --name and --work-unit"))
    day = day_of(on)
    told = {"skills": skill, "intentions": intention, "time": time, "claimed_post": post, "contact": contact}
    facts = {key: value for key, value in told.items() if value}
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
    context: typer.Context, registration: int = typer.Argument(help=_("Its number.")), on: str = FIRST_WITHOUT
) -> None:
    which, day = BelongingId(registration), parse_day(on)
    of(context).act(registrations.end, said=_("Saved."), number=registration, registration=which, day=day)


@group.command(help=_("Correct what a registration says: the claimed post, skills, intentions, time, contact."))
def edit(
    context: typer.Context,
    registration: int = typer.Argument(help=_("Its number.")),
    skill: list[str] = typer.Option([], help=_("Skills offered.")),
    intention: list[str] = typer.Option([], help=_("Services wished for.")),
    time: str = typer.Option(None, help=_("When there is time.")),
    post: str = typer.Option(None, help=_("Claimed post.")),
    contact: str = typer.Option(None, help=_("Contact person of the work unit.")),
) -> None:
    given = {"skills": skill or None, "intentions": intention or None, "time": time, "claimed_post": post,
             "contact": contact}  # fmt: skip
    facts = {key: value for key, value in given.items() if value is not None}
    which = BelongingId(registration)
    of(context).act(registrations.edit, said=_("Saved."), number=registration, registration=which, facts=facts)


@group.command("feedback", help=_("What registered members did, a slip each; --certifier issues it under a number."))
def feedback_(
    context: typer.Context,
    unit: str = UNIT_OR_ALL,
    first: str = typer.Option(None, "--from", help=_("First month.")),
    last: str = typer.Option(None, "--to", help=_("Last month; the first if left out.")),
    certifier: str = typer.Option(None, help=_("Who certifies the hours: issues the feedback.")),
    on: str = typer.Option(None, help=_("Day of issue.")),
    opinion: str = typer.Option(None, help=_("The opinion.")),
    run: str = typer.Option(None, help=_("Number of issued feedback (FK…), instead of a unit and months.")),
) -> None:
    state = of(context)
    if (run is None) == (unit is None or first is None):
        raise typer.BadParameter(_("give either --run, or --unit and --from"))
    with state.app() as app:
        if run is not None:
            found = app.ask(feedback_runs.one, run=app.ask(feedback_runs.find, number=run))
        else:
            since = Month.parse(first)
            span = {"first": since, "last": Month.parse(last) if last else since}
            where = unit_of(app, unit, month=span["last"])
            if certifier is not None:
                day = parse_day(on) if on else today()
                app.run(feedback.issue, unit=where, day=day, confirmed_by=certifier, opinion=opinion, **span)
            found = app.ask(feedback.of_period, unit=where, **span)
    heads = (_("Name"), _("Work unit"), _("Services"), _("Hours"), _("Activities"), _("Receipt"))
    shown = [(s.name, s.work_unit, s.services, s.hours, s.activities, s.receipt) for s in found.slips]
    state.table(found, heads, shown, found.number or _("Draft: not issued."))


@group.command(help=_("The feedback that was issued, by a unit and below it."))
def issued(
    context: typer.Context,
    unit: str = UNIT,
) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(feedback_runs.rows, unit=unit_of(app, unit))
    state.table(
        rows,
        (
            _("Feedback number"),
            _("Unit"),
            _("First month"),
            _("Last month"),
            _("Issued on"),
            _("Persons"),
            _("Certified by"),
        ),
        [(row.number, row.unit_name, row.first, row.last, row.day, row.people, row.confirmed_by) for row in rows],
    )
