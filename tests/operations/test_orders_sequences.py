"""Random sequences of change orders on a small tree: nobody is lost, no past month changes, undo goes all the way."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from offices import MONTH, Office, rows, state

from gridparty.app import App
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.orders import HOUSEHOLD, MEMBER, REST, UNIT, Allocation, OrderPlan, Target
from gridparty.operations import checks, figures, heads, history, orders, tree, units
from gridparty.operations.orders import Preview
from gridparty.operations.tree import Node, Tree
from gridparty.storage.tables import Belonging, Post, UnitLink, UnitState

FIRST = date(2024, 11, 4)
STOCKS = ("members", "full_members", "probationary_members", "registered_members", "people")
KINDS = ("merge", "merge", "split", "split", "regroup", "move", "move", "upgrade", "rename", "recode", "close")
NAMES = st.integers(1, 10**6).map(lambda number: f"新{number}")


@pytest.fixture(scope="module")
def start(furnished: tuple[Path, Office], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with Party groups, a branch without a grid, and a post."""
    path = tmp_path_factory.mktemp("orders") / "start.gridparty"
    shutil.copy(furnished[0], path)
    app, unit = App.open(path, daily_backup=False), furnished[1].units
    group = app.run(units.add, parent=unit["first"], kind="party_group", name="第一党小组").id
    app.run(units.add, parent=unit["street"], kind="enterprise_branch", name="甲公司党支部")
    with app.store.write("test", "outside") as session:
        row = session.query(Belonging).filter_by(unit_id=unit["first"], kind=heads.AFFILIATION).first()
        assert row is not None
        row.group_id = group
        post = {"unit_id": unit["first"], "member_id": row.member_id, "post": "secretary"}
        session.add(Post(**post, valid_from=date(2024, 1, 1)))
    app.close()
    return path


def _plan(draw: Any, now: Tree, people: dict[UnitId, list[int]], day: date) -> OrderPlan:
    kind = draw(st.sampled_from(KINDS))
    ordinary = [node for node in now.nodes.values() if node.parent is not None]
    same = draw(st.sampled_from(sorted({node.kind for node in ordinary})))
    of_kind = [node for node in ordinary if node.kind == same]
    fewest = 2 if kind in ("merge", "regroup") and len(of_kind) > 1 else 1
    some = draw(st.lists(st.sampled_from(of_kind), min_size=fewest, max_size=3, unique_by=lambda node: node.id))
    sources = tuple(node.id for node in some)
    if kind in ("merge", "split", "regroup"):
        return _reshaping(draw, now, people, day, kind, some)
    if kind == "move":
        return OrderPlan(kind, day, sources, (Target(unit=draw(st.sampled_from(ordinary)).id),))
    if kind == "close":
        return OrderPlan(kind, day, sources[:1])
    change = {
        "upgrade": {"kind": draw(st.sampled_from(["party_branch", "general_branch", "community", "party_group"]))},
        "rename": {"name": draw(NAMES)},
        "recode": {"code": f"{draw(st.integers(10, 99)):012d}"},
    }[kind]
    return OrderPlan(kind, day, sources[:1], (Target(unit=sources[0], **change),))


def _reshaping(
    draw: Any, now: Tree, people: dict[UnitId, list[int]], day: date, kind: str, some: list[Node]
) -> OrderPlan:
    if kind == "split":
        some = some[:1]
    sources = tuple(node.id for node in some)
    number = 1 if kind == "merge" else draw(st.integers(2, 3))
    targets = [Target(name=draw(NAMES), kind=some[0].kind, parent=some[0].parent) for _n in range(number)]
    if draw(st.integers(0, 3)) == 0:
        targets[0] = Target(unit=draw(st.sampled_from(some)).id)
    place = st.integers(0, number - 1)
    allocations = [Allocation(draw(place), REST, unit) for unit in sources]
    for unit in sources:
        for member in draw(st.lists(st.sampled_from(people[unit]), max_size=3, unique=True)) if people[unit] else ():
            allocations.append(Allocation(draw(place), MEMBER, member))
        below = [*now.children.get(unit, ()), *now.covers.get(unit, ())]
        for child in draw(st.lists(st.sampled_from(below), max_size=2, unique=True)) if below else ():
            allocations.append(Allocation(draw(place), UNIT, child))
        if draw(st.booleans()):
            allocations.append(Allocation(draw(place), HOUSEHOLD, unit, draw(st.integers(1, 300))))
    return OrderPlan(kind, day, sources, tuple(targets), tuple(allocations))


def _open(app: App) -> dict[UnitId, list[int]]:
    found: dict[UnitId, list[int]] = {unit: [] for unit in app.ask(tree.on_day, day=date(2030, 1, 1)).nodes}
    for row in app.ask(rows, Belonging):
        if row.valid_to is None and row.member_id not in found[row.unit_id]:
            found[row.unit_id].append(row.member_id)
    return found


def _totals(app: App, root: UnitId, month: Month) -> dict[str, figures.Value]:
    values = app.ask(figures.of_unit, unit=root, first=month)
    return {name: values[name] for name in STOCKS}


def _check_standing(app: App, shown: Preview, day: date, affiliated: set[int], registered: set[int]) -> None:
    """What must hold after every order."""
    assert app.ask(checks.run).findings == ()
    assert all(row.holds for row in shown.conservation)
    now = app.ask(tree.on_day, day=day)
    assert sum(int(node.facts.get("households") or 0) for node in now.nodes.values()) == 1030
    belongings = [row for row in app.ask(rows, Belonging) if row.valid_to is None]
    assert sorted(row.member_id for row in belongings if row.kind == heads.AFFILIATION) == sorted(affiliated)
    assert {row.member_id for row in belongings if row.kind == heads.REGISTRATION} == registered
    for row in belongings:
        assert row.unit_id in now.nodes
        assert row.group_id is None or now.nodes[row.group_id].parent == row.unit_id
    for table in (Post, UnitLink):
        assert all(row.unit_id in now.nodes for row in app.ask(rows, table) if row.valid_to is None)
    assert all(row.other_id in now.nodes for row in app.ask(rows, UnitLink) if row.valid_to is None)
    states = [row for row in app.ask(rows, UnitState) if row.valid_to is None]
    assert all(row.parent_id is None or row.parent_id in now.nodes for row in states)
    rolled = app.ask(heads.members, in_tree=now, day=day)
    assert {unit: n for unit, n in shown.members_after.items() if unit > 0 and unit in rolled} == {
        unit: rolled[unit] for unit in shown.members_after if unit > 0
    }


@settings(max_examples=8, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_sequence_of_orders_conserves_everything(data: st.DataObject, start: Path, tmp_path: Path) -> None:
    path = Path(tempfile.mkdtemp(dir=tmp_path)) / "office.gridparty"
    shutil.copy(start, path)
    app = App.open(path, daily_backup=False)
    try:
        _run_sequence(app, data)
    finally:
        app.close()


def _run_sequence(app: App, data: st.DataObject) -> None:
    root = next(iter(app.ask(tree.on_day, day=FIRST).nodes))
    before = app.ask(state)
    belongings = [row for row in app.ask(rows, Belonging) if row.valid_to is None]
    affiliated, registered = (
        {row.member_id for row in belongings if row.kind == kind} for kind in (heads.AFFILIATION, heads.REGISTRATION)
    )
    totals = _totals(app, root, Month.of(FIRST))
    past: dict[Month, Any] = {}
    acts, day = [], FIRST
    for _n in range(data.draw(st.integers(1, 6))):
        day += timedelta(days=data.draw(st.sampled_from([0, 3, 20, 40])))
        plan = _plan(data.draw, app.ask(tree.on_day, day=day), _open(app), day)
        for month in {MONTH, Month.of(day).plus(-1)} - past.keys():
            past[month] = app.ask(figures.of_tree, month=month)
        shown = app.ask(orders.preview, plan=plan)
        if shown.refusals:
            standing = app.ask(state)
            with pytest.raises(InvalidInput):
                app.run(orders.record, plan=plan)
            assert app.ask(state) == standing
            continue
        note(str(plan))
        app.run(orders.record, plan=plan)
        acts.append(app.ask(history.acts, limit=1)[0].id)
        _check_standing(app, shown, day, affiliated, registered)
        assert {month: app.ask(figures.of_tree, month=month) for month in past} == past
        assert _totals(app, root, Month.of(day)) == totals
    for act in reversed(acts):
        app.undo(act)
    assert app.ask(state) == before
