"""A new activity (新建活动), or the correction of one: unit, kinds, title, time, place, and whom it expects (D8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, QTime, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import GridpartyError, InvalidInput
from gridparty.domain.ids import ActivityId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import activities, catalogues, tree
from gridparty.operations.activities import ActivityRow
from gridparty.operations.catalogues import Item
from gridparty.ui.dialogs.activity_kinds import KindsList, typed_for
from gridparty.ui.keys import ENTER
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.people_field import PeopleField
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.step_fields import DayField
from gridparty.ui.widgets.units_field import UnitsField
from gridparty.ui.widgets.words import button, label

PAUSE = 120  # milliseconds after a change before the expected are counted
USUAL = QTime(9, 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the dialog needs to know beforehand."""

    kinds: Mapping[str, Item]
    path: tuple[str, ...]


class ActivityDialog(QDialog):
    """One screen. Enter in a field or Ctrl+Enter anywhere saves; what is wrong is told and nothing typed is lost."""

    saved = Signal(object)  # ActivityId

    def __init__(
        self, office: Office, *, unit: UnitId, day: date, activity: ActivityRow | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._office, self._unit, self._activity = office, unit, activity
        self._is_own_title = activity is not None
        self._is_open, self._number = True, 0
        ground = office.ask_now(_ground, unit=unit, day=day)
        self.setWindowTitle(_("New activity") if activity is None else _("Edit the activity"))
        self.kinds = KindsList(ground.kinds)
        self.title, self.place = QLineEdit(), QLineEdit()
        self.day, self.time, self.hours = DayField(), QTimeEdit(USUAL), QDoubleSpinBox()
        self.invited, self.joint = PeopleField(office), UnitsField(office, label=_("Held jointly with"))
        self.expected = label("", role="faint", wrap=True)
        self.wrong = label("", role="error", wrap=True)
        self.wrong.hide()
        self.save_button = button(_("&Save"), self.save, role="primary", tip="Ctrl+Enter")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._set_up(day)
        self._lay_out(" › ".join(ground.path))
        self._fill()
        self._connect()
        office.beside(
            lambda: typed_for(ground.kinds), lambda typed: self.kinds.set_typed(typed) if self._is_open else None
        )

    def save(self) -> None:
        """Writes the activity; closes when it is on disk."""
        if not self.invited.settle():
            return
        if self._activity is None and not self.kinds.codes():
            self._tell(_("Choose at least one kind of activity."))
            self.kinds.setFocus()
            return
        try:
            start = self._start()
        except InvalidInput as error:
            self._refuse(str(error))
            self.day.setFocus()
            return
        self.save_button.setEnabled(False)
        facts = {"title": self.title.text(), "start": start, "place": self.place.text().strip()}
        if self._activity is None:
            self._add(facts)
        else:
            self._edit(self._activity.id, facts)

    def done(self, result: int) -> None:
        """Closes; an answer that is still under way is not shown any more."""
        self._is_open = False
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+Enter save."""
        if event.key() in ENTER:
            self.save()
        else:
            super().keyPressEvent(event)

    def _set_up(self, day: date) -> None:
        self.day.set_month(Month.of(day))
        self.day.set_day(day)
        self.time.setDisplayFormat("HH:mm")
        self.time.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 14)
        self.hours.setRange(0, 24)
        self.hours.setSingleStep(0.5)
        self.hours.setDecimals(1)
        self.hours.setSpecialValueText("—")
        self.invited.look_around(self._unit, day)
        names = (
            (self.title, _("Title")), (self.place, _("Place")), (self.day, _("Day")), (self.time, _("Time")),
            (self.hours, _("Hours")), (self.invited, _("Invited people")),
        )  # fmt: skip
        for field, name in names:
            field.setAccessibleName(name)

    def _lay_out(self, path: str) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Unit"), label(path, wrap=True))
        when = QHBoxLayout()
        when.addWidget(self.day, 2)
        when.addWidget(self.time, 1)
        when.addWidget(label(_("Hours"), role="faint"))
        when.addWidget(self.hours, 1)
        if self._activity is None:
            form.addRow(_("Kinds"), self.kinds)
        form.addRow(_("Title"), self.title)
        form.addRow(_("Day and time"), when)
        form.addRow(_("Place"), self.place)
        if self._activity is None:
            form.addRow(_("Invited people"), self.invited)
            form.addRow(_("Held jointly with"), self.joint)
            form.addRow("", self.expected)
        inside = QWidget()
        inside.setLayout(form)
        scroll = scrolled(inside)
        foot = QHBoxLayout()
        foot.addWidget(self.wrong, 4)
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.addWidget(scroll, 1)
        box.addLayout(foot)
        room = self.screen().availableSize()
        height = inside.sizeHint().height() + self.fontMetrics().height() * 5
        self.resize(min(characters(self, 38), room.width()), min(height, room.height() - 40))

    def _fill(self) -> None:
        row = self._activity
        if row is None:
            self.kinds.setFocus()
            self._timer.start()
            return
        start = row.start.astimezone(CIVIL)
        self.title.setText(row.title)
        self.place.setText(row.place or "")
        self.day.set_day(start.date())
        self.time.setTime(QTime(start.hour, start.minute))
        self.hours.setValue((row.half_hours or 0) / 2)
        self.title.setFocus()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._count)
        self.title.textEdited.connect(self._on_title_edited)
        self.kinds.changed.connect(self._on_kinds_changed)
        self.kinds.entered.connect(self.title.setFocus)
        self.joint.entered.connect(self.save_button.setFocus)
        self.invited.entered.connect(self.joint.setFocus)
        self.invited.told.connect(self._tell)
        for changed in (self.invited.changed, self.joint.changed, self.day.textChanged):
            changed.connect(lambda *_what: self._timer.start())

    def _on_title_edited(self, text: str) -> None:
        self._is_own_title = bool(text.strip())

    def _on_kinds_changed(self) -> None:
        if not self._is_own_title:
            self.title.setText("、".join(self.kinds.labels()))
        self._tell("")
        self._timer.start()

    def _add(self, facts: dict[str, Any]) -> None:
        self._office.run(
            activities.add,
            self._on_saved,
            said=_("New activity: {title}").format(title=self.title.text().strip()),
            refused=self._refuse,
            unit=self._unit,
            kinds=self.kinds.codes(),
            half_hours=round(self.hours.value() * 2) or None,
            invited=self.invited.members(),
            joint=self.joint.units(),
            **facts,
        )

    def _edit(self, activity: ActivityId, facts: dict[str, Any]) -> None:
        self._office.run(
            activities.edit,
            lambda _none: self._on_saved(activity),
            said=_("Changed: {title}").format(title=self.title.text().strip()),
            refused=self._refuse,
            activity=activity,
            half_hours=round(self.hours.value() * 2),
            **facts,
        )

    def _start(self) -> datetime:
        time = self.time.time()
        return datetime(*self.day.day().timetuple()[:3], time.hour(), time.minute(), tzinfo=CIVIL)

    def _count(self) -> None:
        """How many would be expected, read beside the window."""
        try:
            start = self._start()
        except InvalidInput:
            return
        self._number += 1
        number = self._number

        def answered(count: int) -> None:
            if self._is_open and number == self._number:
                words = _("Expected: {count} people, as of that day; drawn up anew until the first check-in.")
                self.expected.setText(words.format(count=count) if self.kinds.codes() else _("Choose a kind first."))

        self._office.ask(
            activities.forecast, answered, refused=self._tell, unit=self._unit, kinds=self.kinds.codes(), start=start,
            invited=self.invited.members(), joint=self.joint.units(),
        )  # fmt: skip

    def _on_saved(self, activity: ActivityId) -> None:
        if self._is_open:
            self.saved.emit(activity)
            self.accept()

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self._tell(sentence)
            self.save_button.setEnabled(True)

    def _tell(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))


def _ground(session: Any, *, unit: UnitId, day: date) -> Ground:
    now = tree.on_day(session, day=day)
    try:
        path = tuple(reversed([now.name(each) for each in now.ancestors(unit)]))
    except (GridpartyError, KeyError):
        path = ()
    return Ground(catalogues.items(session, catalogue="activity_kinds"), path[-2:])
