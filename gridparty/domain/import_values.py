"""Reads the rows below a table's head as values of the fields that its columns mean (ORG-09).

A row is never dropped: one with a cell that cannot be read carries the reason, and its other values.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any

from gridparty.domain import roster_values as cells
from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import InvalidInput
from gridparty.domain.import_fields import Field, Kind
from gridparty.domain.import_heads import Layout, is_note, normal_head
from gridparty.domain.import_mapping import letters
from gridparty.domain.partial_dates import as_text, first_day, is_about
from gridparty.domain.roster_values import Cell
from gridparty.domain.typed_entries import plain
from gridparty.i18n import _

_SEVERAL = re.compile(r"[、，,;；/|\n]+|\s{2,}")
_CLOCK = re.compile(r"(上午|下午|晚上|晚|am|pm)?\s*(\d{1,2})\s*[:点时]\s*(\d{1,2})?(?:\s*[:分]\s*\d{0,2})?\s*(am|pm)?")
_NUMBER = re.compile(
    r"(?:约|大约)?(-?\d+(?:\.\d+)?)万?(?:平方米|平米|m2|元|户|人次|人|栋|幢|个|小时|h)?", re.IGNORECASE | re.ASCII
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file: its number there (from 1), the cells as they are, and the values by field."""

    number: int
    cells: tuple[Cell, ...] = field(repr=False)
    values: Mapping[str, Any]
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_rows(
    rows: Sequence[tuple[Cell, ...]],
    layout: Layout,
    mapping: Mapping[int, str],
    kind: Kind,
    *,
    first_number: int = 1,
    is_1904: bool = False,
) -> tuple[ImportRow, ...]:
    """Every row below the head that is not wholly empty; `first_number` is that of the first of `rows` in the file."""
    fields = {each.key: each for each in kind.fields}
    readers = {key: reader(each, is_1904=is_1904) for key, each in fields.items()}
    columns = [
        (column, fields[key], readers[key], layout.lowest[column] or letters(column))
        for column, key in sorted(mapping.items())
        if key and fields[key].type != "none"
    ]
    return tuple(
        _read(row, columns, layout, fields, number=first_number + at)
        for at, row in enumerate(rows)
        if at > layout.last and not all(map(cells.is_empty, row))
    )


def reader(field: Field, *, is_1904: bool = False) -> Callable[[Cell], Any]:
    """How a cell of the field's type is read; the reader raises InvalidInput."""
    dated: dict[str, Callable[..., Any]] = {"date": read_day, "partial_date": cells.read_date, "moment": read_moment}
    if field.type in dated:
        return partial(dated[field.type], is_1904=is_1904)
    if field.type in ("choice", "choices"):
        return partial(_choices if field.type == "choices" else _choice, field)
    plain_ones: dict[str, Callable[[Cell], Any]] = {
        "number": read_number, "money": read_number, "area": read_number, "count": read_count, "hours": read_number,
        "flag": cells.read_answer, "clock": read_clock, "people": read_several, "code": _code,
    }  # fmt: skip
    return plain_ones.get(field.type, cells.read_text)


def read_day(cell: Cell, *, is_1904: bool = False) -> date:
    """A whole day in any of the forms of ORG-09; raises InvalidInput."""
    value = cells.read_date(cell, is_1904=is_1904)
    if is_about(value):
        raise InvalidInput(_("“{text}” lacks the day; write it as 2026-10-25.").format(text=as_text(value)))
    return first_day(value)


def read_moment(cell: Cell, *, is_1904: bool = False) -> datetime:
    """A day with or without a time of day (then midnight), in civil time (D4); raises InvalidInput."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=CIVIL, microsecond=0)
    clock = time()
    if isinstance(cell, float) and cell % 1:
        clock, cell = _clock_of(round(cell % 1 * _SECONDS_A_DAY)), int(cell)
    elif isinstance(cell, str):
        text = plain(cell)
        if found := re.search(r"(?:[\sT]|日)\s*((?:上午|下午|晚上|晚)?\s*\d{1,2}\s*[:：点时].*)$", text):
            clock, cell = read_clock(found[1]), text[: found.start(1)].rstrip(" T")
    return datetime.combine(read_day(cell, is_1904=is_1904), clock, CIVIL)


def read_clock(cell: Cell) -> time:
    """A time of day: 9:00, 下午3点, 15时30分, or the part of a day that a spreadsheet keeps; raises InvalidInput."""
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _clock_of(round(cell * _SECONDS_A_DAY))
    text = plain(cells.text_of(cell)).lower()
    found = _CLOCK.match(re.split(r"\s*[-~—–至到]\s*", text)[0])
    if found:
        hour, minute = int(found[2]), int(found[3] or 0)
        if (found[1] in ("下午", "晚上", "晚", "pm") or found[4] == "pm") and hour < 12:
            hour += 12
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise InvalidInput(_("“{text}” is not a time of day; write it as 9:00.").format(text=text))


def read_number(cell: Cell) -> int | float:
    """A number, also with its unit behind it (1260.5㎡, 2万元, 3小时); raises InvalidInput."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell
    text = plain(cells.text_of(cell)).replace(",", "").replace(" ", "")
    found = _NUMBER.fullmatch(text)
    if not found:
        raise InvalidInput(_("“{text}” is no number.").format(text=cells.text_of(cell)))
    number = float(found[1]) * (10_000 if "万" in text else 1)
    return int(number) if number.is_integer() else number


def read_count(cell: Cell) -> int:
    """A whole number from 0 up; raises InvalidInput."""
    number = read_number(cell)
    if number < 0 or number != int(number):
        raise InvalidInput(_("“{text}” is no whole number.").format(text=cells.text_of(cell)))
    return int(number)


def read_several(cell: Cell) -> tuple[str, ...]:
    """The names in a cell: 张三、李四 or 张三 李四; a name whose characters are set apart (张　三) stays one."""
    found: dict[str, None] = {}
    for part in _SEVERAL.split(unicodedata.normalize("NFC", cells.text_of(cell)).replace("\u3000", " ")):
        words = part.split()
        apart = len(words) > 1 and all(map(_HAN_NAME.fullmatch, words))
        joined = ("" if all(len(word) == 1 for word in words) else " ").join(words)
        found.update(dict.fromkeys(words if apart else [joined]))
    return tuple(name for name in found if not cells.is_blank(name))


def _code(cell: Cell) -> str:
    if isinstance(cell, float):
        raise InvalidInput(_("The spreadsheet has lost the code's last digits; set the column's format to text."))
    return cells.read_text(cell)


def _choice(field: Field, cell: Cell) -> str:
    word = cells.read_text(cell)
    for text in (word, normal_head(word)):
        if text in field.choices:
            return field.choices[text]
    shown = "、".join(dict.fromkeys(word for word in field.choices if not word.isascii()))
    raise InvalidInput(_("“{word}” is not one of: {words}.").format(word=word, words=shown or "—"))


def _choices(field: Field, cell: Cell) -> tuple[str, ...]:
    if cells.read_text(cell) in field.choices:
        return (_choice(field, cell),)
    return tuple(
        dict.fromkeys(_choice(field, word) for word in re.split(r"[、，,;；/+＋\n]+", cells.text_of(cell)) if word)
    )


def _clock_of(seconds: int) -> time:
    minutes = min(seconds // 60, 24 * 60 - 1)
    return time(minutes // 60, minutes % 60)


_Column = tuple[int, Field, Callable[[Cell], Any], str]


def _read(
    row: tuple[Cell, ...], columns: Sequence[_Column], layout: Layout, fields: Mapping[str, Field], *, number: int
) -> ImportRow:
    if is_note(row):
        reason = _("The row looks like a note, an example or a total; it was not read.")
        return ImportRow(number, row, {}, (reason,))
    values: dict[str, Any] = {}
    reasons: list[str] = []
    warnings: list[str] = []
    for column, meant, read, head in columns:
        cell = row[column] if column < len(row) else None
        if cells.is_blank(cell):
            continue
        try:
            value = read(cell)
        except InvalidInput as problem:
            reasons.append(_("Column {column}: {problem}").format(column=head, problem=problem))
            continue
        if meant.key not in values:
            values[meant.key] = value
        elif isinstance(value, tuple):
            values[meant.key] = tuple(dict.fromkeys((*values[meant.key], *value)))
        elif meant.is_shared and values[meant.key] != value:
            values[meant.key] = "；".join((values[meant.key], value))
        elif values[meant.key] != value:
            warnings.append(_("Column {column} says something else; the first column was read.").format(column=head))
    if not all(map(cells.is_blank, row[len(layout.levels) :])):
        warnings.append(_("The row has cells to the right of the last column's head; they were not read."))
    if _repeats_head(row, layout):
        return ImportRow(number, row, {}, (_("The row repeats the header."),))
    if not reasons:
        missing = [each.label for each in fields.values() if each.is_required and each.key not in values]
        reasons = [_("“{field}” is missing.").format(field=label) for label in missing]
    return ImportRow(number, row, values, tuple(reasons), tuple(warnings))


def _repeats_head(row: tuple[Cell, ...], layout: Layout) -> bool:
    pairs = zip(row, layout.lowest, strict=False)
    texts = [(cells.read_text(cell), head) for cell, head in pairs if isinstance(cell, str) and head]
    return len(texts) > 1 and all(normal_head(text) == normal_head(head) for text, head in texts)
