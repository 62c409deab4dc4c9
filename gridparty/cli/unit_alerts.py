"""gridparty units alerts, coverage, lines, groups, facts: what is to be said about units and how they are covered."""

from dataclasses import asdict

import typer

from gridparty.cli.options import MONTH, SET, UNIT, UNIT_OR_ALL, pairs
from gridparty.cli.state import of, unit_of
from gridparty.domain import registers as rules
from gridparty.domain.civil_time import today
from gridparty.domain.counts import decimals, percent
from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import axes, coverage, thresholds, tree, unit_alerts, unit_facts, unit_lists


def register(group: typer.Typer) -> None:
    """Adds the commands to the group `units`."""
    group.command("alerts", help=_("Sizes, posts and terms to look at in a month; they warn and never block."))(_alerts)
    group.command("coverage", help=_("Grids and the branches that cover them; enterprises; the four haves."))(_coverage)
    group.command("lines", help=_("A unit's numbers by territory and along its line, everybody once."))(_lines)
    group.command("groups", help=_("Party groups by what they are bound to: a vehicle, a window, a building."))(_groups)
    group.command("facts", help=_("Facts of a unit: households, staff, way of forming …; --set changes them."))(_facts)
    group.command("thresholds", help=_("The sizes at which something is said; --set changes them."))(_thresholds)


def _alerts(
    context: typer.Context,
    month: str = MONTH,
    unit: str = UNIT_OR_ALL,
) -> None:
    state = of(context)
    at = Month.parse(month)
    with state.app() as app:
        rows = app.ask(unit_alerts.of_month, month=at, unit=unit_of(app, unit, month=at) if unit else None)
    state.table(
        rows,
        (_("Unit"), _("Level"), _("What"), _("Rests on")),
        [(row.unit_name, row.level, row.sentence, row.rests_on) for row in rows],
    )


def _coverage(
    context: typer.Context,
    unit: str = UNIT,
    month: str = MONTH,
    first: str = typer.Option(None, "--from", help=_("First month in which an activity counts for the four haves.")),
) -> None:
    state = of(context)
    at = Month.parse(month)
    since = Month.parse(first) if first else at
    with state.app() as app:
        found = unit_of(app, unit, month=at)
        grids = app.ask(coverage.grids, unit=found, day=at.last)
        firms = app.ask(coverage.enterprises, unit=found, day=at.last)
        haves = app.ask(coverage.four_haves, unit=found, first=since, last=at)
    value = {
        "grids": grids.grids,
        "covered": grids.covered,
        "share": decimals(grids.share),
        "without": grids.without,
        "spanning": grids.spanning,
        "enterprises": {"all": firms.enterprises, "covered": firms.covered, "modes": firms.modes},
        "four_haves": [{**asdict(row), "has_all": row.has_all} for row in haves],
    }
    state.table(
        value,
        (_("Grid"), _("Place"), _("Households"), _("Covered by")),
        [
            (row.name, row.place, row.households, "、".join(grids.branches[each] for each in row.branches) or "—")
            for row in grids.grids
        ],
        _("{covered} of {all} grids, {share}; {firms} of {known} enterprises").format(
            covered=grids.covered,
            all=len(grids.grids),
            share=percent(grids.share),
            firms=firms.covered,
            known=firms.enterprises,
        ),
    )


def _lines(
    context: typer.Context,
    unit: str = UNIT,
    month: str = MONTH,
) -> None:
    state = of(context)
    at = Month.parse(month)
    with state.app() as app:
        top = unit_of(app, unit, month=at)
        found = app.ask(axes.of_unit, unit=top, day=at.last)
        linked = app.ask(axes.of_member_units, unit=top, day=at.last)
    state.table(
        {"territory": found.territory, "line": found.line, "both": found.both, "member_units": linked},
        ("", _("Party organisations"), _("Members"), _("Persons")),
        [
            (label, each.organisations, each.members, each.people)
            for label, each in (
                (_("by territory"), found.territory),
                (_("along the line"), found.line),
                (_("both"), found.both),
                (_("member units, beside them"), linked),
            )
        ],
    )


def _groups(
    context: typer.Context,
    unit: str = UNIT,
    month: str = typer.Option(None, help=_("At the end of a month; today if left out.")),
    bound: bool = typer.Option(False, "--bound", help=_("Only those of which it is known what they are bound to.")),
) -> None:
    state = of(context)
    at = Month.parse(month) if month else None
    with state.app() as app:
        top = unit_of(app, unit, month=at)
        found = app.ask(unit_lists.groups, unit=top, day=at.last if at else None)
    rows = [row for row in found.rows if row.is_bound or not bound]
    state.table(
        {"groups": rows, "by_kind": found.by_kind, "bound": found.bound, "all": len(found.rows)},
        (_("Party group"), _("Branch"), _("Members"), _("Kind of carrier"), _("Bound to"), "#"),
        [(row.name, row.branch_name, row.members, row.bound_label, row.bound_to, row.unit) for row in rows],
        _("{bound:,} of {all:,} Party groups are bound to something.").format(bound=found.bound, all=len(found.rows)),
    )


def _facts(
    context: typer.Context,
    unit: str = typer.Argument(help=_("The unit (code, #id or name).")),
    given: list[str] = SET,
) -> None:
    state = of(context)
    changes = pairs(given)
    with state.app() as app:
        found = unit_of(app, unit)
        if changes:
            app.run(unit_facts.put, unit=found, facts=changes)
        facts = app.ask(tree.on_day, day=today()).nodes[found].facts
        known = app.ask(unit_facts.fields)
    lines = [f"{rules.label(field)}：{rules.shown(field, facts[field.key])}" for field in known if field.key in facts]
    state.show({"id": found, "facts": facts}, "\n".join([*([_("Saved.")] if changes else []), *lines]))


def _thresholds(context: typer.Context, given: list[str] = SET) -> None:
    state = of(context)
    changes = pairs(given)
    if wrong := [key for key, value in changes.items() if not value.strip().isdecimal()]:
        raise InvalidInput(_("“{word}” needs a whole number.").format(word="、".join(wrong)))
    with state.app() as app:
        if changes:
            app.run(thresholds.put, changes={key: int(value) for key, value in changes.items()})
        found = asdict(app.ask(thresholds.get))
    state.table(found, (_("Threshold"), _("Number")), list(found.items()))
