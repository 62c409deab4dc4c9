"""gridparty members …: duplicates, merging, the one-person file, dues, days to remember, and the groups below."""

from collections.abc import Sequence

import typer

from gridparty.cli import development, floating, talent, transfers
from gridparty.cli.options import AS_OF_DAY, PERSON, UNIT, UNIT_OR_ALL, day_of
from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.counts import percent
from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import as_text
from gridparty.i18n import _
from gridparty.operations import (
    anniversaries,
    dossier_completeness,
    dossier_facts,
    dues,
    duplicates,
    member_merges,
)

dues_group = typer.Typer(name="dues", help=_("Dues: the amount and the month paid up to."), no_args_is_help=True)


def register(group: typer.Typer) -> None:
    """Hangs everything here under `members`."""
    for part in (transfers.group, development.group, floating.group, floating.standing, talent.group, dues_group):
        group.add_typer(part)
    group.command("duplicates", help=_("Pairs who may be one person."))(list_duplicates)
    group.command("apart", help=_("Two people are not the same."))(apart)
    group.command("merge", help=_("Make one person of two; undo brings both back."))(merge)
    group.command("dossier", help=_("Everything about one person (masked)."))(dossier)
    group.command("completeness", help=_("How many members have a complete file, and who lacks what."))(completeness)
    group.command("require", help=_("What a person's file must hold; without sections only says what."))(require)
    group.command("birthdays", help=_("Birthdays of a month, or political birthdays."))(birthdays)
    group.command("medals", help=_("50 years of standing at 1 July."))(medals)


def list_duplicates(context: typer.Context, unit: str = UNIT_OR_ALL) -> None:
    state = of(context)
    with state.app() as app:
        pairs = app.ask(duplicates.candidates, unit=unit_of(app, unit) if unit else None)
    shown = [(f"#{pair.a}", f"#{pair.b}", pair.name, *pair.units, "、".join(pair.reasons)) for pair in pairs]
    state.table(pairs, ("A", "B", _("Name"), _("Unit of A"), _("Unit of B"), _("Because of")), shown)


def apart(context: typer.Context, a: str = PERSON, b: str = PERSON) -> None:
    state = of(context)
    with state.app() as app:
        one, other = member_of(app, a), member_of(app, b)
        app.run(duplicates.keep_apart, a=one, b=other)
    state.show({"a": one, "b": other}, _("Saved."))


def merge(
    context: typer.Context,
    a: str = typer.Argument(help=_("Who stays: #id, code, name, initials or phone tail.")),
    b: str = typer.Argument(help=_("Who goes into A.")),
    take: list[str] = typer.Option([], "--take", help=_("FIELD=a or FIELD=b: whose value is right.")),
    dry_run: bool = typer.Option(False, "--dry-run", help=_("Only show both side by side.")),
) -> None:
    state = of(context)
    chosen = _chosen(take)
    with state.app() as app:
        keep, drop = member_of(app, a), member_of(app, b)
        if dry_run:
            found = app.ask(duplicates.compare, a=keep, b=drop)
            sides = {"keep": "a", "drop": "b"}
            shown = [
                (each.name, each.a, each.b, sides.get(chosen.get(each.name, ""), each.default))
                for each in found.fields
                if not each.same
            ]
            state.table(found, (_("Field"), found.names[0], found.names[1], _("Taken")), shown)
            return
        merged = app.run(member_merges.merge, keep=keep, drop=drop, take=chosen)
    text = _("Merged into #{keep}: {moved} rows moved, {united} united.")
    moved, united = sum(merged.moved.values()), sum(merged.united.values())
    state.show(merged, text.format(keep=keep, moved=moved, united=united))


def _chosen(take: Sequence[str]) -> dict[str, str]:
    sides = {"a": "keep", "b": "drop"}
    chosen = {}
    for each in take:
        field, _sign, side = each.partition("=")
        if side.strip().casefold() not in sides:
            raise InvalidInput(_("“{text}” says not whose value is right; write FIELD=a or FIELD=b.").format(text=each))
        chosen[field.strip()] = sides[side.strip().casefold()]
    return chosen


def dossier(
    context: typer.Context,
    key: str = PERSON,
    on: str = AS_OF_DAY,
    since: str = typer.Option(None, help=_("Meetings and services in full from this day on.")),
) -> None:
    state = of(context)
    with state.app() as app:
        found = app.ask(dossier_facts.of_member, member=member_of(app, key), day=day_of(on), since=day_of(since))
    lines = [f"{found.page.facts['name']}　{found.page.code}　#{found.page.id}"]
    text = _("{year}: expected {expected}, present {present}, walked in {walk_ins}, services {services}, {hours} hours")
    for row in found.years:
        lines.append(
            text.format(
                year=row.year, expected=row.expected, present=row.present, walk_ins=row.walk_ins,
                services=row.services, hours=row.hours,
            )
        )  # fmt: skip
    lines += [f"{entry.register_label}：{entry.name}" for entry in found.entries]
    lines += [note.text for note in found.notes]
    if found.missing:
        words = (_(dossier_completeness.SECTIONS[section]) for section in found.missing)
        lines.append(_("Missing: {sections}").format(sections="、".join(words)))
    state.show(found, "\n".join(lines))


def completeness(
    context: typer.Context,
    unit: str = UNIT,
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        found = app.ask(dossier_completeness.completeness, unit=unit_of(app, unit), day=day_of(on))
    shown = [
        (row.name, row.unit_name, "、".join(_(dossier_completeness.SECTIONS[each]) for each in row.missing), row.member)
        for row in found.incomplete
    ]
    text = _("{complete} of {people} files are complete ({rate}).")
    total = found.total
    foot = text.format(complete=total.complete, people=total.people, rate=percent(total.rate))
    state.table(found, (_("Name"), _("Branch"), _("Missing"), "#"), shown, foot)


def require(
    context: typer.Context,
    sections: list[str] = typer.Argument(None, help=", ".join(dossier_completeness.SECTIONS)),
    holders_only: bool = typer.Option(False, "--holders-only", help=_("Only who holds a post needs a file.")),
) -> None:
    state = of(context)
    with state.app() as app:
        if sections:
            app.run(dossier_completeness.require, sections=sections, holders_only=holders_only)
        now = app.ask(dossier_completeness.required)
    state.show({"sections": now}, "、".join(_(dossier_completeness.SECTIONS[section]) for section in now))


def birthdays(
    context: typer.Context,
    unit: str = UNIT,
    month: str = typer.Option(help=_("The month, such as 2026-10.")),
    political: bool = typer.Option(False, "--political", help=_("Political birthdays (admission).")),
) -> None:
    state = of(context)
    with state.app() as app:
        where, asked = unit_of(app, unit), Month.parse(month)
        rows = app.ask(anniversaries.birthdays, unit=where, month=asked, political=political)
    shown = [(row.day or as_text(row.value), row.name, row.unit_name, row.years) for row in rows]
    state.table(rows, (_("Day"), _("Name"), _("Branch"), _("Years")), shown)


def medals(context: typer.Context, unit: str = UNIT, year: int = typer.Option(help=_("The year."))) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(anniversaries.medals, unit=unit_of(app, unit), year=year)
    shown = [
        (row.name, row.unit_name, as_text(row.full_date), row.years, _("new") if row.is_new else "") for row in rows
    ]
    state.table(rows, (_("Name"), _("Branch"), _("Full member since"), _("Years"), ""), shown)


@dues_group.command("set", help=_("The monthly amount in yuan."))
def set_amount(
    context: typer.Context,
    key: str = PERSON,
    amount: str = typer.Argument(help=_("Yuan, such as 12.50.")),
) -> None:
    state = of(context)
    with state.app() as app:
        member = member_of(app, key)
        app.run(dues.set_amount, member=member, amount=amount)
    state.show({"id": member}, _("Saved."))


@dues_group.command(help=_("These members have paid up to a month."))
def paid(
    context: typer.Context,
    keys: list[str] = PERSON,
    month: str = typer.Option(help=_("The month, such as 2026-10.")),
) -> None:
    state = of(context)
    with state.app() as app:
        people = [member_of(app, key) for key in keys]
        app.run(dues.paid_through, members=people, month=Month.parse(month))
    state.show({"ids": people}, _("Saved."))


@dues_group.command("list", help=_("Who pays, who owes most first."))
def list_dues(
    context: typer.Context,
    unit: str = UNIT,
    month: str = typer.Option(None, help=_("The month, such as 2026-10.")),
    owing: int = typer.Option(None, help=_("Only who owes at least so many months.")),
) -> None:
    state = of(context)
    with state.app() as app:
        where, asked = unit_of(app, unit), Month.parse(month) if month else None
        rows = app.ask(dues.rows, unit=where, month=asked, owing=owing)
        counts = app.ask(dues.counts, unit=where, month=asked)
    shown = [(row.name, row.unit_name, row.amount, row.paid_through, row.owed, row.member) for row in rows]
    foot = _("{people} pay: {paid} up to date, {owing} owe, {unknown} unknown.").format(
        people=counts.people, paid=counts.paid, owing=counts.owing, unknown=counts.unknown
    )
    heads = (_("Name"), _("Branch"), _("Yuan a month"), _("Paid until"), _("Months owed"), "#")
    state.table({"rows": rows, "counts": counts}, heads, shown, foot)
