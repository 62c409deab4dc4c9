"""Reads a list of administrative divisions: a text table with the heads code, name, level, parent_code."""

import re
from dataclasses import dataclass
from pathlib import Path

from gridparty.domain.errors import InvalidInput
from gridparty.exchange.tables import refusal
from gridparty.exchange.text_tables import decode, parse_rows
from gridparty.exchange.unreadable import Cause, UnreadableError
from gridparty.i18n import _

HEADS = ("code", "name", "level", "parent_code")
CODE_LENGTHS = {"province": 2, "city": 4, "district": 6, "street": 9, "town": 9, "community": 12, "village": 12}


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One division; the code is kept as written, the parent may stand outside the file."""

    code: str
    name: str
    level: str
    parent_code: str | None


def read_divisions(path: Path) -> tuple[DivisionRow, ...]:
    """The divisions in the file's order; UTF-8 or GB 18030, the heads in any order, other columns ignored.

    Raises InvalidInput for a file without these heads, and, naming the row, for a code whose length does not fit its
    level, an unknown level, a missing name and a code that stands twice.
    """
    try:
        table = parse_rows(decode(path.read_bytes()))
    except FileNotFoundError:
        raise InvalidInput(_("There is no file “{file}”; check the name and the folder.").format(file=path)) from None
    except OSError as problem:
        raise refusal(UnreadableError(Cause.NOT_OPENED, problem.strerror or ""), path) from None
    except UnreadableError as problem:
        raise refusal(problem, path) from None
    lines = [(number, row) for number, row in enumerate(table, start=1) if any(cell.strip() for cell in row)]
    if not lines:
        raise refusal(UnreadableError(Cause.EMPTY), path)
    places = _places(lines[0][1])
    first_seen: dict[str, int] = {}
    divisions = []
    for number, row in lines[1:]:
        division = _division(row, places, number)
        if division.code in first_seen:
            message = _("Row {row}: the code {code} already stands in row {first}; delete one of them.")
            raise InvalidInput(message.format(row=number, code=division.code, first=first_seen[division.code]))
        first_seen[division.code] = number
        divisions.append(division)
    return tuple(divisions)


def _places(heads: tuple[str, ...]) -> dict[str, int]:
    places = {head.strip().casefold(): index for index, head in enumerate(heads)}
    missing = [head for head in HEADS if head not in places]
    if missing:
        message = _("The list of divisions has no column {missing}; its first row must be code,name,level,parent_code.")
        raise InvalidInput(message.format(missing=", ".join(missing)))
    return places


def _division(row: tuple[str, ...], places: dict[str, int], number: int) -> DivisionRow:
    code, name, level, parent = (row[places[head]].strip() if places[head] < len(row) else "" for head in HEADS)
    if level not in CODE_LENGTHS:
        message = _("Row {row}: “{level}” is no level; write one of {levels}.")
        raise InvalidInput(message.format(row=number, level=level, levels=", ".join(CODE_LENGTHS)))
    if not re.fullmatch(r"\d+", code, re.ASCII) or len(code) != CODE_LENGTHS[level]:
        message = _("Row {row}: the code “{code}” must have {length} digits at the level {level}.")
        raise InvalidInput(message.format(row=number, code=code, length=CODE_LENGTHS[level], level=level))
    if not name:
        raise InvalidInput(_("Row {row}: the name of {code} is missing.").format(row=number, code=code))
    return DivisionRow(code, name, level, parent or None)
