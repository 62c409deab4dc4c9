"""Text files as tables: encoding by mark, then UTF-8, then GB 18030, never by guess; the delimiter by what fits."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache

from gridparty.exchange.unreadable import Cause, UnreadableError
from gridparty.paths import RESOURCES

DELIMITERS = (",", "\t", ";")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE_LINES = 20
_LONGEST_CELL = 1 << 20
_END = "\x00"  # no line of the file holds it, see _with_end


def decode(data: bytes) -> str:
    """The text, with private-use code points of older GBK tables replaced by the real characters.

    Raises UnreadableError when no encoding fits every byte, and for data that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, (encoding,))
    if b"\x00" in data:
        raise UnreadableError(Cause.WRONG_KIND)
    return _decoded(data, ("utf-8", "gb18030"))


def real_characters(text: str) -> str:
    """The text with private-use code points of older GBK tables replaced by the characters that they stand for."""
    pattern, table = _private_use()
    return text if text.isascii() or not pattern.search(text) else text.translate(table)


def parse_rows(text: str) -> list[tuple[str, ...]]:
    """The rows as written, blank ones included: the first is number 1. Raises UnreadableError for an open quote."""
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = _best_delimiter(text)
    lines = io.StringIO(text, newline="")
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(_with_end(lines), delimiter=delimiter):
            rows.append(tuple(row))
    except csv.Error:
        raise UnreadableError(Cause.OPEN_QUOTE, str(len(rows) + 1)) from None
    if rows[-1] != (_END,):  # the end was swallowed by a quoted cell
        raise UnreadableError(Cause.OPEN_QUOTE, str(len(rows)))
    return rows[:-1]


def _decoded(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return real_characters(data.decode(encoding))
        except UnicodeError:
            continue
    raise UnreadableError(Cause.ENCODING)


@cache
def _private_use() -> tuple[re.Pattern[str], dict[int, int]]:
    table = {}
    for line in (RESOURCES / "exchange" / "gb18030_pua.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            private, real = line.split()[:2]
            table[int(private, 16)] = int(real, 16)
    return re.compile(f"[{''.join(map(chr, table))}]"), table


def _best_delimiter(text: str) -> str:
    """The one that cuts the first lines into most cells; a comma when they are alike."""
    sample = [line for line in text[: 1 << 16].splitlines() if line.strip()][:_SAMPLE_LINES]
    return max(DELIMITERS, key=lambda delimiter: sum(len(row) for row in csv.reader(sample, delimiter=delimiter)))


def _with_end(lines: Iterable[str]) -> Iterator[str]:
    """The lines with NUL characters left out, closed by a line of their own that a complete table ends with."""
    for line in lines:
        yield line.replace("\x00", "")
    yield _END
