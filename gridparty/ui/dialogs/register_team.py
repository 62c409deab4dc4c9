"""Which of the activities in the file was a team's own (S042)."""

from typing import Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import activities, people_groups
from gridparty.operations.activities import ActivityRow
from gridparty.operations.register_lists import EntryRow
from gridparty.ui.keys import ENTER
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label

MONTHS = 12  # that are looked through, the newest activity first


class TeamActivityDialog(QDialog):
    """The activities of the team's unit and below it in the last twelve months; Enter takes one."""

    def __init__(self, office: Office, *, row: EntryRow, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("An activity of {name}").format(name=row.name))
        self.office, self.row = office, row
        self._is_open = True
        self.view: RowsView[ActivityRow] = RowsView(
            (
                Column("start", _("Day and time"), lambda each: f"{each.start.astimezone(CIVIL):%Y-%m-%d %H:%M}",
                       width=16, order=lambda each: each.start),
                Column("title", _("Title"), lambda each: each.title, width=24),
                Column("unit", _("Unit"), lambda each: each.unit_name, width=16),
                Column("present", _("Present"), lambda each: str(each.present + each.walk_ins), width=7, align=RIGHT,
                       order=lambda each: each.present + each.walk_ins),
            ),
            name="team_activities",
            label=self.windowTitle(),
            empty=_("No activity of this unit in the last twelve months; “Add an event…” writes one down by hand."),
            identity=lambda each: each.id,
        )  # fmt: skip
        self.problem = label("", role="error", wrap=True)
        self.take_button = button(_("&Note it for the team"), self.take, role="primary")
        self._lay_out()
        self.view.activated.connect(lambda _row, _key: self.take())
        self.view.selected.connect(lambda chosen: self.take_button.setEnabled(chosen is not None))
        self.finished.connect(self.deleteLater)
        self.take_button.setEnabled(False)
        self.view.setFocus()
        office.ask(_load, self._show, refused=self._refuse, unit=row.unit, last=month)

    def take(self) -> None:
        """Notes the one under the cursor; what it was and how many came is taken from it."""
        chosen = self.view.current()
        if chosen is None:
            return

        def saved(_event: Any) -> None:
            if self._is_open:
                self.accept()

        said = _("{name}: {what} on {day}").format(
            name=self.row.name, what=chosen.title, day=chosen.start.astimezone(CIVIL).date()
        )
        self.office.run(
            people_groups.note_activity, saved, said=said, refused=self._refuse, entry=self.row.id, activity=chosen.id
        )

    def done(self, result: int) -> None:
        """Closes; answers that are still under way are not shown any more."""
        self._is_open = False
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes it as well."""
        if event.key() in ENTER:
            self.take()
        else:
            super().keyPressEvent(event)

    def _show(self, rows: tuple[ActivityRow, ...]) -> None:
        if self._is_open:
            self.view.set_rows(tuple(sorted(rows, key=lambda each: each.start, reverse=True)))

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self.problem.setText(sentence)
            self.problem.show()

    def _lay_out(self) -> None:
        height = self.fontMetrics().height()
        hint = _("What it was and how many took part is taken from the activity. Choose it, then Enter.")
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.take_button)
        feet.addWidget(button(_("Cancel"), self.reject))
        box = QVBoxLayout(self)
        box.setContentsMargins(height, height, height, height)
        box.addWidget(label(hint, role="faint", wrap=True))
        box.addWidget(self.view, 1)
        box.addWidget(self.problem)
        box.addLayout(feet)
        self.problem.hide()
        fit(self, 44, 20)


def _load(session: Any, *, unit: UnitId, last: Month) -> tuple[ActivityRow, ...]:
    return activities.rows(session, unit=unit, first=last.plus(1 - MONTHS), last=last)
