"""What is typed into the short fields of an entry (D10)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import Helped, helped_text, read_day, read_helped, read_hours

MONTH = Month(2026, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25", date(2026, 10, 25)), (" 5 ", date(2026, 10, 5)), ("２５", date(2026, 10, 25)),
        ("25日", date(2026, 10, 25)),
        ("9-30", date(2026, 9, 30)), ("0930", date(2026, 9, 30)), ("9月30日", date(2026, 9, 30)),
        ("2025-12-31", date(2025, 12, 31)), ("2025.12.31", date(2025, 12, 31)), ("20251231", date(2025, 12, 31)),
        ("2025年12月31日", date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_a_day_in_few_keys(text: str, day: date) -> None:
    assert read_day(text, month=MONTH) == day


@pytest.mark.parametrize("text", ["", "32", "0", "2-30", "13-1", "2026-10", "today", "1 0 2 5 6", "2026-10-25-1"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(InvalidInput, match="25"):
        read_day(text, month=MONTH)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_whole_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(day.isoformat(), month=MONTH) == day
    assert read_day(str(day.day), month=Month.of(day)) == day


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("12", Helped(12, None)), ("０", Helped(0, None)), ("1,200", Helped(1200, None)), ("12人次", Helped(12, None)),
        ("约40", Helped(None, 40)), ("约 40", Helped(None, 40)), ("40多", Helped(None, 40)), ("~40", Helped(None, 40)),
        ("", Helped()), ("—", Helped()),
    ],
)  # fmt: skip
def test_people_helped(text: str, helped: Helped) -> None:
    assert read_helped(text) == helped


@pytest.mark.parametrize("text", ["-3", "many", "3.5", "1e3"])
def test_what_is_no_number_of_people(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_helped(text)


@given(st.none() | st.integers(0, 10**6), st.booleans())
def test_people_helped_are_read_as_they_are_shown(number: int | None, is_estimated: bool) -> None:
    helped = Helped(estimated=number) if is_estimated else Helped(counted=number)
    assert read_helped(helped_text(helped.counted, helped.estimated)) == helped


def test_hours() -> None:
    assert [read_hours(text) for text in ("1.5", "２", "1.5小时", "2 h")] == [1.5, 2, 1.5, 2]
    with pytest.raises(InvalidInput):
        read_hours("long")
