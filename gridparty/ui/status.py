"""The status bar: saved or not yet, the file, its last backup, and long work with its cancel."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from gridparty.i18n import _
from gridparty.ui.widgets.words import label

if TYPE_CHECKING:  # the office brings SQLAlchemy along; the shell is painted first
    from gridparty.ui.office import Office


class Status:
    """What the window's status bar says."""

    def __init__(self, window: QMainWindow) -> None:
        self.bar = window.statusBar()
        self.bar.setSizeGripEnabled(False)
        self.saved, self.file, self.backup = label(""), label(""), label("")
        for word in (self.saved, self.file, self.backup):
            self.bar.addWidget(word)
        self.account = label("")
        self.bar.addPermanentWidget(self.account)
        self._office: Office | None = None

    def follow(self, office: "Office | None") -> None:
        """Shows the state of an open file, or nothing."""
        self._office = office
        if office is None:
            for word in (self.saved, self.file, self.backup, self.account):
                word.clear()
            return
        self.file.setText(office.path.name)
        self.file.setToolTip(str(office.path))
        self.show_backup()
        self._on_queued(0)
        office.queued.connect(self._on_queued)

    def show_backup(self) -> None:
        """The moment of the last backup."""
        if self._office is None:
            return
        moment = self._office.app.last_backup()
        known = _("Last backup {moment}, verified")
        self.backup.setText(_("No backup yet") if moment is None else known.format(moment=f"{moment:%m-%d %H:%M}"))

    def _on_queued(self, waiting: int) -> None:
        if waiting <= 0:
            self.saved.setText("● " + _("Saved"))
        else:
            self.saved.setText("○ " + _("{count} entries wait to be saved").format(count=waiting))
