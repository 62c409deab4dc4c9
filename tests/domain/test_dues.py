"""Dues heads (ORG-15)."""

import pytest

from gridparty.domain import dues as rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import Month


@pytest.mark.parametrize(("text", "stored"), [("12.5", "12.50"), ("５元", "5.00"), ("0", "0.00"), (" 0.2 ", "0.20")])
def test_amounts(text: str, stored: str) -> None:
    assert rules.read_amount(text) == stored


@pytest.mark.parametrize("text", ["-1", "abc", "nan", "inf", "", "99999"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(InvalidInput):
        rules.read_amount(text)


def test_months_owed() -> None:
    assert rules.months_owed(Month(2025, 11), Month(2026, 2)) == 3
    assert rules.months_owed(Month(2026, 5), Month(2026, 2)) == 0
    assert rules.months_owed(None, Month(2026, 2)) is None


def test_the_month_comes_as_a_partial_date() -> None:
    assert rules.as_month(20260500) == Month(2026, 5)
    assert rules.as_month(20260000) == Month(2026, 12)
    assert rules.as_month("2026年5月") is None
    assert rules.as_month(rules.as_stored(Month(2026, 5))) == Month(2026, 5)
