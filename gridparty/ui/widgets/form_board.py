"""A form and what fills its cells: the line for the chosen cell, the sheets, the sheet in sight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QTabBar, QWidget

from gridparty.domain.form_bindings import Binding, CellPlace
from gridparty.i18n import _
from gridparty.operations.form_templates import Form
from gridparty.operations.service_lists import Word
from gridparty.ui.widgets.binding_bar import BindingBar
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.sheet_grid import SheetGrid
from gridparty.ui.widgets.words import label, named

if TYPE_CHECKING:
    from gridparty.exchange.form_sheets import FormSheet


class FormBoard(QWidget):
    """Shows one form; what is to be bound otherwise is told, and shown when the form comes back so."""

    changed = Signal(object, bool)  # bindings by cell, both as they are written; whether lists keep to the rows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self._sheets: Sequence[FormSheet] = ()
        self._unit = ("", "")
        self.bar = BindingBar()
        self.refusal = label("", role="error", wrap=True)
        self.sheets = QTabBar(drawBase=False, expanding=False)
        self.sheets.setAccessibleName(_("Sheets of the form"))
        self.grid = named(SheetGrid(), _("The form"))
        self.keep_rows = QCheckBox(_("Lists &keep to the form's empty rows"))
        self.told = label("", role="small")
        self._lay_out()
        self._connect()

    def show_form(
        self, form: Form | None, sheets: "Sequence[FormSheet]", words: Sequence[Word], *, unit_key: str, unit_name: str
    ) -> None:
        """Shows a form, or the same form again with other bindings: then the cursor stays."""
        is_other = self._form is None or form is None or self._form.id != form.id
        self._form, self._sheets, self._unit = form, sheets, (unit_key, unit_name)
        self.bar.set_words(words)
        self.keep_rows.setChecked(form is not None and form.keeps_rows)
        if is_other:
            self._show_sheets()
        else:
            self.grid.sheet_model.show_bound(self._bound())
        self._on_pointed()

    def refuse(self, sentence: str) -> None:
        """Says why a cell was not bound; an empty sentence takes the last one away."""
        self._say(sentence)
        self._on_pointed()

    def bind(self, binding: Binding | None) -> None:
        """Asks for the chosen cell to be filled with something else, or with nothing."""
        place = self._place()
        if self._form is not None and place is not None:
            held = {key: each for key, each in self._form.bindings.items() if key != place}
            self._tell(held if binding is None else {**held, place: binding}, keeps_rows=self._form.keeps_rows)

    def _tell(self, bindings: dict[CellPlace, Binding], *, keeps_rows: bool) -> None:
        self.refuse("")
        self.changed.emit({str(key): str(each) for key, each in bindings.items()}, keeps_rows)

    def _show_sheets(self) -> None:
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for sheet in self._sheets:
            self.sheets.addTab(sheet.name.replace("&", "&&"))
        self.sheets.setVisible(len(self._sheets) > 1)
        self.sheets.blockSignals(False)
        self._on_sheet()

    def _on_sheet(self, *_number: int) -> None:
        self.grid.show_sheet(self._sheet(), self._bound())
        self._on_pointed()

    def _on_pointed(self, *_at: int) -> None:
        place = self._place()
        self.bar.setEnabled(place is not None)
        if place is None or self._form is None:
            return
        key, name = self._unit
        self.bar.show_cell(place.row, place.column, self._form.bindings.get(place), unit_key=key, unit_name=name)
        hint = _("{count} cells are filled. Click a cell and type what fills it; Delete frees it.")
        self.told.setText(hint.format(count=len(self._form.bindings)))

    def _on_keep_rows(self, is_on: bool) -> None:
        if self._form is not None and is_on != self._form.keeps_rows:
            self._tell(self._form.bindings, keeps_rows=is_on)

    def _sheet(self) -> "FormSheet | None":
        number = max(self.sheets.currentIndex(), 0)
        return self._sheets[number] if number < len(self._sheets) else None

    def _place(self) -> CellPlace | None:
        sheet, place = self._sheet(), self.grid.place()
        return CellPlace(sheet.name, *place) if sheet is not None and place is not None else None

    def _bound(self) -> dict[tuple[int, int], str]:
        sheet = self._sheet()
        if self._form is None or sheet is None:
            return {}
        return {
            (place.row, place.column): self.bar.words_of(binding)
            for place, binding in self._form.bindings.items()
            if place.sheet == sheet.name
        }

    def _connect(self) -> None:
        self.sheets.currentChanged.connect(self._on_sheet)
        self.grid.pointed.connect(self._on_pointed)
        self.grid.wanted.connect(self.bar.choice.setFocus)
        self.grid.freed.connect(lambda: self.bind(None))
        self.bar.bound.connect(self.bind)
        self.bar.told.connect(self._say)
        self.bar.choice.entered.connect(self.grid.setFocus)
        self.keep_rows.toggled.connect(self._on_keep_rows)

    def _say(self, sentence: str) -> None:
        """Shows a sentence above the sheet; what was typed stays."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        box = column_in(self, gap=8)
        for part in (self.bar, self.refusal, self.sheets):
            box.addWidget(part)
        box.addWidget(self.grid, 1)
        foot = FlowLayout(gap=12)
        foot.addWidget(self.keep_rows)
        foot.addWidget(self.told)
        box.addLayout(foot)
        self.refusal.hide()
