"""gridparty registers: the lines of the office's registers (E10)."""

from datetime import date

import typer

from gridparty.app import App
from gridparty.cli.options import ENTRY, FIRST_WITHOUT, SET, UNIT, UNIT_OR_ALL, day_of, pairs
from gridparty.cli.state import State, member_of, of, unit_of
from gridparty.domain import registers as rules
from gridparty.domain.civil_time import parse_day
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import EntryId, EntryPersonId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import disclosures, posts, register_lists, registers

group = typer.Typer(name="registers", help=_("Registers: facilities, brands, teams, talents …"), no_args_is_help=True)

REGISTER = typer.Argument(help=_("The register; `registers list` prints them."))
AS_OF = typer.Option(None, help=_("As it was at the end of a month, such as 2026-05."))


def end_of(month: str | None) -> date | None:
    """The last day of a month that was named."""
    return Month.parse(month).last if month else None


def top_of(app: App, key: str | None, month: str | None = None) -> UnitId | None:
    """The unit that was named, as it was in a month."""
    return unit_of(app, key, month=Month.parse(month) if month else None) if key else None


@group.command("list", help=_("The entries of a register; without one, the registers themselves."))
def list_(
    context: typer.Context,
    register: str = typer.Argument(None, help=_("The register; `registers list` prints them.")),
    unit: str = UNIT_OR_ALL,
    as_of: str = AS_OF,
    search: str = typer.Option("", help=_("Only entries with this text.")),
    closed: bool = typer.Option(False, "--closed", help=_("Closed ones too.")),
    post: str = typer.Option(None, help=_("Only those about people who hold this post.")),
) -> None:
    state = of(context)
    with state.app() as app:
        if register is None:
            _list_kinds(state, app)
            return
        top = top_of(app, unit, as_of)
        kind = app.ask(registers.kind, register=register)
        rows = app.ask(
            register_lists.rows, register=kind.code, unit=top, day=end_of(as_of), closed=closed, search=search
        )
        if post:
            holders = {each.member for each in app.ask(posts.rows, post=post, day=end_of(as_of))}
            rows = tuple(row for row in rows if row.member in holders)
    state.table(
        rows,
        ("#", _("Entry"), _("Unit"), *(rules.label(field) for field in kind.fields), _("Since"), _("Until")),
        [
            (
                row.id,
                row.name,
                row.unit_name,
                *(rules.shown(field, row.facts.get(field.key)) for field in kind.fields),
                row.since,
                row.until,
            )
            for row in rows
        ],
    )


def _list_kinds(state: State, app: App) -> None:
    known = app.ask(registers.kinds)
    state.table(
        [
            {
                "code": each.code,
                "zh": each.zh,
                "en": each.en,
                "about": each.about,
                "restricted": each.restricted,
                "fields": [field.key for field in each.fields],
                "events": [event.kind for event in each.events],
                "people": [role.role for role in each.people],
            }
            for each in known.values()
        ],
        (_("Register"), _("Code"), _("Fields"), _("Kinds of event"), _("Persons")),
        [
            (
                each.label,
                each.code,
                "、".join(f"{rules.label(field)} ({field.key})" for field in each.fields),
                "、".join(f"{rules.label(event)} ({event.kind})" for event in each.events),
                "、".join(f"{rules.label(role)} ({role.role})" for role in each.people),
            )
            for each in known.values()
        ],
    )


@group.command(help=_("One entry with its people and events."))
def show(
    context: typer.Context,
    entry: int = ENTRY,
    is_plain: bool = typer.Option(False, "--reveal", help=_("Telephone numbers in full; it is written down.")),
    reason: str = typer.Option(None, help=_("What it is for; kept in the record of it.")),
) -> None:
    state = of(context)
    number = EntryId(entry)
    with state.app() as app:
        found = app.ask(register_lists.entry, entry=number)
        phones = [field.key for field in found.register.fields if field.type == rules.PHONE]
        if is_plain and (held := [key for key in phones if key in found.row.facts]):
            found.row.facts.update(app.run(disclosures.reveal_entry, entry=number, fields=held, reason=reason))
    kind, row = found.register, found.row
    lines = [f"#{row.id} {row.name}（{kind.label}） {row.unit_name}"]
    lines += [
        f"{rules.label(field)}：{rules.shown(field, row.facts[field.key])}"
        for field in kind.fields
        if field.key in row.facts
    ]
    lines += [f"{each.role_label}：{each.name} {each.since or ''}–{each.until or ''}" for each in found.people]
    for event in found.events:
        fields = kind.event(event.kind).fields
        said = (
            f"{rules.label(field)} {rules.shown(field, event.facts[field.key])}"
            for field in fields
            if field.key in event.facts
        )
        lines.append(f"{event.day} {event.kind_label} {'，'.join(said)} {event.note or ''}".rstrip())
    value = {"register": kind.code, "entry": row, "people": found.people, "events": found.events}
    state.show(value, "\n".join(lines))


@group.command(help=_("Add an entry."))
def add(
    context: typer.Context,
    register: str = REGISTER,
    name: str = typer.Option(None, help=_("Its name; the person's if left out.")),
    unit: str = UNIT_OR_ALL,
    member: str = typer.Option(None, help=_("Whom it is about (name, code, #id, initials, phone tail).")),
    start: str = typer.Option(None, "--from", help=_("First day, such as 2026-01-01.")),
    given: list[str] = SET,
    person: list[str] = typer.Option([], help=_("Who belongs to it, as ROLE=PERSON; may be repeated.")),
    remark: str = typer.Option(None, help=_("Remark.")),
) -> None:
    state = of(context)
    begins = day_of(start)
    with state.app() as app:
        added = app.run(
            registers.add,
            register=register,
            name=name,
            unit=unit_of(app, unit, day=begins) if unit else None,
            member=member_of(app, member) if member else None,
            start=begins,
            facts=pairs(given),
            remark=remark,
            people=[(role, member_of(app, key)) for role, key in pairs(person).items()],
        )
    state.show({"id": added}, _("Added: entry #{id}.").format(id=added))


@group.command(help=_("Correct an entry; an empty VALUE takes a field away."))
def edit(
    context: typer.Context,
    entry: int = ENTRY,
    name: str = typer.Option(None, help=_("Its name.")),
    start: str = typer.Option(None, "--from", help=_("First day, such as 2026-01-01.")),
    given: list[str] = SET,
    remark: str = typer.Option(None, help=_("Remark.")),
) -> None:
    of(context).act(
        registers.edit, said=_("Saved."), number=entry,
        entry=EntryId(entry), name=name, start=day_of(start), facts=pairs(given), remark=remark,
    )  # fmt: skip


@group.command(help=_("Close an entry; it stays readable."))
def close(context: typer.Context, entry: int = ENTRY, on: str = FIRST_WITHOUT, given: list[str] = SET) -> None:
    of(context).act(
        registers.close, said=_("The entry is closed."), number=entry,
        entry=EntryId(entry), end=parse_day(on), facts=pairs(given),
    )  # fmt: skip


@group.command(help=_("Open a closed entry again."))
def reopen(context: typer.Context, entry: int = ENTRY) -> None:
    of(context).act(registers.reopen, said=_("Saved."), number=entry, entry=EntryId(entry))


@group.command(help=_("From a day on the entry belongs to another unit."))
def move(
    context: typer.Context,
    entry: int = ENTRY,
    to: str = UNIT,
    on: str = typer.Option(help=_("The first day there.")),
) -> None:
    state = of(context)
    with state.app() as app:
        added = app.run(
            registers.move, entry=EntryId(entry), unit=unit_of(app, to, day=parse_day(on)), day=parse_day(on)
        )
    state.show({"id": added}, _("Added: entry #{id}.").format(id=added))


@group.command(help=_("Delete an entry made by mistake; undo brings it back."))
def delete(context: typer.Context, entry: int = ENTRY) -> None:
    of(context).act(registers.remove, said=_("Deleted."), number=entry, entry=EntryId(entry))


@group.command(help=_("Write down what happened to an entry."))
def event(
    context: typer.Context,
    entry: int = ENTRY,
    kind: str = typer.Argument(help=_("Kind of event; `registers list` prints them.")),
    day: str = typer.Option(..., "--date", help=_("The day, such as 2026-10-25.")),
    given: list[str] = SET,
    note: str = typer.Option(None, help=_("Remark.")),
) -> None:
    of(context).act(
        registers.add_event, said=_("Added: event #{id}."),
        entry=EntryId(entry), kind=kind, day=parse_day(day), facts=pairs(given), note=note,
    )  # fmt: skip


@group.command(help=_("Who belongs to an entry; somebody joins, or leaves."))
def people(
    context: typer.Context,
    entry: int = ENTRY,
    join: str = typer.Option(None, help=_("Who joins (name, code, #id, initials, phone tail).")),
    leave: str = typer.Option(None, help=_("Who leaves.")),
    role: str = typer.Option("member", help=_("As what somebody joins.")),
    on: str = typer.Option(None, help=_("The day; leaving: the first day without.")),
) -> None:
    state = of(context)
    number = EntryId(entry)
    with state.app() as app:
        if join:
            app.run(registers.add_person, entry=number, member=member_of(app, join), role=role, start=day_of(on))
        if leave:
            if not on:
                raise InvalidInput(_("Say on which day, with --on."))
            app.run(registers.end_person, person=_held(app, number, leave), end=parse_day(on))
        rows = app.ask(register_lists.entry, entry=number).people
    state.table(
        rows,
        (_("Role"), _("Name"), _("Since"), _("Until"), "#"),
        [(row.role_label, row.name, row.since, row.until, row.member) for row in rows],
    )


def _held(app: App, entry: EntryId, key: str) -> EntryPersonId:
    who = member_of(app, key)
    for each in app.ask(register_lists.entry, entry=entry).people:
        if each.member == who and each.until is None:
            return each.id
    raise InvalidInput(_("“{key}” does not belong to entry #{entry}.").format(key=key, entry=entry))
