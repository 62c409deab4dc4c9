"""Races a subject against its floor, and shows what came out."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Literal

Better = Literal["lower", "higher"]
Turn = Callable[[int], object]  # one run; called with the number of the round, from 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Times are medians in seconds, None where nothing was timed.

    ratio is seconds ÷ floor_seconds, the other way round where higher is better; limit None only states the ratio.
    """

    name: str
    seconds: float | None
    floor: str
    floor_seconds: float | None
    ratio: float
    limit: float | None
    better: Better = "lower"

    @property
    def is_ok(self) -> bool:
        """Whether the ratio keeps its limit."""
        if self.limit is None:
            return True
        return self.ratio <= self.limit if self.better == "lower" else self.ratio >= self.limit


def nothing(number: int) -> None:
    """No preparation."""


def race(subject: Turn, floor: Turn, *, rounds: int, warm: int = 1, prepare: Turn = nothing) -> tuple[float, float]:
    """The median seconds of the subject and of the floor.

    They run in turns, so that whatever else the machine does meets both alike, and take turns at being first. The
    first `warm` rounds are not counted, nor is what `prepare` does before each round. The garbage collector stays as
    it is in the program.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm + rounds):
        prepare(number)
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            start = perf_counter()
            (subject, floor)[which](number)
            if number >= warm:
                times[which].append(perf_counter() - start)
    return median(times[0]), median(times[1])


def slower(name: str, floor: str, times: tuple[float, float], *, limit: float | None) -> Row:
    """The row of a race that the floor wins."""
    return Row(name, times[0], floor, times[1], times[0] / times[1], limit)


def faster(name: str, floor: str, times: tuple[float, float], *, limit: float) -> Row:
    """The row of a race that the subject is to win."""
    return Row(name, times[0], floor, times[1], times[1] / times[0], limit, "higher")


HEADS = ("", "ms", "floor", "floor ms", "ratio", "limit", "ok")
WIDTHS = (64, 10, 60, 10, 8, 7, 4)


def line(cells: Iterable[str]) -> str:
    """One line of the table; the two texts stand left, the numbers right."""
    return "".join(
        f"{cell:<{width}}" if at in (0, 2) else f"{cell:>{width}}  "
        for at, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    ).rstrip()


def cells(row: Row) -> tuple[str, ...]:
    """A row as the table shows it."""
    sign = "≤" if row.better == "lower" else "≥"
    return (
        row.name,
        _milliseconds(row.seconds),
        row.floor,
        _milliseconds(row.floor_seconds),
        f"{row.ratio:.2f}",
        f"{sign} {row.limit:g}" if row.limit is not None else "",
        "" if row.limit is None else "ok" if row.is_ok else "NO",
    )


def _milliseconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:,.2f}"


def write(path: Path, rows: Iterable[Row]) -> None:
    """The rows as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
