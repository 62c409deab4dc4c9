"""Words with their values side by side, in as many even columns as the width allows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import label

COLUMN = 14  # Chinese characters
LONG = 30  # characters; a longer value has a line of its own


class FactGrid(QWidget):
    """Short facts in columns, long ones below them; values can be marked and copied."""

    def __init__(self, facts: Sequence[tuple[str, str]], *, empty: str = "") -> None:
        super().__init__()
        height = self.fontMetrics().height()
        self.facts = tuple(facts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(height // 2)
        columns = QWidget()
        flow = FlowLayout(columns, gap=height // 2, column=self.fontMetrics().horizontalAdvance("国") * COLUMN)
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


def _is_long(value: str) -> bool:
    return len(value) > LONG or "\n" in value


def _pair(word: str, value: str) -> QWidget:
    made = QWidget(accessibleName=f"{word} {value}")
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    box.addWidget(label(word, role="small"))
    shown = label(value, wrap=True)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addWidget(shown)
    box.addStretch(1)
    return made
