"""What stands around the text of a briefing: masthead, title, signatures, tail and page number (DOMAIN §8.1, §8.2)."""

import re
from dataclasses import replace
from functools import partial

from gridparty.reports.document import Masthead, Signatures, Tail, Title
from gridparty.reports.flow import Item
from gridparty.reports.fonts import Role, advances, printable, width
from gridparty.reports.kinsoku import breaks
from gridparty.reports.linebreak import Line, break_lines
from gridparty.reports.measures import (
    BLACK,
    BOTTOM,
    GREY,
    LEFT,
    MM,
    PITCH,
    RED,
    RIGHT,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_NAME,
    SIZE_SMALL_2,
    TYPE_WIDTH,
    baseline,
)
from gridparty.reports.pen import Pen

_MARKS_TOP = 14 * MM
_NAME_BASELINE, _ISSUE_BASELINE, _ISSUER_BASELINE = 49.0, 87.0, 117.0  # below the top of the masthead
_RULE_BELOW = 15.0  # from the last base line to the red rule
_RULE_WIDTH = 0.8 * MM
_NAME_SPAN = (100 * MM, 140 * MM)
_NAME_SPACING = 6.0

_TITLE_PITCH = 32.0
_TITLE_BASELINE = 36.0
_MEANING_ENDS = re.compile(
    "(?:[，、：；》”）的和与及]|党支部|党总支|党委|党工委|社区|街道|网格|办事处|委员会|小组|中心|年度|季度|[年月日])$"
)
_MEANING_STARTS = re.compile("关于|工作|情况|开展|加强|做好|贯彻|落实|召开|实施|推进|[（《“]")
_AGAINST_MEANING = 4.0  # counts like so many characters of imbalance

_OUTER_RULE, _INNER_RULE = 0.35 * MM, 0.25 * MM
_TAIL_ROW, _TAIL_LINE = 28.5, 20.0

_NUMBER_BELOW = 7 * MM  # from the type area down to the dashes
_DASH_TOP = 0.3  # of the em above the base line


def masthead(block: Masthead) -> list[Item]:
    """The head of a briefing; small words stand above the type area."""
    room = TYPE_WIDTH - width(printable(block.date), Role.FANGSONG, SIZE_3) - 2 * SIZE_3
    issuer = break_lines(printable(block.issuer), advances(Role.FANGSONG), measure=room / SIZE_3)
    extra = max(0, len(issuer) - 1)
    draw = partial(_draw_masthead, block=block, issuer=tuple(replace(line, spread=0.0) for line in issuer))
    return [Item((5 + extra) * PITCH, draw, keep=True)]


def title(block: Title) -> list[Item]:
    """The title, centred: one line, or two broken by meaning; smaller and in more lines only when very long."""
    text = printable(block.text)
    size = (
        SIZE_2 if sum(map(advances(Role.XIAOBIAOSONG).__getitem__, text)) * SIZE_2 <= 2 * TYPE_WIDTH else SIZE_SMALL_2
    )
    lines = title_lines(text, measure=TYPE_WIDTH / size)
    return [Item((1 + len(lines)) * PITCH, partial(_draw_title, lines=lines, size=size), keep=True)]


def title_lines(text: str, *, measure: float) -> tuple[str, ...]:
    """The lines of a title; measure in em of its size."""
    ems = advances(Role.XIAOBIAOSONG)
    whole = sum(map(ems.__getitem__, text))
    if whole <= measure:
        return (text,)
    best, best_cost = 0, float("inf")
    for position in breaks(text)[:-1]:
        upper = sum(map(ems.__getitem__, text[:position]))
        cost = abs(2 * upper - whole)
        if not (_MEANING_ENDS.search(text[:position]) or _MEANING_STARTS.match(text, position)):
            cost += _AGAINST_MEANING
        if max(upper, whole - upper) <= measure and cost < best_cost:
            best, best_cost = position, cost
    if best:
        return text[:best], text[best:]
    return tuple(line.text for line in break_lines(text, ems, measure=measure))


def signatures(block: Signatures) -> list[Item]:
    """A line to sign on, with a blank line above; two lines where both words don't fit on one."""
    left, right = printable(block.left), printable(block.right)
    room = TYPE_WIDTH - SIZE_4 * 2
    beside = width(left, Role.FANGSONG, SIZE_4) + width(right, Role.FANGSONG, SIZE_4) <= room
    return [Item((2 if beside else 3) * PITCH, partial(_draw_signatures, left=left, right=right, beside=beside))]


def tail(block: Tail) -> list[Item]:
    """The 版记: rows between rules at the foot of the type area, in fourth size, one character in from both edges."""
    rows = tuple((_tail_lines(left, right), printable(right)) for left, right in block.rows)
    height = sum(_tail_height(lines) for lines, _ in rows)
    return [Item(height, partial(_draw_tail, rows=rows), on_grid=False, at_foot=True)] if rows else []


def page_number(pen: Pen, number: int) -> None:
    """Draws — 1 — seven millimetres below the type area: odd pages right, even pages left, one character in."""
    text = f"— {number} —"
    y = BOTTOM + _NUMBER_BELOW + _DASH_TOP * SIZE_4
    x = RIGHT - SIZE_4 - width(text, Role.SONG, SIZE_4) if number % 2 else LEFT + SIZE_4
    pen.text(x, y, text, Role.SONG, SIZE_4)


def _draw_masthead(pen: Pen, y: float, *, block: Masthead, issuer: tuple[Line, ...]) -> None:
    if block.marks:
        pen.text(LEFT, _MARKS_TOP + SIZE_5, printable("\u3000".join(block.marks)), Role.HEI, SIZE_5, colour=GREY)
    _draw_name(pen, y + _NAME_BASELINE, printable(block.name))
    issue, date = printable(block.issue), printable(block.date)
    x = LEFT + (TYPE_WIDTH - width(issue, Role.FANGSONG, SIZE_3)) / 2
    pen.text(x, y + _ISSUE_BASELINE, issue, Role.FANGSONG, SIZE_3)
    depth = y + _ISSUER_BASELINE
    for number, line in enumerate(issuer):
        pen.line(LEFT, depth + number * PITCH, line, Role.FANGSONG, SIZE_3)
    depth += max(0, len(issuer) - 1) * PITCH
    pen.text(RIGHT - width(date, Role.FANGSONG, SIZE_3), depth, date, Role.FANGSONG, SIZE_3)
    pen.rule([(LEFT, depth + _RULE_BELOW, RIGHT, depth + _RULE_BELOW)], _RULE_WIDTH, RED)


def _draw_name(pen: Pen, y: float, name: str) -> None:
    """The red name, spaced so that it spans 100 to 140 mm; a very long one becomes smaller."""
    shortest, longest = _NAME_SPAN
    em = width(name, Role.XIAOBIAOSONG, 1.0)
    if not em:
        return
    size = min(SIZE_NAME, longest / em)
    gaps = len(name) - 1
    span = min(max(size * em + gaps * _NAME_SPACING, shortest), longest)
    spacing = min((span - size * em) / gaps, 2 * size) if gaps else 0.0
    x = LEFT + (TYPE_WIDTH - size * em - gaps * spacing) / 2
    pen.text(x, y, name, Role.XIAOBIAOSONG, size, colour=RED, spacing=spacing)


def _draw_title(pen: Pen, y: float, *, lines: tuple[str, ...], size: float) -> None:
    for number, text in enumerate(lines):
        x = LEFT + (TYPE_WIDTH - width(text, Role.XIAOBIAOSONG, size)) / 2
        pen.text(x, y + _TITLE_BASELINE + number * _TITLE_PITCH, text, Role.XIAOBIAOSONG, size)


def _draw_signatures(pen: Pen, y: float, *, left: str, right: str, beside: bool) -> None:
    depth = y + PITCH + baseline(SIZE_4, PITCH)
    pen.text(LEFT, depth, left, Role.FANGSONG, SIZE_4)
    x = RIGHT - width(right, Role.FANGSONG, SIZE_4) if beside else LEFT
    pen.text(x, depth if beside else depth + PITCH, right, Role.FANGSONG, SIZE_4)


def _tail_lines(left: str, right: str) -> tuple[Line, ...]:
    """The left words of a row beside the right ones; further lines hang under the names after 报：."""
    room = TYPE_WIDTH - 2 * SIZE_4
    if right:
        room -= width(printable(right), Role.FANGSONG, SIZE_4) + SIZE_4
    measure = max(room / SIZE_4, 4.0)
    return break_lines(printable(left), advances(Role.FANGSONG), measure=measure - 2, indent=-2)


def _tail_height(lines: tuple[Line, ...]) -> float:
    return _TAIL_ROW + max(0, len(lines) - 1) * _TAIL_LINE


def _draw_tail(pen: Pen, y: float, *, rows: tuple[tuple[tuple[Line, ...], str], ...]) -> None:
    top = y
    for number, (lines, right) in enumerate(rows):
        if number:
            pen.rule([(LEFT, y, RIGHT, y)], _INNER_RULE, BLACK)
        depth = y + baseline(SIZE_4, _TAIL_ROW)
        for index, line in enumerate(lines):
            x = LEFT + SIZE_4 * (3 if index else 1)
            pen.line(x, depth + index * _TAIL_LINE, line, Role.FANGSONG, SIZE_4)
        pen.text(RIGHT - SIZE_4 - width(right, Role.FANGSONG, SIZE_4), depth, right, Role.FANGSONG, SIZE_4)
        y += _tail_height(lines)
    half = _OUTER_RULE / 2
    pen.rule([(LEFT, top + half, RIGHT, top + half), (LEFT, y - half, RIGHT, y - half)], _OUTER_RULE, BLACK)
