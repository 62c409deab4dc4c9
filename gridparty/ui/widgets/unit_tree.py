"""The tree at the left: units with members, rate bar and mark; filter by name, pinyin initials or code."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import pinyin
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui import marks, memory, theme
from gridparty.ui.keys import ENTER
from gridparty.ui.models.rows import Index
from gridparty.ui.models.units import CLOSED, MARK, MEMBERS, NAME, RATE, RATE_VALUE, UNIT, UnitsModel
from gridparty.ui.widgets.boxes import characters, column_in

if TYPE_CHECKING:  # brings the figures along; the tree is painted first
    from gridparty.operations.tree_states import UnitMonth

ROW = 1.45  # lines a row is high


class RateBar(QStyledItemDelegate):
    """Paints the month's rate as a bar, and the mark beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        colours = theme.now().colours
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        height = option.fontMetrics.height()  # type: ignore[attr-defined]
        side = height * 0.52
        bar = QRectF(rect.left() + 2, rect.center().y() - height * 0.14, rect.width() - side - 18, height * 0.28)
        rate = index.data(RATE_VALUE)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if rate is not None:
            painter.setBrush(QColor(colours.bar_back))
            painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
            painter.setBrush(QColor(colours.accent if is_current else colours.bar))
            filled = QRectF(bar.left(), bar.top(), bar.width() * min(rate, 1.0), bar.height())
            painter.drawRoundedRect(filled, bar.height() / 2, bar.height() / 2)
        painter.restore()
        if (mark := index.data(MARK)) is not None:
            marks.paint(painter, QRectF(rect.right() - side - 8, rect.center().y() - side / 2, side, side), mark)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.fontMetrics.horizontalAdvance("国") * 4, round(option.fontMetrics.height() * ROW))  # type: ignore[attr-defined]


class Names(QStyledItemDelegate):
    """Names in rows of an easy height; closed units are greyed."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(CLOSED):
            option.palette.setColor(option.palette.ColorRole.Text, QColor(theme.now().colours.hint))  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), round(option.fontMetrics.height() * ROW))  # type: ignore[attr-defined]


class TreeView(QTreeView):
    """The view; the current row has a red edge at its left."""

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            rect = option.rect  # type: ignore[attr-defined]
            painter.fillRect(0, rect.top(), 3, rect.height(), QColor(theme.now().colours.accent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # Ctrl+Enter is the dialog's around it
            else:
                self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class UnitTree(QWidget):
    """Filter and tree together."""

    chosen = Signal(object)  # UnitId
    closed_wanted = Signal(bool)  # show closed units or not
    menu_wanted = Signal(object)  # QPoint on the screen: the menu of the current unit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TreeRow] = ()
        self._months: Mapping[UnitId, UnitMonth] = {}
        self._open: set[UnitId] = set()
        self._unit: UnitId | None = None
        self._key = ""
        self._is_filling = False
        self.filter = QLineEdit(placeholderText=_("Filter organisations…"), clearButtonEnabled=True)
        self.filter.setAccessibleName(_("Filter organisations by name, initials or code"))
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._on_first_match)
        self.with_closed = QToolButton()
        self.with_closed.setText(_("Closed"))
        self.with_closed.setCheckable(True)
        self.with_closed.setProperty("role", "small")
        self.with_closed.setToolTip(_("Show closed organisations too"))
        self.with_closed.toggled.connect(self.closed_wanted)
        self.view = TreeView()
        self.view.setAccessibleName(_("Organisations"))
        self.model = UnitsModel(self)
        self._dress()
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        head.addWidget(self.with_closed)
        head.setContentsMargins(10, 10, 10, 6)
        box = column_in(self, gap=0)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _dress(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(Names(view))
        view.setItemDelegateForColumn(RATE, RateBar(view))
        view.setUniformRowHeights(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(view.viewport().mapToGlobal(at)))
        view.setAllColumnsShowFocus(True)
        view.setIndentation(round(self.fontMetrics().height() * 0.7))
        view.setExpandsOnDoubleClick(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(MEMBERS, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(RATE, QHeaderView.ResizeMode.Fixed)
        self.restyle()
        view.selectionModel().currentChanged.connect(self._on_current)
        view.activated.connect(lambda index: view.setExpanded(index, not view.isExpanded(index)))
        view.expanded.connect(lambda index: self._on_expanded(index, True))
        view.collapsed.connect(lambda index: self._on_expanded(index, False))

    def restyle(self) -> None:
        """The font has changed."""
        self.view.header().resizeSection(RATE, characters(self, 4))
        self._fit_members()

    def _fit_members(self) -> None:
        """Room for the largest number; Qt's own way would measure every row in sight."""
        largest = max((row.members for row in self._rows), default=0)
        advance = self.fontMetrics().horizontalAdvance
        self.view.header().resizeSection(MEMBERS, max(advance(f"{largest:,}"), advance(_("Members"))) + advance("国"))

    def remember_as(self, key: str) -> None:
        """Takes up what was expanded when this file was open last."""
        self._key = f"tree/{key}"
        self._open = {UnitId(int(str(each))) for each in memory.listed(self._key)}

    def show_rows(self, rows: Sequence[TreeRow], unit: UnitId | None) -> None:
        """Shows the tree with that unit current; what was expanded stays so."""
        if not self._open:
            self._open = {row.id for row in rows if row.parent is None}
        self._rows, self._unit = rows, unit
        self._fit_members()
        self._fill()

    def show_months(self, months: "Mapping[UnitId, UnitMonth]") -> None:
        """Shows rates and marks."""
        self._months = months
        self.model.set_months(months)
        self.view.viewport().update()

    @property
    def rows(self) -> Sequence[TreeRow]:
        """The units shown, parents first, before any filter."""
        return self._rows

    def row_of(self, unit: UnitId | None) -> TreeRow | None:
        """What the tree knows of a unit."""
        return next((row for row in self._rows if row.id == unit), None)

    def open_below(self, unit: UnitId) -> None:
        """Remembers to show a unit that was just added: what it hangs under is the current one."""
        if self._unit is not None and unit != self._unit:
            self._open.add(self._unit)

    def select(self, unit: UnitId | None) -> None:
        """Makes a unit current without telling."""
        self._unit = unit
        index = self.model.find(unit)
        above = index.parent()
        while above.isValid():
            self.view.setExpanded(above, True)
            above = above.parent()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self._is_filling = True
        self.view.selectionModel().setCurrentIndex(index, flags)
        self._is_filling = False
        if index.isValid():
            self.view.scrollTo(index)

    def _fill(self) -> None:
        word = self.filter.text().strip()
        self._is_filling = True
        self.model.set_rows(self._rows, matcher(word) if word else None)
        self.model.set_months(self._months)
        if word:
            self.view.expandAll()
        else:
            for unit in self._open:
                self.view.expand(self.model.find(unit))
        self._is_filling = False
        self.select(self._unit)

    def _on_filter(self) -> None:
        self._fill()

    def _on_first_match(self) -> None:
        word = self.filter.text().strip()
        keep = matcher(word)
        found = next((row.id for row in self._rows if word and keep(row)), None)
        if found is not None:
            self.select(found)
            self.chosen.emit(found)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._is_filling:
            self._unit = index.data(UNIT)
            self.chosen.emit(self._unit)

    def _on_expanded(self, index: QModelIndex, is_open: bool) -> None:
        if self._is_filling:
            return
        unit = index.data(UNIT)
        (self._open.add if is_open else self._open.discard)(unit)
        if self._key:
            QSettings().setValue(self._key, [str(each) for each in sorted(self._open)])


def matcher(word: str) -> Callable[[TreeRow], bool]:
    """Whether a unit fits what is typed: part of its name, of its initials or of its code."""
    low = word.lower().replace("-", "")
    if low.isdigit():
        return lambda row: low in (row.code or "")
    if low.isascii():
        return lambda row: low in pinyin.initials(row.name) or low in (row.code or "").lower()
    return lambda row: word in row.name or word in (row.place_name or "")
