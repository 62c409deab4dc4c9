"""Asks for one day and then does something: closing an entry, ending a post, a link, somebody's part in a team."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain.months import Month
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day
from gridparty.ui.widgets.words import label


class DayDialog(EntryDialog):
    """`operation` is called with the day under the name `key`, and with the other arguments as they are."""

    def __init__(
        self, office: Office, operation: Callable[..., Any], *, title: str, meaning: str, word: str, save_text: str,
        said: str, month: Month, key: str = "end", parent: QWidget | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(office, title, parent, save_text=save_text)
        self._operation, self._key, self._said, self._kwargs = operation, key, said, kwargs
        self.box.insertWidget(0, label(meaning, wrap=True))
        self.day = QLineEdit(str(usual_day(month)))
        self.add("day", word, self.day, hint="2026-10-25")
        self.fit(32, 13)
        self.day.setFocus()
        self.day.selectAll()
        self.note_start()

    def save(self) -> None:
        """Does it."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        day = self.read_day("day", problems)
        if not self.tell_problems(problems):
            self.commit(self._operation, said=self._said, **{self._key: day}, **self._kwargs)
