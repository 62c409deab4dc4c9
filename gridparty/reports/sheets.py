"""Pages drawn freely, on paper of any size: what stands outside the official page."""

from collections.abc import Callable, Iterable
from io import BytesIO

from gridparty.reports.fonts import printable
from gridparty.reports.measures import PAGE_HEIGHT, PAGE_WIDTH
from gridparty.reports.pen import Pen, begin_pdf


def draw(
    pages: Iterable[Callable[[Pen], None]],
    *,
    title: str,
    author: str | None = None,
    width: float = PAGE_WIDTH,
    height: float = PAGE_HEIGHT,
) -> bytes:
    """A PDF with a page for each drawing; sides in points. The same drawings always give the same bytes."""
    target = BytesIO()
    canvas = begin_pdf(target, title=title, width=width, height=height)
    if author is not None:
        canvas.setAuthor(printable(author))
    pen = Pen(canvas, height)
    for page in pages:
        page(pen)
        pen.end_page()
    canvas.save()
    return target.getvalue()
