"""Forms of superiors (表样回填): loaded once, their cells bound by pointing at them, filled for any unit and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from gridparty.domain.errors import InvalidInput
from gridparty.domain.form_bindings import LIST
from gridparty.domain.ids import FormId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import form_choices, form_templates, tree
from gridparty.operations.form_templates import Form, FormRow
from gridparty.operations.service_lists import Word
from gridparty.ui.dialogs.files import choose_file
from gridparty.ui.dialogs.form_fill import FillDialog
from gridparty.ui.office import Office
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.form_board import FormBoard
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, label, named

MARGIN = 22


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the page shows: the forms, the one that is open with its sheets, what cells can be filled with."""

    rows: tuple[FormRow, ...]
    form: Form | None
    sheets: tuple[Any, ...]
    words: tuple[Word, ...]
    unit_key: str
    unit_name: str


class FormsPage(Page):
    """A form as on paper, a line that says what fills the chosen cell, and the button that fills it all."""

    name = "forms"
    watches: ClassVar[frozenset[str]] = frozenset({"form_templates", "unit_states"})

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.form: Form | None = None
        self._loaded: _Loaded | None = None
        self._wanted: FormId | None = None
        self.forms = named(QComboBox(), _("Form"))
        self.load_button = button(_("&Load a form…"), self.choose_form)
        self.rename_button = button(_("Re&name…"), self.ask_name)
        self.remove_button = button(_("Re&move"), self.remove)
        self.fill_button = button(_("F&ill the form…"), self.ask_fill, role="primary")
        self.board = FormBoard()
        self._lay_out()
        self.forms.activated.connect(lambda _number: self.open_form(FormId(self.forms.currentData())))
        self.board.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Asks for the forms, and for the one that is open."""
        self.first_button.setEnabled(self.place.unit is not None)
        if self.place.unit is None:
            return
        wanted = self._wanted or (self.form.id if self.form else None)
        self.load(_load, self._show, unit=self.place.unit, month=self.place.month, form=wanted)

    def restyle(self) -> None:
        """Widths and heights follow the font."""
        self.board.grid.restyle()

    def show_item(self, item: Any) -> None:
        """A form's number, or the path of a new form."""
        if str(item).isdecimal():
            self.open_form(FormId(int(item)))
        elif Path(str(item)).is_file():
            self.add_form(Path(str(item)))

    def open_form(self, form: FormId) -> None:
        """Shows a form."""
        self._wanted = form
        self.reload()

    def choose_form(self) -> None:
        """Asks for a superior's form."""
        choose_file(self, _("Load a form"), _("Tables ({pattern})").format(pattern="*.xlsx"), self.add_form)

    def add_form(self, path: Path) -> None:
        """Keeps a form under the name of its file."""
        self.board.refuse("")
        known = {row.name for row in self._loaded.rows} if self._loaded else set()
        stem = path.stem[:50] or _("Form")
        names = (stem, *(f"{stem} {number}" for number in range(2, 1000)))
        name = next(each for each in names if each not in known)

        def read() -> bytes:
            try:
                return path.read_bytes()
            except OSError as problem:
                message = _("“{file}” cannot be opened ({detail}); close it in other programs and check the disk.")
                raise InvalidInput(message.format(file=path.name, detail=problem.strerror or problem)) from None

        def write(data: bytes) -> None:
            said = _("Form loaded: {name}").format(name=name)
            kept: dict[str, Any] = {"name": name, "file_name": path.name, "workbook": data}
            self.office.run(form_templates.add, self.open_form, said=said, refused=self.board.refuse, **kept)

        self.office.beside(read, write, self.board.refuse)

    def ask_name(self) -> None:
        """Asks for another name of the form."""
        if self.form is None:
            return
        form = self.form
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Rename the form"))
        dialog.setLabelText(_("Name"))
        dialog.setTextValue(form.name)
        dialog.textValueSelected.connect(
            lambda text: self.office.run(
                form_templates.rename, said=_("Saved."), refused=self.board.refuse, form=form.id, name=text
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def remove(self) -> None:
        """Removes the form; the line that says so offers to bring it back."""
        if self.form is not None:
            said = _("Form removed: {name}").format(name=self.form.name)
            self.office.run(form_templates.remove, said=said, refused=self.board.refuse, form=self.form.id)

    def ask_fill(self) -> None:
        """Asks for whom the form is filled, and where to."""
        if self.form is not None and self._loaded is not None:
            has_lists = any(each.kind == LIST for each in self.form.bindings.values())
            FillDialog(
                self.office, form=self.form.id, name=self.form.name, place=self.place,
                unit_name=self._loaded.unit_name, has_lists=has_lists, parent=self,
            ).open()  # fmt: skip

    def _on_changed(self, bindings: dict[str, str], keeps_rows: bool) -> None:
        if self.form is not None:
            kept: dict[str, Any] = {"form": self.form.id, "bindings": bindings, "keeps_rows": keeps_rows}
            self.office.run(form_templates.bind, refused=self.board.refuse, **kept)

    def _show(self, loaded: _Loaded) -> None:
        self._loaded, self.form, self._wanted = loaded, loaded.form, None
        self.stack.setCurrentIndex(int(bool(loaded.rows)))
        self._show_forms(loaded.rows)
        for thing in (self.rename_button, self.remove_button, self.fill_button):
            thing.setEnabled(self.form is not None)
        self.board.show_form(
            loaded.form, loaded.sheets, loaded.words, unit_key=loaded.unit_key, unit_name=loaded.unit_name
        )

    def _show_forms(self, rows: Sequence[FormRow]) -> None:
        self.forms.blockSignals(True)
        self.forms.clear()
        for row in rows:
            self.forms.addItem(row.name, row.id)
        if self.form is not None:
            self.forms.setCurrentIndex(self.forms.findData(self.form.id))
        self.forms.blockSignals(False)

    def _lay_out(self) -> None:
        tools, panel = FlowLayout(gap=8), QWidget()
        self.forms.setMinimumWidth(characters(self, 14))
        for tool in (self.forms, self.fill_button, self.load_button, self.rename_button, self.remove_button):
            tools.addWidget(tool)
        box = QVBoxLayout(panel)
        box.setContentsMargins(MARGIN, 10, MARGIN, 8)
        box.setSpacing(8)
        box.addLayout(tools)
        box.addWidget(self.board, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._empty())
        self.stack.addWidget(scrolled(panel))
        whole = column_in(self)
        whole.addWidget(self.stack)

    def _empty(self) -> QWidget:
        empty = QWidget()
        box = QVBoxLayout(empty)
        box.setContentsMargins(MARGIN, 20, MARGIN, 20)
        box.addWidget(label(_("Forms of superiors"), role="heading"))
        box.addWidget(
            label(
                _(
                    "Load a form that a superior office sends as .xlsx once, and point at the cells that the program "
                    "knows: figures, names, lists. After that it is filled for any organisation and month, and looks "
                    "as it came."
                ),
                wrap=True,
            )
        )
        self.first_button = button(_("&Load a form…"), self.choose_form, role="primary")
        line = FlowLayout(gap=8)
        line.addWidget(self.first_button)
        box.addLayout(line)
        box.addStretch(1)
        return empty


def _load(session: Any, *, unit: UnitId, month: Month, form: FormId | None) -> _Loaded:
    rows = form_templates.rows(session)
    known = [row.id for row in rows]
    wanted = form if form in known else known[0] if known else None
    held = form_templates.get(session, form=wanted) if wanted is not None else None
    sheets = form_templates.seen(held.workbook, held.file_name) if held else ()
    now = tree.of_month(session, month=month)
    words = form_choices.choices(session, unit=unit, month=month) if unit in now.nodes else ()
    node = now.nodes.get(unit)
    key = (node.code if node else None) or f"#{unit}"
    return _Loaded(rows, held, sheets, words, key, now.name(unit))
