"""A figure over the months in the window, drawn through a merger (S090)."""

from pathlib import Path

from driving import calm, go
from offices import MONTH
from offices import Office as Names
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridparty.domain.orders import Allocation, OrderPlan, Target
from gridparty.operations import figures, orders
from gridparty.ui.dialogs.trend import TrendDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.models.charts import MonthsChart


def test_a_figure_is_drawn_through_a_merger(qtbot: QtBot, view: FileView, furnished: tuple[Path, Names]) -> None:
    units = furnished[1].units
    app = view.office.app
    plan = OrderPlan(
        kind="merge",
        day=MONTH.first,
        sources=(units["first"], units["second"]),
        targets=(Target(name="合并网格党支部", kind="grid_branch"),),
        allocations=(Allocation(0, "rest"),),
        facts={"rehome_records": True},
    )
    before = [app.ask(figures.of_unit, unit=units[name], first=MONTH.plus(-1)) for name in ("first", "second")]
    (merged,) = app.run(orders.record, plan=plan).units
    calm(qtbot, view)
    page = go(qtbot, view, merged, "overview")
    qtbot.mouseClick(page.trend_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(TrendDialog)
    dialog.figure.setCurrentIndex(dialog.figure.findData("members"))
    calm(qtbot, view)
    qtbot.waitUntil(lambda: dialog.card.view.chart is not None and dialog.card.view.is_drawn, timeout=20_000)
    chart = dialog.card.view.chart
    assert isinstance(chart, MonthsChart)
    last, earlier = chart.points[-1], chart.points[-2]
    assert last.value == app.ask(figures.of_unit, unit=merged, first=MONTH)["members"]
    assert earlier.value == sum(float(each["members"] or 0) for each in before)
    assert earlier.is_before
    assert not last.is_before
    assert last.change
    assert "▲" in dialog.note.text()
    dialog.reject()
