"""The shipped tables that invented people and records are drawn from (resources/sample)."""

import tomllib
from typing import Any

from gridparty.paths import SAMPLE


def load(name: str) -> dict[str, Any]:
    """The table of that name."""
    return tomllib.loads((SAMPLE / f"{name}.toml").read_text(encoding="utf-8"))
