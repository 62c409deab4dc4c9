"""The two lists of an entry: who belongs to it, and what happened to it."""

from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import people_groups, registers
from gridparty.operations.register_lists import Entry, EntryEvent, EntryPerson
from gridparty.ui.dialogs.day import DayDialog
from gridparty.ui.dialogs.register_event import RegisterEventDialog
from gridparty.ui.dialogs.register_person import RegisterPersonDialog
from gridparty.ui.dialogs.register_team import TeamActivityDialog
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.register_columns import shown_facts, span
from gridparty.ui.widgets.list_card import ListCard, RowAct


class PeopleCard(ListCard[EntryPerson]):
    """People with their roles and days; those of today first."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("People who belong to it"),
            (
                Column("name", _("Name"), lambda row: row.name, width=12, link=True),
                Column("role", _("As"), lambda row: row.role_label, width=12),
                Column("span", _("When"), lambda row: span(row.since, row.until), width=24),
            ),
            name="entry_people",
            empty=_("Nobody belongs to it yet; “Add a person…” takes somebody in."),
            identity=lambda row: row.id,
            acts=(
                RowAct(_("Leaves…"), self._on_end, fits=lambda row: row.until is None),
                RowAct(_("Delete"), self._on_delete, keys="Del"),
            ),
        )
        self.office = office
        self.entry: Entry | None = None
        self.month = Month.of(today())
        self.add_button = self.add_tool(_("Add a per&son…"), self.add)

    def show_entry(self, found: Entry, month: Month) -> None:
        """Shows the people of an entry; nothing where its register has none."""
        self.entry, self.month = found, month
        self.setVisible(bool(found.register.people or found.people))
        self.add_button.setEnabled(found.row.until is None and bool(found.register.people))
        self.set_rows(found.people)

    def add(self) -> None:
        """Asks who comes to belong to the entry."""
        if self.entry is not None:
            row = self.entry.row
            RegisterPersonDialog(
                self.office,
                register=self.entry.register,
                entry=row.id,
                name=row.name,
                month=self.month,
                has_people=any(person.until is None for person in self.entry.people),
                parent=self,
            ).open()

    def _on_end(self, person: EntryPerson) -> None:
        meaning = _("From this day on {name} does not belong to it any more; what was stays.")
        DayDialog(
            self.office,
            registers.end_person,
            title=_("{name} leaves").format(name=person.name),
            meaning=meaning.format(name=person.name),
            word=_("From which day on"),
            save_text=_("&Save"),
            said=_("{name} left.").format(name=person.name),
            month=self.month,
            parent=self,
            person=person.id,
        ).open()

    def _on_delete(self, person: EntryPerson) -> None:
        said = _("Deleted: {name}").format(name=person.name)
        self.office.run(registers.remove_person, said=said, person=person.id)


class EventsCard(ListCard[EntryEvent]):
    """Events, the latest first."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("What happened"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("kind", _("What"), lambda row: row.kind_label, width=12, link=True),
                Column("facts", _("Facts"), self._words, width=30),
                Column("note", _("Note"), lambda row: (row.note or "").replace("\n", " "), width=20),
            ),
            name="entry_events",
            empty=_("Nothing has been written down yet; “Add an event…” does."),
            identity=lambda row: row.id,
            acts=(RowAct(_("Edit…"), self._on_edit), RowAct(_("Delete"), self._on_delete, keys="Del")),
        )
        self.office = office
        self.entry: Entry | None = None
        self.month = Month.of(today())
        self.add_button = self.add_tool(_("&Add an event…"), self.add)
        self.activity_button = self.add_tool(_("An activit&y of the file…"), self.add_activity)
        self.view.activated.connect(lambda row, _key: self._on_edit(row))

    def show_entry(self, found: Entry, month: Month) -> None:
        """Shows the events of an entry; nothing where its register has none."""
        self.entry, self.month = found, month
        self.setVisible(bool(found.register.events or found.events))
        self.add_button.setEnabled(bool(found.register.events))
        self.activity_button.setVisible(found.register.code == people_groups.TEAM)
        self.set_rows(found.events)

    def add(self) -> None:
        """Asks what happened."""
        self._ask(None)

    def add_activity(self) -> None:
        """Asks which of the activities in the file was the team's (S042)."""
        if self.entry is not None:
            TeamActivityDialog(self.office, row=self.entry.row, month=self.month, parent=self).open()

    def _on_edit(self, event: EntryEvent) -> None:
        self._ask(event)

    def _ask(self, event: EntryEvent | None) -> None:
        if self.entry is not None:
            row = self.entry.row
            RegisterEventDialog(
                self.office,
                register=self.entry.register,
                entry=row.id if event is None else event.entry,
                name=row.name,
                month=self.month,
                event=event,
                parent=self,
            ).open()

    def _on_delete(self, event: EntryEvent) -> None:
        said = _("Deleted: {day} {summary}").format(day=event.day, summary=event.kind_label)
        self.office.run(registers.remove_event, said=said, event=event.id)

    def _words(self, row: EntryEvent) -> str:
        if self.entry is None:
            return ""
        kinds = {each.kind: each.fields for each in self.entry.register.events}
        facts = shown_facts(kinds.get(row.kind, ()), row.facts)
        return "　".join(f"{word} {value}" for word, value in facts).replace("\n", " ")
