"""A TrueType font for reportlab whose text can be searched and copied, also beyond the basic plane.

reportlab writes characters above U+FFFF into the ToUnicode map as five hexadecimal digits, which readers take for two
other characters. Names such as 𬭎 need the map in UTF-16.
"""

from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from gridparty.reports.kinsoku import NARROW_PLANE

_BLOCK = 100  # entries that one bfchar block may hold

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def unicode_map(name: str, codes: Sequence[int]) -> str:
    """The ToUnicode map of a subset: byte n stands for the code point codes[n]; 0 stands for nothing.

    A mark of half width stands for the mark itself.
    """
    entries = [f"<{byte:02X}> <{_utf16(code)}>" for byte, code in enumerate(codes) if code]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return _HEAD.format(name=name) + body + _FOOT


def _utf16(code: int) -> str:
    return chr(code - NARROW_PLANE if code > NARROW_PLANE else code).encode("utf-16-be").hex().upper()


class EmbeddedFont(TTFont):
    """A font that is embedded as subsets of the characters used, each with a right ToUnicode map."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=False, shapable=False)
        self.shapes = frozenset(chr(code) for code, glyph in self.face.charToGlyph.items() if glyph)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (reportlab calls it so)
        """Adds the subsets to the document, then puts our map into each."""
        subsets = list(self.state[doc].subsets) if doc in self.state else []
        super().addObjects(doc)
        for number, codes in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = unicode_map(name, codes)
