import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.exchange.form_references import Insertion, moved_formula, shifted_area, shifted_formula

THREE = Insertion("统计 表", 6, 3)


@pytest.mark.parametrize(
    ("formula", "shifted"),
    [
        ("SUM(C4:C6)", "SUM(C4:C9)"),
        ("SUM(C6:C6)", "SUM(C6:C9)"),
        ("C6+C7*$C$8", "C6+C10*$C$11"),
        ("SUM(C1:C5)", "SUM(C1:C5)"),
        ("SUM(C7:C9)", "SUM(C10:C12)"),
        ('LOG10(A9)&"A9"', 'LOG10(A12)&"A9"'),
        ("'统计 表'!A9+Sheet2!A9", "'统计 表'!A12+Sheet2!A9"),
        ("[1]统计!A9+'[1]统计 表'!A9", "[1]统计!A9+'[1]统计 表'!A9"),
        ("$1:$7", "$1:$10"),
        ("SUM(A:A)+Name7+Table1[A7]", "SUM(A:A)+Name7+Table1[A7]"),
        ('IF(A7>1,B$8,"""B9")', 'IF(A10>1,B$11,"""B9")'),
    ],
)
def test_formulas_go_along_with_their_rows(formula: str, shifted: str) -> None:
    assert shifted_formula(formula, THREE, sheet="统计 表") == shifted


def test_formulas_of_other_sheets_move_where_they_name_the_sheet() -> None:
    assert shifted_formula("A9+'统计 表'!A9", THREE, sheet="二") == "A9+'统计 表'!A12"


def test_copied_formulas() -> None:
    assert moved_formula("C6+$D6*E$6+F7:$G$8", rows=2) == "C8+$D8*E$6+F9:$G$8"
    assert moved_formula('Z6&"Z6"&LOG10(A1)', rows=1, columns=1) == 'AA7&"Z6"&LOG10(B2)'


def test_areas() -> None:
    assert shifted_area("B6:C6", THREE, single_grows=False) == "B6:C6"
    assert shifted_area("B6:C6", THREE, single_grows=True) == "B6:C9"
    assert shifted_area("A5:A6", THREE, single_grows=False) == "A5:A9"
    assert shifted_area("nothing", THREE, single_grows=True) == "nothing"


@given(st.text(alphabet="AB19$:!'\"()+, [].统", max_size=40))
def test_any_text_survives(text: str) -> None:
    assert shifted_formula(text, Insertion("x", 5, 0), sheet="x") == text
    assert moved_formula(text, rows=0) == text
