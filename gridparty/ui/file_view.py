"""An open file in the window: toolbar, tree, pages; it holds the place and passes on what pages wish."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridparty.app import App, Changes
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import tree_rows
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui import calls, memory
from gridparty.ui.actions import TOOLS
from gridparty.ui.calls import CALLS
from gridparty.ui.daily import Daily
from gridparty.ui.office import Job, Office
from gridparty.ui.pages import DESK
from gridparty.ui.pages.page import Page, load_page
from gridparty.ui.places import Place, Wish
from gridparty.ui.widgets.boxes import characters, column_in, row_in
from gridparty.ui.widgets.job_bar import JobBar
from gridparty.ui.widgets.month_picker import MonthPicker
from gridparty.ui.widgets.search_box import Hit, SearchBox
from gridparty.ui.widgets.told import ToldLine
from gridparty.ui.widgets.unit_tree import UnitTree
from gridparty.ui.workspace import Workspace

if TYPE_CHECKING:  # brings the figures along; the tree is painted first
    from gridparty.operations.tree_states import UnitMonth

TREE_TABLES = frozenset({"units", "unit_states", "unit_links", "members", "belongings"})
MONTH_TABLES = TREE_TABLES | {"activities", "activity_units", "attendance"}


MONTHS_AT_ONCE = 10  # milliseconds: the tree itself is painted before the month's marks are read
MONTHS_LATER = 700  # milliseconds after an act: forty people at the desk are one look at the month, not forty


class FileView(QWidget):
    """What the window shows of an open file."""

    bare_wanted = Signal(bool)  # the desk wants the window for itself
    tree_shown = Signal()

    def __init__(
        self, app: App, rows: Sequence[TreeRow], *, unit: UnitId | None, month: Month, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.office = Office(app, self)
        known = {row.id for row in rows}
        first = next((row.id for row in rows if row.parent is None), None)
        self.place = Place(unit if unit in known else first, month)
        self.tree = UnitTree()
        self.workspace = Workspace(self.office, self.place)
        self.search = SearchBox()
        self.search.office = self.office
        self.month = MonthPicker()
        self.month.set_month(month)
        self._desk: Page | None = None
        self.told = ToldLine(self)
        self._with_closed = False
        self._are_months_old = False
        self._months_due = QTimer(self, singleShot=True)
        self._months_due.timeout.connect(self._load_months)
        self._lay_out()
        self._connect()
        self.daily = Daily(self.office, self)
        self.tree.remember_as(memory.key_of(self.office.path))
        self._show_tree(tuple(rows))

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.workspace)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([characters(self, 21), 2000])
        self.office_part = QWidget()
        box = column_in(self.office_part, gap=0)
        box.addWidget(self._toolbar())
        box.addWidget(self.splitter, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.office_part)
        self.jobs = QVBoxLayout()
        whole = column_in(self, gap=0)
        whole.addWidget(self.stack, 1)
        whole.addLayout(self.jobs)

    def _toolbar(self) -> QToolBar:
        bar = QToolBar(movable=False)
        for call, text, role in TOOLS:
            tool = QToolButton()
            tool.setText(_(text))
            tool.setProperty("role", role)
            tool.clicked.connect(lambda _checked=False, call=call: self.call(call))
            bar.addWidget(tool)
        gap = QWidget()
        gap.setFixedWidth(self.fontMetrics().height())
        bar.addWidget(gap)
        bar.addWidget(self.month)
        right = QWidget()
        line = row_in(right)
        line.addStretch(1)
        line.addWidget(self.search, 3)
        self.search.setMaximumWidth(characters(self, 24))
        bar.addWidget(right)
        return bar

    def _connect(self) -> None:
        self.tree.chosen.connect(self.go_unit)
        self.tree.closed_wanted.connect(self._on_closed_wanted)
        self.tree.menu_wanted.connect(self._on_tree_menu)
        self.workspace.unit_chosen.connect(self.go_unit)
        self.workspace.wished.connect(self.grant)
        self.month.picked.connect(self.go_month)
        self.search.found.connect(self._on_found)
        self.office.changed.connect(self._on_changed)
        self.office.said.connect(self.told.tell)
        self.office.refused.connect(self.told.refuse)
        self.office.began.connect(self._on_began)
        self.told.undo_wanted.connect(self.office.undo)

    @property
    def is_busy(self) -> bool:
        """Whether anything that was asked for has not been shown yet."""
        return self.office.is_busy or self._months_due.isActive() or not self.workspace.is_begun

    @property
    def desk(self) -> Page:
        """The sign-in desk, built when it is first wanted."""
        if self._desk is None:
            self._desk = load_page(DESK, self.office, self.place)
            self._desk.wished.connect(self.grant)
            self._desk.left.connect(self.leave_desk)
            self.stack.addWidget(self._desk)
        return self._desk

    def call(self, call: str) -> None:
        """Does what an action of the menu names."""
        kind, _colon, name = call.partition(":")
        if kind == "page":
            self.grant(Wish(name))
        elif kind == "new":
            self.grant(Wish({"registration": "members", "desk": "activities"}.get(name, name), item=f"new:{name}"))
        else:
            CALLS[call](self)

    def go(self, place: Place) -> None:
        """Everything looks at another place."""
        if place == self.place:
            return
        is_other_month = place.month != self.place.month
        self.place = place
        if place.unit is not None:
            memory.put_unit(self.office.path, place.unit)
        self.month.set_month(place.month)
        if is_other_month:
            self._load_tree()
        self.tree.select(place.unit)
        self.workspace.go(place)

    def go_unit(self, unit: UnitId) -> None:
        """Another unit."""
        self.go(Place(unit, self.place.month))

    def go_month(self, month: Month) -> None:
        """Another month."""
        self.go(Place(self.place.unit, month))

    def grant(self, wish: Wish) -> None:
        """Goes where a page asked to go, and shows what it sent."""
        self.go(Place(wish.unit or self.place.unit, wish.month or self.place.month))
        if wish.page == "desk":
            self.desk.show_item(wish.item)
            self.stack.setCurrentWidget(self.desk)
            self.bare_wanted.emit(True)
        else:
            self.leave_desk()
            self.workspace.grant(wish)

    def leave_desk(self) -> None:
        """Back from the desk to the pages."""
        if self.stack.currentWidget() is not self.office_part:
            self.stack.setCurrentWidget(self.office_part)
            self.bare_wanted.emit(False)
            if self.workspace.is_begun:
                self.workspace.current.freshen()
            if self._are_months_old:
                self._load_months()

    def restyle(self) -> None:
        """The theme or the font size has changed."""
        self.tree.restyle()
        self.workspace.restyle()
        if self._desk is not None:
            self._desk.restyle()

    def close_file(self) -> None:
        """Finishes what is being written and lets go of the file."""
        self.office.close()

    def reload(self) -> None:
        """Loads everything anew."""
        self._load_tree()
        self.workspace.reload()

    def _on_closed_wanted(self, is_wanted: bool) -> None:
        self._with_closed = is_wanted
        self._load_tree()

    def _on_tree_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Add an &organisation below…"), lambda: calls.add_unit(self))
        menu.addAction(_("&Correct the organisation's name…"), lambda: calls.rename_unit(self))
        if (row := self.tree.row_of(self.place.unit)) is not None:
            from gridparty.ui.dialogs import order_menu  # noqa: PLC0415  late: start-up

            menu.addSeparator()
            order_menu.fill(menu, self.office, row=row, rows=self.tree.rows, parent=self)
        menu.popup(at)

    def _on_found(self, hit: Hit) -> None:
        if hit.page:
            self.grant(Wish(hit.page, item=hit.id))
        else:
            self.go_unit(hit.id)

    def _on_changed(self, changes: Changes) -> None:
        if TREE_TABLES & changes.tables.keys():
            self._load_tree()
        elif MONTH_TABLES & changes.tables.keys():
            self._months_due.start(MONTHS_LATER)
        self.workspace.note(changes)
        if self._desk is not None:
            self._desk.note(changes)

    def _on_began(self, job: Job) -> None:
        self.jobs.addWidget(JobBar(job))

    def _load_tree(self) -> None:
        self.office.ask(tree_rows.of_month, self._show_tree, month=self.place.month, with_closed=self._with_closed)

    def _load_months(self) -> None:
        self._are_months_old = self.stack.currentWidget() is not self.office_part
        if self._are_months_old:  # nobody sees them from the desk; looked at once, when it is left
            return
        from gridparty.operations import tree_states  # noqa: PLC0415  late: start-up

        month = self.place.month

        def show(months: "Mapping[UnitId, UnitMonth]") -> None:
            if month == self.place.month:
                self.tree.show_months(months)

        self.office.ask(tree_states.of_month, show, month=month)

    def _show_tree(self, rows: tuple[TreeRow, ...]) -> None:
        if self.place.unit is None and rows:
            self.go_unit(rows[0].id)
        self.tree.show_rows(rows, self.place.unit)
        self.tree_shown.emit()
        self._months_due.start(MONTHS_AT_ONCE)
