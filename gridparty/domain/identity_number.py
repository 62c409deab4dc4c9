"""The citizen identity number: 18 characters with an ISO 7064 MOD 11-2 check character, or the legacy 15 digits.

The check character and the birth date must be right; the place code is not checked, because codes of counties come
and go. Sentences never repeat the number, so that they may be logged and printed (DOMAIN §9.3).
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")
_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'‘’`\-]+")
_CURRENT = re.compile(r"\d{17}[\dX]", re.ASCII)
_LEGACY = re.compile(r"\d{15}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE | re.ASCII)
_EXACT_BELOW = 10**15  # a spreadsheet keeps 15 digits of a number and puts zeros for the rest
_FIRST_YEAR, _LAST_YEAR = 1880, 2199


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that passed its check, and what it tells."""

    number: str
    birth_date: int  # yyyymmdd
    gender: str  # "male" or "female"


def check(value: str | int | float) -> IdentityNumber:
    """The number in its plain form (half-width, capital X, no blanks), with the birth date and gender it holds.

    Takes a spreadsheet's cell as it is. Raises InvalidInput for a wrong length, character, date or check character,
    and with the cure for a number whose last digits a spreadsheet has lost (ORG-09).
    """
    if isinstance(value, (int, float)):
        if value >= _EXACT_BELOW or value % 1 != 0:
            raise InvalidInput(_lost_digits())
        value = int(value)
    text = str(value)
    if not _CURRENT.fullmatch(text):
        text = _NOISE.sub("", text.translate(_WIDE))
    if _CURRENT.fullmatch(text):
        return _check_current(text)
    if _LEGACY.fullmatch(text):
        return IdentityNumber(text, _birth_date(1900 + int(text[6:8]), text[8:12]), _gender(text[14]))
    if _SCIENTIFIC.fullmatch(text):
        raise InvalidInput(_lost_digits())
    if len(text) not in (15, 18):
        message = _("The identity number has {count} characters; it must have 18 (or 15 before 1999).")
        raise InvalidInput(message.format(count=len(text)))
    raise InvalidInput(_("The identity number may hold only digits, and X as its last character; type it again."))


def make(body: str) -> str:
    """The 17 digits with their check character added. Raises InvalidInput when there are not 17 digits."""
    if not re.fullmatch(r"\d{17}", body, re.ASCII):
        raise InvalidInput(_("An identity number is made from 17 digits."))
    return body + _check_character(body)


def _check_current(text: str) -> IdentityNumber:
    if _check_character(text) != text[17]:
        if text.endswith("000"):
            raise InvalidInput(_lost_digits())
        raise InvalidInput(
            _("The identity number's check character is wrong; compare it with the card and type it again.")
        )
    return IdentityNumber(text, _birth_date(int(text[6:10]), text[10:14]), _gender(text[16]))


def _check_character(text: str) -> str:
    return _CHECK[sum(map(mul, _WEIGHTS, map(int, text[:17]))) % 11]


def _birth_date(year: int, month_day: str) -> int:
    month, day = int(month_day[:2]), int(month_day[2:])
    try:
        date(year, month, day)
    except ValueError:
        year = 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidInput(_("The birth date in the identity number does not exist; compare it with the card."))
    return year * 10_000 + month * 100 + day


def _gender(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"


def _lost_digits() -> str:
    return _(
        "The spreadsheet has lost the identity number's last digits; set the column's format to text and type it again."
    )
