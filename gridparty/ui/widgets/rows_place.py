"""Keeps a person's place in a list while its rows are exchanged: cursor, selection, scrolling, and an open field."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

from gridparty.ui.models.rows import RowsModel
from gridparty.ui.widgets.rows_table import RowsTable

Identity = Callable[[Any], Hashable]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A field that was open over the current cell."""

    text: str
    cursor: int
    is_changed: bool


@dataclass(frozen=True, slots=True)
class _Place:
    current: Hashable | None
    number: int  # of the current row; -1 if there is none
    column: int
    selected: frozenset[Hashable]
    top: Hashable | None  # the uppermost row; None at the very top
    offset: int  # how far that row has been scrolled out, in pixels
    down: int
    across: int
    typed: _Typed | None


@contextmanager
def kept_place(table: RowsTable, model: RowsModel[Any], identity: Identity) -> Iterator[None]:
    """Around whatever resets the model. A row that has gone leaves the cursor at its place, selecting nothing."""
    place = _found(table, model, identity)
    yield
    _bring_back(table, model, identity, place)


def _found(table: RowsTable, model: RowsModel[Any], identity: Identity) -> _Place:
    current, bar, field = table.currentIndex(), table.verticalScrollBar(), table.open_field()
    rows = model.rows()
    top = table.indexAt(table.viewport().rect().topLeft()).siblingAtColumn(0) if bar.value() else QModelIndex()
    return _Place(
        current=identity(model.row(current)) if current.isValid() else None,
        number=current.row(),
        column=current.column(),
        selected=frozenset(identity(rows[number]) for number in selected_numbers(table)),
        top=identity(model.row(top)) if top.isValid() else None,
        offset=-table.rowViewportPosition(top.row()) if top.isValid() else 0,
        down=bar.value(),
        across=table.horizontalScrollBar().value(),
        typed=_Typed(field.text(), field.cursorPosition(), field.isModified()) if field else None,
    )


def _bring_back(table: RowsTable, model: RowsModel[Any], identity: Identity, place: _Place) -> None:
    has_place = place.current is not None or place.selected or place.top is not None
    numbers = {identity(row): number for number, row in enumerate(model.rows())} if has_place else {}
    table.selectionModel().select(_selection(model, numbers, place.selected), _SELECT)
    if place.number >= 0 and model.rowCount():
        number = numbers.get(place.current, min(place.number, model.rowCount() - 1))
        table.selectionModel().setCurrentIndex(model.index(number, place.column), _NO_UPDATE)
    table.updateGeometries()  # the scroll bars' ranges
    height = table.verticalHeader().defaultSectionSize()
    down = numbers[place.top] * height + place.offset if place.top in numbers else place.down
    table.verticalScrollBar().setValue(down)
    table.horizontalScrollBar().setValue(place.across)
    if place.typed and place.current in numbers:
        reopen(table, place.typed.text, cursor=place.typed.cursor, is_changed=place.typed.is_changed)


def reopen(table: RowsTable, text: str, *, cursor: int, is_changed: bool = True) -> None:
    """Opens the field of the current cell with a text that was typed before."""
    table.edit(table.currentIndex())
    field = table.open_field()
    if field is not None and is_changed:
        field.setText(text)
        field.setModified(True)
        field.setCursorPosition(cursor)


def selected_numbers(table: RowsTable) -> list[int]:
    """The numbers of the selected rows, in the order shown."""
    selection = table.selectionModel().selection()
    parts = (selection.at(number) for number in range(selection.count()))
    return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})


def _selection(model: RowsModel[Any], numbers: dict[Hashable, int], selected: frozenset[Hashable]) -> QItemSelection:
    """The rows as few ranges, one for each run of neighbours."""
    selection, last = QItemSelection(), model.columnCount() - 1
    rows = sorted(numbers[each] for each in selected if each in numbers)
    start = 0
    for at, row in enumerate(rows):
        if at + 1 == len(rows) or rows[at + 1] != row + 1:
            selection.select(model.index(rows[start], 0), model.index(row, last))
            start = at + 1
    return selection


_SELECT = QItemSelectionModel.SelectionFlag.Select
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
