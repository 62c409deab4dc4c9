"""The kinds of an activity to tick: typing narrows them, Enter ticks the first that fits."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from gridparty.i18n import _
from gridparty.operations import pinyin
from gridparty.operations.catalogues import Item
from gridparty.ui.keys import ENTER
from gridparty.ui.widgets.boxes import column_in

CODE = Qt.ItemDataRole.UserRole
TYPED = Qt.ItemDataRole.UserRole + 1
ROWS = 6  # in sight


class KindsList(QWidget):
    """A field to narrow the list, and the list; what is ticked stands in the order of the catalogue."""

    changed = Signal()
    entered = Signal()  # Enter in the empty field

    def __init__(self, kinds: Mapping[str, Item], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = _Filter(self)
        self.filter.setPlaceholderText(_("Part of the word or its initials; Enter ticks"))
        self.filter.setAccessibleName(_("Narrow the kinds"))
        self.items = QListWidget()
        self.items.setAccessibleName(_("Kinds of the activity"))
        for code, kind in kinds.items():
            item = QListWidgetItem(kind.label, self.items)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(CODE, code)
            item.setData(TYPED, kind.label.casefold())
        box = column_in(self)
        box.addWidget(self.filter)
        box.addWidget(self.items)
        self.items.setFixedHeight(max(self.items.sizeHintForRow(0), self.fontMetrics().height()) * ROWS + 4)
        self.setFocusProxy(self.filter)
        self.filter.textChanged.connect(self._on_typed)
        self.items.itemChanged.connect(lambda _item: self.changed.emit())

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """What else may be typed for a kind, by its code."""
        for item in self._all():
            item.setData(TYPED, typed[item.data(CODE)])
        self._on_typed(self.filter.text())

    def codes(self) -> list[str]:
        """What is ticked."""
        return [str(item.data(CODE)) for item in self._all() if item.checkState() == Qt.CheckState.Checked]

    def labels(self) -> list[str]:
        """The words of what is ticked."""
        return [item.text() for item in self._all() if item.checkState() == Qt.CheckState.Checked]

    def tick_first(self) -> None:
        """Ticks the first kind that fits what is typed, or takes its tick away."""
        item = next((item for item in self._all() if not item.isHidden()), None)
        if item is not None:
            is_on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
            self.filter.clear()
            self.items.scrollToItem(item)

    def _all(self) -> list[QListWidgetItem]:
        return [self.items.item(number) for number in range(self.items.count())]

    def _on_typed(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._all():
            item.setHidden(not all(word in item.data(TYPED) for word in words))


def typed_for(kinds: Mapping[str, Item]) -> dict[str, str]:
    """All that may be typed for each kind: word, other words for it, and their initials. Loads the pinyin tables."""
    words = {code: (kind.label, *kind.facts.get("aliases", ())) for code, kind in kinds.items()}
    return {code: " ".join([*each, *map(pinyin.initials, each)]).casefold() for code, each in words.items()}


class _Filter(QLineEdit):
    """Enter ticks, Down goes into the list."""

    def __init__(self, kinds: KindsList) -> None:
        super().__init__(kinds)
        self._kinds = kinds

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that mean something to the list."""
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.text().strip():
                self._kinds.tick_first()
            else:
                self._kinds.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._kinds.items.setFocus()
        else:
            super().keyPressEvent(event)
