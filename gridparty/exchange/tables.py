"""Reads a spreadsheet or a text table through a child process with limits, and says in one sentence why it cannot."""

import io
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gridparty
from gridparty.domain.errors import InvalidInput
from gridparty.domain.roster_values import Cell
from gridparty.exchange.unreadable import Cause, UnreadableError
from gridparty.i18n import N_, _

TIME_LIMIT = 60.0  # seconds
CHILD_COMMAND = "--reading-child"  # a frozen program starts itself with this word; main answers with reading_child.main

_SENTENCES = {
    Cause.EMPTY: N_("“{file}” holds no rows; choose the file with the table."),
    Cause.DAMAGED: N_("“{file}” is damaged; open it in WPS or Excel and save it as a new .xlsx file."),
    Cause.PASSWORD: N_("“{file}” is protected by a password; open it in WPS or Excel and save it without one."),
    Cause.OLD_FORMAT: N_("“{file}” has a very old format; open it in WPS or Excel and save it as .xlsx."),
    Cause.WEB_PAGE: N_("“{file}” is a web page without a table; open it in WPS or Excel and save it as .xlsx."),
    Cause.WRONG_KIND: N_("“{file}” is not a spreadsheet; choose an .xlsx, .xls, .ods, .csv or .txt file."),
    Cause.TOO_LARGE: N_("“{file}” is too large to read; delete empty rows and columns far away, or split it."),
    Cause.ENCODING: N_("The characters in “{file}” cannot be read; save it as .xlsx or as CSV UTF-8."),
    Cause.OPEN_QUOTE: N_("In “{file}” a quotation mark in row {detail} is not closed; add it, or save as .xlsx."),
    Cause.NO_SHEET: N_("“{file}” has no such sheet; it has {detail}."),
    Cause.NOT_OPENED: N_("“{file}” cannot be opened ({detail}); close it in other programs and check the disk."),
    Cause.TOO_SLOW: N_("Reading “{file}” took too long; split it, or save it as a new .xlsx file."),
}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet's cells; None where a cell is empty.

    A cell merged over rows of one column stands in each of them. `merged` tells (first row, first column, last row,
    last column, from 0 within `rows`) of the cells merged near the top, where the head is. `is_1904`: numbers that mean
    days are counted from 1904 on.
    """

    sheet: str  # the sheet's name, of a text file the file's name
    rows: tuple[tuple[Cell, ...], ...]
    first_number: int  # the first row's number in the file, from 1
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_1904: bool = False


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a file that may be chosen."""

    name: str
    is_hidden: bool


class _PlainUnpickler(pickle.Unpickler):
    """Builds plain values and dates only, whatever a child that went astray has written."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in ("date", "datetime"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)


def list_sheets(path: Path, *, seconds: float = TIME_LIMIT) -> tuple[SheetInfo, ...]:
    """The sheets of the file in their order; a text file is one sheet. Raises InvalidInput as read_table does."""
    (found,) = _ask("sheets", path, seconds=seconds)
    return tuple(SheetInfo(name, is_hidden) for name, is_hidden in found)


def read_table(path: Path, *, sheet: str | None = None, seconds: float = TIME_LIMIT) -> SheetTable:
    """The named sheet, or the first visible one with anything in it, of an .xlsx, .xls, .et, .ods, .csv or .txt file.

    Content decides what the file is, not its name. Numbers beyond the 15 digits that a spreadsheet keeps stay floats.
    Raises InvalidInput with one sentence for a missing, empty, damaged, protected, too large or foreign file.
    """
    name, first, rows, merged, is_1904 = _ask("table", path, *([] if sheet is None else [sheet]), seconds=seconds)
    return SheetTable(name, tuple(rows), first, tuple(merged), is_1904)


def _ask(what: str, path: Path, *sheet: str, seconds: float) -> tuple[Any, ...]:
    if not path.is_file():
        raise InvalidInput(_("There is no file “{file}”; check the name and the folder.").format(file=path))
    try:
        done = subprocess.run(
            [*_child(), what, str(path.absolute()), *sheet],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise refusal(UnreadableError(Cause.TOO_SLOW), path) from None
    try:
        answer = _PlainUnpickler(io.BytesIO(done.stdout)).load()
    except (pickle.UnpicklingError, EOFError):  # the child ended before it could answer
        raise refusal(UnreadableError(Cause.TOO_LARGE), path) from None
    if answer[0] != "ok":
        raise refusal(UnreadableError(Cause(answer[1]), answer[2]), path)
    return tuple(answer[1:])


def refusal(problem: UnreadableError, path: Path) -> InvalidInput:
    """The sentence for a file that cannot be read."""
    return InvalidInput(_(_SENTENCES[problem.cause]).format(file=path.name, detail=problem.detail))


def _child() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_COMMAND]
    return [sys.executable, "-P", "-m", "gridparty.exchange.reading_child"]


def _environment() -> dict[str, str]:
    """The child finds this very package first, wherever the program was started."""
    root = str(Path(gridparty.__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}
