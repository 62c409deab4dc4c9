"""Raising units to another kind in one order: the new endings of their names, and those below them (S091)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gridparty.domain.ids import UnitId
from gridparty.domain.orders import Target

ENDINGS = ("联合党支部", "党工委", "党总支", "党支部", "党委", "支部")  # of names, the longer ones first


class Described(Protocol):
    """What is known of a unit: a node of the tree, or a row of it."""

    @property
    def id(self) -> UnitId:
        """The unit."""

    @property
    def parent(self) -> UnitId | None:
        """The unit above."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def name(self) -> str:
        """Its name."""


@dataclass(frozen=True, slots=True)
class Raised:
    """What units become: another kind, another ending of their names; None stays."""

    kind: str | None = None
    ending: str | None = None


def with_ending(name: str, ending: str) -> str:
    """The name with another ending: 百花社区党总支 with 党委 → 百花社区党委."""
    old = next((each for each in ENDINGS if name.endswith(each)), "")
    return name.removesuffix(old) + ending


def usual_ending(kind_label: str) -> str | None:
    """The ending that names of a kind have, by its word: 社区党委 → 党委; None where there is no usual one."""
    return next((each for each in ENDINGS if kind_label.endswith(each)), None)


def targets(
    known: Iterable[Described], units: Sequence[UnitId], *, becomes: Raised, below: Mapping[str, Raised]
) -> tuple[Target, ...]:
    """The targets of an upgrade: the units, then of those right below them the ones of a kind that `below` names."""
    nodes = {node.id: node for node in known}
    found = [_target(nodes[unit], becomes) for unit in units if unit in nodes]
    for node in nodes.values():
        if node.parent in units and node.id not in units and node.kind in below:
            found.append(_target(node, below[node.kind]))
    return tuple(found)


def _target(node: Described, becomes: Raised) -> Target:
    name = with_ending(node.name, becomes.ending) if becomes.ending else None
    return Target(unit=node.id, kind=becomes.kind, name=name)
