"""Printing: what charts cost, and what a second process brings."""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.measuring import Row, faster, race, slower
from benchmarks.offices import Office, opened
from gridparty import batch
from gridparty.app import App
from gridparty.domain.ids import UnitId
from gridparty.operations import briefings, tree
from gridparty.reports import briefing
from gridparty.reports.document import BarChart, ColumnChart, Document
from gridparty.reports.typeset import render, typeset

PAGES, CHARTS = 3, 2
CHART = ColumnChart | BarChart
MOST_TRIED = 40  # units whose briefing is set to find one of three pages


def rows(office: Office) -> Iterator[Row]:
    """A briefing with and without its charts; a district's briefings on two processes and on one."""
    with opened(office.path) as app:
        yield _charts(office, app)
        yield _processes(office, app)


def _charts(office: Office, app: App) -> Row:
    whole = long_briefing(app, office)
    bare = replace(whole, blocks=tuple(block for block in whole.blocks if not isinstance(block, CHART)))
    times = race(lambda _round: render(whole), lambda _round: render(bare), rounds=office.rounds(60), warm=3)
    pages = typeset(whole).pages
    return slower(f"a {pages}-page briefing with two charts", "the same document without charts", times, limit=2)


def long_briefing(app: App, office: Office) -> Document:
    """A briefing of three pages with two charts, or the nearest to that among the larger units."""
    now = app.ask(tree.of_month, month=office.month)
    order = {"street": 0, "community": 1}
    units = sorted((node for node in now.nodes.values() if node.kind in order), key=lambda node: order[node.kind])
    tried = [_document(app, office, node.id) for node in units[:MOST_TRIED]]
    return min(tried, key=lambda found: (abs(_charts_in(found) - CHARTS), abs(typeset(found).pages - PAGES)))


def _document(app: App, office: Office, unit: UnitId) -> Document:
    return briefing.document(app.ask(briefings.gather, unit=unit, month=office.month))


def _charts_in(document: Document) -> int:
    return sum(isinstance(block, CHART) for block in document.blocks)


def _processes(office: Office, app: App) -> Row:
    top = app.ask(tree.of_month, month=office.month).children[None][0]
    counts: set[int] = set()

    def run(jobs: int) -> None:
        folder = office.scratch / f"briefings-{jobs}"
        counts.add(len(batch.print_subtree(app, unit=top, month=office.month, folder=folder, jobs=jobs)))

    times = race(lambda _round: run(2), lambda _round: run(1), rounds=3, warm=0)
    return faster(f"{counts.pop()} briefings on 2 processes", "on 1 process", times, limit=1.6)
