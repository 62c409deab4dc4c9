"""gridparty members pool: the talent pool with its yearly review and targets (S013, S101)."""

import typer

from gridparty.cli.options import AS_OF_DAY, DAY, ENTRY, PERSON, UNIT, day_of
from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.ids import EntryId
from gridparty.i18n import _
from gridparty.operations import talent

group = typer.Typer(name="pool", help=_("The talent pool."), no_args_is_help=True)
POOL = _("talent_pool or talent.")


@group.command(help=_("Add somebody."))
def add(
    context: typer.Context,
    key: str = PERSON,
    unit: str = typer.Option(help=_("The unit that recommends (code, #id or name).")),
    on: str = typer.Option(help=_("First day.")),
    source: str = typer.Option(None, help=_("Source, a choice of the register.")),
    title: str = typer.Option(None, help=_("Title, for the list of talents.")),
    pool: str = typer.Option(talent.POOL, help=POOL),
) -> None:
    state = of(context)
    with state.app() as app:
        where, member = unit_of(app, unit), member_of(app, key)
        facts = {"title": title} if title else None
        entry = app.run(talent.add, member=member, unit=where, day=parse_day(on), source=source, pool=pool, facts=facts)
    state.show({"id": entry}, _("Saved: #{id}.").format(id=entry))


@group.command(help=_("The yearly review."))
def review(
    context: typer.Context,
    entry: int = ENTRY,
    on: str = DAY,
    result: str = typer.Option(help=_("keep, watch or leave.")),
) -> None:
    of(context).act(talent.review, said=_("Saved."), entry=EntryId(entry), day=parse_day(on), result=result)


@group.command(help=_("Out of the pool; the entry stays as history."))
def leave(
    context: typer.Context,
    entry: int = ENTRY,
    on: str = typer.Option(help=_("The first day without.")),
    why: str = typer.Option(help=_("appointed, unfit, moved or other.")),
) -> None:
    of(context).act(talent.leave, said=_("Saved."), number=entry, entry=EntryId(entry), day=parse_day(on), reason=why)


@group.command(help=_("How many people the pool of a unit shall have."))
def target(
    context: typer.Context,
    unit: str = UNIT,
    people: int = typer.Option(None, help=_("People; without it there is no target.")),
) -> None:
    state = of(context)
    with state.app() as app:
        app.run(talent.set_target, unit=unit_of(app, unit), people=people)
    state.show({"people": people}, _("Saved."))


@group.command("list", help=_("Who is in the pool, with the number by source."))
def list_(
    context: typer.Context,
    unit: str = UNIT,
    pool: str = typer.Option(talent.POOL, help=POOL),
    due: bool = typer.Option(False, "--due", help=_("Only whose review is due.")),
    past: bool = typer.Option(False, "--past", help=_("Those who left too.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    with state.app() as app:
        where, day = unit_of(app, unit), day_of(on)
        if due:
            rows = app.ask(talent.due, unit=where, day=day, pool=pool)
        else:
            rows = app.ask(talent.rows, unit=where, day=day, pool=pool, is_past=past)
        sources = app.ask(talent.sources, unit=where, day=day, pool=pool)
        targets = app.ask(talent.targets, unit=where, day=day)
    value = {"rows": rows, "sources": sources, "targets": targets}
    shown = [
        (row.entry, row.name, row.unit_name, row.source, row.since, row.last_review, row.review_due, row.until)
        for row in rows
    ]
    heads = ("#", _("Name"), _("Unit"), _("Source"), _("Since"), _("Last review"), _("Review due"), _("Until"))
    foot = "　".join([_("{count} people").format(count=len(rows)), *(f"{k} {n}" for k, n in sources.items())])
    state.table(value, heads, shown, foot)
