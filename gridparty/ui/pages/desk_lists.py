"""The two cards of the sign-in desk: 未到 and 已到."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridparty.domain.civil_time import CIVIL
from gridparty.i18n import _
from gridparty.operations.activities import LEAVE, LISTED
from gridparty.operations.desk import DeskPerson
from gridparty.ui.models.desk import DeskBoard, PeopleModel
from gridparty.ui.models.rows import Column
from gridparty.ui.pages.desk_table import DeskTable
from gridparty.ui.widgets.boxes import row_in
from gridparty.ui.widgets.words import button, card, label


class DeskLists(QWidget):
    """Both lists side by side, kept by a board."""

    leave_wanted = Signal(object)  # DeskPerson
    undo_wanted = Signal(object)  # DeskPerson: a check-in or a leave
    check_in_wanted = Signal(object)  # DeskPerson
    leaves_wanted = Signal()  # for several at once

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: Mapping[str, str] = {}
        self._roles: Mapping[str, str] = {}
        away = PeopleModel(self._away_columns(), lambda who: _("Undo") if who.state == LEAVE else _("Leave"), self)
        here = PeopleModel(self._here_columns(), lambda who: _("Undo"), self)
        self.board = DeskBoard(away, here, self)
        self.away = DeskTable(away, label=_("Not come yet"), is_button=True, spare=("group", "phone"))
        self.here = DeskTable(here, label=_("Present"), is_button=False, spare=("way", "at"))
        self.away_title, self.here_title = label("", role="heading"), label("", role="heading")
        self.leaves = button(_("Leave for several…"), self.leaves_wanted.emit, role="link")
        self.leaves.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = row_in(self, gap=18)
        line.addWidget(_card(self.away_title, self.away, self.leaves), 1)
        line.addWidget(_card(self.here_title, self.here, None), 1)
        self.board.counted.connect(self._on_counted)
        self.away.acted.connect(self._on_away_acted)
        self.away.entered.connect(self._on_away_entered)
        self.here.acted.connect(self.undo_wanted)
        self._on_counted()

    def set_words(self, *, ways: Mapping[str, str], roles: Mapping[str, str]) -> None:
        """The words for ways of checking in and for what people came as."""
        self._ways, self._roles = ways, roles

    def reveal(self, person: DeskPerson) -> None:
        """Shows where someone stands."""
        for table in (self.away, self.here):
            table.clearSelection()
            table.reveal(table.people.place(person.member))

    def sentence(self, who: DeskPerson) -> str:
        """What the desk says of someone who has just come."""
        if who.role == LISTED:
            return "✓ " + _("{name} checked in {time}").format(name=who.name, time=_time(who))
        words = _("{name} checked in {time}, not on the list: {role}")
        return "✓ " + words.format(name=who.name, time=_time(who), role=self._roles.get(who.role, who.role))

    def restyle(self) -> None:
        """Another font."""
        self.away.measure()
        self.here.measure()

    def _on_counted(self) -> None:
        counts = self.board.counts()
        missing = len(self.board.away.people) - counts.leave
        self.away_title.setText(_("Not come: {count}").format(count=missing))
        self.here_title.setText(_("Present: {count}").format(count=len(self.board.here.people)))
        self.leaves.setEnabled(missing > 0)

    def _on_away_acted(self, person: DeskPerson) -> None:
        (self.undo_wanted if person.state == LEAVE else self.leave_wanted).emit(person)

    def _on_away_entered(self, person: DeskPerson) -> None:
        self.check_in_wanted.emit(person)

    def _away_columns(self) -> tuple[Column[DeskPerson], ...]:
        return (
            Column("name", _("Name"), _name, width=14),
            Column("group", _("Group or branch"), self._group, width=12),
            Column("phone", _("Phone"), lambda who: who.phone or "", width=12),
        )

    def _here_columns(self) -> tuple[Column[DeskPerson], ...]:
        return (
            Column("at", _("Time"), _time, width=8),
            Column("name", _("Name"), lambda who: who.name, width=14),
            Column("way", _("Way"), self._way, width=11),
        )

    def _group(self, who: DeskPerson) -> str:
        desk = self.board.desk
        is_here = desk is not None and desk.path[-1:] == (who.unit_name,)
        return who.group_name or ("" if is_here else who.unit_name)

    def _way(self, who: DeskPerson) -> str:
        way = self._ways.get(who.way or "", "")
        return way if who.role == LISTED else f"{way} · {self._roles.get(who.role, '')}"


def _card(title: Any, table: DeskTable, link: QPushButton | None) -> QFrame:
    frame = card()
    head = QHBoxLayout()
    head.addStrut(round(frame.fontMetrics().height() * 1.6))  # with or without a link
    head.addWidget(title)
    head.addStretch(1)
    if link is not None:
        head.addWidget(link)
    box = QVBoxLayout(frame)
    room = frame.fontMetrics().height() * 6 // 10
    box.setContentsMargins(room, room, room, room)
    box.setSpacing(room // 4)
    box.addLayout(head)
    box.addWidget(table, 1)
    return frame


def _name(who: DeskPerson) -> str:
    return f"{who.name}　{_('on leave')}" if who.state == LEAVE else who.name


def _time(who: DeskPerson) -> str:
    return f"{who.at.astimezone(CIVIL):%H:%M:%S}" if who.at else ""
