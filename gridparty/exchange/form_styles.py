"""How the cells of a form look, as far as filling and drawing it need to know."""

import re
from dataclasses import dataclass

from gridparty.exchange.form_book import Element, FormBook, child, children

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in number formats
_PERCENTS = {9, 10}
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DATE_SIGNS = re.compile(r"[yYdDmMhHsS年月日]")
_PLAIN_FILL = "solid"


@dataclass(frozen=True, slots=True)
class Look:
    """One style; colours as #rrggbb, None where there is none or it belongs to a theme."""

    is_date: bool = False
    is_percent: bool = False
    is_bold: bool = False
    fill: str | None = None
    has_border: bool = False
    across: str = ""  # left, center, right …


def looks(book: FormBook) -> tuple[Look, ...]:
    """The styles of a workbook by their numbers."""
    part = next(book.related(book.workbook, "styles"), None)
    root = book.peek(part).documentElement if part else None
    if root is None:
        return ()
    formats = {
        int(each.getAttribute("numFmtId") or 0): each.getAttribute("formatCode")
        for each in _all(root, "numFmts", "numFmt")
    }
    fonts, fills, borders = _all(root, "fonts", "font"), _all(root, "fills", "fill"), _all(root, "borders", "border")
    return tuple(_look(style, formats, fonts, fills, borders) for style in _all(root, "cellXfs", "xf"))


def _look(
    style: Element, formats: dict[int, str], fonts: list[Element], fills: list[Element], borders: list[Element]
) -> Look:
    number = int(style.getAttribute("numFmtId") or 0)
    code = _NOT_SIGNS.sub("", formats.get(number, ""))
    font, fill, border = (
        _at(parts, style.getAttribute(name))
        for parts, name in ((fonts, "fontId"), (fills, "fillId"), (borders, "borderId"))
    )
    bold = child(font, "b") if font is not None else None
    alignment = child(style, "alignment")
    return Look(
        is_date=number in _DATES or bool(_DATE_SIGNS.search(code)),
        is_percent=number in _PERCENTS or "%" in code,
        is_bold=bold is not None and bold.getAttribute("val") not in ("0", "false"),
        fill=_colour(fill),
        has_border=border is not None and any(side.getAttribute("style") for side in _sides(border)),
        across=alignment.getAttribute("horizontal") if alignment is not None else "",
    )


def _colour(fill: Element | None) -> str | None:
    pattern = child(fill, "patternFill") if fill is not None else None
    if pattern is None or pattern.getAttribute("patternType") != _PLAIN_FILL:
        return None
    colour = child(pattern, "fgColor")
    rgb = colour.getAttribute("rgb") if colour is not None else ""
    return f"#{rgb[-6:]}" if re.fullmatch(r"[0-9A-Fa-f]{6,8}", rgb) else None


def _sides(border: Element) -> list[Element]:
    return [each for name in ("left", "right", "top", "bottom") for each in children(border, name)]


def _all(root: Element, group: str, name: str) -> list[Element]:
    found = child(root, group)
    return children(found, name) if found is not None else []


def _at(parts: list[Element], number: str) -> Element | None:
    place = int(number or 0)
    return parts[place] if place < len(parts) else None
