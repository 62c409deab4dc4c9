"""Column and bar charts: matplotlib figures, kept between documents, painted as vectors in the document's fonts.

What does not change between documents (base line and labels) is recorded once for each set of labels and end of the
axis; a chart then costs only its bars and their values. The figures are shared, so they are drawn under a lock.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from threading import Lock

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Transform, offset_copy

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
_NOTHING = "无"  # what stands where there was nothing to measure; dashes side by side read as one long dash
_LINE = 1.3  # height of a line of a label, in em
_MOST_KNOWN = 256  # static parts kept for one template

_INSET = 22.0  # left and right of the columns
_COLUMN_HEIGHT = 96.0  # from the base line to the end of the axis
_ABOVE = 12.0  # for the values
_BELOW = 5.0  # between base line and labels
_COLUMN_WIDTH = 0.5  # of the room of a column
_MOST_LABEL_LINES = 4

_ROW = 14.25
_BAR_WIDTH = 0.68  # of a row
_WIDEST_LABEL = 150.0
_LABEL_GAP = 8.0
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
        return _record(template, labels, limit, block, block.highlight), template.height


def _bars(block: BarChart) -> tuple[Recording, float]:
    labels = tuple(_wrapped(label, _WIDEST_LABEL, SIZE_CHART) for label in block.labels)
    lines = max(label.count("\n") for label in labels) + 1
    widest = max(width(line, _ROLE, SIZE_CHART) for label in labels for line in label.split("\n"))
    with _lock:
        template = _bar_template(len(labels), lines, math.ceil(widest))
        limit = nice_limit(max(block.values))
        return _record(template, labels, limit, block, 0), template.height


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


@dataclass(frozen=True, slots=True)
class _Template:
    """A figure with a number of bars, their labels and their values, and the static parts recorded so far."""

    axes: Axes
    bars: Sequence[Rectangle]
    labels: Sequence[Text]
    values: Sequence[Text]
    lying: bool
    height: float
    known: dict[tuple[tuple[str, ...], float], Recording] = field(default_factory=dict)


@lru_cache(maxsize=32)
def _column_template(count: int, lines: int, size: float) -> _Template:
    below = _BELOW + lines * size * _LINE
    height = _ABOVE + _COLUMN_HEIGHT + below
    figure = _figure(height)
    axes = _axes(figure, (_INSET, below, TYPE_WIDTH - 2 * _INSET, _COLUMN_HEIGHT), height)
    bars = axes.bar(range(count), 1.0, width=_COLUMN_WIDTH, linewidth=0, clip_on=False)
    axes.set_xlim(-0.5, count - 0.5)
    axes.plot((-0.5, count - 0.5), (0, 0), color=_BASE, linewidth=0.6, clip_on=False, solid_capstyle="butt")
    under = offset_copy(axes.transData, figure, y=-_BELOW, units="points")
    above = offset_copy(axes.transData, figure, y=3, units="points")
    labels = [_text(axes, place, 0, size, under, "center", "top") for place in range(count)]
    values = [_text(axes, place, 0, size, above, "center", "baseline") for place in range(count)]
    return _Template(axes, bars.patches, labels, values, lying=False, height=height)


@lru_cache(maxsize=32)
def _bar_template(count: int, lines: int, widest: int) -> _Template:
    height = min(count * max(_ROW, lines * SIZE_CHART * _LINE + 3), _TALLEST)
    left = _INSET + widest + _LABEL_GAP
    figure = _figure(height)
    axes = _axes(figure, (left, 0, TYPE_WIDTH - left - _VALUE_ROOM, height), height)
    bars = axes.barh(range(count), 1.0, height=_BAR_WIDTH, linewidth=0, clip_on=False)
    axes.set_ylim(count - 0.5, -0.5)
    beside = offset_copy(axes.transData, figure, x=-widest - _LABEL_GAP, units="points")
    after = offset_copy(axes.transData, figure, x=6, units="points")
    labels = [_text(axes, 0, place, SIZE_CHART, beside, "left", "center") for place in range(count)]
    values = [_text(axes, 0, place, SIZE_CHART, after, "left", "center") for place in range(count)]
    return _Template(axes, bars.patches, labels, values, lying=True, height=height)


def _figure(height: float) -> Figure:
    return Figure(figsize=(TYPE_WIDTH / 72, height / 72), dpi=72)


def _axes(figure: Figure, box: tuple[float, float, float, float], height: float) -> Axes:
    """Axes without a frame; the box is in points from below."""
    left, bottom, across, up = box
    axes = figure.add_axes((left / TYPE_WIDTH, bottom / height, across / TYPE_WIDTH, up / height))
    axes.set_axis_off()
    return axes


def _text(axes: Axes, x: float, y: float, size: float, where: Transform, across: str, up: str) -> Text:
    text = axes.text(x, y, "", transform=where, ha=across, va=up, fontsize=size, color="black", clip_on=False)
    text.set_linespacing(_LINE)
    text.set_parse_math(False)
    return text


def _record(
    template: _Template, labels: tuple[str, ...], limit: float, block: ColumnChart | BarChart, highlight: int | None
) -> Recording:
    """What is to be painted: the static part from memory, bars and values drawn anew."""
    (template.axes.set_xlim if template.lying else template.axes.set_ylim)(0, limit)
    static = template.known.get((labels, limit))
    if static is None:
        if len(template.known) >= _MOST_KNOWN:
            template.known.clear()
        static = template.known[labels, limit] = _record_static(template, labels)
    recorder = Recorder(TYPE_WIDTH, template.height, _ROLE)
    for place, (bar, text, value) in enumerate(zip(template.bars, template.values, block.values, strict=True)):
        length = value or 0.0
        if length:
            bar.set_facecolor(_HIGHLIGHT if place == highlight else _BAR)
            (bar.set_width if template.lying else bar.set_height)(length)
            bar.draw(recorder)
        (text.set_x if template.lying else text.set_y)(length)
        text.set_text(_NOTHING if value is None else f"{value:.{block.decimals}f}")
        text.draw(recorder)
    return [*static, *recorder.recording]


def _record_static(template: _Template, labels: tuple[str, ...]) -> Recording:
    recorder = Recorder(TYPE_WIDTH, template.height, _ROLE)
    for text, label in zip(template.labels, labels, strict=True):
        text.set_text(label)
        text.draw(recorder)
    for line in template.axes.lines:
        line.draw(recorder)
    return recorder.recording
