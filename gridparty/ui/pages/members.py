"""The people of a unit: members and those registered there, as a list; and one person's page in its place."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridparty.app import Changes
from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations import member_forms, member_lists
from gridparty.operations.member_lists import PersonRow
from gridparty.ui.dialogs.member_card import CardDialog
from gridparty.ui.dialogs.member_close import CloseDialog, EndDialog
from gridparty.ui.dialogs.member_form import MemberDialog
from gridparty.ui.dialogs.registration import RegistrationDialog
from gridparty.ui.office import Office
from gridparty.ui.pages.member import MemberView
from gridparty.ui.pages.member_columns import SEARCHED, columns, total
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button

PERSON_TABLES = frozenset({"members", "belongings", "posts", "attendance", "service_members", "activities", "services"})
LINES = 9  # of text; the list is not lower than this
PAUSE = 150  # milliseconds after a key before the list is filtered


class MembersPage(Page):
    """The list, and the person who was opened from it."""

    name = "members"
    watches: ClassVar[frozenset[str]] = frozenset({"members", "belongings", "unit_states"})

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self._shown: tuple[Place, bool] | None = None
        self._wanted: MemberId | None = None  # to be selected once the list is there
        self.words: dict[str, dict[str, str]] = {}
        self.members_switch = _switch(_("Members"))
        self.registered_switch = _switch(_("Registered in-service members"))
        self.search = QLineEdit(placeholderText=_("Name, initials, code…"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Filter the list by name, initials, code, phone tail, branch or work unit"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.add_button = button(_("&Add a member…"), self._on_add, tip="F7")
        self.register_button = button(_("Re&gister…"), self._on_register, tip="F8")
        self.edit_button = button(_("E&dit…"), self._on_edit, tip="Ctrl+E")
        self.card_button = button(_("Member &code…"), self._on_card)
        self.close_button = button(_("Cl&ose the file…"), self._on_close)
        self.end_button = button(_("E&nd the registration…"), self._on_end)
        self.actions_shown = self._row_actions()
        self.lists = QStackedWidget()
        for is_registered in (False, True):
            self.lists.addWidget(self._rows_view(registered=is_registered))
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

    def reload(self) -> None:
        """Loads the list, and the person if one is open; another unit or month shows its list."""
        self.person.place = self.place
        if self._shown is not None and self._shown[0] != self.place and self.person.member is not None:
            self._show_list()
        if self.place.unit is None:
            self.list.set_empty(_("There is no unit in this file yet; the page “Import” brings the divisions in."))
            return
        asked = (self.place, self.is_registered)
        if asked != self._shown:
            self.list.set_rows((), loading=True)
            self._shown = asked
        self.load(_load, self._on_rows, unit=self.place.unit, month=self.place.month, registered=self.is_registered)
        self.person.reload()

    def restyle(self) -> None:
        """Six rows of the list are always there; a low window scrolls to them."""
        self.lists.setMinimumHeight(self.fontMetrics().height() * LINES)

    def note(self, changes: Changes) -> None:
        """The open person also shows what is not in the list."""
        super().note(changes)
        if self.isVisible() and PERSON_TABLES - self.watches & changes.tables.keys():
            self.person.reload()

    def show_item(self, item: Any) -> None:
        """A person's number, "new:members" or "new:registration"."""
        if item == "new:members":
            self._on_add()
        elif item == "new:registration":
            self._on_register()
        elif isinstance(item, int) or str(item).isdecimal():
            self.open_person(MemberId(int(item)))

    def open_person(self, member: MemberId) -> None:
        """Shows a person in place of the list."""
        self.stack.setCurrentWidget(self.person)
        self.person.show_member(member)

    def _row_actions(self) -> Sequence[QAction]:
        return (
            self._action(_("Open"), self._on_open), self._action(_("E&dit…"), self._on_edit, "Ctrl+E"),
            self._action(_("Member &code…"), self._on_card), self._action(_("Cl&ose the file…"), self._on_close),
        )  # fmt: skip

    def _rows_view(self, *, registered: bool) -> RowsView[PersonRow]:
        made = RowsView(
            columns(self.words, registered=registered),
            name="registered" if registered else "members",
            label=_("People registered with the unit") if registered else _("Members of the unit"),
            empty="",
            identity=lambda row: row.belonging,
            total=lambda rows: total(rows, registered=registered),
            actions=self.actions_shown,
        )
        made.filter_cleared.connect(self.search.clear)
        made.activated.connect(lambda row, _key: self.open_person(row.id))
        made.selected.connect(lambda _row: self._tell_selection())
        made.table.selectionModel().selectionChanged.connect(lambda *_what: self._tell_selection())
        return made

    def _action(self, text: str, act: Any, keys: str = "") -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda: act())
        if keys:
            made.setShortcut(QKeySequence(keys))
        return made

    def _lay_out(self) -> None:
        switch = QWidget(accessibleName=_("Which people"))
        line = QHBoxLayout(switch)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.switches = QButtonGroup(self)
        for each in (self.members_switch, self.registered_switch):
            self.switches.addButton(each)
            line.addWidget(each)
        self.members_switch.setChecked(True)
        self.search.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 11)
        tools = FlowLayout(gap=8)
        for tool in (switch, self.search, self.add_button, self.register_button, self.edit_button, self.card_button,
                     self.close_button, self.end_button):  # fmt: skip
            tools.addWidget(tool)
        panel = QWidget()
        box = QVBoxLayout(panel)
        box.setContentsMargins(22, 10, 22, 8)
        box.setSpacing(8)
        box.addLayout(tools)
        box.addWidget(self.lists, 1)
        self.stack.addWidget(scrolled(panel))
        self.stack.addWidget(self.person)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.switches.buttonClicked.connect(lambda _button: self._on_switched())
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self._on_searched)
        self._pause.timeout.connect(lambda: self.list.set_filter(SEARCHED, self.search.text()))
        self.person.left.connect(self._on_left)
        self.person.unit_wanted.connect(lambda unit: self.open_page("overview", unit=unit))

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
        self.lists.setCurrentIndex(int(self.is_registered))
        self.list.set_filter(SEARCHED, self.search.text())
        self._tell_selection()
        self.reload()

    def _on_searched(self) -> None:
        """Enter filters at once and goes to the list; a sole hit is opened."""
        self._pause.stop()
        self.list.set_filter(SEARCHED, self.search.text())
        rows = self.list.rows()
        if len(rows) == 1 and self.search.text().strip():
            self.open_person(rows[0].id)
        elif rows:
            self.list.select(rows[0].belonging)
            self.list.setFocus()

    def _tell_selection(self) -> None:
        has_row = self.list.current() is not None
        for each in (self.edit_button, self.close_button, self.end_button):
            each.setEnabled(has_row)
        self.card_button.setEnabled(self.list.table.selectionModel().hasSelection())
        self.close_button.setVisible(not self.is_registered)
        self.end_button.setVisible(self.is_registered)

    def _show_list(self) -> None:
        self.person.forget()
        self.stack.setCurrentIndex(0)

    def _on_left(self) -> None:
        if self.person.member is not None:
            self._select(self.person.member)
        self._show_list()
        self.list.setFocus()

    def _on_open(self) -> None:
        if (row := self.list.current()) is not None:
            self.open_person(row.id)

    def _on_add(self) -> None:
        dialog = MemberDialog(self.office, unit=self.place.unit, parent=self)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_register(self) -> None:
        dialog = RegistrationDialog(self.office, unit=self.place.unit, parent=self)
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, member: MemberId) -> None:
        self._wanted = member

    def _on_edit(self) -> None:
        if (row := self.list.current()) is not None:
            MemberDialog(self.office, unit=self.place.unit, member=row.id, parent=self).open()

    def _on_card(self) -> None:
        members = list(dict.fromkeys(row.id for row in self.list.selected_rows()))
        if members:
            CardDialog(self.office, members=members, parent=self).open()

    def _on_close(self) -> None:
        if (row := self.list.current()) is not None:
            CloseDialog(self.office, member=row.id, name=row.name, parent=self).open()

    def _on_end(self) -> None:
        if (row := self.list.current()) is not None:
            EndDialog(
                self.office, registration=row.belonging, name=row.name, unit_name=row.unit_name, parent=self
            ).open()


def _switch(text: str) -> QPushButton:
    made = button(text)
    made.setCheckable(True)
    return made


def _load(session: Any, **asked: Any) -> tuple[Sequence[PersonRow], dict[str, dict[str, str]]]:
    return member_lists.rows(session, **asked), member_forms.words(session)
