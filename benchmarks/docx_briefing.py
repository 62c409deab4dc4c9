"""A briefing's blocks as a docx file, as one would write them with python-docx; the charts are pictures."""

from functools import singledispatch
from io import BytesIO
from pathlib import Path

from docx import Document as NewDocx  # type: ignore[import-not-found]
from docx.document import Document as Docx  # type: ignore[import-not-found]
from docx.shared import Mm  # type: ignore[import-not-found]
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from gridparty.paths import FONTS
from gridparty.reports.document import (
    BarChart,
    ColumnChart,
    Document,
    Heading,
    Masthead,
    Note,
    Paragraph,
    Signatures,
    Table,
    Tail,
    Title,
)

WIDTH, HEIGHT, DPI = 156, 50, 200  # millimetres, dots per inch


def write_docx(document: Document, path: Path) -> None:
    """The same content; nothing is done about fonts, grid or line breaking."""
    docx = NewDocx()
    for block in document.blocks:
        _add(block, docx)
    docx.save(str(path))


@singledispatch
def _add(block: object, docx: Docx) -> None:
    raise TypeError(type(block))


@_add.register
def _(block: Masthead, docx: Docx) -> None:
    for text in (*block.marks, block.name, block.issue, f"{block.issuer}　{block.date}"):
        docx.add_paragraph(text)


@_add.register
def _(block: Title, docx: Docx) -> None:
    docx.add_heading(block.text, 0)


@_add.register
def _(block: Heading, docx: Docx) -> None:
    docx.add_heading(block.text, block.level)


@_add.register(Paragraph)
@_add.register(Note)
def _(block: Paragraph | Note, docx: Docx) -> None:
    docx.add_paragraph(block.text)


@_add.register
def _(block: Signatures, docx: Docx) -> None:
    docx.add_paragraph(f"{block.left}\t{block.right}")


@_add.register
def _(block: Tail, docx: Docx) -> None:
    for left, right in block.rows:
        docx.add_paragraph(f"{left}\t{right}")


@_add.register
def _(block: Table, docx: Docx) -> None:
    total = (block.total[0], *[""] * (block.total_span - 1), *block.total[1:]) if block.total else None
    lines = [tuple(column.head for column in block.columns), *block.rows, *([total] if total else [])]
    table = docx.add_table(len(lines), len(block.columns), style="Table Grid")
    for line, row in zip(lines, table.rows, strict=True):
        for text, cell in zip(line, row.cells, strict=True):
            cell.text = text


@_add.register(ColumnChart)
@_add.register(BarChart)
def _(block: ColumnChart | BarChart, docx: Docx) -> None:
    docx.add_picture(_picture(block), width=Mm(WIDTH))
    docx.add_paragraph(block.caption)


def _picture(block: ColumnChart | BarChart) -> BytesIO:
    font = FontProperties(fname=str(FONTS / "NotoSansSC-Regular.ttf"), size=8)
    figure = Figure(figsize=(WIDTH / 25.4, HEIGHT / 25.4), dpi=DPI)
    axes = figure.add_subplot()
    places, values = range(len(block.values)), [value or 0 for value in block.values]
    if isinstance(block, ColumnChart):
        axes.bar(places, values)
        axes.set_xticks(places, block.labels, fontproperties=font)
    else:
        axes.barh(places, values)
        axes.set_yticks(places, block.labels, fontproperties=font)
    target = BytesIO()
    figure.savefig(target, format="png")
    target.seek(0)
    return target
