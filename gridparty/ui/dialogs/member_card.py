"""A member's code to show, scan and print: name, ten digits and QR code (D7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations import members
from gridparty.operations.members import MemberCard
from gridparty.ui import printing
from gridparty.ui.keys import ENTER
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters, row_in
from gridparty.ui.widgets.words import button, label

QUIET = 4  # light squares around the code, without which scanners do not find it
Squares = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    card: MemberCard
    squares: Squares


class QrPicture(QWidget):
    """A QR code, dark on white in every theme; its squares are whole pixels of the screen, so that it stays crisp."""

    def __init__(self) -> None:
        super().__init__()
        self.squares: Squares = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        side = self.fontMetrics().height() * 7
        self.setMinimumSize(side, side)

    def sizeHint(self) -> QSize:
        """Twelve lines high."""
        side = self.fontMetrics().height() * 12
        return QSize(side, side)

    def show_squares(self, squares: Squares, code: str) -> None:
        """Shows a code."""
        self.squares = squares
        self.setAccessibleName(_("QR code of {code}").format(code=code))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints in pixels of the screen."""
        if not self.squares:
            return
        ratio = self.devicePixelRatioF()
        count = len(self.squares) + 2 * QUIET
        wide, high = round(self.width() * ratio), round(self.height() * ratio)
        each = max(1, min(wide, high) // count)
        left, top = (wide - each * count) // 2, (high - each * count) // 2
        with QPainter(self) as painter:
            painter.scale(1 / ratio, 1 / ratio)
            painter.fillRect(QRect(left, top, each * count, each * count), QColor("white"))
            for row, squares in enumerate(self.squares):
                for column, dark in enumerate(squares):
                    if dark:
                        x, y = left + (QUIET + column) * each, top + (QUIET + row) * each
                        painter.fillRect(QRect(x, y, each, each), QColor("black"))


class CardDialog(QDialog):
    """The cards of the selected people, one at a time; prints or saves all of them."""

    def __init__(self, office: Office, *, members: Sequence[MemberId], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Member code"))
        self.office, self.members = office, tuple(members)
        self.at = 0
        self._is_open = True
        self.name = label("…", role="title", wrap=True)
        self.unit = label("", role="faint", wrap=True)
        self.code = label("", role="figure")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.picture = QrPicture()
        self.place = label("", role="faint")
        self.sentence = label("", role="error", wrap=True)
        self.sentence.hide()
        self.back = button("◀", lambda: self._step(-1), tip=_("The person before (PgUp)"))
        self.forward = button("▶", lambda: self._step(1), tip=_("The person after (PgDown)"))
        self.back.setAccessibleName(_("The person before"))
        self.forward.setAccessibleName(_("The person after"))
        count = len(self.members)
        self.print_button = button(_("&Print…") if count == 1 else _("&Print {count} cards…").format(count=count),
                                   lambda: self._with_pdf(self._print), role="primary")  # fmt: skip
        self.save_button = button(_("&Save as PDF…"), lambda: self._with_pdf(self._save))
        self.copy_button = button(_("&Copy the code"), lambda: QApplication.clipboard().setText(self.code.text()))
        self._lay_out()
        self._load()

    def done(self, result: int) -> None:
        """Closes; what is still under way is not shown any more."""
        self._is_open = False
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDown go through the people, Enter presses a button."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._step(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif event.key() in ENTER:
            if isinstance(pressed := self.focusWidget(), QPushButton):
                pressed.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        for words in (self.name, self.unit, self.code):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        walk = QWidget()
        line = row_in(walk)
        line.addStretch(1)
        for widget in (self.back, self.place, self.forward):
            line.addWidget(widget)
        line.addStretch(1)
        walk.setVisible(len(self.members) > 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for each in (self.print_button, self.save_button, self.copy_button, button(_("C&lose"), self.reject)):
            buttons.addWidget(each)
        margin = self.fontMetrics().height()
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin, margin, margin)
        for words in (self.name, self.unit):
            box.addWidget(words)
        box.addWidget(self.picture, 1)
        box.addWidget(self.code)
        box.addWidget(walk)
        box.addWidget(self.sentence)
        box.addLayout(buttons)
        room = self.screen().availableSize()
        self.resize(min(characters(self, 28), room.width()),
                    min(margin * 27, room.height() - 3 * margin))  # fmt: skip
        self.print_button.setFocus()

    def _step(self, step: int) -> None:
        wanted = max(0, min(len(self.members) - 1, self.at + step))
        if wanted != self.at:
            self.at = wanted
            self._load()

    def _load(self) -> None:
        at, member = self.at, self.members[self.at]

        def made() -> _Shown:
            from gridparty.exchange import qr  # noqa: PLC0415  late: start-up

            card = self.office.app.ask(members.cards, members=[member])[0]
            return _Shown(card, qr.matrix(card.code))

        def show(shown: _Shown) -> None:
            if self._is_open and at == self.at:
                self._show(shown)

        self.office.beside(made, show, self._refuse)

    def _show(self, shown: _Shown) -> None:
        self.name.setText(shown.card.name)
        self.unit.setText(shown.card.unit_name)
        self.code.setText(shown.card.code)
        self.code.setAccessibleName(_("Member code {code}").format(code=shown.card.code))
        self.picture.show_squares(shown.squares, shown.card.code)
        self.place.setText(f"{self.at + 1} / {len(self.members)}")
        self.back.setEnabled(self.at > 0)
        self.forward.setEnabled(self.at < len(self.members) - 1)

    def _with_pdf(self, then: Callable[[bytes], None]) -> None:
        """Makes the sheets beside the window, then prints or saves them."""

        def made() -> bytes:
            from gridparty.reports import member_cards  # noqa: PLC0415  late: start-up

            return member_cards.pdf(self.office.app.ask(members.cards, members=self.members))

        def ready(pdf: bytes) -> None:
            if self._is_open:
                self._busy(False)
                then(pdf)

        self._busy(True)
        self.office.beside(made, ready, self._refuse)

    def _busy(self, is_busy: bool) -> None:
        self.sentence.hide()
        for each in (self.print_button, self.save_button):
            each.setEnabled(not is_busy)

    def _print(self, pdf: bytes) -> None:
        printing.print_pdf(pdf, self, _("Member cards"))

    def _save(self, pdf: bytes) -> None:
        name = self.name.text() if len(self.members) == 1 else str(len(self.members))
        printing.save_pdf(pdf, self, _("member-cards-{name}.pdf").format(name=name))

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self._busy(False)
            self.sentence.setText(sentence)
            self.sentence.show()
