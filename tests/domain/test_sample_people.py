"""Invented people: plausible in shape, consistent in their dates, and nobody that exists."""

import tomllib
import unicodedata
from collections import Counter
from datetime import date
from itertools import islice

import pytest

from gridparty.domain import identity_number
from gridparty.domain.sample_names import GENDERS, HAN, tables
from gridparty.domain.sample_people import AREA, FIRST_SEQUENCE, PHONE_PREFIX, SamplePerson, people
from gridparty.paths import CATALOGUES

YEAR = 2026
MANY = 20_000


@pytest.fixture(scope="module")
def crowd() -> list[SamplePerson]:
    return list(islice(people(7, year=YEAR), MANY))


def _age(person: SamplePerson) -> int:
    return YEAR - person.birth_date // 10_000


def _share(count: int) -> float:
    return count / MANY


def _codes(catalogue: str) -> set[str]:
    text = (CATALOGUES / f"{catalogue}.toml").read_text(encoding="utf-8")
    return {item["code"] for item in tomllib.loads(text)["items"]}


def test_the_same_seed_gives_the_same_people(crowd: list[SamplePerson]) -> None:
    assert list(islice(people(7, year=YEAR), 500)) == crowd[:500]
    assert list(islice(people(8, year=YEAR), 500)) != crowd[:500]


def test_names_vary(crowd: list[SamplePerson]) -> None:
    times = Counter(person.name for person in crowd)
    assert len(times) >= 12_000
    assert 5 <= times.most_common(1)[0][1] <= 60, "some names are common, none is everywhere"


def test_identity_numbers_are_well_formed_unique_and_clearly_fictitious(crowd: list[SamplePerson]) -> None:
    assert len({person.id_number for person in crowd}) == MANY
    for person in crowd:
        found = identity_number.check(person.id_number)
        assert found.gender == person.gender
        assert person.birth_date in (found.birth_date, found.birth_date // 100 * 100)
        assert person.id_number.startswith(AREA)
        assert int(person.id_number[14:17]) >= FIRST_SEQUENCE


def test_telephones_are_unique_and_ring_nowhere(crowd: list[SamplePerson]) -> None:
    assert len({person.phone for person in crowd}) == MANY
    assert all(person.phone.startswith(PHONE_PREFIX) for person in crowd)
    assert {len(person.phone) for person in crowd} == {11}


def test_codes_are_those_of_the_catalogues(crowd: list[SamplePerson]) -> None:
    assert {person.ethnicity for person in crowd} <= _codes("ethnicities")
    assert {group.code for group in tables().groups.items} <= _codes("ethnicities")
    assert {person.education for person in crowd} == _codes("educations")
    assert {person.stage for person in crowd} == _codes("member_stages") - {"none"}
    assert {person.gender for person in crowd} == set(GENDERS)


def test_shapes_are_near_the_national_statistics(crowd: list[SamplePerson]) -> None:
    """Year-end 2023: 30.4 % women, 56.2 % with college, 28.1 % over 60, 23.8 % of at most 35, 7.7 % minorities."""
    college = {"postgraduate", "bachelor", "junior_college"}
    assert _share(sum(person.gender == "female" for person in crowd)) == pytest.approx(0.31, abs=0.015)
    assert _share(sum(person.education in college for person in crowd)) == pytest.approx(0.57, abs=0.025)
    assert _share(sum(_age(person) > 60 for person in crowd)) == pytest.approx(0.281, abs=0.015)
    assert _share(sum(_age(person) <= 35 for person in crowd)) == pytest.approx(0.238, abs=0.02)
    assert _share(sum(person.ethnicity != HAN for person in crowd)) == pytest.approx(0.077, abs=0.01)


def test_nearly_all_are_full_members(crowd: list[SamplePerson]) -> None:
    stages = Counter(person.stage for person in crowd)
    assert _share(stages["full"]) == pytest.approx(0.97, abs=0.006)
    assert _share(stages["probationary"]) == pytest.approx(0.025, abs=0.005)


def test_joining_and_full_membership_fit_age_and_probation(crowd: list[SamplePerson]) -> None:
    """18 years at joining, one year of probation, both dates equally precise (DOMAIN 1.3, D5)."""
    for person in crowd:
        if person.join_date is None:
            assert person.full_date is None
            assert person.stage in ("applicant", "activist", "candidate")
            continue
        assert person.join_date - person.birth_date >= 18_0000 - 100, person
        if person.stage == "probationary":
            assert person.full_date is None
            assert (YEAR - 1) * 10_000 + 1100 <= person.join_date <= YEAR * 10_000 + 531
        else:
            assert person.full_date is not None
            leap_day = person.join_date % 10_000 == 229
            assert person.full_date - person.join_date == 1_0000 - leap_day
            assert person.full_date <= YEAR * 10_000 + 630


def test_dates_exist_and_some_name_only_the_month(crowd: list[SamplePerson]) -> None:
    values = [value for person in crowd for value in (person.birth_date, person.join_date, person.full_date) if value]
    for value in values:
        date(value // 10_000, value // 100 % 100, value % 100 or 1)
    assert 0.02 < sum(value % 100 == 0 for value in values) / len(values) < 0.2


def test_the_retired_are_of_age(crowd: list[SamplePerson]) -> None:
    assert min(_age(person) for person in crowd if person.is_retired and person.gender == "male") >= 60
    assert min(_age(person) for person in crowd if person.is_retired and person.gender == "female") >= 55
    assert 0.15 < _share(sum(person.is_retired for person in crowd)) < 0.4


def _two_parts(name: str, first: frozenset[str], second: frozenset[str]) -> bool:
    return any(name[:cut] in first and name[cut:] in second for cut in range(1, len(name)))


def _possible_given_names() -> tuple[frozenset[str], frozenset[str]]:
    """All first and all last characters of given names; the rare ones are among the last."""
    given = tables().given.values()
    firsts = {word for names in given for word in (*names.first.items, *names.doubled.items)}
    lasts = {word for names in given for word in (*names.second.items, *names.tail.items, *names.doubled.items)}
    return frozenset(firsts), frozenset(lasts | set(tables().rare.items))


def test_every_name_is_put_together_from_the_tables(crowd: list[SamplePerson]) -> None:
    """No whole name is stored, so none can be that of a person whom a text names."""
    known = tables()
    groups = {group.code: group for group in known.groups.items}
    firsts, lasts = _possible_given_names()
    singles = {word for names in known.given.values() for word in names.single.items} | set(known.rare.items)
    for person in crowd:
        group = groups.get(person.ethnicity)
        if group is not None and group.style == "joined":
            words = person.name.split("·")
            assert words[0] in group.first[person.gender].items
            assert set(words[1:]) <= set(group.second[person.gender].items)
        elif group is not None and group.style == "paired":
            first, second = group.first[person.gender].items, group.second[person.gender].items
            assert _two_parts(person.name, frozenset(first), frozenset(second)), person.name
        else:
            surnames = {*known.surnames.items, *(group.surnames.items if group and group.surnames else ())}
            given = [person.name[cut:] for cut in range(1, len(person.name)) if person.name[:cut] in surnames]
            assert any(word in singles or _two_parts(word, firsts, lasts) for word in given), person.name


def test_all_that_is_stored_of_han_names_are_single_characters() -> None:
    for names in tables().given.values():
        for words in (names.single, names.doubled, names.first, names.second, names.tail):
            assert {len(word) for word in words.items} <= {1}


def test_hard_names_occur(crowd: list[SamplePerson]) -> None:
    """Rare characters, also outside the basic plane, in about one name of 150; joined and very long names (D25)."""
    rare = set(tables().rare.items)
    hit = [person.name for person in crowd if rare & set(person.name)]
    assert 1 / 200 < _share(len(hit)) < 1 / 115
    assert {*"䶮㛃𬭎𬱖𣇉喆堃祎翀昇龑"} <= rare
    assert any(ord(character) > 0xFFFF for name in hit for character in name)
    lengths = Counter(len(person.name) for person in crowd)
    assert lengths[2] > 1_000
    assert lengths[3] > 10_000
    assert 15 <= max(lengths) <= 50
    assert any("·" in person.name for person in crowd)
    assert any(person.name[:2] == "欧阳" for person in crowd)


def test_names_are_in_normal_form(crowd: list[SamplePerson]) -> None:
    for person in crowd:
        assert unicodedata.is_normalized("NFC", person.name)
        assert person.name == "".join(person.name.split())


def test_the_young_and_the_old_bear_different_names() -> None:
    given = tables().given
    young, old = (set(given[era, "male"].second.items) for era in (2000, 1950))
    assert len(young & old) <= 3


def test_work_units_and_skills(crowd: list[SamplePerson]) -> None:
    at_work = [person for person in crowd if not person.is_retired]
    assert 0.9 < sum(bool(person.work_unit) for person in at_work) / len(at_work) < 1
    assert len({person.work_unit for person in crowd}) > 500
    assert Counter(len(person.skills) for person in crowd).keys() == {0, 1, 2, 3}
    assert all(len(set(person.skills)) == len(person.skills) for person in crowd)
