"""The foot of a list: how many rows there are, are shown and are selected, the page's total, and two buttons."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gridparty.i18n import _


class RowsFoot(QWidget):
    """Counts on the left, the buttons for filter and columns on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count, self._selected, self._total = QLabel(), QLabel(), QLabel()
        self.filter_button = QToolButton()
        self.filter_button.setText(_("Filter"))
        self.filter_button.setCheckable(True)
        self.filter_button.setAccessibleName(_("Filter the columns"))
        self.columns_button = QToolButton()
        self.columns_button.setText(_("Columns"))
        self.columns_button.setAccessibleName(_("Choose the columns"))
        self.export_button = QToolButton()
        self.export_button.setText(_("Export…"))
        self.export_button.setAccessibleName(_("Export the list as a spreadsheet"))
        row = QHBoxLayout(self)
        half = self.fontMetrics().horizontalAdvance("0")
        row.setContentsMargins(half, half // 2, half, half // 2)
        row.setSpacing(2 * half)
        for label in (self._count, self._selected, self._total):
            label.setProperty("role", "small")
            row.addWidget(label)
        self._total.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.setStretchFactor(self._total, 1)
        for button in (self.filter_button, self.columns_button, self.export_button):
            button.setProperty("role", "small")
            row.addWidget(button)

    def tell_count(self, shown: int, count: int, *, is_filtered: bool) -> None:
        """How many rows are shown of how many."""
        text = _("{shown:,} of {count:,} rows") if is_filtered else _("Rows: {count:,}")
        self._count.setText(text.format(shown=shown, count=count))

    def tell_selected(self, count: int) -> None:
        """How many rows are selected, if more than one."""
        self._selected.setText(_("Selected: {count:,}").format(count=count))
        self._selected.setVisible(count > 1)

    def tell_total(self, text: str) -> None:
        """The page's own words."""
        self._total.setText(text)
        self._total.setToolTip(text)

    def texts(self) -> list[str]:
        """What stands at the foot, from left to right."""
        return [label.text() for label in (self._count, self._selected, self._total) if not label.isHidden()]
