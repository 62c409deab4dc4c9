from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.errors import InvalidInput
from gridparty.domain.identity_number import check, make

BODIES = st.builds(
    lambda day, number: f"410102{day:%Y%m%d}{number:03d}",
    st.dates(min_value=date(1920, 1, 1), max_value=date(2020, 1, 1)),
    st.integers(0, 999),
)


def sentence(value: str | int | float) -> str:
    with pytest.raises(InvalidInput) as refused:
        check(value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("body", "last"), [("41010319800101001", "4"), ("41010219551231002", "7"), ("11010519491231002", "X")]
)
def test_known_vectors(body: str, last: str) -> None:
    assert make(body) == body + last
    assert check(body + last).number == body + last


def test_birth_date_and_gender_are_derived() -> None:
    found = check("410103198001010014")
    assert (found.birth_date, found.gender) == (19800101, "male")
    assert check("11010519491231002X").gender == "female"
    legacy = check("410103520229003")
    assert (legacy.number, legacy.birth_date, legacy.gender) == ("410103520229003", 19520229, "male")


@pytest.mark.parametrize(
    "written",
    [
        "'11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X\t",
        "110105-19491231-002X",
        "\ufeff11010519491231002X",
    ],
)
def test_spellings_of_one_number(written: str) -> None:
    assert check(written).number == "11010519491231002X"


def test_wrong_numbers_are_refused_without_repeating_them() -> None:
    for wrong in (
        "410103198001010015",
        make("41010319800230001"),
        "410103198001010A14",
        "41010319800101001",
        "410103521301003",
        "",
    ):
        assert not wrong or wrong not in sentence(wrong)


def test_digits_lost_by_a_spreadsheet_get_the_cure() -> None:
    """ORG-09."""
    lost = sentence(4.10103198001010e17)
    assert sentence("4.10103E+17") == sentence("4.10103e17") == sentence(410103198001010000) == lost
    assert sentence(float("nan")) == sentence(float("inf")) == lost
    assert make("41010319800101000") != "410103198001010000"
    assert sentence("410103198001010000") == lost
    assert sentence("410103198001010015") != lost


def test_fifteen_digits_survive_as_a_number() -> None:
    assert check(410103520229003).number == check(410103520229003.0).number == "410103520229003"


def test_a_genuine_number_may_end_in_zeros() -> None:
    number = next(
        n for k in range(10_000) if (n := make(f"410103{1950 + k // 365 % 50}0101{k % 10}00")).endswith("000")
    )
    assert check(number).number == number
    assert sentence(int(number)) == sentence("4.1E+17")


@given(BODIES, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, shift: int) -> None:
    number = make(body)
    assert check(number).number == number
    if number[place] != "X":
        wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
        with pytest.raises(InvalidInput):
            check(wrong)


def test_make_takes_seventeen_digits() -> None:
    for body in ("4101031980010100", "4101031980010100X", "410103198001010011"):
        with pytest.raises(InvalidInput):
            make(body)
