"""Finding a person while a key is typed, beside the raw prefix query."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from benchmarks.measuring import Row, race, slower
from benchmarks.offices import Office, opened, raw
from gridparty.app import App
from gridparty.operations import search

SHOWN, MOST = "SELECT id, name, code, phone, work_unit FROM members", search.SHOWN
TESTS = ("{0} >= :low AND {0} < :high", "{0} >= :low_end AND {0} < :high_end")
LATIN, DIGITS = ("pinyin", "initials", "pinyin_2", "initials_2"), ("code", "phone_reversed")

# What is typed (column, from the end, how much of it at a time) and the columns in which it may begin.
KINDS = {
    "name": ("name", False, (1, 2, 3), ("name",)),
    "pinyin": ("pinyin", False, (1, 2, 4, 6, 8), LATIN),
    "initials": ("initials", False, (1, 2, 3), LATIN),
    "code": ("code", False, (4, 6, 8, 10), DIGITS),
    "phone tail": ("phone", True, (4, 6, 8, 11), DIGITS),
}


def rows(office: Office) -> Iterator[Row]:
    """The mean of all kinds of key, which has the limit, and each kind for itself."""
    with opened(office.path) as app, raw(office.path) as connection:
        found = {kind: _typing(app, connection, kind, office.rounds(200)) for kind in KINDS}
    means = (fmean(ours for ours, _floor in found.values()), fmean(floor for _ours, floor in found.values()))
    yield slower("member look-up, mean of five kinds of key", "raw prefix query", means, limit=5)
    for kind, times in found.items():
        yield slower(f"  of these: {kind}", "raw prefix query", times, limit=None)


def _typing(app: App, connection: Any, kind: str, rounds: int) -> tuple[float, float]:
    """Seconds of one look-up; a round types the key of one person and looks up at several lengths."""
    column, from_end, lengths, searched = KINDS[kind]
    typed, query = _typed(connection, column, from_end, lengths, rounds + 1), prefix_query(searched)

    def subject(number: int) -> object:
        return [app.ask(search.candidates, prefix=key) for key in typed[number]]

    def floor(number: int) -> object:
        return [connection.execute(query, _bounds(key)).fetchall() for key in typed[number]]

    ours, theirs = race(subject, floor, rounds=rounds)
    return ours / len(lengths), theirs / len(lengths)


def prefix_query(searched: Sequence[str]) -> str:
    """The first 20 who fit in one of the columns; one indexed look-up for each, none of them going on for longer."""
    tests = [TESTS[column == "phone_reversed"].format(column) for column in searched]
    if len(tests) == 1:
        return f"{SHOWN} WHERE {tests[0]} LIMIT {MOST}"
    parts = [f"SELECT id FROM (SELECT id FROM members WHERE {test} LIMIT {MOST})" for test in tests]
    return f"{SHOWN} WHERE id IN ({' UNION ALL '.join(parts)}) LIMIT {MOST}"


def _bounds(key: str) -> dict[str, str]:
    end = key[::-1]
    return {"low": key, "high": key + search.LAST, "low_end": end, "high_end": end + search.LAST}


def _typed(connection: Any, column: str, from_end: bool, lengths: Sequence[int], wanted: int) -> list[list[str]]:
    """What is typed for people from all over the file, at each length."""
    query = f"SELECT {column} FROM members WHERE {column} IS NOT NULL ORDER BY id * 7919 % 10007 LIMIT ?"
    words = [word for (word,) in connection.execute(query, (wanted,))]
    words = [words[number % len(words)] for number in range(wanted)]
    return [[word[-length:] if from_end else word[:length] for length in lengths] for word in words]
