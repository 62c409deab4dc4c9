"""When something is said about a unit's size, posts or term (ORG-03, ORG-05, GRID-02): alerts, never refusals."""

from collections.abc import Iterator
from dataclasses import dataclass

from gridparty.domain.thresholds import Thresholds
from gridparty.domain.units import COMMITTEES, GENERAL_BRANCHES, GRID

ALERT, NOTICE = "alert", "notice"  # something is owed; something to think of
NO_MINIMUM = ("functional_branch", "temporary_branch")  # members keep their affiliation elsewhere (DOMAIN §1.1)
NEITHER_ELECTED = ("temporary_branch", "work_station", "other")


@dataclass(frozen=True, slots=True)
class Size:
    """What is known of a unit: people (人) affiliated at or below it, distinct holders of posts, households (户)."""

    kind: str
    is_branch: bool
    name: str
    members: int = 0
    full: int = 0
    on_committee: int = 0
    secretaries: int = 0
    households: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An alert by its code, with the number found and the one that it was held against."""

    code: str
    level: str
    number: int
    limit: int
    rule: str


def of_size(size: Size, limits: Thresholds) -> Iterator[Finding]:
    """What is to be said about a unit's size and posts."""
    if size.kind in (GRID, "micro_grid", "dedicated_grid"):
        yield from _households(size, limits)
    elif size.is_branch:
        yield from _branch(size, limits)
    elif _is_committee(size) and size.members < limits.party_committee_about:
        yield Finding("committee_small", NOTICE, size.members, limits.party_committee_about, "ORG-03")
    elif _is_general_branch(size):
        if size.members < limits.general_branch_about:
            yield Finding("general_branch_small", NOTICE, size.members, limits.general_branch_about, "ORG-03")
        if size.members >= limits.party_committee_about:
            yield Finding("general_branch_large", NOTICE, size.members, limits.party_committee_about, "ORG-03")
    if _has_secretary(size) and not size.secretaries:
        yield Finding("no_secretary", ALERT, 0, 1, "ORG-06")


def _branch(size: Size, limits: Thresholds) -> Iterator[Finding]:
    if size.members > limits.branch_most:
        yield Finding("branch_large", ALERT, size.members, limits.branch_most, "ORG-03")
    if size.kind in NO_MINIMUM:
        return
    if size.full < limits.branch_fewest_full:
        yield Finding("branch_small", ALERT, size.full, limits.branch_fewest_full, "ORG-03")
    if size.full >= limits.committee_from_full and size.on_committee < limits.committee_fewest:
        yield Finding("no_committee", ALERT, size.on_committee, limits.committee_fewest, "ORG-03")


def _households(size: Size, limits: Thresholds) -> Iterator[Finding]:
    if size.households is None or size.kind == "dedicated_grid":
        return
    least, most = (
        (limits.grid_households_least, limits.grid_households_most)
        if size.kind == GRID
        else (limits.micro_grid_households_least, limits.micro_grid_households_most)
    )
    if size.households < least:
        yield Finding("grid_small", NOTICE, size.households, least, "GRID-02")
    if size.households > most:
        yield Finding("grid_large", NOTICE, size.households, most, "GRID-02")


def _is_committee(size: Size) -> bool:
    return size.kind in COMMITTEES or (size.kind in ("community", "village") and size.name.endswith("党委"))


def _is_general_branch(size: Size) -> bool:
    in_place = size.kind in ("community", "village") and size.name.endswith("党总支")
    return size.kind in GENERAL_BRANCHES or in_place


def _has_secretary(size: Size) -> bool:
    if size.is_branch:
        return size.kind not in NEITHER_ELECTED
    return _is_committee(size) or _is_general_branch(size) or size.kind in ("street", "town", "comprehensive_committee")
