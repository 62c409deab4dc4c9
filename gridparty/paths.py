"""Where the program's own data lies (D22) and where an office keeps its file."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_data"
ROOT = _PACKED if _PACKED.is_dir() else _PACKAGE.parent

DB = ROOT / "db"
CATALOGUES = DB / "catalogues"
MIGRATIONS = DB / "migrations"
RESOURCES = ROOT / "resources"
FONTS = RESOURCES / "fonts"
LOCALE = RESOURCES / "locale"
DIVISIONS = RESOURCES / "divisions"
BRIEFING = RESOURCES / "briefing"
SAMPLE = RESOURCES / "sample"


def default_file() -> Path:
    """The database used when none is named: in the platform's data folder of this user."""
    return Path(platformdirs.user_data_dir("gridparty", appauthor=False)) / "office.gridparty"


def log_file() -> Path:
    """Where faults are written down (never with personal data)."""
    return Path(platformdirs.user_log_dir("gridparty", appauthor=False)) / "gridparty.log"
