"""A bug, told to a person: the work is safe, and this text helps whoever mends it."""

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from gridparty import __version__
from gridparty.i18n import _
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label


class FaultDialog(QDialog):
    """Says that a fault happened; the details can be read and copied."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault in the program"))
        words = _("What was saved is safe; please go on, and pass the text below to whoever mends the program.")
        self.details = QPlainTextEdit(f"gridparty {__version__}: {details}", readOnly=True)
        self.details.setAccessibleName(_("Details of the fault"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.addButton(button(_("Copy"), self._on_copy), QDialogButtonBox.ButtonRole.ActionRole)
        box = QVBoxLayout(self)
        box.addWidget(label(words, wrap=True))
        box.addWidget(self.details)
        box.addWidget(buttons)
        self.resize(characters(self, 36), self.fontMetrics().height() * 16)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.details.toPlainText())
