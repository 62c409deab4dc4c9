"""F6 without a chosen activity: for which one is the desk?"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gridparty.domain.civil_time import CIVIL
from gridparty.i18n import _
from gridparty.operations.activities import ActivityRow
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label

ACTIVITY = Qt.ItemDataRole.UserRole


class WhichActivity(QDialog):
    """Today's activities, or those of the month where today has none; Enter takes one."""

    chosen = Signal(object)  # ActivityId
    new_wanted = Signal()

    def __init__(self, rows: Sequence[ActivityRow], *, is_today: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Sign-in desk"))
        self.rows = QListWidget()
        self.rows.setAccessibleName(_("Activities"))
        for row in rows:
            words = (f"{row.start.astimezone(CIVIL):%m-%d %H:%M}", row.title, row.unit_name)
            QListWidgetItem("　".join(words), self.rows).setData(ACTIVITY, row.id)
        self.rows.setCurrentRow(0)
        sentence = (
            _("Several activities today; which one?") if is_today else _("No activity today. Another of this month?")
        )
        box = QVBoxLayout(self)
        box.addWidget(label(sentence if rows else _("There is no activity in this month yet."), wrap=True))
        box.addWidget(self.rows, 1)
        foot = QHBoxLayout()
        foot.addWidget(button(_("&New activity…"), self._on_new))
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.reject))
        self.open_button = button(_("&Open the desk"), self.accept, role="primary")
        self.open_button.setEnabled(bool(rows))
        foot.addWidget(self.open_button)
        box.addLayout(foot)
        self.resize(characters(self, 30), self.fontMetrics().height() * 16)
        self.rows.itemActivated.connect(self.accept)
        self.rows.setFocus()

    def accept(self) -> None:
        """Takes the one under the cursor."""
        item = self.rows.currentItem()
        if item is not None:
            super().accept()
            self.chosen.emit(item.data(ACTIVITY))

    def _on_new(self) -> None:
        self.reject()
        self.new_wanted.emit()
