"""Two people side by side who may be one: whose value is right, who stays, what moves; undo brings both back."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from gridparty.domain.ids import MemberId
from gridparty.domain.partial_dates import as_text
from gridparty.i18n import N_, _
from gridparty.operations import duplicates, member_forms, member_merges
from gridparty.operations.duplicates import A, B, Comparison, Field
from gridparty.operations.member_forms import Choice
from gridparty.operations.member_merges import DROP, KEEP
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import column_in, row_in
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, label

FIELDS = {
    "name": N_("Name"),
    "gender": N_("Gender"),
    "ethnicity": N_("Ethnicity"),
    "birth_date": N_("Born"),
    "id_number": N_("Identity number"),
    "education": N_("Education"),
    "degree": N_("Degree"),
    "stage": N_("Kind"),
    "standing": N_("Standing"),
    "join_date": N_("Admitted"),
    "full_date": N_("Full member since"),
    "occupation": N_("Occupation"),
    "work_unit": N_("Work unit"),
    "phone": N_("Phone"),
    "landline": N_("Landline"),
    "address": N_("Address"),
    "native_place": N_("Native place"),
    "is_floating": N_("Floating member"),
    "is_lost": N_("Out of contact"),
    "remark": N_("Remark"),
    duplicates.AFFILIATION: N_("Branch"),
}
TABLES = {
    "belongings": N_("Belongings"),
    "posts": N_("Posts"),
    "attendance": N_("Check-ins"),
    "service_members": N_("Service records"),
    "transfers": N_("Transfers of affiliation"),
    "register_entries": N_("Register entries"),
    "register_people": N_("Groups and teams"),
}
CATALOGUES = {"ethnicity": "ethnicities", "education": "educations", "stage": "member_stages",
              "standing": "member_standings"}  # fmt: skip
DATES = ("birth_date", "join_date", "full_date")
Words = dict[str, dict[str, str]]


class MergeDialog(EntryDialog):
    """A table with a choice in every row where the two differ; `b` is chosen first where it is not known."""

    def __init__(
        self, office: Office, *, a: MemberId, b: MemberId | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, _("Merge two people"), parent, save_text=_("&Merge"))
        self.a, self.b = a, b
        self.found: Comparison | None = None
        self.stays: dict[str, QRadioButton] = {}
        self.sides: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self.other = person_field(self)
        self.other.chosen.connect(self._on_chosen)
        meaning = _(
            "One file stays, the other goes into it: meetings, services, posts and registers of both are kept, and "
            "what both have is united. Undo brings both back."
        )
        self.box.insertWidget(0, label(meaning, wrap=True))
        self.add("other", _("With whom"), self.other, hint=_("Name, initials, code or phone tail"))
        self.area.setVisible(b is None)
        self._table = QWidget()
        self.compared = scrolled(self._table)
        self.compared.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.box.insertWidget(1, self.compared, 4)
        self.apart_button = button(_("&Not the same person"), self._on_apart, tip=_("The pair is not proposed again"))
        self.buttons.insertWidget(1, self.apart_button)
        self.fit(56, 34)
        self._greyed(True)
        self._load()
        if b is None:
            self.other.setFocus()

    def save(self) -> None:
        """Merges the two."""
        found = self.found
        if found is None or not self.begin():
            return
        side = B if self.stays[B].isChecked() else A
        keep, drop = (found.b, found.a) if side == B else (found.a, found.b)
        take = {name: KEEP if self._side(name) == side else DROP for name in self.sides}
        name = found.names[1 if side == B else 0]

        def said(merged: member_merges.Merged) -> str:
            text = _("Merged: {name}, {moved:,} rows moved, {united:,} united")
            return text.format(name=name, moved=sum(merged.moved.values()), united=sum(merged.united.values()))

        self.commit(member_merges.merge, said=said, tells=keep, keep=keep, drop=drop, take=take)

    def _side(self, name: str) -> str:
        return B if self.sides[name][1].isChecked() else A

    def _on_chosen(self, choice: Choice | None) -> None:
        self.b = None if choice is None else MemberId(choice.id)
        self._load()

    def _load(self) -> None:
        self.found = None
        if self.b is None:
            self._greyed(True)
            return

        def show(found: tuple[Comparison, Words]) -> None:
            if self.is_open and self.b == found[0].b:
                self._show(*found)

        self.office.ask(_load, show, refused=self.on_refused, a=self.a, b=self.b)

    def _greyed(self, on: bool) -> None:
        for each in (self.save_button, self.apart_button):
            each.setEnabled(not on)

    def _on_apart(self) -> None:
        if self.found is not None and self.begin():
            found = self.found

            def saved(_none: None) -> None:
                if self.is_open:
                    self.accept()

            self.wait()
            said = _("Noted: two different people.")
            self.office.run(duplicates.keep_apart, saved, said=said, refused=self.on_refused, a=found.a, b=found.b)

    def _show(self, found: Comparison, words: Words) -> None:
        self.found = found
        self.tell("")
        self.sides, self.stays = {}, {}
        table = QWidget()
        box = column_in(table)
        grid = self._fields(found, words)
        _add_counts(grid, found)
        box.addLayout(grid)
        same = [_(FIELDS[field.name]) for field in found.fields if field.same and field.a not in (None, "", False)]
        if known := "、".join(same):
            text = _("The same in both: {fields}").format(fields=known)
            box.addWidget(label(text, role="faint", wrap=True))
        for name, number in found.meeting.items():
            if number:
                text = _("{what}: both stand in {number} of the same; they are united.")
                box.addWidget(label(text.format(what=_(TABLES[name]), number=number), role="faint", wrap=True))
        box.addStretch(1)
        self._table = table
        self.compared.setWidget(table)
        self._greyed(False)
        self.stays[A].setFocus()

    def _fields(self, found: Comparison, words: Words) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        grid.addWidget(label(_("Stays"), role="heading"), 0, 0)
        group = QButtonGroup(self.compared)
        first = B if sum(b for _a, b in found.counts.values()) > sum(a for a, _b in found.counts.values()) else A
        for column, (side, name, code) in enumerate(zip((A, B), found.names, found.codes, strict=True), 1):
            self.stays[side] = made = QRadioButton()
            made.setAccessibleName(_("{name} {code} stays").format(name=name, code=code))
            made.setChecked(side == first)
            group.addButton(made)
            grid.addWidget(Told(made, f"{name}　{code}"), 0, column)
        rows = [field for field in found.fields if not field.same]
        for row, field in enumerate(rows, 1):
            self._add_row(grid, row, field, words)
        return grid

    def _add_row(self, grid: QGridLayout, row: int, field: Field, words: Words) -> None:
        word = _(FIELDS[field.name])
        grid.addWidget(label(word, role="faint"), row, 0)
        group, made = QButtonGroup(self.compared), []
        for column, (side, value) in enumerate(((A, field.a), (B, field.b)), 1):
            text = shown(field.name, value, words)
            choice = QRadioButton()
            choice.setAccessibleName(f"{word}: {text}")
            choice.setChecked(field.default == side)
            group.addButton(choice)
            grid.addWidget(Told(choice, text), row, column)
            made.append(choice)
        self.sides[field.name] = (made[0], made[1])


class Told(QWidget):
    """A choice with its words beside it, which wrap where they are long; a click on them chooses."""

    def __init__(self, choice: QRadioButton, text: str) -> None:
        super().__init__()
        self.choice = choice
        self.words = label(text, wrap=True)
        line = row_in(self)
        line.addWidget(choice, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses."""
        self.choice.setFocus()
        self.choice.setChecked(True)
        event.accept()


def shown(name: str, value: Any, words: Words) -> str:
    """A value in words; — for nothing."""
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in DATES:
        return as_text(value)
    if name == "gender":
        return {"male": _("male"), "female": _("female")}.get(value, str(value))
    return words.get(CATALOGUES.get(name, ""), {}).get(value, str(value))


def _add_counts(grid: QGridLayout, found: Comparison) -> None:
    """How many rows of each table both have, below the names."""
    row = grid.rowCount()
    grid.addWidget(label(_("What is kept of both"), role="heading"), row, 0, 1, 3)
    known = [(name, pair) for name, pair in found.counts.items() if any(pair)]
    for at, (name, pair) in enumerate(known, row + 1):
        grid.addWidget(label(_(TABLES[name]), role="faint"), at, 0)
        for column, number in enumerate(pair, 1):
            grid.addWidget(label(f"{number:,}"), at, column)


def _load(session: Any, *, a: MemberId, b: MemberId) -> tuple[Comparison, Words]:
    return duplicates.compare(session, a=a, b=b), member_forms.words(session)
