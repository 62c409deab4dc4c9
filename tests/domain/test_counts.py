"""Rates, half-hours and round words (D8–D10, S151)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.counts import about, decimals, hours, one_decimal, percent, points, rate


def test_there_is_no_rate_of_nothing() -> None:
    assert rate(0, 0) is None
    assert rate(0, 5) == 0
    assert rate(5, 5) == 1


def test_json_carries_four_decimals() -> None:
    assert decimals(rate(13, 14)) == 0.9286
    assert decimals(rate(6, 11)) == 0.5455
    assert decimals(None) is None


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(13, 14, "92.9%"), (6, 11, "54.5%"), (1, 8, "12.5%"), (1, 16, "6.3%"), (3, 16, "18.8%"), (1, 1, "100.0%"),
     (0, 3, "0.0%"), (1999, 2000, "100.0%"), (1, 3, "33.3%"), (2, 3, "66.7%")],
)  # fmt: skip
def test_paper_prints_one_decimal(part: int, whole: int, printed: str) -> None:
    assert percent(rate(part, whole)) == printed


@given(st.integers(1, 4000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_printed_rate_is_the_true_one_rounded_once(of: tuple[int, int]) -> None:
    """Half goes up; 6/11 = 54.545…% must not become 54.6% by way of 0.5455."""
    part, whole = of
    tenths = int(Fraction(1000 * part, whole) + Fraction(1, 2))
    assert percent(rate(part, whole)) == f"{tenths // 10}.{tenths % 10}%"


def test_nothing_to_compare_is_a_dash() -> None:
    assert percent(None) == "—"
    assert points(None, 0.5) is None
    assert points(0.5, None) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_change_is_the_difference_of_what_is_printed(now: float, before: float) -> None:
    shown = Fraction(percent(now)[:-1]) - Fraction(percent(before)[:-1])
    change = points(now, before)
    assert change is not None
    assert Fraction(str(change)) == shown


@pytest.mark.parametrize(
    ("value", "printed"), [(0, "0.0"), (1.25, "1.3"), (1.35, "1.4"), (1.05, "1.1"), (4 / 3, "1.3")]
)
def test_hours_are_printed_with_one_decimal_and_half_goes_up(value: float, printed: str) -> None:
    assert one_decimal(value) == printed


def test_half_hours() -> None:
    assert [hours(number) for number in (0, 1, 3)] == [0, 0.5, 1.5]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (19, "19"), (20, "20"), (84, "80多"), (100, "100"), (1012, "1000多"), (1390, "1000多"), (9999, "9000多"),
     (10_000, "1万"), (10_001, "1万多"), (21_370, "2.1万多"), (25_000, "2.5万"), (123_456, "12.3万多")],
)  # fmt: skip
def test_the_round_words_of_reports(number: int, words: str) -> None:
    """S151: 培训80多场、主题活动1000多次、受惠2万多人."""
    assert about(number) == words


@given(st.integers(0, 10**7))
def test_round_words_never_claim_more_than_there_was(number: int) -> None:
    words = about(number)
    stem = words.removesuffix("多")
    shown = Fraction(stem.removesuffix("万")) * (10_000 if stem.endswith("万") else 1)
    assert shown <= number
    assert (shown == number) == (stem == words)
