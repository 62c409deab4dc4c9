"""Rows of a list for Qt: what the columns show, and which rows stand where after sorting and filtering.

The rows are the frozen dataclasses that reads return. The model keeps them in the order given and shows them through a
list of places, so that sorting and filtering move numbers only. Texts of cells are made when they are asked for; sort
keys and the texts searched by a filter are made once for each set of rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NOWHERE = QModelIndex()  # what lies above the rows of a list or the top of a tree

# As whole numbers: data() is called for every cell, and comparing numbers costs least.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True)  # no slots: with them Column[Row](…) fails in Python 3.11
class Column(Generic[R]):
    """One column of a list of R.

    `text` is what a cell shows, and what is filtered and copied. `width` is counted in digits, a Chinese character
    taking two. Rows are sorted by `order` (default: the text); rows whose key is None stand last either way. `mark`
    names a status ("good", "info", "warn", "bad") whose shape is painted before the text; the text must say it in
    words. A `link` cell is activated by one click. A `hidden` column is not shown until it is chosen. Cells of a row
    that is `faint` (what does not stand any more) are greyed; another column says in words why.
    """

    key: str  # stable: widths are remembered under it
    head: str  # translated
    text: Callable[[R], str]
    width: int = 12
    order: Callable[[R], Any] | None = None
    align: Qt.AlignmentFlag = LEFT
    hidden: bool = False
    editable: bool = False
    mark: Callable[[R], str | None] | None = None
    link: bool = False
    faint: Callable[[R], bool] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """The rows of a list, sorted and filtered."""

    edited = Signal(object, str, str)  # row, column key, new text; the model itself stays as it is

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._numbers = {column.key: number for number, column in enumerate(self.columns)}
        self._rows: Sequence[R] = ()
        self._shown: list[int] = []  # places in _rows
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._filters: dict[str | None, tuple[str, ...]] = {}
        self._keys: dict[int, list[Any]] = {}
        self._texts: dict[int | None, list[str]] = {}

    def set_rows(self, rows: Sequence[R]) -> None:
        """Shows other rows, sorted and filtered as before."""
        self.beginResetModel()
        self._rows = rows
        self._keys.clear()
        self._texts.clear()
        self._arrange()
        self.endResetModel()

    def exchange_rows(self, rows: Sequence[R]) -> bool:
        """Gives the same rows new contents, if none of them moves by that; nothing that is open or selected is lost.

        Returns False, with nothing changed, if a row would move, come or go: then it takes set_rows.
        """
        old = self._rows, self._shown, self._keys, self._texts
        self._rows, self._keys, self._texts = rows, {}, {}
        self._arrange()
        if len(rows) != len(old[0]) or self._shown != old[1]:
            self._rows, self._shown, self._keys, self._texts = old
            return False
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1))
        return True

    def all_rows(self) -> Sequence[R]:
        """Every row as given."""
        return self._rows

    def rows(self) -> list[R]:
        """The rows that pass the filter, in the order shown."""
        return [self._rows[place] for place in self._shown]

    def row(self, index: Index) -> R:
        """The row of a valid index."""
        return self._rows[self._shown[index.row()]]

    def number(self, key: str) -> int:
        """The number of the column with this key."""
        return self._numbers[key]

    def set_filter(self, key: str | None, text: str) -> None:
        """Shows only rows whose cell in a column (None: in any column) holds every word of the text.

        Capitals count as small letters. An empty text lets every row pass.
        """
        self.set_filters({**{at: " ".join(words) for at, words in self._filters.items()}, key: text})

    def set_filters(self, texts: dict[str | None, str]) -> None:
        """Replaces all filters at once."""
        found = {key: tuple(text.casefold().split()) for key, text in texts.items() if text.strip()}
        if found == self._filters:
            return
        self.beginResetModel()
        self._filters = found
        self._arrange()
        self.endResetModel()

    def is_filtered(self) -> bool:
        """Whether any filter is set, even if every row passes it."""
        return bool(self._filters)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column, stable from the order given; column -1 brings that order back."""
        chosen = (column, order) if column >= 0 else None
        if chosen == self._sorted_by:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = chosen
        before = self._shown
        self._arrange()
        self._move_persistent(before)
        self.layoutChanged.emit()

    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """The column that the rows are sorted by and the direction; None in the order given."""
        return self._sorted_by

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The text of a cell, its alignment, or None."""
        if role in (_DISPLAY, _EDIT, _ACCESSIBLE):
            if index.isValid():
                return self.columns[index.column()].text(self._rows[self._shown[index.row()]])
        elif role == _ALIGNMENT and index.isValid():
            return self.columns[index.column()].align
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The head of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return self.columns[section].head
        return self.columns[section].align if role == _ALIGNMENT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be selected; those of editable columns can be edited."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Tells what was typed into a cell by `edited`, and changes nothing: the page runs the operation."""
        if role == _EDIT and index.isValid() and self.columns[index.column()].editable and value != self.data(index):
            self.edited.emit(self.row(index), self.columns[index.column()].key, value)
        return False

    def _arrange(self) -> None:
        places = self._passing()
        if self._sorted_by is None:
            self._shown = places
            return
        number, order = self._sorted_by
        keys = self._keys_of(number)
        known = [place for place in places if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        if len(known) < len(places):
            known += [place for place in places if keys[place] is None]
        self._shown = known

    def _passing(self) -> list[int]:
        places = list(range(len(self._rows)))
        for key, words in self._filters.items():
            texts = self._texts_of(None if key is None else self._numbers[key])
            for word in words:
                places = [place for place in places if word in texts[place]]
        return places

    def _keys_of(self, number: int) -> list[Any]:
        if number not in self._keys:
            column = self.columns[number]
            self._keys[number] = list(map(column.order or column.text, self._rows))
        return self._keys[number]

    def _texts_of(self, number: int | None) -> list[str]:
        if number not in self._texts:
            columns = self.columns if number is None else (self.columns[number],)
            cells = zip(*(map(column.text, self._rows) for column in columns), strict=True)
            self._texts[number] = [text.casefold() for text in map("\n".join, cells)]
        return self._texts[number]

    def _move_persistent(self, before: list[int]) -> None:
        """Selections and the cursor stay with their rows."""
        held = self.persistentIndexList()
        if held:
            now = {place: at for at, place in enumerate(self._shown)}
            self.changePersistentIndexList(held, [self.index(now[before[at.row()]], at.column()) for at in held])
