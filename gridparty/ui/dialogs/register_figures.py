"""What the lists behind a register's figures share: fields that say for when, the list, and Enter goes to the entry."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label, named

WIDE, HIGH, FIELD = 56, 24, 12  # Chinese characters, lines, digits


class RegisterFigures(QDialog):
    """Subclasses fill `query` and `show_answer`; `ask` reads the fields and shows the list anew."""

    entry_chosen = Signal(object)  # EntryId

    def __init__(
        self, office: Office, *, title: str, hint: str, view: RowsView[Any],
        fields: Sequence[tuple[str, QLineEdit | QComboBox]], parent: QWidget | None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.office, self.view = office, view
        self._is_open = True
        self.problem = label("", role="error", wrap=True)
        self.answer = label("", wrap=True)
        self.show_button = button(_("Sh&ow"), self.ask)
        self._lay_out(hint, fields)
        view.activated.connect(self._on_chosen)
        self.finished.connect(self.deleteLater)

    def ask(self) -> None:
        """Reads the fields and asks for the list; what cannot be read is said above it."""
        self.problem.setText("")
        self.problem.hide()
        try:
            query, kwargs = self.query()
        except InvalidInput as problem:
            self._refuse(str(problem))
            return

        def show(found: Any) -> None:
            if self._is_open:
                self.show_answer(found)
                self._choose_first()

        self.office.ask(query, show, refused=self._refuse, **kwargs)

    def query(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """What is asked for, with its arguments. Raises InvalidInput."""
        raise NotImplementedError

    def show_answer(self, found: Any) -> None:
        """Shows what was found."""
        raise NotImplementedError

    def done(self, result: int) -> None:
        """Closes; answers that are still under way are not shown any more."""
        self._is_open = False
        super().done(result)

    def _choose_first(self) -> None:
        """So that Enter opens something at once."""
        table = self.view.table
        if self.view.current() is None and table.model().rowCount():
            table.setCurrentIndex(table.model().index(0, 0))

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self.problem.setText(sentence)
            self.problem.show()

    def _on_chosen(self, row: Any, _key: str) -> None:
        self.accept()
        self.entry_chosen.emit(row.entry)

    def _lay_out(self, hint: str, fields: Sequence[tuple[str, QLineEdit | QComboBox]]) -> None:
        height = self.fontMetrics().height()
        tools = FlowLayout(gap=height // 2)
        for text, field in fields:
            word = label(text)
            word.setBuddy(named(field, text.replace("&", "")))
            tools.addWidget(word)
            tools.addWidget(field)
            if isinstance(field, QLineEdit):
                field.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * FIELD)
                field.returnPressed.connect(self.ask)
            else:
                field.activated.connect(lambda _at: self.ask())
        tools.addWidget(self.show_button)
        feet = QHBoxLayout()
        feet.addWidget(self.answer, 1)
        feet.addWidget(button(_("C&lose"), self.reject))
        box = QVBoxLayout(self)
        box.setContentsMargins(height, height, height, height)
        box.addWidget(label(hint, role="faint", wrap=True))
        box.addLayout(tools)
        box.addWidget(self.problem)
        box.addWidget(self.view, 1)
        box.addLayout(feet)
        self.problem.hide()
        fit(self, WIDE, HIGH)
