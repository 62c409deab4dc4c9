"""A form as it is seen: texts, looks, merged cells, widths and heights of its sheets, for pointing at its cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from gridparty.domain.column_letters import column_letters, column_number
from gridparty.exchange.epochs import day_zero
from gridparty.exchange.form_book import Element, FormBook, child, children, elements, is_on, text_in
from gridparty.exchange.form_styles import Look, looks
from gridparty.exchange.unreadable import Cause, UnreadableError

MOST_ROWS, MOST_COLUMNS = 2_000, 120  # that are shown and can be bound
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_USUAL_WIDTH, _USUAL_HEIGHT = 8.43, 15.0


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell with anything in it or a look of its own."""

    text: str
    look: Look
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet: cells by (row, column) from 1; merged areas as (first row, first column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], FormCell]
    merges: tuple[tuple[int, int, int, int], ...]
    widths: dict[int, float]  # of half-width characters
    heights: dict[int, float]  # points
    rows: int
    columns: int

    def width(self, column: int) -> float:
        """The width of a column in half-width characters; 0 for a hidden one."""
        return self.widths.get(column, _USUAL_WIDTH)

    def height(self, row: int) -> float:
        """The height of a row in points."""
        return self.heights.get(row, _USUAL_HEIGHT)

    def area(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged area around a cell, or the cell itself."""
        for area in self.merges:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3]:
                return area
        return row, column, row, column


def sheets(book: FormBook) -> tuple[FormSheet, ...]:
    """The sheets of a form in their order; what lies beyond 2,000 rows and 120 columns is left out."""
    styles, shared = looks(book), _shared(book)
    is_1904 = uses_1904(book)
    return tuple(_sheet(name, book.peek(part).documentElement, styles, shared, is_1904)
                 for name, part in book.sheets.items())  # fmt: skip


def uses_1904(book: FormBook) -> bool:
    """Whether the workbook counts its days from 1904, as old Macs did."""
    settings = child(book.peek(book.workbook).documentElement, "workbookPr")
    return settings is not None and is_on(settings, "date1904")


def number_cells(root: Element) -> None:
    """Writes down the numbers of rows and cells that a sparing writer left out. Raises UnreadableError."""
    data = child(root, "sheetData")
    if data is None:
        raise UnreadableError(Cause.DAMAGED)
    number = 0
    for row in children(data, "row"):
        number = int(row.getAttribute("r") or number + 1)
        row.setAttribute("r", str(number))
        column = 0
        for cell in children(row, "c"):
            column = cell_of(cell.getAttribute("r"))[1] or column + 1
            cell.setAttribute("r", f"{column_letters(column)}{number}")


def cell_of(reference: str) -> tuple[int, int]:
    """(row, column) of B2; (0, 0) for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def merges_of(root: Element) -> tuple[tuple[int, int, int, int], ...]:
    """The merged areas of a sheet."""
    listed = child(root, "mergeCells")
    areas = (each.getAttribute("ref").partition(":") for each in children(listed, "mergeCell")) if listed else ()
    return tuple((*cell_of(first), *cell_of(last)) for first, _colon, last in areas if last)


def _sheet(name: str, root: Element, styles: tuple[Look, ...], shared: list[str], is_1904: bool) -> FormSheet:
    cells: dict[tuple[int, int], FormCell] = {}
    heights: dict[int, float] = {}
    number_cells(root)
    data = child(root, "sheetData")
    for row in children(data, "row") if data is not None else ():
        number = int(row.getAttribute("r") or 0)
        if number > MOST_ROWS:
            break
        if height := row.getAttribute("ht"):
            heights[number] = float(height)
        for cell in children(row, "c"):
            place = cell_of(cell.getAttribute("r"))
            if 0 < place[1] <= MOST_COLUMNS:
                cells[place] = _cell(cell, styles, shared, is_1904)
    merges = merges_of(root)
    seen = [place for place, cell in cells.items() if cell.text or cell.look.has_border or cell.look.fill]
    corners = [*seen, *((area[2], area[3]) for area in merges if area[2] <= MOST_ROWS and area[3] <= MOST_COLUMNS)]
    rows, columns = (max((corner[at] for corner in corners), default=1) for at in (0, 1))
    return FormSheet(name, cells, merges, dict(_widths(root)), heights, rows, columns)


def _cell(cell: Element, styles: tuple[Look, ...], shared: list[str], is_1904: bool) -> FormCell:
    number = int(cell.getAttribute("s") or 0)
    look = styles[number] if number < len(styles) else Look()
    formula, value, kind = child(cell, "f"), child(cell, "v"), cell.getAttribute("t")
    text = text_in(value) if value is not None else ""
    if kind == "s" and text.isdecimal() and int(text) < len(shared):
        text = shared[int(text)]
    elif kind == "inlineStr":
        text = _words(child(cell, "is") or cell)
    elif kind in ("", "n") and text:
        text = _number(text, look, is_1904)
    if formula is not None:
        text = f"={text_in(formula)}" if text_in(formula) else text or "="
    return FormCell(text, look, formula is not None)


def _number(text: str, look: Look, is_1904: bool) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if look.is_date and 0 < value < 200_000:
        return str(day_zero(is_1904=is_1904) + timedelta(int(value)))
    return f"{value * 100:.10g}%" if look.is_percent else f"{value:.10g}"


def _shared(book: FormBook) -> list[str]:
    part = next(book.related(book.workbook, "sharedStrings"), None)
    root = book.peek(part).documentElement if part else None
    return [_words(each) for each in children(root, "si")] if root is not None else []


def _words(node: Element) -> str:
    """The text of a string, whose parts may differ in their fonts; without the readings of Japanese."""
    return "".join(
        text_in(each)
        for each in elements(node)
        if each.localName == "t" and getattr(each.parentNode, "localName", "") != "rPh"
    )


def _widths(root: Element) -> Iterator[tuple[int, float]]:
    listed = child(root, "cols")
    for each in children(listed, "col") if listed is not None else ():
        if width := each.getAttribute("width"):
            last = min(int(each.getAttribute("max") or 0), MOST_COLUMNS)
            for column in range(int(each.getAttribute("min") or 1), last + 1):
                yield column, 0.0 if is_on(each, "hidden") else float(width)
