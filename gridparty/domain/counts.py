"""Arithmetic of counts: rates, half-hours, and the round words of reports (D9, D10, S151)."""

from fractions import Fraction


def rate(part: int, whole: int) -> float | None:
    """part ÷ whole; None when there was nothing to compare with (D8). Not rounded: rounding twice prints 6/11 wrong."""
    return None if whole == 0 else part / whole


def decimals(value: float | None) -> float | None:
    """A rate or mean as JSON carries it: 4 decimals (D9)."""
    return None if value is None else round(value, 4)


def percent(value: float | None) -> str:
    """A rate as printed: 92.9%, or — (D9)."""
    return "—" if value is None else f"{_half_up(value * 1000) / 10:.1f}%"


def _half_up(value: float) -> int:
    return int(Fraction(value).limit_denominator(10**6) + Fraction(1, 2)) if value >= 0 else -_half_up(-value)


def one_decimal(value: float) -> str:
    """Hours and means as printed: 1.25 → 1.3 (half goes up, as with rates)."""
    return f"{_half_up(value * 10) / 10:.1f}"


def points(now: float | None, before: float | None) -> float | None:
    """The change of a rate in percentage points as printed (one decimal); None where either is missing."""
    if now is None or before is None:
        return None
    return (_half_up(now * 1000) - _half_up(before * 1000)) / 10


def hours(half_hours: int) -> float:
    """Half-hours as hours."""
    return half_hours / 2


def about(number: int) -> str:
    """The round word of reports: 84 → 80多, 1012 → 1000多, 20 → 20 (S151)."""
    if number < 20:
        return str(number)
    step = 10 ** (len(str(number)) - 1)
    rounded = number // step * step
    if number >= 10000:
        wan = number // 1000 / 10
        whole = f"{wan:.1f}".removesuffix(".0") + "万"
        return whole if round(wan * 10000) == number else whole + "多"
    return str(number) if rounded == number else f"{rounded}多"
