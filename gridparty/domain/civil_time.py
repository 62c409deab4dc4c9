"""Civil time is UTC+8, fixed, never the machine's zone (D4)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.i18n import _

CIVIL = timezone(timedelta(hours=8))


def now() -> datetime:
    """The present moment, in civil time."""
    return datetime.now(UTC).astimezone(CIVIL)


def today() -> date:
    """The present day."""
    return now().date()


def parse_moment(text: str) -> datetime:
    """From 2026-10-25T09:00 (a blank instead of T, seconds and no time are fine too). Raises InvalidInput."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(_("“{text}” is not a time; write it as 2026-10-25T09:00.").format(text=text)) from None
    return moment.replace(tzinfo=CIVIL) if moment.tzinfo is None else moment.astimezone(CIVIL)


def parse_day(text: str) -> date:
    """From 2026-10-25. Raises InvalidInput."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(_("“{text}” is not a date; write it as 2026-10-25.").format(text=text)) from None


def start_of(day: date) -> datetime:
    """Midnight at the start of the day."""
    return datetime.combine(day, time(), CIVIL)


def span_of(first: Month, last: Month) -> tuple[datetime, datetime]:
    """The half-open span of moments from the first month's start to the end of the last."""
    return start_of(first.first), start_of(last.plus(1).first)
