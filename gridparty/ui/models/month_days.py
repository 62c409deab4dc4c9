"""The days of a month as a table of weeks, with what happens on each of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.ui.models.rows import NOWHERE, Index

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
DAYS = 7


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something on a day: `text` for its line, `tip` in full, `mark` the words of a mark (empty: none)."""

    id: int
    at: datetime
    text: str
    tip: str
    mark: str = ""


class MonthDaysModel(QAbstractTableModel):
    """Weeks as rows from Monday on; days of other months have a place and nothing else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.month = Month(2000, 1)
        self._start = date(2000, 1, 1)
        self._entries: dict[date, list[DayEntry]] = {}

    def set_month(self, month: Month, entries: Sequence[DayEntry]) -> None:
        """Shows a month."""
        self.beginResetModel()
        self.month = month
        self._start = month.first - timedelta(days=month.first.weekday())
        by_day: dict[date, list[DayEntry]] = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: entry.at):
            by_day[entry.at.date()].append(entry)
        self._entries = dict(by_day)
        self.endResetModel()

    def day(self, index: Index) -> date:
        """The day at a valid index."""
        return self._start + timedelta(days=index.row() * DAYS + index.column())

    def is_of_month(self, index: Index) -> bool:
        """Whether the day belongs to the month shown."""
        return Month.of(self.day(index)) == self.month

    def entries(self, index: Index) -> Sequence[DayEntry]:
        """What happens on the day."""
        return self._entries.get(self.day(index), ()) if self.is_of_month(index) else ()

    def find(self, day: date) -> QModelIndex:
        """Where a day stands; invalid if it is of another month."""
        place = (day - self._start).days
        return self.index(*divmod(place, DAYS)) if Month.of(day) == self.month else QModelIndex()

    def day_of(self, entry: int) -> date | None:
        """The day of an entry."""
        return next((day for day, found in self._entries.items() if any(each.id == entry for each in found)), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many weeks touch the month."""
        return 0 if parent.isValid() else ((self.month.last - self._start).days // DAYS) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Seven."""
        return 0 if parent.isValid() else DAYS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The weekdays."""
        if role == int(Qt.ItemDataRole.DisplayRole) and orientation == Qt.Orientation.Horizontal:
            return _(WEEKDAYS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """The day's number; all that happens on it as tooltip and for screen readers."""
        if not index.isValid():
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return str(self.day(index).day)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return "\n".join(filter(None, map(_told, self.entries(index)))) or None
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            day = self.day(index)
            return "；".join([f"{day} {_(WEEKDAYS[day.weekday()])}", *map(_told, self.entries(index))])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Days of other months cannot be chosen."""
        return super().flags(index) if index.isValid() and self.is_of_month(index) else Qt.ItemFlag.NoItemFlags


def _told(entry: DayEntry) -> str:
    return " · ".join(filter(None, (entry.tip, entry.mark)))
