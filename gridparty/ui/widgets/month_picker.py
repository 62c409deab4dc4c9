"""The month that all pages look at: back, forward, and a small calendar of months."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSpinBox, QToolButton, QWidget, QWidgetAction

from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.ui.widgets.boxes import row_in
from gridparty.ui.widgets.words import button, named


class MonthPicker(QWidget):
    """◀ 2026 年 10 月 ▶"""

    picked = Signal(object)  # Month

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = Month.of(today())
        self.back = self._button("◀", _("The month before (Ctrl+PgUp)"), -1)
        self.forward = self._button("▶", _("The month after (Ctrl+PgDown)"), 1)
        self.shown = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.shown.setToolTip(_("Choose a month"))
        self.shown.setMenu(self._menu())
        box = row_in(self, gap=6)
        for widget in (self.back, self.shown, self.forward):
            box.addWidget(widget)
        self.set_month(self.month)

    def set_month(self, month: Month) -> None:
        """Shows a month without telling."""
        self.month = month
        self.shown.setText(_("{year}-{month}").format(year=month.year, month=month.number))
        self.shown.setAccessibleName(_("Month {month}").format(month=month))
        self.year.setValue(month.year)
        self.number.setCurrentIndex(month.number - 1)

    def step(self, months: int) -> None:
        """Moves on by so many months and tells."""
        self.set_month(self.month.plus(months))
        self.picked.emit(self.month)

    def _button(self, text: str, tip: str, step: int) -> QToolButton:
        made = named(QToolButton(), tip)
        made.setText(text)
        made.setToolTip(tip)
        made.clicked.connect(lambda: self.step(step))
        return made

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        inside = QWidget()
        self.year = named(QSpinBox(minimum=1949, maximum=2199), _("Year"))
        self.number = named(QComboBox(), _("Month"))
        self.number.addItems([_("month {number}").format(number=number) for number in range(1, 13)])

        def go() -> None:
            menu.hide()
            self.set_month(Month(self.year.value(), self.number.currentIndex() + 1))
            self.picked.emit(self.month)

        box = QHBoxLayout(inside)
        box.addWidget(self.year)
        box.addWidget(self.number)
        box.addWidget(button(_("Go"), go, role="primary"))
        action = QWidgetAction(menu)
        action.setDefaultWidget(inside)
        menu.addAction(action)
        return menu
