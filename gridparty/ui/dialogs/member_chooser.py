"""A field for choosing one thing by typing part of it: a person, a branch, an ethnicity."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from gridparty.operations.member_forms import Choice, fitting
from gridparty.ui.keys import ENTER

SHOWN = 8
CHOICE = Qt.ItemDataRole.UserRole
Then = Callable[[Sequence[Choice]], None]


class ChooserField(QLineEdit):
    """What fits stands in a list below; ↑ ↓ move in it, Enter or a click takes, Esc closes it."""

    chosen = Signal(object)  # Choice, or None once another text is typed
    missed = Signal(str)  # nothing fits what was typed

    def __init__(self, look: Callable[[str, Then], None] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice: Choice | None = None
        self.choices: Sequence[Choice] = ()
        self._look = look or self._look_here
        self._number = 0
        self._is_waiting = self._is_entered = False
        self.hits = QListWidget(self)
        self.hits.setProperty("role", "hits")
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.itemClicked.connect(self._on_taken)
        self.hits.hide()
        self.textEdited.connect(self._on_edited)

    def set_choice(self, choice: Choice | None) -> None:
        """Shows a choice, without telling."""
        self.choice = choice
        self.setText(choice.text if choice else "")
        self.setToolTip(" · ".join(filter(None, (choice.text, choice.note))) if choice else "")
        self.hits.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list; the rest is Qt's."""
        key, is_open = event.key(), self.hits.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if is_open:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, self.hits.currentRow() + step)))
            else:
                self._ask("" if self.choice else self.text())
        elif key == Qt.Key.Key_Escape and is_open:
            self.hits.hide()
        elif key in ENTER and self._is_waiting:
            self._is_entered = True
        elif key in ENTER and is_open and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._on_taken(self.hits.currentItem())
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes what fits alone, and closes the list."""
        super().focusOutEvent(event)
        if self.choice is None and self.text().strip() and self.hits.isVisible() and self.hits.count() == 1:
            self._on_taken(self.hits.item(0))
        self.hits.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with its field."""
        super().hideEvent(event)
        self.hits.hide()

    def _on_edited(self, text: str) -> None:
        if self.choice is not None:
            self.choice = None
            self.chosen.emit(None)
        if text.strip():
            self._ask(text)
        else:
            self._number += 1
            self._is_waiting = False
            self.hits.hide()

    def _ask(self, text: str) -> None:
        self._number += 1
        number, self._is_waiting, self._is_entered = self._number, True, False

        def show(found: Sequence[Choice]) -> None:
            if number == self._number:
                self._show(found)

        self._look(text.strip(), show)

    def _look_here(self, text: str, then: Then) -> None:
        then(fitting(self.choices, text, SHOWN))

    def _show(self, found: Sequence[Choice]) -> None:
        self._is_waiting = False
        self.hits.clear()
        for choice in found:
            item = QListWidgetItem("　".join(filter(None, (choice.text, choice.note))))
            item.setData(CHOICE, choice)
            self.hits.addItem(item)
        if not found or not self.hasFocus():
            self.hits.hide()
            if not found and self.text().strip():
                self.missed.emit(self.text().strip())
            return
        self.hits.setCurrentRow(0)
        if self._is_entered and len(found) == 1:
            self._on_taken(self.hits.item(0))
        else:
            self._open_list()

    def _open_list(self) -> None:
        """Below the field, or above it where there is no room below; over everything else in the window."""
        window = self.window()
        if self.hits.parentWidget() is not window:
            self.hits.setParent(window)
        wanted = self.hits.count() * max(self.hits.sizeHintForRow(0), 1) + 2 * self.hits.frameWidth() + 4
        place = self.mapTo(window, QPoint(0, self.height()))
        below, above = window.height() - place.y(), place.y() - self.height()
        height = min(wanted, max(below, above) - 4)
        if wanted > below and above > below:
            place.setY(place.y() - self.height() - height)
        width = min(max(self.width(), self.hits.sizeHintForColumn(0) + 24), max(window.width() - place.x() - 4, 1))
        self.hits.setGeometry(place.x(), place.y(), width, height)
        self.hits.show()
        self.hits.raise_()

    def _on_taken(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.set_choice(item.data(CHOICE))
            self.chosen.emit(self.choice)
