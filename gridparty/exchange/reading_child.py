"""The process that reads a stranger's spreadsheet, so that a hostile or damaged file can only end this process.

Run as `python -m gridparty.exchange.reading_child FILE [SHEET]` by exchange.tables. It writes one pickled answer to its
standard output: ("ok", sheet, first row's number, rows) or ("unreadable", cause, detail). It loads little, so that it
starts at once: no text for people, no database, no operations.
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
from gridparty.exchange.text_tables import decode, parse_rows, real_characters
from gridparty.exchange.unreadable import Cause, UnreadableError

if sys.platform != "win32":
    import resource

MEMORY = 2 << 30  # bytes of address space
SECONDS = 60  # of the processor's time
MOST_BYTES = 200 << 20
_EXACT_BELOW = 1e15  # a spreadsheet keeps 15 digits; longer numbers are damaged and stay floats to show it
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_RECORDS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# An old workbook's first record and, at once or after "write protected", the one that announces a password.
_LOCKED = re.compile(rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)

Rows = list[tuple[Any, ...]]


def read(path: Path, sheet: str | None) -> tuple[str, int, Rows]:
    """The sheet's name, its first row's number in the file and its rows; what the file is, its content decides."""
    data = _bytes_of(path)
    if data.startswith(_ZIP):
        scan(data)
        return _read_workbook(data, sheet)
    if data.startswith(_COMPOUND):
        _judge_compound(data)
        return _read_workbook(data, sheet)
    if data[:2] in _OLD_RECORDS:
        raise UnreadableError(Cause.OLD_FORMAT)
    text = decode(data)
    head = text[:2000].lstrip().lower()
    if head.startswith("<") and any(word in head for word in ("<html", "<table", "<!doctype", "<workbook", "<?xml")):
        raise UnreadableError(Cause.WEB_PAGE)
    return path.stem, 1, [tuple(cell or None for cell in row) for row in parse_rows(text)]


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


def _read_workbook(data: bytes, sheet: str | None) -> tuple[str, int, Rows]:
    """The named sheet, or the first visible one that holds anything."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [sheet] if sheet is not None else _visible_sheets(book)
        if not set(names) <= set(book.sheet_names):
            raise UnreadableError(Cause.NO_SHEET, "、".join(_visible_sheets(book)))
        for name in names:
            found = book.get_sheet_by_name(name)
            rows = _plain_rows(found.to_python())
            if rows:
                return name, (found.start or (0, 0))[0] + 1, rows
    except PasswordError:
        raise UnreadableError(Cause.PASSWORD) from None
    except CalamineError as problem:
        raise UnreadableError(Cause.DAMAGED, str(problem)) from None
    raise UnreadableError(Cause.EMPTY)


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
    """Reads the file named first (and the sheet named second) and writes the answer to standard output."""
    _limit_itself()
    gc.disable()  # the process is short-lived and builds no cycles
    answer: tuple[Any, ...]
    try:
        answer = ("ok", *read(Path(arguments[0]), arguments[1] if len(arguments) > 1 else None))
    except UnreadableError as problem:
        answer = ("unreadable", problem.cause.value, problem.detail)
    except MemoryError:
        answer = ("unreadable", Cause.TOO_LARGE.value, "")
    except BaseException:  # a panic inside the reader is not an Exception
        answer = ("unreadable", Cause.DAMAGED.value, "")
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))


if __name__ == "__main__":
    main(sys.argv[1:])
