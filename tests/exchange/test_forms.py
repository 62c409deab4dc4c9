"""Filling a superior's form: the values are there, and nothing else has changed (表样回填)."""

import io
import re
import zipfile
from contextlib import nullcontext
from datetime import date

import openpyxl
import pytest
from form_samples import FIRST, LAST, NOTE, SHEET, TOTAL, form, looks, opened, settings

from gridparty.domain.errors import Cancelled, InvalidInput
from gridparty.domain.form_bindings import CellPlace, parse_cell
from gridparty.domain.table_values import Share, Shown
from gridparty.exchange.forms import Block, fill, look_at

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "<b>&\"'", "a\x00b\x0b", "_x000D_", "007")


def cell(text: str) -> CellPlace:
    return parse_cell(text, sheet=SHEET)


def block(lines: int, *, may_grow: bool = True) -> Block:
    columns: dict[int, tuple[Shown, ...]] = {
        1: tuple(range(1, lines + 1)),
        2: tuple(f"第{number}支部" for number in range(1, lines + 1)),
        3: tuple(range(10, 10 + lines)),
        4: (2,) * lines,
        6: (Share(6 / 7),) * lines,
        7: (date(2021, 7, 1),) * lines,
    }
    return Block(SHEET, FIRST, columns, may_grow)


def filled(data: bytes, lines: int = 0, **cells: Shown) -> bytes:
    blocks = [block(lines)] if lines else []
    return fill(data, name="x.xlsx", cells={cell(key): value for key, value in cells.items()}, blocks=blocks)


def test_a_form_is_seen() -> None:
    sheet, other = look_at(form(), name="x.xlsx")
    assert (sheet.name, sheet.rows, sheet.columns, other.name) == (SHEET, 9, 7, "二")
    title = sheet.cells[1, 1]
    assert (title.text, title.look.is_bold, title.look.across) == ("基层党组织统计表", True, "center")
    assert sheet.area(4, 2) == (3, 2, 4, 2)
    assert sheet.cells[2, 5].look.fill == "#FFEE00"
    assert sheet.cells[FIRST, 5].is_formula
    assert (sheet.widths[2], sheet.heights[FIRST]) == (31, 24)


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_a_form_that_has_room_comes_back_with_its_formatting_cell_by_cell(lines: int) -> None:
    data = form(picture=True)
    done = filled(data, lines, B2="和平街道党工委", G2=date(2026, 10, 31), E2="2026年10月")
    for before, after in zip(opened(data), opened(done), strict=True):
        assert looks(after) == looks(before)
        assert settings(after) == settings(before)
        assert sorted(map(str, after.merged_cells.ranges)) == sorted(map(str, before.merged_cells.ranges))
        assert {n: each.height for n, each in after.row_dimensions.items()} == {
            n: each.height for n, each in before.row_dimensions.items()
        }
        changed = {c.coordinate for row in after.iter_rows() for c in row if c.value != before[c.coordinate].value}
        wanted = {f"{letter}{row}" for letter in "ABCDFG" for row in range(FIRST, FIRST + lines)} | {"B2", "E2", "G2"}
        assert changed == (wanted if after.title == SHEET else set())
    assert opened(done)[SHEET]["G2"].value.date() == date(2026, 10, 31)
    assert len(opened(done)[SHEET]._images) == 1


def test_parts_that_nothing_is_put_into_are_the_same_bytes() -> None:
    data = form(picture=True)
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, filled(data, 1)))
    touched = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert set(after.namelist()) == set(before.namelist())
    assert touched <= {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


def test_a_list_grows_with_its_frame_and_all_that_refers_goes_along() -> None:
    data = form(picture=True)
    done = opened(filled(data, 8))
    sheet, before, more = done[SHEET], opened(data)[SHEET], 8 - (LAST - FIRST + 1)
    assert [sheet.cell(row, 2).value for row in range(FIRST, FIRST + 8)] == [f"第{n}支部" for n in range(1, 9)]
    assert [sheet.cell(row, 5).value for row in range(FIRST, FIRST + 8)] == [
        f"=SUM(C{row}:D{row})" for row in range(FIRST, FIRST + 8)
    ]
    assert sheet[f"C{TOTAL + more}"].value == f"=SUM(C{FIRST}:C{LAST + more})"
    assert sheet[f"F{TOTAL + more}"].value == f'=IF(E{TOTAL + more}>0,"共"&E{TOTAL + more}&"人 A8","")'
    assert done["二"]["A1"].value == f"='{SHEET}'!E{TOTAL + more}"
    assert str(sheet.print_area) == f"'{SHEET}'!$A$1:$G${NOTE + more}"
    assert sheet.print_title_rows == "$1:$4"
    assert f"A{NOTE + more}:G{NOTE + more}" in map(str, sheet.merged_cells.ranges)
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == [f"B{FIRST}:B{LAST + more}"]
    assert sheet.data_validations.dataValidation[0].prompt == "第一行\n第二行"
    ((rules, (rule,)),) = sheet.conditional_formatting._cf_rules.items()
    assert (str(rules.sqref), rule.formula) == (f"C{FIRST}:C{LAST + more}", [f"$C${TOTAL + more}"])
    assert sheet[f"A{NOTE + more}"].comment.text == "由区委填写"
    assert [each.id for each in sheet.row_breaks.brk] == [TOTAL + more]
    assert sheet._images[0].anchor._from.row == TOTAL - 1 + more
    old, new = looks(before), looks(sheet)
    for column in "ABCDEFG":
        for row in range(FIRST, LAST + more):  # all like the lines of the form
            assert new[f"{column}{row}"] == old[f"{column}{FIRST}"]
        for row in (LAST, TOTAL, NOTE):  # the thick edge stays the last
            assert new[f"{column}{row + more}"] == old[f"{column}{row}"]
    assert {sheet.row_dimensions[row].height for row in range(FIRST, FIRST + 8)} == {24}
    assert settings(sheet) == settings(before)


def test_values_by_the_format_of_their_cells() -> None:
    sheet = opened(filled(form(), 3, A2=Share(13 / 14), E2=date(2026, 10, 31)))[SHEET]
    assert (sheet["F5"].value, sheet["A2"].value) == (6 / 7, "92.9%")
    assert (sheet["G5"].value.date(), sheet["E2"].value) == (date(2021, 7, 1), "2026-10-31")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    columns = {2: (text,) * 6}
    done = fill(form(), name="x.xlsx", cells={cell("B2"): text}, blocks=[Block(SHEET, FIRST, columns)])
    sheet = opened(done)[SHEET]
    expected = re.sub(r"[\x00\x0b]", "", text).replace("_x", "_x005F_x")
    for found in (sheet["B2"], *(sheet.cell(row, 2) for row in range(FIRST, FIRST + 6))):
        assert (found.value, found.data_type) == (expected, "s" if not text.startswith("=") else found.data_type)
    raw = zipfile.ZipFile(io.BytesIO(done)).read("xl/worksheets/sheet1.xml").decode()
    for name in ("B2", *(f"B{row}" for row in range(FIRST, FIRST + 6))):
        assert re.search(rf'<c r="{name}"( s="\d+")? t="inlineStr"><is>', raw)


def test_a_list_that_may_not_grow_is_refused_where_it_does_not_fit() -> None:
    with pytest.raises(InvalidInput, match="3"):
        fill(form(), name="x.xlsx", cells={}, blocks=[block(4, may_grow=False)])
    fill(form(), name="x.xlsx", cells={}, blocks=[block(3, may_grow=False)])


def test_two_lists_one_below_the_other_both_grow() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A3"], sheet["A5"] = "一", "二", "=SUM(B2:B2)+SUM(B4:B4)"
    sheet["C2"], sheet["C4"] = "=B2/A5", "=B4/$A$5"
    held = io.BytesIO()
    book.save(held)
    blocks = [Block("Sheet", row, {2: tuple(range(size))}) for row, size in ((4, 3), (2, 2))]
    done = opened(fill(held.getvalue(), name="x", cells={}, blocks=blocks))["Sheet"]
    assert [[c.value for c in row] for row in done.iter_rows(max_col=3)] == [
        ["一", None, None], [None, 0, "=B2/A8"], [None, 1, "=B3/A9"], ["二", None, None],
        [None, 0, "=B5/$A$8"], [None, 1, "=B6/$A$8"], [None, 2, "=B7/$A$8"], ["=SUM(B2:B3)+SUM(B5:B7)", None, None],
    ]  # fmt: skip


def test_what_was_remembered_of_formulas_is_counted_anew() -> None:
    data = form()
    parts = {
        item: zipfile.ZipFile(io.BytesIO(data)).read(item) for item in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"<v></v>", b"<v>77</v>")
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"<v />", b"<v>77</v>")
    assert b"77" in parts["xl/worksheets/sheet2.xml"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    done = zipfile.ZipFile(io.BytesIO(filled(packed.getvalue(), B2="x")))
    assert b"77" not in done.read("xl/worksheets/sheet2.xml")
    assert b'fullCalcOnLoad="1"' in done.read("xl/workbook.xml")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "没有"),
        (b"name,phone\n", "不是"),
        (b"PK\x03\x04 nothing", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(data: bytes, word: str) -> None:
    with pytest.raises(InvalidInput, match=word) as refused:
        look_at(data, name="表.xlsx")
    assert "表.xlsx" in str(refused.value)


def test_other_writers_put_it_otherwise() -> None:
    """With a prefix before every name, and without the numbers of rows and cells."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{space}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>单位</x:t></x:is></x:c>'
        "<x:c/></x:row><x:row><x:c/><x:c><x:f>SUM(A2:A2)</x:f><x:v>5</x:v></x:c></x:row>"
        "<x:row><x:c><x:f>SUM(A2:A2)</x:f></x:c></x:row></x:sheetData></x:worksheet>"
    )
    source, packed = zipfile.ZipFile(io.BytesIO(form())), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    seen = look_at(packed.getvalue(), name="x")[0]
    assert {place: cell.text for place, cell in seen.cells.items() if cell.text} == {
        (1, 1): "单位", (2, 2): "=SUM(A2:A2)", (3, 1): "=SUM(A2:A2)",
    }  # fmt: skip
    blocks = [Block(SHEET, 2, {1: (1, 2, 3)})]
    done = opened(fill(packed.getvalue(), name="x", cells={cell("B1"): "和平"}, blocks=blocks))[SHEET]
    assert [[each.value for each in row] for row in done.iter_rows(max_row=5)] == [
        ["单位", "和平"], [1, "=SUM(A2:A2)"], [2, "=SUM(A3:A3)"], [3, "=SUM(A4:A4)"], ["=SUM(A2:A4)", None],
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a/>"])
def test_damaged_parts_never_end_in_anything_but_a_sentence(part: str, content: bytes) -> None:
    source, packed = zipfile.ZipFile(io.BytesIO(form())), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, content if name == part else source.read(name))
    told = nullcontext() if (part, content) == ("xl/styles.xml", b"<a/>") else pytest.raises(InvalidInput, match="“x")
    with told:
        fill(packed.getvalue(), name="x.xlsx", cells={cell("B2"): 1}, blocks=[block(5)])


def test_thousands_of_lines_with_progress_and_cancel() -> None:
    seen: list[tuple[int, int]] = []
    done = fill(form(), name="x", cells={}, blocks=[block(18_000)],
                progress=lambda done, total, _note: seen.append((done, total)))  # fmt: skip
    sheet = opened(done)[SHEET]
    assert sheet.cell(FIRST + 17_999, 2).value == "第18000支部"
    assert sheet.max_row == NOTE + 18_000 - 3
    assert seen[0][0] < seen[-1][0]

    def stop(done: int, _total: int, _note: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        fill(form(), name="x", cells={}, blocks=[block(18_000)], progress=stop)
