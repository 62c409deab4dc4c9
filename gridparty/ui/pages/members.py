"""The people of a unit: members and those registered there, as a list; and one person's page in its place."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gridparty.app import Changes
from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations import member_forms, member_lists
from gridparty.operations.member_lists import PersonRow
from gridparty.ui.office import Office
from gridparty.ui.pages import people_panel
from gridparty.ui.pages.member import MemberView
from gridparty.ui.pages.member_acts import MemberActs
from gridparty.ui.pages.member_columns import SEARCHED, columns, total
from gridparty.ui.pages.page import Page
from gridparty.ui.pages.people_panel import Loaded, PeoplePanel
from gridparty.ui.pages.people_switches import PeopleSwitches
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import scrolled

PERSON_TABLES = frozenset({
    "members", "belongings", "posts", "attendance", "service_members", "activities", "services", "transfers",
    "register_entries", "register_people", "register_events",
})  # fmt: skip
LINES = 9  # of text; the list is not lower than this
COUNTED_AFTER = 300  # milliseconds after the list
PAUSE = 150  # milliseconds after a key before the list is filtered


class MembersPage(Page):
    """The list, and the person who was opened from it."""

    name = "members"
    watches: ClassVar[frozenset[str]] = frozenset({"members", "belongings", "unit_states"})
    watches_also: ClassVar[frozenset[str]] = frozenset(
        {"transfers", "register_entries", "register_people", "register_events", "settings"}
    )  # of the other lists

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self._shown: tuple[Place, bool | None] | None = None
        self._wanted: MemberId | None = None  # to be selected once the list is there
        self.words: dict[str, dict[str, str]] = {}
        self.which = PeopleSwitches()
        self.members_switch, self.registered_switch = self.which.members, self.which.registered
        self.other_switches, self.further_button = self.which.others, self.which.further
        self.panel = PeoplePanel(office)
        self._counting = QTimer(self, singleShot=True, interval=COUNTED_AFTER)
        self.search = QLineEdit(placeholderText=_("Name, initials, code…"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Filter the list by name, initials, code, phone tail, branch or work unit"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.acts = MemberActs(self, lambda: self.list)
        self.lists = QStackedWidget()
        for is_registered in (False, True):
            self.lists.addWidget(self._rows_view(registered=is_registered))
        self.lists.addWidget(self.panel)
        self.person = MemberView(office, place)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._tell_selection()
        self.restyle()

    @property
    def is_registered(self) -> bool:
        """Whether the list shows those registered here instead of the members."""
        return self.registered_switch.isChecked()

    @property
    def list(self) -> RowsView[PersonRow]:
        """The list in sight; each of the two keeps its own columns and order."""
        shown = self.lists.widget(int(self.is_registered))
        assert isinstance(shown, RowsView)
        return shown

    @property
    def other(self) -> str:
        """The key of the other list in sight (people_kinds); "" while it is members or registered people."""
        return self.which.other

    def reload(self) -> None:
        """Loads the list, and the person if one is open; another unit or month shows its list."""
        self.person.place = self.place
        if self._shown is not None and self._shown[0] != self.place and self.person.member is not None:
            self._show_list()
        if self.place.unit is None:
            view = self.panel.list.view if self.other else self.list
            view.set_empty(_("There is no unit in this file yet; the page “Import” brings the divisions in."))
            return
        if self.other:
            self._shown = (self.place, None)
            self.load(people_panel.load, self._on_others, **self.panel.query(self.place))
        else:
            self._load_people()
        self._counting.start()
        self.person.reload()

    def choose(self, key: str) -> None:
        """Shows one of the other lists (people_kinds)."""
        self._show_list()
        self.which.choose(key)

    def restyle(self) -> None:
        """Six rows of the list are always there; a low window scrolls to them."""
        self.lists.setMinimumHeight(self.fontMetrics().height() * LINES)

    def note(self, changes: Changes) -> None:
        """The open person also shows what is not in the list."""
        super().note(changes)
        touched = changes.tables.keys()
        if self.watches & touched:
            return
        if (self.watches_also | self.panel.watches) & touched:
            self.is_stale = True
            self.freshen()
        elif self.isVisible() and PERSON_TABLES & touched:
            self.person.reload()

    def show_item(self, item: Any) -> None:
        """A person's number, "list:KEY" of people_kinds, "new:members" or "new:registration"."""
        if str(item).removeprefix("list:") in self.other_switches:
            self.choose(str(item).removeprefix("list:"))
        elif item == "new:members":
            self.acts.add()
        elif item == "new:registration":
            self.acts.register()
        elif isinstance(item, int) or str(item).isdecimal():
            self.open_person(MemberId(int(item)))

    def open_person(self, member: MemberId) -> None:
        """Shows a person in place of the list."""
        self.stack.setCurrentWidget(self.person)
        self.person.show_member(member)

    def _rows_view(self, *, registered: bool) -> RowsView[PersonRow]:
        made = RowsView(
            columns(self.words, registered=registered),
            name="registered" if registered else "members",
            label=_("People registered with the unit") if registered else _("Members of the unit"),
            empty="",
            identity=lambda row: row.belonging,
            total=lambda rows: total(rows, registered=registered),
            actions=self.acts.menu if registered else self.acts.members_menu,
        )
        made.filter_cleared.connect(self.search.clear)
        made.activated.connect(lambda row, _key: self.open_person(row.id))
        made.selected.connect(lambda _row: self._tell_selection())
        made.table.selectionModel().selectionChanged.connect(lambda *_what: self._tell_selection())
        return made

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(characters(self, 11))
        tools = FlowLayout(gap=8)
        for tool in (self.search, *self.acts.buttons):
            tools.addWidget(tool)
        self.panel.tool_made.connect(tools.addWidget)
        panel = QWidget()
        box = QVBoxLayout(panel)
        box.setContentsMargins(22, 10, 22, 8)
        box.setSpacing(8)
        box.addWidget(self.which)
        box.addLayout(tools)
        box.addWidget(self.lists, 1)
        self.stack.addWidget(scrolled(panel))
        self.stack.addWidget(self.person)
        whole = column_in(self)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.which.switched.connect(self._on_switched)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self._on_searched)
        self._pause.timeout.connect(self._filter)
        self._counting.timeout.connect(self._count)
        self.acts.saved.connect(self._on_saved)
        self.acts.person_wanted.connect(self.open_person)
        self.panel.member_wanted.connect(self.open_person)
        self.panel.stale.connect(self.reload)
        self.person.left.connect(self._on_left)
        self.person.unit_wanted.connect(lambda unit: self.open_page("overview", unit=unit))
        self.person.entry_wanted.connect(lambda entry: self.open_page("registers", item=entry))

    def _load_people(self) -> None:
        asked = (self.place, self.is_registered)
        if asked != self._shown:
            self.list.set_rows((), loading=True)
            self._shown = asked
        self.load(_load, self._on_rows, unit=self.place.unit, month=self.place.month, registered=self.is_registered)

    def _on_others(self, found: Loaded) -> None:
        self.panel.set_rows(found)
        self._filter()

    def _count(self) -> None:
        """The numbers on the switches; they may take a moment in a large office, so the list comes first."""
        if self.isVisible() and self.place.unit is not None:
            day = people_panel.day_of(self.place)
            self.load(people_panel.counts, self._on_counts, unit=self.place.unit, day=day)

    def _on_counts(self, found: dict[str, int]) -> None:
        self.which.tell_counts(found)

    def _filter(self) -> None:
        if self.other:
            self.panel.list.view.set_filter(None, self.search.text())
        else:
            self.list.set_filter(SEARCHED, self.search.text())

    def _on_rows(self, found: tuple[Sequence[PersonRow], dict[str, dict[str, str]]]) -> None:
        rows, words = found
        self.words.update(words)
        empty = (
            _("Nobody is registered here in this month; F8 registers somebody.")
            if self.is_registered
            else _("Nobody belongs here in this month; F7 adds a member, the page “Import” reads a roster.")
        )
        self.list.set_empty(empty)
        self.list.set_rows(rows)
        if self._wanted is not None:
            self._select(self._wanted)
            self._wanted = None

    def _select(self, member: MemberId) -> None:
        found = next((row for row in self.list.rows() if row.id == member), None)
        if found is not None:
            self.list.select(found.belonging)

    def _on_switched(self) -> None:
        self.panel.choose(self.other)
        self.lists.setCurrentIndex(2 if self.other else int(self.is_registered))
        self._filter()
        self._tell_selection()
        self.reload()

    def _on_searched(self) -> None:
        """Enter filters at once and goes to the list; a sole hit is opened."""
        self._pause.stop()
        self._filter()
        if self.other:
            self.panel.list.view.setFocus()
            return
        rows = self.list.rows()
        if len(rows) == 1 and self.search.text().strip():
            self.open_person(rows[0].id)
        elif rows:
            self.list.select(rows[0].belonging)
            self.list.setFocus()

    def _tell_selection(self) -> None:
        self.acts.tell(is_people=not self.other, is_registered=self.is_registered)

    def _show_list(self) -> None:
        self.person.forget()
        self.stack.setCurrentIndex(0)

    def _on_left(self) -> None:
        if self.person.member is not None and not self.other:
            self._select(self.person.member)
        self._show_list()
        (self.panel.list.view if self.other else self.list).setFocus()

    def _on_saved(self, member: MemberId) -> None:
        self._wanted = member


def _load(session: Any, **asked: Any) -> tuple[Sequence[PersonRow], dict[str, dict[str, str]]]:
    return member_lists.rows(session, **asked), member_forms.words(session)
