"""Who has not come and who has, at the sign-in desk: one person moves from one list to the other, nothing is reset."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, QTimer, Signal

from gridparty.domain.ids import MemberId
from gridparty.operations.activities import CAME, EXPECTED, LEAVE, LISTED
from gridparty.operations.desk import Desk, DeskPerson
from gridparty.ui.models.rows import NOWHERE, Column, Index

FRESH = 4000  # milliseconds that someone who has just come stands out
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_DISPLAY, _ACCESSIBLE = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Counts:
    """Listed people who are expected, present, on leave; and those who came without being listed (D8)."""

    expected: int = 0
    present: int = 0
    leave: int = 0
    walk_ins: int = 0


class PeopleModel(QAbstractTableModel):
    """One of the two lists. Its last column stands for what can be done with a row, as `act` says."""

    def __init__(
        self, columns: Sequence[Column[DeskPerson]], act: Callable[[DeskPerson], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns, self._act = tuple(columns), act
        self.people: list[DeskPerson] = []
        self._fresh: dict[MemberId, int] = {}

    def set_people(self, people: Sequence[DeskPerson]) -> None:
        """Shows these people; where only facts have changed the rows stay."""
        if [person.member for person in people] == [person.member for person in self.people]:
            for place, person in enumerate(people):
                if person != self.people[place]:
                    self.people[place] = person
                    self._tell(place)
            return
        self.beginResetModel()
        self.people = list(people)
        self.endResetModel()

    def put(self, place: int, person: DeskPerson, *, is_fresh: bool = False) -> None:
        """Puts a person in; a fresh one stands out for a while."""
        self.beginInsertRows(NOWHERE, place, place)
        self.people.insert(place, person)
        self.endInsertRows()
        if is_fresh:
            self._fresh[person.member] = self._fresh.get(person.member, 0) + 1
            QTimer.singleShot(FRESH, self, lambda: self._fade(person.member))
        if place == 0 and len(self.people) > 1:
            self._tell(1)  # is not the newest any more

    def take(self, member: MemberId) -> DeskPerson | None:
        """Takes a person out. Returns who it was, None if nobody."""
        place = self.place(member)
        if place < 0:
            return None
        self.beginRemoveRows(NOWHERE, place, place)
        person = self.people.pop(place)
        self.endRemoveRows()
        return person

    def change(self, person: DeskPerson) -> None:
        """Shows other facts of someone who is in the list."""
        place = self.place(person.member)
        if place >= 0:
            self.people[place] = person
            self._tell(place)

    def place(self, member: MemberId) -> int:
        """The number of a person's row, -1 for who is not in the list."""
        return next((place for place, person in enumerate(self.people) if person.member == member), -1)

    def person(self, index: Index) -> DeskPerson:
        """Who stands at a valid index."""
        return self.people[index.row()]

    def act_of(self, index: Index) -> str:
        """The word of what can be done with the row; empty if nothing can."""
        return self._act(self.people[index.row()])

    def is_fresh(self, index: Index) -> bool:
        """Whether this person has just come."""
        return self.people[index.row()].member in self._fresh

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many people there are."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The columns and the one for the act."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The text of a cell."""
        if not index.isValid() or role not in (_DISPLAY, _ACCESSIBLE):
            return None
        person = self.people[index.row()]
        return self.columns[index.column()].text(person) if index.column() < len(self.columns) else self._act(person)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self.columns[section].head if role == _DISPLAY and section < len(self.columns) else None

    def _fade(self, member: MemberId) -> None:
        self._fresh[member] -= 1
        if not self._fresh[member]:
            del self._fresh[member]
            if (place := self.place(member)) >= 0:
                self._tell(place)

    def _tell(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns)))


class DeskBoard(QObject):
    """Both lists of an activity and what they count."""

    counted = Signal()

    def __init__(self, away: PeopleModel, here: PeopleModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.away, self.here = away, here
        self.desk: Desk | None = None
        self.turn = 0  # grows with each change made here; an answer asked for before is older than what is shown
        self._order: dict[MemberId, int] = {}

    def clear(self) -> None:
        """Nobody yet."""
        self.desk, self._order = None, {}
        self.turn += 1
        self.away.set_people(())
        self.here.set_people(())
        self.counted.emit()

    def show_desk(self, desk: Desk) -> None:
        """Shows what the file says. Whoever is shown as present keeps the place, whatever time the paper says."""
        is_first, self.desk = self.desk is None or self.desk.id != desk.id, desk
        self._order = {person.member: number for number, person in enumerate(desk.people)}
        came = {person.member: person for person in desk.people if person.state in CAME}
        here = sorted(came.values(), key=_at, reverse=True)
        if not is_first:
            here = _merged([came[old.member] for old in self.here.people if old.member in came], here)
        away = [person for person in desk.people if person.state not in CAME]
        self.here.set_people(here)
        self.away.set_people(sorted(away, key=self._place_away))
        self.counted.emit()

    def find(self, member: MemberId) -> DeskPerson | None:
        """Someone who is in one of the lists."""
        for model in (self.away, self.here):
            if (place := model.place(member)) >= 0:
                return model.people[place]
        return None

    def arrived(self, person: DeskPerson) -> None:
        """Someone has come: on top of those who are here."""
        self.turn += 1
        self.away.take(person.member)
        self.here.take(person.member)
        self.here.put(0, person, is_fresh=True)
        self.counted.emit()

    def took_back(self, member: MemberId) -> None:
        """A check-in or a leave was taken back: a listed person is expected again, another one is gone."""
        self._set_away((member,), EXPECTED)

    def on_leave(self, members: Collection[MemberId]) -> None:
        """These asked for leave; they stand below those who may still come."""
        self._set_away(members, LEAVE)

    def counts(self) -> Counts:
        """The numbers at the head of the desk."""
        present = sum(person.role == LISTED for person in self.here.people)
        return Counts(
            expected=len(self.away.people) + present,
            present=present,
            leave=sum(person.state == LEAVE for person in self.away.people),
            walk_ins=len(self.here.people) - present,
        )

    def _set_away(self, members: Collection[MemberId], state: str) -> None:
        self.turn += 1
        for member in members:
            person = self.away.take(member) or self.here.take(member)
            if person is not None and person.role == LISTED:
                changed = replace(person, state=state, way=None, at=None)
                place = self._place_away(changed)
                after = (number for number, other in enumerate(self.away.people) if self._place_away(other) > place)
                self.away.put(next(after, len(self.away.people)), changed)
        self.counted.emit()

    def _place_away(self, person: DeskPerson) -> tuple[bool, int]:
        return person.state == LEAVE, self._order.get(person.member, len(self._order))


def _at(person: DeskPerson) -> datetime:
    return person.at or _LONG_AGO


def _merged(kept: list[DeskPerson], wanted: Sequence[DeskPerson]) -> list[DeskPerson]:
    """Those who are shown already in their order, with the others put in by time."""
    known = {person.member for person in kept}
    for person in wanted:
        if person.member not in known:
            place = next((number for number, other in enumerate(kept) if _at(other) <= _at(person)), len(kept))
            kept.insert(place, person)
    return kept
