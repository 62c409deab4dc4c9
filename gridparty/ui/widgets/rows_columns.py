"""How the columns of a list lie: widths, order, which are hidden, sorting; remembered for each list, never its data."""

import json
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt

from gridparty.ui.models.rows import RowsModel
from gridparty.ui.widgets.rows_delegate import padding
from gridparty.ui.widgets.rows_table import RowsTable

_NAMES = {Qt.SortOrder.AscendingOrder: "up", Qt.SortOrder.DescendingOrder: "down"}
_SQUEEZE = 0.08  # so much narrower than asked for is better than scrolling sideways


class RowsColumns(QObject):
    """Lays the columns and remembers what a person changes.

    Widths are remembered in digits of the font, so that they fit any font size and screen. Until a width has been
    changed by hand, columns share the room that is left over, or give up a little where it is just too narrow.
    """

    def __init__(self, table: RowsTable, model: RowsModel[Any], *, name: str) -> None:
        super().__init__(table)
        self._table, self._model, self._header = table, model, table.header
        self._place = f"lists/{name}"
        self._widths: dict[str, float] = {}  # digits; empty until changed by hand
        self._is_laying = False
        self._restore(_read(self._place))
        self._header.sectionResized.connect(self._on_resized)
        self._header.sectionMoved.connect(self._on_changed)
        self._header.sortIndicatorChanged.connect(self._on_changed)
        table.resized.connect(self.lay)
        table.restyled.connect(self.lay)

    def shown(self) -> list[int]:
        """The numbers of the columns in sight, from left to right."""
        return self._header.in_sight()

    def lay(self) -> None:
        """Gives every column in sight its width."""
        digit, room = self._digit(), 2 * padding(self._table.fontMetrics())
        widths = {}
        for number in self.shown():
            column = self._model.columns[number]
            digits = self._widths.get(column.key)
            usual = max(round(column.width * digit) + room, self._header.least_width(number))
            widths[number] = round(digits * digit) if digits else usual
        spare = self._table.viewport().width() - sum(widths.values())
        self._is_laying = True
        fits = not self._widths and spare >= -_SQUEEZE * sum(widths.values())
        for number, width in (_stretched(widths, spare) if fits else widths).items():
            self._header.resizeSection(number, width)
        self._is_laying = False

    def show_column(self, number: int, on: bool) -> None:
        """Shows a column or hides it; the last one in sight stays."""
        if on or self.shown() != [number]:
            self._is_laying = True
            self._header.setSectionHidden(number, not on)
            self.lay()
            self._on_changed()

    def move(self, number: int, by: int) -> None:
        """Moves a column past its next neighbour in sight: by 1 to the right, -1 to the left."""
        shown = self.shown()
        at = shown.index(number) + by
        if 0 <= at < len(shown):
            self._header.moveSection(self._header.visualIndex(number), self._header.visualIndex(shown[at]))

    def reset(self) -> None:
        """Forgets everything: columns as the program brings them, rows in the order given."""
        self._restore({})
        QSettings().remove(self._place)

    def _restore(self, kept: dict[str, Any]) -> None:
        columns = self._model.columns
        keys = [column.key for column in columns]
        self._is_laying = True
        self._widths = {key: width for key, width in kept.get("widths", {}).items() if key in keys}
        for at, key in enumerate(_order(keys, kept.get("order", []))):
            self._header.moveSection(self._header.visualIndex(keys.index(key)), at)
        shown = {
            number: kept.get("shown", {}).get(column.key, not column.hidden) for number, column in enumerate(columns)
        }
        for number, column in enumerate(columns):
            self._header.setSectionHidden(number, not shown[number] if any(shown.values()) else column.hidden)
        key, direction = kept.get("sort") or ("", "up")
        order = next(order for order, name in _NAMES.items() if name == direction)
        self._header.setSortIndicator(keys.index(key) if key in keys else -1, order)
        self.lay()

    def _on_resized(self, number: int, _old: int, new: int) -> None:
        if self._is_laying or not new:
            return
        for other in self.shown() if not self._widths else (number,):
            self._widths[self._model.columns[other].key] = round(self._header.sectionSize(other) / self._digit(), 2)
        self._on_changed()

    def _on_changed(self, *_what: object) -> None:
        if self._is_laying:
            return
        columns, header = self._model.columns, self._header
        sorted_by = header.sortIndicatorSection()
        kept = {
            "widths": self._widths,
            "order": [columns[header.logicalIndex(at)].key for at in range(header.count())],
            "shown": {column.key: not header.isSectionHidden(at) for at, column in enumerate(columns)},
            "sort": [columns[sorted_by].key, _NAMES[header.sortIndicatorOrder()]] if sorted_by >= 0 else None,
        }
        QSettings().setValue(self._place, json.dumps(kept))

    def _digit(self) -> int:
        return self._table.fontMetrics().horizontalAdvance("0")


def _read(place: str) -> dict[str, Any]:
    """What was remembered; nothing if it cannot be read, for the settings can be edited by anyone."""
    try:
        kept = json.loads(str(QSettings().value(place, "{}")))
        widths, order, shown, sort = (kept.get(name) for name in ("widths", "order", "shown", "sort"))
        is_sound = (
            all(isinstance(width, int | float) and 0 < width < 500 for width in (widths or {}).values())
            and all(isinstance(key, str) for key in order or [])
            and all(isinstance(on, bool) for on in (shown or {}).values())
            and (sort is None or (len(sort) == 2 and sort[1] in _NAMES.values()))
        )
    except (ValueError, TypeError, AttributeError):
        return {}
    found = {"widths": widths or {}, "order": order or [], "shown": shown or {}, "sort": sort}
    return found if is_sound else {}


def _order(keys: list[str], kept: list[str]) -> list[str]:
    """The kept order; columns that have come since stand behind the column that precedes them in the program."""
    order = [key for key in dict.fromkeys(kept) if key in keys]
    for at, key in enumerate(keys):
        if key not in order:
            order.insert(order.index(keys[at - 1]) + 1 if at else 0, key)
    return order


def _stretched(widths: dict[int, int], spare: int) -> dict[int, int]:
    """The widths with the room left over (or lacking) shared in proportion; the last takes what rounding leaves."""
    total = sum(widths.values())
    wider = {number: width + spare * width // total for number, width in widths.items()}
    wider[list(wider)[-1]] += total + spare - sum(wider.values())
    return wider
