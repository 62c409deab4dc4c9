"""Tables out of web pages and of the XML workbooks of 2003, both of which old systems hand out as “.xls”."""

from html.parser import HTMLParser

from gridparty.exchange.unreadable import Cause, UnreadableError

MOST_CELLS = 2_000_000
_WIDEST, _DEEPEST = 256, 100_000  # what one cell may span
_ROWS, _CELLS, _UNSEEN = ("tr", "row"), ("td", "th", "cell"), ("style", "script", "title")

Row = tuple[str | None, ...]
Merge = tuple[int, int, int, int]


class WebTable:
    """One table while it is read: cells by place, and those that span several places."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: list[dict[int, str]] = []
        self.merged: list[Merge] = []
        self._reserved: dict[int, int] = {}  # column → the last row that a cell from above reaches into
        self._column = 0

    def add_row(self, number: int | None = None) -> None:
        """A new row; `number` (from 1) where rows before it were left out."""
        while number is not None and len(self.cells) < min(number - 1, _DEEPEST):
            self.cells.append({})
        self.cells.append({})
        self._column = 0

    def add_cell(self, text: str, *, across: int, down: int, number: int | None = None) -> None:
        """The next cell of the row, over so many columns and rows; `number` where columns were left out."""
        if not self.cells:
            self.add_row()
        row = len(self.cells) - 1
        self._column = number - 1 if number else self._column
        while self._reserved.get(self._column, -1) >= row:
            self._column += 1
        across, down = min(max(across, 1), _WIDEST), min(max(down, 1), _DEEPEST)
        if text:
            self.cells[row][self._column] = text
        if across > 1 or down > 1:
            self.merged.append((row, self._column, row + down - 1, self._column + across - 1))
            for column in range(self._column, self._column + across):
                self._reserved[column] = row + down - 1
        self._column += across

    def rows(self) -> list[Row]:
        """The rows as written, all of one width. Raises UnreadableError where that is more than a roster has."""
        width = max((max(cells, default=-1) + 1 for cells in self.cells), default=0)
        if width * len(self.cells) > MOST_CELLS:
            raise UnreadableError(Cause.TOO_LARGE)
        return [tuple(cells.get(column) for column in range(width)) for cells in self.cells]


class _Reader(HTMLParser):
    """Collects the tables; text belongs to the innermost cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[WebTable] = []
        self._open: list[WebTable] = []
        self._cells: list[tuple[WebTable, list[str], dict[str, int]]] = []
        self._sheet = ""
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "worksheet":
            self._sheet = facts.get("ss:name", "")
        elif tag == "table":
            self._open.append(WebTable(self._sheet))
            self.found.append(self._open[-1])
        elif tag in _ROWS and self._open:
            self._close_cell(self._open[-1])
            self._open[-1].add_row(_number(facts, "ss:index"))
        elif tag in _CELLS and self._open:
            self._close_cell(self._open[-1])
            self._cells.append((self._open[-1], [], _spans(facts)))
        elif tag in ("br", "p", "div") and self._cells and self._cells[-1][1]:
            self._cells[-1][1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in (*_CELLS, *_ROWS, "table"):
            self._close_cell(self._open[-1])
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cells and not self._unseen:
            self._cells[-1][1].append(data)

    def _close_cell(self, table: WebTable) -> None:
        while self._cells and self._cells[-1][0] is table:
            _table, words, spans = self._cells.pop()
            lines = (" ".join(line.split()) for line in "".join(words).replace("\xa0", " ").split("\n"))
            number = spans["index"] or None
            text = "\n".join(filter(None, lines))
            table.add_cell(text, across=spans["across"], down=spans["down"], number=number)


def read_tables(text: str) -> list[WebTable]:
    """The tables in their order, those without any text left out. Raises UnreadableError where there is none."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = [table for table in reader.found if any(table.cells)]
    if not found:
        raise UnreadableError(Cause.WEB_PAGE)
    return found


def _spans(facts: dict[str, str]) -> dict[str, int]:
    """How far a cell reaches: web pages count the places, workbooks those beyond the first."""
    return {
        "across": _number(facts, "colspan") or (_number(facts, "ss:mergeacross") or 0) + 1,
        "down": _number(facts, "rowspan") or (_number(facts, "ss:mergedown") or 0) + 1,
        "index": _number(facts, "ss:index") or 0,
    }


def _number(facts: dict[str, str], name: str) -> int | None:
    digits = facts.get(name, "").strip()
    return min(int(digits), 1_000_000) if digits.isascii() and digits.isdecimal() and len(digits) < 8 else None
