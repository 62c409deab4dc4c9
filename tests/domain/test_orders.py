"""What an order says survives being kept; who goes where; households and spans (D2, S094, S095)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.ids import UnitId
from gridparty.domain.orders import (
    CHILDREN,
    ENTRY,
    HOUSEHOLD,
    MEMBER,
    REST,
    UNIT,
    Allocation,
    Item,
    OrderPlan,
    Sharing,
    Span,
    Target,
    as_json,
    from_json,
    joined,
    share_households,
)

DAY = date(2026, 12, 1)
ONE, TWO, GROUP = UnitId(1), UnitId(2), UnitId(8)


def plan(*allocations: Allocation, kind: str = "regroup", targets: tuple[Target, ...] | None = None) -> OrderPlan:
    two = (Target(name="甲", kind="community"), Target(name="乙", kind="community"))
    return OrderPlan(kind, DAY, (ONE, TWO), targets or two, allocations)


def test_a_plan_survives_being_kept() -> None:
    full = OrderPlan(
        "split",
        DAY,
        (ONE,),
        (Target(unit=TWO, facts={"households": 3}), Target(name="乙", code="001", parent=TWO)),
        (Allocation(0, HOUSEHOLD, 1, 120), Allocation(1, REST)),
        "题目",
        "〔2026〕1号",
        {CHILDREN: {"4": "grid"}},
    )
    assert from_json(as_json(full)) == full


@pytest.mark.parametrize(
    ("allocations", "item", "target"),
    [
        ((), Item(MEMBER, 7, ONE), None),
        ((Allocation(1, REST),), Item(MEMBER, 7, ONE), 1),
        ((Allocation(1, REST), Allocation(0, REST, ONE)), Item(MEMBER, 7, ONE), 0),
        ((Allocation(1, REST), Allocation(0, REST, ONE)), Item(MEMBER, 7, TWO), 1),
        ((Allocation(0, UNIT, GROUP), Allocation(1, REST)), Item(MEMBER, 7, ONE, group=GROUP), 0),
        ((Allocation(0, UNIT, GROUP), Allocation(1, MEMBER, 7)), Item(MEMBER, 7, ONE, group=GROUP), 1),
        ((Allocation(0, MEMBER, 7), Allocation(1, REST)), Item(ENTRY, 3, ONE, member=7), 0),
        ((Allocation(0, MEMBER, 3), Allocation(1, REST)), Item(ENTRY, 3, ONE), 1),
    ],
)
def test_the_nearest_word_decides(allocations: tuple[Allocation, ...], item: Item, target: int | None) -> None:
    """By name, then with the Party group or the person, then the rest of the unit, then the rest of all."""
    assert Sharing(plan(*allocations)).of(item) == target


def test_a_grid_goes_with_the_branches_that_cover_it() -> None:
    """Unless it is named itself, or they part."""
    grid, branches = Item(UNIT, 9, ONE), {9: (7, 8)}
    rest, first, second = Allocation(1, REST), Allocation(0, UNIT, 7), Allocation(0, UNIT, 8)
    assert Sharing(plan(rest), branches).of(grid) == 1
    assert Sharing(plan(rest, first), branches).of(grid) == 1
    assert Sharing(plan(rest, first, second), branches).of(grid) == 0
    assert Sharing(plan(rest, first, second, Allocation(1, UNIT, 9)), branches).of(grid) == 1
    assert Sharing(plan(), branches).of(grid) is None


def test_a_source_that_stays_keeps_what_is_not_given_away() -> None:
    sharing = Sharing(plan(Allocation(1, REST), targets=(Target(unit=ONE), Target(name="乙"))))
    assert (sharing.rest(ONE), sharing.rest(TWO)) == (0, 1)


def test_a_merge_needs_no_words() -> None:
    assert Sharing(plan(kind="merge", targets=(Target(name="甲"),))).of(Item(MEMBER, 7, TWO)) == 0


def test_which_units_end() -> None:
    stays = (Target(unit=ONE), Target(name="乙"))
    assert plan(targets=stays).closing == (TWO,)
    assert plan(kind="close").closing == (ONE, TWO)
    assert plan(kind="move", targets=(Target(unit=UnitId(3)),)).closing == ()


@given(
    total=st.integers(0, 600),
    asked=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 300)), max_size=5),
    rest=st.one_of(st.none(), st.integers(0, 3)),
)
def test_households_are_neither_lost_nor_invented(total: int, asked: list[tuple[int, int]], rest: int | None) -> None:
    shares = share_households(total, asked, rest)
    assert sum(shares.parts.values()) + shares.left == total
    assert shares.left <= 0 or rest is None
    for target, number in asked:
        assert shares.parts[target] >= number


@given(st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(1, 20))), max_size=6))
def test_joined_spans_cover_the_same_days_once(drawn: list[tuple[int, int | None]]) -> None:
    def day(number: int) -> date:
        return DAY + timedelta(days=number)

    def days(span: Span) -> set[int]:
        return {n for n in range(80) if span.start <= day(n) and (span.end is None or day(n) < span.end)}

    spans = [Span(day(start), None if length is None else day(start + length)) for start, length in drawn]
    found = joined(spans)
    covered = [days(span) for span, _places in found]
    assert sorted(place for _span, places in found for place in places) == list(range(len(spans)))
    assert sum(map(len, covered)) == len(set().union(*covered))
    assert set().union(*covered) == set().union(*map(days, spans))
