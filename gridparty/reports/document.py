"""What a printed document is made of, before any page exists: a masthead and a row of blocks."""

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of a briefing (DOMAIN §8.2): red name, issue, issuer left and date right, red rule."""

    name: str
    issue: str
    issuer: str
    date: str
    marks: tuple[str, ...] = ()  # small words above, such as 草稿 or 演示数据


@dataclass(frozen=True, slots=True)
class Title:
    """Second-size title, centred, at most a few lines, broken into a trapezoid where it is long."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """一、 (level 1, hei) or （一） (level 2, kai); indented by two characters; never last on its page."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text: third size, first line indented by two characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A small line (fifth size), such as what stands below a table."""

    text: str
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: head, width as a share of the table, and how its cells stand."""

    head: str
    share: float
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain strings; the head is repeated on every page; a total row stands apart in bold.

    In the total row the first `total_span` columns are joined into one cell that shows total[0]; the others follow.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    total_span: int = 1


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Upright bars with their values above; the highlighted one is red; None leaves a gap (nothing expected)."""

    caption: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    decimals: int = 1
    highlight: int | None = None
    top: float | None = None  # fixed end of the axis, for example 100 for a rate


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, one a label, longest first by custom; the first is red."""

    caption: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign and to stamp: left and right words."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Tail:
    """The 版记 at the foot of the last page: rows of (left, right) between rules."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form: what stands in it, its width as a share of the row, and how many lines it has room for."""

    text: str
    share: float
    is_label: bool = False
    align: Align = "left"
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """Rows of labels and what is written beside them; every row has cells of its own."""

    rows: tuple[tuple[FormCell, ...], ...]


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line across the page, to be cut along, with a word in the middle."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Masthead
    | Title
    | Heading
    | Paragraph
    | Note
    | Table
    | ColumnChart
    | BarChart
    | Signatures
    | Tail
    | Form
    | CutLine
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its title for the file's properties and its blocks in order."""

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    keywords: tuple[str, ...] = field(default=())
    is_numbered: bool = True  # by pages; slips that are handed out one by one are not
