"""Tables are read through the real child process."""

import io
import os
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from gridparty.domain.errors import InvalidInput
from gridparty.exchange.tables import SheetTable, read_table

MOMENT = datetime(2026, 11, 1, 9, 30)  # noqa: DTZ001 - spreadsheets know no zones


def refused(path: Path, **options: object) -> str:
    with pytest.raises(InvalidInput) as problem:
        read_table(path, **options)  # type: ignore[arg-type]
    assert path.name in str(problem.value)
    return str(problem.value)


def workbook(path: Path, *rows: tuple[object, ...], start: int = 1) -> Path:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, start=start):
        for column, value in enumerate(row, start=1):
            book.active.cell(number, column, value)
    book.save(path)
    return path


def test_cells_of_every_type(tmp_path: Path) -> None:
    row = ("张𬱖", 7, 1.5, True, date(1976, 7, 1), MOMENT, None, "007", "=1+1")
    path = tmp_path / "名册.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("名册")
    for column, value in enumerate(row):
        if isinstance(value, date):
            code = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
            sheet.write_datetime(2, column, value, book.add_format({"num_format": code}))
        elif isinstance(value, str):
            sheet.write_string(2, column, value)
        elif value is not None:
            sheet.write(2, column, value)
    sheet.write_blank(9, 3, None, book.add_format({"bold": True}))
    book.close()
    table = read_table(path)
    assert table == SheetTable("名册", (row,), 3)
    assert [type(cell) for cell in table.rows[0]] == [type(cell) for cell in row]


def test_numbers_too_long_for_a_spreadsheet_stay_floats(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", (410102198001010014, 410102520229003, 19900000001))
    assert read_table(path).rows[0] == (4.10102198001010e17, 410102520229003, 19900000001)
    assert isinstance(read_table(path).rows[0][0], float)


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    book = workbook(tmp_path / "t.xlsx", ("姓名", "性别"), ("张三", "男"))
    as_text = book.rename(tmp_path / "t.csv")
    assert read_table(as_text).rows[1] == ("张三", "男")
    text = tmp_path / "t.xls"
    text.write_bytes("姓名\t性别\r\n葛\ue863𬱖\t\r\n".encode("utf-16"))
    assert read_table(text) == SheetTable("t", (("姓名", "性别"), ("葛䶮𬱖", None)), 1)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_text_files(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes("姓名,备注\n\n张𬱖,=1+1\n".encode(encoding))
    assert read_table(path).rows == (("姓名", "备注"), (), ("张𬱖", "=1+1"))


def test_the_first_visible_sheet_with_anything_in_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "空"
    hidden = book.create_sheet("隐藏")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    book.create_sheet("名册")["B3"] = "姓名"
    path = tmp_path / "t.xlsx"
    book.save(path)
    table = read_table(path)
    assert (table.sheet, table.first_number, table.rows[0][-1]) == ("名册", 3, "姓名")
    assert read_table(path, sheet="隐藏").rows == (("x",),)
    assert "名册" in refused(path, sheet="没有")


def test_an_open_document_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cells = '<table:table-cell office:value-type="string"><text:p>张三</text:p></table:table-cell>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="名册"><table:table-row>{cells}</table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert read_table(path) == SheetTable("名册", (("张三",),), 1)


def compound(*names: str) -> bytes:
    """The start of a compound file with these names in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "".join(names).encode("utf-16-le")


def archive_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


LOCKED = bytes.fromhex("0908 1000 0006 0500".replace(" ", "")) + bytes(12) + bytes.fromhex("2f00 ba00".replace(" ", ""))
BAD_FILES = {
    "empty": b"",
    "blank": b"\xef\xbb\xbf \r\n\r\n",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "encoding": "姓名,性别\n".encode("gb18030") + b"\xff\xff",
    "open quote": '姓名,备注\n张三,"好\n李四,好\n'.encode(),
    "web page": "<html><body><p>请登录</p></body></html>".encode("gb18030"),
    "document": archive_of({"word/document.xml": b"<w/>"}),
    "half an archive": archive_of({"xl/workbook.xml": b"<w/>" * 100, "a": b"b" * 9000})[:300],
    "empty workbook": archive_of({"xl/workbook.xml": b"<workbook/>"}),
    "encrypted workbook": compound("EncryptedPackage"),
    "locked old workbook": compound("Workbook") + LOCKED,
    "old document": compound("WordDocument"),
    "half an old workbook": compound("Workbook"),
    "very old workbook": b"\x09\x08\x08\x00\x00\x05",
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_files_that_cannot_be_read_get_a_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(BAD_FILES[what])
    assert "{" not in refused(path)


def test_different_causes_have_different_sentences(tmp_path: Path) -> None:
    sentences = {}
    for what, data in BAD_FILES.items():
        (tmp_path / "bad.xlsx").write_bytes(data)
        sentences[what] = refused(tmp_path / "bad.xlsx")
    assert sentences["empty"] == sentences["blank"]
    assert sentences["encrypted workbook"] == sentences["locked old workbook"]
    assert sentences["picture"] == sentences["document"] == sentences["old document"]
    assert sentences["half an archive"] == sentences["empty workbook"] == sentences["half an old workbook"]
    assert len(set(sentences.values())) == 8


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx") != ""
    assert refused(tmp_path) != ""


def test_a_workbook_without_rows(tmp_path: Path) -> None:
    assert refused(workbook(tmp_path / "t.xlsx")) == refused(workbook(tmp_path / "t.xlsx", (None, "")))


def test_one_cell_at_the_far_corner(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "姓名", "x"
    book.save(tmp_path / "far.xlsx")
    far = refused(tmp_path / "far.xlsx")
    repacked = archive_of(
        {
            member.filename: zipfile.ZipFile(tmp_path / "far.xlsx").read(member).replace(b'r="XFD', b'r = "XFD')
            for member in zipfile.ZipFile(tmp_path / "far.xlsx").infolist()
        }
    )
    if sys.platform != "win32":  # hidden from the look before reading, it meets the memory limit
        (tmp_path / "far.xlsx").write_bytes(repacked)
        assert refused(tmp_path / "far.xlsx") == far


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as member:
            block = bytes(1 << 20)
            for _block in range(513):
                member.write(block)
    assert path.stat().st_size < 1 << 20
    start = time.monotonic()
    refused(path)
    assert time.monotonic() - start < 10


def test_sizes_that_lie_are_noticed(tmp_path: Path) -> None:
    data = archive_of({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<c/>" * 100_000})
    path = tmp_path / "lie.xlsx"
    path.write_bytes(data.replace((400_000).to_bytes(4, "little"), (4).to_bytes(4, "little")))
    refused(path)


def test_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", ("姓名",))
    assert refused(path, seconds=0.001) != refused(workbook(tmp_path / "t.xlsx"))
    assert read_table(workbook(path, ("姓名",))).rows == (("姓名",),)


def test_a_hostile_folder_is_not_searched_for_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python_calamine.py").write_text("raise SystemExit(3)")
    (tmp_path / "csv.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    workbook(Path("t.xlsx"), ("姓名",))
    assert read_table(Path("t.xlsx")).rows == (("姓名",),)


def test_the_child_loads_little() -> None:
    code = "import gridparty.exchange.reading_child, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    loaded = set(done.stdout.split())
    assert "python_calamine" in loaded
    heavy = ("sqlalchemy", "typer", "reportlab", "PySide6", "xlsxwriter", "gridparty.i18n", "gridparty.operations")
    assert not loaded & set(heavy)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe")


def test_twenty_thousand_rows_are_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number in range(20_000):
        sheet.write_row(number, 0, [number, f"第{number}人", *["某某社区党支部"] * 18])
    book.close()
    start = time.perf_counter()
    rows = read_table(path).rows
    assert time.perf_counter() - start < 5  # 1 s on a quiet machine
    assert len(rows) == 20_000
    assert rows[-1][:3] == (19_999, "第19999人", "某某社区党支部")
