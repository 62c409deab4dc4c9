"""Bringing what a list shows into a spreadsheet: which columns, which kind of file, what for (SEC-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from gridparty import handing_out
from gridparty.i18n import _
from gridparty.ui.dialogs.files import choose_place
from gridparty.ui.models.rows import Column
from gridparty.ui.models.shown_cells import typed_rows
from gridparty.ui.office import Office, plainly
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label

WIDE = 30  # characters


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as it stands: its stable name, its words, the rows as filtered and sorted, the columns in their order.

    `hidden` are the columns that are not in sight.
    """

    name: str
    title: str
    rows: Sequence[Any]
    columns: Sequence[Column[Any]]
    hidden: Sequence[Column[Any]]


class ExportDialog(QDialog):
    """Says what will leave the office, and asks for the rest."""

    def __init__(self, office: Office, shown: ShownList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.shown = office, shown
        self.setWindowTitle(_("Export"))
        self.in_sight = QRadioButton(_("The columns in &sight ({count})").format(count=len(shown.columns)))
        self.every = QRadioButton(_("A&ll columns ({count})").format(count=len(shown.columns) + len(shown.hidden)))
        self.excel = QRadioButton(_("&Excel workbook (.xlsx)"))
        self.csv = QRadioButton(_("&CSV text (.csv)"))
        self.purpose = QLineEdit(maxLength=200)
        self.purpose.setPlaceholderText(_("Such as: monthly statistics for the district"))
        self.go_button = button(_("Choose the &place…"), self.choose, role="primary")
        self.cancel_button = button(_("Cancel"), self.reject)
        self._lay_out()
        self.in_sight.setChecked(True)
        self.excel.setChecked(True)
        self.every.setEnabled(bool(shown.hidden))
        self.go_button.setEnabled(bool(shown.rows))
        self.finished.connect(self.deleteLater)
        self.purpose.setFocus()

    def choose(self) -> None:
        """Asks where the file goes, and writes it beside the window."""
        ending, kind = (".xlsx", _("Tables ({pattern})")) if self.excel.isChecked() else (".csv", _("CSV ({pattern})"))
        name = "".join(sign for sign in self.shown.title if sign not in '\\/:*?"<>|').strip() or "list"
        choose_place(self, _("Export"), name + ending, kind.format(pattern=f"*{ending}"), self.save)

    def save(self, path: Path) -> None:
        """Writes the file and records it; the window says so when both are done."""
        shown, office = self.shown, self.office
        columns = [*shown.columns, *(shown.hidden if self.every.isChecked() else ())]
        reason = self.purpose.text().strip() or None

        def work(progress: Any) -> int:
            progress(0, len(shown.rows), shown.title)
            return handing_out.export_shown(
                office.app,
                path=path,
                name=shown.name,
                title=shown.title,
                columns=[(column.key, column.head) for column in columns],
                rows=typed_rows(shown.rows, columns),
                reason=reason,
                progress=progress,
            )

        def then(count: int) -> None:
            said = _("{count:,} rows are in {path}; the export is written down.")
            office.said.emit(plainly(said.format(count=count, path=path)))

        office.long(_("Exporting “{title}”").format(title=shown.title), work, then, writes=True)
        self.accept()

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height()
        rows = _("{count:,} rows, filtered and sorted as the list shows them.").format(count=len(self.shown.rows))
        masked = _("Phones and identity numbers stay masked as on the screen. Who exported what is written down.")
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap, gap, gap)
        box.setSpacing(gap // 2)
        box.addWidget(label(self.shown.title, role="heading", wrap=True))
        box.addWidget(label(rows, wrap=True))
        for choices in ((self.in_sight, self.every), (self.excel, self.csv)):
            group, line = QButtonGroup(self), QHBoxLayout()
            for choice in choices:
                group.addButton(choice)
                line.addWidget(choice)
            line.addStretch(1)
            box.addLayout(line)
        word = label(_("P&urpose"))
        word.setBuddy(self.purpose)
        self.purpose.setAccessibleName(_("What the export is for"))
        box.addWidget(word)
        box.addWidget(self.purpose)
        box.addWidget(label(masked, role="small", wrap=True))
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.go_button)
        feet.addWidget(self.cancel_button)
        box.addLayout(feet)
        self.setMinimumWidth(characters(self, WIDE))
