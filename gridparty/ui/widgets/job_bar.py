"""Long work in sight: what it is, how far, and a button to cancel it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from gridparty.i18n import _
from gridparty.ui.office import Job
from gridparty.ui.widgets.words import button, label


class JobBar(QFrame):
    """One strip for each job, above the status bar."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.job = job
        self.words = label(job.title)
        self.note = label("", role="small")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(job.title)
        self.cancel = button(_("Cancel"), self._on_cancel, role="small")
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 6, 14, 6)
        box.addWidget(self.words)
        box.addWidget(self.bar, 1)
        box.addWidget(self.note)
        box.addWidget(self.cancel)
        job.moved.connect(self._on_moved)
        job.ended.connect(self.deleteLater)

    def _on_moved(self, done: int, total: int, note: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.note.setText(f"{done:,} / {total:,}　{note}")

    def _on_cancel(self) -> None:
        self.job.cancel()
        self.cancel.setEnabled(False)
        self.note.setText(_("Cancelling…"))
