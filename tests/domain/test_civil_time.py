"""Civil time is UTC+8, whatever the machine thinks (D4)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gridparty.domain.civil_time import CIVIL, now, parse_day, parse_moment, span_of, start_of, today
from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month


@pytest.mark.parametrize("text", ["2026-10-25T09:00", "2026-10-25 09:00", "2026-10-25T09:00:00",
                                  "2026-10-25T01:00+00:00", " 2026-10-25T09:00 "])  # fmt: skip
def test_a_moment_is_read_in_civil_time(text: str) -> None:
    moment = parse_moment(text)
    assert moment == datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(hours=8)


def test_a_moment_without_a_time_is_midnight() -> None:
    assert parse_moment("2026-10-25") == start_of(date(2026, 10, 25))


@pytest.mark.parametrize("text", ["", "9:00", "2026-10-32", "25.10.2026", "明天"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="2026-10-25T09:00"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["", "2026-02-30", "2026-10", "25.10.2026", "2026-10-25T09:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="2026-10-25"):
        parse_day(text)


def test_a_day_is_read() -> None:
    assert parse_day(" 2026-10-25 ") == date(2026, 10, 25)


def test_now_is_the_moment_and_today_its_day() -> None:
    before, moment, after = datetime.now(UTC), now(), datetime.now(UTC)
    assert before <= moment <= after
    assert moment.tzinfo is CIVIL
    assert today() in (moment.date(), after.astimezone(CIVIL).date())


def test_a_span_is_half_open_and_civil() -> None:
    since, until = span_of(Month(2026, 12), Month(2026, 12))
    shanghai = ZoneInfo("Asia/Shanghai")
    assert since == datetime(2026, 12, 1, tzinfo=shanghai) == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert until == datetime(2027, 1, 1, tzinfo=shanghai)
    assert span_of(Month(2026, 11), Month(2026, 12)) == (datetime(2026, 11, 1, tzinfo=CIVIL), until)
