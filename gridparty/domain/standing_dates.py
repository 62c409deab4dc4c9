"""Days that follow from a member's dates: Party standing, political birthday, 50-year medal, end of probation."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date

from gridparty.domain.partial_dates import YearsBetween, first_day, is_about, years_between

MEDAL_YEARS = 50  # 光荣在党50年
MEDAL_MONTH, MEDAL_DAY = 7, 1
PROBATION_YEARS = 1


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was reckoned from a date; `about` (约) when that date is known to the month or year only (ORG-10)."""

    day: date
    about: bool


def standing(full_date: int | None, day: date) -> YearsBetween | None:
    """Full years of Party standing (党龄) from full membership, None for probationary members (ORG-07, ORG-10)."""
    return None if full_date is None else years_between(full_date, day)


def anniversary(value: int | None, year: int) -> date | None:
    """The day in a year on which a date returns, 29 February on the 28th in common years (ORG-07).

    None unless the date is known to the day, or where the year comes before it.
    """
    if value is None or is_about(value) or year < value // 10_000:
        return None
    return _in_year(first_day(value), year)


def next_anniversary(value: int | None, day: date) -> date | None:
    """The first day not before `day` on which a date returns; None unless it is known to the day."""
    this_year = anniversary(value, day.year)
    return this_year if this_year is None or this_year >= day else anniversary(value, day.year + 1)


def medal_day(year: int) -> date:
    """The 1 July on which standing is reckoned for the medal."""
    return date(year, MEDAL_MONTH, MEDAL_DAY)


def medal_year(full_date: int | None) -> Reckoned | None:
    """The 1 July on which 50 years of standing are first complete; whether it is given is not for a program to say."""
    if full_date is None:
        return None
    complete = _in_year(first_day(full_date), first_day(full_date).year + MEDAL_YEARS)
    given = medal_day(complete.year if complete <= medal_day(complete.year) else complete.year + 1)
    return Reckoned(given, is_about(full_date))


def probation_end(join_date: int | None, extended_until: date | None = None) -> Reckoned | None:
    """When probation ends: a year after admission, or the day to which it was extended (ORG-08)."""
    if extended_until is not None:
        return Reckoned(extended_until, about=False)
    if join_date is None:
        return None
    start = first_day(join_date)
    return Reckoned(_in_year(start, start.year + PROBATION_YEARS), is_about(join_date))


def _in_year(day: date, year: int) -> date:
    """The same month and day in another year."""
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)
