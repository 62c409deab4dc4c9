"""The heads under which rosters are known to write each column: data of ours, one `column,alias` a line."""

import csv

from gridparty.paths import RESOURCES


def roster_aliases() -> dict[str, str]:
    """Head -> column, a field of domain.rosters.RosterRow (or `serial`, which is skipped)."""
    with open(RESOURCES / "exchange" / "roster_header_aliases.csv", encoding="utf-8", newline="") as file:
        return {row["alias"]: row["column"] for row in csv.DictReader(file)}
