"""From which day a workbook counts its days: 1904 on, as those begun on old Macintosh computers do, or 1900.

Cells formatted as dates are read rightly by the reader itself; this is for numbers that mean days without a format.
"""

import io
import re
import struct
import zipfile
from datetime import date

_FLAG = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true|on)[\"']", re.IGNORECASE)
_BEGIN = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0")  # the first record of a workbook of 1997 and later
_DATE_MODE, _END = 0x22, 0x0A
_MOST_RECORDS = 2_000
_MOST_BYTES = 1 << 20


def day_zero(*, is_1904: bool) -> date:
    """The day whose number is 0; the one of 1900 makes up for the 29 February that spreadsheets gave that year."""
    return date(1904, 1, 1) if is_1904 else date(1899, 12, 30)


def counts_from_1904(data: bytes) -> bool:
    """For a workbook that has been read; False where it does not say."""
    if data.startswith(b"PK"):
        return _in_archive(data)
    begun = _BEGIN.search(data)
    return _in_records(data, begun.start()) if begun else False


def _in_archive(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.replace("\\", "/").lower() == "xl/workbook.xml":
                with archive.open(name) as file:
                    return _FLAG.search(file.read(_MOST_BYTES)) is not None
    return False


def _in_records(data: bytes, at: int) -> bool:
    """The records follow one another; the one asked for stands among those of the whole workbook, near its start."""
    for _record in range(_MOST_RECORDS):
        if at + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _DATE_MODE and length == 2:
            return data[at + 4 : at + 6] == b"\x01\x00"
        if kind == _END:
            return False
        at += 4 + length
    return False
