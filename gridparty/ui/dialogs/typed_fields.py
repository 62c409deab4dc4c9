"""Editors for the typed fields that a register's catalogue describes, and what was typed into them (E10)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from gridparty.domain import person_forms, registers
from gridparty.domain.errors import InvalidInput
from gridparty.domain.registers import Field
from gridparty.i18n import _
from gridparty.ui.dialogs.member_entry import EntryDialog, combo
from gridparty.ui.widgets.words import button

LINES = 3  # of a long text in sight


class LongText(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """So many lines; longer texts scroll."""
        room = (
            self.contentsMargins().top() + self.contentsMargins().bottom() + 2 * round(self.document().documentMargin())
        )
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * LINES + room)


class PhoneField(QLineEdit):
    """A telephone number that stands masked until it is asked for; what is not touched stays as it is stored."""

    def __init__(self, masked: str | None) -> None:
        super().__init__()
        self.masked, self.before = masked, ""

    def show_plain(self, value: str) -> None:
        """The stored number, to be corrected or taken away."""
        self.before = value
        self.setText(value)
        self.setFocus()

    @property
    def is_untouched(self) -> bool:
        """Whether a stored number is to stay."""
        return bool(self.masked) and self.text().strip() == self.before


def editor(field: Field, value: Any) -> QWidget:
    """The editor of a field, showing a stored value (None: empty)."""
    if field.type == registers.CHOICE:
        words: dict[Any, str] = {choice.code: registers.label(choice) for choice in field.choices}
        return combo({None: "", **words}, value)
    if field.type == registers.FLAG:
        made = QCheckBox(_("yes"))
        made.setChecked(bool(value))
        return made
    if field.type == registers.PHONE:
        return PhoneField(value)
    text = "" if value is None else str(value)
    return LongText(text) if field.type == registers.LONG_TEXT else QLineEdit(text)


def add_fields(
    dialog: EntryDialog,
    fields: Sequence[Field],
    facts: Mapping[str, Any],
    reveal: Callable[[str, PhoneField], None] | None = None,
) -> dict[str, QWidget]:
    """Adds the fields to a dialog with the facts stored; returns the editors by key.

    `reveal` is asked for the plain number of a telephone field; without it only another number can be typed.
    """
    editors = {}
    for field in fields:
        made = editors[field.key] = editor(field, facts.get(field.key))
        word = registers.label(field) + (" *" if field.required else "")
        hint = "2026-10-25" if field.type == registers.DATE else ""
        show = None
        if isinstance(made, PhoneField):
            hint = made.masked or ""
            show = _show_link(field, made, reveal) if made.masked and reveal is not None else None
        dialog.add(f"fact:{field.key}", word, made, beside=show, hint=hint)
    return editors


def _show_link(field: Field, made: PhoneField, reveal: Callable[[str, PhoneField], None]) -> QWidget:
    show = button(_("Show"), lambda: reveal(field.key, made), role="link")
    show.setAccessibleName(_("Show: {fact}").format(fact=registers.label(field)))
    return show


def read(fields: Sequence[Field], editors: Mapping[str, QWidget]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values by key, None for what is empty; and a sentence for each field that cannot be read.

    A telephone number that was not touched is left out, so that the stored one stays.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in fields:
        made = editors[field.key]
        if isinstance(made, PhoneField) and made.is_untouched:
            continue
        try:
            values[field.key] = registers.parse(field, _typed(field, made))
            if values[field.key] is None and field.required:
                raise InvalidInput(_("“{field}” is missing.").format(field=registers.label(field)))
        except InvalidInput as problem:
            problems[f"fact:{field.key}"] = str(problem)
    return values, problems


def _typed(field: Field, made: QWidget) -> Any:
    if isinstance(made, QComboBox):
        return made.currentData()
    if isinstance(made, QCheckBox):
        return True if made.isChecked() else None
    if isinstance(made, QPlainTextEdit):
        return made.toPlainText()
    assert isinstance(made, QLineEdit)
    text = made.text()
    return person_forms.read_day(text) if field.type == registers.DATE and text.strip() else text
