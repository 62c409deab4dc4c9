"""One entry of a register, shown inside the registers page in place of the list: facts, people, events."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridparty.domain import registers as rules
from gridparty.domain.ids import EntryId
from gridparty.domain.months import Month
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import disclosures, facilities, register_lists, registers
from gridparty.operations.register_lists import Entry
from gridparty.ui.dialogs.day import DayDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.register_move import MoveEntryDialog
from gridparty.ui.office import Office
from gridparty.ui.pages.member_facts import MaskedFact
from gridparty.ui.pages.register_cards import EventsCard, PeopleCard
from gridparty.ui.pages.register_columns import span
from gridparty.ui.places import Place
from gridparty.ui.widgets.fact_grid import FactGrid
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.list_card import HeadedCard
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.words import button, label

Area = int | float | None  # ㎡


class EntryView(QWidget):
    """What is known of an entry, who belongs to it, what happened to it; everything is changed from here."""

    left = Signal()  # back to the list
    unit_wanted = Signal(object)  # UnitId
    member_wanted = Signal(object)  # MemberId

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__()
        self.office, self.place = office, place
        self.id: EntryId | None = None
        self.entry: Entry | None = None
        self.masked: dict[str, MaskedFact] = {}
        self._number = 0
        self.back = button(_("‹ Back to the &list"), self.left.emit, tip=_("Back (Esc)"))
        self.name = label("", role="title", wrap=True)
        self.pill = label("", role="pill")
        self.state = label("", role="faint", wrap=True)
        self.edit_button = button(_("E&dit…"), self._on_edit)
        self.unit_button = button("", self._on_unit, role="link")
        self.member_button = button("", self._on_member, role="link")
        self.move_button = button(_("&Move to another unit…"), self._on_move)
        self.close_button = button(_("Cl&ose…"), self._on_close)
        self.reopen_button = button(_("Reope&n"), self._on_reopen)
        self.delete_button = button(_("Delete"), self._on_delete, tip=_("A mistaken entry; undo brings it back"))
        self.facts = HeadedCard(_("Facts"))
        self.people, self.events = PeopleCard(office), EventsCard(office)
        self.people.view.activated.connect(lambda row, _key: self.member_wanted.emit(row.member))
        self._lay_out()

    def show_entry(self, entry: EntryId) -> None:
        """Loads and shows an entry."""
        if entry != self.id:
            self.id, self.entry = entry, None
            self.name.setText("…")
            self._greyed(True)
        self.reload()
        self.back.setFocus()

    def forget(self) -> None:
        """Shows none."""
        self.id = self.entry = None
        self._number += 1

    def reload(self) -> None:
        """Loads the entry anew."""
        if self.id is None:
            return
        self._number += 1
        number = self._number

        def show(found: tuple[Entry, Area]) -> None:
            if number == self._number:
                self._show(*found)

        def gone(_sentence: str) -> None:
            if number == self._number:
                self.left.emit()

        self.office.ask(_load, show, refused=gone, entry=self.id, place=self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = FlowLayout(gap=10)
        for each in (self.back, self.name, self.pill, self.unit_button, self.member_button):
            top.addWidget(each)
        acts = FlowLayout(gap=8)
        for each in (self.edit_button, self.move_button, self.close_button, self.reopen_button, self.delete_button):
            acts.addWidget(each)
        inside = QWidget()
        self.area = fill(self, inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(inside)
        box.setContentsMargins(22, 10, 22, 18)
        box.setSpacing(12)
        box.addLayout(top)
        box.addWidget(self.state)
        box.addLayout(acts)
        for card in (self.facts, self.people, self.events):
            box.addWidget(card)
        box.addStretch(1)

    def _show(self, found: Entry, area: Area) -> None:
        self.entry = found
        row, of = found.row, found.register
        self.name.setText(row.name)
        self.pill.setText(of.label)
        self.unit_button.setText(row.unit_name)
        self.unit_button.setVisible(row.unit is not None)
        self.member_button.setText(row.member_name)
        self.member_button.setVisible(row.member is not None and of.about != rules.UNIT)
        is_open = row.until is None
        self.state.setText(("" if is_open else _("Closed: ")) + span(row.since, row.until))
        facts = self._facts(of, row.facts if area is None else {**row.facts, "area": area})
        remark = [(_("Remark"), row.remark)] if row.remark else []
        self.facts.put(FactGrid([*facts, *remark], empty=_("Only the name is known; “Edit…” adds what is.")))
        for card in (self.people, self.events):
            card.view.keep_inside(of.restricted)
        self.people.show_entry(found, self.place.month)
        self.events.show_entry(found, self.place.month)
        self._greyed(False)
        self.close_button.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        self.move_button.setVisible(is_open and of.about == rules.UNIT)

    def _facts(self, of: Register, facts: dict[str, Any]) -> Iterator[tuple[str, str | QWidget]]:
        """Words and values; a telephone number with the link that shows it in full."""
        self.masked = {}
        for field in of.fields:
            value, word = rules.shown(field, facts.get(field.key)), rules.label(field)
            if value and field.type == rules.PHONE:
                fact = self.masked[field.key] = MaskedFact(field.key, word, value)
                fact.reveal_wanted.connect(self._on_reveal_wanted)
                yield word, fact
            elif value:
                yield word, value

    def _on_reveal_wanted(self, field: str) -> None:
        fact = self.masked[field]

        def show(plain: dict[str, Any]) -> None:
            if self.masked.get(field) is fact:
                fact.show_plain(plain[field] or "")

        self.office.run(disclosures.reveal_entry, show, entry=self.id, fields=[field])

    def _greyed(self, on: bool) -> None:
        for each in (self.edit_button, self.move_button, self.close_button, self.reopen_button, self.delete_button):
            each.setEnabled(not on)

    def _on_edit(self) -> None:
        if self.entry is not None:
            RegisterEntryDialog(
                self.office,
                register=self.entry.register,
                place=self.place,
                row=self.entry.row,
                parent=self,
            ).open()

    def _on_unit(self) -> None:
        if self.entry is not None:
            self.unit_wanted.emit(self.entry.row.unit)

    def _on_member(self) -> None:
        if self.entry is not None:
            self.member_wanted.emit(self.entry.row.member)

    def _on_move(self) -> None:
        if self.entry is not None:
            dialog = MoveEntryDialog(self.office, row=self.entry.row, month=self.place.month, parent=self)
            dialog.saved.connect(self.show_entry)
            dialog.open()

    def _on_close(self) -> None:
        if self.entry is not None:
            close_dialog(self.office, self.entry.row, month=self.place.month, parent=self).open()

    def _on_reopen(self) -> None:
        if self.entry is not None:
            said = _("Open again: {name}").format(name=self.entry.row.name)
            self.office.run(registers.reopen, said=said, entry=self.entry.row.id)

    def _on_delete(self) -> None:
        if self.entry is not None:
            said = _("Deleted: {name}").format(name=self.entry.row.name)
            self.office.run(registers.remove, said=said, entry=self.entry.row.id)


def _load(session: Any, *, entry: EntryId, place: Place) -> tuple[Entry, Area]:
    """The entry, and the area of a facility at the end of the month (S088)."""
    found = register_lists.entry(session, entry=entry)
    is_facility = found.register.code == facilities.FACILITY
    return found, facilities.area_of(session, entry=entry, month=place.month) if is_facility else None


def close_dialog(office: Office, row: register_lists.EntryRow, *, month: Month, parent: QWidget) -> DayDialog:
    """Asks from which day on an entry is closed."""
    return DayDialog(
        office, registers.close, title=_("Close {name}").format(name=row.name),
        meaning=_(
            "From this day on it stands in the list only with “closed ones as well”, and who belonged to it has left. "
            "What happened stays. “Reopen” opens it again."
        ),
        word=_("From which day on"), save_text=_("Cl&ose"), said=_("Closed: {name}").format(name=row.name),
        month=month, parent=parent, entry=row.id,
    )  # fmt: skip
