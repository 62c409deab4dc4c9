from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from roster_reading import read_roster

from gridparty.domain.errors import InvalidInput
from gridparty.exchange.heads import roster_aliases
from gridparty.exchange.tables import read_table
from gridparty.exchange.workbooks import LONGEST_TEXT, write_table

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", "http://example.org", "{=1}", "007", "1e5")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    moment = datetime(2026, 11, 1, 9, 30)  # noqa: DTZ001 - spreadsheets know no zones
    rows = [("张𬱖", 7, 1.5, True, date(1976, 7, 1), moment, None, "男")]
    heads = ("姓名", "数", "小数", "是否", "日期", "时间", "空", "性别")
    assert write_table(path, title="名册", heads=heads, rows=rows) == 1
    table = read_table(path)
    assert table.sheet == "名册"
    assert table.rows == (heads, *rows)


def test_text_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(path, title="t", heads=FORMULAS, rows=[FORMULAS])
    for row in openpyxl.load_workbook(path).active.iter_rows():
        assert [(cell.value, cell.data_type, cell.hyperlink) for cell in row] == [(t, "s", None) for t in FORMULAS]


def test_numbers_that_a_spreadsheet_would_round_are_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    cells = (410102198001010014, 4.10102198001010e17, float("nan"), 999_999_999_999_999, date(1850, 1, 1))
    write_table(path, title="t", heads=["x"], rows=[cells])
    assert read_table(path).rows[1] == (
        "410102198001010014",
        "4.1010219800101e+17",
        "nan",
        999999999999999,
        "1850-01-01",
    )


def test_too_long_text_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")
    write_table(tmp_path / "fits.xlsx", title="t", heads=["a"], rows=[("x" * LONGEST_TEXT,)])
    assert len(str(read_table(tmp_path / "fits.xlsx").rows[1][0])) == LONGEST_TEXT
    for text in ("x" * (LONGEST_TEXT + 1), "𬱖" * (LONGEST_TEXT // 2 + 1)):
        with pytest.raises(InvalidInput) as refused:
            write_table(path, title="t", heads=["a", "b"], rows=[("", ""), ("", text)])
        assert "3" in str(refused.value)
    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["fits.xlsx", "t.xlsx"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    for path in (tmp_path / "none" / "t.xlsx", tmp_path / "folder.xlsx"):
        with pytest.raises(InvalidInput) as refused:
            write_table(path, title="t", heads=["a"], rows=[])
        assert path.name in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == ["folder.xlsx"]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [("a[b]:c*d?e/f\\g", "a b  c d e f g"), ("'x'", "x"), ("", "1"), ("History", "1"), ("𬱖" * 40, "𬱖" * 15)],
)
def test_any_title_names_a_sheet(tmp_path: Path, title: str, sheet: str) -> None:
    write_table(tmp_path / "t.xlsx", title=title, heads=["a"], rows=[])
    assert read_table(tmp_path / "t.xlsx").sheet == sheet


def test_the_sheet_is_set_up_for_reading_and_paper(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(path, title="甲&乙", heads=list("abcdefgh"), rows=[tuple("abcdefgh")], widths=(8, 30))
    sheet = openpyxl.load_workbook(path).active
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.oddHeader.center.text == "甲&&乙"
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABC"] == [9, 31, 15]
    assert sheet["A2"].number_format == "@"


def test_rejected_rows_can_be_mended_and_read_again(tmp_path: Path) -> None:
    heads = ("姓名", "身份证号", "入党时间")
    rows = [("张三", 4.10102198001010e17, date(1998, 7, 1)), ("李四", None, "1998.13")]
    roster = read_roster([heads, *rows], roster_aliases())
    path = tmp_path / "rejects.xlsx"
    rejects = [(*row.cells, " ".join(row.reasons)) for row in roster.rows if row.reasons]
    write_table(path, title="退回", heads=(*roster.heads, "原因"), rows=rejects)
    table = read_table(path)
    again = read_roster(table.rows, roster_aliases(), first_number=table.first_number)
    assert [row.name for row in again.rows] == ["张三", "李四"]
    assert again.rows[0].join_date == 19980701
    assert [row.reasons for row in again.rows] == [row.reasons for row in roster.rows]
    assert again.unknown_heads == ("原因",)
