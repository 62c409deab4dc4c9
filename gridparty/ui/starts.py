"""What a new file begins with; the first start fills it in, creating.create_file makes it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Start:
    """A file to be made. One of three: the sample office of a size; the streets and communities below a code of a list
    of divisions (the shipped one if none is named); or one unit of that name and kind to begin with.
    """

    path: Path
    sample: str | None = None
    district: str | None = None
    divisions: Path | None = None
    name: str = ""
    kind: str = "community"
