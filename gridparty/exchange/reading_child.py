"""The process that reads a stranger's spreadsheet, so that a hostile or damaged file can only end this process.

Run as `python -m gridparty.exchange.reading_child table|sheets FILE [SHEET]` by exchange.tables. It writes one pickled
answer to its standard output: ("ok", sheet, first row's number, rows, merged cells, counts from 1904),
("ok", [(name, is hidden), …]) or ("unreadable", cause, detail). It loads little, so that it starts at once: no text for
people, no database, no operations.
"""

import contextlib
import gc
import io
import pickle
import re
import sys
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from gridparty.exchange.archive_scan import scan
from gridparty.exchange.epochs import counts_from_1904
from gridparty.exchange.text_tables import decode, parse_rows, real_characters
from gridparty.exchange.unreadable import Cause, UnreadableError
from gridparty.exchange.web_tables import WebTable, read_tables

if sys.platform != "win32":
    import resource

MEMORY = 2 << 30  # bytes of address space
SECONDS = 60  # of the processor's time
MOST_BYTES = 200 << 20
HEAD_WITHIN, MOST_MERGED = 40, 5_000  # rows, and merged cells among them, that are told of
_EXACT_BELOW = 1e15  # a spreadsheet keeps 15 digits; longer numbers are damaged and stay floats to show it
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_RECORDS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# An old workbook's first record and, at once or after "write protected", the one that announces a password.
_LOCKED = re.compile(rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)

Rows = list[tuple[Any, ...]]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0
Table = tuple[str, int, Rows, list[Merge], bool]


def read(path: Path, sheet: str | None) -> Table:
    """The sheet's name, its first row's number in the file, its rows, the merged cells near the top, and whether days
    are counted from 1904; what the file is, its content decides.
    """
    data, text = _content(path)
    if text is None:
        return _read_workbook(data, sheet)
    if _is_marked_up(text):
        tables = read_tables(text)
        names = _names(tables, path)
        if sheet is not None and sheet not in names:
            raise UnreadableError(Cause.NO_SHEET, "、".join(names))
        table = tables[names.index(sheet)] if sheet is not None else max(tables, key=lambda each: len(each.cells))
        rows, merged = _filled(_plain_rows(table.rows()), table.merged)
        return names[tables.index(table)], 1, rows, merged, False
    return path.stem, 1, [tuple(cell or None for cell in row) for row in parse_rows(text)], [], False


def sheets(path: Path) -> list[tuple[str, bool]]:
    """The sheets that hold cells, in their order, and whether each is hidden; a text file is one sheet."""
    data, text = _content(path)
    if text is not None:
        names = _names(read_tables(text), path) if _is_marked_up(text) else [path.stem]
        return [(name, False) for name in names]
    found = [sheet for sheet in _book(data).sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    return [(sheet.name, sheet.visible is not SheetVisibleEnum.Visible) for sheet in found]


def _content(path: Path) -> tuple[bytes, str | None]:
    """The bytes, and the text if they are no workbook."""
    data = _bytes_of(path)
    if data.startswith(_ZIP):
        scan(data)
        return data, None
    if data.startswith(_COMPOUND):
        _judge_compound(data)
        return data, None
    if data[:2] in _OLD_RECORDS:
        raise UnreadableError(Cause.OLD_FORMAT)
    return data, decode(data)


def _is_marked_up(text: str) -> bool:
    head = text[:2000].lstrip().lower()
    return head.startswith("<") and any(w in head for w in ("<html", "<table", "<!doctype", "<workbook", "<?xml"))


def _names(tables: Sequence[WebTable], path: Path) -> list[str]:
    """A name for each: its own, or the file's with a number behind it from the second on."""
    names: list[str] = []
    for at, table in enumerate(tables):
        name = table.name or path.stem
        names.append(f"{name} {at + 1}" if name in names else name)
    return names


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(Cause.TOO_LARGE)
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableError(Cause.NOT_OPENED, problem.strerror or "") from None
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError(Cause.EMPTY)
    return data


def _judge_compound(data: bytes) -> None:
    """Compound files hold old workbooks, but also other documents and encrypted new workbooks."""
    if "EncryptedPackage".encode("utf-16-le") in data or _LOCKED.search(data):
        raise UnreadableError(Cause.PASSWORD)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise UnreadableError(Cause.WRONG_KIND)


def _read_workbook(data: bytes, sheet: str | None) -> Table:
    """The named sheet, or the first visible one that holds anything."""
    book = _book(data)
    try:
        names = [sheet] if sheet is not None else _visible_sheets(book)
        if not set(names) <= set(book.sheet_names):
            raise UnreadableError(Cause.NO_SHEET, "、".join(_visible_sheets(book)))
        for name in names:
            found = book.get_sheet_by_name(name)
            rows = _plain_rows(found.to_python())
            if rows:
                top, left = found.start or (0, 0)
                spans = [(a - top, b - left, c - top, d - left) for (a, b), (c, d) in found.merged_cell_ranges or ()]
                rows, merged = _filled(rows, spans)
                return name, top + 1, rows, merged, counts_from_1904(data)
    except CalamineError as problem:
        raise UnreadableError(Cause.DAMAGED, str(problem)) from None
    raise UnreadableError(Cause.EMPTY)


def _book(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise UnreadableError(Cause.PASSWORD) from None
    except CalamineError as problem:
        raise UnreadableError(Cause.DAMAGED, str(problem)) from None


def _filled(rows: Rows, spans: Sequence[Merge]) -> tuple[Rows, list[Merge]]:
    """A cell merged over several rows of one column stands in each of them that holds anything else.

    Returns also the merged cells near the top, where the head is.
    """
    changed: dict[int, list[Any]] = {}
    for top, left, bottom, right in spans:
        if left == right and top < bottom and 0 <= top < len(rows) and 0 <= left < len(rows[top]):
            value = rows[top][left]
            for at in range(top + 1, min(bottom + 1, len(rows))) if value is not None else ():
                if any(cell is not None for cell in rows[at]):
                    changed.setdefault(at, list(rows[at]))[left] = value
    for at, cells in changed.items():
        rows[at] = tuple(cells)
    near = [span for span in spans if 0 <= span[0] < HEAD_WITHIN and span[1] >= 0]
    return rows, near[:MOST_MERGED]


def _visible_sheets(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]


def _plain_rows(cells: Sequence[Sequence[Any]]) -> Rows:
    """Cells of few types, equal texts stored once, rows after the last full one left out."""
    texts = _Texts({"": None})
    rows = [tuple([texts[cell] if type(cell) is str else _plain(cell) for cell in row]) for row in cells]
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows


class _Texts(dict[str, str | None]):
    """What stands for a text; each one is looked into once."""

    def __missing__(self, cell: str) -> str:
        self[cell] = text = real_characters(cell)
        return text


def _plain(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_BELOW:
        return int(cell)
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell if isinstance(cell, (bool, int, float, date)) else None


def _limit_itself() -> None:
    """No more memory and time than a roster needs, and no core file with people's data."""
    if sys.platform != "win32":
        for limit, amount in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force already
                resource.setrlimit(limit, (amount, amount))


def main(arguments: Sequence[str]) -> None:
    """Does what the first word says with the file (and the sheet) named behind it; answers on standard output."""
    _limit_itself()
    gc.disable()  # the process is short-lived and builds no cycles
    answer: tuple[Any, ...]
    try:
        what, path, *rest = arguments
        sheet = rest[0] if rest else None
        answer = ("ok", sheets(Path(path))) if what == "sheets" else ("ok", *read(Path(path), sheet))
    except UnreadableError as problem:
        answer = ("unreadable", problem.cause.value, problem.detail)
    except MemoryError:
        answer = ("unreadable", Cause.TOO_LARGE.value, "")
    except BaseException:  # a panic inside the reader is not an Exception
        answer = ("unreadable", Cause.DAMAGED.value, "")
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))


if __name__ == "__main__":
    main(sys.argv[1:])
