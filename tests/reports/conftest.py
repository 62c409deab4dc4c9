"""What the tests of the typesetting engine share."""

from collections.abc import Callable

import pytest
from pdf_reading import Page, read_pdf

from gridparty.app import App
from gridparty.operations import paper_words
from gridparty.operations.paper_words import PaperWords
from gridparty.reports.document import Block, Document
from gridparty.reports.typeset import typeset


@pytest.fixture
def print_pages() -> Callable[..., list[Page]]:
    """Typesets blocks and reads the file again."""

    def run(*blocks: Block) -> list[Page]:
        return read_pdf(typeset(Document("测试", blocks)).pdf)

    return run


@pytest.fixture(scope="session")
def words(furnished_app: App) -> PaperWords:
    """The Chinese words of the shipped vocabulary."""
    return furnished_app.ask(paper_words.of_office)
