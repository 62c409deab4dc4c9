"""Cards of a person's page about what registers hold: groups and teams, awards and the like, lines by hand."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from gridparty.domain import registers as rules
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import dossier_facts, registers
from gridparty.operations.dossier_facts import EntryRow, NoteRow
from gridparty.operations.people_groups import InGroup
from gridparty.ui.dialogs.dossier_note import edit_form, note_form
from gridparty.ui.dialogs.floating_contact import words_of
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.pages.register_columns import shown_facts, span
from gridparty.ui.places import Place
from gridparty.ui.widgets.list_card import ListCard, RowAct


class GroupsCard(ListCard[InGroup]):
    """Groups, tags and teams of the person; hidden where there is none."""

    entry_wanted = Signal(object)  # EntryId

    def __init__(self) -> None:
        super().__init__(
            _("Groups and teams"),
            (
                Column("name", _("Name"), lambda row: row.name, width=22, link=True),
                Column("role", _("As"), self._role, width=12),
                Column("unit", _("Unit"), lambda row: row.unit_name or "", width=20),
                Column("span", _("When"), lambda row: span(row.since, row.until), width=26),
            ),
            name="person_groups",
            empty="",
            identity=lambda row: (row.entry, row.role, row.since),
        )
        self._registers: dict[str, Register] = {}
        self.view.activated.connect(lambda row, _key: self.entry_wanted.emit(row.entry))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the groups of a person."""
        self._registers = sheet.registers
        self.setVisible(bool(sheet.file.groups))
        self.set_rows(sheet.file.groups)

    def _role(self, row: InGroup) -> str:
        of = self._registers.get(row.register)
        return next((rules.label(each) for each in of.people if each.role == row.role), row.role) if of else row.role


class EntriesCard(ListCard[EntryRow]):
    """Awards, secondments, talent pool and every other register about the person; none that is restricted (S120)."""

    entry_wanted = Signal(object)  # EntryId

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Awards, secondments and other registers"),
            (
                Column("register", _("Register"), lambda row: row.register_label, width=14),
                Column("name", _("Name of the entry"), lambda row: row.name, width=18, link=True),
                Column("facts", _("Facts"), self._facts, width=36),
                Column("span", _("When"), lambda row: span(row.since, row.until), width=26),
            ),
            name="person_entries",
            empty=_("Nothing in a register yet; “Add an entry” writes down an award, a secondment and the like."),
            identity=lambda row: row.entry,
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.place: Place | None = None
        self.menu = QMenu(self)
        self.add_button = self.add_tool(_("Add an entry ▾"), lambda: None)
        self.add_button.setMenu(self.menu)
        self.view.activated.connect(lambda row, _key: self.entry_wanted.emit(row.entry))

    def show_sheet(self, sheet: Sheet, place: Place) -> None:
        """Shows the entries of a person."""
        self.sheet, self.place = sheet, place
        self.menu.clear()
        for code, of in sheet.registers.items():
            if of.about != rules.UNIT and not of.restricted and code not in (*dossier_facts.OWN, "talent_pool"):
                self.menu.addAction(of.label, partial(self._on_add, of))
        self.set_rows(sheet.file.entries)

    def _on_add(self, of: Register) -> None:
        if self.sheet is not None and self.place is not None:
            dialog = RegisterEntryDialog(self.office, register=of, place=self.place, parent=self)
            dialog.member.set_choice(self.sheet.person)
            dialog.note_start()
            dialog.open()

    def _facts(self, row: EntryRow) -> str:
        of = None if self.sheet is None else self.sheet.registers.get(row.register)
        facts = shown_facts(of.fields, row.facts) if of else []
        said = "　".join(f"{word} {value}" for word, value in facts)
        return "　".join(filter(None, (said, row.remark))).replace("\n", " ")


class NotesCard(ListCard[NoteRow]):
    """Duties, results and notes by hand."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Duties, results and notes"),
            (
                Column("day", _("Day"), lambda row: str(row.day or ""), width=11),
                Column("kind", _("What"), self._kind, width=8),
                Column("text", _("Text"), lambda row: row.text.replace("\n", " "), width=48),
                Column("period", _("Period"), lambda row: row.period or "", width=14),
                Column("evidence", _("Evidence"), lambda row: row.evidence or "", width=18),
            ),
            name="person_notes",
            empty=_("No line by hand yet; “Add a line…” writes down a duty, a result or a note."),
            identity=lambda row: row.entry,
            acts=(RowAct(_("Edit…"), self._on_edit), RowAct(_("Delete"), self._on_delete, keys="Del")),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.add_button = self.add_tool(_("Add a line…"), self.add)
        self.view.activated.connect(lambda row, _key: self._on_edit(row))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the lines of a person."""
        self.sheet = sheet
        self.set_rows(tuple(reversed(sheet.file.notes)))

    def add(self) -> None:
        """Asks for a line."""
        if self.sheet is not None:
            register = self.sheet.registers[dossier_facts.NOTE]
            note_form(
                self.office, register=register, member=self.sheet.id, name=self.sheet.name, parent=self
            ).open()  # fmt: skip

    def _on_edit(self, row: NoteRow) -> None:
        if self.sheet is not None:
            register = self.sheet.registers[dossier_facts.NOTE]
            edit_form(self.office, register=register, row=row, name=self.sheet.name, parent=self).open()

    def _on_delete(self, row: NoteRow) -> None:
        said = _("Deleted: {name}").format(name=row.text[:20])
        self.office.run(registers.remove, said=said, entry=row.entry)

    def _kind(self, row: NoteRow) -> str:
        of = None if self.sheet is None else self.sheet.registers.get(dossier_facts.NOTE)
        return words_of(of, "kind").get(row.kind, row.kind) if of else row.kind
