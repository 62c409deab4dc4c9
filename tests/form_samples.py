"""Forms as superiors send them, made for tests; and a look at every cell of a workbook."""

import io
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from PIL import Image as Picture

SHEET = "统计 表"
FIRST, LAST, TOTAL, NOTE = 5, 7, 8, 9  # rows of the form: its empty lines, the total, the note


def form(*, picture: bool = False) -> bytes:
    """Two header levels, merged cells, frames, three empty lines, a total row, a note, a second sheet that refers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    _heads(sheet)
    thin, thick = Side(style="thin", color="FF333333"), Side(style="medium")
    for row in range(3, TOTAL + 1):
        for column in range(1, 8):
            sheet.cell(row, column).border = Border(thin, thin, thin, thick if row == LAST else thin)
    for row in range(FIRST, LAST + 1):
        sheet.row_dimensions[row].height = 24
        sheet.cell(row, 5).value = f"=SUM(C{row}:D{row})"
        sheet.cell(row, 6).number_format = "0.0%"
        sheet.cell(row, 2).font = Font(name="仿宋", size=12)
        sheet.cell(row, 7).number_format = 'yyyy"年"m"月"d"日"'
    sheet["A8"] = "合计"
    for letter in "CDE":
        sheet[f"{letter}{TOTAL}"] = f"=SUM({letter}{FIRST}:{letter}{LAST})"
    sheet["F8"] = '=IF(E8>0,"共"&E8&"人 A8","")'
    sheet.merge_cells("A9:G9")
    sheet["A9"] = "注：本表一式两份"
    _print_set_up(sheet)
    _beside_cells(sheet)
    if picture:
        held = io.BytesIO()
        Picture.new("RGB", (8, 8), "red").save(held, "PNG")
        sheet.add_image(Image(held), "H8")
    other = book.create_sheet("二")
    other["A1"] = f"='{SHEET}'!E8"
    other["A2"] = "=SUM(A1)"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _heads(sheet: Any) -> None:
    for area in ("A1:G1", "B2:C2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4"):
        sheet.merge_cells(area)
    heads = {"A1": "基层党组织统计表", "A2": "填报单位：", "E2": "月份", "A3": "序号", "B3": "名称", "C3": "党员",
             "C4": "正式", "D4": "预备", "E3": "合计", "F3": "到会率", "G3": "成立时间"}  # fmt: skip
    for cell, text in heads.items():
        sheet[cell] = text
        sheet[cell].alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A1"].font = Font(name="黑体", size=18, bold=True)
    sheet["E2"].fill = PatternFill("solid", fgColor="FFFFEE00")
    sheet["G2"].number_format = "yyyy-mm-dd"


def _print_set_up(sheet: Any) -> None:
    sheet.print_area = f"A1:G{NOTE}"
    sheet.print_title_rows = "1:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.row_breaks.append(Break(id=TOTAL))
    sheet.freeze_panes = "A5"
    sheet.column_dimensions["B"].width = 31


def _beside_cells(sheet: Any) -> None:
    choice = DataValidation(type="list", formula1='"甲,乙"', prompt="第一行\n第二行")
    choice.add(f"B{FIRST}:B{LAST}")
    sheet.add_data_validation(choice)
    red = PatternFill("solid", bgColor="FFFF0000")
    rule = CellIsRule(operator="greaterThan", formula=[f"$C${TOTAL}"], fill=red)
    sheet.conditional_formatting.add(f"C{FIRST}:C{LAST}", rule)
    sheet["A9"].comment = Comment("由区委填写", "区委")


def looks(sheet: Any) -> dict[str, tuple[Any, ...]]:
    """Every cell's look: number format, font, border, fill, alignment, protection."""
    return {
        cell.coordinate: (
            cell.number_format, repr(cell.font), repr(cell.border), repr(cell.fill), repr(cell.alignment),
            repr(cell.protection),
        )
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


def settings(sheet: Any) -> tuple[Any, ...]:
    """What a sheet has beside its cells: widths, print settings, panes."""
    widths = {letter: (each.width, each.hidden) for letter, each in sheet.column_dimensions.items()}
    printed = (repr(sheet.page_setup), repr(sheet.page_margins), sheet.oddFooter.center.text, sheet.print_title_rows)
    return (widths, printed, sheet.freeze_panes, repr(sheet.sheet_properties), repr(sheet.sheet_format))


def opened(data: bytes) -> Any:
    """The workbook, as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))
