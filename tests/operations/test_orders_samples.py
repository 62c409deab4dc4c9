"""A district reshaped: 114 branches into 91 communities, 6 communities into 9 (S090, S094, S095; D2, D3)."""

from collections.abc import Callable

import pytest

from gridparty.app import App
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.orders import OrderPlan
from gridparty.operations import checks, figures, heads, orders, orders_history, samples_orders, tree
from gridparty.operations.samples_orders import Laid

BEFORE, AFTER = Month(2026, 5), Month(2026, 6)
DAY = AFTER.first
STOCKS = ("members", "full_members", "probationary_members", "registered_members", "people", "households", "grids")


def figures_of(app: App, month: Month) -> dict[UnitId, dict[str, figures.Value]]:
    return app.ask(figures.of_tree, month=month)


@pytest.mark.parametrize(
    ("lay", "plan_of", "sources", "targets"),
    [
        (samples_orders.lay_small_branches, samples_orders.plan_of_91, 114, 91),
        (samples_orders.lay_six_communities, samples_orders.plan_of_nine, 6, 9),
    ],
    ids=["S094", "S095"],
)
def test_a_district_is_reshaped_and_every_total_agrees(
    app: App, lay: Callable[..., Laid], plan_of: Callable[..., OrderPlan], sources: int, targets: int
) -> None:
    laid = app.run(lay, seed=4, month=BEFORE)
    before = figures_of(app, BEFORE)
    plan = app.ask(plan_of, laid=laid, day=DAY)
    assert (len(plan.sources), len(plan.targets)) == (sources, targets)
    shown = app.ask(orders.preview, plan=plan)
    assert shown.refusals == ()
    assert all(row.holds for row in shown.conservation)
    done = app.run(orders.record, plan=plan)
    assert (done.state, len(done.units)) == ("applied", targets)

    assert figures_of(app, BEFORE) == before
    after = figures_of(app, AFTER)
    top = before[laid.district], after[laid.district]
    assert {name: top[1][name] for name in STOCKS} == {name: top[0][name] for name in STOCKS}
    assert top[0]["members"]
    assert top[1]["new_registrations"] == 0
    assert sum(int(after[unit]["members"] or 0) for unit in done.units) == top[0]["members"]
    assert not set(plan.sources) & after.keys()
    assert set(done.units) <= after.keys()
    assert not set(done.units) & before.keys()
    rolled = app.ask(heads.members, in_tree=app.ask(tree.of_month, month=AFTER), day=AFTER.last)
    assert {unit: number for unit, number in shown.members_after.items() if unit > 0} == {
        unit: rolled[unit] for unit in shown.members_after if unit > 0
    }
    assert [shown.members_after[UnitId(-1 - place)] for place in range(targets)] == [rolled[u] for u in done.units]
    assert app.ask(checks.run).findings == ()

    points = app.ask(orders_history.series, unit=done.units[0], figure="members", first=BEFORE, last=AFTER)
    assert [point.change for point in points] == [None, plan.title]
    assert points[1].value == after[done.units[0]]["members"]
    assert points[0].units != points[1].units
    app.undo()
    again = figures_of(app, AFTER)
    assert {name: again[laid.district][name] for name in STOCKS} == {name: top[0][name] for name in STOCKS}
    assert again.keys() == before.keys()
    assert app.ask(checks.run).findings == ()
