"""A new entry of a register, or the correction of one: its form is built from the register's fields (E10)."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import registers as rules
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import disclosures, member_forms, registers
from gridparty.operations.member_forms import Choice, Offers
from gridparty.operations.register_lists import EntryRow
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_chooser import ChooserField
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.dialogs.typed_fields import LongText, PhoneField, add_fields, read
from gridparty.ui.office import Office
from gridparty.ui.places import Place
from gridparty.ui.usual_day import usual_day

WIDE, HIGH = 46, 30  # characters, lines
FEW = 4  # fields of a small form


class RegisterEntryDialog(EntryDialog):
    """Whose entry it is, its name, since when, the register's own fields; for a new one its first person as well."""

    def __init__(
        self, office: Office, *, register: Register, place: Place, row: EntryRow | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("New entry: {register}") if row is None else _("Edit: {register}")
        super().__init__(office, title.format(register=register.label), parent, save_text=_("&Save"))
        self.register, self.row = register, row
        self.unit, self.member, self.person = ChooserField(), person_field(self), person_field(self)
        self.name = QLineEdit("" if row is None else row.name, maxLength=rules.NAME_LIMIT)
        self.start = QLineEdit(str(usual_day(place.month)) if row is None else str(row.since or ""))
        self.remark = LongText("" if row is None else row.remark or "")
        self._add_fields(row)
        self.fit(WIDE, HIGH if len(register.fields) > FEW else HIGH * 2 // 3)
        self._first_field().setFocus()
        self.note_start()
        office.ask(member_forms.offers, self._on_offered, refused=self.on_refused, unit=place.unit)

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        values, problems = self._read()
        if self.tell_problems(problems):
            return
        name = values["name"] or (self.member.choice.text if self.member.choice else "")
        if self.row is None:
            said = _("Added: {name}").format(name=name)
            self.commit(registers.add, said=said, register=self.register.code, **values)
        else:
            said = _("Corrected: {name}").format(name=name)
            self.commit(registers.edit, said=said, tells=self.row.id, entry=self.row.id, **values)

    @property
    def asks_unit(self) -> bool:
        """Whether an entry of this register stands under a unit of its own."""
        return self.register.about != rules.MEMBER

    @property
    def asks_member(self) -> bool:
        """Whether an entry can be about a person; whom it is about is not corrected, but entered anew."""
        return self.register.about != rules.UNIT and self.row is None

    def _add_fields(self, row: EntryRow | None) -> None:
        hint = _("Part of the name, initials or code")
        if self.asks_member:
            must = "*" if self.register.about == rules.MEMBER else ""
            self.add(
                "member", f"{_('Person')} {must}".strip(), self.member, hint=_("Name, initials, code or phone tail")
            )
        if self.register.about != rules.MEMBER or row is not None:
            self.add("name", _("Name of the entry *"), self.name)
        if self.asks_unit:
            self.add("unit", _("Belongs to *") if not self.asks_member else _("Belongs to"), self.unit, hint=hint)
        self.editors = add_fields(self, self.register.fields, row.facts if row is not None else {}, self._reveal)
        if row is None and self.register.people:
            word = rules.label(self.register.people[0])
            self.add("person", word, self.person, hint=_("Name, initials, code or phone tail"))
        self.add("start", _("Since"), self.start, hint=_("Empty: since long ago"))
        self.add("remark", _("Remark"), self.remark)

    def _reveal(self, key: str, field: PhoneField) -> None:
        """A stored number in full; that it was shown is written down."""

        def show(plain: dict[str, Any]) -> None:
            if self.is_open:
                field.show_plain(plain[key] or "")

        if self.row is not None:
            self.office.run(disclosures.reveal_entry, show, refused=self.on_refused, entry=self.row.id, fields=[key])

    def _first_field(self) -> QWidget:
        return next(iter(self.fields.values())).editor

    def _on_offered(self, offers: Offers) -> None:
        if not self.is_open:
            return
        self.unit.choices = offers.branches
        if self.row is not None and self.asks_unit and self.row.unit is not None:
            self.unit.set_choice(Choice(self.row.unit, self.row.unit_name))
        elif self.row is None and self.asks_unit and not self.unit.text():
            self.unit.set_choice(offers.here if self.register.about == rules.UNIT else None)
        self.note_start()

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        facts, problems = read(self.register.fields, self.editors)
        values: dict[str, Any] = {"facts": facts, "name": self.name.text().strip() or None}
        if self.asks_member:
            values["member"] = MemberId(self.member.choice.id) if self.member.choice else None
            if self.member.choice is None and (self.register.about == rules.MEMBER or self.member.text().strip()):
                problems["member"] = _("Choose somebody from the list: type a name, initials or a phone tail.")
        if self.asks_unit:
            values["unit"] = UnitId(self.unit.choice.id) if self.unit.choice else None
            if self.unit.choice is None and (self.register.about == rules.UNIT or self.unit.text().strip()):
                problems["unit"] = _("Choose a unit from the list (↓ opens it).")
        if "name" in self.fields and not values["name"] and not values.get("member"):
            problems["name"] = _("Write a name, such as the one it is known by.")
        self._read_start(values, problems)
        if self.row is None:
            values["remark"] = self.remark.toPlainText().strip() or None
            self._read_person(values, problems)
        else:
            values["remark"] = self.remark.toPlainText().strip()
            if values.get("unit") == self.row.unit:
                values.pop("unit", None)
        return values, problems

    def _read_start(self, values: dict[str, Any], problems: dict[str, str]) -> None:
        since = self.read_day("start", problems, is_optional=True)
        if self.row is not None and self.row.since is not None and not self.start.text().strip():
            problems["start"] = _("Write the first day; it was known before.")
        elif self.row is None or since != self.row.since:
            values["start"] = since

    def _read_person(self, values: dict[str, Any], problems: dict[str, str]) -> None:
        if self.person.choice is not None:
            values["people"] = [(self.register.people[0].role, MemberId(self.person.choice.id))]
        elif self.person.text().strip():
            problems["person"] = _("Choose somebody from the list: type a name, initials or a phone tail.")
