"""The heads under which offices are known to write each column: data of ours, an alias a line."""

import csv

from gridparty.paths import RESOURCES

FOLDER = RESOURCES / "exchange"


def aliases(kind: str) -> dict[str, str]:
    """Head -> field, for the kinds of import other than people: units, activities, services or register."""
    with open(FOLDER / "import_heads.csv", encoding="utf-8", newline="") as file:
        return {row["alias"]: row["field"] for row in csv.DictReader(file) if row["kind"] == kind}
