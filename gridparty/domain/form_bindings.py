"""What fills a cell of a superior's form: a figure, a word, or a column of a list (表样回填).

A binding is written as `figure:members`, `figure:services,from=year`, `word:secretary` or `list:members.name`. Behind a
comma stand `unit=CODE` (always this unit), `month=-1` or `month=2026-03` (another month than the one asked for), and
`from=-2`, `from=2026-01` or `from=year` (a span that ends with the month).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gridparty.domain.column_letters import column_letters, column_number
from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.i18n import N_, _

FIGURE, WORD, LIST = "figure", "word", "list"
NUMBER = "number"  # of a list: 1, 2, 3 …
YEAR = "year"
WORDS = {
    "unit": N_("The organisation's name"),
    "above": N_("The name of the organisation above"),
    "code": N_("The organisation's code"),
    "secretary": N_("The secretary's name"),
    "month": N_("Month, as 2026年10月"),
    "year": N_("Year, as a number"),
    "month_number": N_("Number of the month"),
    "month_end": N_("Last day of the month"),
    "date": N_("Day of filling in"),
}
OPTIONS = {FIGURE: ("unit", "month", "from"), WORD: ("unit", "month"), LIST: ("unit", "month")}
_CELL = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})")
_OFFSET = re.compile(r"[+-]?\d{1,3}")


@dataclass(frozen=True, slots=True, order=True)
class CellPlace:
    """A cell of a workbook; row and column count from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        is_plain = re.fullmatch(r"[^\W\d]\w*", self.sheet)
        name = self.sheet if is_plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{name}!{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Binding:
    """What fills a cell; `column` names a column of the list `name`, the other options are as they were written."""

    kind: str
    name: str
    column: str = ""
    unit: str = ""
    month: str = ""
    since: str = ""

    def __str__(self) -> str:
        name = f"{self.name}.{self.column}" if self.kind == LIST else self.name
        options = {"unit": self.unit, "month": self.month, "from": self.since}
        return ",".join([f"{self.kind}:{name}", *(f"{key}={value}" for key, value in options.items() if value)])

    def months(self, asked: Month) -> tuple[Month, Month]:
        """The first and the last month that it is about, for the month asked for."""
        last = _month(self.month, asked) if self.month else asked
        if not self.since:
            return last, last
        first = Month(last.year, 1) if self.since == YEAR else _month(self.since, last)
        return min(first, last), last


def parse_binding(text: str) -> Binding:
    """The binding that is written so. Raises InvalidInput."""
    head, *rest = (part.strip() for part in text.split(","))
    kind, _colon, name = head.partition(":")
    name, _dot, column = name.partition(".")
    if kind not in OPTIONS or not name or (kind == LIST) != bool(column) or (kind == WORD and name not in WORDS):
        message = _("“{text}” is no binding; write figure:members, word:unit or list:members.name.")
        raise InvalidInput(message.format(text=text))
    options = dict(_option(part, kind) for part in rest)
    return Binding(kind, name, column, options.get("unit", ""), options.get("month", ""), options.get("from", ""))


def parse_cell(text: str, *, sheet: str) -> CellPlace:
    """The cell that is written as B2, or Sheet1!B2; `sheet` is meant where none is named. Raises InvalidInput."""
    found = _CELL.fullmatch(text.strip())
    if not found or (number := column_number(found["column"])) > 16_384:
        raise InvalidInput(_("“{text}” is no cell; write it as B2 or as Sheet1!B2.").format(text=text))
    named = found["sheet"] or sheet
    if named.startswith("'"):
        named = named[1:-1].replace("''", "'")
    return CellPlace(named, int(found["row"]), number)


def parse_all(bindings: Mapping[str, str]) -> dict[CellPlace, Binding]:
    """Stored bindings by cell. Raises InvalidInput."""
    return {parse_cell(cell, sheet=""): parse_binding(text) for cell, text in bindings.items()}


def _option(part: str, kind: str) -> tuple[str, str]:
    key, _sign, value = (word.strip() for word in part.partition("="))
    if key not in OPTIONS[kind] or not value:
        message = _("“{option}” cannot stand behind {kind}; there are: {options}.")
        raise InvalidInput(message.format(option=part, kind=kind, options="、".join(OPTIONS[kind])))
    if key in ("month", "from") and not (key == "from" and value == YEAR):
        _month(value, Month(2000, 1))
    return key, value


def _month(text: str, asked: Month) -> Month:
    return asked.plus(int(text)) if _OFFSET.fullmatch(text) else Month.parse(text)
