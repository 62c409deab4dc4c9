"""gridparty.ui.models.rows"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from rows_sample import COLUMNS, ENTRIES, Entry

from gridparty.ui.models.rows import RowsModel

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NAME, HOURS, NOTE = 0, 1, 2


@pytest.fixture
def model() -> RowsModel[Entry]:
    made = RowsModel(COLUMNS)
    made.set_rows(ENTRIES)
    return made


def ids(model: RowsModel[Entry]) -> list[int]:
    return [row.id for row in model.rows()]


def test_it_keeps_to_the_rules_of_qt(model: RowsModel[Entry], qtmodeltester: ModelTester) -> None:
    model.sort(HOURS, DOWN)
    model.set_filter("note", "值班")
    qtmodeltester.check(model)
    model.set_filter("note", "")
    model.sort(NAME)
    model.set_rows(ENTRIES[1:])
    model.set_filter(None, "anna")
    model.sort(-1)


@pytest.mark.parametrize(("order", "expected"), [(UP, [5, 3, 1, 4, 2]), (DOWN, [1, 4, 3, 5, 2])])
def test_sorting_is_stable_and_leaves_the_unknown_last(
    model: RowsModel[Entry], order: Qt.SortOrder, expected: list[int]
) -> None:
    model.sort(HOURS, order)
    assert ids(model) == expected


def test_column_minus_one_brings_the_given_order_back(model: RowsModel[Entry]) -> None:
    model.sort(NAME)
    assert ids(model) != [1, 2, 3, 4, 5]
    model.sort(-1)
    assert ids(model) == [1, 2, 3, 4, 5]
    assert model.sorted_by() is None


def test_a_filter_wants_every_word_and_takes_capitals_for_small_letters(model: RowsModel[Entry]) -> None:
    model.set_filter("note", " 送药  值班 ")
    assert ids(model) == [3]
    model.set_filter("note", "")
    model.set_filter("name", "ANNA")
    assert ids(model) == [2, 5]
    model.set_filter("name", "")
    assert not model.is_filtered()
    assert model.rowCount() == 5


def test_filters_of_several_columns_hold_together(model: RowsModel[Entry]) -> None:
    model.set_filter("name", "anna")
    model.set_filter(None, "送药")
    assert ids(model) == [2]


def test_other_rows_are_sorted_and_filtered_as_before(model: RowsModel[Entry]) -> None:
    model.sort(HOURS)
    model.set_filter("note", "班")
    model.set_rows([*ENTRIES, Entry(6, "孙䶮", 1, "值班")])
    assert ids(model) == [6, 3, 1]


def test_new_contents_take_the_place_of_the_old_if_no_row_moves(model: RowsModel[Entry]) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.sort(HOURS)
    model.set_filter("note", "班")
    resets.clear()
    changed = [replace(ENTRIES[0], hours=99), *ENTRIES[1:]]
    assert model.exchange_rows(changed)
    assert [row.hours for row in model.rows()] == [3, 99]
    for moving in (
        [replace(ENTRIES[0], hours=1), *ENTRIES[1:]],
        [replace(ENTRIES[0], note=""), *ENTRIES[1:]],
        ENTRIES[:4],
    ):
        assert not model.exchange_rows(moving)
        assert [row.hours for row in model.rows()] == [3, 99]
    assert resets == []


def test_the_cursor_goes_with_its_row(model: RowsModel[Entry]) -> None:
    held = QPersistentModelIndex(model.index(0, NOTE))
    model.sort(HOURS)
    assert (model.row(held).id, held.column()) == (1, NOTE)


def test_what_a_reader_aloud_gets(model: RowsModel[Entry]) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, NAME), role) == "王秀兰"
    assert model.headerData(HOURS, Qt.Orientation.Horizontal, role) == "时长"


def test_typing_tells_and_changes_nothing(model: RowsModel[Entry]) -> None:
    told: list[tuple[Entry, str, str]] = []
    model.edited.connect(lambda *what: told.append(what))
    assert model.flags(model.index(0, NOTE)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, NAME)) & Qt.ItemFlag.ItemIsEditable
    model.setData(model.index(0, NOTE), "走访")
    model.setData(model.index(1, NOTE), "送药")  # as it was
    model.setData(model.index(1, NAME), "不可改")
    assert told == [(ENTRIES[0], "note", "走访")]
    assert model.data(model.index(0, NOTE)) == "值班"


@given(
    hours=st.lists(st.none() | st.integers(0, 9), max_size=30),
    order=st.sampled_from([UP, DOWN]),
    word=st.text("01", max_size=2),
)
def test_sorting_and_filtering_are_what_plain_python_does(
    hours: list[int | None], order: Qt.SortOrder, word: str
) -> None:
    rows = [Entry(number, f"{number:b}", value) for number, value in enumerate(hours)]
    model = RowsModel(COLUMNS)
    model.sort(HOURS, order)
    model.set_filter("name", word)
    model.set_rows(rows)
    passing = [row for row in rows if word in row.name]
    known = sorted(
        (row for row in passing if row.hours is not None), key=lambda row: row.hours or 0, reverse=order == DOWN
    )
    assert model.rows() == known + [row for row in passing if row.hours is None]
