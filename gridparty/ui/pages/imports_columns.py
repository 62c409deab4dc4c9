"""How a spreadsheet is read: its sheet, its head row, and what each column means."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridparty.domain.import_heads import Layout
from gridparty.domain.import_mapping import MISSING, letters
from gridparty.domain.masking import mask_cell
from gridparty.domain.roster_values import text_of
from gridparty.exchange.tables import SheetInfo
from gridparty.i18n import _
from gridparty.intake import Proposal
from gridparty.ui import theme
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, card, label, named

MARGIN, GAP = 22, 8
SHOWN, WIDEST = 30, 60  # rows and columns of the sheet that are shown
LINES = 13  # of text: the height of the sheet


class ImportColumns(QWidget):
    """The sheet as it is, and a field for each of its columns."""

    sheet_wanted = Signal(str)
    head_wanted = Signal(int)  # the number of a row in the file
    mapping_wanted = Signal(object)  # column → field
    check_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = 1
        self._layout: Layout | None = None
        self.heading = label("", role="heading", wrap=True)
        self.sheets = named(QComboBox(), _("Sheet"))
        self.sheets.activated.connect(lambda at: self.sheet_wanted.emit(self.sheets.itemData(at)))
        self.sheet_words = label(_("Sheet"))
        self.sheet_words.setBuddy(self.sheets)
        self.hint = label(
            _("The row with the heads of the columns is marked; click another one if it is not."),
            role="faint",
            wrap=True,
        )
        self.sheet = named(QTableWidget(), _("The first rows of the sheet"))
        self.sheet.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sheet.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.sheet.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sheet.horizontalHeader().setDefaultSectionSize(characters(self, 7))
        self.sheet.setFixedHeight(self.fontMetrics().height() * LINES)
        self.sheet.cellClicked.connect(lambda row, _column: self.head_wanted.emit(self._first + row))
        self.sheet.activated.connect(lambda index: self.head_wanted.emit(self._first + index.row()))
        self.missing = label("", role="error", wrap=True)
        self.notes = label("", role="faint", wrap=True)
        self.check_button = button(_("Chec&k the rows"), self.check_wanted.emit, role="primary")
        self.leave_button = button(_("Put the file &aside"), self.left.emit)
        self.fields: list[QComboBox] = []
        self.grid_card = card()
        self.grid_box = QVBoxLayout(self.grid_card)
        self.grid_box.setContentsMargins(14, 10, 14, 10)
        self.setFocusProxy(self.sheet)
        self._lay_out()

    def show_sheets(self, sheets: Sequence[SheetInfo], chosen: str) -> None:
        """The sheets of the file; hidden ones say so."""
        self.sheets.clear()
        for each in sheets:
            words = _("{sheet} (hidden)").format(sheet=each.name) if each.is_hidden else each.name
            self.sheets.addItem(words, each.name)
        self.sheets.setCurrentIndex(max(self.sheets.findData(chosen), 0))
        for widget in (self.sheets, self.sheet_words):
            widget.setVisible(len(sheets) > 1)

    def show_proposal(self, name: str, proposal: Proposal) -> None:
        """Shows how a file would be read."""
        self.heading.setText(_("How “{file}” is read: {kind}").format(file=name, kind=proposal.kind.label))
        if proposal.layout is not self._layout:  # else a field was changed, and keeps the cursor
            self._layout = proposal.layout
            self._show_sheet(proposal)
            self._show_fields(proposal)
        missing = [each.sentence for each in proposal.questions if each.what == MISSING]
        others = [each.sentence for each in proposal.questions if each.what != MISSING]
        if proposal.notes:
            rows = "、".join(map(str, proposal.notes[:10]))
            others.append(_("Rows that look like explanations or totals: {rows}").format(rows=rows))
        self.missing.setText("\n".join(missing))
        self.missing.setVisible(bool(missing))
        self.notes.setText("\n".join(others))
        self.notes.setVisible(bool(others))
        self.check_button.setEnabled(not missing)

    def tell_refusal(self, sentence: str) -> None:
        """Why the file cannot be read like that."""
        self.missing.setText(sentence)
        self.missing.setVisible(bool(sentence))

    def _show_sheet(self, proposal: Proposal) -> None:
        table, layout = proposal.table, proposal.layout
        rows = table.rows[:SHOWN]
        wide = min(max((len(row) for row in rows), default=0), WIDEST)
        self._first = table.first_number
        self.sheet.clear()
        self.sheet.setRowCount(len(rows))
        self.sheet.setColumnCount(wide)
        self.sheet.setHorizontalHeaderLabels([letters(column) for column in range(wide)])
        self.sheet.setVerticalHeaderLabels([str(self._first + at) for at in range(len(rows))])
        tint = QColor(theme.now().colours.tint)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row[:wide]):
                item = QTableWidgetItem("" if cell is None else mask_cell(text_of(cell)))
                if layout.first <= at <= layout.last:
                    item.setBackground(tint)
                self.sheet.setItem(at, column, item)

    def _show_fields(self, proposal: Proposal) -> None:
        grid = QWidget()
        lines = QGridLayout(grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setColumnStretch(1, 2)
        lines.setColumnStretch(2, 1)
        self.fields = []
        for column, head in enumerate(proposal.layout.heads):
            samples = proposal.samples[column] if column < len(proposal.samples) else ()
            if not head and not samples:
                continue
            field = self._field(column, head, proposal)
            words = label(f"{letters(column)}　{head}")
            words.setBuddy(field)
            line = lines.rowCount()
            lines.addWidget(words, line, 0)
            lines.addWidget(label("、".join(map(mask_cell, samples)), role="small", wrap=True), line, 1)
            lines.addWidget(field, line, 2)
            self.fields.append(field)
        while (item := self.grid_box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.grid_box.addWidget(grid)

    def _field(self, column: int, head: str, proposal: Proposal) -> QComboBox:
        made = named(QComboBox(), _("What column {column} {head} is").format(column=letters(column), head=head))
        made.setProperty("column", column)
        made.addItem(_("(not read)"), "")
        for each in proposal.kind.fields:
            made.addItem(f"{each.label} *" if each.is_required else each.label, each.key)
        made.setCurrentIndex(max(made.findData(proposal.mapping.get(column, "")), 0))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.activated.connect(lambda _at: self.mapping_wanted.emit(self._mapping()))
        return made

    def _mapping(self) -> Mapping[int, str]:
        return {int(each.property("column")): str(each.currentData()) for each in self.fields}

    def _lay_out(self) -> None:
        acts = FlowLayout(gap=GAP)
        for act in (self.check_button, self.leave_button, self.sheet_words, self.sheets):
            acts.addWidget(act)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.heading)
        box.addLayout(acts)
        for part in (self.missing, self.notes, self.hint, self.sheet, self.grid_card):
            box.addWidget(part)
        box.addStretch(1)
