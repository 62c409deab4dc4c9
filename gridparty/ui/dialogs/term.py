"""Terms of office: the one that began, its extension, and the election with its results (ORG-05, S152)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from gridparty.domain import terms as rules
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, terms
from gridparty.operations.member_forms import Choice
from gridparty.operations.terms import Elected, Election, TermRow
from gridparty.ui.dialogs.choosers import person_field
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day
from gridparty.ui.widgets.boxes import column_in, row_in
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
        values: dict[str, Any] = {"start": self.read_day("start", problems)}
        if not self.start.text().strip():
            problems["start"] = _("Write the day of the election with which the term began.")
        values["due"] = self.read_day("due", problems, is_optional=True)
        if self.row is None:
            values["years"] = _number(self.years, "years", problems)
        if self.tell_problems(problems):
            return
        if self.row is None:
            said = _("Term entered: since {day}").format(day=values["start"])
            self.commit(terms.add, said=said, tells=self.unit, unit=self.unit, **values)
        else:
            said = _("Term corrected: since {day}").format(day=values["start"])
            self.commit(terms.edit, said=said, tells=self.unit, term=self.row.id, **values)


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
        until = self.read_day("until", problems)
        if self.tell_problems(problems):
            return
        said, document = _("Extended until {day}.").format(day=until), self.document.text()
        self.commit(terms.extend, said=said, tells=self.row.unit, term=self.row.id, until=until, document=document)


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
        box = row_in(self)
        for field, stretch in ((self.post, 2), (self.person, 3), (self.votes, 0)):
            box.addWidget(field, stretch)


class ElectionDialog(EntryDialog):
    """The election that ends the term and begins the next; with results the posts follow (S152)."""

    def __init__(
        self, office: Office, *, unit: UnitId, unit_name: str, years: int | None, month: Month,
        held: Sequence[str] = (), row: TermRow | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("Election in {unit}") if row is None else _("Correct the election in {unit}")
        super().__init__(office, title.format(unit=unit_name), parent, save_text=_("&Save"))
        self.unit, self.row = unit, row
        self._proposed = tuple(held) or USUAL_POSTS
        self._words: dict[str, str] = {}
        self.day, self.years = QLineEdit(str(usual_day(month))), QLineEdit(str(years or ""))
        counts = (None, None) if row is None else (row.election.expected, row.election.present)
        self.expected, self.present = (QLineEdit("" if each is None else str(each)) for each in counts)
        if row is None:
            self.add("day", _("Day of the election *"), self.day, hint="2026-10-25")
            self.add("years", _("Years of the term"), self.years)
        self.add("expected", _("Entitled to vote"), self.expected, hint=_("May stay empty"))
        self.add("present", _("Came to vote"), self.present, hint=_("May stay empty"))
        self.doubt = label("", role="error", wrap=True)
        for field in (self.expected, self.present):
            field.textChanged.connect(lambda _text: self._tell_doubt())
        self.results: list[ResultLine] = []
        self.lines = QVBoxLayout()
        self.more_button = button(_("Another &line"), self._on_more)
        self._lay_out()
        self.fit(46, 27)
        first = self.day if row is None else self.expected
        first.setFocus()
        first.selectAll()
        self.note_start()
        office.ask(catalogues.labels, self._on_words, catalogue="posts")

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        day, years = None, None
        if self.row is None:
            day, years = self.read_day("day", problems), _number(self.years, "years", problems)
        expected = _number(self.expected, "expected", problems)
        present = _number(self.present, "present", problems)
        results, sentence = self._read_results()
        if self.tell_problems(problems):
            return
        if sentence:
            self.tell(sentence)
            return
        election = Election(expected, present, tuple(results))
        if self.row is not None:
            said = _("Results of the election of {day} corrected.").format(day=self.row.start)
            self.commit(terms.correct, said=said, tells=self.unit, term=self.row.id, election=election)
            return
        said = _("Election of {day} entered; the next term has begun.").format(day=day)
        self.commit(terms.elect, said=said, tells=self.unit, unit=self.unit, day=day, election=election, years=years)

    def _lay_out(self) -> None:
        hint = _(
            "Results may stay empty; then the posts stay as they are. With results, those not elected again leave the "
            "committee on that day and the elected take their posts."
        )
        whole = QWidget()
        column = column_in(whole)
        column.addWidget(self.area.takeWidget())
        column.addWidget(label(_("Election results"), role="heading"))
        column.addWidget(label(hint, role="small", wrap=True))
        column.addLayout(self.lines)
        column.addWidget(self.doubt)
        self.doubt.hide()
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.area.setWidget(whole)

    def _on_words(self, words: dict[str, str]) -> None:
        if self.is_open:
            self._words = words
            if self.row is None:
                for post in self._proposed:
                    self._add_line(post)
                return
            for each in self.row.election.results:
                line = self._add_line(each.post)
                line.person.set_choice(Choice(each.member, self.row.names.get(each.member, "")))
                line.votes.setText("" if each.votes is None else str(each.votes))

    def _on_more(self) -> None:
        self._add_line("committee_member").person.setFocus()

    def _add_line(self, post: str) -> ResultLine:
        line = ResultLine(self, self._words, post)
        self.results.append(line)
        line.votes.textChanged.connect(lambda _text: self._tell_doubt())
        self.lines.addWidget(line)
        before = self.results[-2].votes if len(self.results) > 1 else self.present
        for earlier, later in ((before, line.post), (line.post, line.person), (line.person, line.votes)):
            self.setTabOrder(earlier, later)
        self.setTabOrder(line.votes, self.more_button)
        return line

    def _tell_doubt(self) -> None:
        """What the rules on elections would object to (LIFE-05); it is said, not refused."""
        expected, present = (_count(field) for field in (self.expected, self.present))
        said = []
        if expected and present is not None and not rules.has_quorum(expected=expected, present=present):
            said.append(_("Fewer than four fifths of those entitled came; such an election is not valid."))
        few = [line for line in self.results if (votes := _count(line.votes)) is not None and present is not None
               and not rules.is_elected(votes=votes, present=present)]  # fmt: skip
        if few:
            said.append(_("Somebody has no more than half of the votes of those who came."))
        self.doubt.setText(" ".join(said))
        self.doubt.setVisible(bool(said))

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


def _count(edit: QLineEdit) -> int | None:
    typed = edit.text().strip()
    return int(typed) if typed.isascii() and typed.isdecimal() else None


def _number(edit: QLineEdit, key: str, problems: dict[str, str]) -> int | None:
    typed = edit.text().strip()
    if typed and not (typed.isascii() and typed.isdecimal()):
        problems[key] = _("Write a whole number.")
    return int(typed) if typed and key not in problems else None
