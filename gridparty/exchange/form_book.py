"""An .xlsx workbook as the parts that it is packed of, so that a change of a few cells leaves everything else as it is.

Libraries for spreadsheets write back only what they know; a superior's form must come back with its pictures, its
print settings and its extensions, so the parts are kept and only some of them are opened.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from gridparty.exchange.archive_scan import scan
from gridparty.exchange.unreadable import Cause, UnreadableError

MOST_BYTES = 20 << 20
MOST_SHEET_BYTES = 16 << 20  # unpacked; a form has some kilobytes
MACROS = "macros"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BREAK = "\ue7c7"  # stands for a line break in an attribute while the part is written
_STAMP = (1980, 1, 1, 0, 0, 0)

# What minidom makes: its stubs call every parent, owner and root optional, which none of those here is.
Element = Any
Tree = Any


class FormBook:
    """The parts of a workbook; those that were opened are written from their trees, the others as they came."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableError for what is no .xlsx workbook of bearable size."""
        _check(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {item.filename: archive.read(item) for item in archive.infolist() if not item.is_dir()}
        self._trees: dict[str, Tree] = {}
        self.workbook = self._target("", "officeDocument") or "xl/workbook.xml"
        if self.workbook not in self.parts:
            raise UnreadableError(Cause.DAMAGED)
        types = self.parts.get("[Content_Types].xml", b"")
        if b"macroEnabled" in types or b"template.main" in types:
            raise UnreadableError(Cause.WRONG_KIND, MACROS)
        self.sheets = dict(self._sheets())
        if not self.sheets:
            raise UnreadableError(Cause.EMPTY)

    def tree(self, part: str) -> Tree:
        """A part opened, to be read or changed. Raises UnreadableError for what is no XML."""
        if part not in self._trees:
            content = self.parts[part]
            if len(content) > MOST_SHEET_BYTES:
                raise UnreadableError(Cause.TOO_LARGE)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise UnreadableError(Cause.DAMAGED)
            try:
                self._trees[part] = minidom.parseString(content)
            except (ExpatError, ValueError, LookupError):
                raise UnreadableError(Cause.DAMAGED) from None
        return self._trees[part]

    def peek(self, part: str) -> Tree:
        """A part to be read only: it is written as it came unless it was opened by `tree` too."""
        was_open = part in self._trees
        found = self.tree(part)
        if not was_open:
            del self._trees[part]
        return found

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts that a part leads to by relations whose type ends so."""
        for relation in self._relations(part):
            if relation.getAttribute("Type").endswith(f"/{kind}") and relation.getAttribute("TargetMode") != "External":
                target = _resolved(part, relation.getAttribute("Target"))
                if target in self.parts:
                    yield target

    def drop(self, part: str) -> None:
        """Takes a part out, with the relations and the line in the list of types that name it."""
        del self.parts[part]
        for name in [name for name in self.parts if name.endswith(".rels")]:
            source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
            for relation in _named(self.peek(name), "Relationship"):
                if _resolved(source, relation.getAttribute("Target")) == part:
                    self._remove(name, "Id", relation.getAttribute("Id"))
        self._remove("[Content_Types].xml", "PartName", f"/{part}")

    def to_bytes(self, marks: Mapping[str, str]) -> bytes:
        """The workbook, packed; in opened parts each of the marks is replaced by its text."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                if name in self._trees:
                    content = written(self._trees[name])
                    for mark, text in marks.items():
                        content = content.replace(mark.encode(), text.encode())
                archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _sheets(self) -> Iterator[tuple[str, str]]:
        targets = {
            relation.getAttribute("Id"): _resolved(self.workbook, relation.getAttribute("Target"))
            for relation in self._relations(self.workbook)
            if relation.getAttribute("Type").endswith("/worksheet")
        }
        for sheet in _named(self.peek(self.workbook), "sheet"):
            keys = [value for name, value in sheet.attributes.items() if name.endswith(":id")]
            part = targets.get(keys[0]) if keys else None
            if part in self.parts:
                yield sheet.getAttribute("name"), str(part)

    def _target(self, part: str, kind: str) -> str | None:
        return next(self.related(part, kind), None)

    def _relations(self, part: str) -> list[Element]:
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        return _named(self.peek(place), "Relationship") if place in self.parts else []

    def _remove(self, part: str, attribute: str, value: str) -> None:
        for element in list(elements(self.tree(part))):
            if element.getAttribute(attribute) == value:
                element.parentNode.removeChild(element)


def elements(node: Any) -> Iterator[Element]:
    """Every element below a node, in the order of the document."""
    for child in node.childNodes:
        if child.nodeType == child.ELEMENT_NODE:
            yield child
            yield from elements(child)


def children(node: Any, name: str) -> list[Element]:
    """The elements right below with this local name, whatever their prefix."""
    return [child for child in node.childNodes if child.nodeType == child.ELEMENT_NODE and child.localName == name]


def child(node: Any, *names: str) -> Element | None:
    """The first element down a path of local names."""
    for name in names:
        found = children(node, name)
        if not found:
            return None
        node = found[0]
    return node


def is_on(element: Element, name: str) -> bool:
    """Whether an attribute says yes; one that is missing says no."""
    return element.getAttribute(name) in ("1", "true")


def text_in(node: Any) -> str:
    """The text right inside an element."""
    return "".join(each.data for each in node.childNodes if each.nodeType in (each.TEXT_NODE, each.CDATA_SECTION_NODE))


def set_text(element: Element, text: str) -> None:
    """Replaces whatever is inside an element by text."""
    for each in list(element.childNodes):
        element.removeChild(each)
    element.appendChild(element.ownerDocument.createTextNode(text))


def written(tree: Tree) -> bytes:
    """A tree as the bytes of its part; line breaks inside attributes stay what they are."""
    broken = [
        (element, name, value)
        for element in elements(tree)
        for name, value in element.attributes.items()
        if "\n" in value
    ]
    for element, name, value in broken:
        element.setAttribute(name, value.replace("\n", _BREAK))
    content = tree.toxml(encoding="UTF-8", standalone=True)
    for element, name, value in broken:
        element.setAttribute(name, value)
    return content.replace(_BREAK.encode(), b"&#10;") if broken else content


def _named(tree: Tree, name: str) -> list[Element]:
    return [element for element in elements(tree) if element.localName == name]


def _resolved(part: str, target: str) -> str:
    folder = posixpath.dirname(part)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _check(data: bytes) -> None:
    if not data:
        raise UnreadableError(Cause.EMPTY)
    if data.startswith(_COMPOUND):
        raise UnreadableError(Cause.PASSWORD if _ENCRYPTED in data else Cause.OLD_FORMAT)
    if not data.startswith(b"PK"):
        raise UnreadableError(Cause.WRONG_KIND)
    if len(data) > MOST_BYTES:
        raise UnreadableError(Cause.TOO_LARGE)
    scan(data)
