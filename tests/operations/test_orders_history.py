"""What became of units and what they came from; figures drawn through a change and marked (D2, D3, S090)."""

from dataclasses import replace
from datetime import date

import pytest
from offices import AFTER, BEFORE, MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.orders import MEMBER, REST, Allocation, OrderPlan, Target
from gridparty.operations import figures, orders, orders_history, registrations

DECEMBER, JANUARY = Month(2024, 12), Month(2025, 1)


@pytest.fixture
def changed(office_app: App, office: Office) -> dict[str, UnitId]:
    """第一 and 第二 become 甲 in November; 甲 is split into 乙 and 丙 in the middle of December."""
    app, unit = office_app, office.units
    app.run(registrations.add, unit=unit["second"], member=office.members["张伟"], day=date(2024, 10, 2))
    merged = OrderPlan(
        "merge",
        AFTER.first,
        (unit["first"], unit["second"]),
        (Target(name="甲党支部", kind="party_branch"),),
        title="并",
    )
    (one,) = app.run(orders.record, plan=merged).units
    some = (Allocation(0, MEMBER, office.members["陈静"]), Allocation(1, REST))
    two = tuple(Target(name=name, kind="party_branch") for name in ("乙党支部", "丙党支部"))
    split = OrderPlan("split", date(2024, 12, 16), (one,), two, some, title="分")
    small, large = app.run(orders.record, plan=split).units
    return {**unit, "one": one, "small": small, "large": large}


def test_units_before_and_after(office_app: App, changed: dict[str, UnitId]) -> None:
    app, unit = office_app, changed
    assert app.ask(orders_history.successors, unit=unit["first"]) == (unit["one"], unit["small"], unit["large"])
    assert app.ask(orders_history.predecessors, unit=unit["small"]) == (unit["one"], unit["first"], unit["second"])
    found = app.ask(orders_history.of_unit, unit=unit["one"])
    assert [order.title for order in found.orders] == ["并", "分"]
    assert (found.came_from, found.became) == ((unit["first"], unit["second"]), (unit["small"], unit["large"]))
    assert app.ask(orders_history.of_unit, unit=unit["third"]).orders == ()


def test_a_series_goes_through_a_change_and_marks_it(office_app: App, changed: dict[str, UnitId]) -> None:
    app, unit = office_app, changed
    points = app.ask(orders_history.series, unit=unit["large"], figure="people", first=MONTH, last=JANUARY)
    assert [(point.month, point.value, point.change, point.shared) for point in points] == [
        (MONTH, 6, None, False),  # 张伟 belongs to both units and counts once
        (AFTER, 6, "并", True),  # the unit that was split later covers more than this one
        (DECEMBER, 5, "分", True),
        (JANUARY, 5, None, False),
    ]
    assert points[0].units == (unit["first"], unit["second"])
    assert points[-1].units == (unit["large"],)
    alone = [app.ask(figures.of_unit, unit=unit[name], first=MONTH)["people"] for name in ("first", "second")]
    assert sum(int(number or 0) for number in alone) == 7


def test_a_series_adds_up_what_adds_up(office_app: App, changed: dict[str, UnitId]) -> None:
    app, unit = office_app, changed
    points = app.ask(orders_history.series, unit=unit["one"], figure="services", first=BEFORE, last=AFTER)
    alone = [
        sum(
            int(app.ask(figures.of_unit, unit=unit[name], first=month)["services"] or 0) for name in ("first", "second")
        )
        for month in (BEFORE, MONTH)
    ]
    assert [point.value for point in points] == [*alone, 0]


def test_what_cannot_be_drawn(office_app: App, changed: dict[str, UnitId]) -> None:
    with pytest.raises(InvalidInput):
        office_app.ask(orders_history.series, unit=changed["one"], figure="beauty", first=BEFORE, last=AFTER)
    with pytest.raises(NotFound):
        office_app.ask(orders_history.series, unit=UnitId(9_999), figure="people", first=BEFORE, last=AFTER)


def test_an_order_that_was_taken_back_leaves_no_trace(office_app: App, changed: dict[str, UnitId]) -> None:
    office_app.undo()
    assert office_app.ask(orders_history.successors, unit=changed["one"]) == ()
    plan = OrderPlan("rename", date(2025, 2, 1), (changed["one"],), (Target(unit=changed["one"], name="甲甲"),))
    office_app.run(orders.record, plan=replace(plan, title="改"))
    assert office_app.ask(orders_history.predecessors, unit=changed["one"]) == (changed["first"], changed["second"])


def test_a_unit_that_changes_exists_since_its_first_day(office_app: App, office: Office) -> None:
    """S091: renamed or moved it stays the same unit; what an order makes begins with it."""
    app, unit = office_app, office.units
    app.run(orders.record, plan=OrderPlan("move", AFTER.first, (unit["first"],), (Target(unit=unit["west"]),)))
    before = app.ask(orders_history.of_unit, unit=unit["second"]).since
    assert app.ask(orders_history.of_unit, unit=unit["first"]).since == before
    plan = OrderPlan("merge", DECEMBER.first, (unit["first"], unit["second"]), (Target(name="甲", kind="grid_branch"),))
    (made,) = app.run(orders.record, plan=plan).units
    assert app.ask(orders_history.of_unit, unit=made).since == DECEMBER.first
