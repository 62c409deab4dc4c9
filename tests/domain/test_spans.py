"""Taking spans of days from one another."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.spans import Span, without

START = date(2024, 1, 1)
DAYS = st.integers(0, 30).map(lambda number: START + timedelta(days=number))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    begins = draw(DAYS)
    ends = draw(st.none() | DAYS)
    return begins, None if ends is None else max(begins, ends)


def holds(span: Span, day: date) -> bool:
    return span[0] <= day and (span[1] is None or span[1] > day)


@given(spans(), st.lists(spans(), max_size=4))
def test_exactly_the_days_that_are_not_taken_are_left(span: Span, taken: list[Span]) -> None:
    left = without(span, taken)
    for number in range(-1, 33):
        day = START + timedelta(days=number)
        expected = holds(span, day) and not any(holds(each, day) for each in taken)
        assert [holds(each, day) for each in left].count(True) == int(expected)


def test_an_empty_span_takes_nothing() -> None:
    span = (START, None)
    assert without(span, [(date(2024, 2, 1), date(2024, 2, 1))]) == [span]
