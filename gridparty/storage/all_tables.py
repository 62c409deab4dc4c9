"""Every table of a file, for whoever must know them all: making, upgrading, undoing, checking. Imported late."""

from gridparty.storage import office_tables, organisation_tables
from gridparty.storage.tables import metadata

__all__ = ["metadata", "office_tables", "organisation_tables"]
