"""Entries that wait for a long write to end, and those that could not be saved then: both stay in sight."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gridparty.domain.ids import ActivityId, MemberId
from gridparty.i18n import _
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.words import button, card, label

NAMED = 12  # how many names are told


@dataclass(frozen=True, slots=True)
class Entry:
    """A check-in as it was typed. `member` is None for a guest who is not in the file yet."""

    activity: ActivityId
    member: MemberId | None
    name: str
    text: str
    way: str


class WaitingLine(QWidget):
    """等待写入 2 人：王秀兰、赵敏; and below it a line for each entry that was refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.frame = card()
        self.words = label("", wrap=True)
        inside = QHBoxLayout(self.frame)
        inside.setContentsMargins(14, 6, 14, 6)
        inside.addWidget(self.words)
        self._box = column_in(self, gap=6)
        self._box.addWidget(self.frame)
        self.refused: list[QFrame] = []
        self._show()

    def add(self, entry: Entry) -> None:
        """An entry begins to wait."""
        self.entries.append(entry)
        self._show()

    def end(self, entry: Entry) -> bool:
        """An entry waits no longer. Returns whether it did."""
        was_waiting = entry in self.entries
        if was_waiting:
            self.entries.remove(entry)
            self._show()
        return was_waiting

    def holds(self, activity: ActivityId, member: MemberId) -> bool:
        """Whether this person's check-in waits already."""
        return any(entry.activity == activity and entry.member == member for entry in self.entries)

    def refuse(self, entry: Entry, sentence: str) -> None:
        """Says that an entry could not be saved; stays until it is closed."""
        line = QFrame()
        line.setProperty("role", "trouble")
        box = QHBoxLayout(line)
        box.setContentsMargins(14, 6, 8, 6)
        words = label("", role="error", wrap=True)
        words.setText(_("Not saved: {name}. {reason}").format(name=entry.name, reason=sentence))
        close = button("×", role="quiet")
        close.setAccessibleName(_("Close the message"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(lambda: self._close(line))
        box.addWidget(words, 1)
        box.addWidget(close)
        self._box.addWidget(line)
        self.refused.append(line)
        self._show()

    def _close(self, line: QFrame) -> None:
        self.refused.remove(line)
        line.deleteLater()
        self._show()

    def _show(self) -> None:
        names = "、".join(entry.name for entry in self.entries[:NAMED])
        names += "…" if len(self.entries) > NAMED else ""
        self.words.setText(_("Waiting to be saved: {count} ({names})").format(count=len(self.entries), names=names))
        self.frame.setVisible(bool(self.entries))
        self.setVisible(bool(self.entries or self.refused))
