"""Cells of a form's sheet: finding or making them, and what their inside is for a value."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from xml.sax.saxutils import escape

from gridparty.domain.column_letters import column_letters
from gridparty.domain.counts import percent
from gridparty.domain.table_values import Share, Shown
from gridparty.exchange.epochs import day_zero
from gridparty.exchange.form_book import Element, child, children
from gridparty.exchange.form_sheets import cell_of
from gridparty.exchange.form_styles import Look

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED_ALREADY = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_DIGITS = 10**15
_LONGEST = 32_767


@dataclass(frozen=True, slots=True)
class Content:
    """The inside of a cell: a number as text, or words, or a formula; all empty for an empty cell."""

    number: str = ""
    words: str = ""
    formula: str = ""


def content(value: Shown, look: Look, *, is_1904: bool) -> Content:
    """A value as a cell of this look holds it: text is always text, a date in a cell that is no date is text too."""
    if isinstance(value, Share):
        value = value.value if look.is_percent else percent(value.value)
    if value is None or value == "":
        return Content()
    if isinstance(value, bool):
        return Content(number=str(int(value)))
    if isinstance(value, (int, float)) and isfinite(value) and abs(value) < _MOST_DIGITS:
        return Content(number=repr(value))
    if isinstance(value, date) and look.is_date:
        zero = day_zero(is_1904=is_1904)
        if isinstance(value, datetime):
            return Content(number=repr((value.date() - zero).days + (value.hour * 60 + value.minute) / 1440))
        return Content(number=str((value - zero).days))
    text = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
    return Content(words=_FORBIDDEN.sub("", text)[:_LONGEST])


def fill_cell(cell: Element, held: Content) -> None:
    """Puts the content into a cell; its style stays. An empty content empties the cell."""
    for each in list(cell.childNodes):
        cell.removeChild(each)
    if cell.hasAttribute("t"):
        cell.removeAttribute("t")
    if held.number:
        made(cell, "v").appendChild(cell.ownerDocument.createTextNode(held.number))
    elif held.words:
        cell.setAttribute("t", "inlineStr")
        text = made(made(cell, "is"), "t")
        text.setAttribute("xml:space", "preserve")
        text.appendChild(cell.ownerDocument.createTextNode(_escaped(held.words)))


def cell_xml(reference: str, style: str, held: Content, prefix: str) -> str:
    """The same as text, for rows that are written by the thousand."""
    kind = ' t="inlineStr"' if held.words else ""
    inside = ""
    if held.formula:
        inside = f"<{prefix}f>{escape(held.formula)}</{prefix}f>"
    elif held.number:
        inside = f"<{prefix}v>{held.number}</{prefix}v>"
    elif held.words:
        words = escape(_escaped(held.words))
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}is>'
    return f'<{prefix}c r="{reference}" s="{style or 0}"{kind}>{inside}</{prefix}c>'


def rows_of(root: Element) -> dict[int, Element]:
    """The rows of a sheet that are written down, by number."""
    data = child(root, "sheetData")
    return {int(row.getAttribute("r") or 0): row for row in children(data, "row")} if data is not None else {}


def cells_of(row: Element) -> dict[int, Element]:
    """The cells of a row that are written down, by column number."""
    return {cell_of(cell.getAttribute("r"))[1]: cell for cell in children(row, "c")}


def put_cell(root: Element, row: int, column: int, rows: dict[int, Element] | None = None) -> Element:
    """The cell, made in its place if nothing is written down for it; it looks as its row or column does then."""
    known = rows_of(root) if rows is None else rows
    if row not in known:
        data = child(root, "sheetData")
        assert data is not None  # every sheet has one
        later = min((number for number in known if number > row), default=None)
        known[row] = made(data, "row", before=known[later] if later is not None else None)
        known[row].setAttribute("r", str(row))
    line = known[row]
    cells = cells_of(line)
    if column in cells:
        return cells[column]
    later = min((number for number in cells if number > column), default=None)
    cell = made(line, "c", before=cells[later] if later is not None else None)
    cell.setAttribute("r", f"{column_letters(column)}{row}")
    if style := line.getAttribute("s") or _column_style(root, column):
        cell.setAttribute("s", style)
    return cell


def made(parent: Element, name: str, before: Element | None = None) -> Element:
    """A new element in the parent, in its namespace and with its prefix."""
    tag = f"{parent.prefix}:{name}" if parent.prefix else name
    new = parent.ownerDocument.createElementNS(parent.namespaceURI, tag)
    parent.insertBefore(new, before)
    return new


def _column_style(root: Element, column: int) -> str:
    listed = child(root, "cols")
    for each in children(listed, "col") if listed is not None else ():
        if int(each.getAttribute("min") or 0) <= column <= int(each.getAttribute("max") or 0):
            return each.getAttribute("style")
    return ""


def _escaped(text: str) -> str:
    """Words such as _x000D_ would be read as signs."""
    return _ESCAPED_ALREADY.sub("_x005F_", text)
