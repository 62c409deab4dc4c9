"""Something that happened to an entry of a register: which kind, on which day, with the kind's own fields."""

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import registers as rules
from gridparty.domain.ids import EntryId
from gridparty.domain.months import Month
from gridparty.domain.registers import EventKind, Register
from gridparty.i18n import _
from gridparty.operations import registers
from gridparty.operations.register_lists import EntryEvent
from gridparty.ui.dialogs.member_entry import EntryDialog, combo
from gridparty.ui.dialogs.typed_fields import LongText, add_fields, read
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day


class RegisterEventDialog(EntryDialog):
    """A new event, or (`event`) the correction of one, whose kind stays."""

    def __init__(
        self, office: Office, *, register: Register, entry: EntryId, name: str, month: Month,
        event: EntryEvent | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("New event: {name}") if event is None else _("Edit an event: {name}")
        super().__init__(office, title.format(name=name), parent, save_text=_("&Save"))
        self.entry, self.event_row, self._name = entry, event, name
        kinds = register.events if event is None else (register.event(event.kind),)
        self._kinds: dict[str, EventKind] = {each.kind: each for each in kinds}
        self.kind = combo({each.kind: rules.label(each) for each in kinds})
        self.kind.setEnabled(len(kinds) > 1)
        self.day = QLineEdit(str(usual_day(month) if event is None else event.day))
        self.note = LongText("" if event is None else event.note or "")
        self.add("kind", _("What *"), self.kind)
        self.add("day", _("On which day *"), self.day, hint="2026-10-25")
        self.editors: dict[str, QWidget] = {}
        self._show_fields()
        self.kind.currentIndexChanged.connect(lambda _index: self._show_fields())
        self.fit(40, 22)
        (self.kind if self.kind.isEnabled() else self.day).setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        of = self._kinds[self.kind.currentData()]
        facts, problems = read(of.fields, self.editors)
        day = self.read_day("day", problems)
        if self.tell_problems(problems):
            return
        values = {"day": day, "facts": facts, "note": self.note.toPlainText().strip()}
        if self.event_row is None:
            said = _("{name}: {what} on {day}").format(name=self._name, what=rules.label(of), day=day)
            self.commit(registers.add_event, said=said, tells=self.entry, entry=self.entry, kind=of.kind, **values)
        else:
            said = _("Corrected: {name}").format(name=self._name)
            event = self.event_row.id
            self.commit(registers.edit_event, said=said, tells=self.entry, event=event, **values)

    def _show_fields(self) -> None:
        """The fields of the kind chosen; the note stays last, with what was typed."""
        for key in [key for key in self.fields if key not in ("kind", "day")]:
            field = self.fields.pop(key)
            self.flow.removeWidget(field)
            field.hide()
            if key == "note":
                self.note.setParent(None)
            field.deleteLater()
        of = self._kinds[self.kind.currentData()]
        stored = self.event_row.facts if self.event_row is not None else {}
        self.editors = add_fields(self, of.fields, stored)
        self.add("note", _("Note"), self.note)
        self.note.show()
