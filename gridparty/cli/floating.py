"""gridparty members floating, members standing: who is away, contacts, steps decided by a paper (ORG-13, S130)."""

from collections.abc import Callable
from typing import Any

import typer

from gridparty.cli.options import AS_OF_DAY, DAY, ENTRY, PERSON, PERSON_OR_NAME, UNIT, UNIT_OR_ALL, day_of, person_of
from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.ids import EntryId
from gridparty.i18n import _
from gridparty.operations import floating, membership_steps

group = typer.Typer(name="floating", help=_("Floating members and the contact with them."), no_args_is_help=True)
standing = typer.Typer(
    name="standing", help=_("Out of contact, suspended, restored, removed: by a paper only."), no_args_is_help=True
)


@group.command(help=_("Somebody is away (out), or is here and affiliated elsewhere (in)."))
def begin(
    context: typer.Context,
    key: str = PERSON_OR_NAME,
    direction: str = typer.Option("out", help=_("in or out.")),
    place: str = typer.Option(help=_("Where.")),
    since: str = typer.Option(help=_("First day.")),
    name: str = typer.Option(None, help=_("Name of somebody new.")),
    unit: str = UNIT_OR_ALL,
    follow_up: str = typer.Option(None, help=_("Who follows up.")),
    reason: str = typer.Option(None, help=_("Why.")),
) -> None:
    state = of(context)
    with state.app() as app:
        who: dict[str, Any] = person_of(app, key, name)
        entry = app.run(
            floating.begin,
            direction=direction,
            place=place,
            since=parse_day(since),
            unit=unit_of(app, unit) if unit else None,
            follow_up=member_of(app, follow_up) if follow_up else None,
            reason=reason,
            **who,
        )
    state.show({"id": entry}, _("Saved: #{id}.").format(id=entry))


@group.command(help=_("A contact, or one tried in vain."))
def contact(
    context: typer.Context,
    entry: int = ENTRY,
    on: str = DAY,
    way: str = typer.Option("phone", help=_("phone, message, visit, letter or other.")),
    remark: str = typer.Option(None, "--note", help=_("A note.")),
    in_vain: bool = typer.Option(False, "--in-vain", help=_("Nobody was reached.")),
) -> None:
    how: dict[str, Any] = {"way": way, "note": remark, "reached": not in_vain}
    of(context).act(floating.contact, said=_("Saved."), entry=EntryId(entry), day=parse_day(on), **how)


@group.command(help=_("Study material was sent, to one or to several."))
def material(
    context: typer.Context,
    entry: list[int] = ENTRY,
    on: str = DAY,
    what: str = typer.Option(help=_("What was sent.")),
) -> None:
    state = of(context)
    with state.app() as app:
        entries = [EntryId(each) for each in entry]
        events = app.run(floating.send_all, entries=entries, day=parse_day(on), what=what)
    state.show({"id": events[0], "ids": events}, _("Saved."))


@group.command(help=_("The member came back or moved on."))
def end(
    context: typer.Context,
    entry: int = ENTRY,
    on: str = typer.Option(help=_("The first day without.")),
) -> None:
    of(context).act(floating.end, said=_("Saved."), number=entry, entry=EntryId(entry), day=parse_day(on))


@group.command("list", help=_("Who floats, longest without contact first."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    direction: str = typer.Option(None, help=_("in or out.")),
    overdue: bool = typer.Option(False, "--overdue", help=_("Only those without contact for too long.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        where = unit_of(app, unit)
        rows = app.ask(floating.rows, unit=where, day=day_of(on), direction=direction, overdue=overdue)
    heads = ("#", _("Name"), "", _("Place"), _("Branch"), _("Follows up"), _("Last contact"), _("Days without"), "")
    shown = [
        (
            row.entry, row.name, _(floating.DIRECTIONS[row.direction]), row.place, row.unit_name, row.follow_up_name,
            row.last_contact, row.days_without, _("overdue") if row.overdue else "",
        )
        for row in rows
    ]  # fmt: skip
    state.table(rows, heads, shown)


@group.command(help=_("The contact log of an entry."))
def log(context: typer.Context, entry: int = ENTRY) -> None:
    state = of(context)
    with state.app() as app:
        lines = app.ask(floating.log, entry=EntryId(entry))
    state.table(lines, (_("Day"), _("Kind"), _("Way"), _("Note")), [(e.day, e.kind, e.way, e.note) for e in lines])


@standing.command(help=_("Out of contact since a day."))
def lost(
    context: typer.Context,
    key: str = PERSON,
    since: str = typer.Option(help=_("First day.")),
    why: str = typer.Option(None, help=_("Why.")),
) -> None:
    state = of(context)
    with state.app() as app:
        member = member_of(app, key)
        app.run(membership_steps.lose, member=member, since=parse_day(since), reason=why)
    state.show({"id": member}, _("Saved."))


@standing.command(help=_("Found again."))
def found(context: typer.Context, key: str = PERSON, on: str = DAY) -> None:
    state = of(context)
    with state.app() as app:
        member = member_of(app, key)
        app.run(membership_steps.find, member=member, day=parse_day(on))
    state.show({"id": member}, _("Saved."))


def _decided(name: str, step: Callable[..., None], help_text: str) -> None:
    """A step that needs its paper."""

    @standing.command(name, help=help_text)
    def take(
        context: typer.Context,
        key: str = PERSON,
        document: str = typer.Option(help=_("Number of the document.")),
        on: str = typer.Option(help=_("Day of the decision.")),
        why: str = typer.Option(None, help=_("Why.")),
    ) -> None:
        state = of(context)
        with state.app() as app:
            member = member_of(app, key)
            app.run(step, member=member, document=document, day=parse_day(on), reason=why)
        state.show({"id": member}, _("Saved."))


_decided("suspend", membership_steps.suspend, _("Suspend membership."))
_decided("restore", membership_steps.restore, _("Restore membership."))
_decided("remove", membership_steps.remove, _("Remove from the rolls."))


@standing.command("list", help=_("Who is out of contact or suspended, and what the rules allow next."))
def list_standing(
    context: typer.Context,
    unit: str = UNIT,
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(membership_steps.lost, unit=unit_of(app, unit), day=day_of(on))
    heads = (_("Name"), _("Branch"), _("Out of contact since"), _("Suspended on"), _("Next"), _("From"), "#")
    shown = [
        (
            row.name, row.unit_name, row.lost_since, row.suspended_on, _(membership_steps.STEPS[row.step]),
            row.step_from, row.member,
        )
        for row in rows
    ]  # fmt: skip
    state.table(rows, heads, shown)
