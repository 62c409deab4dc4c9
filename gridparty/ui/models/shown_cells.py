"""What a list shows as typed cells of a spreadsheet: numbers, days and rates are recognised column by column."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from gridparty.domain.table_values import Share, Shown
from gridparty.ui.models.rows import RIGHT, Column

R = TypeVar("R")
NOTHING = frozenset({"", "—"})
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,14})(\.\d+)?")
_RATE = re.compile(r"\d{1,3}(\.\d+)? ?%")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")


def typed_rows(rows: Sequence[R], columns: Sequence[Column[R]]) -> list[tuple[Shown, ...]]:
    """The cells of the rows: what all cells of a column look like says what they are; the rest stays text.

    Numbers are only looked for in columns that are flush right, so that codes and phones stay what they are.
    """
    return list(zip(*(_typed([column.text(row) for row in rows], column) for column in columns), strict=True))


def _typed(texts: Sequence[str], column: Column[R]) -> Iterator[Shown]:
    known = [text for text in texts if text not in NOTHING]
    for pattern, read, is_number in KINDS:
        if known and (column.align == RIGHT or not is_number) and all(map(pattern.fullmatch, known)):
            return (None if text in NOTHING else read(text) for text in texts)
    return (text or None for text in texts)


def _number(text: str) -> Shown:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _day(text: str) -> Shown:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _moment(text: str) -> Shown:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


KINDS: tuple[tuple[re.Pattern[str], Callable[[str], Shown], bool], ...] = (
    (_NUMBER, _number, True),
    (_RATE, lambda text: Share(round(float(text.rstrip(" %")) / 100, 6)), True),
    (_DAY, _day, False),
    (_MOMENT, _moment, False),
)
