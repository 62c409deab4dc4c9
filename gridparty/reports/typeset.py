"""Turns a document into a PDF file on the official page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from gridparty.reports import flow, fonts, forms, frame, prose, tables
from gridparty.reports.document import (
    BarChart,
    Block,
    ColumnChart,
    CutLine,
    Document,
    Form,
    Heading,
    Masthead,
    Note,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    Tail,
    Title,
)
from gridparty.reports.flow import Item
from gridparty.reports.pen import Pen, begin_pdf


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished file: the PDF, how many pages it has, and the characters that no font has, each with its count."""

    pdf: bytes
    pages: int
    missing: tuple[tuple[str, int], ...]


def render(document: Document, *, stamp: datetime | None = None) -> bytes:
    """The document as PDF bytes.

    stamp is the time of making that the file states. Without one it states a fixed time, and the same document always
    gives the same bytes.
    """
    return typeset(document, stamp=stamp).pdf


def typeset(document: Document, *, stamp: datetime | None = None) -> Typeset:
    """As render, with the number of pages and the characters that had to be drawn as 〓."""
    pages = flow.paginate(_items(document.blocks))
    target = BytesIO()
    canvas = begin_pdf(target, title=document.title)
    _describe(canvas, document, stamp)
    pen = Pen(canvas)
    for number, page in enumerate(pages, start=1):
        for placed in page:
            placed.item.draw(pen, placed.y)
        if document.is_numbered:
            frame.page_number(pen, number)
        pen.end_page()
    canvas.save()
    return Typeset(target.getvalue(), len(pages), tuple(sorted(pen.missing.items())))


def _describe(canvas: Canvas, document: Document, stamp: datetime | None) -> None:
    canvas.setAuthor(fonts.printable(document.author))
    canvas.setKeywords(fonts.printable("，".join(document.keywords)))
    canvas.setSubject("")
    if stamp is not None:
        zone = stamp.strftime("%z")
        written = stamp.strftime("D:%Y%m%d%H%M%S") + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")
        canvas.setDateFormatter(lambda *_: written)


def _items(blocks: tuple[Block, ...]) -> list[Item]:
    """The items of all blocks, with neighbours that belong together kept together."""
    items: list[Item] = []
    for number, block in enumerate(blocks):
        found = _SETTERS[type(block)](block)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if found and _belongs_to_next(block, following):
            found[-1] = replace(found[-1], keep=True)
        items += found
    return items


def _belongs_to_next(block: Block, following: Block | None) -> bool:
    if isinstance(following, Signatures | Tail):
        return True  # the last page holds some of the text (DOMAIN §8.5): no page with the tail alone
    if isinstance(block, Note):
        return isinstance(following, Table | ColumnChart | BarChart | Form) and block.align == "center"
    if isinstance(block, CutLine):
        return True
    return isinstance(block, Table | ColumnChart | BarChart) and isinstance(following, Note)


def _chart(block: ColumnChart | BarChart) -> list[Item]:
    from gridparty.reports import charts  # noqa: PLC0415  late: matplotlib takes 0.4 s to load

    return charts.chart(block)


_SETTERS: dict[type, Callable[[Any], list[Item]]] = {
    Masthead: frame.masthead,
    Title: frame.title,
    Heading: prose.heading,
    Paragraph: prose.paragraph,
    Note: prose.note,
    Table: tables.table,
    ColumnChart: _chart,
    BarChart: _chart,
    Signatures: frame.signatures,
    Tail: frame.tail,
    Form: forms.form,
    CutLine: forms.cut_line,
    PageBreak: forms.page_break,
}
