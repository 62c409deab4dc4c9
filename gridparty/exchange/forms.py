"""Fills a superior's own form (表样回填): values go into cells, lists grow by rows, and nothing else changes.

Formulas stay formulas; the numbers that a spreadsheet program remembered for them are taken out, so that it counts
anew when the form is opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gridparty.domain.column_letters import column_letters
from gridparty.domain.errors import InvalidInput
from gridparty.domain.form_bindings import CellPlace
from gridparty.domain.progress import Progress, silent
from gridparty.domain.table_values import Shown
from gridparty.exchange.form_blocks import Block, ModelCell, copy_merges, last_empty_row, model_cells
from gridparty.exchange.form_book import MACROS, Element, FormBook, child, children, elements
from gridparty.exchange.form_cells import Content, cell_xml, content, fill_cell, made, put_cell, rows_of
from gridparty.exchange.form_growth import insert_rows
from gridparty.exchange.form_references import Insertion, moved_formula, shifted_formula
from gridparty.exchange.form_sheets import FormSheet, merges_of, number_cells, sheets, uses_1904
from gridparty.exchange.form_styles import Look, looks
from gridparty.exchange.tables import refusal
from gridparty.exchange.unreadable import Cause, UnreadableError
from gridparty.i18n import _

__all__ = ["Block", "FormSheet", "fill", "look_at"]

MOST_ROWS = 1_048_576
_OFTEN = 500  # rows


def look_at(data: bytes, *, name: str) -> tuple[FormSheet, ...]:
    """The sheets of a form as they are seen. Raises InvalidInput with a sentence for what is no .xlsx workbook."""
    with _told(name):
        return sheets(FormBook(data))


def fill(
    data: bytes,
    *,
    name: str,
    cells: Mapping[CellPlace, Shown],
    blocks: Sequence[Block],
    progress: Progress = silent,
) -> bytes:
    """The filled workbook. Raises InvalidInput where a list does not fit."""
    with _told(name):
        filling = _Filling(FormBook(data))
        for place, value in cells.items():
            filling.put(place, value)
        for block in sorted(blocks, key=lambda block: (block.sheet, block.row)):
            filling.put_block(block)
        filling.count_anew()
        return filling.finished(progress)


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except UnreadableError as problem:
        if problem.detail == MACROS:
            message = _("“{file}” holds macros or is a pattern of a program; save it as .xlsx without them.")
            raise InvalidInput(message.format(file=name)) from None
        raise refusal(problem, Path(name)) from None
    except ValueError:  # numbers that are none
        raise refusal(UnreadableError(Cause.DAMAGED), Path(name)) from None


@dataclass(frozen=True, slots=True)
class _NewRows:
    """Rows that a list adds behind the row `after`, written at the end: as a tree thousands of them would be slow."""

    block: Block
    after: int
    count: int
    attributes: str
    prefix: str
    cells: Sequence[ModelCell]
    inserted: int  # how many insertions there had been


class _Filling:
    """A workbook while it is being filled, from the top of its sheets to their ends."""

    def __init__(self, book: FormBook) -> None:
        self._book, self._looks, self._is_1904 = book, looks(book), uses_1904(book)
        for part in book.sheets.values():
            number_cells(book.tree(part).documentElement)
        self._insertions: list[Insertion] = []
        self._new: list[_NewRows] = []

    def put(self, place: CellPlace, value: Shown) -> None:
        """Fills one cell; of a merged area its first one."""
        root = self._root(place.sheet)
        row, column = place.row, place.column
        for top, left, bottom, right in merges_of(root):
            if top <= row <= bottom and left <= column <= right:
                row, column = top, left
        self._fill(put_cell(root, row, column), value)

    def put_block(self, block: Block) -> None:
        """Fills a list, growing it where it has more lines than the form has empty rows for it."""
        root = self._root(block.sheet)
        first = block.row + sum(each.count for each in self._insertions
                                if each.sheet == block.sheet and each.after < block.row)  # fmt: skip
        block = replace(block, row=first)
        rows = rows_of(root)
        last = last_empty_row(block, rows, self._looks)
        after = last - 1 if last > first else last  # new rows come before the last one, which closes the frame
        missing = max(block.length - (last - first + 1), 0)
        if missing:
            self._grow(block, root, after, missing, room=last - first + 1)
            rows = rows_of(root)
        for number in range(block.length):
            if not missing or not after < first + number <= after + missing:
                for column, values in block.columns.items():
                    self._fill(put_cell(root, first + number, column, rows), values[number])

    def count_anew(self) -> None:
        """Takes out what a spreadsheet program remembered of formulas, and asks it to count when it opens the file."""
        book, has_formulas = self._book, False
        for part in book.sheets.values():
            for cell in [each for each in elements(book.tree(part)) if each.localName == "c"]:
                if child(cell, "f") is not None:
                    has_formulas = True
                    for value in children(cell, "v"):
                        cell.removeChild(value)
                    if cell.hasAttribute("t"):
                        cell.removeAttribute("t")
        if has_formulas:
            for chain in list(book.related(book.workbook, "calcChain")):
                book.drop(chain)
            _ask_to_count(book.tree(book.workbook).documentElement)

    def finished(self, progress: Progress) -> bytes:
        """The workbook, with the new rows set in where their marks stand."""
        texts = {f"<?{_mark(at)} ?>": self._text(new, progress) for at, new in enumerate(self._new)}
        return self._book.to_bytes(texts)

    def _root(self, sheet: str) -> Element:
        if sheet not in self._book.sheets:
            raise InvalidInput(_("The form has no sheet “{sheet}”; load it again.").format(sheet=sheet))
        return self._book.tree(self._book.sheets[sheet]).documentElement

    def _content(self, value: Shown, style: str) -> Content:
        number = int(style or 0)
        look = self._looks[number] if number < len(self._looks) else Look()
        return content(value, look, is_1904=self._is_1904)

    def _fill(self, cell: Element, value: Shown) -> None:
        fill_cell(cell, self._content(value, cell.getAttribute("s")))

    def _grow(self, block: Block, root: Element, after: int, missing: int, *, room: int) -> None:
        if not block.may_grow:
            message = _("The form has room for {room} lines in row {row}, and there are {count}; let the list grow.")
            raise InvalidInput(message.format(room=room, row=block.row, count=block.length))
        if after + missing >= MOST_ROWS:
            raise InvalidInput(_("The list is too long for one sheet."))
        insertion = Insertion(block.sheet, after, missing, is_end=room == 1)
        insert_rows(self._book, insertion)
        self._insertions.append(insertion)
        put_cell(root, after, min(block.columns))  # the row that is copied is there
        model = rows_of(root)[after]
        mark = root.ownerDocument.createProcessingInstruction(_mark(len(self._new)), "")
        model.parentNode.insertBefore(mark, model.nextSibling)
        attributes = " ".join(f'{name}="{value}"' for name, value in model.attributes.items() if name != "r")
        prefix = f"{model.prefix}:" if model.prefix else ""
        cells = model_cells(model, sorted(block.columns))
        self._new.append(_NewRows(block, after, missing, attributes, prefix, cells, len(self._insertions)))
        copy_merges(root, after, missing)

    def _text(self, new: _NewRows, progress: Progress) -> str:
        later, columns, lines = self._insertions[new.inserted :], new.block.columns, []
        for done, row in enumerate(range(new.after + 1, new.after + new.count + 1)):
            if done % _OFTEN == 0:
                progress(done, new.count, "")
            parts = []
            for cell in new.cells:
                if cell.column in columns:
                    held = self._content(columns[cell.column][row - new.block.row], cell.style)
                else:
                    formula = moved_formula(cell.formula, rows=row - new.after) if cell.formula else ""
                    for insertion in later if formula else ():
                        formula = shifted_formula(formula, insertion, sheet=new.block.sheet)
                    held = Content(formula=formula)
                parts.append(cell_xml(f"{column_letters(cell.column)}{row}", cell.style, held, new.prefix))
            lines.append(f'<{new.prefix}row r="{row}" {new.attributes}>{"".join(parts)}</{new.prefix}row>')
        return "".join(lines)


def _mark(number: int) -> str:
    return f"gridparty-rows-{number}"


def _ask_to_count(root: Element) -> None:
    settings = child(root, "calcPr")
    if settings is None:
        follows = ("oleSize", "customWorkbookViews", "pivotCaches", "fileRecoveryPr", "webPublishObjects", "extLst")
        later = next((each for name in follows if (each := child(root, name)) is not None), None)
        settings = made(root, "calcPr", before=later)
    settings.setAttribute("fullCalcOnLoad", "1")
