"""A figure over the years, through changes of the tree (S090): before a merger the units that were merged."""

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import orders_history
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.orders_history import Point
from gridparty.ui.models.charts import MonthsChart, MonthValue
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.chart_card import ChartCard
from gridparty.ui.widgets.words import label, named

SHOWN = (
    "attendance_rate", "members", "registered_members", "activities", "present", "services", "service_hours",
    "people_helped", "branches", "grids", "households",
)  # fmt: skip
SPANS = (12, 24, 36)  # months


class TrendDialog(QDialog):
    """Figure, span, chart."""

    def __init__(self, office: Office, *, unit: UnitId, unit_name: str, month: Month, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._unit, self._name, self._month = office, unit, unit_name, month
        self._asked = 0
        self.setWindowTitle(_("{unit}: figures over the months").format(unit=unit_name))
        self.figure = named(QComboBox(), _("Figure"))
        for each in SHOWN:
            self.figure.addItem(_(FIGURES[each].name), each)
        self.span = named(QComboBox(), _("Months"))
        for months in SPANS:
            self.span.addItem(_("{count} months").format(count=months), months)
        self.card = ChartCard(office, _("Month by month"))
        self.note = label("", role="faint", wrap=True)
        for combo in (self.figure, self.span):
            combo.currentIndexChanged.connect(lambda _at: self.load())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self.figure)
        head.addWidget(self.span)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.addLayout(head)
        box.addWidget(self.card, 1)
        box.addWidget(self.note)
        box.addWidget(buttons)
        room = self.screen().availableSize()
        width, height = characters(self, 48), self.fontMetrics().height() * 24
        self.resize(min(width, room.width() - 40), min(height, room.height() - 80))
        self.finished.connect(self.deleteLater)
        self.load()

    def load(self) -> None:
        """Asks beside the window; a large unit's years take seconds, other pages are read meanwhile."""
        self._asked += 1
        asked, figure, app = self._asked, str(self.figure.currentData()), self._office.app
        first = self._month.plus(1 - int(self.span.currentData()))
        self.note.setText(_("Counting…"))

        def show(points: tuple[Point, ...]) -> None:
            if asked == self._asked:
                self._show(figure, points)

        self._office.aside(
            lambda: app.ask(orders_history.series, unit=self._unit, figure=figure, first=first, last=self._month), show
        )

    def _show(self, figure: str, points: tuple[Point, ...]) -> None:
        values = tuple(self._value(point) for point in points)
        chart = MonthsChart(values, figure.endswith("_rate"), FIGURES[figure].unit)
        self.card.show_chart(chart, f"{self._name} {_(FIGURES[figure].name)}")
        changes = [f"▲ {point.month} {point.change}" for point in points if point.change]
        if any(point.shared for point in points):
            changes.append(_("Before a split the number covers more than what became of it here."))
        self.note.setText("\n".join(changes) or _(FIGURES[figure].definition))

    def _value(self, point: Point) -> MonthValue:
        value = None if point.value is None else float(point.value)
        is_before = bool(point.units) and self._unit not in point.units
        return MonthValue(point.month, value, point.change, is_before)
