"""Papers of registration: the card with its receipt, and the feedback slips to work units (CHK-01 … CHK-04)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from gridparty import paperwork
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import BelongingId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import plain
from gridparty.i18n import _
from gridparty.operations import feedback
from gridparty.operations.feedback import FeedbackRun
from gridparty.ui.dialogs.paper import PaperDialog
from gridparty.ui.office import Office
from gridparty.ui.widgets.words import button, label


def card_dialog(office: Office, *, registration: BelongingId, name: str, parent: QWidget) -> PaperDialog:
    """报到卡 with 回执 on one sheet."""
    title = _("Registration card")
    return PaperDialog(
        office, title=title, name=f"{name}-{title}",
        meaning=_("The card and, below the line to cut along, the receipt for the work unit."),
        maker=lambda: paperwork.registration_card(office.app, registration=registration), parent=parent,
    )  # fmt: skip


class FeedbackDialog(PaperDialog):
    """服务反馈单 of a period: printed as a draft, or issued under a number once somebody certifies the hours."""

    def __init__(self, office: Office, *, unit: UnitId, month: Month, parent: QWidget) -> None:
        title = _("Feedback to work units")
        super().__init__(
            office, title=title, name=title, writes=True, parent=parent,
            meaning=_("A list for every work unit and a slip for each registered member. Without a certifier it is a "
                      "draft without hours; once issued, the slips of the period do not change any more."),
        )  # fmt: skip
        self.unit = unit
        self.first, self.last = QLineEdit(str(month)), QLineEdit(str(month))
        self.certifier, self.opinion = QLineEdit(), QLineEdit()
        self.state = label("", role="faint", wrap=True)
        form = QFormLayout()
        for word, field in (
            (_("First month"), self.first),
            (_("Last month"), self.last),
            (_("Who certifies the hours"), self.certifier),
            (_("Opinion of the community"), self.opinion),
        ):
            form.addRow(word, field)
            field.setAccessibleName(word)
        self.body.addLayout(form)
        self.body.addWidget(self.state)
        self.body.addStretch(1)
        self.issue_button = button(_("&Issue"), self.issue)
        self.feet.insertWidget(1, self.issue_button)
        for field in (self.first, self.last):
            field.editingFinished.connect(self._look)
        self.first.setFocus()
        self._look()

    def maker(self) -> Callable[[], bytes]:
        """The slips of the period typed."""
        first, last = self._period()
        return lambda: paperwork.feedback_slips(self.office.app, unit=self.unit, first=first, last=last)

    def issue(self) -> None:
        """Freezes the slips under a number."""
        self.tell("")
        try:
            first, last = self._period()
        except InvalidInput as problem:
            self.tell(str(problem))
            return
        self.office.run(
            feedback.issue, lambda _entry: self._look(), said=_("Feedback issued."), refused=self.on_refused,
            unit=self.unit, first=first, last=last, day=today(), confirmed_by=self.certifier.text(),
            opinion=self.opinion.text().strip() or None,
        )  # fmt: skip

    def _period(self) -> tuple[Month, Month]:
        first, last = (Month.parse(plain(field.text())) for field in (self.first, self.last))
        if last < first:
            raise InvalidInput(_("The last month lies before the first."))
        return first, last

    def _look(self) -> None:
        if not self.is_open:
            return
        try:
            first, last = self._period()
        except InvalidInput as problem:
            self.tell(str(problem))
            return
        self.tell("")

        def show(found: FeedbackRun) -> None:
            if self.is_open:
                self._show(found)

        self.office.ask(feedback.of_period, show, refused=self.on_refused, unit=self.unit, first=first, last=last)

    def _show(self, found: FeedbackRun) -> None:
        is_issued = found.number is not None
        self.set_name(f"{found.unit_name}-{self.windowTitle()}")
        self.issue_button.setEnabled(not is_issued and bool(found.slips))
        for field in (self.certifier, self.opinion):
            field.setEnabled(not is_issued)
        words: dict[str, Any] = {"people": len(found.slips), "number": found.number, "day": found.issued_on}
        said = _("Issued as {number} on {day}: {people:,} people") if is_issued else _("Draft: {people:,} people")
        self.state.setText(said.format(**words))
        if is_issued:
            self.certifier.setText(found.confirmed_by or "")
            self.opinion.setText(found.opinion or "")
