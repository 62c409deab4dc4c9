"""First start: what was open last, a new office from the official divisions, a sample, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridparty.domain.errors import GridpartyError
from gridparty.i18n import N_, _
from gridparty.paths import DIVISIONS
from gridparty.ui.dialogs.files import choose_file, choose_place
from gridparty.ui.starts import Start
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, card, label, named

if TYPE_CHECKING:
    from gridparty.exchange.divisions import DivisionRow

SHIPPED = DIVISIONS / "zhengzhou_divisions.csv"
SUFFIX = ".gridparty"
INSET = (18, 12, 18, 14)
SAMPLES = (("small", N_("Small: 3 communities, 450 members, 12 months (some seconds)")),
           ("district", N_("A whole district: 157 communities, 18,000 members, 36 months (some minutes)")))  # fmt: skip
KINDS = (("community", N_("community")), ("street", N_("street")), ("district", N_("district")))


class FirstStart(QScrollArea):
    """What the window shows while no file is open."""

    open_wanted = Signal(object)  # Path
    start_wanted = Signal(object)  # Start
    choose_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        inside = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(characters(self, 46))
        self.column = QVBoxLayout(middle)
        self.column.setSpacing(14)
        self.column.addWidget(label(_("gridparty"), role="title"))
        self.column.addWidget(
            label(_("One file on this computer holds everything. Nothing is sent anywhere."), role="faint", wrap=True)
        )
        self.recent = card()
        self.recent_box = QVBoxLayout(self.recent)
        self.recent_box.setContentsMargins(*INSET)
        self.recent.hide()
        self.column.addWidget(self.recent)
        self.column.addWidget(self._new_office())
        self.column.addWidget(self._sample())
        self.column.addWidget(self._other())
        self.column.addStretch(1)
        line = QHBoxLayout(inside)
        line.setContentsMargins(24, 24, 24, 24)
        line.addStretch(1)
        line.addWidget(middle, 12)
        line.addStretch(1)
        self.setWidget(inside)
        self._divisions: Path = SHIPPED
        self._is_filled = False

    def show_recent(self, files: Sequence[Path]) -> None:
        """The files opened last, one button each."""
        while (item := self.recent_box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.recent.setVisible(bool(files))
        self.recent_box.addWidget(label(_("Opened last"), role="heading"))
        for path in files:
            made = button(f"{path.name}　{path.parent}", lambda path=path: self.open_wanted.emit(path), role="link")
            self.recent_box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill()

    def choose_sample(self) -> None:
        """Brings the sample office into sight."""
        self.ensureWidgetVisible(self.sample_button)
        self.sample_button.setFocus()

    def _new_office(self) -> QFrame:
        frame = card()
        box = QVBoxLayout(frame)
        box.setContentsMargins(*INSET)
        box.addWidget(label(_("A new office"), role="heading"))
        self.from_list = QRadioButton(_("From the official divisions: streets and communities are laid out at once"))
        self.from_name = QRadioButton(_("From one organisation; everything below it is added later"))
        group = QButtonGroup(frame)
        for choice in (self.from_list, self.from_name):
            group.addButton(choice)
        self.from_list.setChecked(True)
        self.district = named(QComboBox(), _("District"))
        self.other_list = button(_("Another list (CSV)…"), self._on_other_list, role="small")
        self.name = QLineEdit(placeholderText=_("Name, such as 百花社区党委"), maxLength=100)
        self.name.setAccessibleName(_("Name of the organisation"))
        self.name.textEdited.connect(lambda: self.from_name.setChecked(True))
        self.kind = named(QComboBox(), _("Kind"))
        for code, word in KINDS:
            self.kind.addItem(_(word), code)
        self.place = named(QLineEdit(), _("Where the file is kept"))
        self.error = label("", role="error", wrap=True)
        self.error.hide()
        self.make = button(_("Create the office"), self._on_make, role="primary")
        self.from_list.toggled.connect(self._propose)
        self.district.currentIndexChanged.connect(self._propose)
        self.name.textChanged.connect(self._propose)
        for line in (
            (self.from_list,), (self.district, self.other_list), (self.from_name,), (self.name, self.kind),
            (label(_("File"), role="faint"), self.place, button(_("Elsewhere…"), self._on_elsewhere, role="small")),
            (self.error,), (self.make,),
        ):  # fmt: skip
            row = QHBoxLayout()
            for widget in line:
                row.addWidget(widget, 1 if widget in (self.district, self.name, self.place, self.error) else 0)
            if len(line) == 1 and line[0] is not self.error:
                row.addStretch(1)
            box.addLayout(row)
        return frame

    def _sample(self) -> QFrame:
        frame = card()
        box = QVBoxLayout(frame)
        box.setContentsMargins(*INSET)
        box.addWidget(label(_("A sample office"), role="heading"))
        box.addWidget(
            label(_("Invented people and a year of work, to try everything without harm."), role="faint", wrap=True)
        )
        self.sample_size = named(QComboBox(), _("Size of the sample"))
        for code, word in SAMPLES:
            self.sample_size.addItem(_(word), code)
        self.sample_button = button(_("Open the sample"), self._on_sample)
        row = QHBoxLayout()
        row.addWidget(self.sample_size, 1)
        row.addWidget(self.sample_button)
        box.addLayout(row)
        return frame

    def _other(self) -> QFrame:
        frame = card()
        row = QHBoxLayout(frame)
        row.setContentsMargins(*INSET)
        row.addWidget(label(_("A file that exists already"), role="heading"))
        row.addStretch(1)
        self.choose = button(_("Open a file…"), self.choose_wanted.emit)
        row.addWidget(self.choose)
        return frame

    def _fill(self) -> None:
        if not self._is_filled:
            self._is_filled = True
            self._show_list(SHIPPED)

    def _show_list(self, path: Path) -> None:
        from gridparty.exchange.divisions import read_divisions  # noqa: PLC0415  late: start-up

        try:
            rows = read_divisions(path)
        except GridpartyError as error:
            self._refuse(str(error))
            return
        self._divisions = path
        names = {row.code: row.name for row in rows}
        self.district.clear()
        for row in _tops(rows):
            above = names.get(row.parent_code or "", "")
            self.district.addItem(f"{above}{row.name}", row.code)
        self._propose()

    def _propose(self) -> None:
        name = self.district.currentText() if self.from_list.isChecked() else self.name.text().strip()
        self.place.setText(str(_folder() / ((name or _("office")) + SUFFIX)))
        self.error.hide()

    def _on_other_list(self) -> None:
        def show(path: Path) -> None:
            self.from_list.setChecked(True)
            self._show_list(path)

        choose_file(self, _("A list of divisions"), _("Tables (*.csv)"), show)

    def _on_elsewhere(self) -> None:
        title, name = _("Where the file is kept"), self.place.text()
        choose_place(self, title, name, f"*{SUFFIX}", lambda path: self.place.setText(str(path)))

    def _on_make(self) -> None:
        text = self.place.text().strip()
        if not text:
            self._refuse(_("Say where the file is kept."))
        elif Path(text).exists():
            self._refuse(_("“{name}” exists already; open it, or choose another name.").format(name=Path(text).name))
        elif self.from_list.isChecked():
            district = self.district.currentData()
            self.start_wanted.emit(Start(Path(text), district=district, divisions=self._divisions))
        elif not self.name.text().strip():
            self._refuse(_("Type the organisation's name."))
            self.name.setFocus()
        else:
            self.start_wanted.emit(Start(Path(text), name=self.name.text().strip(), kind=self.kind.currentData()))

    def _on_sample(self) -> None:
        size = self.sample_size.currentData()
        name = "-".join((_("sample"), size)) + SUFFIX
        self.start_wanted.emit(Start(_folder() / name, sample=size))

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()


def _tops(rows: Sequence[DivisionRow]) -> list[DivisionRow]:
    """The districts of a list; a list without any: whatever hangs under nothing in it."""
    districts = [row for row in rows if row.level == "district"]
    codes = {row.code for row in rows}
    return districts or [row for row in rows if row.parent_code not in codes]


def _folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / _("gridparty")
