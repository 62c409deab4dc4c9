"""What fills the chosen cell of a form: the cell, a field to choose by typing, and of which month, span and unit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gridparty.domain.column_letters import column_letters
from gridparty.domain.form_bindings import FIGURE, WORD, YEAR, Binding, parse_binding
from gridparty.i18n import N_, _
from gridparty.operations.service_lists import Word
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.choice_field import ChoiceField
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label, named

MONTHS = {
    "": N_("of the month asked for"),
    "-1": N_("of the month before"),
    "-12": N_("of the same month a year before"),
}
SPANS = {"": N_("in one month"), YEAR: N_("since January"), "-2": N_("in three months"), "-11": N_("in twelve months")}


class BindingBar(QWidget):
    """Like the line above a spreadsheet: shows what fills the cell, and takes something else."""

    bound = Signal(object)  # Binding; None frees the cell
    told = Signal(str)  # a sentence about what was typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[str, Word] = {}
        self.cell = label("", role="heading")
        self.choice = named(ChoiceField(), _("What fills the cell"))
        self.choice.setPlaceholderText(_("Type what fills this cell: a figure, a word, a list"))
        self.month, self.span = _box(MONTHS, _("Of which month")), _box(SPANS, _("Over which span"))
        self.unit = named(QComboBox(), _("Of which organisation"))
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.free_button = button(_("Free the &cell"), lambda: self.bound.emit(None))
        row = FlowLayout(self, gap=6)
        self.cell.setMinimumWidth(self.fontMetrics().horizontalAdvance("AA000"))
        self.choice.setMinimumWidth(characters(self, 16))
        for widget in (self.cell, self.choice, self.month, self.span, self.unit, self.free_button):
            row.addWidget(widget)
        self.choice.chosen.connect(lambda _key: self._tell())
        self.choice.told.connect(self.told)
        for box in (self.month, self.span, self.unit):
            box.activated.connect(lambda _number: self._tell())

    def set_words(self, words: Sequence[Word]) -> None:
        """What there is to choose from."""
        self._words = {word.key: word for word in words}
        self.choice.set_words(words)

    def show_cell(self, row: int, column: int, binding: Binding | None, *, unit_key: str, unit_name: str) -> None:
        """Shows a cell and what fills it; the unit of the tree is offered as one that it may always be about."""
        self.cell.setText(f"{column_letters(column)}{row}")
        self.choice.set_key(_plain(binding) if binding else None)
        self.unit.clear()
        self.unit.addItem(_("of the organisation asked for"), "")
        for key, name in ((unit_key, unit_name), (binding.unit if binding else "", "")):
            if key and self.unit.findData(key) < 0:
                self.unit.addItem(_("always of {name}").format(name=name or key), key)
        for box, value in ((self.month, binding and binding.month), (self.span, binding and binding.since)):
            self._choose(box, value or "")
        self._choose(self.unit, binding.unit if binding else "")
        self._enable(binding)

    def words_of(self, binding: Binding) -> str:
        """A binding as a cell shows it."""
        word = self._words.get(_plain(binding))
        text = word.label if word else _plain(binding)
        more = [_(SPANS.get(binding.since, binding.since)) if binding.since else "",
                _(MONTHS.get(binding.month, binding.month)) if binding.month else "", binding.unit]  # fmt: skip
        return "，".join([text, *filter(None, more)])

    def _choose(self, box: QComboBox, value: str) -> None:
        if value and box.findData(value) < 0:
            box.addItem(value, value)
        box.setCurrentIndex(max(0, box.findData(value)))

    def _enable(self, binding: Binding | None) -> None:
        self.free_button.setEnabled(binding is not None)
        self.month.setEnabled(binding is not None)
        self.unit.setEnabled(binding is not None)
        self.span.setEnabled(binding is not None and binding.kind == FIGURE)

    def _tell(self) -> None:
        key = self.choice.key()
        if key is None:
            return
        chosen = parse_binding(key)
        since = self.span.currentData() if chosen.kind == FIGURE else ""
        is_today = chosen.kind == WORD and chosen.name == "date"
        month = "" if is_today else self.month.currentData()
        self.bound.emit(Binding(chosen.kind, chosen.name, chosen.column, self.unit.currentData() or "", month, since))


def _plain(binding: Binding) -> str:
    return str(Binding(binding.kind, binding.name, binding.column))


def _box(words: dict[str, str], name: str) -> QComboBox:
    made = named(QComboBox(), name)
    for value, text in words.items():
        made.addItem(_(text), value)
    return made
