"""States of a transfer (ORG-11)."""

from datetime import date

import pytest

from gridparty.domain import transfers as rules
from gridparty.domain.errors import Conflict, InvalidInput

DAY = date(2026, 5, 10)


def test_an_issued_letter_expires_the_day_after_its_last() -> None:
    assert rules.state_on(rules.ISSUED, DAY, DAY) == rules.ISSUED
    assert rules.state_on(rules.ISSUED, DAY, date(2026, 5, 11)) == rules.EXPIRED
    assert rules.state_on(rules.RECEIVED, DAY, date(2026, 6, 1)) == rules.RECEIVED


def test_a_warning_comes_7_days_before() -> None:
    assert not rules.is_due(rules.ISSUED, DAY, date(2026, 5, 2))
    assert rules.is_due(rules.ISSUED, DAY, date(2026, 5, 3))
    assert rules.is_due(rules.EXPIRED, DAY, date(2026, 6, 3))
    assert not rules.is_due(rules.CLOSED, DAY, date(2026, 5, 9))


def test_steps_follow_the_states() -> None:
    for state, steps in rules.ALLOWED.items():
        for step in rules.STEPS:
            if step in steps:
                rules.check_step(state, step)
            else:
                with pytest.raises(Conflict):
                    rules.check_step(state, step)


@pytest.mark.parametrize(
    ("letter", "day", "until"),
    [
        (" ", DAY, DAY),
        ("〔2026〕1号", DAY, date(2026, 5, 9)),
        ("〔2026〕1号", DAY, date(2026, 8, 11)),
        ("〔2026〕1号", date(2026, 11, 30), date(2027, 3, 1)),
    ],
)
def test_a_letter_has_a_number_and_holds_3_months_at_most(letter: str, day: date, until: date) -> None:
    with pytest.raises(InvalidInput):
        rules.check_letter(letter, day, until)


def test_letters_that_are_fine() -> None:
    assert rules.check_letter(" 〔2026〕1号 ", DAY, date(2026, 8, 10)) == "〔2026〕1号"
    assert rules.check_letter("1", date(2026, 11, 30), date(2027, 2, 28)) == "1"
