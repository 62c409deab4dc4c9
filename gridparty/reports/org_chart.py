"""The organisation chart of a subtree for the office wall: boxes in columns below the top, on A4 to A1 (E1)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from gridparty.operations.org_charts import ChartUnit, OrgChart
from gridparty.reports import org_chart_layout as layout
from gridparty.reports.fonts import Role, printable, width
from gridparty.reports.linebreak import Line
from gridparty.reports.measures import ASCENT, BLACK, GREY, MM, RED, Colour
from gridparty.reports.org_chart_layout import (
    CONTINUED,
    DETAIL,
    DETAIL_PITCH,
    INDENT,
    NAME_PITCH,
    PADDING,
    Box,
    ColumnOfBoxes,
)
from gridparty.reports.papers import Paper
from gridparty.reports.pen import Pen
from gridparty.reports.sheets import draw
from gridparty.reports.wording import MARK

_LARGEST = 13.0  # size of a name on A4; larger paper is read from farther away
_MARGIN = 12 * MM
_GROUND: Colour = (0.957, 0.957, 0.957)
_RULE_COLOUR: Colour = (0.45, 0.45, 0.45)
_TITLE, _LINE, _SMALLEST_FOOT = 22.0, 10.5, 9.0  # sizes on A4
_DASHES = (2.5, 2.0)
_FAINT: Colour = (0.4, 0.4, 0.4)


class _Sheet:
    """The measures of a sheet, and where the parts of the chart begin on it."""

    def __init__(self, chart: OrgChart, paper: Paper, is_portrait: bool) -> None:
        short, long = (side * MM for side in paper.sides)
        self.width, self.height = (short, long) if is_portrait else (long, short)
        self.scale = (short / MM / 210) ** 0.75
        self.margin = _MARGIN * self.scale
        self.inner = self.width - 2 * self.margin
        self.line = max(_LINE * self.scale, _SMALLEST_FOOT)
        self.title = f"{chart.units[0].name}组织架构图"
        self.title_size = min(
            _TITLE * self.scale, self.inner / max(width(printable(self.title), Role.XIAOBIAOSONG, 1), 1)
        )
        self.top_size = _LARGEST * self.scale
        self.top = self.margin + self.title_size * 1.5 + self.line * 1.8
        self.top_lines = _lines_of_top(chart.units[0], self.inner / 2, self.top_size)
        self.bus = self.top + _height_of_top(self.top_lines, self.top_size) + self.top_size
        self.begin = self.bus + self.top_size
        self.room = self.height - self.margin - self.line * 2 - self.begin


def pdf(chart: OrgChart, *, paper: Paper, is_portrait: bool = False) -> bytes:
    """The chart as PDF. Raises InvalidInput where it would take too many sheets of that paper."""
    sheet = _Sheet(chart, paper, is_portrait)
    placed = layout.place(chart.units[1:], width=sheet.inner, height=sheet.room, largest=sheet.top_size)
    pages: list[Callable[[Pen], None]] = []
    sheets = placed.sheets or ((),)
    for number, columns in enumerate(sheets, 1):
        pages.append(
            partial(
                _page, chart=chart, sheet=sheet, placed=replace(placed, sheets=(columns,)), number=(number, len(sheets))
            )
        )
    return draw(pages, title=sheet.title, author=chart.units[0].name, width=sheet.width, height=sheet.height)


def _lines_of_top(unit: ChartUnit, room: float, size: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    names = layout.lines_of(unit.name, Role.HEI, room, size)
    details = layout.lines_of(layout.detail_of(unit), Role.SONG, room, size * DETAIL)
    return names, details


def _height_of_top(lines: tuple[tuple[Line, ...], tuple[Line, ...]], size: float) -> float:
    names, details = lines
    return (len(names) * NAME_PITCH + len(details) * DETAIL_PITCH * DETAIL + 2 * PADDING) * size


def _page(pen: Pen, *, chart: OrgChart, sheet: _Sheet, placed: layout.Layout, number: tuple[int, int]) -> None:
    _furniture(pen, chart, sheet, number)
    names, details = sheet.top_lines
    widest = max(
        *(line.width * sheet.top_size for line in names), *(line.width * sheet.top_size * DETAIL for line in details)
    )
    wide = widest + 4 * PADDING * sheet.top_size
    height = _height_of_top(sheet.top_lines, sheet.top_size)
    top = Box(chart.units[0], (sheet.width - wide) / 2, sheet.top, wide, height, sheet.top_size, names, details, None)
    _box(pen, top, 0.0, 0.0, rule=1.2 * sheet.scale, colour=RED, is_centred=True)
    (columns,) = placed.sheets
    if columns:
        _bus(pen, sheet, placed, columns, sheet.top + height)
    for column in columns:
        _column(pen, column, sheet.margin, sheet.begin, placed)


def _furniture(pen: Pen, chart: OrgChart, sheet: _Sheet, number: tuple[int, int]) -> None:
    title = printable(sheet.title)
    depth = sheet.margin + ASCENT * sheet.title_size
    used = width(title, Role.XIAOBIAOSONG, sheet.title_size)
    pen.text((sheet.width - used) / 2, depth, title, Role.XIAOBIAOSONG, sheet.title_size)
    words = f"{chart.month.year}年{chart.month.number}月\u3000党组织{chart.organisations}个\u3000党员{chart.members}名"
    depth += sheet.line * 1.8
    pen.text((sheet.width - width(words, Role.SONG, sheet.line)) / 2, depth, words, Role.SONG, sheet.line)
    if chart.is_sample:
        pen.text(sheet.margin, depth, MARK, Role.HEI, sheet.line, colour=GREY)
    foot = sheet.height - sheet.margin
    page = f"第{number[0]}页\u3000共{number[1]}页"
    pen.text((sheet.width - width(page, Role.SONG, sheet.line)) / 2, foot, page, Role.SONG, sheet.line)
    if any(unit.closed_on for unit in chart.units):
        note = "灰字虚线框：本月内撤销的组织"
        x = sheet.width - sheet.margin - width(note, Role.SONG, sheet.line)
        pen.text(x, foot, note, Role.SONG, sheet.line, colour=_FAINT)


def _bus(pen: Pen, sheet: _Sheet, placed: layout.Layout, columns: tuple[ColumnOfBoxes, ...], top_bottom: float) -> None:
    """The line from the top box over all columns, with a drop to each."""
    middle = sheet.width / 2
    drops = [
        sheet.margin + column.x + (column.width / 2 if placed.is_upright else 0.0)
        for column in columns
        if any(box.unit.level == 1 for box in column.boxes)
    ]
    if not drops:
        return
    rules = [(middle, top_bottom, middle, sheet.bus)]
    rules += [(min(*drops, middle), sheet.bus, max(*drops, middle), sheet.bus)]
    rules += [(x, sheet.bus, x, sheet.begin) for x in drops]
    pen.rule(rules, 0.6 * sheet.scale, _RULE_COLOUR)


def _column(pen: Pen, column: ColumnOfBoxes, dx: float, dy: float, placed: layout.Layout) -> None:
    size = placed.size
    rule = max(0.4, size / 20)
    if column.continues:
        words = f"{column.continues}（续）"
        line = layout.lines_of(words, Role.SONG, column.width * 2, size * DETAIL)[0]
        pen.line(dx + column.x + size * 0.6, dy + size, replace(line, spread=0), Role.SONG, size * DETAIL, colour=GREY)
    pen.rule(list(_links(column, dx, dy, size, placed.is_upright)), rule, _RULE_COLOUR)
    for box in column.boxes:
        ground = _GROUND if box.unit.level == 1 else None
        _box(pen, box, dx, dy, rule=rule * (1.6 if box.unit.level == 1 else 1), ground=ground)


def _links(
    column: ColumnOfBoxes, dx: float, dy: float, size: float, is_upright: bool
) -> list[tuple[float, float, float, float]]:
    """The lines from each box to the one that it hangs under."""
    rules = []
    lowest: dict[int, float] = {}  # level → where its upright line has come to
    for box in column.boxes:
        level = box.unit.level
        tick = dy + box.y + (PADDING + NAME_PITCH / 2) * box.size
        if level > 1 or not is_upright:
            above = column.boxes[box.parent] if box.parent is not None else None
            x = dx + (box.x - (INDENT * size - 0.6 * size) if level > 1 else column.x)
            begin = dy + (CONTINUED * size if column.continues and level > 1 else 0.0)
            start = lowest.get(level, dy + above.y + above.height if above else begin)
            rules += [(x, start, x, tick), (x, tick, dx + box.x, tick)]
        lowest = {each: y for each, y in lowest.items() if each <= level} | {level: tick}
    return rules


def _box(
    pen: Pen,
    box: Box,
    dx: float,
    dy: float,
    *,
    rule: float,
    colour: Colour = _RULE_COLOUR,
    ground: Colour | None = None,
    is_centred: bool = False,
) -> None:
    x, y = dx + box.x, dy + box.y
    is_closed = box.unit.closed_on is not None
    if ground and not is_closed:
        pen.box(x, y, box.width, box.height, ground)
    pen.outline(x, y, box.width, box.height, rule=rule, colour=colour, dashes=_DASHES if is_closed else ())
    ink = GREY if is_closed else BLACK
    if box.is_on_one_line:
        base = y + box.height / 2 + (ASCENT - 0.5) * box.size
        ((name,), (detail,)) = box.name, box.detail
        end = x + box.width - PADDING * box.size - detail.width * box.size * DETAIL
        pen.line(x + PADDING * box.size, base, name, Role.HEI, box.size, colour=ink)
        pen.line(end, base, detail, Role.SONG, box.size * DETAIL, colour=ink)
        return
    depth = y + (box.height - _height_of_top((box.name, box.detail), box.size)) / 2 + PADDING * box.size
    for lines, role, size, pitch in (
        (box.name, Role.HEI, box.size, NAME_PITCH),
        (box.detail, Role.SONG, box.size * DETAIL, DETAIL_PITCH),
    ):
        for line in lines:
            start = x + (box.width - line.width * size) / 2 if is_centred else x + PADDING * box.size
            base = depth + ((pitch - 1) / 2 + ASCENT) * size
            pen.line(start, base, replace(line, spread=0.0), role, size, colour=ink)
            depth += pitch * size
