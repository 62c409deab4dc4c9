import csv
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import Cancelled, InvalidInput
from gridparty.domain.table_values import Share
from gridparty.exchange.csv_tables import csv_cell, write_csv
from gridparty.exchange.tables import read_table
from gridparty.exchange.whole_files import whole_file
from gridparty.exchange.workbooks import fitting_widths, write_table


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (7, "7"), (1.5, "1.5"), (date(2026, 11, 1), "2026-11-01"), (Share(13 / 14), "92.9%"),
        (datetime(2026, 11, 1, 9, 30, tzinfo=CIVIL), "2026-11-01 09:30"), ("张伟", "张伟"), ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"), ("+1", "+1"), ("-12.5%", "-12.5%"), ("-x", "'-x"), ("\t=1", "'\t=1"),
        ("＝1", "'＝1"), ("410102198001010018", "'410102198001010018"), ("19900000001", "19900000001"), ("007", "007"),
        ("a\x00b", "ab"),
    ],
)  # fmt: skip
def test_cells_as_text(cell: object, text: str) -> None:
    assert csv_cell(cell) == text  # type: ignore[arg-type]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [("张𬱖", '“a”,"b"', "两\n行"), ("䶮", None, 3)]
    assert write_csv(path, heads=("姓名", "话", "数"), rows=rows) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["姓名", "话", "数"], ["张𬱖", '“a”,"b"', "两\n行"], ["䶮", "", "3"]]
    assert read_table(path).rows[1][0] == "张𬱖"


def test_the_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old")

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(path, heads=("a",), rows=[(1,)], before=stop)
    assert path.read_text() == "old"
    with pytest.raises(InvalidInput), whole_file(tmp_path / "no" / "t"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


def test_rates_are_numbers_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(path, title="t", heads=["率"], rows=[(Share(13 / 14),)])
    cell = openpyxl.load_workbook(path).active["A2"]
    assert (round(cell.value, 6), cell.number_format) == (round(13 / 14, 6), "0.0%")


def test_widths_count_chinese_characters_twice() -> None:
    narrow, wide, dated, widest = fitting_widths(
        ["a", "b", "c", "d"], [("x", "和平街道党工委", date(2026, 1, 1), "长" * 90)]
    )
    assert narrow < dated < wide < widest < 60
    assert wide >= 14
    assert fitting_widths(["登记单位名称"], [])[0] > 12
