"""The records behind a figure: every number in the window opens to the rows that make it (DESIGN §3)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.counts import one_decimal, percent
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import opened_figures
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.figures import Value
from gridparty.operations.opened_figures import OpenedFigure
from gridparty.operations.records import RecordRow
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.places import Wish
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label, restyle

PAGES = {"member": "members", "activity": "activities", "service": "services"}


class RecordsDialog(QDialog):
    """A figure with its definition, its records, and a line that shows how they give the number.

    Enter on a record emits `wished` and closes. Opened with open().
    """

    wished = Signal(object)  # Wish

    def __init__(
        self, office: Office, *, figure: str, unit: UnitId, month: Month, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.office, self.figure, self.unit, self.month = office, FIGURES[figure], unit, month
        self.setWindowTitle(_("Records: {figure}").format(figure=_(self.figure.name)))
        self._is_open = True
        self.where = label(str(month), role="faint")
        self.number = label("…", role="figure")
        self.proof = label("", role="faint", wrap=True)
        self.view = RowsView(
            _columns(),
            name="records",
            label=_("Records behind the figure"),
            empty=_("No record counts for this figure in this month."),
            identity=lambda row: (row.kind, row.id),
            total=_sum_of,
        )
        self.view.activated.connect(self._on_activated)
        self._lay_out()
        self.view.set_rows((), loading=True)
        self.view.setFocus()
        office.ask(opened_figures.of_unit, self._show, refused=self._refuse, figure=figure, unit=unit, month=month)

    def done(self, result: int) -> None:
        """Closes; an answer that is still under way is not shown any more."""
        self._is_open = False
        super().done(result)

    def copy_all(self) -> None:
        """Puts all the rows shown on the clipboard, with their heads."""
        self.view.table.selectAll()
        self.view.copy()

    def _lay_out(self) -> None:
        margin = self.fontMetrics().height()
        head = QHBoxLayout()
        head.setSpacing(margin)
        head.addWidget(label(_(self.figure.name), role="title"), 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.where, 1, Qt.AlignmentFlag.AlignBottom)
        feet = QHBoxLayout()
        feet.addWidget(self.proof, 1)
        self.copy_button = button(_("&Copy all"), self.copy_all)
        feet.addWidget(self.copy_button)
        feet.addWidget(button(_("C&lose"), self.reject))
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin, margin, margin)
        box.addLayout(head)
        box.addWidget(label(_(self.figure.definition), role="faint", wrap=True))
        box.addWidget(self.view, 1)
        box.addLayout(feet)
        fit(self, 56, 27)

    def _show(self, opened: OpenedFigure) -> None:
        if not self._is_open:
            return
        self.number.setText(number(self.figure.id, opened.value))
        self.where.setText(f"{opened.unit_name}　{self.month}")
        is_equal = opened_figures.is_equal(opened)
        self.proof.setText(_proof(opened, is_equal=is_equal))
        self.proof.setProperty("role", "good" if is_equal else "error")
        restyle(self.proof)
        self.view.set_rows(opened.rows)

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self.number.setText("—")
            self.view.set_rows(())
            self.view.set_empty(sentence)

    def _on_activated(self, row: RecordRow, _key: str) -> None:
        def go(found: tuple[str, int]) -> None:
            kind, item = found
            if kind == "unit":
                self.wished.emit(Wish("overview", unit=UnitId(item), month=self.month))
            else:
                self.wished.emit(Wish(PAGES[kind], unit=self.unit, month=self.month, item=item))
            if self._is_open:
                self.accept()

        self.office.ask(opened_figures.subject, go, kind=row.kind, record=row.id)


def number(figure: str, value: Value) -> str:
    """A figure's value as the screen prints it, with its counting unit (D9): 92.9%, 1,024 人次, —."""
    if figure == "attendance_rate" or value is None:
        return percent(value)
    text = f"{float(one_decimal(value)):,.1f}" if isinstance(value, float) else f"{value:,}"
    return f"{text} {FIGURES[figure].unit}"


def _proof(opened: OpenedFigure, *, is_equal: bool) -> str:
    """How the rows give the number."""
    shown, count = number(opened.figure, opened.value), len(opened.rows)
    if not is_equal:
        return _("The {count:,} records give {sum}, the figure says {figure}; please check the file.").format(
            count=count, sum=number(opened.figure, opened.given), figure=shown
        )
    if opened.per is not None:
        return _("✓ {sum} ÷ {per:,} = {figure}, from {count:,} records").format(
            sum=_plain(opened.summed), per=opened.per, figure=shown, count=count
        )
    return _("✓ {count:,} records give {figure}").format(count=count, figure=shown)


def _plain(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def _sum_of(rows: Sequence[RecordRow]) -> str:
    return _("Sum: {sum}").format(sum=_plain(sum(row.value for row in rows if row.value is not None)))


def _columns() -> tuple[Column[RecordRow], ...]:
    return (
        Column("day", _("Day"), lambda row: str(row.day or ""), width=11, order=lambda row: row.day),
        Column("what", _("What"), lambda row: row.what, width=22),
        Column("person", _("Who, or which kind"), lambda row: row.person, width=12),
        Column("unit", _("Unit"), lambda row: row.unit_name, width=16),
        Column("value", _("Counts"), lambda row: _plain(row.value), width=7, order=lambda row: row.value, align=RIGHT),
    )
