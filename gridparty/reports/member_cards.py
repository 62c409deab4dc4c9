"""Cards of members to carry (D7): ten on an A4 sheet with cut marks; name, unit, and the code to scan or to type."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from reportlab.graphics.barcode.code128 import Code128

from gridparty.exchange import qr
from gridparty.operations.members import MemberCard
from gridparty.reports.fonts import Role, advances, printable, width
from gridparty.reports.linebreak import Line, break_lines
from gridparty.reports.measures import GREY, MM, PAGE_HEIGHT, PAGE_WIDTH, RED
from gridparty.reports.pen import Pen
from gridparty.reports.sheets import draw

TITLE = "党员签到卡"
CARD_WIDTH, CARD_HEIGHT = 85.6 * MM, 54 * MM  # ISO/IEC 7810 ID-1
COLUMNS, ROWS = 2, 5
SHEET_LEFT = (PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2
SHEET_TOP = (PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2

EDGE = 6 * MM
_HEAD_SIZE, _NAME_SIZE, _UNIT_SIZE, _CODE_SIZE = 9.0, 18.0, 9.5, 11.5
_HEAD_LINE, _RULE, _NAME_LINE, _UNIT_LINE = 8 * MM, 10.5 * MM, 21 * MM, 28 * MM  # below the top of the card
_UNIT_PITCH, _UNIT_LINES = 4.6 * MM, 3
QR_SIDE, QR_TOP = 22 * MM, 15 * MM
QR_LEFT = CARD_WIDTH - EDGE - QR_SIDE
_CODE_LINE = 44 * MM
BAR, BARS_LEFT, BARS_TOP, BARS_HEIGHT = 0.45 * MM, 6 * MM, 39 * MM, 9 * MM
_MARK, _MARK_GAP, _MARK_WIDTH = 5 * MM, 2 * MM, 0.3
_ROOM = QR_LEFT - EDGE - 4 * MM

Box = tuple[float, float, float, float]


def pdf(cards: Sequence[MemberCard]) -> bytes:
    """The sheets; one empty sheet with marks where there are no cards."""
    most = COLUMNS * ROWS
    sheets = [cards[first : first + most] for first in range(0, max(1, len(cards)), most)]
    return draw([partial(_sheet, cards=each) for each in sheets], title=TITLE)


def _sheet(pen: Pen, *, cards: Sequence[MemberCard]) -> None:
    _cut_marks(pen)
    for place, card in enumerate(cards):
        row, column = divmod(place, COLUMNS)
        _card(pen, SHEET_LEFT + column * CARD_WIDTH, SHEET_TOP + row * CARD_HEIGHT, card)


def _cut_marks(pen: Pen) -> None:
    """Short lines outside the sheet of cards, where a guillotine is set."""
    right, bottom = SHEET_LEFT + COLUMNS * CARD_WIDTH, SHEET_TOP + ROWS * CARD_HEIGHT
    marks: list[Box] = []
    for x in (SHEET_LEFT + column * CARD_WIDTH for column in range(COLUMNS + 1)):
        marks += [(x, SHEET_TOP - _MARK_GAP - _MARK, x, SHEET_TOP - _MARK_GAP)]
        marks += [(x, bottom + _MARK_GAP, x, bottom + _MARK_GAP + _MARK)]
    for y in (SHEET_TOP + row * CARD_HEIGHT for row in range(ROWS + 1)):
        marks += [(SHEET_LEFT - _MARK_GAP - _MARK, y, SHEET_LEFT - _MARK_GAP, y)]
        marks += [(right + _MARK_GAP, y, right + _MARK_GAP + _MARK, y)]
    pen.rule(marks, _MARK_WIDTH, GREY)


def _card(pen: Pen, x: float, y: float, card: MemberCard) -> None:
    pen.text(x + EDGE, y + _HEAD_LINE, TITLE, Role.HEI, _HEAD_SIZE, colour=RED, spacing=1.5)
    pen.rule([(x + EDGE, y + _RULE, x + CARD_WIDTH - EDGE, y + _RULE)], 0.8, RED)
    name = printable(card.name)
    size = min(_NAME_SIZE, _ROOM / max(width(name, Role.HEI, 1.0), 1.0))
    pen.text(x + EDGE, y + _NAME_LINE, name, Role.HEI, size)
    for number, line in enumerate(_unit_lines(printable(card.unit_name))):
        depth = y + _UNIT_LINE + number * _UNIT_PITCH
        pen.line(x + EDGE, depth, replace(line, spread=0.0), Role.SONG, _UNIT_SIZE)
    code_x = x + QR_LEFT + (QR_SIDE - width(card.code, Role.HEI, _CODE_SIZE)) / 2
    pen.text(code_x, y + _CODE_LINE, card.code, Role.HEI, _CODE_SIZE)
    _fill(pen, x + QR_LEFT, y + QR_TOP, _squares(card.code))
    _fill(pen, x + BARS_LEFT, y + BARS_TOP, _bars(card.code))


def _unit_lines(text: str) -> tuple[Line, ...]:
    """The unit's name in as many lines as there is room for; … where it does not fit."""
    shown = text
    while len(lines := break_lines(shown, advances(Role.SONG), measure=_ROOM / _UNIT_SIZE)) > _UNIT_LINES:
        shown = shown.removesuffix("…")[:-1] + "…"
    return lines


def _squares(text: str) -> Iterator[Box]:
    """The dark squares of the QR code, those side by side as one box: (x, y, width, height) from its corner."""
    rows = qr.matrix(text)
    side = QR_SIDE / len(rows)
    for depth, row in enumerate(rows):
        at = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield at * side, depth * side, length * side, side
            at += length


def _bars(text: str) -> Iterator[Box]:
    """The bars of the Code 128 barcode; capitals are bars, small letters gaps, A or a is one unit wide."""
    code = Code128(text)
    code.validate()
    code.encode()
    code.decompose()
    at = 0
    for letter in code.decomposed:
        units = ord(letter.upper()) - ord("A") + 1
        if letter.isupper():
            yield at * BAR, 0.0, units * BAR, BARS_HEIGHT
        at += units


def _fill(pen: Pen, x: float, y: float, boxes: Iterator[Box]) -> None:
    """Fills all boxes in black as one path, so that no hair lines show between them."""
    path = " ".join(
        f"{x + left:.3f} {PAGE_HEIGHT - y - top - height:.3f} {wide:.3f} {height:.3f} re"
        for left, top, wide, height in boxes
    )
    pen.raw(f"q 0 g {path} f Q")
