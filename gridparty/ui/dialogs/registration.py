"""Registration with the community (报到): who, where, since when; then the receipt number, large."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from gridparty.domain import person_forms
from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.members import NAME_LIMIT, Person
from gridparty.i18n import N_, _
from gridparty.operations import member_forms, registrations
from gridparty.operations.dossiers import BelongingRow
from gridparty.operations.member_forms import Choice, Offers
from gridparty.operations.registrations import Registered
from gridparty.ui.dialogs.act_form import ActForm, Ask
from gridparty.ui.dialogs.member_chooser import SHOWN, ChooserField, Then
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.dialogs.registration_paper import card_dialog
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import row_in
from gridparty.ui.widgets.words import button, label

NEW = ("name", "phone", "work_unit")
SEVERAL = N_("Several with commas between them")
OFFERED = (
    ("skills", N_("Skills"), SEVERAL),
    ("intentions", N_("Wishes to serve as"), SEVERAL),
    ("time", N_("Has time on"), N_("Such as: Saturday mornings")),
    ("claimed_post", N_("Claimed post"), ""),
    ("contact", N_("Contact of the work unit"), N_("Name and phone")),
)  # of registrations.FACTS: key, word, hint


class RegistrationDialog(EntryDialog):
    """Someone on the roster, or someone new with name and work unit, registers with a unit."""

    def __init__(
        self, office: Office, *, unit: UnitId | None, person: Choice | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, _("Registration with the community"), parent, save_text=_("&Register"))
        self.unit_asked = unit
        self.known, self.newcomer = QRadioButton(_("Somebody on &file")), QRadioButton(_("Somebody &new"))
        self.person = ChooserField(self._look_up)
        self.unit = ChooserField()
        self.texts = {key: QLineEdit() for key in (*NEW, *registrations.FACTS)}
        self.day = QLineEdit(str(today()))
        self.texts["name"].setMaxLength(NAME_LIMIT)
        self._add_fields()
        self.known.toggled.connect(self._on_switched)
        self.person.missed.connect(self._on_missed)
        self.person.chosen.connect(lambda _choice: self.fields["person"].tell(""))
        self.known.setChecked(True)
        self.person.set_choice(person)
        self.fit(42, 27)
        (self.unit if person else self.person).setFocus()
        office.ask(member_forms.offers, self._on_offered, unit=unit)

    def save(self) -> None:
        """Registers, or says what is wrong."""
        if not self.begin():
            return
        values, problems = self._read()
        if self.tell_problems(problems):
            return
        assert self.unit.choice is not None
        facts = offered({key: self.texts[key].text() for key in registrations.FACTS})
        name = self.person.choice.text if self.known.isChecked() and self.person.choice else values.get("name", "")
        who: dict[str, Any] = {"member": self.person.choice.id} if self.known.isChecked() and self.person.choice else {
            "person": Person(**{key: values[key] for key in NEW})
        }  # fmt: skip
        unit = self.unit.choice

        def saved(done: Registered) -> None:
            self.saved.emit(MemberId(done.member))
            if self.is_open:
                self._show_receipt(done, name, unit.text)

        def said(done: Registered) -> str:
            return _("Registered: {name}, receipt {receipt}").format(name=name, receipt=done.receipt)

        self.wait()
        self.office.run(
            registrations.add, saved, said=said, refused=self.on_refused, unit=UnitId(unit.id), day=values["day"],
            facts={key: value for key, value in facts.items() if value}, **who,
        )  # fmt: skip

    def _add_fields(self) -> None:
        self.who = QWidget(accessibleName=_("Who registers"))
        line = row_in(self.who)
        for choice in (self.known, self.newcomer):
            line.addWidget(choice)
        line.addStretch(1)
        self.box.insertWidget(0, self.who)
        self.add("person", _("Who *"), self.person, hint=_("Name, initials, code or phone tail"))
        self.add("name", _("Name *"), self.texts["name"])
        self.add("phone", _("Phone"), self.texts["phone"])
        self.add("work_unit", _("Work unit *"), self.texts["work_unit"])
        self.add("unit", _("Registers with *"), self.unit, hint=_("Part of the name, initials or code"))
        self.add("day", _("Day *"), self.day, hint="2026-10-25")
        for key, word, hint in OFFERED:
            self.add(key, _(word), self.texts[key], hint=_(hint) if hint else "")
        self.setTabOrder(self.known, self.newcomer)

    def _look_up(self, text: str, then: Then) -> None:
        def show(found: Sequence[Choice]) -> None:
            if self.is_open:
                then(found)

        self.office.ask(member_forms.people, show, text=text, limit=SHOWN)

    def _on_offered(self, offers: Offers) -> None:
        if self.is_open:
            self.unit.choices = offers.branches
            if self.unit.choice is None and not self.unit.text():
                self.unit.set_choice(offers.here)
            self.note_start()

    def _on_switched(self, is_known: bool) -> None:
        self.fields["person"].setVisible(is_known)
        for key in NEW:
            self.fields[key].setVisible(not is_known)
        typed = self.person.text().strip()
        if not is_known and self.person.choice is None and typed and not typed.isascii():
            self.texts["name"].setText(typed)
        (self.person if is_known else self.texts["name"]).setFocus()

    def _on_missed(self, text: str) -> None:
        sentence = _("Nobody on file fits “{text}”; choose “Somebody new” if the person has never been entered.")
        self.fields["person"].tell(sentence.format(text=text))

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        if self.known.isChecked():
            if self.person.choice is None:
                problems["person"] = _("Choose a person from the list: type a name, initials or a phone tail.")
        else:
            reading = person_forms.read({key: self.texts[key].text() for key in NEW})
            values, problems = dict(reading.values), dict(reading.problems)
            if not values.get("work_unit"):
                problems["work_unit"] = _("Write the work unit that the person comes from.")
        if self.unit.choice is None:
            problems["unit"] = _("Choose a unit from the list (↓ opens it).")
        values["day"] = self.read_day("day", problems)
        return values, problems

    def _show_receipt(self, done: Registered, name: str, unit_name: str) -> None:
        """The result in place of the form; Enter closes, the number can be copied."""
        self.note_start()
        for widget in (self.area, self.sentence, self.who):
            widget.hide()
        while (item := self.buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
        number = label(done.receipt, role="huge")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        number.setAccessibleName(_("Receipt number {receipt}").format(receipt=done.receipt))
        result = QWidget()
        column = QVBoxLayout(result)
        column.addStretch(1)
        for words in (
            label(_("Registered. Receipt number:"), role="faint"), number,
            label(_("{name} · {unit} · {day}").format(name=name, unit=unit_name, day=self.day.text()), wrap=True),
        ):  # fmt: skip
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addStretch(1)
        self.box.insertWidget(0, result, 1)
        self.copy_button = button(_("&Copy the number"), lambda: QApplication.clipboard().setText(done.receipt))
        paper = partial(card_dialog, self.office, registration=done.id, name=name, parent=self)
        self.paper_button = button(_("Card and &receipt…"), lambda: paper().open())
        self.next_button = button(_("Register the &next one"), self._on_next)
        self.close_button = button(_("C&lose"), self.accept, role="primary")
        self.buttons.addStretch(1)
        for each in (self.copy_button, self.paper_button, self.next_button, self.close_button):
            self.buttons.addWidget(each)
        self.close_button.setFocus()

    def _on_next(self) -> None:
        unit = UnitId(self.unit.choice.id) if self.unit.choice else self.unit_asked
        follower = RegistrationDialog(self.office, unit=unit, parent=self.parentWidget())
        follower.saved.connect(self.saved)
        self.accept()
        follower.open()


def offered(texts: Mapping[str, str | None]) -> dict[str, Any]:
    """What was typed as the facts of a registration; None for what stays empty."""
    return {
        key: (_split(text or "") if key in ("skills", "intentions") else (text or "").strip()) or None
        for key, text in texts.items()
    }


def facts_form(office: Office, *, row: BelongingRow, name: str, parent: QWidget) -> ActForm:
    """Posts are claimed after the registration, and what is offered changes (S108)."""
    held = {key: "、".join(value) if isinstance(value, list) else value for key, value in row.facts.items()}
    form = ActForm(
        office, registrations.edit, title=_("Registration of {name}").format(name=name),
        asks=tuple(Ask(key, _(word), value=held.get(key), hint=_(hint) if hint else "") for key, word, hint in OFFERED),
        said=_("Registration corrected: {name}").format(name=name), shape=lambda typed: {"facts": offered(typed)},
        parent=parent, registration=row.id,
    )  # fmt: skip
    form.editors["claimed_post"].setFocus()
    return form


def _split(text: str) -> list[str]:
    for mark in "，,;；":
        text = text.replace(mark, "、")
    return [part for each in text.split("、") if (part := each.strip())]
