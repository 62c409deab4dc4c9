"""Looks into a zipped workbook before a reader does: for bombs, and for cells so far away that no memory would do.

The reader keeps every cell of the rectangle between the first and the last one, so one cell at XFD1048576 would cost
hundreds of gigabytes. Writers who hide a reference from this look (by blanks around the equals sign) meet the reading
process's memory limit instead.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from gridparty.exchange.unreadable import Cause, UnreadableError

MOST_BYTES = 512 << 20  # unpacked; a roster of 20,000 rows and 20 columns has 21 MB
MOST_MEMBERS = 5_000
MOST_CELLS = 20_000_000
_CHUNK = 1 << 20
_OVERLAP = 32  # longer than any reference
_REFERENCE = re.compile(rb"r=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
# Without one of these no column lies beyond ZZ (the 702nd) and no row beyond 24,999, which is less than MOST_CELLS.
_FAR = re.compile(rb"r=[\"'](?:[A-Z]{3}|[A-Z]{1,2}(?:\d{6}|[3-9]\d{4}|2[5-9]\d{3}))")
_SHEET = re.compile(r"xl/(?:work|macro|dialog)sheets/[^/]+\.xml", re.IGNORECASE)
_DRAWN = re.compile(r"xl/(?:media|theme|drawings|charts|embeddings)/", re.IGNORECASE)


def scan(data: bytes) -> None:
    """Returns when the archive is a workbook of bearable size; raises UnreadableError otherwise.

    Every member that a reader unpacks is unpacked here first, in pieces, so that sizes written in the archive's
    directory need not be believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _scan_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise UnreadableError(Cause.DAMAGED) from None


def _scan_members(archive: zipfile.ZipFile) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename.replace("\\", "/").lower() for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError(Cause.PASSWORD)
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        workbook = any(re.fullmatch(r"(?:.*/)?workbook\d*\.xml", name) for name in names)
        raise UnreadableError(Cause.DAMAGED if workbook else Cause.WRONG_KIND)
    read = [member for member in members if not _DRAWN.match(member.filename)]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in read) > MOST_BYTES:
        raise UnreadableError(Cause.TOO_LARGE)
    for member in read:
        _scan_member(archive, member)


def _scan_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    is_sheet = _SHEET.fullmatch(member.filename.replace("\\", "/"))
    reaches = [bool(is_sheet and _FAR.search(piece)) for piece in _pieces(archive, member)]  # unpacks all of it
    if any(reaches):
        _measure(archive, member)


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Counts the cells of the rectangle; dear, hence only for sheets that reach far."""
    columns: set[bytes] = set()
    last_row = 0
    for piece in _pieces(archive, member):
        if found := _REFERENCE.findall(piece):
            letters, digits = zip(*found, strict=True)
            columns.update(letters)
            last_row = max(last_row, *map(int, set(digits)))
    if columns and last_row * max(map(_column_number, columns)) > MOST_CELLS:
        raise UnreadableError(Cause.TOO_LARGE)


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked member, each piece with the end of the one before, so that no reference is cut in two."""
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
