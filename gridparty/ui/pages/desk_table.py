"""A list of the sign-in desk: large names, a word at the end of the row for what can be done, the newest stands out."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyle, QStyledItemDelegate, QTableView

from gridparty.i18n import _
from gridparty.operations.activities import LEAVE
from gridparty.ui import theme
from gridparty.ui.keys import ENTER
from gridparty.ui.models.desk import PeopleModel
from gridparty.ui.models.rows import Index
from gridparty.ui.widgets.rows_delegate import Option, padding, row_height

NAME_SCALE = 1.15
_NEXT_TO = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ACT_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Delete)


class DeskTable(QTableView):
    """People in rows. Clicks leave the cursor in the desk's field; Tab comes here, arrows move, Space acts."""

    acted = Signal(object)  # DeskPerson: the word at the end of the row
    entered = Signal(object)  # DeskPerson: Enter or a double click

    def __init__(self, model: PeopleModel, *, label: str, is_button: bool, spare: tuple[str, ...]) -> None:
        super().__init__()
        self.people, self.is_button, self._spare = model, is_button, spare
        self.hovered = -1
        self.setModel(model)
        self.setItemDelegate(DeskDelegate(self))
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(1)
        self.measure()

    def measure(self) -> None:
        """Heights for the font of this moment."""
        large = QFontMetrics(theme.font(scale=NAME_SCALE))
        self.verticalHeader().setDefaultSectionSize(row_height(large))
        self.setMinimumHeight(row_height(large) * 3 + self.horizontalHeader().sizeHint().height())
        self._lay()

    def reveal(self, place: int) -> None:
        """Brings a row into sight and selects it."""
        if 0 <= place < self.people.rowCount():
            self.setCurrentIndex(self.people.index(place, 0))
            self.scrollTo(self.people.index(place, 0))

    def is_offered(self, index: Index) -> bool:
        """Whether the act of a row stands there to be clicked: a button always, a link where someone looks."""
        if self.is_button or index.row() in (0, self.hovered):
            return True
        return self.selectionModel().isRowSelected(index.row(), QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space act on the row; letters and digits are meant for the desk's field."""
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            self.entered.emit(self.people.person(index))
        elif event.key() in _ACT_KEYS and index.isValid():
            self._act(index)
        elif (event.text().isprintable() and event.text()) or event.key() == Qt.Key.Key_Escape or event.key() in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The word at the end of a row acts; anywhere else the row is selected."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_act(index):
            self._act(index)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As Enter."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and not self._is_act(index):
            self.entered.emit(self.people.person(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lights the row under the pointer."""
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row())
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if self._is_act(index) else arrow)

    def contextMenuEvent(self, event: Any) -> None:
        """The same acts as a menu, at the pointer or by the menu key."""
        is_key = event.reason() == event.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        person, place = self.people.person(index), self.visualRect(index).bottomLeft() if is_key else event.pos()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.is_button:
            menu.addAction(_("Check in"), lambda: self.entered.emit(person))
        if act := self.people.act_of(index):
            menu.addAction(act, lambda: self.acted.emit(person))
        menu.popup(self.viewport().mapToGlobal(QPoint(place)))

    def viewportEvent(self, event: QEvent) -> bool:
        """No row is lit when the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """The columns share the room."""
        super().resizeEvent(event)
        self._lay()

    def _act(self, index: QModelIndex) -> None:
        if self.people.act_of(index):
            self.acted.emit(self.people.person(index))

    def _is_act(self, index: QModelIndex) -> bool:
        is_last = index.isValid() and index.column() == len(self.people.columns)
        return is_last and self.is_offered(index) and bool(self.people.act_of(index))

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _lay(self) -> None:
        """Widths as the columns ask for them and a share of what is left; where it is tight the spare ones go."""
        metrics = self.fontMetrics()
        digit, room = metrics.horizontalAdvance("0"), 2 * padding(metrics)
        last, width = len(self.people.columns), self.viewport().width()
        widths = {number: round(column.width * digit) + room for number, column in enumerate(self.people.columns)}
        widths[last] = metrics.horizontalAdvance(_("Undo") + "国") + room
        for number in (number for key in self._spare for number, at in enumerate(self.people.columns) if at.key == key):
            is_too_wide = sum(widths.values()) > width
            self.setColumnHidden(number, is_too_wide)
            if is_too_wide:
                del widths[number]
        spare = max(0, width - sum(widths.values()))
        whole = sum(size for number, size in widths.items() if number != last) or 1
        for number, size in widths.items():
            share = 0 if number == last else spare * size // whole
            self.setColumnWidth(number, size + share)
        self.setColumnWidth(last, max(1, width - sum(self.columnWidth(at) for at in widths if at != last)))


class DeskDelegate(QStyledItemDelegate):
    """Paints the cells; names are larger."""

    def __init__(self, table: DeskTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        """Ground, line, content."""
        colours, people = theme.now().colours, self._table.people
        is_fresh, is_selected = people.is_fresh(index), option.state & QStyle.StateFlag.State_Selected
        if is_fresh or is_selected or index.row() == self._table.hovered:
            ground = colours.good_tint if is_fresh else colours.tint if is_selected else colours.raised
            painter.fillRect(option.rect, QColor(ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        room = padding(option.fontMetrics)
        box = option.rect.adjusted(room, 0, -room, -1)
        if index.column() == len(people.columns):
            self._paint_act(painter, box, people.act_of(index), index)
        else:
            is_name = people.columns[index.column()].key == "name"
            painter.setFont(theme.font(scale=NAME_SCALE, bold=is_fresh) if is_name else theme.font())
            is_faint = people.person(index).state == LEAVE
            painter.setPen(QColor(colours.faint if is_faint else colours.ink))
            _draw(painter, box, index.data() or "")
        if is_selected and self._table.hasFocus() and index.column() == 0:
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(colours.accent)
            )

    def _paint_act(self, painter: QPainter, box: QRect, word: str, index: Index) -> None:
        if not word or not self._table.is_offered(index):
            return
        colours = theme.now().colours
        if self._table.is_button and self._table.people.person(index).state != LEAVE:
            painter.setFont(theme.font(scale=0.85))
            metrics = painter.fontMetrics()
            width, height = metrics.horizontalAdvance(word) + metrics.height(), round(metrics.height() * 1.3)
            tag = QRectF(box.left(), box.center().y() - height / 2, min(width, box.width()), height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.line)))
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(tag, 4, 4)
            painter.setPen(QColor(colours.ink))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, word)
        else:
            painter.setFont(theme.font())
            painter.setPen(QColor(colours.link))
            _draw(painter, box, word)


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(text) > box.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _NEXT_TO, text)
