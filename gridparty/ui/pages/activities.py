"""The activities of a unit in a month, as a list or a calendar; the way to the sign-in desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridparty.domain.civil_time import CIVIL, today
from gridparty.domain.ids import ActivityId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.operations import activities, catalogues
from gridparty.operations.activities import ActivityRow
from gridparty.ui.dialogs.activity import ActivityDialog
from gridparty.ui.dialogs.which_activity import WhichActivity
from gridparty.ui.office import Office
from gridparty.ui.pages.activity_columns import columns, entry_of, total
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.month_calendar import MonthCalendar
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.words import button

NO_UNIT = N_("There is no organisation yet; bring in the divisions first, then the roster.")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The month's activities and the words for their kinds."""

    place: Place
    rows: tuple[ActivityRow, ...]
    words: Mapping[str, str]


class ActivitiesPage(Page):
    """List and calendar show the same activities; one of them is the chosen one."""

    name = "activities"
    watches: ClassVar[frozenset[str]] = frozenset({"activities", "activity_units", "attendance", "unit_states"})

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.rows: Sequence[ActivityRow] = ()
        self.chosen: ActivityRow | None = None
        self._shown: Place | None = None
        self._wanted: ActivityId | None = None  # to be chosen once it has been loaded
        self.words: dict[str, str] = {}
        self.new_button = button(_("&New activity…"), self.ask_new, role="primary", tip="F4")
        self.desk_button = button(_("Sign-in &desk"), self.open_desk, tip="F6")
        self.edit_button = button(_("Ed&it…"), self.ask_edit)
        self.delete_button = button(_("De&lete"), self.delete)
        self.paper_button = button(_("Enter a paper &sheet"), lambda: self._open_desk(is_paper=True))
        self.list_switch, self.calendar_switch = _switch(_("List")), _switch(_("Calendar"))
        self.acts = [
            self._action(_("Sign-in &desk"), self.open_desk), self._action(_("Ed&it…"), self.ask_edit),
            self._action(_("Enter a paper &sheet"), lambda: self._open_desk(is_paper=True)),
            self._action(_("De&lete"), self.delete),
        ]  # fmt: skip
        self.list = RowsView(
            columns(self.words),
            name="activities",
            label=_("Activities of the month"),
            empty="",
            identity=lambda row: row.id,
            total=total,
            actions=self.acts,
        )
        self.calendar = MonthCalendar(label=_("Activities of the month"))
        self.views = QStackedWidget()
        self._lay_out()
        self._connect()
        self._choose(None)

    def reload(self) -> None:
        """Reads the month's activities beside the window."""
        has_unit = self.place.unit is not None
        self.new_button.setEnabled(has_unit)
        self.desk_button.setEnabled(has_unit)
        self.list.set_empty(_("No activity in this month; F4 makes one.") if has_unit else _(NO_UNIT))
        if not has_unit:
            self._show((), {})
            return
        if self._shown != self.place:
            self.list.set_rows((), loading=True)
            self._choose(None)
        self.load(_load, self._on_loaded, place=self.place)

    def restyle(self) -> None:
        """Another theme or font."""
        self.calendar.measure()

    def show_item(self, item: Any) -> None:
        """An activity's number, "new:activities" or "new:desk"."""
        if item == "new:activities":
            self.ask_new()
        elif item == "new:desk":
            self.open_desk()
        elif isinstance(item, int) or str(item).isdecimal():
            self._wanted = ActivityId(int(item))
            self._take_wanted()

    def ask_new(self, day: date | None = None) -> None:
        """Asks for a new activity; without a day it is today, or the month's first."""
        if self.place.unit is not None:
            month = self.place.month
            usual = today() if Month.of(today()) == month else month.first
            self._ask(self.place.unit, day or usual, None)

    def ask_edit(self) -> None:
        """Asks what is to be corrected in the chosen activity."""
        if self.chosen is not None:
            self._ask(self.chosen.unit, self.chosen.start.astimezone(CIVIL).date(), self.chosen)

    def delete(self) -> None:
        """Deletes the chosen activity; undo brings it back."""
        if self.chosen is not None:
            said = _("Deleted: {title}").format(title=self.chosen.title)
            self.office.run(activities.remove, said=said, activity=self.chosen.id)

    def open_desk(self) -> None:
        """The desk of the chosen activity, else of today's only one, else asks which."""
        if self.chosen is not None:
            self._open_desk()
        elif self.place.unit is not None:
            self.load(_of_today, self._on_today, unit=self.place.unit)

    def _open_desk(self, activity: ActivityId | None = None, *, is_paper: bool = False) -> None:
        activity = activity or (self.chosen.id if self.chosen else None)
        if activity is not None:
            self.open_page("desk", item=f"paper:{activity}" if is_paper else activity)

    def _ask(self, unit: UnitId, day: date, row: ActivityRow | None) -> None:
        dialog = ActivityDialog(self.office, unit=unit, day=day, activity=row, parent=self)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _action(self, text: str, act: Any) -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda: act())
        return made

    def _lay_out(self) -> None:
        top = FlowLayout(gap=8)
        for each in (self.new_button, self.desk_button, self.edit_button, self.paper_button, self.delete_button):
            top.addWidget(each)
        switches = QWidget()
        switch = QHBoxLayout(switches)
        switch.setContentsMargins(self.fontMetrics().height(), 0, 0, 0)
        switch.setSpacing(0)
        group = QButtonGroup(self)
        for each in (self.list_switch, self.calendar_switch):
            group.addButton(each)
            switch.addWidget(each)
        top.addWidget(switches)
        self.views.addWidget(self.list)
        self.views.addWidget(self.calendar)
        self.list_switch.setChecked(True)
        inside = QWidget()
        fill(self, inside)
        box = QVBoxLayout(inside)
        box.setContentsMargins(22, 14, 22, 12)
        box.setSpacing(12)
        box.addLayout(top)
        box.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.list.selected.connect(self._choose)
        self.list.activated.connect(lambda row, _key: self._open_desk(row.id))
        self.calendar.picked.connect(self._on_picked)
        self.calendar.opened.connect(self._open_desk)
        self.calendar.day_chosen.connect(self.ask_new)
        self.calendar_switch.toggled.connect(self._on_switched)

    def _on_switched(self, is_calendar: bool) -> None:
        shown = self.calendar if is_calendar else self.list
        if self.chosen is not None:
            (self.calendar.show_entry if is_calendar else self.list.select)(self.chosen.id)
        self.views.setCurrentWidget(shown)
        shown.setFocus()

    def _on_loaded(self, loaded: Loaded) -> None:
        if loaded.place == self.place:
            self._shown = loaded.place
            self._show(loaded.rows, loaded.words)

    def _show(self, rows: Sequence[ActivityRow], words: Mapping[str, str]) -> None:
        self.rows = rows
        self.words.update(words)
        chosen = self.chosen.id if self.chosen else None
        self.list.set_rows(rows)
        self.calendar.set_month(self.place.month, [entry_of(row, words) for row in rows])
        self._choose(next((row for row in rows if row.id == chosen), None))
        self._take_wanted()

    def _take_wanted(self) -> None:
        row = next((row for row in self.rows if row.id == self._wanted), None)
        if row is not None:
            self._wanted = None
            self.list.select(row.id)
            self.calendar.show_entry(row.id)
            self._choose(row)
            self.views.currentWidget().setFocus()

    def _on_picked(self, activity: int | None) -> None:
        if self.views.currentWidget() is self.calendar:
            self._choose(next((row for row in self.rows if row.id == activity), None))

    def _choose(self, row: ActivityRow | None) -> None:
        self.chosen = row
        for each in (self.edit_button, self.delete_button, self.paper_button):
            each.setEnabled(row is not None)
        for act in self.acts:
            act.setEnabled(row is not None)

    def _on_saved(self, activity: ActivityId) -> None:
        self._wanted = activity
        self._take_wanted()

    def _on_today(self, rows: tuple[ActivityRow, ...]) -> None:
        if len(rows) == 1:
            self._open_desk(rows[0].id)
            return
        dialog = WhichActivity(rows or self.rows, is_today=bool(rows), parent=self)
        dialog.chosen.connect(self._open_desk)
        dialog.new_wanted.connect(self.ask_new)
        dialog.open()


def _switch(text: str) -> QPushButton:
    made = button(text)
    made.setCheckable(True)
    return made


def _load(session: Any, *, place: Place) -> Loaded:
    assert place.unit is not None
    rows = activities.rows(session, unit=place.unit, first=place.month)
    return Loaded(place, rows, catalogues.labels(session, catalogue="activity_kinds"))


def _of_today(session: Any, *, unit: UnitId) -> tuple[ActivityRow, ...]:
    day = today()
    rows = activities.rows(session, unit=unit, first=Month.of(day))
    return tuple(row for row in rows if row.start.astimezone(CIVIL).date() == day)
