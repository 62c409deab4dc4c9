"""What every dialog for a piece of paper shares: made beside the window, then printed or saved as PDF."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _
from gridparty.ui import printing
from gridparty.ui.keys import ENTER
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label


class PaperDialog(QDialog):
    """Subclasses add fields to `body` and say in `maker` what is to be made. Opened with open()."""

    def __init__(
        self, office: Office, *, title: str, name: str, maker: Callable[[], bytes] | None = None, writes: bool = False,
        meaning: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.office, self.name = office, name
        self.is_open = True
        self._maker, self._writes = maker, writes
        self.problem = label("", role="error", wrap=True)
        self.problem.hide()
        self.print_button = button(_("&Print…"), lambda: self._make(self._print), role="primary")
        self.save_button = button(_("&Save as PDF…"), lambda: self._make(self._save))
        self.close_button = button(_("C&lose"), self.reject)
        self.body = QVBoxLayout()
        self.feet = QHBoxLayout()
        self.feet.addStretch(1)
        for each in (self.print_button, self.save_button, self.close_button):
            self.feet.addWidget(each)
        margin = self.fontMetrics().height()
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin, margin, margin)
        self.heading = label(name, role="heading", wrap=True)
        box.addWidget(self.heading)
        if meaning:
            box.addWidget(label(meaning, role="faint", wrap=True))
        box.addLayout(self.body, 1)
        box.addWidget(self.problem)
        box.addLayout(self.feet)
        self.setMinimumWidth(characters(self, 20))
        self.print_button.setFocus()

    def maker(self) -> Callable[[], bytes]:
        """Makes the PDF on a thread of its own; what the fields say is read now. Raises InvalidInput."""
        assert self._maker is not None
        return self._maker

    def set_name(self, name: str) -> None:
        """Says under which name it is printed and saved."""
        self.name = name
        self.heading.setText(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in ENTER:
            if isinstance(pressed := self.focusWidget(), QPushButton):
                pressed.click()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Closes; what is still under way is not shown any more."""
        self.is_open = False
        super().done(result)

    def tell(self, sentence: str) -> None:
        """Says what is wrong."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def busy(self, is_busy: bool) -> None:
        """While a PDF is made."""
        for each in (self.print_button, self.save_button):
            each.setEnabled(not is_busy)

    def on_refused(self, sentence: str) -> None:
        """Shows why nothing was made."""
        if self.is_open:
            self.busy(False)
            self.tell(sentence)

    def _make(self, then: Callable[[bytes], None]) -> None:
        self.tell("")
        try:
            work = self.maker()
        except InvalidInput as problem:
            self.tell(str(problem))
            return
        self.busy(True)

        def ready(pdf: bytes) -> None:
            if self.is_open:
                self.busy(False)
                then(pdf)

        if self._writes:  # reveals and prints are written down
            self.office.long(self.name, lambda _told: work(), ready, writes=True, refused=self.on_refused)
        else:
            self.office.beside(work, ready, self.on_refused)

    def _print(self, pdf: bytes) -> None:
        printing.print_pdf(pdf, self, self.name)

    def _save(self, pdf: bytes) -> None:
        name = "".join(sign for sign in self.name if sign not in '\\/:*?"<>|')
        printing.save_pdf(pdf, self, f"{name}.pdf")
