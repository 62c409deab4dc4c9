"""The words and the sizes of the pages of a printed PDF, read by another library than the one that wrote it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2


def page_texts(pdf: bytes | Path) -> list[str]:
    """The texts of the pages."""
    with _opened(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def page_sizes(pdf: bytes | Path) -> list[tuple[float, float]]:
    """Width and height of the pages, in points."""
    with _opened(pdf) as document:
        return [page.get_size() for page in document]


@contextmanager
def _opened(pdf: bytes | Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()
