"""Draws a figure over months: columns, with a line where the tree was changed in between (S090)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from gridparty.ui.models.charts import MonthsChart

if TYPE_CHECKING:
    from gridparty.ui.widgets.chart_canvas import Pen

MOST_LABELS = 14  # months named below the axis


def months(pen: "Pen", chart: MonthsChart, steps: list[float]) -> tuple[QRectF, ...]:
    """Columns of every month, open ones for the units that were there before. Returns the spots."""
    c, em = pen.colours, pen.em
    points = chart.points
    left = pen.width(chart.shown(steps[-1])) + 0.7 * em
    axes = pen.axes(left, pen.top + 1.8 * em, 0.6 * em, 2.2 * em)
    axes.set_xlim(-0.6, len(points) - 0.4)
    axes.set_ylim(0, steps[-1])
    axes.set_axisbelow(True)
    axes.yaxis.grid(True, color=c.line, linewidth=1)
    axes.set_yticks(steps, [chart.shown(step) for step in steps])
    every = -(-len(points) // MOST_LABELS)
    places = range(0, len(points), every)
    axes.set_xticks(list(places), [chart.named(points[at].month, first=at == 0) for at in places])
    own = [(at, point) for at, point in enumerate(points) if point.value is not None and not point.is_before]
    before = [(at, point) for at, point in enumerate(points) if point.value is not None and point.is_before]
    axes.bar([at for at, _p in own], [float(p.value or 0) for _at, p in own], width=0.66, color=c.bar, linewidth=0)
    axes.bar([at for at, _p in before], [float(p.value or 0) for _at, p in before], width=0.62, color=c.surface,
             edgecolor=c.bar, linewidth=1.2)  # fmt: skip
    for at, point in enumerate(points):
        if point.change:
            axes.axvline(at - 0.5, color=c.accent, linewidth=1.2, linestyle=(0, (3, 2)))
            x = pen.spot(axes, (at - 0.5, 0), (at, 1)).left()
            pen.write(x, pen.top + 0.8 * em, "▲", c.accent)
    return tuple(pen.spot(axes, (at - 0.5, 0), (at + 0.5, steps[-1])) for at in range(len(points)))
