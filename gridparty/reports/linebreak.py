"""Breaks Chinese text into justified lines: squeeze marks first, then push out, then spread evenly (DOMAIN §8.5).

All lengths are in em of the glyph size. A full-width mark gives up its blank half at the end of a line (closing), at
the start of a line other than the first (opening) and where it meets another mark; the remaining marks of a line are
squeezed only to pull in what would otherwise have to go to the next line.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from gridparty.reports.kinsoku import BLANKS, CLOSING, LEVELS, NOT_AT_START, OPENING, breaks, is_tight

_TOLERANCE = 1e-6
_FULL_WIDTH = 0.9  # from this advance on a mark has a blank half
_REACH = 1.5  # so much too much is still tried by squeezing
_WIDEST_SPREAD = 0.5  # a line that would be spread more stays ragged
_LONGEST_PUSH = 3.0  # so much a line may lose to save the last line from a single character


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters drawn in one go after moving by shift; after each the line's spread is added if the piece is loose."""

    text: str
    shift: float
    loose: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text (with blanks at its end), its pieces, its width before spreading, and the spread."""

    text: str
    pieces: tuple[Piece, ...]
    width: float
    spread: float


def break_lines(
    text: str, advance: Mapping[str, float], *, measure: float, indent: float = 0.0, tracking: float = 0.0
) -> tuple[Line, ...]:
    """The lines of a text; an empty text gives none.

    advance maps a character to its advance; tracking is added after every character; the first line is shorter by
    indent. Joined, the texts of the lines are the text. No line is wider than the measure, unless it is one character.
    """
    if not text:
        return ()
    setting = _Setting(text, [advance[character] + tracking for character in text])
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
    """A text with the advances of its characters, their natural cuts and what they can still give."""

    def __init__(self, text: str, advances: list[float]) -> None:
        self.text = text
        size = len(text)
        self.before = [0.0] * size  # cut at the left of a character
        self.after = [0.0] * size
        self.gives = [0.0] * size  # blank half not cut yet
        for position, character in enumerate(text):
            if advances[position] < _FULL_WIDTH:
                continue
            half = advances[position] / 2
            following = text[position + 1] if position + 1 < size else ""
            if character in CLOSING:
                if following in CLOSING or following in OPENING:
                    self.after[position] = half
                else:
                    self.gives[position] = half
            elif character in OPENING:
                if position and text[position - 1] in OPENING:
                    self.before[position] = half
                else:
                    self.gives[position] = half
        kept = (a - b - c for a, b, c in zip(advances, self.before, self.after, strict=True))
        self.reached = [0.0, *accumulate(kept)]
        self.given = [0.0, *accumulate(self.gives)]

    def visible_end(self, start: int, end: int) -> int:
        """The end without the blanks that hang over the line's end."""
        while end > start + 1 and self.text[end - 1] in BLANKS:
            end -= 1
        return end

    def edges(self, start: int, end: int) -> float:
        """What the marks at both ends of a line give up there."""
        last = self.visible_end(start, end) - 1
        at_end = self.gives[last] if self.text[last] in CLOSING else 0.0
        at_start = self.gives[start] if start and self.text[start] in OPENING else 0.0
        return at_end + at_start

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
            best, slack = end, -excess
        elif excess > _REACH:
            break
        elif excess <= setting.room(start, end) and (not best or slack >= 1 or excess < slack):
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
    natural = setting.width(start, end)
    room = setting.room(start, end)
    squeeze = min(1.0, max(0.0, natural - limit) / room) if room > _TOLERANCE else 0.0
    pieces = _pieces(setting, start, end, squeeze)
    width = natural - squeeze * room
    visible = setting.text[start : setting.visible_end(start, end)]
    gaps = sum(not is_tight(before, after) for before, after in pairwise(visible))
    spread = max(0.0, limit - width) / gaps if justify and gaps else 0.0
    return Line(setting.text[start:end], pieces, width, spread if spread <= _WIDEST_SPREAD else 0.0)


def _pieces(setting: _Setting, start: int, end: int, squeeze: float) -> tuple[Piece, ...]:
    """The visible characters of a line in pieces that are drawn without a move inside."""
    text, last = setting.text, setting.visible_end(start, end) - 1
    found: list[Piece] = []
    run, run_loose, run_shift, shift = "", True, 0.0, 0.0
    for position in range(start, last + 1):
        character = text[position]
        cut = setting.gives[position] * squeeze
        if position == start and start and character in OPENING:
            cut = setting.gives[position]
        opening = character in OPENING
        shift -= setting.before[position] + (cut if opening else 0.0)
        loose = position == last or not is_tight(character, text[position + 1])
        if run and (shift or loose != run_loose):
            found.append(Piece(run, run_shift, run_loose))
            run = ""
        if not run:
            run_shift, run_loose, shift = shift, loose, 0.0
        run += character
        shift -= setting.after[position] + (0.0 if opening else cut)
    found.append(Piece(run, run_shift, run_loose))
    return tuple(found)
