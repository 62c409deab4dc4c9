"""What a clerk types into the short fields of an entry: a day as 25 or 10-25, people helped as 12 or 约40."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.i18n import _

_PARTS = re.compile(r"(?:(?:(\d{4})[-./年])?(\d{1,2})[-./月])?(\d{1,2})[日号]?", re.ASCII)
_PACKED = re.compile(r"(\d{4})?(\d{2})(\d{2})", re.ASCII)
_NUMBER = re.compile(r"(约|大约|~|≈|about)?(\d{1,7})(多|余|\?)?(?:人次|人)?", re.ASCII)
_UNKNOWN = ("", "—", "-", "?")


@dataclass(frozen=True, slots=True)
class Helped:
    """People helped (人次), counted or estimated; both None where nothing was written down (D10)."""

    counted: int | None = None
    estimated: int | None = None


def plain(text: str) -> str:
    """The text without blanks at its ends, full-width digits and signs as the usual ones."""
    return unicodedata.normalize("NFKC", text).strip()


def read_day(text: str, *, month: Month) -> date:
    """A day of the month (25), of its year (10-25, 1025, 10月25日) or of any (2026-10-25). Raises InvalidInput."""
    word = plain(text).replace(" ", "")
    found = _PARTS.fullmatch(word) or _PACKED.fullmatch(word)
    if found is not None:
        year, number, day = found.groups()
        try:
            return date(int(year or month.year), int(number or month.number), int(day))
        except ValueError:
            pass
    raise InvalidInput(_("“{text}” is not a day; type it as 25, 10-25 or 2026-10-25.").format(text=text.strip()))


def read_helped(text: str) -> Helped:
    """12 is counted, 约40 or 40多 estimated, nothing or — unknown. Raises InvalidInput."""
    word = plain(text).replace(",", "").replace(" ", "").lower()
    if word in _UNKNOWN:
        return Helped()
    found = _NUMBER.fullmatch(word)
    if found is None:
        raise InvalidInput(
            _("“{text}” is no number of people; type 12, or 约40 for an estimate.").format(text=text.strip())
        )
    number = int(found[2])
    return Helped(estimated=number) if found[1] or found[3] else Helped(counted=number)


def helped_text(counted: int | None, estimated: int | None) -> str:
    """As lists show it: 12, 约 40, or — where nothing was written down (D10)."""
    if estimated is not None:
        return _("about {number:,}").format(number=estimated + (counted or 0))
    return "—" if counted is None else f"{counted:,}"


def read_hours(text: str) -> float:
    """1.5, 1.5小时, 2h. Raises InvalidInput for what is no number; which numbers there may be the operation says."""
    word = plain(text).lower().removesuffix("小时").removesuffix("h").strip()
    try:
        return float(word)
    except ValueError:
        raise InvalidInput(_("“{text}” is no number of hours; type it as 1.5.").format(text=text.strip())) from None
