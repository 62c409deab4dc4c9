"""Spans of days, half-open; an end of None is open (D2)."""

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date | None]


def without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of a span when others are taken from it, in the order of days; spans without a day take nothing."""
    left: list[Span] = []
    start, end = span
    for begins, ends in sorted(taken, key=lambda each: each[0]):
        if ends is not None and ends <= max(begins, start):
            continue
        if end is not None and begins >= end:
            break
        if begins > start:
            left.append((start, begins))
        if ends is None:
            return left
        start = ends
    if end is None or start < end:
        left.append((start, end))
    return left
