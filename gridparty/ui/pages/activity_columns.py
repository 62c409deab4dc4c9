"""What the list and the calendar of activities show of each."""

from collections.abc import Callable, Mapping, Sequence

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.counts import hours, percent, rate
from gridparty.i18n import _
from gridparty.operations.activities import ActivityRow
from gridparty.ui.models.month_days import DayEntry
from gridparty.ui.models.rows import RIGHT, Column

THEME_DAY = "theme_party_day"


def columns(words: Mapping[str, str]) -> tuple[Column[ActivityRow], ...]:
    """The columns of the list; `words` are those for the kinds, filled in once they are loaded."""

    def kinds(row: ActivityRow) -> str:
        return "、".join(words.get(kind, kind) for kind in row.kinds)

    return (
        Column("start", _("Day and time"), _moment, width=11, order=lambda row: row.start),
        Column("title", _("Title"), lambda row: row.title, width=17, link=True),
        Column("kinds", _("Kinds"), kinds, width=13),
        Column("unit", _("Unit"), lambda row: row.unit_name, width=13),
        Column("place", _("Place"), lambda row: row.place or "", width=11),
        _number("expected", _("Expected"), lambda row: row.expected),
        _number("present", _("Present"), lambda row: row.present),
        _number("leave", _("On leave"), lambda row: row.leave),
        _number("walk_ins", _("Walk-ins"), lambda row: row.walk_ins),
        Column("rate", _("Rate"), lambda row: percent(_rate(row)), width=6, order=_rate, align=RIGHT),
        Column("hours", _("Hours"), _hours, width=6, order=lambda row: row.half_hours, align=RIGHT, hidden=True),
    )


def total(rows: Sequence[ActivityRow]) -> str:
    """The foot: what the rows come to; people are counted once an activity (人次, D11)."""
    if not rows:
        return ""
    expected, present = sum(row.expected for row in rows), sum(row.present for row in rows)
    words = _("Expected {expected}, present {present} person-times, rate {rate}")
    return words.format(expected=f"{expected:,}", present=f"{present:,}", rate=percent(rate(present, expected)))


def entry_of(row: ActivityRow, words: Mapping[str, str]) -> DayEntry:
    """An activity in the calendar; theme days are marked."""
    at = row.start.astimezone(CIVIL)
    tip = _("{time} {title}, present {present} of {expected}").format(
        time=f"{at:%H:%M}", title=row.title, present=row.present, expected=row.expected
    )
    mark = words.get(THEME_DAY, "") if THEME_DAY in row.kinds else ""
    return DayEntry(row.id, at, f"{at:%H:%M} {row.title}", f"{tip} · {row.unit_name}", mark)


def _number(key: str, head: str, value: Callable[[ActivityRow], int]) -> Column[ActivityRow]:
    return Column(key, head, lambda row: f"{value(row):,}", width=4, order=value, align=RIGHT)


def _moment(row: ActivityRow) -> str:
    return f"{row.start.astimezone(CIVIL):%m-%d %H:%M}"


def _rate(row: ActivityRow) -> float | None:
    return rate(row.present, row.expected)


def _hours(row: ActivityRow) -> str:
    return f"{hours(row.half_hours):g}" if row.half_hours else "—"
