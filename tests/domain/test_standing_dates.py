"""Days that follow from a member's dates (ORG-07, ORG-08, ORG-10)."""

from datetime import date

import pytest

from gridparty.domain import standing_dates as rules
from gridparty.domain.standing_dates import Reckoned


@pytest.mark.parametrize(
    ("full_date", "day", "years", "about"),
    [
        (19960701, date(2026, 6, 30), 29, False),
        (19960701, date(2026, 7, 1), 30, False),
        (19760700, date(2026, 7, 1), 50, True),  # the first day of the month counts, 约
        (19760000, date(2026, 1, 1), 50, True),
        (20270101, date(2026, 1, 1), 0, False),
    ],
)
def test_party_standing_counts_full_years_from_full_membership(
    full_date: int, day: date, years: int, about: bool
) -> None:
    """ORG-07, ORG-10."""
    assert rules.standing(full_date, day) == (years, about)


def test_probationary_members_have_no_standing() -> None:
    assert rules.standing(None, date(2026, 1, 1)) is None


def test_a_political_birthday_of_29_february_is_kept_on_the_28th() -> None:
    """ORG-07."""
    assert rules.anniversary(20040229, 2026) == date(2026, 2, 28)
    assert rules.anniversary(20040229, 2028) == date(2028, 2, 29)
    assert rules.anniversary(20040200, 2026) is None
    assert rules.anniversary(20040229, 2003) is None
    assert rules.anniversary(None, 2026) is None


def test_the_next_one_may_be_in_the_next_year() -> None:
    assert rules.next_anniversary(20100615, date(2026, 6, 15)) == date(2026, 6, 15)
    assert rules.next_anniversary(20100615, date(2026, 6, 16)) == date(2027, 6, 15)


@pytest.mark.parametrize(
    ("full_date", "medal"),
    [
        (19760701, Reckoned(date(2026, 7, 1), about=False)),
        (19760702, Reckoned(date(2027, 7, 1), about=False)),
        (19760700, Reckoned(date(2026, 7, 1), about=True)),
        (None, None),
    ],
)
def test_the_medal_falls_on_the_first_1_july_after_50_years(full_date: int | None, medal: Reckoned | None) -> None:
    assert rules.medal_year(full_date) == medal


def test_probation_lasts_a_year_or_as_long_as_it_was_extended() -> None:
    """ORG-08."""
    assert rules.probation_end(20240229) == Reckoned(date(2025, 2, 28), about=False)
    assert rules.probation_end(20240300) == Reckoned(date(2025, 3, 1), about=True)
    assert rules.probation_end(20240301, date(2025, 9, 1)) == Reckoned(date(2025, 9, 1), about=False)
    assert rules.probation_end(None) is None
