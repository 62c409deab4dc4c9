"""Words with their values side by side, in as many even columns as the width allows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import label

COLUMN = 14  # Chinese characters
LONG = 30  # characters; a longer value has a line of its own


class FactGrid(QWidget):
    """Short facts in columns, long ones below them; values can be marked and copied. A value may be a widget."""

    def __init__(self, facts: Sequence[tuple[str, str | QWidget]], *, empty: str = "") -> None:
        super().__init__()
        height = self.fontMetrics().height()
        self.facts = tuple(facts)
        box = column_in(self, gap=height // 2)
        columns = QWidget()
        flow = FlowLayout(columns, gap=height // 2, column=characters(self, COLUMN))
        short = [fact for fact in facts if not _is_long(fact[1])]
        for word, value in short:
            flow.addWidget(_pair(word, value))
        columns.setVisible(bool(short))
        box.addWidget(columns)
        for word, value in facts:
            if _is_long(value):
                box.addWidget(_pair(word, value))
        if not facts:
            box.addWidget(label(empty, role="hint", wrap=True))


def _is_long(value: str | QWidget) -> bool:
    return isinstance(value, str) and (len(value) > LONG or "\n" in value)


def _pair(word: str, value: str | QWidget) -> QWidget:
    made = QWidget(accessibleName=f"{word} {value}" if isinstance(value, str) else word)
    box = column_in(made, gap=2)
    box.addWidget(label(word, role="small"))
    box.addWidget(value if isinstance(value, QWidget) else _text(value))
    box.addStretch(1)
    return made


def _text(value: str) -> QWidget:
    shown = label(value, wrap=True)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
