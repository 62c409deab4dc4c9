"""gridparty members: the people of the office."""

from dataclasses import asdict, replace
from typing import Any

import typer

from gridparty.app import App
from gridparty.cli.options import PERSON, UNIT, day_of
from gridparty.cli.state import code_of, member_of, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.partial_dates import as_text, parse_partial_date
from gridparty.i18n import _
from gridparty.operations import catalogues, dossiers, members, party_groups

group = typer.Typer(name="members", help=_("The people of the office."), no_args_is_help=True)
DATES = ("birth_date", "join_date", "full_date")


@group.command("list", help=_("Members of a unit and what lies below it."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    registered: bool = typer.Option(False, "--registered", help=_("Those registered there instead.")),
) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(members.rows, unit=unit_of(app, unit), registered=registered)
        stages = app.ask(catalogues.labels, catalogue="member_stages")
    state.table(
        rows,
        (_("Name"), _("Kind"), _("Phone"), _("Branch"), _("Member code"), "#"),
        [(row.name, stages.get(row.stage), row.phone, row.unit_name, row.code, row.id) for row in rows],
        _("{count} people").format(count=len(rows)),
    )


@group.command(help=_("One person: facts (masked), belongings, what he or she took part in."))
def show(context: typer.Context, key: str = PERSON) -> None:
    state = of(context)
    with state.app() as app:
        found = app.ask(dossiers.of_member, member=member_of(app, key))
        words = {n: app.ask(catalogues.labels, catalogue=c) for n, c in CODED.items()}
    state.show(found, "\n".join(_lines(found, words)))


CODED = {
    "stage": "member_stages",
    "standing": "member_standings",
    "ethnicity": "ethnicities",
    "education": "educations",
}
LABELS = {
    "gender": _("Gender"), "ethnicity": _("Ethnicity"), "birth_date": _("Born"), "id_number": _("Identity number"),
    "education": _("Education"), "stage": _("Kind"), "standing": _("Standing"), "join_date": _("Admitted"),
    "full_date": _("Full member since"), "work_unit": _("Work unit"), "phone": _("Phone"), "address": _("Address"),
}  # fmt: skip


def _lines(found: dossiers.Dossier, words: dict[str, dict[str, str]]) -> list[str]:
    lines = [f"{found.facts['name']}　{found.code}　#{found.id}"]
    for field, label in LABELS.items():
        value = found.facts[field]
        if value in (None, ""):
            continue
        if field in DATES:
            value = as_text(value)
        elif field == "gender":
            value = {"male": _("male"), "female": _("female")}.get(value, value)
        lines.append(f"{label}：{words.get(field, {}).get(value, value)}")
    if found.standing_years is not None:
        lines.append(_("Party standing: {years} years").format(years=found.standing_years))
    for row in found.belongings:
        told = (f"{row.kind_label}：{row.unit_name}", row.group_name, row.since, row.receipt)
        lines.append("　".join(str(each) for each in told if each))
    lines += [f"{post.label}：{post.unit_name}" for post in found.posts]
    text = _(
        "Last 12 months: expected {expected}, present {present}, walked in {walk_ins}, "
        "services {services}, {hours} hours"
    )
    return [*lines, text.format(**asdict(found.taking_part))]


@group.command(help=_("Add a member to a branch."))
def add(
    context: typer.Context,
    name: str = typer.Option(help=_("Name.")),
    unit: str = typer.Option(help=_("The branch (code, #id or name).")),
    start: str = typer.Option(None, "--from", help=_("First day of the affiliation.")),
    stage: str = typer.Option("full", help=_("full, probationary, candidate, activist or applicant.")),
    gender: str = typer.Option(None, help=_("male or female.")),
    phone: str = typer.Option(None, help=_("Phone.")),
    id_number: str = typer.Option(None, help=_("Identity number.")),
    birth_date: str = typer.Option(None, help=_("Date of birth, such as 1976.07.")),
    join_date: str = typer.Option(None, help=_("Date of admission.")),
    full_date: str = typer.Option(None, help=_("Date of full membership.")),
    work_unit: str = typer.Option(None, help=_("Work unit.")),
) -> None:
    state = of(context)
    dates = {"birth_date": birth_date, "join_date": join_date, "full_date": full_date}
    person = Person(name=name, gender=gender, phone=phone, id_number=id_number, work_unit=work_unit)
    parsed: dict[str, Any] = {field: parse_partial_date(text) for field, text in dates.items() if text}
    person = replace(person, **parsed)
    begins = day_of(start)
    with state.app() as app:
        person = replace(person, stage=code_of(app, "member_stages", stage))
        where: UnitId = unit_of(app, unit, day=begins)
        added = app.run(members.add, person=person, unit=where, start=begins)
        code = app.ask(dossiers.of_member, member=added).code
    state.show(
        {"id": added, "code": code}, _("Added: #{id} {name}, code {code}.").format(id=added, name=name, code=code)
    )


@group.command(help=_("Change some of a member's facts, as FIELD=VALUE."))
def edit(
    context: typer.Context,
    key: str = PERSON,
    changes: list[str] = typer.Option(..., "--set", help=_("FIELD=VALUE, such as phone=19900001234.")),
) -> None:
    state = of(context)
    with state.app() as app:
        member = member_of(app, key)
        app.run(members.edit, member=member, changes=_parsed(app, changes))
    state.show({"id": member}, _("Saved."))


def _parsed(app: App, changes: list[str]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for change in changes:
        field, sign, text = change.partition("=")
        if not sign:
            raise typer.BadParameter(_("write FIELD=VALUE"))
        value: Any = text or None
        if value and field in DATES:
            value = parse_partial_date(text)
        elif value and field in CODED:
            value = code_of(app, CODED[field], text)
        parsed[field.strip()] = value
    return parsed


@group.command(help=_("Close a member who left: the records stay."))
def close(
    context: typer.Context,
    key: str = PERSON,
    on: str = typer.Option(help=_("The first day without.")),
    why: str = typer.Option(help=_("transferred_out, removed or deceased.")),
) -> None:
    state = of(context)
    with state.app() as app:
        member = member_of(app, key)
        app.run(members.close, member=member, end=parse_day(on), standing=code_of(app, "member_standings", why))
    state.show({"id": member}, _("Closed."))


@group.command("group", help=_("Place members in a Party group of their branch, or take them out of theirs."))
def place(
    context: typer.Context,
    who: list[str] = typer.Option(..., "--member", help=_("#id, code, name, initials or phone tail; may be repeated.")),
    key: str = typer.Option(None, "--group", metavar="CODE", help=_("The Party group (code, #id or name).")),
    none: bool = typer.Option(False, "--none", help=_("Out of their Party groups.")),
) -> None:
    state = of(context)
    if none == bool(key):
        raise InvalidInput(_("Name a Party group by --group, or say --none."))
    with state.app() as app:
        people = [member_of(app, each) for each in who]
        unit = unit_of(app, key) if key else None
        changed = app.run(party_groups.place, members=people, group=unit)
    state.show(
        {"members": people, "group": unit, "changed": changed}, _("Party group changed for {count} people.").format(
            count=changed
        ),
    )  # fmt: skip
