"""The sign-in desk (签到台): whoever is named, scanned or chosen is on disk before the field is free again (D7, D8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gridparty.app import Changes
from gridparty.domain.civil_time import now
from gridparty.domain.errors import GridpartyError
from gridparty.domain.ids import ActivityId, MemberId
from gridparty.domain.members import Person
from gridparty.i18n import _
from gridparty.operations import catalogues, desk, members
from gridparty.operations.activities import LISTED, MADE_UP, PRESENT
from gridparty.operations.attendance import CheckIn
from gridparty.operations.desk import Desk, Found, Match
from gridparty.ui.office import Office
from gridparty.ui.pages.desk_acts import DeskActs
from gridparty.ui.pages.desk_face import DeskFace
from gridparty.ui.pages.desk_waiting import Entry
from gridparty.ui.pages.desk_writing import DeskWriter
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place

OWN = frozenset({"check_ins.add", "check_ins.guest", "check_ins.undo", "check_ins.leave", "check_ins.leave_all"})
SOON, LATER = 60, 2000  # milliseconds until the lists are read again: after what others did, after our own entries
STATES = {"scan": PRESENT, "keyboard": PRESENT, "paper": MADE_UP}
OFFERED = 8  # candidates
MANY = 20  # as many as are looked up; there may be more


@dataclass(frozen=True, slots=True)
class Loaded:
    """The lists with the words that they need."""

    desk: Desk
    ways: Mapping[str, str]
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """Whom a text could mean, and whom Enter would check in."""

    text: str
    matches: tuple[Match, ...]
    sole: MemberId | None


class DeskPage(Page):
    """The desk has the window for itself; Esc goes back."""

    name = "desk"
    watches: ClassVar[frozenset[str]] = frozenset({"attendance", "activities", "members", "belongings"})

    shown = Signal(object)  # DeskPerson: a check-in is on disk and in sight

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.activity: ActivityId | None = None
        self._turn = 0
        self.face = DeskFace(self)
        self.entry, self.field, self.lists = self.face.entry, self.face.entry.field, self.face.lists
        self.board, self.waiting = self.lists.board, self.face.waiting
        self.writer = DeskWriter(office, self.waiting, self)
        self.acts = DeskActs(self)
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.freshen)
        self._connect()

    def show_item(self, item: Any) -> None:
        """An activity's number; "paper:" before it means that a paper sheet is to be entered."""
        text = str(item)
        activity = ActivityId(int(text.removeprefix("paper:")))
        if activity != self.activity:
            self.activity, self.is_stale = activity, True
            self.board.clear()
            self.entry.clear()
        self.entry.paper.setChecked(text.startswith("paper:"))
        self.field.setFocus()
        self.freshen()

    def reload(self) -> None:
        """Reads the lists beside the window."""
        if self.activity is not None:
            self._turn = self.board.turn
            self.load(_gathered, self._on_loaded, activity=self.activity)

    def note(self, changes: Changes) -> None:
        """Entries of our own are in sight already; the lists are read again when the desk has a moment."""
        if not self.watches & changes.tables.keys():
            return
        self.is_stale = True
        wanted = LATER if changes.name in OWN else SOON
        if self.isVisible() and not (self._due.isActive() and self._due.remainingTime() <= wanted):
            self._due.start(wanted)

    def restyle(self) -> None:
        """Another theme or font."""
        self.lists.restyle()
        self.face.head.show_counts(self.board.counts())

    def check_in(self, member: MemberId, way: str, *, text: str = "") -> None:
        """Checks someone in; from paper if the switch says so. `text`: what of the field this answers."""
        if self.activity is not None:
            way = "paper" if self.entry.is_paper else way
            entry = Entry(self.activity, member, self._name(member), text, way)
            self.writer.check_in(entry, at=self._at())
        self.field.setFocus()

    def bring(self, person: Person) -> None:
        """Checks in someone who is not in the file yet."""
        if self.activity is not None:
            way = "paper" if self.entry.is_paper else "keyboard"
            entry = Entry(self.activity, None, person.name, "", way)
            self.writer.check_in_guest(entry, person, at=self._at())

    def showEvent(self, event: Any) -> None:
        """The next key goes into the field."""
        super().showEvent(event)
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits go into the field, wherever the cursor was."""
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.field.setFocus()
        elif event.text() and event.text().isprintable() and not held:
            self.field.setFocus()
            self.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.entry.entered.connect(self._on_entered)
        self.entry.picked.connect(lambda member: self.check_in(member, "keyboard", text=self.field.text()))
        self.entry.look_wanted.connect(self._on_look_wanted)
        self.entry.left.connect(self.left)
        self.lists.check_in_wanted.connect(lambda person: self.check_in(person.member, "keyboard"))
        self.writer.saved.connect(self._on_saved)
        self.writer.waits.connect(self._on_waits)
        self.writer.refused.connect(self._on_refused)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_loaded(self, loaded: Loaded) -> None:
        if loaded.desk.id != self.activity:
            return
        if self._turn != self.board.turn:  # somebody came while it was read: what is shown is newer
            self.is_stale = True
            self._due.start(SOON)
            return
        self.lists.set_words(ways=loaded.ways, roles=loaded.roles)
        self.face.head.show_desk(loaded.desk)
        self.board.show_desk(loaded.desk)

    def _on_look_wanted(self, text: str) -> None:
        if self.activity is not None:
            self.load(_looked, self._on_looked, activity=self.activity, text=text)

    def _on_looked(self, looked: Looked) -> None:
        if looked.text == self.field.meant() and not self.entry.is_answered:
            self.entry.show_candidates(looked.text, looked.matches, looked.sole)

    def _on_entered(self) -> None:
        text, chosen = self.field.text(), self.entry.chosen
        if self.activity is None or not text.strip():
            return
        if chosen is not None:
            self.check_in(chosen.member, "keyboard", text=text)
            return
        try:
            found = self.office.ask_now(desk.resolve, activity=self.activity, text=text)
        except GridpartyError as error:
            self.entry.refuse(str(error))
            return
        if found.member is not None:
            self.check_in(found.member, found.way, text=text)
        else:
            self._ask_back(text, found)

    def _ask_back(self, text: str, found: Found) -> None:
        QApplication.beep()
        if not found.matches:
            words = _("Nobody fits “{text}”; check it, or sign in a guest with the button below.")
            self.entry.refuse(words.format(text=text.strip()))
            return
        sentence = _("{count} people fit; choose with ↑ ↓, then Enter").format(count=len(found.matches))
        if len(found.matches) >= MANY:
            sentence = _("Many people fit; type more, or choose with ↑ ↓, then Enter")
        if not any(match.listed for match in found.matches):
            sentence = _("Not on the list; choose with ↑ ↓ who is meant, then Enter")
        self.entry.show_candidates(text, found.matches[:OFFERED])
        self.entry.tell(sentence, role="error")

    def _name(self, member: MemberId) -> str:
        known = self.board.find(member)
        return known.name if known else self.office.ask_now(members.names, members=[member]).get(member, "")

    def _at(self) -> datetime | None:
        """From paper the time is that of the activity (D4: not that of typing)."""
        start = self.board.desk.start if self.board.desk else None
        return start if self.entry.is_paper and start is not None and start < now() else None

    def _on_saved(self, entry: Entry, check_in: CheckIn, was_waiting: bool) -> None:
        if entry.activity != self.activity:
            return
        known = self.board.find(check_in.member)
        if known is not None and known.role == check_in.role == LISTED:
            person = replace(known, state=STATES[entry.way], way=entry.way, at=check_in.at)
        else:
            person = self.office.ask_now(desk.person, activity=entry.activity, member=check_in.member)
        self.board.arrived(person)
        if not was_waiting:
            self._on_waits(entry)
            self.entry.tell(self.lists.sentence(person), role="good")
        self.shown.emit(person)

    def _on_waits(self, entry: Entry) -> None:
        if entry.text:  # else it came from a list, and the field holds something else
            self.entry.clear()

    def _on_refused(self, entry: Entry, sentence: str) -> None:
        self.entry.refuse(f"{entry.name}：{sentence}")
        QApplication.beep()
        if entry.member is not None and (person := self.board.find(entry.member)) is not None:
            self.lists.reveal(person)

    def _on_focus_changed(self, _old: QWidget | None, current: QWidget | None) -> None:
        """A click on what lies over the desk (the line that offers undo) gives the cursor back."""
        if not self.isVisible() or not self.isActiveWindow() or QApplication.activePopupWidget() is not None:
            return
        is_outside = current is not None and current.window() is self.window() and not self.isAncestorOf(current)
        if current is None or (is_outside and QApplication.mouseButtons() != Qt.MouseButton.NoButton):
            QTimer.singleShot(0, self.field, self.field.setFocus)


def _gathered(session: Any, *, activity: ActivityId) -> Loaded:
    return Loaded(
        desk=desk.load(session, activity=activity),
        ways=catalogues.labels(session, catalogue="ways"),
        roles=catalogues.labels(session, catalogue="attendance_roles"),
    )


def _looked(session: Any, *, activity: ActivityId, text: str) -> Looked:
    found = desk.resolve(session, activity=activity, text=text)
    matches = found.matches or desk.candidates(session, activity=activity, text=text, limit=OFFERED)
    return Looked(text, matches[:OFFERED], found.member)
