"""Several units in one field: part of a name, its initials or a code, and Enter adds one; a click takes one away."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import search
from gridparty.operations.search import UnitMatch
from gridparty.ui.keys import ENTER, STEPS
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.drop_list import DropList
from gridparty.ui.widgets.flow import FlowLayout

PAUSE = 80  # milliseconds after a key before it looks


class UnitsField(QWidget):
    """A line to add the next unit, and the ones chosen below it."""

    changed = Signal()
    entered = Signal()  # Enter in the empty line

    def __init__(self, office: Office, *, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._chosen: dict[UnitId, QToolButton] = {}
        self._number = 0
        self.line = _UnitLine(self)
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(_("Part of the name, initials or code; Enter adds"))
        self.drop = DropList(self.line)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        box = column_in(self)
        box.addWidget(self.line)
        box.addWidget(self._chips)
        self._chips.hide()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._look)
        self.drop.taken.connect(self._take)

    def units(self) -> list[UnitId]:
        """Those chosen, in the order of choosing."""
        return list(self._chosen)

    def enter(self) -> None:
        """Takes the one pointed at, or the only one that fits; in the empty line goes on."""
        text = self.line.text().strip()
        if not text:
            self.entered.emit()
            return
        match = self.drop.chosen()
        found = (match,) if match is not None else self._office.ask_now(search.units, text=text)
        if len(found) == 1:
            self._take(found[0])
        else:
            self._offer(found)

    def _look(self) -> None:
        self._number += 1
        number, text = self._number, self.line.text().strip()

        def answered(found: tuple[UnitMatch, ...]) -> None:
            if number == self._number and self.line.hasFocus():
                self._offer(found)

        if text:
            self._office.ask(search.units, answered, text=text)
        else:
            self.drop.hide()

    def _offer(self, found: Iterable[UnitMatch]) -> None:
        others = [match for match in found if match.id not in self._chosen]
        self.drop.offer((" › ".join((*match.path[-2:], match.name)), match) for match in others)

    def _take(self, match: UnitMatch) -> None:
        self._number += 1
        self._timer.stop()
        self.drop.hide()
        self.line.clear()
        if match.id not in self._chosen:
            chip = QToolButton(self._chips)
            chip.setText(f"{match.name} ×")
            chip.setToolTip(" › ".join((*match.path, match.name)))
            chip.setProperty("role", "chip")
            chip.setAccessibleName(_("Remove {name}").format(name=match.name))
            chip.clicked.connect(lambda: self._remove(match.id))
            self._chosen[match.id] = chip
            self._flow.addWidget(chip)
            self._chips.show()
            self.changed.emit()

    def _remove(self, unit: UnitId) -> None:
        chip = self._chosen.pop(unit)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._chips.setVisible(bool(self._chosen))
        self.line.setFocus()
        self.changed.emit()


class _UnitLine(QLineEdit):
    """Arrows move in the list below."""

    def __init__(self, field: UnitsField) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and Esc belong to the list while it is open."""
        drop, is_held = self._field.drop, event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in STEPS and drop.isVisible():
            drop.step(STEPS[event.key()])
        elif event.key() in ENTER and not is_held:
            self._field.enter()
        elif event.key() == Qt.Key.Key_Escape and (drop.isVisible() or self.text()):
            drop.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        """The list goes with the cursor."""
        self._field.drop.hide()
        super().focusOutEvent(event)
