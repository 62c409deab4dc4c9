"""Short fields for a day and for hours: typed as one likes, moved by the up and down keys."""

from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import read_day, read_hours
from gridparty.operations import services

_ARROWS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class StepField(QLineEdit):
    """A field that an arrow key moves by one step; the whole text is selected when it is entered."""

    def step(self, by: int) -> None:
        """One step up (1) or down (-1), if what is typed can be read."""
        raise NotImplementedError

    def settle(self) -> None:
        """Writes what was typed in its usual form, if it can be read."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step."""
        if event.key() in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(_ARROWS[Qt.Key(event.key())])
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving writes it in its usual form."""
        self.settle()
        super().focusOutEvent(event)


class DayField(StepField):
    """A day; 25 means the 25th of the month that the page looks at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = Month(2000, 1)
        self.setPlaceholderText("25")

    def minimumSizeHint(self) -> QSize:
        """A whole day is never cut off."""
        hint = super().minimumSizeHint()
        return QSize(hint.width() + self.fontMetrics().horizontalAdvance("2026-10-31"), hint.height())

    def set_month(self, month: Month) -> None:
        """The month that a lone number is a day of."""
        self._month = month

    def day(self) -> date:
        """What is typed. Raises InvalidInput."""
        return read_day(self.text(), month=self._month)

    def set_day(self, day: date) -> None:
        """Shows a day."""
        self.setText(day.isoformat())

    def step(self, by: int) -> None:
        """A day later or earlier."""
        try:
            self.set_day(self.day() + timedelta(days=by))
        except InvalidInput:
            self.set_day(self._month.first if by > 0 else self._month.last)

    def settle(self) -> None:
        """As 2026-10-25."""
        try:
            self.set_day(self.day())
        except InvalidInput:
            return


class HoursField(StepField):
    """Hours in steps of a half."""

    def hours(self) -> float:
        """What is typed. Raises InvalidInput for what no member can have served (D10)."""
        hours = read_hours(self.text())
        services.half_hours(hours)
        return hours

    def set_hours(self, hours: float) -> None:
        """Shows a number of hours."""
        self.setText(f"{hours:g}")

    def step(self, by: int) -> None:
        """Half an hour more or less."""
        try:
            self.set_hours(min(max(self.hours() + by / 2, 0.5), services.DAY_LIMIT / 2))
        except InvalidInput:
            self.set_hours(1)

    def settle(self) -> None:
        """As 1.5."""
        try:
            self.set_hours(self.hours())
        except InvalidInput:
            return
