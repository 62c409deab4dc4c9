"""Printed tables."""

from collections.abc import Callable

import pytest
from pdf_reading import Page

from gridparty.reports import tables
from gridparty.reports.document import Column, Note, Paragraph, Table
from gridparty.reports.measures import LEFT, RIGHT

Print = Callable[..., list[Page]]
COLUMNS = (Column("序号", 1), Column("姓名", 3, "left"), Column("次数", 1, "right"))


def roster(count: int, *, total: bool = True) -> Table:
    rows = tuple((str(number), f"党员{number:03}", "3") for number in range(1, count + 1))
    return Table(COLUMNS, rows, ("合计", "共计数") if total else (), 2)


def test_the_head_is_repeated_and_no_row_is_lost(print_pages: Print) -> None:
    pages = print_pages(roster(70))
    assert len(pages) == 3
    assert all("序号姓名次数" in page.text for page in pages)
    text = "".join(page.text for page in pages)
    assert [text.count(f"党员{number:03}") for number in range(1, 71)] == [1] * 70


@pytest.mark.parametrize("count", range(20, 30))
def test_the_total_row_stands_below_a_row(print_pages: Print, count: int) -> None:
    last = print_pages(roster(count))[-1]
    assert f"党员{count:03}" in last.text
    assert "合计共计数" in last.text


@pytest.mark.parametrize("count", range(20, 30))
def test_a_note_stays_with_its_table(print_pages: Print, count: int) -> None:
    last = print_pages(roster(count), Note("注：计到月底"))[-1]
    assert "合计共计数" in last.text
    assert "注：计到月底" in last.text


@pytest.mark.parametrize("before", range(14, 23))
def test_the_head_stands_above_a_row(print_pages: Print, before: int) -> None:
    pages = print_pages(*(Paragraph("党建") for _ in range(before)), roster(3))
    (page,) = [page for page in pages if "序号姓名次数" in page.text and "党员001" in page.text]
    assert sum("序号" in page.text for page in pages) == (1 if "党员003" in page.text else 2)


def test_a_long_name_is_wrapped_inside_its_cell(print_pages: Print) -> None:
    name = "".join(chr(0x4E00 + number) for number in range(50))
    table = Table(COLUMNS, (("1", name, "3"), ("2", "王明", "4")), ())
    (page,) = print_pages(table)
    found = [character for character in page.characters if character.text in name]
    assert sorted(character.text for character in found) == sorted(name)
    assert len({round(character.y) for character in found}) == 3
    third = (RIGHT - LEFT) / 5
    assert all(LEFT + third < character.x < RIGHT - third - character.size for character in found)
    assert page.first("王").y - max(character.y for character in found) > 20


def test_cells_stand_as_their_column_says(print_pages: Print) -> None:
    (page,) = print_pages(Table(COLUMNS, (("1", "王", "3"),), ()))
    third = (RIGHT - LEFT) / 5
    assert page.first("1").x == pytest.approx(LEFT + third / 2, abs=4)
    assert page.first("王").x == pytest.approx(LEFT + third + 5.67, abs=0.1)
    assert page.first("3").x > RIGHT - 5.67 - 8


def test_a_status_is_set_in_its_colour() -> None:
    (row,) = tables.table(Table((Column("状态", 1),), (("■ 红",),)))[1:]
    (cell,) = row.draw.keywords["cells"]  # type: ignore[attr-defined]
    assert cell.colour == pytest.approx((0.753, 0, 0))


def test_a_row_taller_than_a_page_is_split_without_loss(print_pages: Print) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(1200))
    pages = print_pages(Table((Column("A", 1), Column("B", 1)), ((text, "C"),)))
    found = [character.text for page in pages for character in page.characters if character.text in set(text)]
    assert len(pages) == 2
    assert len(found) == 1200


def test_breaks_and_blanks_in_a_cell(print_pages: Print) -> None:
    (page,) = print_pages(Table(COLUMNS, (("", "第一行\n\n第三行", "—"),)))
    assert page.first("第三行").y - page.first("第一行").y == pytest.approx(32, abs=0.1)


@pytest.mark.parametrize("cells", [("1", "2"), ("1", "2", "3", "4")])
def test_a_row_with_another_number_of_cells_is_an_error(cells: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="cells in a table of 3 columns"):
        tables.table(Table(COLUMNS, (cells,)))
