"""Pages drawn freely, on paper of any size: what stands outside the official page."""

from collections.abc import Callable, Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from gridparty.reports import fonts
from gridparty.reports.pen import Pen
from gridparty.reports.typeset import PRODUCER


def draw(pages: Iterable[Callable[[Pen], None]], *, title: str, author: str, width: float, height: float) -> bytes:
    """A PDF with a page for each drawing; sides in points. The same drawings always give the same bytes."""
    fonts.prepare()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height), pageCompression=1, invariant=1, initialFontName=fonts.FIRST_FONT)
    canvas.setTitle(fonts.printable(title))
    canvas.setAuthor(fonts.printable(author))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    pen = Pen(canvas, height)
    for page in pages:
        page(pen)
        pen.end_page()
    canvas.save()
    return target.getvalue()
