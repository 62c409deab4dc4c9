"""The month's figures: of the whole tree, and of a grid in a long and in a short file."""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from benchmarks.measuring import Row, race, slower
from benchmarks.offices import SHORT, Office, excerpt, opened, raw
from gridparty.app import App
from gridparty.domain.civil_time import span_of
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import figures, tree
from gridparty.storage.columns import EPOCH

# One GROUP BY unit for each table that the figures read, with what they need of it and the joins that this takes.
GROUPED = {
    "unit_states": """
        SELECT unit_id, max(valid_from), parent_id, kind, name, place_name, code, facts, valid_to
        FROM unit_states WHERE valid_from <= :last AND (valid_to IS NULL OR valid_to > :first) GROUP BY unit_id""",
    "unit_links": """
        SELECT unit_id, other_id FROM unit_links
        WHERE role = 'covers' AND valid_from <= :last AND (valid_to IS NULL OR valid_to > :first)
        GROUP BY unit_id, other_id""",
    "belongings": """
        SELECT unit_id, sum(kind = 'affiliation' AND stage = 'full'),
            sum(kind = 'affiliation' AND stage = 'probationary'), sum(kind = 'registration'),
            sum(kind = 'registration' AND valid_from >= :first), count(DISTINCT member_id)
        FROM belongings JOIN members ON members.id = member_id
        WHERE valid_from <= :last AND coalesce(valid_to, :last + 1) > :last AND (
            kind = 'registration' OR kind = 'affiliation' AND stage IN ('full', 'probationary')
            AND (standing = 'good' OR closed_on IS NOT NULL))
        GROUP BY unit_id""",
    "activities": """
        SELECT unit_id, count(*) FROM activities WHERE start >= :since AND start < :until GROUP BY unit_id""",
    "activity_units": """
        SELECT activity_units.unit_id, count(*) FROM activities JOIN activity_units ON activity_id = activities.id
        WHERE start >= :since AND start < :until GROUP BY activity_units.unit_id""",
    "attendance": """
        SELECT attendance.unit_id, sum(role = 'listed'), sum(role = 'listed' AND state IN ('present', 'made_up')),
            sum(role = 'listed' AND state = 'leave'), sum(role != 'listed' AND state IN ('present', 'made_up')),
            sum(role = 'registered' AND state IN ('present', 'made_up')),
            count(DISTINCT CASE WHEN state IN ('present', 'made_up') THEN member_id END)
        FROM activities JOIN attendance ON activity_id = activities.id
        WHERE start >= :since AND start < :until GROUP BY attendance.unit_id""",
    "services": """
        SELECT unit_id, count(*), sum(people_helped), sum(people_helped_estimated),
            count(coalesce(people_helped, people_helped_estimated))
        FROM services WHERE day BETWEEN :first AND :last GROUP BY unit_id""",
    "service_members": """
        SELECT unit_id, sum(half_hours), sum(CASE WHEN role = 'registered' THEN half_hours END),
            count(DISTINCT member_id)
        FROM services CROSS JOIN service_members ON service_id = services.id
        WHERE day BETWEEN :first AND :last GROUP BY unit_id""",
}  # fmt: skip


def rows(office: Office) -> Iterator[Row]:
    """The whole tree; one grid at 36 and at 3 months."""
    yield _whole_tree(office)
    yield _one_grid(office)


def _whole_tree(office: Office) -> Row:
    names = bounds(office.month)
    with opened(office.path) as app, raw(office.path) as connection:

        def floor(_round: int) -> list[list[Any]]:
            return [connection.execute(query, names).fetchall() for query in GROUPED.values()]

        times = race(lambda _round: app.ask(figures.of_tree, month=office.month), floor, rounds=office.rounds(15))
    return slower("month figures of the whole tree", "Σ of one raw GROUP BY unit per table used", times, limit=3)


def bounds(month: Month) -> dict[str, int]:
    """The month as seconds (since, until) and days (first, last), for the queries."""
    since, until = span_of(month, month)
    return {
        "since": int(since.timestamp()),
        "until": int(until.timestamp()),
        "first": (month.first - EPOCH).days,
        "last": (month.last - EPOCH).days,
    }


def _one_grid(office: Office) -> Row:
    rounds, short = office.rounds(100), excerpt(office)
    with opened(office.path) as long, opened(short) as brief:
        grids = list(islice(cycle(_grids(long, office.month)), rounds + 1))

        def of(app: App, number: int) -> object:
            return app.ask(figures.of_unit, unit=grids[number], first=office.month)

        times = race(lambda number: of(long, number), lambda number: of(brief, number), rounds=rounds)
    floor = f"the same with {SHORT} months of data"
    return slower("month figures of a grid, all months of data", floor, times, limit=1.2)


def _grids(app: App, month: Month) -> list[UnitId]:
    nodes = app.ask(tree.of_month, month=month).nodes.values()
    return [node.id for node in nodes if node.kind == "grid_branch"][::7]
