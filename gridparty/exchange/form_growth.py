"""Inserting rows into a form: everything that names a row goes along, in its sheet, in others, and in drawings."""

import re
from dataclasses import replace

from gridparty.exchange.form_book import Element, FormBook, child, children, elements, set_text, text_in
from gridparty.exchange.form_references import Insertion, moved_formula, shifted_area, shifted_formula
from gridparty.exchange.form_sheets import cell_of

_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})
_SINGLE_STAYS = frozenset({"mergeCell", "hyperlink", "selection"})
_NOTE_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")


def insert_rows(book: FormBook, insertion: Insertion) -> None:
    """Makes room behind a row; the new rows themselves are not there yet."""
    part = book.sheets[insertion.sheet]
    for name, other in book.sheets.items():
        _expand_shared_formulas(book.tree(other).documentElement)
        for element in elements(book.tree(other)):
            if element.localName in _FORMULAS:
                is_copied = name == insertion.sheet and _row_of(element) == insertion.after  # sums across stay so
                kept = replace(insertion, is_end=False) if is_copied else insertion
                set_text(element, shifted_formula(text_in(element), kept, sheet=name))
    _shift_sheet(book.tree(part).documentElement, insertion)
    _shift_names(book, insertion)
    for chart in [name for name in book.parts if re.fullmatch(r"xl/charts/[^/]+\.xml", name)]:
        for element in elements(book.tree(chart)):
            if element.localName == "f":
                set_text(element, shifted_formula(text_in(element), insertion, sheet=""))
    for drawing in book.related(part, "drawing"):
        for element in elements(book.tree(drawing)):
            if element.localName == "row" and text_in(element).strip().isdecimal():
                set_text(element, str(insertion.row(int(text_in(element)) + 1) - 1))
    for kind in ("comments", "threadedComment", "table"):
        for beside in book.related(part, kind):
            _shift_areas(book.tree(beside).documentElement, insertion)
    for notes in book.related(part, "vmlDrawing"):
        book.parts[notes] = _NOTE_ROW.sub(
            lambda found: found[1] + str(insertion.row(int(found[2]) + 1) - 1).encode() + found[3], book.parts[notes]
        )


def _row_of(formula: Element) -> int:
    """The row of the cell that a formula stands in; 0 for one that stands elsewhere."""
    return cell_of(formula.parentNode.getAttribute("r"))[0] if formula.localName == "f" else 0


def _expand_shared_formulas(root: Element) -> None:
    """Writes out formulas that a sheet keeps once for several cells, since rows between them would part them."""
    masters: dict[str, tuple[str, int, int]] = {}
    for cell in [each for each in elements(root) if each.localName == "c"]:
        formula = child(cell, "f")
        if formula is None or formula.getAttribute("t") != "shared":
            continue
        row, column = cell_of(cell.getAttribute("r"))
        number, text = formula.getAttribute("si"), text_in(formula)
        if text:
            masters[number] = (text, row, column)
        elif number in masters:
            text, first, left = masters[number]
            set_text(formula, moved_formula(text, rows=row - first, columns=column - left))
        for name in ("t", "si", "ref"):
            if formula.hasAttribute(name):
                formula.removeAttribute(name)


def _shift_sheet(root: Element, insertion: Insertion) -> None:
    data = child(root, "sheetData")
    for row in children(data, "row") if data is not None else ():
        number = int(row.getAttribute("r"))
        if number > insertion.after:
            _renumber(row, insertion.row(number))
    _shift_areas(root, insertion)
    for breaks in children(root, "rowBreaks"):
        for each in children(breaks, "brk"):
            if each.getAttribute("id").isdecimal():
                each.setAttribute("id", str(insertion.row(int(each.getAttribute("id")))))


def _renumber(row: Element, number: int) -> None:
    """Gives a row and its cells another number."""
    row.setAttribute("r", str(number))
    for cell in children(row, "c"):
        if reference := cell.getAttribute("r"):
            cell.setAttribute("r", reference.rstrip("0123456789") + str(number))


def _shift_areas(root: Element, insertion: Insertion) -> None:
    for element in (root, *elements(root)):
        for name in ("ref", "sqref"):
            if element.hasAttribute(name):
                element.setAttribute(name, _shifted(element.getAttribute(name), element, insertion))
        if element.localName == "sqref":
            set_text(element, _shifted(text_in(element), element, insertion))


def _shifted(areas: str, element: Element, insertion: Insertion) -> str:
    single_grows = element.localName not in _SINGLE_STAYS
    is_cell = element.localName in ("comment", "threadedComment")
    return " ".join(shifted_area(area, insertion, single_grows=single_grows and not is_cell) for area in areas.split())


def _shift_names(book: FormBook, insertion: Insertion) -> None:
    root = book.tree(book.workbook).documentElement
    listed = child(root, "definedNames")
    for each in children(listed, "definedName") if listed is not None else ():
        set_text(each, shifted_formula(text_in(each), insertion, sheet=""))
