"""gridparty units: the tree of places and Party organisations."""

from typing import Any

import typer

from gridparty.cli.options import SET, day_of, pairs
from gridparty.cli.state import code_of, of, unit_of
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, unit_facts, units

group = typer.Typer(name="units", help=_("Streets, communities, grids and Party organisations."), no_args_is_help=True)


@group.command("list", help=_("The tree as a list."))
def list_(
    context: typer.Context,
    under: str = typer.Option(None, help=_("Only this unit and what lies below it.")),
    as_of: str = typer.Option(None, help=_("The tree as it was in a month, such as 2026-05.")),
) -> None:
    state = of(context)
    month = Month.parse(as_of) if as_of else None
    with state.app() as app:
        top = unit_of(app, under, month=month) if under else None
        rows = app.ask(units.rows, under=top, month=month)
        kinds = app.ask(catalogues.labels, catalogue="unit_kinds")
    fields = ("id", "code", "name", "kind", "parent", "members", "valid_from", "valid_to")
    state.table(
        [{field: getattr(row, field) for field in fields} for row in rows],
        (_("Unit"), _("Code"), _("Kind"), _("Members"), "#"),
        [("　" * row.depth + row.name, row.code, kinds.get(row.kind, row.kind), row.members, row.id) for row in rows],
    )


@group.command(help=_("Add a unit; a grid branch brings its grid along."))
def add(
    context: typer.Context,
    kind: str = typer.Option(help=_("Kind of unit; `catalogues list` prints them.")),
    name: str = typer.Option(help=_("Its name.")),
    parent: str = typer.Option(None, help=_("The unit above (code, #id or name).")),
    code: str = typer.Option(None, help=_("Its code; the next free one if left out.")),
    start: str = typer.Option(None, "--from", help=_("Its first day, such as 2026-01-01.")),
    households: int = typer.Option(None, min=0, help=_("Households of the grid.")),
    buildings: int = typer.Option(None, min=0, help=_("Buildings of the grid.")),
    boundary: str = typer.Option(None, help=_("Boundary of the grid in words.")),
    given: list[str] = SET,
    no_grid: bool = typer.Option(False, "--no-grid", help=_("Do not make the grid of a grid branch.")),
    with_branches: bool = typer.Option(
        False, "--with-branches", help=_("Below a general branch also its grid, enterprise and floating branches.")
    ),
) -> None:
    state = of(context)
    begins = day_of(start)
    stated = {"households": households, "buildings": buildings, "boundary": boundary}
    facts: dict[str, Any] = {fact: value for fact, value in stated.items() if value is not None}
    with state.app() as app:
        facts |= app.ask(unit_facts.check, facts=pairs(given))
        added = app.run(
            units.add,
            parent=unit_of(app, parent, day=begins) if parent else None,
            kind=code_of(app, "unit_kinds", kind),
            name=name,
            code=code,
            start=begins,
            facts=facts,
            with_grid=not no_grid,
            with_branches=with_branches,
        )
    state.show(
        {"id": added.id, "code": added.code},
        _("Added: #{id} {name}, code {code}.").format(id=added.id, name=name, code=added.code or "—"),
    )


@group.command(help=_("Correct a unit's name or facts."))
def edit(
    context: typer.Context,
    unit: str = typer.Argument(help=_("The unit (code, #id or name).")),
    name: str = typer.Option(None, help=_("Its name.")),
    households: int = typer.Option(None, min=0, help=_("Households of the grid.")),
    buildings: int = typer.Option(None, min=0, help=_("Buildings of the grid.")),
) -> None:
    state = of(context)
    facts = {k: v for k, v in (("households", households), ("buildings", buildings)) if v is not None}
    with state.app() as app:
        found = unit_of(app, unit)
        app.run(units.edit, unit=found, name=name, facts=facts)
    state.show({"id": found}, _("Saved."))
