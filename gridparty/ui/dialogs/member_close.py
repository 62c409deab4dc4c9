"""Closing the file of a member who left, and ending a registration: both can be taken back."""

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import BelongingId, MemberId
from gridparty.i18n import _
from gridparty.operations import member_forms, members, registrations
from gridparty.operations.member_forms import LEFT
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.office import Office
from gridparty.ui.widgets.words import label


class CloseDialog(EntryDialog):
    """Why and on which day a member left."""

    def __init__(self, office: Office, *, member: MemberId, name: str, parent: QWidget | None = None) -> None:
        title = _("Close the file of {name}").format(name=name)
        super().__init__(office, title, parent, save_text=_("C&lose the file"))
        self.member, self.name = member, name
        meaning = _(
            "From this day on {name} belongs to no branch, holds no post and is expected at no activity. "
            "All records stay. Undo brings the person back."
        )
        self.box.insertWidget(0, label(meaning.format(name=name), wrap=True))
        self.standing, self.day = combo({}), QLineEdit(str(today()))
        self.add("standing", _("Why"), self.standing)
        self.add("day", _("First day without"), self.day, hint="2026-10-25")
        self.fit(34, 15)
        office.ask(member_forms.words, self._on_words)

    def save(self) -> None:
        """Closes the person's file."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        day = self.read_day("day", problems)
        if self.tell_problems(problems):
            return
        said = _("Closed: {name}, {why}").format(name=self.name, why=self.standing.currentText())
        standing = self.standing.currentData()
        self.commit(members.close, said=said, tells=self.member, member=self.member, end=day, standing=standing)

    def _on_words(self, words: dict[str, dict[str, str]]) -> None:
        if self.is_open:
            refill(self.standing, {code: words["member_standings"][code] for code in LEFT})
            self.standing.setFocus()
            self.note_start()


class EndDialog(EntryDialog):
    """On which day a registration with the community ends."""

    def __init__(
        self, office: Office, *, registration: BelongingId, name: str, unit_name: str, parent: QWidget | None = None
    ) -> None:
        title = _("End the registration of {name}").format(name=name)
        super().__init__(office, title, parent, save_text=_("&End the registration"))
        self.registration, self.name = registration, name
        meaning = _("From this day on {name} is not registered with {unit}. The receipt and all records stay.")
        self.box.insertWidget(0, label(meaning.format(name=name, unit=unit_name), wrap=True))
        self.day = QLineEdit(str(today()))
        self.add("day", _("First day without registration"), self.day, hint="2026-10-25")
        self.fit(30, 12)
        self.day.setFocus()
        self.note_start()

    def save(self) -> None:
        """Ends the registration."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        day, which = self.read_day("day", problems), self.registration
        if not self.tell_problems(problems):
            said = _("Registration ended: {name}").format(name=self.name)
            self.commit(registrations.end, said=said, tells=which, registration=which, day=day)
