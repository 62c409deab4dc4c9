"""What a page looks at: a unit and a month; and what one page asks of another."""

from dataclasses import dataclass
from typing import Any

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the tree (None in a file that has none yet) in a month."""

    unit: UnitId | None
    month: Month


@dataclass(frozen=True, slots=True)
class Wish:
    """A page asks the window for another page, perhaps at another unit or month, with something to show there."""

    page: str
    unit: UnitId | None = None
    month: Month | None = None
    item: Any = None
