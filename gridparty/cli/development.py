"""gridparty members development: the way into the Party (DOMAIN 1.3; S009)."""

from typing import Any

import typer

from gridparty.cli.options import AS_OF_DAY, DAY, PERSON, PERSON_OR_NAME, UNIT, day_of, person_of
from gridparty.cli.state import code_of, member_of, note, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.development import DUES, EVENTS
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import as_text, parse_partial_date
from gridparty.i18n import _
from gridparty.operations import catalogues, development, development_lists

group = typer.Typer(
    name="development", help=_("The way into the Party: stages, dates, what is due."), no_args_is_help=True
)
STAGES = "member_stages"


@group.command(help=_("An application for membership, of somebody in the file or a new person."))
def apply(
    context: typer.Context,
    key: str = PERSON_OR_NAME,
    on: str = typer.Option(help=_("The day, such as 2026-10-25 or 2026.10.")),
    unit: str = typer.Option(None, help=_("The branch (code, #id or name).")),
    name: str = typer.Option(None, help=_("Name of somebody new.")),
    birth_date: str = typer.Option(None, help=_("Date of birth, such as 1976.07.")),
    contacts: list[str] = typer.Option([], "--contact", help=_("Who looks after the person.")),
) -> None:
    state = of(context)
    with state.app() as app:
        born = parse_partial_date(birth_date) if birth_date else None
        who: dict[str, Any] = person_of(app, key, name, birth_date=born)
        where = unit_of(app, unit) if unit else None
        people = [member_of(app, each) for each in contacts]
        member = app.run(development.apply, day=parse_partial_date(on), unit=where, contacts=people, **who)
    state.show({"id": member}, _("Saved."))


@group.command(help=_("Enter the next stage: activist, candidate, probationary or full."))
def advance(
    context: typer.Context,
    key: str = PERSON,
    to: str = typer.Option(help=_("The stage.")),
    on: str = typer.Option(help=_("The day, such as 2026-10-25 or 2026.10.")),
    document: str = typer.Option(None, help=_("Number of the document.")),
) -> None:
    state = of(context)
    with state.app() as app:
        member, stage = member_of(app, key), code_of(app, STAGES, to)
        day = parse_partial_date(on)
        warned = app.run(development.advance, member=member, stage=stage, day=day, document=document)
    for sentence in warned:
        note(sentence)
    state.show({"id": member, "stage": stage, "warnings": warned}, _("Saved."))


@group.command(help=_("Withdraw, or go back to an earlier stage."))
def leave(
    context: typer.Context,
    key: str = PERSON,
    on: str = DAY,
    why: str = typer.Option(help=_("Why.")),
    to: str = typer.Option("none", help=_("An earlier stage; without it off the way.")),
) -> None:
    state = of(context)
    with state.app() as app:
        member, stage = member_of(app, key), code_of(app, STAGES, to)
        app.run(development.leave, member=member, day=parse_day(on), reason=why, stage=stage)
    state.show({"id": member, "stage": stage}, _("Saved."))


@group.command(help=_("Note a talk, review, training, political_review, publicity, meeting, approval or extension."))
def record(
    context: typer.Context,
    key: str = PERSON,
    kind: str = typer.Argument(help=_("What was done.")),
    on: str = DAY,
    by: str = typer.Option(None, help=_("Who talked.")),
    result: str = typer.Option(None, help=_("The opinion.")),
    hours: float = typer.Option(None, help=_("Class hours.")),
    document: str = typer.Option(None, help=_("Number of the document.")),
    until: str = typer.Option(None, help=_("The day to which probation is extended.")),
    remark: str = typer.Option(None, "--note", help=_("A note.")),
) -> None:
    state = of(context)
    facts = {"by": by, "result": result, "hours": hours, "document": document, "until": day_of(until), "note": remark}
    given: dict[str, Any] = {name: value for name, value in facts.items() if value is not None}
    with state.app() as app:
        event = app.run(development.record, member=member_of(app, key), kind=kind, day=parse_day(on), **given)
    state.show({"id": event}, _("Saved."))


@group.command("list", help=_("Everyone on the way in a unit and below it."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    stage: str = typer.Option(None, help=_("Only one stage.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        only = code_of(app, STAGES, stage) if stage else None
        rows = app.ask(development_lists.rows, unit=unit_of(app, unit), day=day_of(on), stage=only)
        words = app.ask(catalogues.labels, catalogue=STAGES)
    shown = []
    for row in rows:
        since = row.dates.get(row.stage)
        due = "；".join(f"{_(DUES[each.code])} {each.day}" for each in row.dues)
        since_text = as_text(since) if since else ""
        shown.append((row.name, words[row.stage], since_text, row.unit_name, "、".join(row.contacts), due, row.member))
    state.table(rows, (_("Name"), _("Stage"), _("Since"), _("Branch"), _("Contacts"), _("Due"), "#"), shown)


@group.command(help=_("What is due, the most urgent first."))
def due(
    context: typer.Context,
    unit: str = UNIT,
    within: int = typer.Option(30, help=_("Within so many days.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(development_lists.due, unit=unit_of(app, unit), day=day_of(on), within=within)
    shown = [(row.name, row.unit_name, _(DUES[row.due.code]), row.due.day, row.days_left) for row in rows]
    state.table(rows, (_("Name"), _("Branch"), _("Due"), _("Day"), _("Days left")), shown)


@group.command(help=_("One person's way with everything that was noted."))
def show(context: typer.Context, key: str = PERSON) -> None:
    state = of(context)
    with state.app() as app:
        found = app.ask(development_lists.of_member, member=member_of(app, key))
    steps = [] if found is None else list(found.steps)
    shown = [(each.day, _(EVENTS.get(each.kind, each.kind)), each.stage, each.document, each.note) for each in steps]
    state.table(found, (_("Day"), _("What"), _("Stage"), _("Document"), _("Note")), shown)


@group.command(help=_("Applications handed in from one month to another, with their number (S009)."))
def applications(
    context: typer.Context,
    unit: str = UNIT,
    first: str = typer.Option(..., "--from", help=_("First month, such as 2026-01.")),
    last: str = typer.Option(..., "--to", help=_("Last month.")),
) -> None:
    state = of(context)
    with state.app() as app:
        span = {"first": Month.parse(first), "last": Month.parse(last)}
        rows = app.ask(development_lists.applications, unit=unit_of(app, unit), **span)
    shown = [(as_text(row.value), row.name, row.unit_name, row.member) for row in rows]
    foot = _("{count} people").format(count=len(rows))
    state.table(rows, (_("Day"), _("Name"), _("Branch"), "#"), shown, foot)
