"""A list in a form: how many empty rows the form has for it, and the rows that it grows by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridparty.domain.column_letters import column_letters
from gridparty.domain.table_values import Shown
from gridparty.exchange.form_book import Element, child, children, text_in
from gridparty.exchange.form_cells import cells_of, made
from gridparty.exchange.form_sheets import merges_of
from gridparty.exchange.form_styles import Look

_WORDS = ("s", "inlineStr", "str")


@dataclass(frozen=True, slots=True)
class Block:
    """A list: its first row in a sheet, and the values of its columns (all of one length) by column number."""

    sheet: str
    row: int
    columns: Mapping[int, Sequence[Shown]]
    may_grow: bool = True

    @property
    def length(self) -> int:
        """How many lines it has."""
        return max(map(len, self.columns.values()), default=0)


@dataclass(frozen=True, slots=True)
class ModelCell:
    """A cell of the row that new rows are copied from; `formula` stands in that row."""

    column: int
    style: str
    formula: str


def last_empty_row(block: Block, rows: Mapping[int, Element], looks: Sequence[Look]) -> int:
    """The last of the rows that the form keeps free for the list: framed like the first one, and without words."""
    first = _framed(rows[block.row], block, looks) if block.row in rows else None
    last = block.row
    while first is not None and last + 1 in rows and _framed(rows[last + 1], block, looks) == first:
        last += 1
    return last


def model_cells(row: Element, columns: Sequence[int]) -> list[ModelCell]:
    """The cells of a row as new rows repeat them: looks and formulas, no values."""
    found = {}
    for column, cell in cells_of(row).items():
        formula = child(cell, "f")
        is_own = formula is not None and not formula.hasAttribute("ref")
        found[column] = ModelCell(column, cell.getAttribute("s"), text_in(formula) if is_own else "")
    missing = {column: ModelCell(column, row.getAttribute("s"), "") for column in columns if column not in found}
    return [each for _column, each in sorted({**found, **missing}.items())]


def copy_merges(root: Element, row: int, count: int) -> None:
    """Cells that are merged within a row are merged in the new rows behind it too."""
    listed = child(root, "mergeCells")
    found = [area for area in merges_of(root) if area[0] == area[2] == row]
    if listed is None or not found:
        return
    for number in range(row + 1, row + count + 1):
        for _top, left, _bottom, right in found:
            area = f"{column_letters(left)}{number}:{column_letters(right)}{number}"
            made(listed, "mergeCell").setAttribute("ref", area)
    if listed.hasAttribute("count"):
        listed.setAttribute("count", str(len(children(listed, "mergeCell"))))


def _framed(row: Element, block: Block, looks: Sequence[Look]) -> tuple[bool, ...] | None:
    """Whether each of the list's cells has a border; None if the row holds words or lacks a cell."""
    cells = cells_of(row)
    own = [cells[column] for column in block.columns if column in cells]
    if len(own) < len(block.columns) and row.getAttribute("r") != str(block.row):
        return None
    has_words = any(cell.getAttribute("t") in _WORDS and _has_value(cell) for cell in cells.values())
    if row.getAttribute("r") != str(block.row) and (has_words or any(map(_has_value, own))):
        return None
    numbers = [int(cell.getAttribute("s") or 0) for cell in own]
    return tuple(number < len(looks) and looks[number].has_border for number in numbers)


def _has_value(cell: Element) -> bool:
    return any(found is not None and (found.hasChildNodes() or name == "f")
               for name in ("v", "f", "is") if (found := child(cell, name)) is not None)  # fmt: skip
