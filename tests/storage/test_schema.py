"""db/schema.sql shows a change of the tables in review."""

from gridparty.paths import DB
from tools import schema


def test_the_snapshot_equals_the_tables_and_triggers() -> None:
    assert (DB / "schema.sql").read_text(encoding="utf-8") == schema.text(), "run `make schema` and look at the change"
