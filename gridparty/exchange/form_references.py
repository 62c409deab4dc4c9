"""References such as B2, $A$3:C9 or 'Sheet 1'!D4, in attributes and formulas, when rows are inserted into a sheet."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from gridparty.domain.column_letters import column_letters, column_number

_SHEET = r"(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_CELLS = r"(?P<first>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})(?::(?P<last>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}))?"
_ROWS = r"(?P<top>\$?[1-9]\d{0,6}):(?P<bottom>\$?[1-9]\d{0,6})"
_FORMULA = re.compile(rf'"(?:[^"]|"")*"|\[[^\]]*\]|(?<![\w.$\]!\'])(?:{_SHEET}(?:{_CELLS}|{_ROWS}))(?![\w(.!])')
_SKIPPED = '"['  # texts, columns of tables, other workbooks
_AREA = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Insertion:
    """So many rows come into a sheet behind the row `after`; `is_end`: that row is the last (and only) one of a list,
    so that what ends with it takes the new rows in. Else they come into the midst of the list.
    """

    sheet: str
    after: int
    count: int
    is_end: bool = True

    def row(self, row: int) -> int:
        """Where a row lies afterwards."""
        return row + self.count if row > self.after else row

    def rows(self, first: int, last: int, *, single_grows: bool = True) -> tuple[int, int]:
        """Where a span of rows lies afterwards; one that ends at the insertion takes the new rows in.

        `single_grows`: so does a span of that one row.
        """
        is_at_edge = self.is_end and last == self.after and (first < last or single_grows)
        return self.row(first), last + self.count if is_at_edge else self.row(last)


def shifted_area(area: str, insertion: Insertion, *, single_grows: bool) -> str:
    """B2 or A3:C9 afterwards."""
    first, _colon, last = area.partition(":")
    if not (found := _AREA.fullmatch(first)) or not (ended := _AREA.fullmatch(last or first)):
        return area
    rows = insertion.rows(int(found[4]), int(ended[4]), single_grows=single_grows)
    begin, end = (f"{each[1]}{each[2]}{each[3]}{row}" for each, row in zip((found, ended), rows, strict=True))
    return begin if begin == end and not last else f"{begin}:{end}"


def shifted_formula(formula: str, insertion: Insertion, *, sheet: str) -> str:
    """A formula of the sheet `sheet` afterwards. Texts and names are left as they are."""

    def turned(found: re.Match[str]) -> str:
        named = found["sheet"] or ""
        if (_name(named) if named else sheet).casefold() != insertion.sheet.casefold():
            return found[0]
        return named + _shifted(found, insertion)

    return _each_reference(formula, turned)


def moved_formula(formula: str, *, rows: int, columns: int = 0) -> str:
    """A formula copied into another cell, so many rows down and columns to the right: $ stays, the rest goes along."""

    def turned(found: re.Match[str]) -> str:
        if found["top"]:
            ends = [_moved_row(found[end], rows) for end in ("top", "bottom")]
        else:
            ends = [_moved_cell(found[end], rows, columns) for end in ("first", "last") if found[end]]
        return (found["sheet"] or "") + ":".join(ends)

    return _each_reference(formula, turned)


def _each_reference(formula: str, turned: Callable[[re.Match[str]], str]) -> str:
    return _FORMULA.sub(lambda found: found[0] if found[0][0] in _SKIPPED else turned(found), formula)


def _shifted(found: re.Match[str], insertion: Insertion) -> str:
    if found["top"]:
        signs = ["$" if found[end].startswith("$") else "" for end in ("top", "bottom")]
        spans = insertion.rows(int(found["top"].lstrip("$")), int(found["bottom"].lstrip("$")))
        return ":".join(f"{sign}{row}" for sign, row in zip(signs, spans, strict=True))
    if not found["last"]:
        return shifted_area(found["first"], insertion, single_grows=False)
    return shifted_area(f"{found['first']}:{found['last']}", insertion, single_grows=True)


def _moved_row(text: str, rows: int) -> str:
    return text if text.startswith("$") else str(int(text) + rows)


def _moved_cell(text: str, rows: int, columns: int) -> str:
    found = _AREA.fullmatch(text)
    assert found is not None
    letters = found[2] if found[1] or not columns else column_letters(column_number(found[2]) + columns)
    return f"{found[1]}{letters}{found[3]}{found[4] if found[3] else int(found[4]) + rows}"


def _name(sheet: str) -> str:
    text = sheet.removesuffix("!")
    return text[1:-1].replace("''", "'") if text.startswith("'") else text
