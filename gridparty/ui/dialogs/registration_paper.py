"""Papers of registration: the card with its receipt, and the feedback slips to work units (CHK-01 … CHK-04, S108)."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from gridparty import paperwork
from gridparty.domain.civil_time import today
from gridparty.domain.counts import one_decimal
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import BelongingId, EntryId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import plain
from gridparty.i18n import _
from gridparty.operations import feedback, feedback_runs
from gridparty.operations.feedback import FeedbackRun, FeedbackSlip
from gridparty.operations.feedback_runs import IssuedRun
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, label, named

LINES, FEW = 9, 6  # of text; the lists of slips and of runs are not lower than this
WIDE, HIGH = 54, 34  # characters, lines


def card_dialog(office: Office, *, registration: BelongingId, name: str, parent: QWidget) -> PaperDialog:
    """报到卡 with 回执 on one sheet."""
    title = _("Registration card")
    return PaperDialog(
        office, title=title, name=f"{name}-{title}",
        meaning=_("The card and, below the line to cut along, the receipt for the work unit."),
        maker=lambda: paperwork.registration_card(office.app, registration=registration), parent=parent,
    )  # fmt: skip


class FeedbackDialog(PaperDialog):
    """服务反馈单 of a period: printed as a draft, or issued under a number once somebody certifies the hours.

    What was issued before stands below; Enter opens a run again, as it was issued.
    """

    def __init__(self, office: Office, *, unit: UnitId, month: Month, parent: QWidget) -> None:
        title = _("Feedback to work units")
        super().__init__(
            office, title=title, name=title, writes=True, parent=parent,
            meaning=_("A list for every work unit and a slip for each registered member. Without a certifier it is a "
                      "draft without hours; once issued, the slips of the period do not change any more."),
        )  # fmt: skip
        self.unit, self.month = unit, month
        self.run: EntryId | None = None  # an issued run opened from the list
        self.first, self.last = QLineEdit(str(month)), QLineEdit(str(month))
        self.certifier, self.opinion = QLineEdit(), QLineEdit()
        self.year_button = button(_("From &January"), self._on_year, role="small")
        self.state = label("", role="faint", wrap=True)
        self.slips, self.issued = _slips(), _issued()
        self.issue_button = button(_("&Issue"), self.issue)
        self._lay_out()
        for field in (self.first, self.last):
            field.editingFinished.connect(self._on_period)
        self.issued.activated.connect(lambda row, _key: self.open_run(row))
        self.first.setFocus()
        self._look()
        self._list()

    def maker(self) -> Callable[[], bytes]:
        """The slips of the period typed, or of the run opened."""
        app, unit, run = self.office.app, self.unit, self.run
        if run is not None:
            return lambda: paperwork.issued_feedback(app, run=run)
        first, last = self._period()
        return lambda: paperwork.feedback_slips(app, unit=unit, first=first, last=last)

    def issue(self) -> None:
        """Freezes the slips under a number."""
        self.tell("")
        try:
            first, last = self._period()
        except InvalidInput as problem:
            self.tell(str(problem))
            return

        def done(_entry: EntryId) -> None:
            self._look()
            self._list()

        self.office.run(
            feedback.issue, done, said=_("Feedback issued."), refused=self.on_refused,
            unit=self.unit, first=first, last=last, day=today(), confirmed_by=self.certifier.text(),
            opinion=self.opinion.text().strip() or None,
        )  # fmt: skip

    def open_run(self, row: IssuedRun) -> None:
        """Shows a run as it was issued, to be printed again."""
        self.run = row.entry
        self.first.setText(str(row.first))
        self.last.setText(str(row.last))
        self._look()

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(self.fontMetrics().height())
        for at, (word, field) in enumerate((
            (_("First month"), self.first), (_("Last month"), self.last),
            (_("Who certifies the hours"), self.certifier), (_("Opinion of the community"), self.opinion),
        )):  # fmt: skip
            form.addWidget(label(word), at // 2, at % 2 * 2)
            form.addWidget(named(field, word), at // 2, at % 2 * 2 + 1)
        said = QHBoxLayout()
        said.addWidget(self.state, 1)
        said.addWidget(self.year_button)
        self.body.addLayout(form)
        self.body.addLayout(said)
        inside = QWidget()
        column = column_in(inside)
        column.addWidget(self.slips, 3)
        column.addWidget(label(_("Issued before (Enter opens one again)"), role="heading"))
        column.addWidget(self.issued, 2)
        self.body.addWidget(scrolled(inside), 1)
        self.feet.insertWidget(1, self.issue_button)
        metrics, room = self.fontMetrics(), self.screen().availableSize()
        fields = (self.first, self.last, self.certifier, self.opinion, self.year_button)
        feet = (self.issue_button, self.print_button, self.save_button, self.close_button)
        for earlier, later in pairwise((*fields, self.slips.table, self.issued.table, *feet)):
            QWidget.setTabOrder(earlier, later)
        self.slips.setMinimumHeight(metrics.height() * LINES)
        self.issued.setMinimumHeight(metrics.height() * FEW)
        wide, high = metrics.horizontalAdvance("国") * WIDE, metrics.height() * HIGH
        self.resize(min(wide, room.width() - 20), min(high, room.height() - 60))

    def _period(self) -> tuple[Month, Month]:
        first, last = (Month.parse(plain(field.text())) for field in (self.first, self.last))
        if last < first:
            raise InvalidInput(_("The last month lies before the first."))
        return first, last

    def _on_year(self) -> None:
        """The feedback of a year reaches from January to the month looked at."""
        self.first.setText(str(Month(self.month.year, 1)))
        self.last.setText(str(self.month))
        self._on_period()

    def _on_period(self) -> None:
        """Months typed are those of this unit, not of a run opened before."""
        self.run = None
        self._look()

    def _look(self) -> None:
        if not self.is_open:
            return
        try:
            first, last = self._period()
        except InvalidInput as problem:
            self.tell(str(problem))
            return
        self.tell("")
        run = self.run

        def show(found: FeedbackRun) -> None:
            if self.is_open and run == self.run:
                self._show(found)

        if run is not None:
            self.office.ask(feedback_runs.one, show, refused=self.on_refused, run=run)
        else:
            self.office.ask(feedback.of_period, show, refused=self.on_refused, unit=self.unit, first=first, last=last)

    def _list(self) -> None:
        def show(found: Sequence[IssuedRun]) -> None:
            if self.is_open:
                self.issued.set_rows(found)

        if self.is_open:
            self.office.ask(feedback_runs.rows, show, refused=self.on_refused, unit=self.unit)

    def _show(self, found: FeedbackRun) -> None:
        is_issued = found.number is not None
        self.set_name(f"{found.unit_name}-{self.windowTitle()}")
        self.issue_button.setEnabled(not is_issued and bool(found.slips))
        for field in (self.certifier, self.opinion):
            field.setEnabled(not is_issued)
        words: dict[str, Any] = {"people": len(found.slips), "number": found.number, "day": found.issued_on}
        said = _("Issued as {number} on {day}: {people:,} people") if is_issued else _("Draft: {people:,} people")
        self.state.setText(said.format(**words))
        self.slips.set_rows(found.slips)
        if is_issued:
            self.certifier.setText(found.confirmed_by or "")
            self.opinion.setText(found.opinion or "")


def _slips() -> RowsView[FeedbackSlip]:
    """A line for everybody of whom a work unit is told something."""
    return RowsView(
        (
            Column("name", _("Name"), lambda row: row.name, width=10),
            Column("work_unit", _("Work unit"), lambda row: row.work_unit, width=20),
            Column("receipt", _("Receipt"), lambda row: row.receipt or "", width=14),
            Column("services", _("Services"), lambda row: str(row.services), width=7, align=RIGHT,
                   order=lambda row: row.services),
            Column("hours", _("Hours"), lambda row: one_decimal(row.hours), width=7, align=RIGHT,
                   order=lambda row: row.hours),
            Column("activities", _("Activities"), lambda row: str(row.activities), width=7, align=RIGHT,
                   order=lambda row: row.activities),
        ),
        name="feedback_slips",
        label=_("Feedback to work units"),
        empty=_("Nobody was registered here in these months."),
        identity=lambda row: row.registration,
        total=_told,
    )  # fmt: skip


def _told(rows: Sequence[FeedbackSlip]) -> str:
    return _("{services:,} services, {hours} hours, {activities:,} times at activities").format(
        services=sum(row.services for row in rows),
        hours=one_decimal(sum(row.hours for row in rows)),
        activities=sum(row.activities for row in rows),
    )


def _issued() -> RowsView[IssuedRun]:
    """The runs that were issued, the newest first."""
    return RowsView(
        (
            Column("number", _("Feedback number"), lambda row: row.number, width=13, link=True),
            Column("period", _("Period"), _months, width=18, order=lambda row: (row.first, row.last)),
            Column("unit", _("Unit"), lambda row: row.unit_name, width=16),
            Column("day", _("Issued on"), lambda row: str(row.day), width=11, order=lambda row: row.day),
            Column("people", _("How many people"), lambda row: str(row.people), width=6, align=RIGHT,
                   order=lambda row: row.people),
            Column("certifier", _("Who certifies the hours"), lambda row: row.confirmed_by, width=10),
        ),
        name="feedback_issued",
        label=_("Feedback that was issued"),
        empty=_("No feedback was issued yet by this unit or one below it."),
        identity=lambda row: row.entry,
        has_foot=False,
    )  # fmt: skip


def _months(row: IssuedRun) -> str:
    return str(row.first) if row.first == row.last else _("{first} to {last}").format(first=row.first, last=row.last)
