"""Writes one table as CSV in UTF-8 with a byte order mark, so that spreadsheet programs show its Chinese.

CSV has no types, and spreadsheet programs take what looks like one for a formula or a number. Text that begins like a
formula gets an apostrophe before it, and so do long rows of digits, which would lose their last ones.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from gridparty.domain.counts import percent
from gridparty.domain.table_values import Share, Shown
from gridparty.exchange.whole_files import whole_file

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d+)?%?")
_LONG_DIGITS = re.compile(r"\d{12,}")  # shown as 1.23E+11, and beyond 15 digits damaged


def write_csv(
    path: Path,
    *,
    heads: Sequence[str],
    rows: Iterable[Sequence[Shown]],
    before: Callable[[], object] | None = None,
) -> int:
    """Writes the heads and rows and returns the number of rows; the file appears whole or not at all.

    `before` is called when it is about to appear. Raises InvalidInput where it cannot be written.
    """
    count = 0
    with whole_file(path, before=before) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([csv_cell(head) for head in heads])
        for count, row in enumerate(rows, start=1):  # noqa: B007 - returned below
            writer.writerow([csv_cell(cell) for cell in row])
        text.detach()  # the file below is closed by its owner
    return count


def csv_cell(cell: Shown) -> str:
    """A cell as text: 2026-10-12, 2026-10-12 19:00, 92.9%, and text that stays text."""
    if cell is None:
        return ""
    if isinstance(cell, Share):
        return percent(cell.value)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, (bool, int, float, date)):
        return str(cell)
    text = cell.replace("\x00", "")
    is_formula = text[:1] in _FORMULA and not _PLAIN_NUMBER.fullmatch(text)
    return f"'{text}" if is_formula or _LONG_DIGITS.fullmatch(text) else text
