"""外来党员签到: someone who is on no list; found in the file, or brought into it with name, work unit and phone."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridparty.domain.errors import GridpartyError
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person, check_name
from gridparty.i18n import _
from gridparty.operations import search
from gridparty.operations.search import PersonMatch
from gridparty.ui.keys import ENTER, STEPS
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label

WHO = Qt.ItemDataRole.UserRole
PAUSE = 80  # milliseconds after a key before it looks


class GuestDialog(QDialog):
    """Who fits in the file stands below the name; ↓ and Enter take one, else a new person is brought in."""

    picked = Signal(object)  # MemberId
    brought = Signal(object)  # Person

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sign in a guest"))
        self._office = office
        self.name, self.work_unit, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("Name; who is in the file is found by initials or phone tail too"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("In the file already"))
        self.wrong = label("", role="error", wrap=True)
        self.wrong.hide()
        self.done_button = button("", self.accept, role="primary")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._number = 0
        self._lay_out()
        self._timer.timeout.connect(self._look)
        self.name.textChanged.connect(self._on_typed)
        self.name.installEventFilter(self)
        self.found.currentItemChanged.connect(self._tell)
        self.found.itemDoubleClicked.connect(self.accept)
        self._show(())
        self.name.setFocus()

    def accept(self) -> None:
        """Signs in the one chosen in the file, or the new person; a wrong name is told and stays."""
        item = self.found.currentItem()
        if item is not None:
            self.picked.emit(MemberId(item.data(WHO)))
            super().accept()
            return
        try:
            person = Person(
                name=check_name(self.name.text()),
                work_unit=self.work_unit.text().strip() or None,
                phone=self.phone.text().strip() or None,
            )
        except GridpartyError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            self.name.setFocus()
            return
        self.brought.emit(person)
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, and from the last one it is done; Ctrl+Enter is done from anywhere."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        fields = (self.name, self.work_unit, self.phone)
        at = next((number for number, field in enumerate(fields) if field is self.focusWidget()), len(fields) - 1)
        is_last = at == len(fields) - 1 or self.found.currentItem() is not None
        if is_last or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        else:
            fields[at + 1].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the name field choose among those who were found; above the first is nobody."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in STEPS:
            row = max(-1, min(self.found.count() - 1, self.found.currentRow() + STEPS[event.key()]))
            self.found.setCurrentRow(row)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for words, field in ((_("Name"), self.name), (_("Work unit"), self.work_unit), (_("Phone"), self.phone)):
            form.addRow(words, field)
            field.setAccessibleName(words)
            if field is self.name:
                form.addRow(_("In the file already"), self.found)
        note = _("A guest is kept in the file, counts as no member of any branch and not in the attendance rate.")
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(_("Cancel"), self.reject))
        line.addWidget(self.done_button)
        box = QVBoxLayout(self)
        box.addLayout(form)
        box.addWidget(self.wrong)
        box.addWidget(label(note, role="faint", wrap=True))
        box.addLayout(line)
        self.found.setMaximumHeight(self.fontMetrics().height() * 8)
        self.resize(characters(self, 30), self.sizeHint().height())

    def _on_typed(self) -> None:
        self.wrong.hide()
        self._timer.start()

    def _look(self) -> None:
        text = self.name.text().strip()
        self._number += 1
        number = self._number

        def answered(found: tuple[PersonMatch, ...]) -> None:
            if number == self._number:
                self._show(found)

        if text:
            self._office.ask(search.people, answered, text=text)
        else:
            self._show(())

    def _show(self, found: tuple[PersonMatch, ...]) -> None:
        self.found.clear()
        for person in found:
            words = "　".join(filter(None, (person.name, person.phone, person.unit_name)))
            item = QListWidgetItem(words, self.found)
            item.setData(WHO, person.id)
        self.found.setCurrentRow(-1)
        self.found.setEnabled(bool(found))
        self._tell()

    def _tell(self, *_what: Any) -> None:
        item = self.found.currentItem()
        self.done_button.setText(_("Add and sign in") if item is None else _("Sign in the one chosen"))
        self.work_unit.setEnabled(item is None)
        self.phone.setEnabled(item is None)
