"""One of many by typing: part of its name, its initials or its code; or by arrows from the whole list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.i18n import _
from gridparty.operations.service_lists import Word
from gridparty.paths import RESOURCES
from gridparty.ui.keys import ENTER, STEPS
from gridparty.ui.widgets.drop_list import DropList


class ChoiceField(QLineEdit):
    """A field that holds the key of one of its words, or None while what is typed fits none."""

    chosen = Signal(object)  # the key
    entered = Signal()  # Enter, once the choice is made
    told = Signal(str)  # a sentence: what is typed fits nothing, or several

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Sequence[Word] = ()
        self._key: Any = None
        self._is_typed = False
        self.drop = DropList(self)
        self.drop.taken.connect(self._take)
        self.textEdited.connect(self._on_edited)
        self._arrow = QIcon(str(RESOURCES / "style" / "down.svg"))
        self.setTextMargins(0, 0, self.fontMetrics().height() * 2 // 3, 0)

    def set_words(self, words: Sequence[Word]) -> None:
        """What there is to choose from; the choice stays if it is still among them."""
        self._words = words
        if not self._is_typed:
            self.set_key(self._key)
        elif self.hasFocus():
            self._on_edited(self.text())

    def key(self) -> Any:
        """The key of the choice; None if nothing is chosen."""
        self._settle()
        return self._key

    def set_key(self, key: Any) -> None:
        """Chooses without telling; None or an unknown key empties the field."""
        word = next((word for word in self._words if word.key == key), None)
        self._key, self._is_typed = (word.key if word else None), False
        self.setText(word.label if word else "")
        self.setToolTip(word.label if word else "")
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows open the list and move in it, Enter takes, Esc leaves it as it was."""
        if event.key() in STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.drop.isVisible():
                self.drop.step(STEPS[event.key()])
            else:
                self._open()
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._settle()
            if self._key is None and self.text().strip():
                self.told.emit(_("“{text}” is not in the list; ↓ shows all of it.").format(text=self.text().strip()))
            else:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and (self.drop.isVisible() or self._is_typed):
            self.drop.hide()
            self.set_key(self._key)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows the whole list."""
        super().mousePressEvent(event)
        if not self._is_typed:
            self.selectAll()
            self._open()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A small arrow at the right says that there is a list."""
        super().paintEvent(event)
        side = self.fontMetrics().height() * 6 // 10
        with QPainter(self) as painter:
            self._arrow.paint(painter, self.width() - side * 3 // 2, (self.height() - side) // 2, side, side)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes what is typed if it can mean only one thing, or what is chosen in the list."""
        self._settle()
        super().focusOutEvent(event)

    def _open(self) -> None:
        self.setFocus()
        at = next((row for row, word in enumerate(self._words) if word.key == self._key), 0)
        self.drop.offer(((word.label, word) for word in self._words), chosen=at)

    def _on_edited(self, text: str) -> None:
        self._is_typed = True
        found = fitting(self._words, text) if text.strip() else list(self._words)
        self.drop.offer(((word.label, word) for word in found), chosen=0 if text.strip() else -1)

    def _settle(self) -> None:
        word = self.drop.chosen()
        if word is not None:
            self._take(word)
        elif self._is_typed:
            found = fitting(self._words, self.text())
            if len(found) == 1 or (found and found[0].label == self.text().strip()):
                self._take(found[0])
            else:
                self._key = None
        self.drop.hide()

    def _take(self, word: Word) -> None:
        is_other = word.key != self._key
        self.drop.hide()
        self.set_key(word.key)
        if is_other:
            self.chosen.emit(word.key)


def fitting(words: Sequence[Word], text: str) -> list[Word]:
    """The words that fit what is typed: those whose name or initials begin so first, then those that hold it."""
    part = text.strip().casefold()
    if not part:
        return []
    ranked = [(_rank(word, part), word) for word in words]
    return [word for rank, word in sorted(ranked, key=lambda pair: pair[0]) if rank < 3]


def _rank(word: Word, part: str) -> int:
    label, typed = word.label.casefold(), word.typed.casefold()
    if label == part:
        return 0
    if label.startswith(part) or any(each.startswith(part) for each in typed.split()):
        return 1
    return 2 if part in label or part in typed else 3
