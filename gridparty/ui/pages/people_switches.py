"""The switches between the lists of people: members, registered ones, and the others with how many they hold."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from gridparty.i18n import _
from gridparty.ui.pages.people_kinds import KINDS
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button


class PeopleSwitches(QWidget):
    """One of them is down; lists that are seldom wanted have a switch only while they are in sight."""

    switched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Which people"))
        self.members = _switch(_("Members"))
        self.registered = _switch(_("Registered in-service members"))
        self.others = {kind.key: _switch(_(kind.title)) for kind in KINDS}
        self.further = button(_("Further lists ▾"), role="small")
        self._group = QButtonGroup(self)
        line = FlowLayout(self, gap=4)
        for each in (self.members, self.registered, *self.others.values()):
            self._group.addButton(each)
            line.addWidget(each)
        line.addWidget(self.further)
        menu = QMenu(self)
        self.further.setMenu(menu)
        for kind in KINDS:
            if kind.is_further:
                menu.addAction(_(kind.title), partial(self.choose, kind.key))
        self.members.setChecked(True)
        self._tell_further()
        self._group.buttonClicked.connect(lambda _button: self._on_switched())

    @property
    def other(self) -> str:
        """The key of the other list in sight (people_kinds); "" for members and registered people."""
        return next((key for key, switch in self.others.items() if switch.isChecked()), "")

    def choose(self, key: str) -> None:
        """Shows one of the other lists."""
        self.others[key].click()

    def tell_counts(self, found: Mapping[str, int]) -> None:
        """Shows how many each list holds; nothing for none."""
        for kind in KINDS:
            if kind.is_counted and not kind.is_further:
                number, title = found.get(kind.key, 0), _(kind.title)
                self.others[kind.key].setText(f"{title} {number:,}" if number else title)

    def _on_switched(self) -> None:
        self._tell_further()
        self.switched.emit()

    def _tell_further(self) -> None:
        for kind in KINDS:
            switch = self.others[kind.key]
            switch.setVisible(not kind.is_further or switch.isChecked())


def _switch(text: str) -> QPushButton:
    made = button(text, role="small")
    made.setCheckable(True)
    return made
