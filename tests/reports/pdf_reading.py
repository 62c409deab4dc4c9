"""Reads PDF files again, character by character, for the tests of the typesetting engine."""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gridparty.reports.measures import PAGE_HEIGHT


@dataclass(frozen=True, slots=True)
class Character:
    """A character on a page: where its base line begins, in points from the top left corner."""

    text: str
    x: float
    y: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Page:
    """The characters of a page in the order of drawing, and its lines as text from top to bottom."""

    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def lines(self) -> dict[float, str]:
        """Texts by the height of their base line, without blanks at the ends."""
        found: dict[float, str] = {}
        for character in self.characters:
            key = round(character.y, 1)
            found[key] = found.get(key, "") + character.text
        return {y: found[y].strip() for y in sorted(found) if found[y].strip()}

    def first(self, text: str) -> Character:
        """The first character of the first place where the text stands."""
        return self.characters[self.text.index(text)]


def read_pdf(pdf: bytes) -> list[Page]:
    """The pages of a file."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_read_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def all_text(pdf: bytes) -> str:
    """The text of all pages."""
    return "".join(page.text for page in read_pdf(pdf))


def _read_page(page: pdfium.PdfPage) -> Page:
    text_page = page.get_textpage()
    found: list[Character] = []
    for index in range(text_page.count_chars()):
        if raw.FPDFText_IsGenerated(text_page, index):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        name = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text_page, index, name, 100, None)
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xDC00 <= code < 0xE000:  # the second half of a character beyond the basic plane
            high = ord(found.pop().text)
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        found.append(
            Character(
                chr(code),
                x.value,
                PAGE_HEIGHT - y.value,
                raw.FPDFText_GetFontSize(text_page, index),
                name.value.decode().rpartition("+")[2],
            )
        )
    text_page.close()
    page.close()
    return Page(tuple(found))
