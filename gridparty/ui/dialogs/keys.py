"""F1: every key of the program on one page."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from gridparty.i18n import _
from gridparty.ui.actions import MENUS, OTHER_KEYS
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import label


class KeysDialog(QDialog):
    """Two columns: what it does, and its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(32)
        for title, keys in key_map():
            row = grid.rowCount()
            grid.addWidget(label(title, role="heading"), row, 0, 1, 2)
            for number, (key, text) in enumerate(keys, start=row + 1):
                grid.addWidget(label(text), number, 0)
                grid.addWidget(label(key, role="faint"), number, 1)
        scroll = scrolled(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(scroll)
        box.addWidget(buttons)
        self.resize(characters(self, 30), self.fontMetrics().height() * 24)


def key_map() -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(key, what it does)]) of everything that has a key."""
    menus = [
        (_(title).replace("&", ""), [(act.keys, _(act.text).replace("&", "")) for act in acts if act and act.keys])
        for title, acts in MENUS
    ]
    others = [(_(title), [(key, _(text)) for key, text in keys]) for title, keys in OTHER_KEYS]
    return [(title.split("(")[0], keys) for title, keys in menus + others if keys]
