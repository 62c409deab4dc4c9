"""The head of a page: where the unit lies, its name and kind, and its facts in one line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.ui import theme
from gridparty.ui.widgets.words import label

if TYPE_CHECKING:  # brings the figures along; the tree is painted first
    from gridparty.operations.headings import Heading


class HeadingBar(QWidget):
    """Breadcrumb, name with kind, facts."""

    chosen = Signal(object)  # UnitId: a step of the breadcrumb

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = label("", role="small")
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.path.linkActivated.connect(lambda target: self.chosen.emit(UnitId(int(target))))
        self.name = label("", role="title")
        self.kind = label("", role="pill")
        self.kind.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.facts = label("", role="faint")
        self.facts.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.name)
        line.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 12, 22, 0)
        box.setSpacing(4)
        box.addWidget(self.path)
        box.addLayout(line)
        box.addWidget(self.facts)
        self.kind.hide()
        self._is_low = False
        self._steps: tuple[tuple[UnitId, str], ...] = ()

    def show_heading(self, heading: "Heading") -> None:
        """Shows a unit."""
        self._steps = heading.path
        self.restyle()
        self.name.setText(heading.name)
        self.kind.setText(heading.kind_label)
        self.kind.show()
        facts = [
            (_("Secretary"), heading.secretary), (_("Members"), f"{heading.members:,}"),
            (_("Registered in-service members"), f"{heading.registered:,}"),
            (_("Households"), None if heading.households is None else f"{heading.households:,}"),
            (_("Party groups"), f"{heading.groups:,}" if heading.groups else None),
            (_("Closed"), _("yes") if heading.is_closed else None),
        ]  # fmt: skip
        self.facts.setText("　".join(f"{word} {fact}" for word, fact in facts if fact))
        self.name.setToolTip(self.facts.text())

    def set_low(self, is_low: bool) -> None:
        """Whether there is little height: then the name stands alone, and its tool tip has the facts."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.facts.setVisible(not is_low)
            self._show_path()

    def restyle(self) -> None:
        """The theme has changed: links carry their colour in the text."""
        style = f"text-decoration:none; color:{theme.now().colours.faint}"
        links = [f'<a style="{style}" href="{unit}">{_plain(name)}</a>' for unit, name in self._steps]
        self.path.setText(" › ".join(links))
        self._show_path()

    def _show_path(self) -> None:
        self.path.setVisible(bool(self._steps) and not self._is_low)


def _plain(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;")
