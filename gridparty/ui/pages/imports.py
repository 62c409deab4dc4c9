"""Bringing in what the office has in files: the official list of divisions, then its roster."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridparty import intake
from gridparty.i18n import _
from gridparty.intake import DryRun
from gridparty.operations.rosters import RosterPlan
from gridparty.ui.models.outcomes import counted
from gridparty.ui.office import Office
from gridparty.ui.pages.imports_divisions import DivisionsCard
from gridparty.ui.pages.imports_preview import RosterPreview
from gridparty.ui.pages.imports_roster import RosterCard
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.flow import Halves
from gridparty.ui.widgets.scrolled import scrolled

MARGIN, GAP = 22, 14
LATER = 150  # milliseconds


class ImportsPage(Page):
    """Two cards to begin with; a roster that was chosen takes the page until it is brought in or put aside."""

    name = "imports"
    watches: ClassVar[frozenset[str]] = frozenset({"members", "belongings", "units", "unit_states", "unit_links"})

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self._path: Path | None = None  # the roster in the preview
        self._dry: DryRun | None = None
        self._is_importing = False
        self.roster = RosterCard()
        self.divisions = DivisionsCard(office)
        self.preview = RosterPreview(office)
        self.roster.chosen.connect(self.choose_roster)
        self.preview.wanted.connect(self._import)
        self.preview.left.connect(self._leave)
        self.setAcceptDrops(True)
        self._lay_out()

    def reload(self) -> None:
        """Counts the divisions anew, and looks again at a roster that waits in the preview."""
        self.roster.set_ready(self.place.unit is not None)
        self.divisions.set_first(self.place.unit is None)
        self.divisions.reload()
        if self._dry is not None and not self._is_importing:
            self._look(self._dry)

    def show_item(self, item: Any) -> None:
        """`roster` or `divisions`: the card to begin with; a file: a roster that was found elsewhere."""
        if item in ("roster", "divisions"):
            card: QWidget = self.roster if item == "roster" else self.divisions
            card.setFocus()
        elif Path(str(item)).is_file():
            self.choose_roster(Path(str(item)))

    def choose_roster(self, path: Path) -> None:
        """Reads a roster beside the window and shows what would become of its rows; nothing is written."""
        if self.place.unit is None or self._is_importing:
            return
        app, unit = self.office.app, self.place.unit
        self.roster.tell_refusal("")
        self.roster.set_busy(True)
        self.office.long(
            _("Reading “{file}”").format(file=path.name),
            lambda progress: intake.dry_run(app, roster=intake.read(path), unit=unit, progress=progress),
            lambda dry: self._on_read(path, dry),
            writes=False,
            refused=self._on_refused,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped."""
        if _dropped(event) is not None and not self._is_importing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """On the card of the divisions it is a list of them, anywhere else a roster."""
        path = _dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if self._is_over_divisions(event.position().toPoint()) or self.place.unit is None:
            self.divisions.choose_list(path)
        else:
            self.choose_roster(path)

    def _lay_out(self) -> None:
        first = QWidget()
        halves = Halves(self.roster, self.divisions, gap=GAP, shares=(1, 1))
        halves.least = self.fontMetrics().horizontalAdvance("国") * 44
        inside = QVBoxLayout(first)
        inside.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        inside.addWidget(halves)
        inside.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(first))
        self.stack.addWidget(scrolled(self.preview))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def _look(self, dry: DryRun) -> None:
        """Checks the same roster again: at another unit, or because the file has changed."""
        app, unit = self.office.app, self.place.unit
        if unit is None:
            return
        self.preview.set_busy(True)
        self.office.long(
            _("Checking the roster again"),
            lambda progress: intake.dry_run(app, roster=dry.roster, unit=unit, progress=progress),
            self._on_looked,
            writes=False,
            refused=self._on_refused,
        )

    def _on_read(self, path: Path, dry: DryRun) -> None:
        self.roster.set_busy(False)
        self._path = path
        self._on_looked(dry)
        self.stack.setCurrentIndex(1)
        self.preview.setFocus()

    def _on_looked(self, dry: DryRun) -> None:
        assert self._path is not None
        self._dry = dry
        self.preview.set_busy(False)
        self.preview.show_dry_run(self._path.name, dry)
        if dry.unit != self.place.unit:
            self._look(dry)

    def _on_refused(self, sentence: str) -> None:
        self._is_importing = False
        self.roster.set_busy(False)
        self.preview.set_busy(False)
        self.roster.tell_refusal(sentence)
        self.preview.tell_refusal(sentence)

    def _import(self) -> None:
        dry = self._dry
        if dry is None or self._path is None:
            return
        app, name = self.office.app, self._path.name
        self._is_importing = True
        self.preview.set_busy(True)
        self.office.long(
            _("Importing “{file}”").format(file=name),
            lambda progress: intake.bring_in(app, roster=dry.roster, unit=dry.unit, progress=progress),
            lambda plan: self._on_imported(name, dry, plan),
            writes=True,
            said=lambda plan: _("Imported “{file}”: {counts}").format(file=name, counts=counted(plan)),
            refused=self._on_refused,
        )

    def _on_imported(self, name: str, dry: DryRun, plan: RosterPlan) -> None:
        self._is_importing = False
        self.roster.tell_done(name, dry.roster, plan, self.office)
        self._leave()
        QTimer.singleShot(2 * LATER, self, lambda: self._let_go(dry, plan))

    def _leave(self) -> None:
        self._dry = self._path = None
        self.stack.setCurrentIndex(0)
        self.roster.setFocus()
        QTimer.singleShot(LATER, self, self._let_go)

    def _let_go(self, *_kept_until_now: object) -> None:
        """Giving up 20,000 rows takes a moment, so that is done when the page has been painted."""
        if self._dry is None:
            self.preview.clear()

    def _is_over_divisions(self, place: QPoint) -> bool:
        within = self.divisions.mapFrom(self, place)
        return self.divisions.isVisible() and self.divisions.rect().contains(within)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
