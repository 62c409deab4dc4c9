"""Two trees side by side, before and after; what changes has a mark and a word, and both move together."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QWidget

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui import marks, theme
from gridparty.ui.models.compared_units import Changes, ComparedUnitsModel
from gridparty.ui.models.rows import Index
from gridparty.ui.models.units import MARK, MEMBERS, NAME, RATE, UNIT
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import Halves
from gridparty.ui.widgets.unit_tree import ROW, Names, TreeView
from gridparty.ui.widgets.words import label, named

LINES = 9  # of each tree are always in sight
MEMBERS_WIDE = 4  # Chinese characters; measuring every row each time one is opened would take seconds
WORD = 8  # Chinese characters of the words for a change
OPENED = 400  # changed units down to which the trees are opened
SIDE_BY_SIDE = 34  # Chinese characters: below this width one tree stands under the other


class ChangeWords(QStyledItemDelegate):
    """A mark and the word for it."""

    def paint(self, painter: QPainter, option: object, index: Index) -> None:
        """The shape first: a colour never comes alone."""
        self.initStyleOption(option, index)  # type: ignore[arg-type]
        rect, metrics = option.rect, option.fontMetrics  # type: ignore[attr-defined]
        if (mark := index.data(MARK)) is None:
            return
        side = metrics.height() * 0.52
        marks.paint(painter, QRectF(rect.left() + 8, rect.center().y() - side / 2, side, side), mark)
        room = rect.adjusted(round(side) + 14, 0, -4, 0)
        painter.setPen(QColor(theme.now().colours.ink))
        text = metrics.elidedText(index.data() or "", Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def sizeHint(self, option: object, index: Index) -> QSize:
        """Rows as high as in the window's tree."""
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        return QSize(metrics.horizontalAdvance("国") * WORD, round(metrics.height() * ROW))


class TreeCompare(QWidget):
    """Before and after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.models = (ComparedUnitsModel(self), ComparedUnitsModel(self))
        self.views = (self._view(0, _("Before the change")), self._view(1, _("After the change")))
        self._is_following = False
        sides = []
        for view, words in zip(self.views, (_("Before the change"), _("After the change")), strict=True):
            side = QWidget()
            box = column_in(side)
            box.addWidget(label(words, role="heading"))
            box.addWidget(view, 1)
            sides.append(side)
        halves = Halves(*sides, gap=self.fontMetrics().height() // 2, shares=(1, 1))
        halves.least = characters(self, SIDE_BY_SIDE)
        whole = column_in(self)
        whole.addWidget(halves)
        self.setFocusProxy(self.views[0])

    def show_trees(self, trees: Sequence[tuple[list[TreeRow], Changes]]) -> None:
        """Shows (rows, changes) before and after, opened as far as there are changes."""
        for model, view, (rows, changes) in zip(self.models, self.views, trees, strict=True):
            model.show_tree(rows, changes)
            self._open(view, model, [row.id for row in rows if row.id in changes])

    def _view(self, side: int, name: str) -> TreeView:
        view = named(TreeView(), name)
        view.setModel(self.models[side])
        view.setItemDelegate(Names(view))
        view.setItemDelegateForColumn(RATE, ChangeWords(view))
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setIndentation(round(self.fontMetrics().height() * 0.7))
        view.setMinimumHeight(self.fontMetrics().height() * LINES)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(MEMBERS, characters(self, MEMBERS_WIDE))
        header.resizeSection(RATE, characters(self, WORD))
        view.selectionModel().currentChanged.connect(lambda index, _old: self._on_current(side, index))
        return view

    def _open(self, view: TreeView, model: ComparedUnitsModel, changed: list[UnitId]) -> None:
        view.expand(model.index(0, 0))
        opened: set[int] = set()
        for unit in changed[:OPENED]:
            above = model.find(unit).parent()
            while above.isValid() and above.internalId() not in opened:
                opened.add(above.internalId())
                view.expand(above)
                above = above.parent()
        if changed:
            view.scrollTo(model.find(changed[0]))

    def _on_current(self, side: int, index: QModelIndex) -> None:
        """The same unit in the other tree, if it is there."""
        if self._is_following or not index.isValid():
            return
        other = 1 - side
        found = self.models[other].find(index.data(UNIT))
        self._is_following = True
        if found.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.views[other].selectionModel().setCurrentIndex(found, flags)
            self.views[other].scrollTo(found)
        else:
            self.views[other].selectionModel().clear()
        self._is_following = False
