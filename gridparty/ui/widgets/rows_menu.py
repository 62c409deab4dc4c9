"""The menu of a list: what the page can do with its rows, copying, sorting, filtering, and the columns."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gridparty.i18n import _
from gridparty.ui.models.rows import RowsModel
from gridparty.ui.widgets.rows_columns import RowsColumns
from gridparty.ui.widgets.rows_table import EXPORT_KEYS, RowsTable

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def fill_rows_menu(
    menu: QMenu,
    actions: Sequence[QAction],
    *,
    copy: Callable[[], None],
    export: Callable[[], None] | None,
    table: RowsTable,
) -> None:
    """The page's actions, copying, selecting, and exporting where there is an open file."""
    menu.addActions(list(actions))
    menu.addSeparator()
    has_rows = table.selectionModel().hasSelection()
    _add(menu, _with_key(_("&Copy"), QKeySequence.StandardKey.Copy), copy, enabled=has_rows)
    _add(menu, _with_key(_("Select &all"), QKeySequence.StandardKey.SelectAll), table.selectAll)
    if export is not None:
        _add(menu, _("E&xport…") + "\t" + EXPORT_KEYS, export)
    menu.addSeparator()


def fill_sort_menu(menu: QMenu, table: RowsTable, model: RowsModel[Any], number: int) -> None:
    """Sorting by one column; nothing where there is no column."""
    if number < 0:
        return
    head = model.columns[number].head
    current = model.sorted_by()
    for text, wanted in (
        (_("Sort by {column}, ascending"), (number, UP)),
        (_("Sort by {column}, descending"), (number, DOWN)),
    ):
        action = _add(menu, text.format(column=head), lambda _on, wanted=wanted: table.header.setSortIndicator(*wanted))
        action.setCheckable(True)
        action.setChecked(current == wanted)
    _add(menu, _("&Original order"), lambda: table.header.setSortIndicator(-1, UP), enabled=current is not None)
    menu.addSeparator()


def fill_columns_menu(menu: QMenu, table: RowsTable, model: RowsModel[Any], columns: RowsColumns, number: int) -> None:
    """Which columns are in sight, and where the one with this number stands (-1: none is meant)."""
    shown = columns.shown()
    for at, column in enumerate(model.columns):
        action = _add(menu, column.head.replace("&", "&&"), lambda on, at=at: columns.show_column(at, on))
        action.setCheckable(True)
        action.setChecked(at in shown)
        action.setEnabled(shown != [at])
    menu.addSeparator()
    if number in shown:
        head = model.columns[number].head.replace("&", "&&")
        _add(menu, _("Move {column} left").format(column=head), lambda: columns.move(number, -1), number != shown[0])
        _add(menu, _("Move {column} right").format(column=head), lambda: columns.move(number, 1), number != shown[-1])
        _add(menu, _("Fit the width of {column}").format(column=head), lambda: table.resizeColumnToContents(number))
        menu.addSeparator()
    _add(menu, _("&Reset columns"), columns.reset)


def _add(menu: QMenu, text: str, act: Callable[..., object], enabled: bool = True) -> QAction:
    action = QAction(text, menu)
    action.triggered.connect(act)
    action.setEnabled(enabled)
    menu.addAction(action)
    return action


def _with_key(text: str, key: QKeySequence.StandardKey) -> str:
    """A text with its key shown beside, which the table handles itself."""
    return f"{text}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}"
