"""Writes one table as an .xlsx workbook that opens well, prints well and can be read in again.

Text is always text, never a formula, link or number, whatever it begins with; nothing is shortened silently.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import xlsxwriter

from gridparty.domain.errors import InvalidInput
from gridparty.domain.table_values import Share, Shown
from gridparty.exchange.whole_files import whole_file
from gridparty.i18n import _

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767  # UTF-16 units, as spreadsheets count
_MOST_DIGITS = 10**15  # beyond it spreadsheets put zeros, so such numbers are written as text
_WIDTH = 14.0  # of half-width characters
_NARROWEST, _WIDEST = 6, 48
_LOOKED_AT = 400  # rows that say how wide their columns are
_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {
    "in_memory": True,  # people's data leave no temporary files behind
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_table(
    path: Path,
    *,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Shown]],
    widths: Sequence[float] = (),
    before: Callable[[], object] | None = None,
) -> int:
    """Writes the heads and rows and returns the number of rows; the file appears whole or not at all.

    `title` names the sheet and stands at the top of each printed page. `widths` are in half-width characters. `before`
    is called when the file is about to appear.
    Raises InvalidInput for a text over 32,767 characters, more rows than a sheet holds, or a place that can't be
    written.
    """
    with whole_file(path, before=before) as file:
        return _write_book(file, title, heads, rows, widths)


def fitting_widths(heads: Sequence[str], rows: Sequence[Sequence[Shown]]) -> list[float]:
    """Widths of columns, in half-width characters, by what stands in the heads and in some of the rows."""
    step = max(len(rows) // _LOOKED_AT, 1)
    seen = rows[::step]
    return [
        min(max(_NARROWEST, _width(head) + 1, *(_width(row[at]) + 2 for row in seen)), _WIDEST) if seen
        else min(max(_NARROWEST, _width(head) + 1), _WIDEST)
        for at, head in enumerate(heads)
    ]  # fmt: skip


def _width(cell: Shown) -> int:
    if isinstance(cell, (date, Share)):
        return 16 if isinstance(cell, datetime) else 10
    text = "" if cell is None else str(cell)
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _write_book(
    file: Any, title: str, heads: Sequence[str], rows: Iterable[Sequence[Shown]], widths: Sequence[float]
) -> int:
    book = xlsxwriter.Workbook(file, _OPTIONS)
    sheet = book.add_worksheet(_sheet_name(title))
    head_format = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "num_format": "@"}
    )
    formats = {
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "share": book.add_format({"num_format": "0.0%"}),
    }
    for index, head in enumerate(heads):
        sheet.write_string(0, index, _fitting(head, 1, index), head_format)
        sheet.set_column(index, index, widths[index] if index < len(widths) else _WIDTH)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count >= MOST_ROWS or len(row) > MOST_COLUMNS:
            raise InvalidInput(_("The table is too large for one sheet; write it in parts."))
        for index, cell in enumerate(row):
            _write_cell(sheet, count, index, cell, formats)
    _set_up_print(sheet, title, max(len(heads), 1))
    book.close()
    return count


def _write_cell(sheet: Any, row: int, column: int, cell: Shown, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Share):
        sheet.write_number(row, column, cell.value, formats["share"])
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, (int, float)) and isfinite(cell) and abs(cell) < _MOST_DIGITS:
        sheet.write_number(row, column, cell)
    elif isinstance(cell, date) and cell.year >= 1900:
        kind = "moment" if isinstance(cell, datetime) else "date"
        moment = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
        sheet.write_datetime(row, column, moment, formats[kind])
    else:
        sheet.write_string(row, column, _fitting(str(cell), row + 1, column), formats["text"])


def _fitting(text: str, row: int, column: int) -> str:
    if len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        message = _("The text in row {row}, column {column} has more than {limit} characters; shorten it.")
        raise InvalidInput(message.format(row=row, column=column + 1, limit=LONGEST_TEXT))
    return text


def _set_up_print(sheet: Any, title: str, columns: int) -> None:
    """A4 across, as wide as the page, the heads on each page, title above and page number below."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    if columns > 6:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header("&C&14" + title.replace("&", "&&")[:200])
    sheet.set_footer("&C&P / &N")


def _sheet_name(title: str) -> str:
    """At most 31 characters without those that spreadsheets forbid."""
    name = _FORBIDDEN_IN_SHEET_NAMES.sub(" ", title).strip("' ")
    while len(name.encode("utf-16-le")) // 2 > 31:
        name = name[:-1]
    return name.strip("' ") if name.strip("' ").casefold() not in ("", "history") else "1"
