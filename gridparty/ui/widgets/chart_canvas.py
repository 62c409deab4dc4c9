"""Draws the overview's charts by matplotlib in the window's fonts and colours; the only module of the window with it.

Imported and called beside the window (matplotlib takes most of a second to load): a figure is drawn onto a canvas in
memory and handed over as an image at the screen's resolution. Never pyplot.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.ticker import MaxNLocator
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from gridparty.i18n import _
from gridparty.operations.overview import Day
from gridparty.paths import FONTS
from gridparty.ui.models.charts import CategoryChart, Chart, DayChart, MonthsChart
from gridparty.ui.theme import FAMILIES, FILES, Colours
from gridparty.ui.widgets.chart_months import months

MISSING = "〓"  # stands for a character that no font of the window has
MOST_STALKS = 8  # days whose number present is written beside their mark; on more days it is the mark's height
WEEK = 7
DOTS = 72  # to the inch: a point is a logical pixel


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on: size and size of type in logical pixels, pixels of the screen to one of these, colours."""

    width: int
    height: int
    ratio: float
    em: float
    colours: Colours
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart, and where each day or category lies in it, in logical pixels."""

    image: QImage
    spots: tuple[QRectF, ...]


def draw(chart: Chart, sheet: Sheet) -> Picture:
    """The chart as a picture."""
    _register()
    inches = (sheet.width / DOTS, sheet.height / DOTS)
    figure = Figure(inches, dpi=DOTS * sheet.ratio, facecolor=sheet.colours.surface)
    canvas = FigureCanvasAgg(figure)
    pen = Pen(figure, canvas, sheet)
    spots = _spots(pen, chart)
    if sheet.title:
        pen.write(0.5 * sheet.em, 0.9 * sheet.em, sheet.title, sheet.colours.ink, size=1.2 * sheet.em, weight="bold")
    canvas.draw()
    width, height = canvas.get_width_height(physical=True)
    image = QImage(bytes(canvas.buffer_rgba()), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(sheet.ratio)
    return Picture(image, spots)


def _spots(pen: "Pen", chart: Chart) -> tuple[QRectF, ...]:
    if isinstance(chart, MonthsChart):
        return months(pen, chart, _fine_steps(chart.largest))
    return _days(pen, chart) if isinstance(chart, DayChart) else _categories(pen, chart)


def _fine_steps(largest: float) -> list[float]:
    """Lines of an axis for rates as well as counts."""
    return [float(step) for step in MaxNLocator(nbins=4, integer=largest > 1).tick_values(0, largest or 1)]


def printable(text: str) -> str:
    """The text with 〓 for characters that none of the window's fonts has."""
    known = _characters()
    return "".join(each if ord(each) in known else MISSING for each in text)


@cache
def _register() -> None:
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it tells of every weight it has to replace
    for file in FILES:
        fontManager.addfont(str(FONTS / file))
    mpl.rcParams["text.hinting"] = "none"
    mpl.rcParams["text.parse_math"] = False


@cache
def _characters() -> frozenset[int]:
    return frozenset(code for file in FILES for code in FT2Font(str(FONTS / file)).get_charmap())


class Pen:
    """A figure to draw on, in logical pixels from the upper left corner."""

    def __init__(self, figure: Figure, canvas: FigureCanvasAgg, sheet: Sheet) -> None:
        self.figure, self.canvas, self.sheet = figure, canvas, sheet
        self.colours, self.em = sheet.colours, sheet.em
        self.top = 2.2 * sheet.em if sheet.title else 0.0

    def axes(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes without a frame between these distances from the sheet's edges."""
        width, height = self.sheet.width, self.sheet.height
        box = (left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height)
        return self.framed(self.figure.add_axes((box[0], box[1], max(box[2], 0.01), max(box[3], 0.01))))

    def framed(self, axes: Axes) -> Axes:
        """Takes the frame from axes and gives their labels the window's fonts."""
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_facecolor("none")
        axes.tick_params(length=0, pad=0.4 * self.em, labelsize=self.em, labelcolor=self.colours.faint)
        axes.tick_params(labelfontfamily=list(FAMILIES))
        return axes

    def font(self, size: float | None = None, weight: str = "normal") -> FontProperties:
        """The window's fonts."""
        return FontProperties(family=list(FAMILIES), size=size or self.em, weight=weight)

    def width(self, text: str) -> float:
        """How wide a text becomes."""
        return self.canvas.get_renderer().get_text_width_height_descent(printable(text), self.font(), False)[0] / (
            self.sheet.ratio
        )

    def write(
        self, x: float, y: float, text: str, colour: str, *, size: float | None = None, weight: str = "normal"
    ) -> None:
        """Writes a text; y is its middle."""
        place = (x / self.sheet.width, 1 - y / self.sheet.height)
        font = self.font(size, weight)
        self.figure.text(*place, printable(text), color=colour, fontproperties=font, ha="left", va="center")

    def spot(self, axes: Axes, lower: tuple[float, float], upper: tuple[float, float]) -> QRectF:
        """A rectangle of the axes' data in logical pixels of the sheet."""
        (x0, y0), (x1, y1) = axes.transData.transform([lower, upper]) / self.sheet.ratio
        return QRectF(x0, self.sheet.height - max(y0, y1), x1 - x0, abs(y1 - y0))


def _days(pen: Pen, chart: DayChart) -> tuple[QRectF, ...]:
    c, em = pen.colours, pen.em
    held = [day for day in chart.days if day.gatherings]
    is_dense = len(held) > MOST_STALKS
    steps = _steps(max(day.services for day in chart.days))
    left = pen.width(f"{steps[-1]:,}") + 0.7 * em
    right = pen.width(f"{_steps(max(day.present for day in held))[-1]:,}") + 0.7 * em if is_dense else 0.6 * em
    axes = pen.axes(left, pen.top + (0.9 if is_dense else 2.0) * em, right, 3.6 * em)
    axes.set_xlim(0.4, len(chart.days) + 0.6)
    axes.set_ylim(0, steps[-1])
    axes.set_axisbelow(True)
    axes.yaxis.grid(True, color=c.line, linewidth=1)
    axes.set_yticks(steps, [f"{step:,}" for step in steps])
    numbers = [day.day.day for day in chart.days]
    axes.set_xticks(numbers[::WEEK], [_("day {day}").format(day=number) for number in numbers[::WEEK]])
    axes.bar(numbers, [day.services for day in chart.days], width=0.6, color=c.edge, linewidth=0)
    if is_dense:
        _heights(pen, axes, held)
    elif held:
        _marks(pen, axes, held)
    _legend(pen, chart, left)
    return tuple(pen.spot(axes, (number - 0.5, 0), (number + 0.5, steps[-1])) for number in numbers)


def _steps(largest: int) -> list[int]:
    """Where an axis from zero to at least the largest number has its lines."""
    return [round(step) for step in MaxNLocator(nbins=4, integer=True).tick_values(0, max(largest, 1))]


def _heights(pen: Pen, axes: Axes, held: Sequence[Day]) -> None:
    """Gatherings on many days: marks as high as many were present, by an axis of their own on the right."""
    c, em = pen.colours, pen.em
    steps = _steps(max(day.present for day in held))
    other = pen.framed(axes.twinx())
    other.set_ylim(0, steps[-1])
    other.set_yticks(steps, [f"{step:,}" for step in steps])
    other.tick_params(axis="y", labelcolor=c.accent)
    other.plot([day.day.day for day in held], [day.present for day in held], "^", color=c.accent,
               markersize=0.7 * em, markeredgecolor=c.surface, markeredgewidth=0.6, clip_on=False)  # fmt: skip


def _marks(pen: Pen, axes: Axes, held: Sequence[Day]) -> None:
    """Gatherings on a few days: a mark above each with a line down to the day, and the number present beside it."""
    c, em = pen.colours, pen.em
    ground = axes.get_xaxis_transform()
    above = 1 + 0.8 * em * pen.sheet.ratio / axes.bbox.height
    numbers = [day.day.day for day in held]
    axes.plot(numbers, [above] * len(held), "^", transform=ground, color=c.accent, markersize=0.75 * em,
              markeredgewidth=0, clip_on=False)  # fmt: skip
    axes.vlines(numbers, 0, above, transform=ground, colors=c.accent, linewidth=1, linestyles=(0, (1, 2)),
                clip_on=False)  # fmt: skip
    middles = [axes.transData.transform((number, 0))[0] / pen.sheet.ratio for number in numbers]
    texts = [f"{day.present:,}" for day in held]
    order = sorted(range(len(held)), key=lambda place: -held[place].present)
    sides = _sides(middles, [pen.width(text) for text in texts], order, em, pen.sheet.width)
    for place, side in sides.items():
        axes.annotate(
            texts[place], (numbers[place], above), xycoords=ground, xytext=(side * 0.55 * em, 0),
            textcoords="offset points", color=c.accent, fontproperties=pen.font(), va="center_baseline",
            ha="left" if side > 0 else "right", annotation_clip=False,
        )  # fmt: skip


def _sides(
    middles: Sequence[float], widths: Sequence[float], order: Sequence[int], em: float, room: float
) -> dict[int, int]:
    """Where the marks' numbers stand: right (1) or left (-1) of their marks, in this order of rank as far as none
    touches another number or mark or leaves the room.
    """
    taken = [(middle - 0.45 * em, middle + 0.45 * em) for middle in middles]
    found: dict[int, int] = {}
    for place in order:
        for side in (1, -1):
            near, far = sorted((middles[place] + side * 0.5 * em, middles[place] + side * (0.7 * em + widths[place])))
            if near >= 0 and far <= room and all(far <= left or right <= near for left, right in taken):
                taken.append((near, far))
                found[place] = side
                break
    return found


def _legend(pen: Pen, chart: DayChart, left: float) -> None:
    c, em = pen.colours, pen.em
    figure, sheet = pen.figure, pen.sheet
    middle = sheet.height - 0.8 * em
    x = left + 0.3 * em
    entries: Sequence[tuple[str, str, str]] = (
        ("s", c.edge, _("services {services} times").format(services=f"{chart.services:,}")),
        ("^", c.accent, _("activity check-ins {present} person-times").format(present=f"{chart.present:,}")),
    )
    for shape, colour, words in entries:
        axes = figure.add_axes(((x - 0.5 * em) / sheet.width, 1 - (middle + 0.5 * em) / sheet.height,
                                em / sheet.width, em / sheet.height))  # fmt: skip
        axes.set_axis_off()
        axes.plot([0.5], [0.5], shape, color=colour, markersize=0.75 * em, markeredgewidth=0)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        pen.write(x + 0.8 * em, middle, words, c.faint)
        x += pen.width(words) + 3 * em


def _categories(pen: Pen, chart: CategoryChart) -> tuple[QRectF, ...]:
    c, em = pen.colours, pen.em
    lines = chart.drawn
    labels = [_fitting(pen, label, 0.45 * pen.sheet.width) for label, _services in lines]
    values = [services for _label, services in lines]
    left = max(pen.width(label) for label in labels) + 0.8 * em
    right = pen.width(f"{max(values):,}") + 0.8 * em
    axes = pen.axes(left, pen.top, right, 0)
    axes.set_xlim(0, max(values))
    rows = max(len(lines), 6)  # fewer bars don't become fatter
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    colours = [c.accent, *[c.edge] * (len(lines) - 1)]
    axes.barh(range(len(lines)), values, height=0.52, color=colours, linewidth=0)
    for place, (label, services) in enumerate(zip(labels, values, strict=True)):
        spot = pen.spot(axes, (0, place + 0.5), (services, place - 0.5))
        pen.write(0, spot.center().y(), label, c.ink)
        pen.write(spot.right() + 0.5 * em, spot.center().y(), f"{services:,}", c.faint)
    return tuple(
        pen.spot(axes, (0, place + 0.5), (max(values), place - 0.5)).adjusted(-left, 0, right, 0)
        for place in range(len(lines))
    )


def _fitting(pen: Pen, text: str, room: float) -> str:
    """The text, cut short with … where it is wider than the room."""
    if pen.width(text) <= room:
        return text
    while len(text) > 1 and pen.width(f"{text}…") > room:
        text = text[:-1]
    return f"{text}…"
