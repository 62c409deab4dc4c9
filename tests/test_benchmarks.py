"""The benchmarks on a tiny office: every row is there and has the right shape; no time is asserted."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from benchmarks import check_ins, figures, look_ups, measuring, rosters, size
from benchmarks.__main__ import PARTS
from benchmarks.measuring import Row
from benchmarks.offices import Office, excerpt, last_month, opened, raw
from gridparty.app import App
from gridparty.operations import checks
from gridparty.operations import figures as figures_of

QUICK_PARTS = (figures, check_ins, look_ups, rosters, size)  # the briefings of a whole office take too long here


@pytest.fixture
def office(small_demo: Path, tmp_path: Path) -> Office:
    return Office(small_demo, tmp_path, last_month(small_demo), quick=True)


def test_rows_have_the_shape_of_bench_json(office: Office, tmp_path: Path) -> None:
    rows = [row for part in QUICK_PARTS for row in part.rows(office)]
    target = tmp_path / "build" / "bench.json"
    measuring.write(target, rows)
    read = json.loads(target.read_text(encoding="utf-8"))
    assert len(read) == len(rows)
    for row in read:
        assert list(row) == [field.name for field in fields(Row)]
        assert row["ratio"] > 0
        assert row["better"] in ("lower", "higher")
        assert (row["seconds"] is None) == (row["floor_seconds"] is None) == (row["floor"] == "")
    assert len({row["name"] for row in read}) == len(read)
    assert {part.rows for part in QUICK_PARTS} < set(PARTS.values())


def newest_act(path: Path) -> int:
    with raw(path) as connection:
        return int(connection.execute("SELECT max(id) FROM act WHERE hash IS NOT NULL").fetchone()[0])


def findings(path: Path) -> tuple[str, ...]:
    with opened(path) as app:
        assert not app.store.strays
        return app.ask(checks.run).findings


def test_the_raw_writes_leave_a_file_that_the_program_finds_sound(office: Office) -> None:
    """The floors write what the operations write: act, rows, op-log and seal."""
    for part, origin in ((check_ins, office.path), (rosters, excerpt(office))):
        assert list(part.rows(office))
        (written,) = office.scratch.glob("*.floor.gridparty")
        assert newest_act(written) > newest_act(origin)
        assert findings(written) == findings(origin)
        written.unlink()


def test_the_excerpt_keeps_the_last_months_as_they_were(office: Office) -> None:
    def values(app: App) -> object:
        return app.ask(figures_of.of_tree, month=office.month)

    with opened(office.path) as whole, opened(excerpt(office)) as short:
        assert values(short) == values(whole)
    with raw(office.path) as whole_file, raw(excerpt(office)) as short_file:
        kept, all_of_them = (
            file.execute("SELECT count(*) FROM activities").fetchone()[0] for file in (short_file, whole_file)
        )
    assert 0 < kept < all_of_them


def test_the_floor_of_the_figures_counts_the_same(office: Office) -> None:
    names = figures.bounds(office.month)
    with opened(office.path) as app, raw(office.path) as connection:
        values = app.ask(figures_of.of_tree, month=office.month)
        top = values[next(iter(values))]
        came = connection.execute(figures.GROUPED["attendance"], names).fetchall()
        heads = connection.execute(figures.GROUPED["belongings"], names).fetchall()
        served = connection.execute(figures.GROUPED["service_members"], names).fetchall()
    assert [sum(row[at] for row in came) for at in range(1, 6)] == [
        top[name] for name in ("expected", "present", "leave", "walk_ins", "registered_present")
    ]
    assert sum(row[1] + row[2] for row in heads) == top["members"]
    assert sum(row[1] for row in served) == top["service_hours"] * 2
