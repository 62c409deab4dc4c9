"""Names, dates and standing of people (DOMAIN §1.3, §1.4; ORG-07)."""

import pytest

from gridparty.domain.errors import InvalidInput
from gridparty.domain.members import check_dates, check_name


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
