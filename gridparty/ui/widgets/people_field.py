"""Several people in one field: a name, initials, a code or a phone tail and Enter add one; Backspace takes one away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.typed_entries import plain
from gridparty.i18n import _
from gridparty.operations import service_lists
from gridparty.operations.service_lists import Near
from gridparty.ui.keys import ENTER, STEPS
from gridparty.ui.office import Office
from gridparty.ui.widgets.drop_list import DropList
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import restyle

MOST = 10  # candidates
PAUSE = 60  # milliseconds after a key before it looks


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who was chosen."""

    id: MemberId
    name: str


class _Input(QLineEdit):
    """The line that is typed into; it hands the keys that mean something to the field around it."""

    pressed = Signal(object)  # QKeyEvent that the line itself has no use for
    came = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setProperty("role", "bare")
        self.is_composing = False

    def sizeHint(self) -> QSize:
        """Room for a name and a little more, or for the words that stand in the empty field."""
        wide = self.fontMetrics().horizontalAdvance
        return QSize(max(wide("国") * 7, wide(self.placeholderText() + "国")), super().sizeHint().height())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keys belong to the input method while it composes (D7)."""
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the field go to the field."""
        is_last = event.key() == Qt.Key.Key_Backspace and not self.text()
        is_ours = event.key() in (*ENTER, *STEPS) or (event.key() == Qt.Key.Key_Escape and self.text())
        is_plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if is_plain and not self.is_composing and (is_last or is_ours):
            self.pressed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells that the focus is here."""
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that the focus is gone."""
        super().focusOutEvent(event)
        self.left.emit()


class PeopleField(QFrame):
    """The people chosen, as chips, and a line to add the next one; the unit's own people are offered first."""

    changed = Signal()
    entered = Signal()  # Enter in the empty line: on to the next field
    told = Signal(str)  # a sentence about what was typed; empty when it is settled

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self._unit: UnitId | None = None
        self._day: date | None = None
        self._people: list[Person] = []
        self._chips: list[QToolButton] = []
        self._asked, self._answered = 0, ""
        self.setProperty("role", "entry")
        self.input = _Input(self)
        self.input.setPlaceholderText(_("Name, initials or phone tail"))
        self.input.pressed.connect(self._on_key)
        self.input.came.connect(lambda: self._light("true"))
        self.input.left.connect(self._on_left)
        self.input.textEdited.connect(self._on_edited)
        self.setFocusProxy(self.input)
        self.drop = DropList(self)
        self.drop.taken.connect(self._take)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._look)
        inside = self.fontMetrics().height() // 4
        self._inside = QWidget(self)
        self._flow = FlowLayout(self._inside, gap=inside)
        self._flow.addWidget(self.input)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * inside, inside, inside, inside)
        box.addWidget(self._inside)
        self.setAccessibleName(_("Choose people"))

    def setAccessibleName(self, name: str) -> None:
        """What the field is called; the line inside says who has been chosen."""
        super().setAccessibleName(name)
        self.input.setAccessibleName(name)

    def look_around(self, unit: UnitId | None, day: date | None = None) -> None:
        """Whose people are offered first: those of a unit on a day (today if none is given)."""
        self._unit, self._day = unit, day

    def people(self) -> tuple[Person, ...]:
        """Who has been chosen, in the order of choosing."""
        return tuple(self._people)

    def members(self) -> list[MemberId]:
        """Their ids."""
        return [person.id for person in self._people]

    def is_open(self) -> bool:
        """Whether something is typed that is nobody yet."""
        return bool(self.input.text().strip())

    def set_people(self, people: Sequence[Person]) -> None:
        """Chooses these people and nobody else."""
        self._people = list(people)
        self._rebuild()
        self.input.clear()
        self.drop.hide()

    def clear(self) -> None:
        """Chooses nobody."""
        self.set_people(())

    def settle(self) -> bool:
        """Adds who is typed, if it can be only one. Returns whether nothing is left in the line."""
        if self.is_open():
            self._add()
        return not self.is_open()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere goes into the line."""
        self.input.setFocus()
        super().mousePressEvent(event)

    def _on_edited(self, _text: str) -> None:
        self._asked += 1
        self.told.emit("")
        if self.is_open():
            self._timer.start()
        else:
            self._timer.stop()
            self.drop.hide()

    def _look(self) -> None:
        number, text = self._asked, plain(self.input.text())

        def show(found: tuple[Near, ...]) -> None:
            if number == self._asked:
                self._offer(text, found)

        self.office.ask(service_lists.near, show, unit=self._unit, day=self._day or today(), text=text, limit=MOST)

    def _offer(self, text: str, found: Sequence[Near]) -> None:
        self._answered = text
        others = [near for near in found if near.id not in self.members()]
        self.drop.offer(((_line(near), near) for near in others), chosen=0 if _only(others) is not None else -1)

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if self.is_open():
                self._add()
            else:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.input.clear()
            self._on_edited("")
        elif event.key() == Qt.Key.Key_Backspace:
            if self._people:
                self._remove(self._people[-1])
        elif self.drop.isVisible():
            self.drop.step(STEPS[event.key()])
        elif self.is_open():
            self._look()

    def _add(self) -> None:
        """Adds the one who is chosen in the list or can only be meant; otherwise says why not and shows who fits."""
        text = plain(self.input.text())
        if self._answered == text and (near := self.drop.chosen()) is not None:
            self._take(near)
            return
        self._timer.stop()
        self._asked += 1
        found = self.office.ask_now(
            service_lists.near, unit=self._unit, day=self._day or today(), text=text, limit=MOST
        )
        others = [near for near in found if near.id not in self.members()]
        only = _only(others)
        if only is not None:
            self._take(only)
        elif others:
            self._offer(text, others)
            self.told.emit(_several(len(others)))
        elif found:
            self.told.emit(_("{name} is chosen already.").format(name=found[0].name))
        else:
            self.told.emit(_("Nobody fits “{text}”; try the name, its initials or the phone tail.").format(text=text))

    def _take(self, near: Near) -> None:
        self._asked += 1
        self._timer.stop()
        self._people.append(Person(near.id, near.name))
        self._rebuild()
        self.input.clear()
        self.drop.hide()
        self.input.setFocus()
        self.told.emit("")
        self.changed.emit()

    def _remove(self, person: Person) -> None:
        self._people.remove(person)
        self._rebuild()
        self.input.setFocus()
        self.changed.emit()

    def _light(self, is_on: str) -> None:
        self.setProperty("on", is_on)
        restyle(self)

    def _on_left(self) -> None:
        self._light("false")
        self._timer.stop()
        self._asked += 1
        self.drop.hide()

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.input)
        self._chips = [self._chip(person) for person in self._people]
        for widget in (*self._chips, self.input):
            self._flow.addWidget(widget)
        names = "、".join(person.name for person in self._people)
        self.input.setAccessibleDescription(names)
        self.input.setPlaceholderText("" if names else _("Name, initials or phone tail"))
        self.input.updateGeometry()
        self.updateGeometry()

    def _chip(self, person: Person) -> QToolButton:
        chip = QToolButton(self._inside)
        chip.setText(f"{_short(person.name)} ×")
        chip.setToolTip(person.name)
        chip.setProperty("role", "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Backspace does the same
        chip.setAccessibleName(_("Remove {name}").format(name=person.name))
        chip.clicked.connect(lambda: self._remove(person))
        chip.show()
        return chip


def _only(found: Sequence[Near]) -> Near | None:
    """The one who can be meant: the only one of the unit, or the only one at all."""
    here = [near for near in found if near.is_here]
    if len(here) == 1:
        return here[0]
    return found[0] if len(found) == 1 else None


def _several(count: int) -> str:
    if count >= MOST:
        return _("Many people fit; type more, or choose with ↑↓, then Enter.")
    return _("{count} people fit; choose with ↑↓, then Enter.").format(count=count)


def _line(near: Near) -> str:
    return "　".join(filter(None, (near.name, near.unit_name, near.phone)))


def _short(name: str, most: int = 12) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
