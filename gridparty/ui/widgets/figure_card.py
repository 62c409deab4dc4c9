"""A card with a figure: its name, the number, the change to the month before, and lines of further numbers."""

from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from gridparty.i18n import _
from gridparty.ui.models.figure_cards import CardText, Number
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label

Lines = tuple[tuple[str | Number, ...], ...]


class FigureCard(QFrame):
    """Every number is a button that opens its records. The buttons stay when other values come, and keep the focus."""

    opened = Signal(str)  # a figure's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.numbers: dict[str, QPushButton] = {}
        self.title = label("", role="small", wrap=True)
        self.large = FlowLayout(gap=4)
        self.unit = label("", role="small")
        self.change = label("", role="small", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self._pieces: list[QWidget] = []
        self._shape: list[list[str | None]] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(2)
        box.addWidget(self.title)
        box.addLayout(self.large)
        box.addWidget(self.change)
        box.addLayout(self.lines)
        box.addStretch(1)

    def show_text(self, text: CardText) -> None:
        """Shows other values."""
        self.title.setText(text.title)
        self.unit.setText(text.unit)
        self.unit.setVisible(bool(text.unit))
        self.change.setText(text.change.text)
        self.change.setToolTip(text.change.then)
        self.change.setAccessibleName(f"{text.change.text}；{text.change.then}")
        if self.large.count() == 0:
            self.large.addWidget(self._button(text.number, "figure"))
            self.large.addWidget(self.unit)
        self._tell(text.number)
        self._fill(text.lines)

    def _fill(self, lines: Lines) -> None:
        shape = [[None if isinstance(piece, str) else piece.figure for piece in line] for line in lines]
        if shape != self._shape:
            self._shape = shape
            self._build(lines)
        for widget, piece in zip(self._pieces, chain.from_iterable(lines), strict=True):
            if isinstance(piece, Number):
                self._tell(piece)
            else:
                widget.setText(piece)  # type: ignore[attr-defined]

    def _build(self, lines: Lines) -> None:
        for widget in self._pieces:
            self.numbers.pop(str(widget.property("figure")), None)
            widget.hide()
            widget.deleteLater()
        while old := self.lines.takeAt(0):
            old.layout().deleteLater()
        self._pieces = []
        for line in lines:
            flow = FlowLayout(gap=0)
            self.lines.addLayout(flow)
            for piece in line:
                shown = self._button(piece, "number") if isinstance(piece, Number) else label(piece, role="small")
                self._pieces.append(shown)
                flow.addWidget(shown)

    def _button(self, number: Number, role: str) -> QPushButton:
        made = button(number.text, lambda: self.opened.emit(number.figure), role=role)
        made.setProperty("figure", number.figure)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        self.numbers[number.figure] = made
        return made

    def _tell(self, number: Number) -> None:
        made = self.numbers[number.figure]
        made.setText(number.text)
        made.setAccessibleName(number.spoken)
        made.setToolTip(_("Show the records behind this number"))
