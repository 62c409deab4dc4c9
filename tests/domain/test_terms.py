"""How long a term lasts and when it is remembered (DOMAIN §1.2, ORG-05)."""

from datetime import date

import pytest

from gridparty.domain.terms import default_years, due_after, has_quorum, is_elected, reminder


@pytest.mark.parametrize(
    ("kind", "above", "years"),
    [
        ("community", ("street",), 5), ("village", ("town",), 5), ("party_committee", ("district",), 5),
        ("grid_branch", ("community", "street"), 5), ("general_branch", ("village", "town"), 5),
        ("enterprise_branch", ("street",), 3), ("general_branch", ("district",), 3),
        ("street", ("district",), None), ("grid", ("community",), None), ("temporary_branch", ("community",), None),
        ("party_group", ("grid_branch", "community"), None),
    ],
)  # fmt: skip
def test_years_by_kind(kind: str, above: tuple[str, ...], years: int | None) -> None:
    assert default_years(kind, above) == years


def test_the_day_due() -> None:
    assert due_after(date(2021, 3, 15), 5) == date(2026, 3, 15)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-09-14", None), ("2025-09-15", 6), ("2025-12-14", 6), ("2025-12-15", 3), ("2026-02-14", 3),
        ("2026-02-15", 1), ("2026-03-14", 1), ("2026-03-15", 0), ("2027-01-01", 0),
    ],
)  # fmt: skip
def test_reminders_six_three_and_one_months_before_and_after(day: str, found: int | None) -> None:
    assert reminder(date(2026, 3, 15), date.fromisoformat(day)) == found


@pytest.mark.parametrize(("expected", "present", "valid"), [(10, 8, True), (10, 7, False), (45, 36, True)])
def test_four_fifths_make_an_election_valid(expected: int, present: int, valid: bool) -> None:
    """LIFE-05: expected 10, present 8 → valid; present 7 → void."""
    assert has_quorum(expected=expected, present=present) is valid


@pytest.mark.parametrize(("votes", "present", "elected"), [(22, 42, True), (21, 42, False), (21, 41, True)])
def test_more_than_half_of_those_present_elect(votes: int, present: int, elected: bool) -> None:
    assert is_elected(votes=votes, present=present) is elected
