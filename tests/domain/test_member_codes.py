"""Member codes notice a slip of the pen (D7)."""

from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.member_codes import check_digit, is_code, make

CODES = st.builds(make, st.integers(0, 999), st.integers(0, 999_999))


def test_the_check_digit_is_that_of_iso_7064() -> None:
    assert check_digit("0794") == 5  # the example of ISO 7064, mod 11,10
    assert check_digit("13669597") == 6  # the sample number of the German VAT list, same method
    assert {check_digit(f"{number:09d}") for number in range(200)} == set(range(10))


def test_a_code_is_office_person_and_check_digit() -> None:
    assert make(101, 7)[:9] == "101000007"
    assert make(1101, 7)[:9] == "101000007"
    assert is_code(make(101, 7))


@given(CODES)
def test_every_code_is_one(code: str) -> None:
    assert is_code(code)
    assert len(code) == 10


@given(CODES, st.integers(0, 9), st.integers(1, 9))
def test_a_wrong_digit_is_always_noticed(code: str, place: int, shift: int) -> None:
    wrong = str((int(code[place]) + shift) % 10)
    assert not is_code(code[:place] + wrong + code[place + 1 :])


def test_neighbours_that_changed_places_are_mostly_noticed() -> None:
    swapped = noticed = 0
    for number in range(0, 999_999, 997):
        code = make(101, number)
        for at in range(9):
            if code[at] != code[at + 1]:
                swapped += 1
                noticed += not is_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :])
    assert noticed / swapped > 0.97


def test_other_texts_are_no_codes() -> None:
    code = make(101, 7)
    for text in ("", code[:9], code + "0", " " + code, "１" + code[1:], "abcdefghij", "19900000001"):
        assert not is_code(text)
