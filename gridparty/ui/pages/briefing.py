"""The month's briefing as it will be printed: to read, print, save, and to make for everything below."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from gridparty import batch
from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Cancelled
from gridparty.domain.progress import Progress
from gridparty.i18n import _
from gridparty.operations import briefings
from gridparty.ui import printing
from gridparty.ui.dialogs.files import choose_folder
from gridparty.ui.office import Office, plainly
from gridparty.ui.pages.page import Page
from gridparty.ui.pdf_pages import PdfPages
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.notice import Notice, Way
from gridparty.ui.widgets.pdf_view import PdfView
from gridparty.ui.widgets.words import button, label

MARGIN, GAP = 22, 8
PATIENCE = 300  # milliseconds that the former place's briefing may stand under the new one's name


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing ready to be read: of which place, its pages, its file name, and whether organisations lie below."""

    place: Place
    pages: PdfPages
    file_name: str
    has_below: bool


class BriefingPage(Page):
    """Preview, print, PDF, batch."""

    name = "briefing"
    watches: ClassVar[frozenset[str]] = frozenset({
        "activities", "activity_units", "attendance", "services", "service_members", "members", "belongings", "posts",
        "units", "unit_states", "unit_links", "settings",
    })  # fmt: skip

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.made: Made | None = None
        self._shown: Place | None = None  # whose pages the view holds, perhaps with older figures
        self._is_making = self._is_stale_again = self._is_print_wanted = False
        self.view = PdfView(office.beside, label=_("Briefing"))
        self.notice = Notice()
        self.print_button = button(_("Print…"), self.print, role="primary", tip="Ctrl+P")
        self.save_button = button(_("&Save as PDF…"), self.save)
        self.batch_button = button(_("Briefings of all organisations &below…"), self.choose_folder)
        self.open_month = label(_("The month is not over; the figures are those of today."), role="faint")
        self.printed = label("", role="faint", wrap=True)
        self.printed.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                             | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)  # fmt: skip
        self.printed.linkActivated.connect(lambda target: QDesktopServices.openUrl(QUrl(target)))
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._on_late)
        self._lay_out()
        self._enable()

    def reload(self) -> None:
        """Makes the briefing of the place beside the window."""
        if self._is_making:
            self._is_stale_again = True
            return
        place = self.place
        if self.made is None or self.made.place != place:
            self.made = None
            self._late.start()
        self._enable()
        if place.unit is None:
            self._late.stop()
            self._tell(
                _("There is no organisation yet; bring in the divisions first, then the roster."),
                [(_("Import"), lambda: self.open_page("imports"))],
            )
            return
        self._is_making, self._is_stale_again = True, False
        self.office.beside(lambda: make(self.office.app, place), self._on_made, self._on_refused)

    def show_item(self, item: Any) -> None:
        """`print`: opens the print dialog, as soon as there is something to print."""
        if item == "print":
            self._is_print_wanted = True
            self._print_if_wanted()

    def print(self) -> None:
        """Opens the print dialog."""
        if self.made is not None:
            printing.print_pdf(self.made.pages.pdf, self, Path(self.made.file_name).stem)

    def save(self) -> None:
        """Asks for a place and writes the PDF there."""
        if self.made is None:
            return
        said = _("Saved: {path}")
        printing.save_pdf(
            self.made.pages.pdf,
            self,
            self.made.file_name,
            lambda path: self.office.said.emit(plainly(said.format(path=path))),
        )

    def choose_folder(self) -> None:
        """Asks for a folder, and makes the briefings of the unit and everything below it there."""
        choose_folder(self, _("Folder for the briefings"), self.print_all_into)

    def print_all_into(self, folder: Path) -> None:
        """Makes the briefings of the unit and everything below it, with progress and cancel."""
        app, place = self.office.app, self.place
        self.batch_button.setEnabled(False)
        self.office.long(
            _("Briefings of {month}").format(month=place.month),
            lambda progress: print_all(app, place, folder, progress),
            lambda count: self._on_printed(count, folder),
            writes=False,
            refused=self._on_not_printed,
        )

    def restyle(self) -> None:
        """The ground around the paper changes."""
        self.view.restyle()

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("role", "bar")
        lines = QVBoxLayout(bar)
        lines.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row = FlowLayout(gap=GAP)
        for widget in (self.print_button, self.save_button, self.batch_button, self.view.controls, self.open_month):
            row.addWidget(widget)
        lines.addLayout(row)
        lines.addWidget(self.printed)
        told = QWidget()
        around = QVBoxLayout(told)
        around.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        around.addWidget(self.notice)
        around.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(told)
        box = column_in(self, gap=0)
        box.addWidget(bar)
        box.addWidget(self.stack, 1)
        self.printed.hide()

    def _enable(self) -> None:
        is_there = self.made is not None
        self.print_button.setEnabled(is_there)
        self.save_button.setEnabled(is_there)
        self.view.controls.setEnabled(is_there)
        self.batch_button.setEnabled(self.made is not None and self.made.has_below)
        self.open_month.setVisible(is_there and self.place.month.last >= today())

    def _on_made(self, made: Made) -> None:
        self._is_making = False
        if made.place != self.place or self._is_stale_again:
            self.reload()
            return
        self._late.stop()
        stay = self._shown == made.place
        self.made, self._shown = made, made.place
        self.stack.setCurrentIndex(0)
        self.view.show_pages(made.pages, stay=stay)
        self._enable()
        self._print_if_wanted()

    def _on_refused(self, sentence: str) -> None:
        self._is_making = False
        if self._is_stale_again:
            self.reload()
            return
        self._late.stop()
        self.made, self._is_print_wanted = None, False
        self._tell(sentence)
        self._enable()

    def _on_late(self) -> None:
        self._tell(_("The briefing is being set…"))

    def _tell(self, sentence: str, ways: Sequence[Way] = ()) -> None:
        self.notice.tell(sentence, ways=ways)
        self.stack.setCurrentIndex(1)

    def _print_if_wanted(self) -> None:
        if self._is_print_wanted and self.made is not None and not self._is_making:
            self._is_print_wanted = False
            self.print()

    def _on_printed(self, count: int | None, folder: Path) -> None:
        all_of_them, some = _("{count} briefings in {folder}"), _("Cancelled; what was finished is in {folder}")
        text = some if count is None else all_of_them
        self.office.said.emit(plainly(text.format(count=count, folder=folder)))
        link = f'<a href="{QUrl.fromLocalFile(str(folder)).toString()}">{escape(str(folder))}</a>'
        self.printed.setText(text.format(count=count, folder=link))
        self.printed.show()
        self._enable()

    def _on_not_printed(self, sentence: str) -> None:
        self.office.refused.emit(sentence)
        self._enable()


def make(app: App, place: Place) -> Made:
    """Reads the figures and sets the pages; for any thread. Raises NotFound, InvalidInput."""
    from gridparty.reports import briefing  # noqa: PLC0415  late: start-up

    assert place.unit is not None
    shared = app.ask(briefings.share, month=place.month)
    gathered = app.ask(briefings.gather, unit=place.unit, month=place.month, shared=shared)
    pages = PdfPages(briefing.pdf(gathered))
    name = batch.file_name(shared.now.nodes[place.unit], place.month)
    return Made(place, pages, name, bool(gathered.parts))


def print_all(app: App, place: Place, folder: Path, progress: Progress) -> int | None:
    """Writes the briefings of a unit and all below. Returns how many; None after a cancel, which leaves whole files."""
    assert place.unit is not None
    try:
        return len(batch.print_subtree(app, unit=place.unit, month=place.month, folder=folder, progress=progress))
    except Cancelled:
        return None
