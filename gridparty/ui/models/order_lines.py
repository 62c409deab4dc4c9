"""Columns of what is to be shared out, and finding the target that is meant by a few letters."""

from collections.abc import Callable, Sequence

from gridparty.domain import orders as rules
from gridparty.i18n import _
from gridparty.operations import pinyin
from gridparty.ui.models.order_draft import Line
from gridparty.ui.models.order_words import WHATS
from gridparty.ui.models.rows import RIGHT, Column


def columns(target_name: Callable[[int], str]) -> tuple[Column[Line], ...]:
    """What, name, where it is now, where it goes."""

    def target(line: Line) -> str:
        if line.target is not None:
            return f"{line.target + 1} · {target_name(line.target)}"
        if line.what == rules.POST:
            return _("ends with its organisation")
        return _("no target yet") if line.is_left else "—"

    return (
        Column("what", _("What"), lambda line: _(WHATS[line.what]), width=10, order=lambda line: None),
        Column("label", _("What it is called"), lambda line: line.label, width=20),
        Column("number", _("How many"), _number, width=9, order=lambda line: line.number, align=RIGHT, editable=True),
        Column("target", _("Goes to"), target, width=26, editable=True, mark=_mark),
        Column("source", _("Was with"), lambda line: line.source_name, width=20),
        Column("group", _("Party group"), lambda line: line.group_name or "", width=14),
        Column("by", _("Because of"), _by, width=12),
    )


def place_of(text: str, names: Sequence[str]) -> int | None:
    """The target that is meant: by its number, or by part of its name or its initials if only one fits."""
    word = text.strip().split(" · ")[-1].strip()
    if word.isascii() and word.isdecimal():
        return int(word) - 1 if 0 < int(word) <= len(names) else None
    if word in names:
        return names.index(word)
    low = word.lower()
    keys = [pinyin.initials(name) if low.isascii() else name.lower() for name in names]
    for test in (str.startswith, str.__contains__):
        found = [place for place, key in enumerate(keys) if low and test(key, low)]
        if len(found) == 1:
            return found[0]
    return None


def pasted(
    text: str, lines: Sequence[Line], names: Sequence[str], keys: Callable[[Line], Sequence[str]]
) -> tuple[list[tuple[Line, int]], list[str]]:
    """What copied cells give to whom: what is shared out, by one of its `keys`, then the target (S094).

    A source means all the rest of it, and comes before a unit below it, and that before everything else of the same
    name. Returns the lines with their targets, and the rows that mean nothing or more than one thing; a row with one
    cell alone is passed over.
    """
    by_key: dict[str, list[Line]] = {}
    for line in lines:
        for key in keys(line):
            by_key.setdefault(key, []).append(line)
    found, unknown = [], []
    for row in text.splitlines():
        cells = [cell.strip() for cell in row.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            continue
        meant, place = _first(by_key.get(cells[0], [])), place_of(cells[1], names)
        if place is None or len(meant) != 1:
            unknown.append(f"{cells[0]} → {cells[1]}")
        else:
            found.append((meant[0], place))
    return found, unknown


def _first(lines: Sequence[Line]) -> list[Line]:
    """Those of the kind that comes first."""
    for what in (rules.REST, rules.UNIT):
        if those := [line for line in lines if line.what == what]:
            return those
    return list(lines)


def _number(line: Line) -> str:
    return "" if line.number is None else f"{line.number:,}"


def _mark(line: Line) -> str | None:
    return "warn" if line.is_left else None


def _by(line: Line) -> str:
    if line.is_named:
        return _("chosen here")
    return _("a rule") if line.target is not None else ""
