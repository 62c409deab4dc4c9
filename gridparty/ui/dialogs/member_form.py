"""Adding a person to a branch, and editing what is kept about one."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from gridparty.domain import identity_number, person_forms
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.members import NAME_LIMIT, Person
from gridparty.domain.partial_dates import as_text
from gridparty.i18n import _
from gridparty.operations import disclosures, member_forms, members
from gridparty.operations.dossiers import Dossier
from gridparty.operations.member_forms import LEFT, Offers
from gridparty.ui.dialogs.member_chooser import ChooserField
from gridparty.ui.dialogs.member_entry import EntryDialog, refill
from gridparty.ui.office import Office
from gridparty.ui.widgets.words import button

DATES = ("birth_date", "join_date", "full_date")
MASKED = ("id_number", "phone", "address")
CODED = ("gender", "stage", "education", "standing")


class MemberDialog(EntryDialog):
    """A new person for a branch, or (`member`) one who is kept already; `unit` is where the window looks."""

    def __init__(
        self, office: Office, *, unit: UnitId | None, member: MemberId | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Add a member") if member is None else _("Edit a member")
        super().__init__(office, title, parent, save_text=_("&Save"))
        self.unit, self.member = unit, member
        self.branch, self.ethnicity = ChooserField(), ChooserField()
        self.texts = {key: QLineEdit() for key in ("name", "id_number", *DATES, "phone", "work_unit", "address")}
        self.combos = {key: QComboBox() for key in CODED}
        self.start = QLineEdit(str(today()))
        self.is_floating = QCheckBox(_("Floating member"))
        self.reveals: dict[str, QPushButton] = {}
        self.another = button(_("Save and add &another"), lambda: self._save(add_another=True))
        self._before: dict[str, Any] = {}
        self._dossier: Dossier | None = None
        self._add_fields()
        self.texts["name"].setMaxLength(NAME_LIMIT)
        self.texts["id_number"].editingFinished.connect(self._on_identity_typed)
        self.branch.chosen.connect(lambda _choice: self._tell_move())
        self.buttons.insertWidget(self.buttons.count() - 1, self.another)
        self.another.setVisible(member is None)
        self.fit(46, 33)
        self.form.setEnabled(member is None)
        self.texts["name"].setFocus()
        office.ask(member_forms.offers, self._on_offered, refused=self.on_refused, unit=unit, member=member)

    def save(self) -> None:
        """Saves and closes, or says what is wrong."""
        self._save()

    def _add_fields(self) -> None:
        self.add("name", _("Name *"), self.texts["name"])
        branch = _("Branch *") if self.member is None else _("Branch")
        self.add("branch", branch, self.branch, hint=_("Part of the name, initials or code"))
        self._add_masked("id_number", _("Identity number"), _("18 characters"))
        self.add("gender", _("Gender"), self.combos["gender"])
        self.add("birth_date", _("Born"), self.texts["birth_date"], hint=_("1976.07 or 1976.07.15"))
        self.add("ethnicity", _("Ethnicity"), self.ethnicity, hint=_("Type to choose, such as h for Han"))
        self.add("stage", _("Kind"), self.combos["stage"])
        start = _("In this branch since") if self.member is None else _("Moves on")
        self.add("start", start, self.start, hint=_("Empty: as long as anyone remembers"))
        self.add("join_date", _("Admitted"), self.texts["join_date"], hint=_("1998.07 or 1998.07.01"))
        self.add("full_date", _("Full member since"), self.texts["full_date"], hint=_("1999.07 or 1999.07.01"))
        self._add_masked("phone", _("Phone"), "")
        self.add("education", _("Education"), self.combos["education"])
        self.add("work_unit", _("Work unit"), self.texts["work_unit"])
        self._add_masked("address", _("Address"), "")
        self.add("standing", _("Standing"), self.combos["standing"])
        self.add("is_floating", _("Residence"), self.is_floating)
        self.fields["standing"].hide()
        self.fields["start"].setVisible(self.member is None)

    def _add_masked(self, key: str, text: str, hint: str) -> None:
        """A field whose text stands masked until it is asked for, which is written down."""
        show = button(_("Show"), lambda: self._on_reveal_wanted(key), role="link")
        show.setAccessibleName(_("Show: {fact}").format(fact=text.rstrip(" *")))
        show.hide()
        self.reveals[key] = show
        self.add(key, text, self.texts[key], beside=show, hint=hint)

    def _on_offered(self, offers: Offers) -> None:
        if not self.is_open:
            return
        self._dossier = offers.member
        self.branch.choices, self.ethnicity.choices = offers.branches, offers.ethnicities
        blank = {None: ""}
        facts: dict[str, Any] = offers.member.facts if offers.member else {"stage": "full"}
        refill(self.combos["gender"], {**blank, "male": _("male"), "female": _("female")}, facts.get("gender"))
        refill(self.combos["stage"], offers.words["member_stages"], facts["stage"])
        refill(self.combos["education"], {**blank, **offers.words["educations"]}, facts.get("education"))
        standings = {code: word for code, word in offers.words["member_standings"].items() if code not in LEFT}
        refill(self.combos["standing"], standings, facts.get("standing", "good"))
        if offers.member is not None:
            self._fill(offers.member)
        elif offers.here is not None and not offers.parts and not self.branch.text():
            self.branch.set_choice(offers.here)
        self.note_start()

    def _fill(self, dossier: Dossier) -> None:
        facts = dossier.facts
        for key, edit in self.texts.items():
            value = facts[key]
            if key in MASKED:
                edit.setPlaceholderText(value or edit.placeholderText())
                self.reveals[key].setVisible(bool(value))
            elif value:
                edit.setText(as_text(value) if key in DATES else value)
        self._before = {key: edit.text() for key, edit in self.texts.items()}
        self.ethnicity.set_choice(next((c for c in self.ethnicity.choices if c.id == facts["ethnicity"]), None))
        if dossier.branch is not None:
            unit = dossier.branch.unit
            self.branch.set_choice(next((c for c in self.branch.choices if c.id == unit), None))
        self.is_floating.setChecked(facts["is_floating"])
        self.fields["standing"].setVisible(facts["standing"] not in LEFT)
        self.form.setEnabled(True)
        self.texts["name"].setFocus()
        self.setWindowTitle(_("Edit: {name}").format(name=facts["name"]))

    def _tell_move(self) -> None:
        """Another branch asks for the day of the move."""
        if self._dossier is not None:
            self.fields["start"].setVisible(self._moves_to() is not None)

    def _moves_to(self) -> UnitId | None:
        choice, now = self.branch.choice, self._dossier.branch if self._dossier else None
        if choice is None or (now is not None and now.unit == choice.id):
            return None
        return UnitId(choice.id)

    def _on_identity_typed(self) -> None:
        """The number tells birth date and gender; they are filled in where they are empty."""
        text = self.texts["id_number"].text().strip()
        self.fields["id_number"].tell("")
        if not text:
            return
        try:
            known = identity_number.check(text)
        except InvalidInput as problem:
            self.fields["id_number"].tell(str(problem))
            return
        if not self.texts["birth_date"].text().strip():
            self.texts["birth_date"].setText(as_text(known.birth_date))
        if self.combos["gender"].currentData() is None:
            self.combos["gender"].setCurrentIndex(self.combos["gender"].findData(known.gender))

    def _on_reveal_wanted(self, key: str) -> None:
        def show(plain: dict[str, Any]) -> None:
            if self.is_open:
                self._before[key] = plain[key] or ""
                self.texts[key].setText(plain[key] or "")
                self.reveals[key].hide()
                self.texts[key].setFocus()

        self.office.run(disclosures.reveal, show, refused=self.on_refused, member=self.member, fields=[key])

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The values of the fields that were typed, and what is wrong with them."""
        typed = {
            key: edit.text()
            for key, edit in self.texts.items()
            if key in DATES or self.member is None or edit.text() != self._before.get(key, "")
        }
        reading = person_forms.read(typed)
        values, problems = dict(reading.values), dict(reading.problems)
        for key, box in self.combos.items():
            if not self.fields[key].isHidden() and box.count():
                values[key] = box.currentData()
        values["is_floating"] = self.is_floating.isChecked()
        values["ethnicity"] = self.ethnicity.choice.id if self.ethnicity.choice else None
        if self.ethnicity.text().strip() and self.ethnicity.choice is None:
            problems["ethnicity"] = _("Choose an ethnicity from the list (↓ opens it).")
        if self.branch.choice is None and (self.member is None or self.branch.text().strip()):
            problems["branch"] = _("Choose a branch from the list (↓ opens it).")
        if not self.fields["start"].isHidden() and self.start.text().strip():
            try:
                values["start"] = person_forms.read_day(self.start.text())
            except InvalidInput as problem:
                problems["start"] = str(problem)
        return values, problems

    def _save(self, *, add_another: bool = False) -> None:
        if not self.begin():
            return
        values, problems = self._read()
        if self.tell_problems(problems):
            return
        start = values.pop("start", None)
        if self.member is None:
            self._add(values, start, add_another)
        else:
            self._edit(self.member, values, start)

    def _add(self, values: dict[str, Any], start: Any, add_another: bool) -> None:
        assert self.branch.choice is not None
        person, branch = Person(**values), self.branch.choice
        said = _("Added: {name}, {branch}").format(name=person.name, branch=branch.text)
        then = self._begin_again if add_another else None
        self.commit(members.add, then, said=said, person=person, unit=UnitId(branch.id), start=start)

    def _edit(self, member: MemberId, values: dict[str, Any], start: Any) -> None:
        assert self._dossier is not None
        facts, unit = self._dossier.facts, self._moves_to()
        changes = {key: value for key, value in values.items() if key in MASKED or facts[key] != value}
        if not changes and unit is None:
            self.accept()
            return
        name = changes.get("name", facts["name"])
        moved = {"unit": unit, "start": start or today()} if unit is not None else {}
        said = _("Saved: {name}").format(name=name)
        self.commit(members.edit, said=said, tells=member, member=member, changes=changes, **moved)

    def _begin_again(self) -> None:
        """The next person of the same branch."""
        self.end_wait()
        for edit in self.texts.values():
            edit.clear()
        self.ethnicity.set_choice(None)
        self.is_floating.setChecked(False)
        for key in ("gender", "education"):
            self.combos[key].setCurrentIndex(0)
        self.area.verticalScrollBar().setValue(0)
        self.texts["name"].setFocus()
        self.note_start()
