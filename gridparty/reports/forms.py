"""Forms to fill in: rows of labels and values with rules around them, lines to cut along, and new pages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise

from gridparty.reports.document import CutLine, Form, FormCell, PageBreak
from gridparty.reports.flow import Item
from gridparty.reports.fonts import Role, printable, width
from gridparty.reports.measures import GREY, LEFT, PITCH, RIGHT, SIZE_5, SMALL_PITCH, TYPE_WIDTH, baseline
from gridparty.reports.pen import Pen
from gridparty.reports.tables import AIR, GAP, HEAD_GROUND, MOST_LINES, RULE, RULE_COLOUR, Cell, cell

_FORM_AIR = 12.0  # more than in a table: hands write in it
_DASH, _BLANK, _CUT_RULE = 4.0, 3.0, 0.5


def form(block: Form) -> list[Item]:
    """The rows of a form, kept together where they fit on a page; labels in hei on grey."""
    items = [item for cells in block.rows for item in _row(cells)]
    last = len(items) - 1
    return [replace(item, gap=0.0 if number else GAP, keep=number < last) for number, item in enumerate(items)]


def cut_line(block: CutLine) -> list[Item]:
    """The dashed line with its word."""
    return [Item(PITCH, partial(_draw_cut, text=printable(block.text)), on_grid=False, gap=GAP)]


def page_break(_block: PageBreak) -> list[Item]:
    """The mark of a new page."""
    return [Item(0.0, _nothing, breaks=True)]


def _row(cells: Sequence[FormCell]) -> list[Item]:
    """One row; more than one only where it would be taller than a page."""
    scale = TYPE_WIDTH / sum(each.share for each in cells)
    edges = [LEFT, *(LEFT + reached * scale for reached in accumulate(each.share for each in cells))]
    found = [
        cell(each.text, left, right, "center" if each.is_label else each.align, _role(each))
        for each, (left, right) in zip(cells, pairwise(edges), strict=True)
    ]
    tallest = max(len(each.lines) for each in found)
    least = max(each.lines for each in cells)
    items = []
    for start in range(0, tallest, MOST_LINES):
        part = [each._replace(lines=each.lines[start : start + MOST_LINES]) for each in found]
        lines = max(min(tallest - start, MOST_LINES), least if tallest <= MOST_LINES else 1)
        height = lines * SMALL_PITCH + (AIR if lines > 2 else _FORM_AIR)
        draw = partial(_draw_row, cells=tuple(zip(cells, part, strict=True)), edges=edges, height=height)
        items.append(Item(height, draw, on_grid=False))
    return items


def _role(given: FormCell) -> Role:
    return Role.HEI if given.is_label else Role.SONG


def _draw_row(
    pen: Pen, y: float, *, cells: Sequence[tuple[FormCell, Cell]], edges: Sequence[float], height: float
) -> None:
    for number, (given, _) in enumerate(cells):
        if given.is_label:
            pen.box(edges[number], y, edges[number + 1] - edges[number], height, HEAD_GROUND)
    bottom, left, right = y + height, edges[0] - RULE / 2, edges[-1] + RULE / 2
    pen.rule([(left, y, right, y), (left, bottom, right, bottom)], RULE, RULE_COLOUR)
    pen.rule([(x, y, x, bottom) for x in edges], RULE, RULE_COLOUR)
    for given, found in cells:
        found.draw(pen, y, height, _role(given))


def _draw_cut(pen: Pen, y: float, *, text: str) -> None:
    middle = y + PITCH / 2
    room = width(text, Role.SONG, SIZE_5)
    start = (LEFT + RIGHT - room) / 2
    for x, end in ((0.0, start - SIZE_5), (start + room + SIZE_5, LEFT + RIGHT)):
        pen.rule([(x, middle, end, middle)], _CUT_RULE, GREY, dashes=(_DASH, _BLANK))
    pen.text(start, middle - SIZE_5 / 2 + baseline(SIZE_5, SIZE_5), text, Role.SONG, SIZE_5, colour=GREY)


def _nothing(_pen: Pen, _y: float) -> None:
    """A new page draws nothing."""
