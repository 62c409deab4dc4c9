"""A roster out of rows with known heads, in one step; the program asks a person between finding and reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridparty.domain.import_heads import find, meaning_of_levels, normal_head
from gridparty.domain.roster_values import Cell
from gridparty.domain.rosters import RosterRow, read_people


@dataclass(frozen=True, slots=True)
class Roster:
    """Its head row's number in the file, the heads, what they mean, those that mean nothing, and the rows below."""

    header_number: int
    heads: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]
    unknown_heads: tuple[str, ...]
    rows: tuple[RosterRow, ...]


def read_roster(rows: Sequence[tuple[Cell, ...]], aliases: Mapping[str, str], *, first_number: int = 1) -> Roster:
    """The roster in the rows; `aliases` maps heads to columns. Raises ValueError where no row is a head."""
    known = {normal_head(alias): column for alias, column in aliases.items()}
    layout = find(rows, (), known, wanted="name")
    mapping = dict(enumerate(meaning_of_levels(words, known) or "" for words in layout.levels)) if layout else {}
    if layout is None or "name" not in mapping.values():
        raise ValueError("no head")
    columns: dict[str, tuple[int, ...]] = {}
    for index, name in mapping.items():
        if name:
            columns[name] = (*columns.get(name, ()), index)
    unknown = tuple(head for index, head in enumerate(layout.heads) if head and not mapping[index])
    people = read_people(rows, layout, mapping, first_number=first_number)
    return Roster(first_number + layout.last, layout.heads, columns, unknown, people)
