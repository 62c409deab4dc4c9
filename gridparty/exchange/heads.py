"""The heads under which offices are known to write each column: data of ours, an alias a line."""

import csv
from collections.abc import Iterator

from gridparty.paths import RESOURCES


def aliases(kind: str) -> dict[str, str]:
    """Head -> field, for the kinds of import other than people: units, activities, services or register."""
    return {row["alias"]: row["field"] for row in _lines("import_heads.csv") if row["kind"] == kind}


def roster_aliases() -> dict[str, str]:
    """Head -> column, a field of domain.rosters.RosterRow (or `serial`, which is skipped)."""
    return {row["alias"]: row["column"] for row in _lines("roster_header_aliases.csv")}


def _lines(name: str) -> Iterator[dict[str, str]]:
    with open(RESOURCES / "exchange" / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
