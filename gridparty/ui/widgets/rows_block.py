"""Rows of a list as text for the clipboard, which a spreadsheet takes for what it is."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from gridparty.ui.models.rows import Column

R = TypeVar("R")
_NUMBER = re.compile(r"[+-]?(\d[\d,]*)?\.?\d+ ?%?")
_FORMULA = frozenset("=+-@＝＋－＠")  # in full width too
_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")


def block(rows: Sequence[R], columns: Sequence[Column[R]]) -> str:
    """The cells as tab-separated lines, with the heads above if there are several rows."""
    heads: list[Iterable[str]] = [[column.head for column in columns]] if len(rows) > 1 else []
    lines = heads + [[column.text(row) for column in columns] for row in rows]
    return "\n".join("\t".join(map(cell, line)) for line in lines)


def cell(text: str) -> str:
    """One cell: on one line, and with ' before what a spreadsheet would take for a formula."""
    if not text.isprintable():
        text = _BREAKS.sub(" ", text).strip()
    return f"'{text}" if text[:1] in _FORMULA and not _NUMBER.fullmatch(text) else text
