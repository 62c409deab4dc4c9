"""批量请假: who of those who have not come asked for leave."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations.desk import DeskPerson
from gridparty.ui.keys import ENTER
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label

WHO = Qt.ItemDataRole.UserRole


class LeavesDialog(QDialog):
    """A list to tick; typing narrows it, Enter ticks the one that is left."""

    chosen = Signal(object)  # tuple[MemberId, …]

    def __init__(self, people: Sequence[DeskPerson], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Leave for several people"))
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.filter.setPlaceholderText(_("Name or branch; Enter ticks the only one left"))
        self.filter.setAccessibleName(_("Filter the people"))
        self.people = QListWidget()
        self.people.setAccessibleName(_("People who have not come"))
        for person in people:
            words = (person.name, person.group_name or person.unit_name, person.phone)
            item = QListWidgetItem("　".join(filter(None, words)), self.people)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(WHO, person.member)
        self.done_button = button("", self.accept, role="primary")
        line = QHBoxLayout()
        line.addWidget(label(_("Leave counts as expected, not as present."), role="faint", wrap=True), 1)
        line.addWidget(button(_("Cancel"), self.reject))
        line.addWidget(self.done_button)
        box = QVBoxLayout(self)
        box.addWidget(self.filter)
        box.addWidget(self.people, 1)
        box.addLayout(line)
        self.resize(characters(self, 30), self.fontMetrics().height() * 20)
        self.filter.textChanged.connect(self._on_filtered)
        self.people.itemChanged.connect(self._tell)
        self.people.itemActivated.connect(self._on_activated)
        self._tell()
        self.filter.setFocus()

    def members(self) -> tuple[MemberId, ...]:
        """Those who are ticked."""
        items = (self.people.item(number) for number in range(self.people.count()))
        return tuple(item.data(WHO) for item in items if item.checkState() == Qt.CheckState.Checked)

    def accept(self) -> None:
        """Tells who was chosen."""
        if members := self.members():
            self.chosen.emit(members)
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks, Ctrl+Enter is done."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
        elif self.focusWidget() is self.filter:
            shown = [item for number in range(self.people.count()) if not (item := self.people.item(number)).isHidden()]
            if len(shown) == 1:
                self._on_activated(shown[0])
                self.filter.clear()

    def _on_filtered(self, text: str) -> None:
        for number in range(self.people.count()):
            item = self.people.item(number)
            item.setHidden(not all(word in item.text() for word in text.split()))

    def _on_activated(self, item: QListWidgetItem) -> None:
        is_checked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_checked else Qt.CheckState.Checked)

    def _tell(self) -> None:
        count = len(self.members())
        self.done_button.setText(_("Leave for {count}").format(count=count))
        self.done_button.setEnabled(count > 0)
