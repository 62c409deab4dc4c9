"""A file that cannot be opened: what is wrong, and what can be done about it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.errors import FileDamaged, FileTooNew, GridpartyError, HeldHere, NotFound
from gridparty.i18n import N_, _
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, card, label

TITLES: tuple[tuple[type[GridpartyError], str], ...] = (
    (FileTooNew, N_("The file is newer than this program")),
    (FileDamaged, N_("The file is damaged")),
    (NotFound, N_("The file is not there")),
    (HeldHere, N_("The file is open in another window")),
)


class Trouble(QWidget):
    """One sentence, and the ways on."""

    retry_wanted = Signal(object)  # Path
    restore_wanted = Signal(object)  # Path: its newest backup, as another file
    choose_wanted = Signal()
    other_wanted = Signal()  # the first start

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        frame = card()
        frame.setMaximumWidth(characters(self, 46))
        self.title = label("", role="title")
        self.sentence = label("", wrap=True)
        self.file = label("", role="small", wrap=True)
        self.restore = button(
            _("Restore the newest backup"), lambda: self.restore_wanted.emit(self._path), role="primary"
        )
        self.retry = button(_("Try again"), lambda: self.retry_wanted.emit(self._path))
        self.choose = button(_("Open another file…"), self.choose_wanted.emit)
        self.other = button(_("To the start"), self.other_wanted.emit)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        for word in (self.title, self.sentence, self.file):
            inside.addWidget(word)
        row = QHBoxLayout()
        for way in (self.restore, self.retry, self.choose, self.other):
            row.addWidget(way)
        row.addStretch(1)
        inside.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 12)
        across.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(across)
        box.addStretch(3)

    def show_error(self, error: GridpartyError, path: Path | None) -> None:
        """Says what is wrong with the file."""
        self._path = path
        title = next((title for kind, title in TITLES if isinstance(error, kind)), N_("The file cannot be opened"))
        self.title.setText(_(title))
        self.sentence.setText(str(error))
        self.file.setText("" if path is None else str(path))
        self.file.setVisible(path is not None)
        self.restore.setVisible(isinstance(error, FileDamaged) and path is not None)
        self.retry.setVisible(path is not None)
        first = self.restore if self.restore.isVisibleTo(self) else self.retry if path is not None else self.other
        first.setFocus()
