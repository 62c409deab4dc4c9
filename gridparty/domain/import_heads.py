"""Finds the head of a table: below titles, of one level or several, with cells merged; and the rows that are notes.

A head of several levels is read downwards: 入党情况 over 入党时间 is “入党情况 / 入党时间”. Indexes count from 0 within
the rows that were read; Layout adds nothing and leaves nothing out, so that every row below the head stays accounted
for (ORG-09).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridparty.domain import roster_values as values
from gridparty.domain.roster_values import Cell

HEADER_WITHIN = 20  # rows
DEEPEST = 4  # levels of a head
JOINED = " / "
Row = tuple[Cell, ...]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column

_NOISE_IN_HEADS = re.compile(r"[\s\u200b-\u200f\ufeff*:]+")
_BRACKETED = re.compile(r"\([^()]*\)$")
_NOTE = re.compile(
    r"(?:填[写表报](?:说明|须知|要求)|说明|备注|注意(?:事项)?|提示|示例|样例|例[如子]?|注|填[表报](?:人|单位|时间|日期)"
    r"|制表(?:人|单位|时间|日期)?|审[核批]人?|复核人?|负责人|经办人|联系人|单位\(?盖章\)?|合计|总计|小计|共计)"
    r"(?:[\s:(、,.\d]|签|$)"
)
_HINT = re.compile(r"必填|选填|不填|请填|请选|请按|例如|如:|格式|下拉|填写|位数字|yyyy", re.IGNORECASE)
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the head of a table is: rows `first` to `last`, and each column's words from the highest level down.

    `is_sure` is False where no row had the names of known columns and the likeliest one was taken.
    """

    first: int
    last: int
    levels: tuple[tuple[str, ...], ...]
    is_sure: bool = True

    @property
    def heads(self) -> tuple[str, ...]:
        """A column's words of all levels in one line; empty where a column has none."""
        return tuple(JOINED.join(words) for words in self.levels)

    @property
    def lowest(self) -> tuple[str, ...]:
        """What stands right above each column's cells."""
        return tuple(words[-1] if words else "" for words in self.levels)


def normal_head(head: str) -> str:
    """A head without blanks, line breaks and marks of duty, brackets and letters in one width and case."""
    text = _NOISE_IN_HEADS.sub("", unicodedata.normalize("NFKC", head)).casefold()
    return text.removesuffix("(必填)")


def meaning(head: str, known: Mapping[str, str]) -> str | None:
    """The field for a head, with or without its last brackets; `known` maps normal heads to fields."""
    text = normal_head(head)
    return known.get(text) or known.get(_BRACKETED.sub("", text)) if text else None


def meaning_of_levels(words: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The field for a head of several levels: by its lowest words, all of them together, or the higher ones.

    Levels may stand in one cell, as in a sheet of rejected rows that comes back corrected.
    """
    words = [part for text in words for part in text.split(JOINED)]
    for text in (*words[-1:], "".join(words), "-".join(words), *reversed(words[:-1])):
        if found := meaning(text, known):
            return found
    return None


def find(rows: Sequence[Row], merged: Sequence[Merge], known: Mapping[str, str], *, wanted: str = "") -> Layout | None:
    """The head among the first rows: the row that names most known columns, `wanted` among them if one does.

    None where no row names two of them.
    """
    best, best_score = None, (False, 1)
    for at in range(min(HEADER_WITHIN, len(rows))):
        layout = head_at(rows, merged, at, known)
        fields = {meaning_of_levels(words, known) for words in layout.levels} - {None}
        score = (wanted in fields, len(fields))
        if len(fields) > 1 and score > best_score:
            best, best_score = layout, score
    return best


def likeliest(rows: Sequence[Row], merged: Sequence[Merge]) -> Layout:
    """Where no head is known: the first row with most words in it, for a person to confirm."""
    at = max(range(min(HEADER_WITHIN, len(rows))), key=lambda at: (_word_count(rows[at]), -at), default=0)
    found = head_at(rows, merged, at, {})
    return Layout(found.first, found.last, found.levels, is_sure=False)


def head_at(rows: Sequence[Row], merged: Sequence[Merge], at: int, known: Mapping[str, str]) -> Layout:
    """The head whose row is `at`, with the levels above and below that merged cells tie to it."""
    width = len(rows[at])
    near = [merge for merge in merged if merge[2] - merge[0] < DEEPEST and merge[3] - merge[1] + 1 < width]
    first, last = at, max([at, *(merge[2] for merge in near if merge[0] <= at <= merge[2])])
    last = min(last, len(rows) - 1)
    while first > 0 and last - first < DEEPEST - 1 and _belongs(rows, near, first - 1):
        first -= 1
    if first == last:
        words: list[tuple[str, ...]] = [(text,) if text else () for text in _texts(rows[at])]
        if at:
            words = _with_heads_above(words, _texts(rows[at - 1]), known)
        return Layout(first, last, tuple(words))
    grid = [_resolved(rows, near, row, width) for row in range(first, last + 1)]
    return Layout(first, last, tuple(_without_repeats(column) for column in zip(*grid, strict=True)))


def is_note(row: Row) -> bool:
    """Whether a row below the head is an explanation, an example, a total or a line for signatures."""
    texts = [unicodedata.normalize("NFKC", text) for cell in row if (text := values.text_of(cell))]
    if not texts:
        return False
    if isinstance(next(cell for cell in row if values.text_of(cell)), str) and _NOTE.match(texts[0]):
        return True
    return sum(bool(_HINT.search(text)) for text in texts) >= max(2, len(texts) // 3)


def _belongs(rows: Sequence[Row], near: Sequence[Merge], above: int) -> bool:
    """Whether the row above is a level of the head: a cell reaches down from it, or stands over several below."""
    if any(merge[0] <= above < merge[2] for merge in near):
        return True
    for top, left, bottom, right in near:
        text = values.read_text(rows[top][left]) if left < len(rows[top]) else ""
        below = _texts(rows[above + 1])[left : right + 1]
        if top == bottom == above and right > left and 0 < len(text) <= 12 and not re.search("[:：_]", text):
            return sum(map(bool, below)) > 1
    return False


def _resolved(rows: Sequence[Row], near: Sequence[Merge], at: int, width: int) -> list[str]:
    texts = (_texts(rows[at]) + [""] * width)[:width]
    for top, left, bottom, right in near:
        if top <= at <= bottom and left < len(rows[top]):
            texts[left : right + 1] = [_texts(rows[top])[left]] * (min(right, width - 1) - left + 1)
    return texts


def _texts(row: Row) -> list[str]:
    return [values.read_text(cell) if isinstance(cell, str) else "" for cell in row]


def _without_repeats(column: Sequence[str]) -> tuple[str, ...]:
    words: list[str] = []
    for text in column:
        if text and text not in words[-1:]:
            words.append(text)
    return tuple(words)


def _with_heads_above(
    words: list[tuple[str, ...]], above: list[str], known: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Heads merged over two rows leave their words in the upper one, also where the merging itself is lost."""
    upper = above + [""] * (len(words) - len(above))
    return [own or ((high,) if meaning(high, known) else ()) for own, high in zip(words, upper, strict=False)]


def _word_count(row: Row) -> int:
    return len({text for text in _texts(row) if text and len(text) <= _LONGEST_HEAD})
