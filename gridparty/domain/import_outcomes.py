"""What becomes of the rows of a spreadsheet that is brought in: every row is one of five things (ORG-09)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

W = TypeVar("W")
NEW, CHANGED, SAME, DUPLICATE, REJECTED = "new", "changed", "same", "duplicate", "rejected"
OUTCOMES = (NEW, CHANGED, SAME, DUPLICATE, REJECTED)
UNCHANGED: Mapping[str, tuple[Any, Any]] = MappingProxyType({})  # one for all rows


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row; `changes` maps a field to (old, new), `reasons` say why it was rejected.

    `doubts`: the row is taken in, but this should be looked at.
    """

    number: int
    name: str
    what: str
    reasons: tuple[str, ...] = ()
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=lambda: UNCHANGED)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a row changes, in words: masked, with — where there was nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: what becomes of it, and why or what changes (old → new, masked, DOMAIN §9.3).

    `words` says it all in one cell. `is_doubtful`: the row is taken in, but something in it should be looked at.
    """

    number: int
    name: str
    what: str
    words: str
    is_doubtful: bool
    reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many rows there are, and how many of them are new, changed, …: the five add up to `rows_in_file`."""
    found = dict.fromkeys(("rows_in_file", *OUTCOMES), 0)
    for outcome in outcomes:
        found[outcome.what] += 1
    found["rows_in_file"] = len(outcomes)
    return found


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[W]):
    """The outcome of every row, and what would be written, each with the number of the row that asks for it."""

    outcomes: tuple[Outcome, ...]
    writes: tuple[tuple[int, W], ...]


class Planned(Protocol):
    """A plan of any kind, made or carried out."""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What becomes of every row, in the file's order."""
