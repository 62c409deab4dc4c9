"""gridparty.ui.widgets.rows_block"""

import pytest
from rows_sample import COLUMNS, ENTRIES, Entry

from gridparty.ui.widgets.rows_block import block, cell


def test_several_rows_stand_below_their_heads() -> None:
    assert block(ENTRIES[:2], COLUMNS[:3]) == "姓名\t时长\t备注\n王秀兰\t12\t值班\nAnna Li\t\t送药"


def test_one_row_stands_alone() -> None:
    assert block(ENTRIES[:1], COLUMNS[:2]) == "王秀兰\t12"


def test_no_cell_breaks_out_of_its_place() -> None:
    assert block([Entry(1, "a\tb\r\nc")], COLUMNS[:1]) == "a b c"


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-王", "@SUM(A1)", "＝1+1", "－a", "\t=1"])
def test_what_a_spreadsheet_would_reckon_is_copied_as_text(text: str) -> None:
    assert cell(text) == "'" + text.strip()


@pytest.mark.parametrize("text", ["-3", "+4.1", "-2.2 %", "-1,024.50", "92.9 %", "—", "", "王秀兰", "2026-10-25", "'x"])
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert cell(text) == text
