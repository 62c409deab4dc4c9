"""Pages of a finished PDF as pictures, for looking at without a PDF reader."""

from io import BytesIO
from typing import Any

POINTS = 72  # to the inch


def pages_as_png(pdf: bytes, *, dpi: int = 110) -> list[bytes]:
    """Every page as a PNG file of that many dots to the inch."""
    import pypdfium2  # noqa: PLC0415  late: loads a native library that few commands need

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(page, dpi / POINTS) for page in document]
    finally:
        document.close()


def _png(page: Any, scale: float) -> bytes:
    target = BytesIO()
    page.render(scale=scale).to_pil().save(target, format="PNG", optimize=True)
    page.close()
    return target.getvalue()
