"""A line with a status: its shape, its word and a sentence (DESIGN §5)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gridparty.ui import marks
from gridparty.ui.marks import Mark
from gridparty.ui.widgets.boxes import characters, row_in
from gridparty.ui.widgets.words import label


def marked_line(mark: Mark, word: str, sentence: str) -> QWidget:
    """The shape, the word in its column, the sentence."""
    made = QWidget(accessibleName=f"{word}: {sentence}")
    side = made.fontMetrics().height() * 6 // 10
    sign = label("")
    sign.setPixmap(marks.pixmap(mark, side, made.devicePixelRatioF()))
    sign.setFixedHeight(made.fontMetrics().height())
    named = label(word)
    named.setMinimumWidth(characters(made, 4))
    line = row_in(made, gap=side)
    for each in (sign, named):
        line.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(sentence, wrap=True), 1)
    return made
