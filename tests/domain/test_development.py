"""The way into the Party: what is due when (DOMAIN 1.3; S009)."""

from dataclasses import replace
from datetime import date

import pytest

from gridparty.domain import development as rules
from gridparty.domain.development import Due, Way
from gridparty.domain.errors import InvalidInput

APPLICANT = Way("applicant", {"applicant": 20260110})
ACTIVIST = Way("activist", {"applicant": 20260110, "activist": 20260601})
PROBATIONARY = Way("probationary", {"probationary": 20260301}, meeting=date(2026, 3, 1))


def test_someone_talks_with_an_applicant_within_a_month() -> None:
    assert rules.due(APPLICANT) == (Due("talk", date(2026, 2, 10), about=False),)
    assert rules.due(replace(APPLICANT, talks=(date(2026, 1, 20),))) == ()
    assert rules.due(Way("applicant", {"applicant": 20260100}))[0].about
    assert rules.due(Way("applicant", {"applicant": None})) == ()


def test_an_activist_is_reviewed_every_half_year_and_may_become_a_candidate_after_a_year() -> None:
    assert rules.due(ACTIVIST) == (
        Due("review", date(2026, 12, 1), about=False), Due("candidate", date(2027, 6, 1), about=False, may=True),
    )  # fmt: skip
    reviewed = replace(ACTIVIST, reviews=(date(2026, 11, 20), date(2026, 8, 1)))
    assert rules.due(reviewed)[0] == Due("review", date(2027, 5, 20), about=False)


def test_the_superior_approves_within_3_months_at_most_6() -> None:
    approval, probation = rules.due(PROBATIONARY)
    assert approval == Due("approval", date(2026, 6, 1), about=False, latest=date(2026, 9, 1))
    assert probation == Due("probation", date(2027, 3, 1), about=False)
    assert [each.code for each in rules.due(replace(PROBATIONARY, approved=date(2026, 5, 5)))] == ["probation"]


def test_probation_is_extended_once_by_half_a_year_to_a_year() -> None:
    rules.check_extension(PROBATIONARY, date(2027, 9, 1))
    rules.check_extension(PROBATIONARY, date(2028, 3, 1))
    for until in (date(2027, 8, 31), date(2028, 3, 2)):
        with pytest.raises(InvalidInput):
            rules.check_extension(PROBATIONARY, until)
    with pytest.raises(InvalidInput):
        rules.check_extension(replace(PROBATIONARY, extended_until=date(2027, 9, 1)), date(2027, 10, 1))
    with pytest.raises(InvalidInput):
        rules.check_extension(ACTIVIST, date(2027, 10, 1))


def test_stages_follow_one_another() -> None:
    for stage, after in zip(rules.STAGES, rules.STAGES[1:], strict=False):
        rules.check_next(stage, after)
    for stage, to in (("applicant", "candidate"), ("full", "applicant"), ("none", "applicant"), ("activist", "x")):
        with pytest.raises(InvalidInput):
            rules.check_next(stage, to)


def test_applicants_are_18() -> None:
    rules.check_age(20080515, 20260515)
    rules.check_age(20080000, 20260000)
    rules.check_age(None, 20260515)
    with pytest.raises(InvalidInput):
        rules.check_age(20080516, 20260515)


def test_what_is_unusual_is_said_and_not_refused() -> None:
    assert len(rules.unusual(ACTIVIST, "candidate", 20270531)) == 1
    assert rules.unusual(ACTIVIST, "candidate", 20270601) == ()
    assert len(rules.unusual(ACTIVIST, "probationary", 20280601)) == 1
    assert rules.unusual(replace(ACTIVIST, training_hours=24), "probationary", 20280601) == ()
    assert len(rules.unusual(PROBATIONARY, "full", 20270228)) == 1
    assert rules.unusual(PROBATIONARY, "full", 20270301) == ()


def test_class_hours_of_days() -> None:
    assert rules.hours_of({"days": 3}) == 24
    assert rules.hours_of({"hours": 10, "days": 3}) == 10
    assert rules.hours_of({}) is None
