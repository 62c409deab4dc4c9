"""Terms of office: how long they are and when an election is due (DOMAIN §1.2, ORG-05)."""

from collections.abc import Collection
from datetime import date

from gridparty.domain.months import months_after

LONGEST, USUAL = 5, 3  # years; what grassroots bodies sit for by the regulations on elections
REMIND = (6, 3, 1)  # months before the day
OVERDUE = 0
LONG_EXTENSION = 12  # months; a superior normally grants no more
IN_PLACES = ("community", "village")
FIVE_YEARS = (
    "community", "village", "town", "district", "city", "party_committee", "enterprise_committee",
    "comprehensive_committee",
)  # fmt: skip
NOT_ELECTED = (
    "street", "grid", "micro_grid", "dedicated_grid", "party_group", "work_station", "temporary_branch",
    "functional_branch", "other",
)  # fmt: skip


def default_years(kind: str, above: Collection[str]) -> int | None:
    """Years of a term of a unit of this kind below units of those kinds; None for what is not elected.

    Committees and whatever belongs to a village or community sit for five years, other branches for three.
    """
    if kind in NOT_ELECTED:
        return None
    return LONGEST if kind in FIVE_YEARS or any(each in IN_PLACES for each in above) else USUAL


def due_after(start: date, years: int) -> date:
    """The day on which the term is over."""
    return months_after(start, years * 12)


def has_quorum(*, expected: int, present: int) -> bool:
    """Whether enough of those entitled came for an election to be valid: four fifths (LIFE-05)."""
    return 5 * present >= 4 * expected


def is_elected(*, votes: int, present: int) -> bool:
    """Whether more than half of those present voted for somebody (LIFE-05)."""
    return 2 * votes > present


def reminder(due: date, day: date) -> int | None:
    """The reminder in force on a day: 6, 3 or 1 (months before), OVERDUE from the day itself on; None: not yet."""
    if day >= due:
        return OVERDUE
    passed = [months for months in REMIND if day >= months_after(due, -months)]
    return min(passed) if passed else None
