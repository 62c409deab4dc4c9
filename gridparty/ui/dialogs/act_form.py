"""A small form for one act: what is asked, and the operation that gets the answers (transfers, talks, contacts …)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from gridparty.domain import person_forms
from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import parse_partial_date
from gridparty.domain.typed_entries import plain
from gridparty.i18n import _
from gridparty.operations.member_forms import Choice
from gridparty.ui.dialogs.choosers import person_field, unit_field
from gridparty.ui.dialogs.member_chooser import ChooserField
from gridparty.ui.dialogs.member_entry import EntryDialog, combo
from gridparty.ui.dialogs.typed_fields import LongText
from gridparty.ui.office import Office
from gridparty.ui.widgets.people_field import PeopleField
from gridparty.ui.widgets.words import label

TEXT, LONG, NUMBER, DAY, PARTIAL, MONTH = "text", "long", "number", "day", "partial", "month"
CHOICE, FLAG, PERSON, PEOPLE, UNIT = "choice", "flag", "person", "people", "unit"
HINTS = {DAY: "2026-10-25", PARTIAL: "2026-10-25", MONTH: "2026-10"}
WIDE = 36  # characters


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: the operation's argument, the word before the field, what it takes, and what stands in it."""

    key: str
    word: str
    kind: str = TEXT
    value: Any = None  # a person or unit as Choice, people as their numbers
    choices: Mapping[Any, str] | None = None
    required: bool = False
    hint: str = ""


class ActForm(EntryDialog):
    """Asks, then runs the operation. `shape` makes its arguments of the answers and may raise InvalidInput."""

    def __init__(
        self,
        office: Office,
        operation: Callable[..., Any],
        *,
        title: str,
        asks: Sequence[Ask],
        said: str | Callable[[Any], str],
        save_text: str = "",
        meaning: str = "",
        shape: Callable[[dict[str, Any]], dict[str, Any]] = dict,
        parent: QWidget | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(office, title, parent, save_text=save_text or _("&Save"))
        self.asks, self._operation, self._kwargs = tuple(asks), operation, kwargs
        self._said, self._shape = said, shape
        if meaning:
            self.box.insertWidget(0, label(meaning, wrap=True))
        self.editors: dict[str, Any] = {}
        for ask in self.asks:
            made = self.editors[ask.key] = self._editor(ask)
            made.setAccessibleName(ask.word)
            word = "" if ask.kind == FLAG else ask.word + (" *" if ask.required else "")
            self.add(ask.key, word, made, hint=ask.hint or HINTS.get(ask.kind, ""))
            word_above = self.fields[ask.key].findChild(QLabel)
            if word_above is not None and all(each.kind == FLAG for each in self.asks):
                word_above.hide()
        self.fit(WIDE, _lines(self.asks) + (3 if meaning else 0))
        first = self.editors[self.asks[0].key]
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()
        self.note_start()

    def save(self) -> None:
        """Runs the operation, or says what is wrong."""
        if not self.begin():
            return
        values, problems = self._read()
        if self.tell_problems(problems):
            return
        try:
            given = self._shape(values)
        except InvalidInput as problem:
            self.tell(str(problem))
            return
        self.commit(self._operation, said=self._said, **{**self._kwargs, **given})

    def _editor(self, ask: Ask) -> QWidget:
        if ask.kind == CHOICE:
            return combo(dict(ask.choices or {}), ask.value)
        if ask.kind == FLAG:
            made = QCheckBox(ask.word)
            made.setChecked(bool(ask.value))
            return made
        if ask.kind in (PERSON, UNIT):
            chooser = person_field(self) if ask.kind == PERSON else unit_field(self)
            chooser.set_choice(ask.value)
            return chooser
        if ask.kind == PEOPLE:
            people = PeopleField(self.office)
            if ask.value:
                people.set_people(ask.value)
            return people
        text = "" if ask.value is None else str(ask.value)
        return LongText(text) if ask.kind == LONG else QLineEdit(text)

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for ask in self.asks:
            try:
                values[ask.key] = answer(ask, self.editors[ask.key])
                if ask.required and values[ask.key] in (None, ()):
                    raise InvalidInput(_("“{field}” is missing.").format(field=ask.word))
            except InvalidInput as problem:
                problems[ask.key] = str(problem)
        return values, problems


def _lines(asks: Sequence[Ask]) -> int:
    """The height of a form with two fields side by side, in lines."""
    rows = (len(asks) + 1) // 2
    if all(ask.kind == FLAG for ask in asks):
        return 8 + rows * 2
    return 8 + rows * 7 // 2 + 3 * any(ask.kind == LONG for ask in asks)


def answer(ask: Ask, made: QWidget) -> Any:
    """What was typed or chosen, None for nothing. Raises InvalidInput."""
    if isinstance(made, QComboBox):
        return made.currentData()
    if isinstance(made, QCheckBox):
        return made.isChecked()
    if isinstance(made, PeopleField):
        if not made.settle():
            raise InvalidInput(_("Choose somebody from the list: type a name, initials or a phone tail."))
        return tuple(made.members())
    if isinstance(made, ChooserField):
        return _chosen(ask, made.choice, made.text())
    assert isinstance(made, QLineEdit | QPlainTextEdit)
    text = (made.text() if isinstance(made, QLineEdit) else made.toPlainText()).strip()
    return _parsed(ask, text) if text else None


def _chosen(ask: Ask, choice: Choice | None, text: str) -> Any:
    if choice is not None:
        return choice.id
    if not text.strip():
        return None
    if ask.kind == UNIT:
        raise InvalidInput(_("Choose a unit from the list (↓ opens it)."))
    raise InvalidInput(_("Choose somebody from the list: type a name, initials or a phone tail."))


def _parsed(ask: Ask, text: str) -> Any:
    if ask.kind == DAY:
        return person_forms.read_day(text)
    if ask.kind == PARTIAL:
        return parse_partial_date(text)
    if ask.kind == MONTH:
        return Month.parse(plain(text))
    if ask.kind == NUMBER:
        try:
            return float(plain(text))
        except ValueError:
            raise InvalidInput(_("“{text}” is not a number.").format(text=text)) from None
    return text
