"""Fields of change orders: one unit of the tree by typing, and the first day of the new order of things."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import person_forms
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.keys import ENTER, STEPS
from gridparty.ui.widgets.drop_list import DropList
from gridparty.ui.widgets.unit_tree import matcher

OFFERED = 40


class UnitLine(QLineEdit):
    """Holds one unit, or None while what is typed fits none; part of a name, initials or a code finds it."""

    chosen = Signal(object)  # UnitId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TreeRow] = ()
        self._unit: UnitId | None = None
        self._without: Collection[UnitId] = ()
        self.drop = DropList(self)
        self.drop.taken.connect(self._take)
        self.setPlaceholderText(_("Part of the name, initials or code"))
        self.textEdited.connect(self._on_edited)

    def set_rows(self, rows: Sequence[TreeRow], *, without: Collection[UnitId] = ()) -> None:
        """What there is to choose from."""
        self._rows, self._without = rows, without

    def unit(self) -> UnitId | None:
        """The unit that is chosen; a text that can mean only one counts as chosen."""
        self._settle()
        return self._unit

    def set_unit(self, unit: UnitId | None) -> None:
        """Chooses a unit without telling; None empties the field."""
        row = next((row for row in self._rows if row.id == unit), None)
        self._unit = row.id if row else None
        self.setText(row.name if row else "")
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows open the list and move in it, Enter takes, Esc leaves the field as it was."""
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in STEPS and is_plain:
            if self.drop.isVisible():
                self.drop.step(STEPS[event.key()])
            else:
                self._offer(self.text() if self._unit is None else "")
        elif event.key() in ENTER and is_plain and self.drop.isVisible():
            self._settle()
        elif event.key() == Qt.Key.Key_Escape and self.drop.isVisible():
            self.drop.hide()
            self.set_unit(self._unit)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes what is typed if it can mean only one unit."""
        self._settle()
        super().focusOutEvent(event)

    def _on_edited(self, text: str) -> None:
        self._unit = None
        self._offer(text)

    def _fitting(self, text: str) -> list[TreeRow]:
        word = text.strip()
        keep = matcher(word) if word else lambda _row: True
        found = [row for row in self._rows if row.id not in self._without and keep(row)]
        return sorted(found, key=lambda row: (row.name != word and row.code != word, not row.name.startswith(word)))

    def _offer(self, text: str) -> None:
        found = self._fitting(text)[:OFFERED]
        names: dict[UnitId | None, str] = {row.id: row.name for row in self._rows}
        offered = [(" › ".join(filter(None, (names.get(row.parent), row.name))), row) for row in found]
        self.drop.offer(offered, chosen=0 if text.strip() else -1)

    def _settle(self) -> None:
        row = self.drop.chosen()
        if row is not None:
            self._take(row)
        elif self._unit is None and self.text().strip():
            found = self._fitting(self.text())
            if len(found) == 1:
                self._take(found[0])
        self.drop.hide()

    def _take(self, row: TreeRow) -> None:
        self.drop.hide()
        self._unit = row.id
        self.setText(row.name)
        self.setCursorPosition(0)
        self.chosen.emit(row.id)


class DayLine(QLineEdit):
    """A day, today to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(today().isoformat(), parent)
        self.setPlaceholderText("2026-10-25")

    def day(self) -> date:
        """What is typed. Raises InvalidInput."""
        if not self.text().strip():
            raise InvalidInput(_("Type the first day of the new organisation, such as 2026-10-25."))
        return person_forms.read_day(self.text())
