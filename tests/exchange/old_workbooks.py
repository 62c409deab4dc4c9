"""Workbooks of 1997 to 2003 (.xls, .et) written byte by byte, so that tests can also write them wrongly."""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
GLOBALS, SHEET = 5, 16
Value = str | int | float | None


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of the workbook's stream."""
    return struct.pack("<HH", kind, len(data)) + data


def old_workbook(
    rows: Sequence[Sequence[Value]],
    *,
    name: str = "名册",
    is_1904: bool = False,
    extra: bytes = b"",
    in_sheet: bytes = b"",
    dated: Sequence[tuple[int, int]] = (),
) -> bytes:
    """A file with one sheet. `extra`: records right after the workbook's first; `dated`: cells shown as dates."""
    head = record(0x809, struct.pack("<HHHHII", 0x600, GLOBALS, 0x0DBB, 1996, 0, 6)) + extra
    head += record(0x22, struct.pack("<H", is_1904))
    for number_format in (0, 14):
        head += record(0xE0, struct.pack("<HHHBBBBIIH", 0, number_format, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    text = name.encode("utf-16-le")
    bound = struct.pack("<IBBBB", len(head) + 4 + 8 + len(text) + 4, 0, 0, len(name), 1) + text
    stream = head + record(0x85, bound) + record(0x0A)
    stream += record(0x809, struct.pack("<HHHHII", 0x600, SHEET, 0x0DBB, 1996, 0, 6)) + in_sheet
    stream += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", at, column, int((at, column) in dated))
            if isinstance(value, str):
                cell = value.encode("utf-16-le")
                stream += record(0x204, place + struct.pack("<HB", len(value), 1) + cell)
            elif value is not None:
                stream += record(0x203, place + struct.pack("<d", value))
    return compound_file({"Workbook": stream + record(0x0A)})


def compound_file(streams: dict[str, bytes]) -> bytes:
    """The container of such files, every stream in whole sectors."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for at, (name, data) in enumerate(streams.items(), start=1):
        padded = data + bytes(max(4096, -(-len(data) // SECTOR) * SECTOR) - len(data))
        first, count = len(sectors), len(padded) // SECTOR
        sectors += [padded[i * SECTOR : (i + 1) * SECTOR] for i in range(count)]
        chain += [*range(first + 1, first + count), END]
        entries.append(_entry(name, 2, first, max(4096, len(data)), right=at + 1 if at < len(streams) else FREE))
    folder = len(sectors)
    entries += [_entry("", 0, 0, 0)] * (-len(entries) % 4)
    directory = b"".join(entries)
    count = len(directory) // SECTOR
    sectors += [directory[i * SECTOR : (i + 1) * SECTOR] for i in range(count)]
    chain += [*range(folder + 1, folder + count), END]
    tables = 1
    while tables * 128 < len(chain) + tables:
        tables += 1
    first_table = len(sectors)
    chain += [FAT] * tables
    chain += [FREE] * (tables * 128 - len(chain))
    packed = struct.pack(f"<{len(chain)}I", *chain)
    sectors += [packed[i * SECTOR : (i + 1) * SECTOR] for i in range(tables)]
    difat = [*range(first_table, first_table + tables), *[FREE] * (109 - tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, folder, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", *difat) + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    head = text + bytes(64 - len(text)) + struct.pack("<HBBIII", length, kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", first if kind else 0, size)
