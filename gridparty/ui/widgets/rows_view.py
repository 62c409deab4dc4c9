"""The list that every page uses: sorting, filtering, choosing columns, copying, editing, and a count at its foot."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from operator import eq
from typing import Generic

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from gridparty.i18n import _
from gridparty.ui.models.rows import Column, R, RowsModel
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.rows_block import block
from gridparty.ui.widgets.rows_columns import RowsColumns
from gridparty.ui.widgets.rows_export import ask_export, office_of, tell_kept
from gridparty.ui.widgets.rows_foot import RowsFoot
from gridparty.ui.widgets.rows_menu import fill_columns_menu, fill_rows_menu, fill_sort_menu
from gridparty.ui.widgets.rows_notice import RowsNotice
from gridparty.ui.widgets.rows_place import kept_place, reopen, selected_numbers
from gridparty.ui.widgets.rows_table import RowsTable

FILTER_KEYS = "Ctrl+Shift+F"


class RowsView(QWidget, Generic[R]):
    """A list of rows of one dataclass.

    `name` is stable: the layout is remembered under it. `label` names the list to screen readers. `empty` says why
    there may be no rows and what to do. `identity` finds the same row again after a reload. `total` makes the page's
    words at the foot from the rows shown. `actions` stand in the context menu.
    """

    activated = Signal(object, str)  # row, column key: double click, Enter, or a click on a link
    selected = Signal(object)  # the current row, or None
    edited = Signal(object, str, str)  # row, column key, new text; the page runs the operation and reloads
    filter_cleared = Signal()  # by the button under "nothing matches"; a page's own search field empties itself

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        name: str,
        label: str,
        empty: str,
        identity: Callable[[R], Hashable],
        total: Callable[[Sequence[R]], str] | None = None,
        actions: Sequence[QAction] = (),
        has_foot: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._label = name, label
        self._empty, self._identity, self._total = empty, identity, total
        self._is_loading = self._is_settling = self._is_kept = False
        self._told: R | None = None
        self.model: RowsModel[R] = RowsModel(columns, self)
        self.table = RowsTable(self.model, self)
        self.table.setAccessibleName(label)
        self.setFocusProxy(self.table)
        self.columns = RowsColumns(self.table, self.model, name=name)
        self.notice = RowsNotice(self.table.viewport())
        self.foot = RowsFoot(self)
        self.foot.setVisible(has_foot)
        self.addActions(list(actions))
        self._actions = actions
        layout = column_in(self, gap=0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)
        self._connect()
        self._tell_state()

    def set_rows(self, rows: Sequence[R], *, loading: bool = False) -> None:
        """Shows these rows; cursor, selection, scrolling, sorting, filter and an open field stay as they were."""
        self._is_loading = loading
        if self._is_same(rows) and self.model.exchange_rows(rows):
            self._tell_state()
            return
        with self._kept_place():
            self.model.set_rows(rows)

    def rows(self) -> list[R]:
        """The rows that pass the filter, in the order shown."""
        return self.model.rows()

    def current(self) -> R | None:
        """The row under the cursor if it is selected, else None."""
        index = self.table.currentIndex()
        return self.model.row(index) if self.table.selectionModel().isSelected(index) else None

    def selected_rows(self) -> list[R]:
        """The selected rows, in the order shown."""
        rows = self.model.rows()
        return [rows[number] for number in selected_numbers(self.table)]

    def select(self, identity: Hashable) -> bool:
        """Selects a row and scrolls to it. Returns whether it is among the rows shown."""
        for number, row in enumerate(self.model.rows()):
            if self._identity(row) == identity:
                column = max(self.table.currentIndex().column(), self.columns.shown()[0])
                self.table.select_cell(self.model.index(number, column))
                self.table.scrollTo(self.table.currentIndex())
                return True
        return False

    def edit(self, identity: Hashable, key: str, text: str | None = None) -> None:
        """Opens the field of a cell; with the text that was typed, if an operation has refused it."""
        if self.select(identity):
            self.table.select_cell(self.table.currentIndex().siblingAtColumn(self.model.number(key)))
            reopen(self.table, text or "", cursor=len(text or ""), is_changed=text is not None)

    def set_empty(self, text: str) -> None:
        """Says another sentence where there are no rows."""
        self._empty = text
        self._tell_state()

    def set_filter(self, key: str | None, text: str) -> None:
        """Filters by one column, or by any (None): for a page's own search field."""
        with self._kept_place():
            self.model.set_filter(key, text)

    def clear_filters(self) -> None:
        """Shows all rows again."""
        self.table.header.filters.clear()
        with self._kept_place():
            self.model.set_filters({})

    def set_filtering(self, on: bool) -> None:
        """Shows the filter fields below the heads, with the cursor in the one of the current column; or hides them."""
        header = self.table.header
        if on == header.filters.is_open:
            return
        header.set_filtering(on)
        self.foot.filter_button.setChecked(on)
        if on:
            header.filters.focus(self.table.currentIndex().column())
        else:
            self.table.setFocus()

    def keep_inside(self, on: bool) -> None:
        """Rows for few eyes are neither exported nor copied (S120)."""
        self._is_kept = on
        self.foot.export_button.setVisible(not on)

    def copy(self) -> None:
        """Puts the selected rows on the clipboard, as the columns in sight show them."""
        if self._is_kept:
            tell_kept(self)
            return
        rows = self.selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(block(rows, [self.model.columns[at] for at in self.columns.shown()]))

    def export(self) -> None:
        """Asks what of the rows shown goes into a spreadsheet, and where."""
        if self._is_kept:
            tell_kept(self)
            return
        ask_export(self, name=self._name, title=self._label, model=self.model, columns=self.columns)

    def _connect(self) -> None:
        table, filters = self.table, self.table.header.filters
        table.chosen.connect(self._on_chosen)
        table.copy_wanted.connect(self.copy)
        table.export_wanted.connect(self.export)
        self.foot.export_button.clicked.connect(self.export)
        table.menu_wanted.connect(self._on_menu_wanted)
        table.selectionModel().selectionChanged.connect(self._tell_selection)
        table.selectionModel().currentChanged.connect(self._tell_selection)
        table.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.header.customContextMenuRequested.connect(self._on_head_menu_wanted)
        filters.typed.connect(lambda number, text: self.set_filter(self.model.columns[number].key, text))
        filters.left.connect(table.setFocus)
        filters.closed.connect(lambda: self.set_filtering(False))
        filters.entered.connect(table.show_column)
        self.notice.cleared.connect(self._on_cleared)
        self.foot.filter_button.toggled.connect(self.set_filtering)
        self.foot.columns_button.clicked.connect(self._on_columns_wanted)
        # Told when the field has closed, so that a page may reload at once.
        self.model.edited.connect(self.edited, Qt.ConnectionType.QueuedConnection)
        keys = QShortcut(QKeySequence(FILTER_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_filter_keys)

    def _is_same(self, rows: Sequence[R]) -> bool:
        """Whether these are the rows in the list, with new contents at most."""
        old = self.model.all_rows()
        return len(rows) == len(old) and all(map(eq, map(self._identity, rows), map(self._identity, old)))

    @contextmanager
    def _kept_place(self) -> Iterator[None]:
        self._is_settling = True
        with kept_place(self.table, self.model, self._identity):
            yield
        self._is_settling = False
        self._tell_state()

    def _tell_state(self) -> None:
        shown, count = self.model.rowCount(), len(self.model.all_rows())
        if shown:
            self.notice.tell("")
        elif self._is_loading:
            self.notice.tell(_("Reading…"))
        elif count:
            self.notice.tell(_("Nothing matches the filter."), can_clear=True)
        else:
            self.notice.tell(self._empty)
        self.foot.tell_count(shown, count, is_filtered=self.model.is_filtered())
        self.foot.tell_total(self._total(self.model.rows()) if self._total else "")
        self._tell_selection()

    def _tell_selection(self, *_what: object) -> None:
        if self._is_settling:  # between the old rows and the new ones nothing is selected
            return
        self.foot.tell_selected(len(selected_numbers(self.table)))
        now = self.current()
        if now is not self._told and now != self._told:
            self._told = now
            self.selected.emit(now)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.activated.emit(self.model.row(index), self.model.columns[index.column()].key)

    def _on_cleared(self) -> None:
        self.clear_filters()
        self.filter_cleared.emit()
        self.table.setFocus()

    def _on_filter_keys(self) -> None:
        """Opens the fields, or goes into them from the rows; inside them closes them."""
        filters = self.table.header.filters
        if filters.is_open and not filters.has_focus():
            filters.focus(self.table.currentIndex().column())
        else:
            self.set_filtering(not filters.is_open)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _on_menu_wanted(self, number: int, place: QPoint) -> None:
        menu = self._menu()
        export = self.export if office_of(self) is not None and not self._is_kept else None
        fill_rows_menu(menu, self._actions, copy=self.copy, export=export, table=self.table)
        fill_sort_menu(menu, self.table, self.model, number)
        menu.addAction(_("&Filter…") + "\t" + FILTER_KEYS, self._on_filter_keys)
        fill_columns_menu(menu.addMenu(_("Co&lumns")), self.table, self.model, self.columns, number)
        menu.popup(place)

    def _on_head_menu_wanted(self, place: QPoint) -> None:
        number = self.table.header.logicalIndexAt(place)
        menu = self._menu()
        fill_sort_menu(menu, self.table, self.model, number)
        fill_columns_menu(menu, self.table, self.model, self.columns, number)
        menu.popup(self.table.header.viewport().mapToGlobal(place))

    def _on_columns_wanted(self) -> None:
        menu = self._menu()
        fill_columns_menu(menu, self.table, self.model, self.columns, self.table.currentIndex().column())
        button = self.foot.columns_button
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
