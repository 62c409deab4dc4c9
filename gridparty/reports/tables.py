"""Tables: one item a row, fifth size, hei head on light grey, thin rules, bold total row (DOMAIN §8.1)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

from gridparty.reports.document import Align, Table
from gridparty.reports.flow import Item
from gridparty.reports.fonts import Role, advances, printable, width
from gridparty.reports.linebreak import NO_LINE, Line, break_lines
from gridparty.reports.measures import BLACK, LEFT, MM, SIZE_5, SMALL_PITCH, TYPE_WIDTH, Colour, baseline
from gridparty.reports.pen import Pen
from gridparty.reports.prose import shift_for

_PADDING = 2 * MM
AIR = 6.8  # above and below the lines of a row together
GAP = 2.5 * MM
RULE = 0.5
RULE_COLOUR: Colour = (0.2, 0.2, 0.2)
HEAD_GROUND: Colour = (0.957, 0.957, 0.957)
_TOTAL_GROUND: Colour = (0.98, 0.98, 0.98)
MOST_LINES = 35  # of a row; one that is taller than a page is the only one that is split

# The four colours come with a shape and a word; a cell that begins with the shape is set in the colour.
_STATUS: dict[str, Colour] = {
    "■": (0.753, 0.0, 0.0),
    "▲": (0.604, 0.42, 0.0),
    "◆": (0.078, 0.341, 0.769),
    "●": (0.102, 0.498, 0.294),
}


class Cell(NamedTuple):
    """Lines of a cell, each with its x on the page: a string where it fits as it is."""

    lines: Sequence[tuple[float, str | Line]]
    colour: Colour

    def draw(self, pen: Pen, y: float, height: float, role: Role) -> None:
        """Sets the lines in the middle of a row of that height whose top is at y."""
        depth = y + (height - len(self.lines) * SMALL_PITCH) / 2 + baseline(SIZE_5, SMALL_PITCH)
        for number, (x, line) in enumerate(self.lines):
            if isinstance(line, str):
                pen.text(x, depth + number * SMALL_PITCH, line, role, SIZE_5, colour=self.colour)
            else:
                pen.line(x, depth + number * SMALL_PITCH, line, role, SIZE_5, colour=self.colour)


def table(block: Table) -> list[Item]:
    """The rows of a table; the head is kept with the first row and repeated, the total row kept with the last row.

    Raises ValueError where a row has another number of cells than the table has columns.
    """
    edges = _edges([column.share for column in block.columns])
    aligns = [column.align for column in block.columns]
    centred: list[Align] = ["center"] * len(aligns)
    heads = [column.head for column in block.columns]
    (head,) = _row(heads, edges, centred, Role.HEI, ground=HEAD_GROUND)[:1]
    items = [replace(head, gap=GAP, keep=True)]
    for cells in block.rows:
        items += _row(cells, edges, aligns, Role.SONG, head=head)
    if block.total:
        span = block.total_span
        joined = [edges[0], *edges[span:]]
        items[-1] = replace(items[-1], keep=True)
        total_aligns: list[Align] = ["center", *aligns[span:]]
        items += _row(block.total, joined, total_aligns, Role.XIAOBIAOSONG, ground=_TOTAL_GROUND, head=head)
    return items


def _edges(shares: Sequence[float]) -> list[float]:
    """The x of all vertical rules."""
    scale = TYPE_WIDTH / sum(shares)
    return [LEFT, *(LEFT + reached * scale for reached in accumulate(shares))]


def _row(
    texts: Sequence[str],
    edges: Sequence[float],
    aligns: Sequence[Align],
    role: Role,
    *,
    ground: Colour | None = None,
    head: Item | None = None,
) -> list[Item]:
    """One row; more than one only where it would be taller than a page."""
    cells = list(map(cell, texts, edges[:-1], edges[1:], aligns, repeat(role)))
    if not len(texts) == len(aligns) == len(edges) - 1:
        raise ValueError(f"a row of {len(texts)} cells in a table of {len(aligns)} columns")
    tallest = max(len(each.lines) for each in cells)
    items = []
    for start in range(0, max(tallest, 1), MOST_LINES):
        part = cells
        if tallest > MOST_LINES:
            part = [each._replace(lines=each.lines[start : start + MOST_LINES]) for each in cells]
        count = max(1, min(tallest - start, MOST_LINES))
        height = count * SMALL_PITCH + AIR
        draw = partial(_draw_row, cells=part, edges=edges, role=role, height=height, ground=ground)
        items.append(Item(height, draw, on_grid=False, head=head))
    return items


def cell(text: str, left: float, right: float, align: Align, role: Role) -> Cell:
    """The lines of a cell between two upright rules."""
    colour = _STATUS.get(text[:1], BLACK)
    room = right - left - 2 * _PADDING
    shown = printable(text)
    used = width(shown, role, SIZE_5)
    if used <= room and "\n" not in text:
        return Cell(((left + _PADDING + shift_for(align, room, used), shown),), colour)
    lines: list[tuple[float, str | Line]] = []
    for part in text.split("\n"):
        for line in break_lines(printable(part), advances(role), measure=room / SIZE_5) or (NO_LINE,):
            ragged = line if align == "left" else replace(line, spread=0.0)
            lines.append((left + _PADDING + shift_for(align, room, line.width * SIZE_5), ragged))
    return Cell(lines, colour)


def _draw_row(
    pen: Pen,
    y: float,
    *,
    cells: Sequence[Cell],
    edges: Sequence[float],
    role: Role,
    height: float,
    ground: Colour | None,
) -> None:
    left, right = edges[0], edges[-1]
    if ground:
        pen.box(left, y, right - left, height, ground)
    bottom = y + height
    rules = [(left - RULE / 2, y, right + RULE / 2, y), (left - RULE / 2, bottom, right + RULE / 2, bottom)]
    pen.rule([*rules, *((x, y, x, bottom) for x in edges)], RULE, RULE_COLOUR)
    for each in cells:
        each.draw(pen, y, height, role)
