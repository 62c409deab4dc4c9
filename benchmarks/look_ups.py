"""Finding a person while a key is typed, beside the raw prefix query."""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.measuring import Row, race, slower
from benchmarks.offices import Office, opened, raw
from gridparty.operations import search

SHOWN = search.SHOWN
LAST = "\U0010ffff"
COLUMNS = "SELECT id, name, code, phone, work_unit FROM members"
LATIN = ("pinyin", "initials", "pinyin_2", "initials_2")

# What is typed (column, from the end, how much of it at a time) and the columns in which it may begin.
KINDS = {
    "name": ("name", False, (1, 2, 3), ("name",)),
    "pinyin": ("pinyin", False, (1, 2, 4, 6, 8), LATIN),
    "initials": ("initials", False, (1, 2, 3), LATIN),
    "code": ("code", False, (4, 6, 8, 10), ("code",)),
    "phone tail": ("phone", True, (4, 6, 8, 11), ("phone_reversed",)),
}


def rows(office: Office) -> Iterator[Row]:
    """A row for each kind of key; one round types the key of one person and looks up at several lengths."""
    rounds = office.rounds(100)
    with opened(office.path) as app, raw(office.path) as connection:
        for kind, (column, from_end, lengths, searched) in KINDS.items():
            typed = _typed(connection, column, from_end, lengths, rounds + 1)
            query = prefix_query(searched, digits=kind in ("code", "phone tail"))

            def subject(number: int, typed: list[list[str]] = typed) -> object:
                return [app.ask(search.candidates, prefix=key) for key in typed[number]]

            def floor(number: int, typed: list[list[str]] = typed, query: str = query) -> object:
                return [connection.execute(query, _bounds(key)).fetchall() for key in typed[number]]

            times = race(subject, floor, rounds=rounds)
            yield slower(f"look-up by {kind}", "raw prefix query", times, limit=5, calls=len(lengths))


def prefix_query(columns: Sequence[str], *, digits: bool) -> str:
    """The first 20 who fit. Digits may be a code or the tail of a phone, so both are looked up, as the program must."""
    if digits:
        parts = [f"{COLUMNS} WHERE code >= :low AND code < :high",
                 f"{COLUMNS} WHERE phone_reversed >= :tail_low AND phone_reversed < :tail_high"]  # fmt: skip
    else:
        parts = [f"{COLUMNS} WHERE {column} >= :low AND {column} < :high" for column in columns]
    return " UNION ".join(parts) + f" LIMIT {SHOWN}" if len(parts) > 1 else f"{parts[0]} LIMIT {SHOWN}"


def _bounds(key: str) -> dict[str, str]:
    tail = key[::-1]
    return {"low": key, "high": key + LAST, "tail_low": tail, "tail_high": tail + LAST}


def _typed(connection: Any, column: str, from_end: bool, lengths: Sequence[int], wanted: int) -> list[list[str]]:
    """What is typed for people from all over the file, at each length."""
    query = f"SELECT {column} FROM members WHERE {column} IS NOT NULL ORDER BY id * 7919 % 10007 LIMIT ?"
    words = [word for (word,) in connection.execute(query, (wanted,))]
    words = [words[number % len(words)] for number in range(wanted)]
    return [[word[-length:] if from_end else word[:length] for length in lengths] for word in words]
