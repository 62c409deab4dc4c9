"""How items are put onto pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.reports.flow import Item, paginate
from gridparty.reports.measures import LINES, PITCH, TOP, TYPE_HEIGHT


def item(height: float = PITCH, **facts: object) -> Item:
    return Item(height, lambda pen, y: None, **facts)  # type: ignore[arg-type]


def sizes(items: list[Item]) -> list[int]:
    return [len(page) for page in paginate(items)]


def test_nothing_is_one_empty_page() -> None:
    assert paginate([]) == [[]]


def test_a_page_holds_22_lines() -> None:
    assert sizes([item() for _ in range(LINES * 2 + 1)]) == [LINES, LINES, 1]


def test_what_is_kept_goes_to_the_next_page_together() -> None:
    lines = [item() for _ in range(LINES - 1)]
    assert sizes([*lines, item(keep=True), item()]) == [LINES - 1, 2]


def test_a_chain_taller_than_a_page_is_broken() -> None:
    assert sizes([item(keep=True) for _ in range(LINES + 3)]) == [LINES, 3]
    assert sizes([item(), *(item(keep=True) for _ in range(LINES + 3))]) == [1, LINES, 3]


def test_a_head_is_repeated_on_every_page() -> None:
    head = item(20, on_grid=False, keep=True)
    rows = [item(20, on_grid=False, head=head) for _ in range(70)]
    pages = paginate([head, *rows])
    assert len(pages) == 3
    assert all(page[0].item is head for page in pages)
    assert sum(placed.item is not head for page in pages for placed in page) == 70


def test_text_returns_to_the_grid_after_a_table() -> None:
    (page,) = paginate([item(), item(50, on_grid=False, gap=5), item()])
    assert [placed.y - TOP for placed in page] == pytest.approx([0, PITCH + 5, 3 * PITCH])


def test_a_gap_is_dropped_at_the_top_of_a_page() -> None:
    page = paginate([item(30, on_grid=False, gap=9)])[0]
    assert page[0].y == pytest.approx(TOP)


def test_the_foot_stands_at_the_foot_or_on_a_new_page() -> None:
    foot = item(60, on_grid=False, at_foot=True)
    pages = paginate([item(), foot])
    assert pages[0][1].y == pytest.approx(TOP + TYPE_HEIGHT - 60)
    pages = paginate([*(item() for _ in range(LINES - 1)), foot])
    assert [len(page) for page in pages] == [LINES - 1, 1]
    assert pages[1][0].y == pytest.approx(TOP + TYPE_HEIGHT - 60)


@given(
    st.lists(
        st.builds(item, st.floats(5, 300), on_grid=st.booleans(), keep=st.booleans(), gap=st.sampled_from([0.0, 8.0])),
        max_size=60,
    )
)
def test_every_item_is_placed_once_in_order_inside_the_type_area(items: list[Item]) -> None:
    pages = paginate(items)
    assert [id(placed.item) for page in pages for placed in page] == [id(one) for one in items]
    for page in pages:
        bottom = TOP
        for placed in page:
            assert placed.y >= bottom - 0.02
            bottom = placed.y + placed.item.height
        assert bottom <= TOP + TYPE_HEIGHT + 0.02
