"""gridparty registers due, coverage, count: what the registers owe and how they add up (E10)."""

import typer

from gridparty.cli.options import AS_OF_DAY, ENTRY, UNIT, UNIT_OR_ALL, day_of, pairs
from gridparty.cli.registers import AS_OF, REGISTER, end_of, top_of
from gridparty.cli.state import of, unit_of
from gridparty.domain import registers as rules
from gridparty.domain.civil_time import parse_day
from gridparty.domain.counts import decimals, percent
from gridparty.domain.ids import ActivityId, EntryId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import coverage, people_groups, register_counts, register_due, registers


def register(group: typer.Typer) -> None:
    """Adds the commands to the group `registers`."""
    group.command("due", help=_("What is overdue, or falls due soon."))(_due)
    group.command("coverage", help=_("Which communities have an entry of a register, and which have none."))(_coverage)
    group.command("count", help=_("Entries by a field with choices."))(_count)
    group.command("happened", help=_("How often something happened to each entry in a span of days."))(_happened)
    group.command("activity", help=_("An activity of the file was a team's."))(_activity)
    group.command("idle", help=_("Teams without an activity for so many days, the longest first (S042)."))(_idle)


def _due(
    context: typer.Context,
    register: str = typer.Option(None, help=_("Only this register.")),
    unit: str = UNIT_OR_ALL,
    on: str = AS_OF_DAY,
    ahead: int = typer.Option(register_due.AHEAD, min=0, help=_("So many days ahead.")),
) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(register_due.rows, unit=top_of(app, unit), register=register, day=day_of(on), ahead=ahead)
    state.table(
        rows,
        ("#", _("Register"), _("Entry"), _("Unit"), _("What"), _("Due"), _("Days left"), _("Last")),
        [
            (row.entry, row.register_label, row.name, row.unit_name, row.what, row.day, row.days_left, row.last)
            for row in rows
        ],
    )


def _coverage(
    context: typer.Context,
    register: str = REGISTER,
    unit: str = UNIT,
    as_of: str = AS_OF,
    where: str = typer.Option(None, help=_("Only entries with a choice, as FIELD=CODE.")),
) -> None:
    state = of(context)
    choice = next(iter(pairs([where]).items())) if where else None
    with state.app() as app:
        found = app.ask(
            coverage.of_register,
            register=register,
            unit=unit_of(app, unit, month=Month.parse(as_of) if as_of else None),
            day=end_of(as_of),
            choice=choice,
        )
    value = {
        "register": found.register,
        "communities": len(found.places),
        "covered": found.covered,
        "share": decimals(found.share),
        "without": [{"id": each, "name": found.names[each]} for each in found.without],
    }
    state.table(
        value,
        (_("Community"), _("Entries")),
        [(found.names[each], "、".join(names) or "—") for each, names in found.places.items()],
        _("{covered} of {all} communities, {share}").format(
            covered=found.covered, all=len(found.places), share=percent(found.share)
        ),
    )


def _count(
    context: typer.Context,
    register: str = REGISTER,
    by: str = typer.Option(help=_("The field.")),
    unit: str = UNIT_OR_ALL,
    as_of: str = AS_OF,
) -> None:
    state = of(context)
    with state.app() as app:
        kind = app.ask(registers.kind, register=register)
        top = top_of(app, unit, as_of)
        counts = app.ask(register_counts.count_by_choice, register=kind.code, field=by, unit=top, day=end_of(as_of))
    field = next(each for each in kind.fields if each.key == by)
    state.table(
        counts,
        (rules.label(field), _("Entries")),
        [
            *((rules.shown(field, code) or "—", number) for code, number in counts.items()),
            (_("Total"), sum(counts.values())),
        ],
    )


def _happened(
    context: typer.Context,
    register: str = REGISTER,
    kind: str = typer.Argument(help=_("Kind of event; `registers list` prints them.")),
    first: str = typer.Option(..., "--from", help=_("First day, such as 2026-01-01.")),
    last: str = typer.Option(..., "--to", help=_("Last day.")),
    unit: str = UNIT_OR_ALL,
) -> None:
    state = of(context)
    since, until = parse_day(first), parse_day(last)
    with state.app() as app:
        found = app.ask(
            register_counts.happened, register=register, kind=kind, first=since, last=until, unit=top_of(app, unit)
        )
    keys = ("entry", "name", "unit_name", "number")
    state.table(
        {"total": found.number, "entries": [{key: getattr(row, key) for key in keys} for row in found.rows]},
        ("#", _("Entry"), _("Unit"), _("Times")),
        [tuple(getattr(row, key) for key in keys) for row in found.rows],
        _("Total: {total}").format(total=found.number),
    )


def _activity(
    context: typer.Context,
    entry: int = ENTRY,
    activity: int = typer.Argument(help=_("The activity's number.")),
) -> None:
    of(context).act(
        people_groups.note_activity, said=_("Added: event #{id}."), entry=EntryId(entry), activity=ActivityId(activity)
    )


def _idle(
    context: typer.Context,
    unit: str = UNIT,
    on: str = AS_OF_DAY,
    days: int = typer.Option(None, min=0, help=_("So many days; the set number if left out.")),
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        rows = app.ask(people_groups.idle, unit=unit_of(app, unit, day=day), day=day, days=days)
    state.table(
        rows,
        ("#", _("Entry"), _("Unit"), _("Leader"), _("Headcount"), _("Last activity"), _("Days idle")),
        [
            (row.entry, row.name, row.unit_name, row.leader, row.people, row.last_activity, row.idle_days)
            for row in rows
        ],
    )
