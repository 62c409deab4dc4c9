"""The office's registers (台账): one of them as a list, what is due in all, and one entry in the list's place (E10)."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gridparty.app import Changes
from gridparty.domain.ids import EntryId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import register_lists, registers
from gridparty.operations.register_due import DueRow
from gridparty.operations.register_lists import Entry, EntryRow
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.register_event import RegisterEventDialog
from gridparty.ui.office import Office
from gridparty.ui.pages import register_sheet
from gridparty.ui.pages.page import Page
from gridparty.ui.pages.register_columns import columns, due_list, total
from gridparty.ui.pages.register_entry import EntryView, close_dialog
from gridparty.ui.pages.register_shares import RegisterShares
from gridparty.ui.pages.register_sheet import Loaded
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, named

LINES = 9  # of text; the list is not lower than this
PAUSE = 150  # milliseconds after a key before the list is filtered


class RegistersPage(Page):
    """Which register, its entries, who has none; the entry that was opened from it."""

    name = "registers"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"register_entries", "register_people", "register_events", "unit_states", "members", "belongings", "settings"}
    )

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.kinds: dict[str, Register] = office.ask_now(registers.kinds)
        self.day = place.month.last
        self._shown: Place | None = None
        self._wanted: EntryId | None = None  # to be selected once the list is there
        self.which = named(QComboBox(), _("Which register"))
        for code, kind in self.kinds.items():
            self.which.addItem(kind.label, code)
        self.which.setMaxVisibleItems(len(self.kinds))
        self.due_switch, self.closed_switch = QCheckBox(_("What is d&ue")), QCheckBox(_("Closed ones as &well"))
        self.search = QLineEdit(placeholderText=_("Name, unit, fact…"), clearButtonEnabled=True)
        named(self.search, _("Filter the list by name, unit or fact"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.add_button = button(_("&New entry…"), self.add_entry, role="primary")
        self.edit_button = button(_("Ed&it…"), self._on_edit)
        self.event_button = button(_("&Add an event…"), self._on_event)
        self.close_button = button(_("Cl&ose…"), self._on_close)
        self.shares = RegisterShares(office)
        self.acts = (
            self._action(_("Open"), self._on_open), self._action(_("Ed&it…"), self._on_edit),
            self._action(_("&Add an event…"), self._on_event), self._action(_("Cl&ose…"), self._on_close),
        )  # fmt: skip
        self.lists: dict[str, RowsView[EntryRow]] = {}
        self.due = due_list()
        self.views, self.stack = QStackedWidget(), QStackedWidget()
        self.entry = EntryView(office, place)
        self._lay_out()
        self._connect()
        self._on_chosen()

    @property
    def register(self) -> Register:
        """The register chosen."""
        return self.kinds[self.which.currentData()]

    @property
    def list(self) -> RowsView[EntryRow]:
        """The list of the register chosen; each keeps its own columns and order."""
        code = self.register.code
        if code not in self.lists:
            self.lists[code] = made = self._rows_view(self.register)
            self.views.addWidget(made)
        return self.lists[code]

    def reload(self) -> None:
        """Loads the list, and the entry if one is open; another unit or month shows its list."""
        self.entry.place = self.place
        if self._shown is not None and self._shown != self.place and self.entry.id is not None:
            self._show_list()
        has_unit = self.place.unit is not None
        self.add_button.setEnabled(has_unit and not self.due_switch.isChecked())
        if not has_unit:
            self.list.set_empty(_("There is no unit in this file yet; the page “Import” brings the divisions in."))
            return
        if self._shown != self.place:
            self._shown = self.place
            self.list.set_rows((), loading=True)
        self.load(
            register_sheet.load_or_reason, self._on_loaded, place=self.place, register=self.register.code,
            closed=self.closed_switch.isChecked(),
        )  # fmt: skip
        self.entry.reload()

    def restyle(self) -> None:
        """Some rows of the list are always there; a low window scrolls to them."""
        self.views.setMinimumHeight(self.fontMetrics().height() * LINES)

    def note(self, changes: Changes) -> None:
        """The catalogue may have changed as well."""
        if "catalogue_items" in changes.tables:
            self.kinds.update(self.office.ask_now(registers.kinds))
        super().note(changes)

    def show_item(self, item: Any) -> None:
        """An entry's number, "register:CODE", "new:registers", or "new:CODE" for an entry of that register."""
        kind, _colon, name = str(item).partition(":")
        if name in self.kinds:
            self.choose(name)
        if kind == "new":
            self.due_switch.setChecked(False)
            self.add_entry()
        elif kind.isdecimal():
            self.open_entry(EntryId(int(kind)))

    def choose(self, code: str) -> None:
        """Shows another register."""
        self._show_list()
        self.due_switch.setChecked(False)
        self.which.setCurrentIndex(self.which.findData(code))

    def open_entry(self, entry: EntryId) -> None:
        """Shows an entry in place of the list."""
        self.stack.setCurrentWidget(self.entry)
        self.entry.show_entry(entry)

    def add_entry(self) -> None:
        """Asks for a new entry of the register chosen."""
        if self.place.unit is not None:
            dialog = RegisterEntryDialog(self.office, register=self.register, place=self.place, parent=self)
            dialog.saved.connect(self._on_saved)
            dialog.open()

    def _rows_view(self, register: Register) -> RowsView[EntryRow]:
        made = RowsView(
            columns(register),
            name=f"register_{register.code}",
            label=_("Entries of the register {register}").format(register=register.label),
            empty="",
            identity=lambda row: row.id,
            total=lambda rows: total(register, rows, self.day),
            actions=self.acts,
        )
        made.keep_inside(register.restricted)
        made.filter_cleared.connect(self.search.clear)
        made.activated.connect(lambda row, _key: self.open_entry(row.id))
        made.selected.connect(lambda _row: self._tell_selection())
        return made

    def _action(self, text: str, act: Callable[[], Any]) -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda: act())
        return made

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(characters(self, 10))
        tools = FlowLayout(gap=8)
        for tool in (self.which, self.add_button, self.edit_button, self.event_button, self.close_button,
                     self.search, self.due_switch, self.closed_switch):  # fmt: skip
            tools.addWidget(tool)
        self.views.addWidget(self.due)
        panel = QWidget()
        box = QVBoxLayout(panel)
        box.setContentsMargins(22, 10, 22, 8)
        box.setSpacing(8)
        box.addLayout(tools)
        box.addWidget(self.shares)
        box.addWidget(self.views, 1)
        self.stack.addWidget(scrolled(panel))
        self.stack.addWidget(self.entry)
        whole = column_in(self)
        whole.addWidget(self.stack)
        self.restyle()

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda _index: self._on_chosen())
        self.due_switch.toggled.connect(lambda _on: self._on_due_switched())
        self.closed_switch.toggled.connect(lambda _on: self.reload())
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self._on_searched)
        self._pause.timeout.connect(self._filter)
        self.due.filter_cleared.connect(self.search.clear)
        self.due.activated.connect(lambda row, _key: self.open_entry(row.entry))
        self.shares.unit_chosen.connect(lambda unit: self.open_page("registers", unit=unit))
        self.shares.entry_chosen.connect(self.open_entry)
        self.entry.left.connect(self._on_left)
        self.entry.unit_wanted.connect(lambda unit: self.open_page("organisation", unit=unit))
        self.entry.member_wanted.connect(lambda member: self.open_page("members", item=member))

    @property
    def _view(self) -> RowsView[Any]:
        return self.due if self.due_switch.isChecked() else self.list

    def _filter(self) -> None:
        self._view.set_filter(None, self.search.text())

    def _on_chosen(self) -> None:
        """Another register, or what is due in all of them."""
        is_due = self.due_switch.isChecked()
        self.views.setCurrentWidget(self._view)
        for each in (self.which, self.closed_switch, self.add_button):
            each.setEnabled(not is_due)
        self.shares.hide()
        self._filter()
        self._tell_selection()
        if self.isVisible():
            self.reload()

    def _on_due_switched(self) -> None:
        """What was searched for in the other list would hide rows of this one."""
        self.search.clear()
        self._on_chosen()

    def _on_loaded(self, found: Loaded | str) -> None:
        if isinstance(found, str):
            self._tell_reason(found)
            return
        if found.register.code != self.register.code:
            return
        self.day = found.day
        words = _("No entry of “{register}” here in this month; “New entry…” makes the first one.")
        self.list.set_empty(words.format(register=found.register.label))
        self.list.set_rows(found.rows)
        self.due.keep_inside(found.register.restricted)  # what a restricted register owes is told there alone (S120)
        self.due.set_rows(found.due)
        self.due_switch.setText(_("What is d&ue ({count:,})").format(count=len(found.due)))
        self.shares.tell(found)
        self.shares.setVisible(not self.due_switch.isChecked() and self.shares.has_words)
        if self._wanted is not None and self.list.select(self._wanted):
            self._wanted = None
            self.list.setFocus()
        self._tell_selection()

    def _tell_reason(self, sentence: str) -> None:
        """There is nothing at this place, and nothing can be entered."""
        self.add_button.setEnabled(False)
        self.shares.hide()
        self.list.set_empty(sentence)
        for view in (self.list, self.due):
            view.set_rows(())

    def _tell_selection(self) -> None:
        row = None if self.due_switch.isChecked() else self.list.current()
        is_open = row is not None and row.until is None
        can_event = row is not None and bool(self.register.events)
        for at, (each, can) in enumerate(
            ((self.edit_button, row is not None), (self.event_button, can_event), (self.close_button, is_open)), 1
        ):
            each.setEnabled(can)
            self.acts[at].setEnabled(can)

    def _show_list(self) -> None:
        self.entry.forget()
        self.stack.setCurrentIndex(0)

    def _on_left(self) -> None:
        if self.entry.id is not None:
            self.list.select(self.entry.id)
        self._show_list()
        self._view.setFocus()

    def _on_searched(self) -> None:
        """Enter filters at once and goes to the list; a sole hit is opened."""
        self._pause.stop()
        self._filter()
        rows = self._view.rows()
        if len(rows) == 1 and self.search.text().strip():
            self._on_open(rows[0])
        elif rows:
            self._view.setFocus()

    def _on_saved(self, entry: EntryId) -> None:
        self._wanted = entry

    def _on_open(self, row: EntryRow | DueRow | None = None) -> None:
        row = row or self._view.current()
        if row is not None:
            self.open_entry(row.id if isinstance(row, EntryRow) else row.entry)

    def _on_edit(self) -> None:
        """Asks for the entry itself: the list shows the area of today, the form what was entered first."""

        def edit(found: Entry) -> None:
            RegisterEntryDialog(
                self.office,
                register=found.register,
                place=self.place,
                row=found.row,
                parent=self,
            ).open()

        if (row := self.list.current()) is not None:
            self.load(register_lists.entry, edit, entry=row.id)

    def _on_event(self) -> None:
        if (row := self.list.current()) is not None:
            RegisterEventDialog(
                self.office, register=self.register, entry=row.id, name=row.name, month=self.place.month, parent=self
            ).open()  # fmt: skip

    def _on_close(self) -> None:
        if (row := self.list.current()) is not None:
            close_dialog(self.office, row, month=self.place.month, parent=self).open()
