"""The head of the sign-in desk: which activity, and how many are there."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridparty.domain.civil_time import CIVIL
from gridparty.i18n import _
from gridparty.operations.desk import Desk
from gridparty.ui import theme
from gridparty.ui.models.desk import Counts
from gridparty.ui.widgets.boxes import characters, row_in
from gridparty.ui.widgets.words import label, restyle


class CutLabel(QLabel):
    """A label on one line that is cut with an ellipsis where there is no room; its tooltip tells it whole."""

    def __init__(self, *, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def set_whole(self, text: str) -> None:
        """Shows a text, or as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        """The whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few characters."""
        return QSize(characters(self, 4), super().minimumSizeHint().height())

    def resizeEvent(self, event: Any) -> None:
        """More room or less."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self._whole if shown != self._whole else "")


class DeskHead(QWidget):
    """Path, title, time; on the right present / expected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.title = CutLabel(role="small"), CutLabel(role="title")
        self.moment = label("", role="pill")
        self.figures = label("", role="huge")
        self.figures.setTextFormat(Qt.TextFormat.RichText)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.others = label("", role="faint")
        self.others.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.addWidget(self.title)
        line.addWidget(self.moment, 0, Qt.AlignmentFlag.AlignVCenter)
        line.setSpacing(self.fontMetrics().height() // 2)
        line.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addStretch(1)
        left.addWidget(self.path)
        left.addLayout(line)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.figures)
        right.addWidget(self.others)
        box = row_in(self)
        box.addLayout(left, 1)
        box.addLayout(right)
        self.moment.hide()

    def set_tight(self, is_tight: bool) -> None:
        """Takes less room in a low window."""
        self.path.setVisible(not is_tight)
        self.figures.setProperty("role", "figure" if is_tight else "huge")
        restyle(self.figures)

    def show_desk(self, desk: Desk) -> None:
        """Shows an activity."""
        self.path.set_whole(" › ".join(desk.path))
        self.title.set_whole(desk_title(desk))
        self.moment.setText(f"{desk.start.astimezone(CIVIL):%Y-%m-%d %H:%M}")
        self.moment.show()

    def show_counts(self, counts: Counts) -> None:
        """Shows the numbers; walk-ins only where there are any."""
        look = theme.now()
        style = f"color:{look.colours.faint};font-size:{look.points * 1.6:.0f}pt"
        self.figures.setText(f'{counts.present:,}<span style="{style}"> / {counts.expected:,}</span>')
        parts = [_("present / expected"), _("on leave {count}").format(count=counts.leave)]
        if counts.walk_ins:
            parts.append(_("not listed {count}").format(count=counts.walk_ins))
        self.others.setText("　".join(parts))
        self.figures.setAccessibleName(
            _("{present} of {expected} are present").format(present=counts.present, expected=counts.expected)
        )


def desk_title(desk: Desk) -> str:
    """主题党日：社区环境日, or the title alone where it says its kind already."""
    kinds = "、".join(desk.kinds)
    return desk.title if any(kind in desk.title for kind in desk.kinds) else f"{kinds}：{desk.title}"
