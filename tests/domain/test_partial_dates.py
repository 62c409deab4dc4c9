from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.errors import InvalidInput
from gridparty.domain.partial_dates import (
    Precision,
    as_text,
    first_day,
    from_day,
    last_day,
    parse_partial_date,
    precision,
    surely_before,
    years_between,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1976.07", 19760700),
        ("1976.7", 19760700),
        ("1998-07-01", 19980701),
        ("1998-7-1", 19980701),
        ("1998/7/1", 19980701),
        ("1980.3.1", 19800301),
        ("19980701", 19980701),
        ("199807", 19980700),
        ("19980700", 19980700),
        ("1998年7月", 19980700),
        ("1998年7月1日", 19980701),
        ("1998 年 7 月 1 号", 19980701),
        ("1998年", 19980000),
        ("1998", 19980000),
        ("１９９８．０７", 19980700),
        (" 1998-07-01 00:00:00 ", 19980701),
        ("1998-07-01T08:30", 19980701),
        (1998, 19980000),
        (199807, 19980700),
        (19980701, 19980701),
        (1976.07, 19760700),
        (1976.12, 19761200),
        (36923, 20010201),
        ("36923", 20010201),
        (36923.75, 20010201),
        (13837, 19371118),
        (date(1952, 2, 29), 19520229),
        (datetime(1952, 2, 29, 10, 30), 19520229),  # noqa: DTZ001 - spreadsheets know no zones
    ],
)
def test_dates_are_read_as_people_write_them(written: object, meant: int) -> None:
    assert parse_partial_date(written) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "七月",
        "1998.13",
        "1998-02-29",
        "19980732",
        "98.7",
        "980701",
        "0198",
        "1998-00-05",
        "1998-07-01-02",
        "12",
        3.5,
    ],
)
def test_other_text_and_impossible_dates_are_refused(written: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_partial_date(written)
    assert str(written) in str(refused.value)


def test_a_month_that_lost_its_zero_as_a_number_is_refused() -> None:
    with pytest.raises(InvalidInput):
        parse_partial_date(1976.1)
    assert parse_partial_date("1976.1") == 19760100
    assert parse_partial_date("1976.10") == 19761000


@given(DAYS)
def test_every_day_survives_every_spelling(day: date) -> None:
    value = from_day(day)
    serial = (day - date(1899, 12, 30)).days
    spellings = [day, day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", as_text(value)]
    assert {parse_partial_date(spelling) for spelling in spellings} == {value}
    if 7306 <= serial <= 60000:
        assert parse_partial_date(serial) == value
    assert first_day(value) == last_day(value) == day


@given(DAYS)
def test_unknown_parts_cover_the_day(day: date) -> None:
    month, year = from_day(day) // 100 * 100, day.year * 10_000
    assert (precision(year), precision(month), precision(from_day(day))) == tuple(Precision)
    assert first_day(year) <= first_day(month) <= day <= last_day(month) <= last_day(year)
    assert year < month < from_day(day)
    assert parse_partial_date(as_text(month)) == month
    assert parse_partial_date(as_text(year)) == year


def test_text_shows_only_what_is_known() -> None:
    assert [as_text(value) for value in (19760000, 19760700, 19760709)] == ["1976", "1976.07", "1976.07.09"]


def test_order_is_sure_only_when_no_day_overlaps() -> None:
    assert surely_before(19760600, 19760700)
    assert not surely_before(19760700, 19760701)
    assert not surely_before(19760000, 19760700)
    assert not surely_before(19760701, 19760701)


@pytest.mark.parametrize(
    ("since", "day", "years", "about"),
    [
        (19760701, date(2026, 7, 1), 50, False),
        (19760702, date(2026, 7, 1), 49, False),
        (19760700, date(2026, 7, 1), 50, True),
        (19760000, date(2026, 1, 1), 50, True),
        (20000229, date(2001, 2, 28), 0, False),
        (20000229, date(2001, 3, 1), 1, False),
        (20300101, date(2026, 7, 1), 0, False),
    ],
)
def test_party_standing_counts_full_years(since: int, day: date, years: int, about: bool) -> None:
    """ORG-07, ORG-10."""
    assert years_between(since, day) == (years, about)


@given(DAYS, st.integers(0, 40_000))
def test_standing_grows_by_one_a_year(start: date, days: int) -> None:
    day = min(start + timedelta(days), date(2150, 1, 1))
    years = years_between(from_day(start), day).years
    assert (day - start).days // 366 <= years <= (day - start).days // 365
