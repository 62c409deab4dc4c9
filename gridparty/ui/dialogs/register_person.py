"""Somebody comes to belong to an entry of a register: a team's leader or member, a facility's keeper."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import registers as rules
from gridparty.domain.ids import EntryId, MemberId
from gridparty.domain.months import Month
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import registers
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_entry import EntryDialog, combo
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day
from gridparty.ui.widgets.words import button


class RegisterPersonDialog(EntryDialog):
    """Who, as what, since when; a team is entered person after person without closing the form."""

    def __init__(
        self, office: Office, *, register: Register, entry: EntryId, name: str, month: Month, has_people: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(office, _("Add a person: {name}").format(name=name), parent, save_text=_("&Save"))
        self.entry, self._name = entry, name
        self.person = person_field(self)
        roles: dict[Any, str] = {role.role: rules.label(role) for role in register.people}
        self.role = combo(roles, register.people[-1 if has_people else 0].role)
        self.start = QLineEdit(str(usual_day(month)))
        self.another = button(_("Save and add &another"), lambda: self._save(add_another=True))
        self.buttons.insertWidget(self.buttons.count() - 1, self.another)
        self.add("person", _("Person *"), self.person, hint=_("Name, initials, code or phone tail"))
        self.add("role", _("As"), self.role)
        self.add("start", _("Since"), self.start, hint=_("Empty: since the entry began"))
        self.fit(40, 14)
        self.person.setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves and closes, or says what is wrong."""
        self._save()

    def _save(self, *, add_another: bool = False) -> None:
        if not self.begin():
            return
        problems: dict[str, str] = {}
        if self.person.choice is None:
            problems["person"] = _("Choose somebody from the list: type a name, initials or a phone tail.")
        start = self.read_day("start", problems, is_optional=True)
        if self.tell_problems(problems) or self.person.choice is None:
            return
        who = self.person.choice
        said = _("{person} belongs to {name}.").format(person=who.text, name=self._name)
        self.commit(
            registers.add_person, self._begin_next if add_another else None, said=said, tells=self.entry,
            entry=self.entry, member=MemberId(who.id), role=self.role.currentData(), start=start,
        )  # fmt: skip

    def _begin_next(self) -> None:
        self.end_wait()
        self.person.set_choice(None)
        self.role.setCurrentIndex(self.role.count() - 1)
        self.person.setFocus()
        self.note_start()
