"""Months of the civil calendar."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; compares and prints as 2026-10."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """From 2026-10 (or 2026-1, 202610). Raises InvalidInput."""
        found = re.fullmatch(r"(\d{4})-?(\d{1,2})", text.strip())
        if not found or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2199:
            raise InvalidInput(_("“{text}” is not a month; write it as 2026-10.").format(text=text))
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that holds the day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> "Month":
        """The month so many months later (earlier if negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def to(self, last: "Month") -> Iterator["Month"]:
        """Every month from this one to the last, both included."""
        month = self
        while month <= last:
            yield month
            month = month.plus(1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), or the last day of a shorter month."""
    month = Month.of(day).plus(months)
    return month.first.replace(day=min(day.day, month.last.day))
