"""The spreadsheets that were brought in, newest first; each can be taken back as a whole, and stays in sight then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.import_outcomes import OUTCOMES as KEYS
from gridparty.i18n import _
from gridparty.operations.import_batches import BatchRow
from gridparty.ui.models.outcomes import OUTCOMES
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label

LINES = 12  # of text


class BatchesCard(QFrame):
    """The list and its one act; hidden while nothing was brought in yet."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._office = office
        self._labels: Mapping[str, str] = {}
        self.undo_action = QAction(_("Take bac&k the import"), self)
        self.undo_action.triggered.connect(self.undo)
        self.undo_button = button(_("Take bac&k the import"), self.undo, role="small")
        self.view: RowsView[BatchRow] = RowsView(
            self._columns(),
            name="batches",
            label=_("Spreadsheets that were brought in"),
            empty=_("No spreadsheet has been brought in yet."),
            identity=lambda row: row.id,
            actions=(self.undo_action,),
        )
        self.view.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.view.selected.connect(self._on_selected)
        head = QHBoxLayout()
        head.addWidget(label(_("Brought in before"), role="heading"))
        head.addStretch(1)
        head.addWidget(self.undo_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 16)
        box.addLayout(head)
        box.addWidget(self.view)
        self._on_selected(None)
        self.hide()

    def show_kinds(self, labels: Mapping[str, str]) -> None:
        """code of a kind → its name."""
        self._labels = labels

    def show_batches(self, rows: Sequence[BatchRow]) -> None:
        """Shows what was brought in."""
        self.view.set_rows(tuple(rows))
        self.setVisible(bool(rows))
        self._on_selected(self.view.current())

    def undo(self) -> None:
        """Takes the chosen one back; a refusal says what stands in the way."""
        row = self.view.current()
        if row is not None:
            self._office.undo(row.act, said=_("Taken back: “{file}”").format(file=row.file_name))

    def _on_selected(self, row: BatchRow | None) -> None:
        for thing in (self.undo_action, self.undo_button):
            thing.setEnabled(row is not None and row.undone is None)

    def _columns(self) -> tuple[Column[BatchRow], ...]:
        columns: tuple[Column[BatchRow], ...] = (
            Column("at", _("When"), lambda row: f"{row.at:%Y-%m-%d %H:%M}", width=16),
            Column("kind", _("What"), lambda row: self._labels.get(row.kind, row.kind), width=9),
            Column("file", _("File"), lambda row: row.file_name, width=15),
            Column("unit", _("Organisation"), lambda row: row.unit_name, width=11),
            Column("counts", _("Rows"), _counted, width=20),
            Column("state", _("State"), _state, width=22),
        )
        return tuple(replace(column, faint=lambda row: row.undone is not None) for column in columns)


def _state(row: BatchRow) -> str:
    return _("taken back on {time}").format(time=f"{row.undone:%Y-%m-%d %H:%M}") if row.undone else ""


def _counted(row: BatchRow) -> str:
    return "，".join(f"{_(OUTCOMES[what])} {row.counts[what]:,}" for what in KEYS if row.counts.get(what))
