"""Values of cells that need a word about how they are shown."""

from dataclasses import dataclass

from gridparty.domain.roster_values import Cell


@dataclass(frozen=True, slots=True)
class Share:
    """A rate, not rounded (D9): 0.9286 is shown as 92.9%."""

    value: float


Shown = Cell | Share
