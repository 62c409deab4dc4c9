"""The fields of a service, for the quick entry and for the dialog that corrects one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from gridparty.domain.errors import GridpartyError, InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import read_helped
from gridparty.i18n import _
from gridparty.operations.service_lists import ServiceDetail, Word
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.choice_field import ChoiceField
from gridparty.ui.widgets.form_grid import FormGrid
from gridparty.ui.widgets.people_field import PeopleField, Person
from gridparty.ui.widgets.step_fields import DayField, HoursField
from gridparty.ui.widgets.words import label, restyle

T = TypeVar("T")


class ServiceForm(QWidget):
    """Enter moves from field to field and submits from the last one; Ctrl+Enter submits from any."""

    submitted = Signal()
    moved = Signal(object)  # the field that Enter went to

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit, self.category = ChoiceField(), ChoiceField()
        self.day, self.hours = DayField(), HoursField()
        self.people = PeopleField(office)
        self.helped, self.place, self.summary = QLineEdit(), QLineEdit(), QLineEdit()
        self.helped.setPlaceholderText("—")
        self.place.setPlaceholderText(_("optional"))
        self.is_estimate = QCheckBox(_("estimated"))
        self.error = label("", role="error", wrap=True)
        self.error.hide()
        self.grid = FormGrid()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        add = self.grid.add
        self._unit_cell = add(_("For"), self.unit, wide=3, narrow=4)
        add(_("Day"), self.day, wide=2, narrow=2)
        add(_("Category"), self.category, wide=3, narrow=3)
        add(_("Who"), self.people, wide=4, narrow=3)
        add(_("Hours each"), self.hours, wide=2, narrow=2)
        add(_("People helped"), self.helped, self.is_estimate, wide=3, narrow=4)
        add(_("Place"), self.place, wide=2, narrow=2)
        add(_("Summary"), self.summary, wide=5, narrow=4)
        box = column_in(self)
        box.addWidget(self.grid)
        box.addWidget(self.error)
        box.addStretch(1)

    def _connect(self) -> None:
        self.unit.chosen.connect(lambda _key: self._look_around())
        self.day.textChanged.connect(lambda _text: self._look_around())
        for signal, following in (
            (self.unit.entered, self.day), (self.day.returnPressed, self.category),
            (self.category.entered, self.people),
            (self.people.entered, self.hours), (self.hours.returnPressed, self.helped),
            (self.helped.returnPressed, self.summary), (self.place.returnPressed, self.summary),
        ):  # fmt: skip
            signal.connect(partial(self._go, following))
        for field in (self.unit, self.category, self.people):
            field.told.connect(partial(self._on_told, field))
        self.summary.returnPressed.connect(self.submitted)
        for line in (self.day, self.hours, self.helped, self.unit, self.category, self.place, self.summary):
            line.textEdited.connect(lambda _text: self.refuse(""))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.submitted)

    def set_choices(self, *, units: tuple[Word, ...], categories: tuple[Word, ...], month: Month) -> None:
        """What can be chosen; the unit is asked for only where there are several."""
        self.unit.set_words(units)
        self.category.set_words(categories)
        self.day.set_month(month)
        self.grid.show_cell(self._unit_cell, len(units) > 1)
        self._look_around()

    def set_unit(self, unit: UnitId | None) -> None:
        """Chooses the unit that an entry counts for."""
        self.unit.set_key(unit)
        self._look_around()

    def show_service(self, detail: ServiceDetail) -> None:
        """Fills in a service."""
        row = detail.row
        self.set_choices(units=detail.units, categories=detail.categories, month=Month.of(row.day))
        self.unit.set_key(row.unit)
        self.category.set_key(row.category)
        self.day.set_day(row.day)
        self.people.set_people([Person(each.member, each.name) for each in detail.people])
        times = {each.half_hours for each in detail.people}
        if len(times) == 1:
            self.hours.set_hours(times.pop() / 2)
        else:
            self.hours.setPlaceholderText(_("various; empty leaves them"))
        known = row.people_helped if row.people_helped is not None else row.people_helped_estimated
        self.helped.setText("" if known is None else str(known))
        self.is_estimate.setChecked(row.people_helped_estimated is not None)
        self.place.setText(row.place or "")
        self.summary.setText(row.summary)
        self._look_around()

    def read(self, *, may_leave_hours: bool = False) -> dict[str, Any] | None:
        """What the operation takes; None where something cannot be read, which is said and has the cursor then."""
        self.refuse("")
        if not self.people.settle():  # says itself why not
            self._go(self.people)
            return None
        try:
            helped = self._of(self.helped, lambda: read_helped(self.helped.text()))
            counted, estimated = helped.counted, helped.estimated
            if self.is_estimate.isChecked() and counted is not None:
                counted, estimated = None, counted
            return {
                "unit": self._of(self.unit, lambda: _chosen(self.unit, _("Choose the unit that it counts for."))),
                "day": self._of(self.day, self.day.day),
                "category": self._of(self.category, lambda: _chosen(self.category, _("Choose a category."))),
                "members": self._of(self.people, self._members),
                "hours": self._of(self.hours, lambda: self._hours(may_leave_hours)),
                "summary": self._of(self.summary, self._summary),
                "place": self.place.text(),
                "people_helped": counted,
                "people_helped_estimated": estimated,
            }
        except GridpartyError:
            return None

    def refuse(self, sentence: str, field: QWidget | None = None) -> None:
        """Shows why something cannot be taken, and at which field; an empty sentence takes it back."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        for each in (self.unit, self.day, self.category, self.people, self.hours, self.helped, self.summary):
            wanted = "true" if sentence and each is field else "false"
            if each.property("wrong") != wanted:
                each.setProperty("wrong", wanted)
                restyle(each)

    def begin_next(self) -> None:
        """Empties what differs from one entry to the next; unit, day, category and hours stay."""
        self.people.clear()
        for field in (self.helped, self.place, self.summary):
            field.clear()
        self.is_estimate.setChecked(False)
        self.refuse("")
        self._go(self.people)

    def _on_told(self, field: QWidget, sentence: str) -> None:
        self.refuse(sentence, field)

    def _go(self, field: QWidget) -> None:
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
        self.moved.emit(field)

    def _of(self, field: QWidget, read: Callable[[], T]) -> T:
        try:
            return read()
        except GridpartyError as error:
            self.refuse(str(error), field)
            self._go(field)
            raise

    def _members(self) -> list[Any]:
        if not self.people.people():
            raise InvalidInput(_("Name at least one person who did it."))
        return self.people.members()

    def _hours(self, may_leave: bool) -> float | None:
        return None if may_leave and not self.hours.text().strip() else self.hours.hours()

    def _summary(self) -> str:
        if not self.summary.text().strip():
            raise InvalidInput(_("Say in a few words what was done."))
        return self.summary.text()

    def _look_around(self) -> None:
        day: date | None
        try:
            day = self.day.day()
        except InvalidInput:
            day = None
        self.people.look_around(self.unit.key(), day)


def _chosen(field: ChoiceField, sentence: str) -> Any:
    key = field.key()
    if key is None:
        raise InvalidInput(sentence)
    return key
