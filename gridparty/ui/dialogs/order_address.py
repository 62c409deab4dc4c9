"""Of what is to be shared out, the people and facilities at an address: typed, counted, picked in the list (S095)."""

from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import orders as rules
from gridparty.i18n import _
from gridparty.operations import orders
from gridparty.ui.dialogs.order_step import Workbench
from gridparty.ui.keys import ENTER
from gridparty.ui.widgets.boxes import characters, row_in
from gridparty.ui.widgets.words import label

PAUSE = 200  # milliseconds after a key before it is asked
WIDE = 9  # Chinese characters of the field

Found = frozenset[tuple[str, int]]  # what and key of each


class AddressLine(QLineEdit):
    """Enter goes to what was found."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is kept from the wizard; Esc empties the field first."""
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in ENTER and is_plain:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class AddressRule(QWidget):
    """A field, and how many were found; nothing is given to a target by it alone."""

    found = Signal(object)  # Found, or None while nothing is typed
    entered = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.field = AddressLine(placeholderText=_("e.g. 3号楼"), clearButtonEnabled=True)
        self.field.setMinimumWidth(characters(self, WIDE))
        word = label(_("Add&ress contains"))
        word.setBuddy(self.field)
        self.field.setAccessibleName(_("Show whoever lives, and what lies, at an address"))
        self.hits = label("", role="small")
        self._asked = 0  # questions so far; only the newest is answered
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(self._on_typed)
        self.field.entered.connect(self._on_entered)
        box = row_in(self)
        for each in (word, self.field, self.hits):
            box.addWidget(each)

    def clear(self) -> None:
        """Nothing is typed any more."""
        self.field.clear()

    def _on_typed(self, text: str) -> None:
        self._asked += 1
        self._timer.stop()
        if text.strip():
            self._timer.start()
        else:
            self.hits.setText("")
            self.found.emit(None)

    def _on_entered(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._ask()
        self.entered.emit()

    def _ask(self) -> None:
        self._asked += 1
        number, draft = self._asked, self.bench.draft
        self.bench.ask(
            orders.at_address,
            lambda those: self._show(frozenset(those)) if number == self._asked else None,
            refused=self.hits.setText,
            units=draft.sources,
            text=self.field.text(),
            day=draft.day,
        )

    def _show(self, those: Found) -> None:
        self.hits.setText(_words(those))
        self.found.emit(those)


def _words(those: Collection[tuple[str, int]]) -> str:
    people = sum(what == rules.MEMBER for what, _key in those)
    places = len(those) - people
    if not those:
        return _("nobody lives there")
    words = _("{people:,} people") if not places else _("{people:,} people, {places:,} facilities")
    return words.format(people=people, places=places)
