"""Dates whose day or month may be unknown: integers yyyymmdd with 00 for the unknown parts (D5, ORG-09, ORG-10).

Ordering: plain integer order is right within one precision, and an unknown part sorts before every known one
(1976 < 1976.07 < 1976.07.01). Whether one date surely comes before another asks for their last and first days.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _

EARLIEST_YEAR, LATEST_YEAR = 1880, 2199
_SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 7_306, 60_000  # 1920-01-01 and 2064-04-08; every smaller number can be a year

_SEPARATOR = r"\s*[.\-/年月·,\s]\s*"
_PARTED = re.compile(rf"(\d{{4}})(?:{_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,2}}))?)?\s*[年月日号.]?")
_WHOLE = re.compile(r"(\d{4})[.-](\d\d)[.-](\d\d)", re.ASCII)  # nearly all dates in rosters; read the shortest way
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_CLOCK = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class YearsBetween(NamedTuple):
    """Full years; `about` when the start is known to the month or year only, so the years are 约."""

    years: int
    about: bool


def parse_partial_date(value: str | int | float | date) -> int:
    """A date as people and spreadsheets write it (ORG-09): 1976.07, 1998-07-01, 19980701, 1998年7月, 1998, 36923.

    Numbers from 7306 to 60000 (1920 to 2064) are days since 1899-12-30, as spreadsheets count them. Raises
    InvalidInput for what is no date, does not exist in the calendar, or is 1976.1 typed as a number (January, or
    October without its 0).
    """
    if isinstance(value, str) and (whole := _WHOLE.fullmatch(value)):
        return _number(int(whole[1]), int(whole[2]), int(whole[3]), value)
    if isinstance(value, date):
        return _number(value.year, value.month, value.day, str(value))
    if isinstance(value, float) and round(value % 1, 6) == 0.1 and value < _FIRST_SERIAL:
        raise InvalidInput(
            _("“{text}” may be January or October; type the month with two digits, as text.").format(text=value)
        )
    text = _CLOCK.sub("", unicodedata.normalize("NFKC", str(value)).strip())
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= float(text) < _LAST_SERIAL + 1:
        return from_day(_SERIAL_START + timedelta(days=int(float(text))))
    found = _PACKED.fullmatch(text) or _PARTED.fullmatch(text)
    if not found:
        raise InvalidInput(_("“{text}” is not a date; write it as 1998-07-01, 1998.07 or 1998.").format(text=value))
    year, month, day = (int(part or 0) for part in found.groups())
    return _number(year, month, day, text)


def from_day(day: date) -> int:
    """The whole date as a partial one."""
    return day.year * 10_000 + day.month * 100 + day.day


def precision(value: int) -> Precision:
    """How much of the date is known."""
    if value % 100:
        return Precision.DAY
    return Precision.MONTH if value % 10_000 else Precision.YEAR


def as_text(value: int) -> str:
    """1998.07.01, 1976.07 or 1976: as rosters print it; parse_partial_date reads it back."""
    year, month, day = _parts(value)
    return ".".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def first_day(value: int) -> date:
    """The earliest day that the date can mean."""
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


def last_day(value: int) -> date:
    """The latest day that the date can mean."""
    year, month, day = _parts(value)
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def is_about(value: int) -> bool:
    """Whether what is reckoned from the date is only 约: the date is not known to the day (ORG-10)."""
    return precision(value) is not Precision.DAY


def surely_before(early: int, late: int) -> bool:
    """Whether every day that the first can mean comes before every day that the second can mean."""
    return last_day(early) < first_day(late)


def years_between(value: int, day: date) -> YearsBetween:
    """Full years from the date to the day, 0 when the day comes earlier (ORG-07).

    Counted from the first possible day; `about` when that day is a guess (ORG-10).
    """
    start = first_day(value)
    years = day.year - start.year - ((day.month, day.day) < (start.month, start.day))
    return YearsBetween(max(years, 0), is_about(value))


def _parts(value: int) -> tuple[int, int, int]:
    return value // 10_000, value // 100 % 100, value % 100


def _number(year: int, month: int, day: int, text: str) -> int:
    """The integer form; refuses parts that no calendar has."""
    possible = EARLIEST_YEAR <= year <= LATEST_YEAR and month <= 12 and (month or not day)
    if not possible or (day > 28 and day > monthrange(year, month)[1]):
        raise InvalidInput(_("The date “{text}” does not exist; check year, month and day.").format(text=text))
    return year * 10_000 + month * 100 + day
