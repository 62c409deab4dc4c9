"""Invented people for demonstrations and measurements: no person, number or employer of theirs exists.

Identity numbers are well formed but end in sequences 990-999 of their day, which a district's register, counting up
from 001, has no births enough to reach. Telephones begin with 154, a prefix that stands with no operator in the
Ministry of Industry's table of mobile prefixes (March 2023), so that they ring nowhere. Shapes (age, sex, education)
follow the national statistics; see resources/sample/shapes.toml.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from gridparty.domain import identity_number
from gridparty.domain.sample_names import Weighted, draw_name
from gridparty.domain.sample_tables import load

AREA = "410102"
FIRST_SEQUENCE = 990
PHONE_PREFIX = "154"
_PHONES = 10**8
_PHONE_STEP = 61_803_399  # prime to 10 ** 8, so that no telephone comes twice
_ADULT = 18
_JOINING_SPAN = timedelta(days=27 * 365)  # people join up to about 45
_EARLY_JOINING = 1.8  # the greater, the younger most people join


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One invented person; codes as in db/catalogues, dates as whole numbers yyyymmdd with 00 for unknown (D5)."""

    name: str
    gender: str
    ethnicity: str
    birth_date: int
    id_number: str
    phone: str
    education: str
    stage: str
    join_date: int | None
    full_date: int | None
    work_unit: str
    is_retired: bool
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Band:
    ages: tuple[int, int]
    women: float
    education: Weighted[str]


@dataclass(frozen=True, slots=True)
class _Tables:
    everyone: Weighted[_Band]
    newcomers: Weighted[_Band]
    stages: Weighted[str]
    limits: dict[str, float]
    brands: Weighted[str]
    patterns: Weighted[str]
    no_unit_share: float
    retired_no_unit_share: float
    skill_counts: Weighted[int]
    skills: tuple[str, ...]


def people(seed: int, *, year: int) -> Iterator[SamplePerson]:
    """People without end (good for 100,000), the same for a seed and year.

    Ages are those of 31 December of the year. Full members were admitted for good by its June; probationary ones
    joined from the November before to May, so that none is overdue before November (ORG-08).
    """
    rng = Random(seed)
    born: Counter[tuple[date, str]] = Counter()
    phone = rng.randrange(_PHONES)
    while True:
        phone = (phone + _PHONE_STEP) % _PHONES
        yield _person(rng, year, born, f"{PHONE_PREFIX}{phone:08d}")


def _person(rng: Random, year: int, born: Counter[tuple[date, str]], phone: str) -> SamplePerson:
    known = _tables()
    stage = known.stages.draw(rng)
    band = (known.everyone if stage == "full" else known.newcomers).draw(rng)
    gender = "female" if rng.random() < band.women else "male"
    age, birth = _birth(rng, year, band, gender, born)
    ethnicity, name = draw_name(rng, gender=gender, birth_year=birth.year)
    old_papers = age >= known.limits["old_papers_age"]
    month_only = known.limits["month_only_old" if old_papers else "month_only_young"]
    join_date, full_date = _party_dates(rng, year, birth, stage, month_only)
    retirement = known.limits["retired_women" if gender == "female" else "retired_men"]
    is_retired = age >= retirement and rng.random() < known.limits["retired_share"]
    return SamplePerson(
        name=name,
        gender=gender,
        ethnicity=ethnicity,
        birth_date=_number(birth, month_only=rng.random() < month_only),
        id_number=_identity_number(birth, gender, born[birth, gender]),
        phone=phone,
        education=band.education.draw(rng),
        stage=stage,
        join_date=join_date,
        full_date=full_date,
        work_unit=_work_unit(rng, known, is_retired=is_retired),
        is_retired=is_retired,
        skills=tuple(rng.sample(known.skills, known.skill_counts.draw(rng))),
    )


def _birth(rng: Random, year: int, band: _Band, gender: str, born: Counter[tuple[date, str]]) -> tuple[int, date]:
    """An age and a birthday that still has an identity number left; counts the number as given."""
    while True:
        age = rng.randint(*band.ages)
        birth = date(year - age, 1, 1) + timedelta(days=rng.randrange(365))
        if born[birth, gender] < 5:
            born[birth, gender] += 1
            return age, birth


def _identity_number(birth: date, gender: str, nth: int) -> str:
    """The nth number (from 1) of the day and sex: odd sequences are men's, even ones women's."""
    sequence = FIRST_SEQUENCE + 2 * (nth - 1) + (gender == "male")
    return identity_number.make(f"{AREA}{birth:%Y%m%d}{sequence}")


def _party_dates(rng: Random, year: int, birth: date, stage: str, month_only: float) -> tuple[int | None, int | None]:
    """Joining as an adult and, for a full member, the end of the year's probation."""
    if stage not in ("full", "probationary"):
        return None, None
    vague = rng.random() < month_only
    if stage == "probationary":
        joined = date(year - 1, 11, 1) + timedelta(days=rng.randrange(212))
        return _number(joined, month_only=vague), None
    adult = _years_later(birth, _ADULT) + timedelta(days=31)  # so that the bare month still lies after the birthday
    last = date(year - 1, 6, 30)
    span = min(last - adult, _JOINING_SPAN)
    joined = adult + timedelta(days=int(span.days * rng.random() ** _EARLY_JOINING))
    return _number(joined, month_only=vague), _number(_years_later(joined, 1), month_only=vague)


def _years_later(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, day.month, 28 if leap_day else day.day)


def _number(day: date, *, month_only: bool) -> int:
    return day.year * 10_000 + day.month * 100 + (0 if month_only else day.day)


def _work_unit(rng: Random, known: _Tables, *, is_retired: bool) -> str:
    if rng.random() < (known.retired_no_unit_share if is_retired else known.no_unit_share):
        return ""
    return known.patterns.draw(rng).format(brand=known.brands.draw(rng))


@cache
def _tables() -> _Tables:
    shapes, work = load("shapes"), load("work")
    bands = [_band(entry) for entry in shapes["ages"]]
    weights = [entry["weight"] for entry in shapes["ages"]]
    young = sum(band.ages[1] <= shapes["limits"]["newcomer_age"] for band in bands)
    return _Tables(
        everyone=Weighted.of(bands, weights),
        newcomers=Weighted.of(bands[:young], weights[:young]),
        stages=Weighted.of(list(shapes["stages"]), list(shapes["stages"].values())),
        limits=shapes["limits"],
        brands=Weighted.even(work["brands"].split()),
        patterns=Weighted.of([entry["text"] for entry in work["patterns"]], [e["weight"] for e in work["patterns"]]),
        no_unit_share=work["no_unit_share"],
        retired_no_unit_share=work["retired_no_unit_share"],
        skill_counts=Weighted.of(range(len(work["skills"]["counts"])), work["skills"]["counts"]),
        skills=tuple(work["skills"]["words"].split()),
    )


def _band(entry: dict[str, Any]) -> _Band:
    youngest, oldest = entry["ages"]
    education = Weighted.of(list(entry["education"]), list(entry["education"].values()))
    return _Band((youngest, oldest), entry["women"], education)
