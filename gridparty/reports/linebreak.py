"""Breaks Chinese text into justified lines: squeeze marks first, then push out, then spread evenly (DOMAIN §8.5).

All lengths are in em of the glyph size. A full-width mark gives up its blank half at the end of a line (closing), at
the start of a line other than the first (opening) and where it meets another mark; further marks of a line are
narrowed only to pull in what would otherwise have to go to the next line.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from gridparty.reports.kinsoku import BLANKS, CLOSING, LEVELS, NARROW, NOT_AT_START, OPENING, breaks, is_tight

_TOLERANCE = 1e-6
_FULL_WIDTH = 0.9  # from this advance on a mark has a blank half
_NARROW_WIDTH = 0.5
_REACH = 1.5  # so much too much is still tried by squeezing
_WIDEST_SPREAD = 0.5  # a line that would be spread more stays ragged
_LONGEST_PUSH = 3.0  # so much a line may lose to save the last line from a single character


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters drawn in one go, narrow marks under their own codes; a loose piece is spread after each character."""

    text: str
    loose: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text (with blanks at its end), its pieces, its width before spreading, and the spread."""

    text: str
    pieces: tuple[Piece, ...]
    width: float
    spread: float


NO_LINE = Line("", (), 0.0, 0.0)


def break_lines(
    text: str, advance: Mapping[str, float], *, measure: float, indent: float = 0.0, tracking: float = 0.0
) -> tuple[Line, ...]:
    """The lines of a text; an empty text gives none.

    advance maps a character to its advance; tracking is added after every character; the first line is shorter by
    indent. Joined, the texts of the lines are the text. No line is wider than the measure, unless it is one character.
    """
    if not text:
        return ()
    setting = _Setting(text, advance, tracking)
    limits = (measure - indent, measure)
    ends = _allowed_ends(setting, min(limits))
    bounds = _fill(setting, ends, limits)
    _save_last_line(setting, ends, bounds, limits)
    last = len(bounds) - 2
    return tuple(
        _line(setting, start, end, limits[number > 0], justify=number < last)
        for number, (start, end) in enumerate(pairwise(bounds))
    )


class _Setting:
    """A text with the advances of its characters, which marks are narrow anyway, and what the others can give."""

    def __init__(self, text: str, advance: Mapping[str, float], tracking: float) -> None:
        self.text = text
        self.cell = 1.0 + tracking  # with so much room left a line has lost a character to the next one
        size = len(text)
        self.narrow = [False] * size
        self.gives = [0.0] * size  # blank half that may be cut
        kept = [advance[character] + tracking for character in text]
        for position, character in enumerate(text):
            if character not in NARROW or kept[position] < _FULL_WIDTH:
                continue
            blank = kept[position] - tracking - _NARROW_WIDTH
            if character in CLOSING:
                meets = position + 1 < size and text[position + 1] in NARROW
            else:
                meets = position > 0 and text[position - 1] in OPENING
            if meets:
                self.narrow[position] = True
                kept[position] -= blank
            else:
                self.gives[position] = blank
        self.reached = [0.0, *accumulate(kept)]
        self.given = [0.0, *accumulate(self.gives)]

    def visible_end(self, start: int, end: int) -> int:
        """The end without the blanks that hang over the line's end."""
        while end > start + 1 and self.text[end - 1] in BLANKS:
            end -= 1
        return end

    def end_blank(self, start: int, end: int) -> float:
        """What the mark at the end of a line gives up there."""
        last = self.visible_end(start, end) - 1
        return self.gives[last] if self.text[last] in CLOSING else 0.0

    def edges(self, start: int, end: int) -> float:
        """What the marks at both ends of a line give up there."""
        at_start = self.gives[start] if start and self.text[start] in OPENING else 0.0
        return at_start + self.end_blank(start, end)

    def width(self, start: int, end: int) -> float:
        """Natural width of a line."""
        return self.reached[self.visible_end(start, end)] - self.reached[start] - self.edges(start, end)

    def room(self, start: int, end: int) -> float:
        """What a line can be squeezed by."""
        return self.given[self.visible_end(start, end)] - self.given[start] - self.edges(start, end)


def _allowed_ends(setting: _Setting, narrowest: float) -> list[int]:
    """Where lines may end, with clusters that are wider than a line opened step by step."""
    ends = breaks(setting.text)
    for level in range(1, LEVELS):
        clusters = list(pairwise([0, *ends]))
        wide = [(start, end) for start, end in clusters if setting.width(start, end) > narrowest + _TOLERANCE]
        if not wide:
            break
        looser = breaks(setting.text, level)
        opened = set(ends)
        for start, end in wide:
            opened.update(looser[bisect_right(looser, start) : bisect_right(looser, end)])
        ends = sorted(opened)
    return ends


def _fill(setting: _Setting, ends: list[int], limits: tuple[float, float]) -> list[int]:
    """The bounds of the lines, from 0 to the end of the text."""
    bounds = [0]
    while bounds[-1] < len(setting.text):
        bounds.append(_next_end(setting, ends, bounds[-1], limits[len(bounds) > 1]))
    return bounds


def _next_end(setting: _Setting, ends: list[int], start: int, limit: float) -> int:
    """The end of the line that begins at start: the last that fits, or one more that can be squeezed in."""
    first = bisect_right(ends, start)
    best, slack = 0, 0.0
    for end in ends[first:]:
        excess = setting.width(start, end) - limit
        if excess <= _TOLERANCE:
            best, slack = end, -excess - setting.end_blank(start, end)
        elif excess > _REACH:
            break
        elif excess <= setting.room(start, end) and (not best or slack >= setting.cell - _TOLERANCE):
            return end
    return best or ends[first]


def _save_last_line(setting: _Setting, ends: list[int], bounds: list[int], limits: tuple[float, float]) -> None:
    """Changes the last two lines where the last would be a single character: pull it in, or push one more out."""
    if len(bounds) < 3 or _letters(setting.text[bounds[-2] :]) > 1:
        return
    start, end = bounds[-3], bounds[-1]
    limit = limits[len(bounds) > 3]
    if setting.width(start, end) - limit <= setting.room(start, end):
        del bounds[-2]
        return
    for earlier in reversed(ends[bisect_right(ends, start) : bisect_right(ends, bounds[-2] - 1)]):
        if setting.width(start, earlier) < limit - _LONGEST_PUSH or setting.width(earlier, end) > limits[1]:
            return
        if _letters(setting.text[earlier:]) > 1:
            bounds[-2] = earlier
            return


def _letters(text: str) -> int:
    return sum(character not in NOT_AT_START for character in text)


def _line(setting: _Setting, start: int, end: int, limit: float, *, justify: bool) -> Line:
    width = setting.width(start, end)
    visible_end = setting.visible_end(start, end)
    narrowed = _edge_marks(setting, start, visible_end)
    squeezed = width > limit + _TOLERANCE
    for position in range(visible_end - 1, start - 1, -1):
        if width <= limit + _TOLERANCE:
            break
        if setting.gives[position] and position not in narrowed:
            narrowed.add(position)
            width -= setting.gives[position]
    drawn = "".join(
        NARROW[character] if setting.narrow[position] or position in narrowed else character
        for position, character in enumerate(setting.text[start:visible_end], start)
    )
    tight = [is_tight(before, after) for before, after in pairwise(drawn)]
    gaps = len(tight) - sum(tight)
    spread = max(0.0, limit - width) / gaps if gaps and (justify or squeezed) else 0.0
    return Line(setting.text[start:end], _pieces(drawn, tight), width, spread if spread <= _WIDEST_SPREAD else 0.0)


def _edge_marks(setting: _Setting, start: int, visible_end: int) -> set[int]:
    """Positions of the marks that are narrow because they stand at an end of the line."""
    found = set()
    if setting.text[visible_end - 1] in CLOSING and setting.gives[visible_end - 1]:
        found.add(visible_end - 1)
    if start and setting.text[start] in OPENING and setting.gives[start]:
        found.add(start)
    return found


def _pieces(drawn: str, tight: list[bool]) -> tuple[Piece, ...]:
    """The characters of a line in pieces that are loose or tight throughout."""
    if not any(tight):
        return (Piece(drawn, loose=True),)
    found: list[Piece] = []
    start = 0
    kinds = [*tight, False]
    for position in range(1, len(drawn) + 1):
        if position == len(drawn) or kinds[position] != kinds[start]:
            found.append(Piece(drawn[start:position], loose=not kinds[start]))
            start = position
    return tuple(found)
