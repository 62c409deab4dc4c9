"""Sizes at which the program warns, never blocks (ORG-03, GRID-02, S088). An office may set its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Members (人), households (户) and the area of a community's premises (㎡) at which something is said."""

    branch_most: int = 50
    branch_fewest_full: int = 3
    committee_from_full: int = 7
    committee_fewest: int = 3
    general_branch_about: int = 50
    party_committee_about: int = 100
    grid_households_least: int = 300
    grid_households_most: int = 500
    micro_grid_households_least: int = 50
    micro_grid_households_most: int = 70
    premises_area: int = 1000


NAMES = tuple(field.name for field in fields(Thresholds))


def read(stored: Mapping[str, Any]) -> Thresholds:
    """The office's thresholds: its own numbers, and the usual ones for the rest."""
    return Thresholds(**{name: int(stored[name]) for name in NAMES if name in stored})


def changed(old: Thresholds, changes: Mapping[str, int]) -> dict[str, int]:
    """All thresholds after a change, as they are stored. Raises InvalidInput."""
    if unknown := set(changes) - set(NAMES):
        raise InvalidInput(
            _("“{word}” is not one of: {words}.").format(word="、".join(sorted(unknown)), words="、".join(NAMES))
        )
    if any(number < 0 for number in changes.values()):
        raise InvalidInput(_("A threshold is a number from 0 up."))
    return {**asdict(old), **changes}
