"""Terms of office: the one that began, its extension, and the election with its results (ORG-05, S152)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridparty.domain import person_forms
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, terms
from gridparty.operations.terms import Elected, Election, TermRow
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day
from gridparty.ui.widgets.words import button, label, named

USUAL_POSTS = ("secretary", "organisation_member", "publicity_member")


class TermDialog(EntryDialog):
    """When the term began and how long it lasts; or (`row`) the correction of its days."""

    def __init__(
        self, office: Office, *, unit: UnitId, unit_name: str, years: int | None, row: TermRow | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(office, _("Term of office of {unit}").format(unit=unit_name), parent, save_text=_("&Save"))
        self.unit, self.row = unit, row
        self.start, self.years = QLineEdit("" if row is None else str(row.start)), QLineEdit(str(years or ""))
        self.due = QLineEdit("" if row is None else str(row.due))
        self.add("start", _("Elected on *"), self.start, hint="2023-10-25")
        if row is None:
            self.add("years", _("Years"), self.years)
        self.add("due", _("Election due on"), self.due, hint=_("Empty: after so many years"))
        self.fit(36, 14)
        self.start.setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        values: dict[str, Any] = {"start": _day(self.start, "start", problems), "due": None}
        if not self.start.text().strip():
            problems["start"] = _("Write the day of the election with which the term began.")
        if self.due.text().strip():
            values["due"] = _day(self.due, "due", problems)
        if self.row is None:
            values["years"] = _number(self.years, "years", problems)
        if self.tell_problems(problems):
            return

        self.wait()
        if self.row is None:
            said = _("Term entered: since {day}").format(day=values["start"])
            self.office.run(terms.add, self._on_saved, said=said, refused=self.on_refused, unit=self.unit, **values)
        else:
            said = _("Term corrected: since {day}").format(day=values["start"])
            self.office.run(terms.edit, self._on_saved, said=said, refused=self.on_refused, term=self.row.id, **values)

    def _on_saved(self, _term: Any) -> None:
        self.saved.emit(self.unit)
        if self.is_open:
            self.accept()


class ExtendDialog(EntryDialog):
    """Until when the superior lets the election wait, and by which document."""

    def __init__(self, office: Office, *, row: TermRow, parent: QWidget | None = None) -> None:
        super().__init__(
            office, _("Extend the term of {unit}").format(unit=row.unit_name), parent, save_text=_("&Save")
        )
        self.row = row
        self.until, self.document = QLineEdit(), QLineEdit(maxLength=100)
        self.add("until", _("Until *"), self.until, hint="2027-03-31")
        self.add("document", _("Document *"), self.document, hint=_("Number of the approval"))
        self.fit(36, 11)
        self.until.setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        until = _day(self.until, "until", problems)
        if self.tell_problems(problems):
            return

        def saved(_none: None) -> None:
            self.saved.emit(self.row.unit)
            if self.is_open:
                self.accept()

        self.wait()
        self.office.run(
            terms.extend, saved, said=_("Extended until {day}.").format(day=until), refused=self.on_refused,
            term=self.row.id, until=until, document=self.document.text(),
        )  # fmt: skip


class ResultLine(QWidget):
    """Who was elected to which post, with how many votes."""

    def __init__(self, dialog: EntryDialog, words: dict[str, str], post: str | None) -> None:
        super().__init__()
        self.person = named(person_field(dialog), _("Elected person"))
        self.person.setPlaceholderText(_("Name, initials, code or phone tail"))
        self.post: QComboBox = named(combo({}), _("Post"))
        self.votes = named(QLineEdit(), _("Votes"))
        self.votes.setPlaceholderText(_("Votes"))
        self.votes.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 10)
        refill(self.post, words, post)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for field, stretch in ((self.post, 2), (self.person, 3), (self.votes, 0)):
            box.addWidget(field, stretch)


class ElectionDialog(EntryDialog):
    """The election that ends the term and begins the next; with results the posts follow (S152)."""

    def __init__(
        self, office: Office, *, unit: UnitId, unit_name: str, years: int | None, month: Month,
        held: Sequence[str] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(office, _("Election in {unit}").format(unit=unit_name), parent, save_text=_("&Save"))
        self.unit = unit
        self._proposed = tuple(held) or USUAL_POSTS
        self._words: dict[str, str] = {}
        self.day, self.years = QLineEdit(str(usual_day(month))), QLineEdit(str(years or ""))
        self.expected, self.present = QLineEdit(), QLineEdit()
        self.add("day", _("Day of the election *"), self.day, hint="2026-10-25")
        self.add("years", _("Years of the term"), self.years)
        self.add("expected", _("Entitled to vote"), self.expected, hint=_("May stay empty"))
        self.add("present", _("Came to vote"), self.present, hint=_("May stay empty"))
        self.results: list[ResultLine] = []
        self.lines = QVBoxLayout()
        self.more_button = button(_("Another &line"), self._on_more)
        self._lay_out()
        self.fit(46, 27)
        self.day.setFocus()
        self.day.selectAll()
        self.note_start()
        office.ask(catalogues.labels, self._on_words, catalogue="posts")

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        day, years = _day(self.day, "day", problems), _number(self.years, "years", problems)
        expected = _number(self.expected, "expected", problems)
        present = _number(self.present, "present", problems)
        results, sentence = self._read_results()
        if self.tell_problems(problems):
            return
        if sentence:
            self.tell(sentence)
            return

        def saved(_term: Any) -> None:
            self.saved.emit(self.unit)
            if self.is_open:
                self.accept()

        self.wait()
        election = Election(expected, present, tuple(results))
        said = _("Election of {day} entered; the next term has begun.").format(day=day)
        self.office.run(
            terms.elect, saved, said=said, refused=self.on_refused, unit=self.unit, day=day, election=election,
            years=years,
        )  # fmt: skip

    def _lay_out(self) -> None:
        hint = _(
            "Results may stay empty; then the posts stay as they are. With results, those not elected again leave the "
            "committee on that day and the elected take their posts."
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area.takeWidget())
        column.addWidget(label(_("Election results"), role="heading"))
        column.addWidget(label(hint, role="small", wrap=True))
        column.addLayout(self.lines)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.area.setWidget(whole)

    def _on_words(self, words: dict[str, str]) -> None:
        if self.is_open:
            self._words = words
            for post in self._proposed:
                self._add_line(post)

    def _on_more(self) -> None:
        self._add_line("committee_member").person.setFocus()

    def _add_line(self, post: str) -> ResultLine:
        line = ResultLine(self, self._words, post)
        self.results.append(line)
        self.lines.addWidget(line)
        before = self.results[-2].votes if len(self.results) > 1 else self.present
        for earlier, later in ((before, line.post), (line.post, line.person), (line.person, line.votes)):
            self.setTabOrder(earlier, later)
        self.setTabOrder(line.votes, self.more_button)
        return line

    def _read_results(self) -> tuple[list[Elected], str]:
        found: list[Elected] = []
        for line in self.results:
            votes = line.votes.text().strip()
            if line.person.choice is None:
                if line.person.text().strip():
                    line.person.setFocus()
                    return [], _("Choose somebody from the list: type a name, initials or a phone tail.")
                continue
            if votes and not (votes.isascii() and votes.isdecimal()):
                line.votes.setFocus()
                return [], _("“{text}” is not a number of votes.").format(text=votes)
            found.append(
                Elected(MemberId(line.person.choice.id), line.post.currentData(), int(votes) if votes else None)
            )
        return found, ""


def _day(edit: QLineEdit, key: str, problems: dict[str, str]) -> date | None:
    try:
        return person_forms.read_day(edit.text())
    except InvalidInput as problem:
        problems[key] = str(problem)
        return None


def _number(edit: QLineEdit, key: str, problems: dict[str, str]) -> int | None:
    typed = edit.text().strip()
    if typed and not (typed.isascii() and typed.isdecimal()):
        problems[key] = _("Write a whole number.")
    return int(typed) if typed and key not in problems else None
