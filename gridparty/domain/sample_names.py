"""Names of invented people, put together from surname frequencies and given-name characters of their years.

No whole name is stored anywhere; the tables are resources/sample/han_names.toml and minority_names.toml.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

from gridparty.domain.sample_tables import load

HAN = "han"
GENDERS = ("male", "female")
_FLATTENING = 6  # how little the first characters of a table outweigh the later ones
_LONG_ROW = range(3, 6)  # names in a row of forefathers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Things to draw from, with their running weights."""

    items: tuple[T, ...]
    running: tuple[float, ...]

    @classmethod
    def of(cls, items: Sequence[T], weights: Sequence[float]) -> "Weighted[T]":
        """Each item with its weight."""
        return cls(tuple(items), tuple(accumulate(weights, initial=0))[1:])

    @classmethod
    def ranked(cls, items: Sequence[T]) -> "Weighted[T]":
        """Items by frequency: the weight falls with the place."""
        return cls.of(items, [1 / (_FLATTENING + place) for place in range(len(items))])

    @classmethod
    def even(cls, items: Sequence[T]) -> "Weighted[T]":
        """Items of equal weight."""
        return cls.of(items, [1] * len(items))

    def draw(self, rng: Random) -> T:
        """One item by chance."""
        return self.items[bisect(self.running, rng.random() * self.running[-1], hi=len(self.items) - 1)]


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Given names of one sex in one span of years."""

    single: Weighted[str]
    doubled: Weighted[str]
    first: Weighted[str]
    second: Weighted[str]
    tail: Weighted[str]
    single_share: float
    doubled_share: float
    tail_share: float

    def draw(self, rng: Random) -> str:
        """One or two characters."""
        chance = rng.random()
        if chance < self.single_share:
            return self.single.draw(rng)
        if chance < self.single_share + self.doubled_share:
            return self.doubled.draw(rng) * 2
        first = self.first.draw(rng)
        return first + _another(rng, self.tail if rng.random() < self.tail_share else self.second, than=first)


@dataclass(frozen=True, slots=True)
class Group:
    """How one minority names its people; the elements depend on the sex."""

    code: str
    style: str
    own_share: float
    surnames: Weighted[str] | None
    first: dict[str, Weighted[str]]
    second: dict[str, Weighted[str]]


@dataclass(frozen=True, slots=True)
class NameTables:
    """All that names are made from."""

    surnames: Weighted[str]
    eras: tuple[int, ...]
    given: dict[tuple[int, str], GivenNames]
    rare: Weighted[str]
    rare_share: float
    groups: Weighted[Group]
    minority_share: float
    long_share: float


@cache
def tables() -> NameTables:
    """The shipped tables."""
    han, minority = load("han_names"), load("minority_names")
    tiers = [(name, tier["weight"]) for tier in han["surname_tiers"] for name in tier["surnames"].split()]
    return NameTables(
        surnames=Weighted.of([name for name, _ in tiers], [weight for _, weight in tiers]),
        eras=tuple(era["from"] for era in han["eras"]),
        given={(era["from"], gender): _given(era, gender, han["tails"]) for era in han["eras"] for gender in GENDERS},
        rare=Weighted.even(_characters(han["rare"]["characters"])),
        rare_share=1 / han["rare"]["one_in"],
        groups=Weighted.of(
            [_group(entry) for entry in minority["groups"]], [entry["weight"] for entry in minority["groups"]]
        ),
        minority_share=minority["share"],
        long_share=1 / minority["long_one_in"],
    )


def draw_name(rng: Random, *, gender: str, birth_year: int) -> tuple[str, str]:
    """An ethnic group's code and a name that such a person may bear."""
    known = tables()
    era = known.eras[bisect(known.eras, birth_year) - 1]
    given = known.given[era, gender]
    if rng.random() >= known.minority_share:
        return HAN, known.surnames.draw(rng) + _with_rare(rng, given.draw(rng), known)
    group = known.groups.draw(rng)
    if group.surnames is not None:
        surnames = group.surnames if rng.random() < group.own_share else known.surnames
        return group.code, surnames.draw(rng) + _with_rare(rng, given.draw(rng), known)
    if group.style == "joined":
        return group.code, _joined(rng, group, gender, long=rng.random() < known.long_share)
    return group.code, _paired(rng, group, gender)


def _with_rare(rng: Random, given: str, known: NameTables) -> str:
    return given[:-1] + known.rare.draw(rng) if rng.random() < known.rare_share else given


def _joined(rng: Random, group: Group, gender: str, *, long: bool) -> str:
    names = [group.first[gender].draw(rng)]
    for _ in range(rng.choice(_LONG_ROW) if long else 1):
        names.append(_another(rng, group.second[gender], than=names[-1]))
    return "·".join(names)


def _paired(rng: Random, group: Group, gender: str) -> str:
    first = group.first[gender].draw(rng)
    return first + _another(rng, group.second[gender], than=first)


def _another(rng: Random, words: Weighted[str], *, than: str) -> str:
    while (word := words.draw(rng)) == than:
        pass
    return word


def _characters(text: str) -> list[str]:
    return [character for character in text if not character.isspace()]


def _given(era: dict[str, Any], gender: str, tails: dict[str, str]) -> GivenNames:
    entry = era[gender]
    return GivenNames(
        single=Weighted.ranked(_characters(entry["single"])),
        doubled=Weighted.ranked(_characters(entry.get("doubled", ""))),
        first=Weighted.ranked(_characters(entry["first"])),
        second=Weighted.ranked(_characters(entry["second"])),
        tail=Weighted.even(_characters(tails[f"{gender}_{era['tail']}"])),
        single_share=entry["single_share"],
        doubled_share=entry.get("doubled_share", 0),
        tail_share=era["tail_share"],
    )


def _group(entry: dict[str, Any]) -> Group:
    words = {key: Weighted.even(text.split()) for key, text in entry.items() if isinstance(text, str)}
    paired = entry["style"] == "paired"
    if entry["style"] == "surnames":
        return Group(entry["code"], entry["style"], entry["own_share"], words["surnames"], {}, {})
    return Group(
        code=entry["code"],
        style=entry["style"],
        own_share=0,
        surnames=None,
        first={gender: words[f"{gender}_first" if paired else gender] for gender in GENDERS},
        second={gender: words[f"{gender}_second" if paired else "male"] for gender in GENDERS},
    )
