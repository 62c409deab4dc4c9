"""A card that says in one sentence why there is nothing to show, and offers what to do about it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label

Way = tuple[str, Callable[[], Any]]  # the words of a button and what it does


class Notice(QFrame):
    """Heading, sentence, buttons; hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading = label("", role="heading", wrap=True)
        self.sentence = label("", role="faint", wrap=True)
        self.ways = FlowLayout(gap=8)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(8)
        box.addWidget(self.heading)
        box.addWidget(self.sentence)
        box.addLayout(self.ways)
        self.hide()

    def tell(self, heading: str, sentence: str = "", ways: Sequence[Way] = ()) -> None:
        """Shows a heading, with a sentence and buttons if there are any; without a heading nothing."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        while item := self.ways.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for words, act in ways:
            self.ways.addWidget(button(words, act))
        self.setVisible(bool(heading))
