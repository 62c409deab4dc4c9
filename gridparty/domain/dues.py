"""Dues heads: the monthly amount in yuan, and how many months somebody owes (ORG-15, DOMAIN 1.8)."""

from decimal import Decimal, InvalidOperation

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import plain
from gridparty.i18n import _

SIX_MONTHS = 6  # without paying, for no proper reason: the ground of the constitution (DOMAIN 1.6)
LARGEST = Decimal(10_000)


def read_amount(text: str) -> str:
    """The monthly amount as it is stored: yuan with two decimals. Raises InvalidInput."""
    try:
        amount = Decimal(plain(text).strip().removesuffix("元").strip())
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= LARGEST:
        raise InvalidInput(_("“{text}” is no monthly amount in yuan; write it as 12.50.").format(text=text))
    return f"{amount:.2f}"


def months_owed(paid_through: Month | None, month: Month) -> int | None:
    """Months after the last one paid, up to and with `month`; 0 for somebody ahead, None where nothing was noted."""
    if paid_through is None:
        return None
    return max(0, (month.year - paid_through.year) * 12 + month.number - paid_through.number)


def as_month(value: object) -> Month | None:
    """The month of a partial date as rosters give it (202605 00); a year alone means its December."""
    if not isinstance(value, int):
        return None
    return Month(value // 10_000, value // 100 % 100 or 12)


def as_stored(month: Month) -> int:
    """The month as a partial date (D5)."""
    return month.year * 10_000 + month.number * 100
