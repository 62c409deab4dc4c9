"""Body text, headings and notes as rows of items: one item a line, so that pages may break between lines."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from gridparty.reports.document import Heading, Note, Paragraph
from gridparty.reports.flow import Item
from gridparty.reports.fonts import Role, advances, printable
from gridparty.reports.linebreak import Line, break_lines
from gridparty.reports.measures import (
    ADVANCE,
    LEFT,
    PITCH,
    SIZE_3,
    SIZE_5,
    SMALL_PITCH,
    TYPE_WIDTH,
    baseline,
)
from gridparty.reports.pen import Pen

_INDENT = 2  # characters, at the start of a paragraph
_TRACKING = ADVANCE - SIZE_3
_HEADING_ROLES = {1: Role.HEI, 2: Role.KAI}
_NOTE_GAP = 3.0


def paragraph(block: Paragraph) -> list[Item]:
    """The lines of a paragraph; the first two stay together, and so do the last two."""
    return [item for part in block.text.split("\n") for item in _keep_ends(_body(part, Role.FANGSONG))]


def heading(block: Heading) -> list[Item]:
    """The lines of a heading, all kept with what follows."""
    role = _HEADING_ROLES.get(block.level, Role.FANGSONG)
    return [replace(item, keep=True) for item in _body(block.text, role)]


def note(block: Note) -> list[Item]:
    """The lines of a note in fifth size, off the grid."""
    found = [line for part in block.text.split("\n") for line in _note_lines(part)]
    items = []
    for number, line in enumerate(found):
        x = LEFT + shift_for(block.align, TYPE_WIDTH, line.width * SIZE_5)
        set_line = line if block.align == "left" else replace(line, spread=0.0)
        draw = partial(_draw_note, line=set_line, x=x)
        items.append(
            Item(SMALL_PITCH, draw, on_grid=False, gap=0.0 if number else _NOTE_GAP, keep=number == 0 < len(found) - 1)
        )
    return items


def shift_for(align: str, room: float, used: float) -> float:
    """How far a text moves to the right in the room it has, by its alignment."""
    if align == "left":
        return 0.0
    return room - used if align == "right" else (room - used) / 2


def _note_lines(text: str) -> tuple[Line, ...]:
    return break_lines(printable(text), advances(Role.SONG), measure=TYPE_WIDTH / SIZE_5)


def _draw_note(pen: Pen, y: float, *, line: Line, x: float) -> None:
    pen.line(x, y + baseline(SIZE_5, SMALL_PITCH), line, Role.SONG, SIZE_5)


def _draw_body(pen: Pen, y: float, *, line: Line, x: float, role: Role) -> None:
    pen.line(x, y + baseline(SIZE_3, PITCH), line, role, SIZE_3, tracking=_TRACKING)


def _body(text: str, role: Role) -> Iterator[Item]:
    indent = _INDENT * ADVANCE
    lines = break_lines(
        printable(text),
        advances(role),
        measure=TYPE_WIDTH / SIZE_3,
        indent=indent / SIZE_3,
        tracking=_TRACKING / SIZE_3,
    )
    for number, line in enumerate(lines):
        x = LEFT if number else LEFT + indent
        yield Item(PITCH, partial(_draw_body, line=line, x=x, role=role))


def _keep_ends(items: Iterator[Item]) -> list[Item]:
    lines = list(items)
    last = len(lines) - 1
    return [replace(item, keep=number != last and number in (0, last - 1)) for number, item in enumerate(lines)]
