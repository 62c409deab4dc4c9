"""Volunteer teams that have had no activity for some time, the longest first (S042)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import people_groups
from gridparty.operations.people_groups import GroupRow
from gridparty.ui.dialogs.register_figures import RegisterFigures
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.rows_view import RowsView


class IdleDialog(RegisterFigures):
    """As of a day; for how many days can be chosen."""

    def __init__(self, office: Office, *, unit: UnitId, day: date, days: int, parent: QWidget | None = None) -> None:
        self.unit, self.day = unit, day
        self.days = QLineEdit(str(days))
        view: RowsView[GroupRow] = RowsView(
            (
                Column("name", _("Team"), lambda row: row.name, width=20, link=True),
                Column("unit", _("Unit"), lambda row: row.unit_name, width=16),
                Column("leader", _("Leader"), lambda row: row.leader or "", width=8),
                Column("people", _("Headcount"), lambda row: str(row.people), width=6, align=RIGHT,
                       order=lambda row: row.people),
                Column("last", _("Last activity"), lambda row: str(row.last_activity or _("none yet")), width=11,
                       order=lambda row: row.last_activity),
                Column("idle", _("Days idle"), _idle, width=9, align=RIGHT, order=lambda row: row.idle_days,
                       mark=lambda _row: "warn"),
                Column("schedule", _("Schedule"), lambda row: row.schedule or "", width=12, hidden=True),
            ),
            name="idle_teams",
            label=_("Idle teams"),
            empty=_("Every team has had an activity in that time."),
            identity=lambda row: row.entry,
        )  # fmt: skip
        super().__init__(
            office,
            title=_("Idle teams as of {day}").format(day=day),
            hint=_("Without an activity counts from the last one, or from the day on which the team was formed. Enter "
                   "opens a team, where “Add an event…” writes an activity down."),
            view=view,
            fields=((_("Without an activity for so many &days"), self.days),),
            parent=parent,
        )  # fmt: skip
        view.setFocus()
        self.ask()

    def query(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """For how many days."""
        typed = self.days.text().strip()
        if not (typed.isascii() and typed.isdecimal()):
            raise InvalidInput(_("Write the days as a whole number, such as 90."))
        return people_groups.idle, {"unit": self.unit, "day": self.day, "days": int(typed)}

    def show_answer(self, found: tuple[GroupRow, ...]) -> None:
        """The teams."""
        self.view.set_rows(found)
        self.answer.setText(_("Idle teams: {count:,}").format(count=len(found)))


def _idle(row: GroupRow) -> str:
    return _("not known") if row.idle_days is None else f"{row.idle_days:,}"
