"""Names, dates and standing of people (DOMAIN §1.3, §1.4; ORG-07)."""

from datetime import date

import pytest

from gridparty.domain.errors import InvalidInput
from gridparty.domain.members import check_dates, check_name, standing_years


def test_a_name_of_fifty_characters_is_kept_whole() -> None:
    name = "阿卜杜热西提·" * 7 + "麦"
    assert len(name) == 50
    assert check_name(f" {name} ") == name
    with pytest.raises(InvalidInput, match="50"):
        check_name(name + "麦")


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_an_empty_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        check_name(text)


def test_rare_characters_count_as_one() -> None:
    assert check_name("𬱖" * 50) == "𬱖" * 50


def test_dates_that_cannot_be_are_refused() -> None:
    with pytest.raises(InvalidInput, match="18"):
        check_dates(birth_date=20000101, join_date=20171231, full_date=None)
    with pytest.raises(InvalidInput):
        check_dates(birth_date=None, join_date=20200101, full_date=20191231)


def test_dates_known_in_part_have_the_benefit_of_the_doubt() -> None:
    check_dates(birth_date=20000000, join_date=20180000, full_date=20180000)
    check_dates(birth_date=None, join_date=None, full_date=19980700)
    check_dates(birth_date=20001231, join_date=20180101, full_date=None)


@pytest.mark.parametrize(
    ("full", "day", "years"),
    [
        (20000701, date(2024, 6, 30), 23),
        (20000701, date(2024, 7, 1), 24),
        (20000700, date(2024, 7, 1), 24),
        (20000000, date(2024, 1, 1), 24),
        (20300101, date(2024, 1, 1), 0),
        (None, date(2024, 1, 1), None),
    ],
)
def test_standing_is_counted_from_full_membership(full: int | None, day: date, years: int | None) -> None:
    """ORG-07: 党龄 begins with 转正, and probationary members have none yet."""
    assert standing_years(full, day) == years
