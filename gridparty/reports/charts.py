"""Column and bar charts: matplotlib figures, kept between documents, painted as vectors in the document's fonts.

What does not change between documents (base line and labels) is recorded once for each set of labels and end of the
axis; a chart then costs only its bars and their values. The figures are shared, so they are drawn under a lock.
"""

import math
from collections.abc import Sequence
from functools import lru_cache, partial
from threading import Lock

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gridparty.reports.chart_renderer import Recorder, Recording, paint
from gridparty.reports.document import BarChart, ColumnChart
from gridparty.reports.flow import Item
from gridparty.reports.fonts import Role, advances, printable, width
from gridparty.reports.linebreak import break_lines
from gridparty.reports.measures import LEFT, SIZE_5, SIZE_CHART, SMALL_PITCH, TYPE_WIDTH, baseline
from gridparty.reports.pen import Pen

_ROLE = Role.HEI
_BAR, _HIGHLIGHT, _BASE = "#c9c9c9", "#b3121d", "#333333"
_GAP = 8.0
_CAPTION_GAP = 2.0
_NOTHING = "—"  # what stands for a value that is not expected
_LINE = SIZE_CHART * 1.3

_INSET = 22.0  # left and right of the columns
_COLUMN_HEIGHT = 96.0  # from the base line to the end of the axis
_ABOVE = 12.0  # for the values
_BELOW = 5.0  # between base line and labels
_COLUMN_WIDTH = 0.5  # of the room of a column
_MOST_LABEL_LINES = 4

_ROW = 14.25
_BAR_WIDTH = 0.68  # of a row
_WIDEST_LABEL = 150.0
_VALUE_ROOM = 40.0
_TALLEST = 560.0

_lock = Lock()


def chart(block: ColumnChart | BarChart) -> list[Item]:
    """The chart and its caption as one item.

    Raises ValueError where labels and values differ in number, or a value is below zero or no number.
    """
    if len(block.labels) != len(block.values):
        raise ValueError(f"{len(block.labels)} labels but {len(block.values)} values")
    if any(value is not None and not 0 <= value < math.inf for value in block.values):
        raise ValueError("a chart draws values from zero upwards")
    if not block.values:
        return []
    recording, height = _columns(block) if isinstance(block, ColumnChart) else _bars(block)
    draw = partial(_draw, recording=recording, height=height, caption=printable(block.caption))
    return [Item(height + _CAPTION_GAP + SMALL_PITCH, draw, on_grid=False, gap=_GAP)]


def nice_limit(largest: float) -> float:
    """The end of an axis for a largest value: 1, 2, 2.5, 4, 5, 6 or 8 times a power of ten, at least the value."""
    if largest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next((step * power for step in (1, 2, 2.5, 4, 5, 6, 8) if step * power >= largest), 10 * power)


def _draw(pen: Pen, y: float, *, recording: Recording, height: float, caption: str) -> None:
    paint(pen, recording, x=LEFT, y=y + height, role=_ROLE)
    x = LEFT + (TYPE_WIDTH - width(caption, Role.SONG, SIZE_5)) / 2
    pen.text(x, y + height + _CAPTION_GAP + baseline(SIZE_5, SMALL_PITCH), caption, Role.SONG, SIZE_5)


def _columns(block: ColumnChart) -> tuple[Recording, float]:
    room = (TYPE_WIDTH - 2 * _INSET) / len(block.values)
    size = _fitting_size(block.values, block.decimals, room)
    labels = tuple(_wrapped(label, room * 0.95, size) for label in block.labels)
    largest = max((value for value in block.values if value is not None), default=0.0)
    limit = max(block.top or 0.0, largest) if block.top else nice_limit(largest)
    with _lock:
        template = _column_template(len(labels), max(label.count("\n") for label in labels) + 1, size)
        return template.record(labels, limit, block.values, block.decimals, block.highlight), template.height


def _bars(block: BarChart) -> tuple[Recording, float]:
    labels = tuple(_wrapped(label, _WIDEST_LABEL, SIZE_CHART) for label in block.labels)
    lines = max(label.count("\n") for label in labels) + 1
    widest = max(width(line, _ROLE, SIZE_CHART) for label in labels for line in label.split("\n"))
    with _lock:
        template = _bar_template(len(labels), lines, math.ceil(widest))
        limit = nice_limit(max(block.values))
        return template.record(labels, limit, block.values, block.decimals, 0), template.height


def _wrapped(label: str, room: float, size: float) -> str:
    """A label in lines that fit the room, the last one cut short where there are too many."""
    lines = [line.text for line in break_lines(printable(label), advances(_ROLE), measure=max(1.0, room / size))]
    if len(lines) > _MOST_LABEL_LINES:
        lines = [*lines[: _MOST_LABEL_LINES - 1], lines[_MOST_LABEL_LINES - 1][:-1] + "…"]
    return "\n".join(lines)


def _fitting_size(values: Sequence[float | None], decimals: int, room: float) -> float:
    """Size at which the values don't touch each other, not below five points."""
    widest = max(width(f"{value or 0:.{decimals}f}", _ROLE, 1.0) for value in values)
    return max(5.0, min(SIZE_CHART, room * 0.95 / widest))


class _Template:
    """A figure with as many bars as needed; columns stand, bars lie."""

    def __init__(self, count: int, *, lying: bool, left: float, bottom: float, height: float, size: float) -> None:
        self.height = height
        self._lying = lying
        self._size = size
        self._figure = Figure(figsize=(TYPE_WIDTH / 72, height / 72), dpi=72)
        right, top = (_VALUE_ROOM, 0.0) if lying else (_INSET, _ABOVE)
        inner = (TYPE_WIDTH - left - right, height - bottom - top)
        box = (left / TYPE_WIDTH, bottom / height, inner[0] / TYPE_WIDTH, inner[1] / height)
        self._axes = self._figure.add_axes(box)
        self._axes.set_axis_off()
        self._scale = inner[0 if lying else 1]
        places = range(count)
        if lying:
            self._patches = list(self._axes.barh(places, 1.0, height=_BAR_WIDTH, linewidth=0, clip_on=False))
            self._axes.set_ylim(count - 0.5, -0.5)
        else:
            self._patches = list(self._axes.bar(places, 1.0, width=_COLUMN_WIDTH, linewidth=0, clip_on=False))
            self._axes.set_xlim(-0.5, count - 0.5)
        self._labels = [self._text(place, -_BELOW) for place in places]
        self._values = [self._text(place, 0.0) for place in places]
        self._static = lru_cache(maxsize=256)(self._record_static)
