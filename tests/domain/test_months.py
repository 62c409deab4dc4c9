"""Months of the civil calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month, months_after

MONTHS = st.builds(Month, st.integers(1900, 2198), st.integers(1, 12))


@pytest.mark.parametrize("text", ["2026-10", "202610", " 2026-10 "])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert Month.parse(text) == Month(2026, 10)


def test_a_month_of_one_digit_is_read() -> None:
    assert Month.parse("2026-1") == Month(2026, 1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-10", "2026/10", "2026-10-01", "1899-12", "十月"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="2026-10"):
        Month.parse(text)


@given(MONTHS)
def test_a_month_prints_as_it_is_read(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(MONTHS)
def test_a_month_runs_from_its_first_to_its_last_day(month: Month) -> None:
    assert month.first.day == 1
    assert month.last + timedelta(days=1) == month.plus(1).first
    assert Month.of(month.first) == Month.of(month.last) == month


@given(MONTHS, st.integers(-600, 600))
def test_going_there_and_back(month: Month, months: int) -> None:
    assert month.plus(months).plus(-months) == month
    assert (month.plus(months) > month) == (months > 0)


def test_a_leap_february() -> None:
    assert Month(2024, 2).last == date(2024, 2, 29)
    assert Month(2100, 2).last == date(2100, 2, 28)


def test_the_same_day_some_months_later() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2024, 8, 31), -6) == date(2024, 2, 29)
    assert months_after(date(2024, 2, 29), 60) == date(2029, 2, 28)
    assert months_after(date(2024, 12, 15), 1) == date(2025, 1, 15)


def test_a_span_holds_both_ends() -> None:
    span = list(Month(2025, 11).to(Month(2026, 2)))
    assert [str(month) for month in span] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(Month(2026, 2).to(Month(2026, 1))) == []
