"""What the entry forms about people share: fields with their sentence below, Enter moves on, Ctrl+Enter saves."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridparty.domain import person_forms
from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _
from gridparty.ui.keys import ENTER
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters, column_in, fit
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, label, restyle


class FormField(QWidget):
    """A word, the editor under it, and room for the sentence that says what is wrong with it."""

    def __init__(self, text: str, editor: QWidget, *, beside: QWidget | None = None, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        word = QLabel(text)
        word.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(text)
        if hint and isinstance(editor, QLineEdit):
            editor.setPlaceholderText(hint)
        self.problem = label("", role="error", wrap=True)
        self.problem.hide()
        line = QHBoxLayout()
        line.setSpacing(self.fontMetrics().height() // 4)
        line.addWidget(editor, 1)
        if beside is not None:
            line.addWidget(beside)
        box = column_in(self, gap=self.fontMetrics().height() // 5)
        box.addWidget(word)
        box.addLayout(line)
        box.addWidget(self.problem)
        box.addStretch(1)

    def tell(self, sentence: str) -> None:
        """Says what is wrong with the entry; nothing if the sentence is empty."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        self.editor.setProperty("wrong", "true" if sentence else "")
        restyle(self.editor)


class EntryDialog(QDialog):
    """A form that scrolls where the screen is small. Subclasses add fields and fill `save`."""

    saved = Signal(object)  # what the operation returned, or what the form says in its place

    def __init__(self, office: Office, title: str, parent: QWidget | None, *, save_text: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.office = office
        self.fields: dict[str, FormField] = {}
        self.is_open = True
        self._is_saving = self._is_warned = False
        self._first: tuple[Any, ...] | None = None
        height = self.fontMetrics().height()
        self.form = QWidget()
        self.flow = FlowLayout(self.form, gap=height * 2 // 3, column=characters(self, 15))
        self.area = scrolled(self.form)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.flow.setContentsMargins(2, 2, height // 2, 2)
        self.sentence = label("", role="error", wrap=True)
        self.sentence.hide()
        self.save_button = button(save_text, self.save, role="primary")
        self.save_button.setToolTip("Ctrl+Enter")
        self.cancel_button = button(_("Cancel"), self._on_cancelled)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(label(_("Enter: next field　Ctrl+Enter: save"), role="small"))
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.cancel_button)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(height, height, height, height)
        self.box.addWidget(self.area, 1)
        self.box.addWidget(self.sentence)
        self.box.addLayout(self.buttons)

    def fit(self, wide: int, high: int) -> None:
        """The size at first, in characters and lines, as far as the screen has room."""
        fit(self, wide, high)

    def add(self, key: str, text: str, editor: QWidget, *, beside: QWidget | None = None, hint: str = "") -> None:
        """Adds a field at the end."""
        self.fields[key] = field = FormField(text, editor, beside=beside, hint=hint)
        self.flow.addWidget(field)

    def save(self) -> None:
        """Reads the fields and runs the operation."""
        raise NotImplementedError

    def begin(self) -> bool:
        """Whether saving may begin: not while an earlier one is under way. Takes earlier sentences away."""
        if self._is_saving:
            return False
        self.tell("")
        for field in self.fields.values():
            field.tell("")
        return True

    def tell_problems(self, problems: dict[str, str]) -> bool:
        """Shows the sentences at their fields and goes to the first. Returns whether there are any."""
        wrong = [key for key in self.fields if key in problems]
        for key in wrong:
            self.fields[key].tell(problems[key])
        if wrong:
            self.fields[wrong[0]].editor.setFocus()
            self.area.ensureWidgetVisible(self.fields[wrong[0]])
        return bool(problems)

    def tell(self, sentence: str) -> None:
        """A sentence about the whole entry, above the buttons."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def read_day(self, key: str, problems: dict[str, str], *, is_optional: bool = False) -> date | None:
        """The day typed into the line of a field; None with a sentence in `problems` for what is none."""
        line = self.fields[key].editor
        assert isinstance(line, QLineEdit)
        if is_optional and not line.text().strip():
            return None
        try:
            return person_forms.read_day(line.text())
        except InvalidInput as problem:
            problems[key] = str(problem)
            return None

    def commit(
        self,
        operation: Callable[..., Any],
        then: Callable[[], object] | None = None,
        /,
        *,
        said: str | Callable[[Any], str],
        tells: Any = None,
        **kwargs: Any,
    ) -> None:
        """Runs the operation beside the window; once it is saved `saved` is told, and the form closes or does `then`.

        `tells`: what `saved` carries in place of the operation's result.
        """

        def saved(result: Any) -> None:
            self.saved.emit(result if tells is None else tells)
            if self.is_open:
                (then or self.accept)()

        self.wait()
        self.office.run(operation, saved, said=said, refused=self.on_refused, **kwargs)

    def wait(self) -> None:
        """The operation is under way."""
        self._is_saving = True
        self.save_button.setEnabled(False)

    def end_wait(self) -> None:
        """The operation has ended."""
        self._is_saving = False
        self.save_button.setEnabled(True)

    def on_refused(self, sentence: str) -> None:
        """Shows why it was not saved; what was typed stays."""
        if self.is_open:
            self.end_wait()
            self.tell(sentence)
        else:
            self.office.refused.emit(sentence)

    def note_start(self) -> None:
        """Remembers the form as it is, so that leaving it unchanged needs no second word."""
        self._first = self._contents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field or presses a button, Ctrl+Enter saves."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif isinstance(pressed := self.focusWidget(), QPushButton):
            pressed.click()
        else:
            self.focusNextChild()
            if (now := self.focusWidget()) is not None and self.form.isAncestorOf(now):
                self.area.ensureWidgetVisible(now)

    def reject(self) -> None:
        """Esc: where something was typed the first press only warns."""
        if not self._is_warned and self._first is not None and self._contents() != self._first:
            self._is_warned = True
            self.tell(_("Press Esc again to give up what was typed."))
            return
        super().reject()

    def done(self, result: int) -> None:
        """Closes; answers that are still under way are not shown any more."""
        self.is_open = False
        super().done(result)

    def _on_cancelled(self) -> None:
        self._is_warned = True
        self.reject()

    def _contents(self) -> tuple[Any, ...]:
        return tuple(_content(field.editor) for field in self.fields.values())


def _content(editor: QWidget) -> Any:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentIndex()
    return editor.isChecked() if isinstance(editor, QCheckBox) else None


def combo(words: dict[Any, str], current: Any = None) -> QComboBox:
    """A box of words, their codes as data."""
    made = QComboBox()
    refill(made, words, current)
    return made


def refill(box: QComboBox, words: dict[Any, str], current: Any = None) -> None:
    """Other words for a box; `current` is the code to stand at."""
    box.clear()
    for code, word in words.items():
        box.addItem(word, code)
    box.setCurrentIndex(max(0, box.findData(current)))
