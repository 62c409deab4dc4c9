"""gridparty terms, posts, links: terms of office and elections, who holds which post, links between units."""

from collections.abc import Sequence
from dataclasses import asdict

import typer

from gridparty.app import App
from gridparty.cli.options import AS_OF_DAY, FIRST_WITHOUT, UNIT, UNIT_OR_ALL, day_of
from gridparty.cli.state import member_of, of, unit_of
from gridparty.domain.civil_time import parse_day, today
from gridparty.domain.counts import decimals, percent
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import LinkId, PostId, TermId
from gridparty.i18n import _
from gridparty.operations import cadres, catalogues, posts, terms, tree, unit_links
from gridparty.operations.terms import Elected, Election, TermRow

group = typer.Typer(name="terms", help=_("Terms of office and elections."), no_args_is_help=True)
held = typer.Typer(name="posts", help=_("Who holds which post."), no_args_is_help=True)
links = typer.Typer(name="links", help=_("Links between units."), no_args_is_help=True)


@group.command("list", help=_("The terms of a unit and below it."))
def list_terms(
    context: typer.Context,
    unit: str = UNIT_OR_ALL,
    only_due: bool = typer.Option(False, "--due", help=_("Only elections due within 6 months, and overdue ones.")),
    ended: bool = typer.Option(False, "--ended", help=_("Ended ones too.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        top = unit_of(app, unit, day=day) if unit else None
        if only_due:
            rows = app.ask(terms.due, unit=top, day=day)
        else:
            rows = app.ask(terms.rows, unit=top, day=day, ended=ended)
        labels = app.ask(catalogues.labels, catalogue="posts")
    state.table(
        rows,
        ("#", _("Unit"), _("Since"), _("Election due"), _("Days left"), _("Extended by"), _("Ended"), _("Elected")),
        [
            (row.id, row.unit_name, row.start, row.last_day, row.days_left, row.extension_document, row.ended,
             _elected(row, labels))
            for row in rows
        ],
    )  # fmt: skip


def _elected(row: TermRow, labels: dict[str, str]) -> str:
    """Post, name and votes of everybody who was elected at the beginning of the term."""
    return "、".join(
        f"{labels.get(each.post, each.post)} {row.names[each.member]}"
        + ("" if each.votes is None else f" {each.votes}")
        for each in row.election.results
    )


@group.command("add", help=_("Add a term; how long it is follows from the kind of unit."))
def add_term(
    context: typer.Context,
    unit: str = UNIT,
    start: str = typer.Option(..., "--from", help=_("First day, such as 2026-01-01.")),
    years: int = typer.Option(None, help=_("Years, if not the usual number.")),
    due: str = typer.Option(None, help=_("The day an election is due, if not so many years later.")),
) -> None:
    state = of(context)
    begins = parse_day(start)
    with state.app() as app:
        added = app.run(terms.add, unit=unit_of(app, unit), start=begins, years=years, due=day_of(due))
    state.show({"id": added}, _("Added: term #{id}.").format(id=added))


@group.command(help=_("The superior lets the election wait."))
def extend(
    context: typer.Context,
    term: int = typer.Argument(help=_("Number of the term.")),
    until: str = typer.Option(help=_("Until this day.")),
    document: str = typer.Option(help=_("Number of the document.")),
) -> None:
    of(context).act(
        terms.extend, said=_("Saved."), number=term, term=TermId(term), until=parse_day(until), document=document
    )


@group.command(help=_("Record an election: the term ends and the next begins."))
def elect(
    context: typer.Context,
    unit: str = UNIT,
    on: str = typer.Option(help=_("The day of the election.")),
    result: list[str] = typer.Option([], help=_("Who was elected, as POST=PERSON or POST=PERSON:VOTES; repeatable.")),
    expected: int = typer.Option(None, min=0, help=_("People entitled to vote.")),
    present: int = typer.Option(None, min=0, help=_("People present.")),
    years: int = typer.Option(None, help=_("Years, if not the usual number.")),
) -> None:
    state = of(context)
    with state.app() as app:
        election = Election(expected, present, _results(app, result))
        added = app.run(terms.elect, unit=unit_of(app, unit), day=parse_day(on), election=election, years=years)
    state.show({"id": added}, _("Added: term #{id}.").format(id=added))


def _results(app: App, words: Sequence[str]) -> tuple[Elected, ...]:
    """What POST=PERSON:VOTES says. Raises InvalidInput."""
    elected = []
    for word in words:
        post, equals, who = word.partition("=")
        if not equals:
            raise InvalidInput(_("“{word}” is no result; write it as POST=PERSON.").format(word=word))
        key, _colon, votes = who.partition(":")
        elected.append(Elected(member_of(app, key), post, int(votes) if votes.isdecimal() else None))
    return tuple(elected)


@group.command(help=_("Other results of the election with which a term began; all of them anew."))
def correct(
    context: typer.Context,
    term: int = typer.Argument(help=_("Number of the term.")),
    result: list[str] = typer.Option([], help=_("Who was elected, as POST=PERSON or POST=PERSON:VOTES; repeatable.")),
    expected: int = typer.Option(None, min=0, help=_("People entitled to vote.")),
    present: int = typer.Option(None, min=0, help=_("People present.")),
) -> None:
    state = of(context)
    with state.app() as app:
        election = Election(expected, present, _results(app, result))
        app.run(terms.correct, term=TermId(term), election=election)
    state.show({"id": term}, _("Saved."))


@held.command("list", help=_("The posts in a unit and below it, or of a person."))
def list_posts(
    context: typer.Context,
    unit: str = UNIT_OR_ALL,
    member: str = typer.Option(None, help=_("The person (name, code, #id, initials, phone tail).")),
    post: str = typer.Option(None, help=_("Only this post; `catalogues list` prints them.")),
    history: bool = typer.Option(False, "--history", help=_("Ended ones too.")),
    on: str = AS_OF_DAY,
    by_kind: bool = typer.Option(False, "--by-kind", help=_("Count the post by the kind of unit.")),
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        top = unit_of(app, unit, day=day) if unit else None
        if by_kind:
            if not post:
                raise InvalidInput(_("Say which post, with --post."))
            counts = app.ask(posts.count_by_kind, post=post, unit=top, day=day)
            state.table(
                counts,
                (_("Kind"), _("Units with it"), _("Persons"), _("Units")),
                [(row.kind, row.units_with, row.people, row.units) for row in counts],
            )
            return
        who = member_of(app, member) if member else None
        rows = app.ask(posts.rows, unit=top, member=who, post=post, day=day, history=history)
    state.table(
        rows,
        ("#", _("Post"), _("Name"), _("Unit"), _("Since"), _("Until"), _("Where from")),
        [
            (row.id, row.post_label, row.name, row.unit_name, row.since, row.until, row.facts.get("source"))
            for row in rows
        ],
    )


@held.command(help=_("Who holds posts, with training, awards, lines by hand and the talent pool (S010)."))
def holders(
    context: typer.Context,
    unit: str = UNIT,
    post: str = typer.Option(None, help=_("Only this post; `catalogues list` prints them.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        rows = app.ask(cadres.rows, unit=unit_of(app, unit, day=day), post=post, day=day)
        labels = app.ask(catalogues.labels, catalogue="unit_kinds")
    state.table(
        rows,
        (_("Post"), _("Name"), _("Unit"), _("Trainings this year"), _("Awards"), _("Lines by hand"), _("Reserve")),
        [
            (row.held.post_label, row.name, row.held.unit_name,
             " ".join(f"{labels.get(kind, kind)} {count}" for kind, count in row.trainings.items()),
             row.awards, row.notes, _("in the pool") if row.is_in_pool else "")
            for row in rows
        ],
    )  # fmt: skip


@held.command("sent-down", help=_("First secretaries and staff sent down to communities and villages (S097)."))
def list_sent_down(
    context: typer.Context,
    unit: str = UNIT,
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        top = unit_of(app, unit, day=day)
        found = app.ask(posts.sent_down, unit=top, day=day)
        now = app.ask(tree.on_day, day=day or today())
        rows = [
            row
            for post in (posts.FIRST_SECRETARY, posts.SENT_DOWN)
            for row in app.ask(posts.rows, unit=top, post=post, day=day)
        ]
    value = {
        **asdict(found),
        "share": decimals(found.share),
        "without": [{"id": each, "name": now.name(each)} for each in found.without],
        "rows": rows,
    }
    text = _("{sent} of {staff} staff are in the communities ({share}); {led} of {all} have a first secretary.")
    state.table(
        value,
        (_("Post"), _("Name"), _("Unit"), _("Since")),
        [(row.post_label, row.name, row.unit_name, row.since) for row in rows],
        text.format(
            sent=found.people_sent,
            staff="—" if found.staff is None else found.staff,
            share=percent(found.share),
            led=found.with_first_secretary,
            all=found.communities,
        ),
    )


@held.command("add", help=_("Somebody takes a post."))
def add_post(
    context: typer.Context,
    unit: str = UNIT,
    member: str = typer.Option(help=_("The person (name, code, #id, initials, phone tail).")),
    post: str = typer.Option(help=_("The post; `catalogues list` prints them.")),
    start: str = typer.Option(None, "--from", help=_("First day, such as 2026-01-01.")),
    source: str = typer.Option(None, help=_("Where the holder came from.")),
    document: str = typer.Option(None, help=_("Number of the document.")),
) -> None:
    state = of(context)
    begins = day_of(start)
    facts = {key: value for key, value in (("source", source), ("document", document)) if value}
    with state.app() as app:
        added = app.run(
            posts.add,
            unit=unit_of(app, unit, day=begins),
            member=member_of(app, member),
            post=post,
            start=begins,
            facts=facts,
        )
    state.show({"id": added}, _("Added: post #{id}.").format(id=added))


@held.command("end", help=_("A post ends."))
def end_post(
    context: typer.Context,
    post: int = typer.Argument(help=_("Number of the post.")),
    on: str = FIRST_WITHOUT,
) -> None:
    of(context).act(posts.end, said=_("Saved."), number=post, post=PostId(post), end=parse_day(on))


@links.command("list", help=_("The links of a unit, or all."))
def list_links(
    context: typer.Context,
    unit: str = UNIT_OR_ALL,
    role: str = typer.Option(None, help=_("covers, functional_parent or member_unit.")),
    history: bool = typer.Option(False, "--history", help=_("Ended ones too.")),
    on: str = AS_OF_DAY,
) -> None:
    state = of(context)
    day = day_of(on)
    with state.app() as app:
        of_unit = unit_of(app, unit, day=day) if unit else None
        rows = app.ask(unit_links.rows, unit=of_unit, role=role, day=day, history=history)
    state.table(
        rows,
        ("#", _("Unit"), _("Link"), _("Other unit"), _("Since"), _("Until")),
        [(row.id, row.unit_name, row.role_label, row.other_name, row.since, row.until) for row in rows],
    )


@links.command("add", help=_("Link two units."))
def add_link(
    context: typer.Context,
    unit: str = UNIT,
    other: str = typer.Option(help=_("The other unit: the grid, the functional parent, the member unit.")),
    role: str = typer.Option(help=_("covers, functional_parent or member_unit.")),
    start: str = typer.Option(None, "--from", help=_("First day, such as 2026-01-01.")),
) -> None:
    state = of(context)
    begins = day_of(start)
    with state.app() as app:
        added = app.run(
            unit_links.add,
            unit=unit_of(app, unit, day=begins),
            other=unit_of(app, other, day=begins),
            role=role,
            start=begins,
        )
    state.show({"id": added}, _("Added: link #{id}.").format(id=added))


@links.command("end", help=_("A link ends."))
def end_link(
    context: typer.Context,
    link: int = typer.Argument(help=_("Number of the link.")),
    on: str = FIRST_WITHOUT,
) -> None:
    of(context).act(unit_links.end, said=_("Saved."), number=link, link=LinkId(link), end=parse_day(on))
