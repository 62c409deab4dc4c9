"""Bringing in what the office has in files: the official list of divisions, its roster, any other table."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridparty import intake
from gridparty.app import App
from gridparty.domain.ids import UnitId
from gridparty.domain.import_fields import Kind
from gridparty.domain.progress import Progress
from gridparty.i18n import _
from gridparty.intake import Done, Proposal
from gridparty.operations import import_batches, import_kinds
from gridparty.operations.import_batches import BatchRow
from gridparty.ui.models.outcomes import counted
from gridparty.ui.office import Office
from gridparty.ui.pages.imports_batches import BatchesCard
from gridparty.ui.pages.imports_columns import ImportColumns
from gridparty.ui.pages.imports_divisions import DivisionsCard
from gridparty.ui.pages.imports_preview import ImportPreview
from gridparty.ui.pages.imports_reading import Reading, checked, proposed, read
from gridparty.ui.pages.imports_roster import RosterCard
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import Halves
from gridparty.ui.widgets.scrolled import scrolled

MARGIN, GAP = 22, 14
LATER = 150  # milliseconds
START, PREVIEW, COLUMNS = range(3)  # pages of the stack


class ImportsPage(Page):
    """Cards to begin with; a file that was chosen takes the page until it is brought in or put aside.

    A table whose heads are understood goes straight to the dry run; others are asked about column by column.
    """

    name = "imports"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"members", "belongings", "units", "unit_states", "unit_links", "import_batches"}
    )

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self._reading: Reading | None = None
        self._is_importing = False
        self.roster = RosterCard()
        self.divisions = DivisionsCard(office)
        self.batches = BatchesCard(office)
        self.preview = ImportPreview(office)
        self.columns = ImportColumns()
        self.roster.chosen.connect(self.choose_roster)
        self.preview.wanted.connect(self._import)
        self.preview.columns_wanted.connect(self._show_columns)
        self.columns.sheet_wanted.connect(self._on_sheet)
        self.columns.head_wanted.connect(self._on_head)
        self.columns.mapping_wanted.connect(self._on_mapping)
        self.columns.check_wanted.connect(self._on_check)
        for step in (self.preview, self.columns):
            step.left.connect(self._leave)
        self.setAcceptDrops(True)
        self._lay_out()

    def reload(self) -> None:
        """Counts the divisions anew, and looks again at a table that waits in the preview."""
        self.roster.set_ready(self.place.unit is not None)
        self.divisions.set_first(self.place.unit is None)
        self.divisions.reload()
        self.load(import_kinds.kinds, self._on_kinds)
        self.load(import_batches.rows, self._on_batches)
        if self._reading is not None and self._reading.trial is not None and not self._is_importing:
            self._look(self._reading)

    def show_item(self, item: Any) -> None:
        """`roster` or `divisions`: the card to begin with; a file: a table that was found elsewhere."""
        if item in ("roster", "divisions"):
            card: QWidget = self.roster if item == "roster" else self.divisions
            card.setFocus()
        elif Path(str(item)).is_file():
            self.choose_roster(Path(str(item)))

    def choose_roster(self, path: Path) -> None:
        """Reads a table beside the window and shows what would become of its rows; nothing is written."""
        kind = self.roster.kind
        self._read(path, lambda app, unit, progress: read(app, path, kind, unit, progress))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped."""
        if _dropped(event) is not None and not self._is_importing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """On the card of the divisions it is a list of them, anywhere else a table."""
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
        halves.least = characters(self, 44)
        inside = QVBoxLayout(first)
        inside.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        inside.setSpacing(GAP)
        inside.addWidget(halves)
        inside.addWidget(self.batches)
        inside.addStretch(1)
        self.stack = QStackedWidget()
        for step in (first, self.preview, self.columns):
            self.stack.addWidget(scrolled(step))
        box = column_in(self)
        box.addWidget(self.stack)

    def _read(self, path: Path, work: Callable[[App, UnitId, Progress], Reading]) -> None:
        if self.place.unit is None or self._is_importing:
            return
        app, unit = self.office.app, self.place.unit
        self._set_busy(True)
        self._tell_refusal("")
        self.office.long(
            _("Reading “{file}”").format(file=path.name),
            lambda progress: work(app, unit, progress),
            self._on_read,
            writes=False,
            refused=self._on_refused,
        )

    def _look(self, reading: Reading) -> None:
        """Checks the same rows again: at another unit, or because the file has changed."""
        self._read(reading.path, lambda app, unit, progress: checked(app, reading, unit, progress))

    def _on_kinds(self, kinds: tuple[Kind, ...]) -> None:
        self.roster.show_kinds(kinds)
        self.batches.show_kinds({kind.code: kind.label for kind in kinds})

    def _on_batches(self, rows: tuple[BatchRow, ...]) -> None:
        self.batches.show_batches(rows)
        if rows and rows[0].undone is not None:
            self.roster.forget_done()

    def _on_read(self, reading: Reading) -> None:
        self._set_busy(False)
        self._reading = reading
        if reading.trial is None:
            self._show_columns()
            return
        self.preview.show_trial(reading.trial, [question.sentence for question in reading.proposal.questions])
        self.stack.setCurrentIndex(PREVIEW)
        self.preview.setFocus()
        if reading.trial.unit != self.place.unit:
            self._look(reading)

    def _show_columns(self) -> None:
        if (reading := self._reading) is not None:
            self.columns.show_sheets(reading.sheets, reading.proposal.table.sheet)
            self.columns.show_proposal(reading.path.name, reading.proposal)
            self.stack.setCurrentIndex(COLUMNS)
            self.columns.setFocus()

    def _on_sheet(self, name: str) -> None:
        if (old := self._reading) is not None:
            kind = old.proposal.kind.code
            self._read(old.path, lambda app, _unit, _progress: proposed(app, old.path, old.sheets, kind, name))

    def _on_head(self, number: int) -> None:
        old, app = self._reading, self.office.app
        if old is None:
            return
        table, kind = old.proposal.table, old.proposal.kind.code

        def show(proposal: Proposal) -> None:
            if self._reading is old:
                self._take(old, proposal)

        self.office.beside(
            lambda: intake.propose(app, table=table, kind=kind, head_row=number), show, self.columns.tell_refusal
        )

    def _on_mapping(self, mapping: Mapping[int, str]) -> None:
        """At once, so that the last of several quick choices counts, and a check right after it."""
        if (old := self._reading) is not None:
            self._take(old, intake.remap(old.proposal, mapping))

    def _take(self, old: Reading, proposal: Proposal) -> None:
        self._reading = Reading(old.path, old.sheets, proposal, None)
        self.columns.show_proposal(old.path.name, proposal)

    def _on_check(self) -> None:
        if self._reading is not None:
            self._look(self._reading)

    def _set_busy(self, is_busy: bool) -> None:
        self.roster.set_busy(is_busy)
        self.preview.set_busy(is_busy)
        self.columns.setEnabled(not is_busy)

    def _tell_refusal(self, sentence: str) -> None:
        for step in (self.roster, self.preview, self.columns):
            step.tell_refusal(sentence)

    def _on_refused(self, sentence: str) -> None:
        self._is_importing = False
        self._set_busy(False)
        self._tell_refusal(sentence)

    def _import(self) -> None:
        reading = self._reading
        if reading is None or reading.trial is None:
            return
        app, trial, name = self.office.app, reading.trial, reading.path.name
        self._is_importing = True
        self._set_busy(True)
        self.office.long(
            _("Importing “{file}”").format(file=name),
            lambda progress: intake.apply(app, source=trial.source, unit=trial.unit, progress=progress),
            lambda done: self._on_imported(reading, done),
            writes=True,
            said=lambda done: _("Imported “{file}”: {counts}").format(file=name, counts=counted(done.outcomes)),
            refused=self._on_refused,
        )

    def _on_imported(self, reading: Reading, done: Done) -> None:
        self._is_importing = False
        self._set_busy(False)
        assert reading.trial is not None
        self.roster.tell_done(self.office, reading.trial.source, done.outcomes)
        self._leave()
        QTimer.singleShot(2 * LATER, self, lambda: self._let_go(reading, done))

    def _leave(self) -> None:
        self._reading = None
        self.stack.setCurrentIndex(START)
        self.roster.setFocus()
        QTimer.singleShot(LATER, self, self._let_go)

    def _let_go(self, *_kept_until_now: object) -> None:
        """Giving up 20,000 rows takes a moment, so that is done when the page has been painted."""
        if self._reading is None:
            self.preview.clear()

    def _is_over_divisions(self, place: QPoint) -> bool:
        within = self.divisions.mapFrom(self, place)
        return self.divisions.isVisible() and self.divisions.rect().contains(within)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
