"""The way into the Party: stages, what is due at each, and when (DOMAIN 1.3; S009). Nothing is judged here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gridparty.domain.errors import InvalidInput
from gridparty.domain.months import months_after
from gridparty.domain.partial_dates import first_day, is_about, last_day
from gridparty.domain.standing_dates import probation_end
from gridparty.i18n import N_, _

APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY, FULL = "applicant", "activist", "candidate", "probationary", "full"
STAGES = (APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY, FULL)
TALK, REVIEW, TRAINING, POLITICAL_REVIEW = "talk", "review", "training", "political_review"
PUBLICITY, MEETING, APPROVAL, EXTENSION, STEP = "publicity", "meeting", "approval", "extension", "step"
TALK_MONTHS = 1  # someone of the branch talks with the applicant
REVIEW_MONTHS = 6
TRAINING_MONTHS = 12  # of an activist, before becoming a candidate
TRAINING_HOURS, HOURS_OF_A_DAY = 24, 8  # of a candidate: 3 days or 24 class hours
APPROVAL_MONTHS, APPROVAL_LATEST_MONTHS = 3, 6  # after the branch meeting
EXTENSION_MONTHS = (6, 12)
ADULT = 18  # years
EVENTS = {
    TALK: N_("Talk"),
    REVIEW: N_("Half-year review"),
    TRAINING: N_("Training"),
    POLITICAL_REVIEW: N_("Political review"),
    PUBLICITY: N_("Public notice"),
    MEETING: N_("Branch meeting"),
    APPROVAL: N_("Approval by the superior"),
    EXTENSION: N_("Probation extended"),
    STEP: N_("Stage"),
}
DUES = {
    "talk": N_("Talk with the applicant"),
    "review": N_("Half-year review"),
    "candidate": N_("A year of training is complete"),
    "approval": N_("Approval by the superior"),
    "probation": N_("Probation ends"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody is: partial dates (D5) at which each stage began, and the days of what was done.

    `meeting`: the branch meeting that admitted the person, if it was noted; `approved`: the superior's approval.
    """

    stage: str
    dates: Mapping[str, int | None]  # stage → date
    talks: tuple[date, ...] = ()
    reviews: tuple[date, ...] = ()
    training_hours: float = 0
    meeting: date | None = None
    approved: date | None = None
    extended_until: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What is due: a code of DUES, its day, and the last day where the rules name one. `about`: from a partial date.

    `may`: something that becomes possible then, nothing that must be done.
    """

    code: str
    day: date
    about: bool
    latest: date | None = None
    may: bool = False


def due(way: Way) -> tuple[Due, ...]:
    """What is due next, in the order of days (DOMAIN 1.3)."""
    found = (
        _talk(way) if way.stage == APPLICANT else None,
        _review(way) if way.stage in (ACTIVIST, CANDIDATE) else None,
        _candidate(way) if way.stage == ACTIVIST else None,
        _approval(way),
        _probation(way) if way.stage == PROBATIONARY else None,
    )
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.day))


def _talk(way: Way) -> Due | None:
    applied = way.dates.get(APPLICANT)
    if applied is None or way.talks:
        return None
    return Due("talk", months_after(first_day(applied), TALK_MONTHS), is_about(applied))


def _review(way: Way) -> Due | None:
    since = way.dates.get(ACTIVIST)
    if way.reviews:
        return Due("review", months_after(max(way.reviews), REVIEW_MONTHS), about=False)
    return None if since is None else Due("review", months_after(first_day(since), REVIEW_MONTHS), is_about(since))


def _candidate(way: Way) -> Due | None:
    since = way.dates.get(ACTIVIST)
    if since is None:
        return None
    return Due("candidate", months_after(first_day(since), TRAINING_MONTHS), is_about(since), may=True)


def _approval(way: Way) -> Due | None:
    if way.meeting is None or way.approved is not None or way.stage not in (CANDIDATE, PROBATIONARY):
        return None
    latest = months_after(way.meeting, APPROVAL_LATEST_MONTHS)
    return Due("approval", months_after(way.meeting, APPROVAL_MONTHS), about=False, latest=latest)


def _probation(way: Way) -> Due | None:
    ends = probation_end(way.dates.get(PROBATIONARY), way.extended_until)
    return None if ends is None else Due("probation", ends.day, ends.about)


def hours_of(facts: Mapping[str, Any]) -> float | None:
    """Class hours of a training, from its hours or its days; None where neither was noted."""
    hours, days = facts.get("hours"), facts.get("days")
    return float(hours) if hours is not None else None if days is None else float(days) * HOURS_OF_A_DAY


def check_age(birth_date: int | None, applied: int) -> None:
    """Raises InvalidInput for an applicant who is surely under 18 (DOMAIN 1.3)."""
    if birth_date is not None and last_day(applied) < months_after(first_day(birth_date), 12 * ADULT):
        raise InvalidInput(_("An applicant is at least 18 years old; check the date of birth and of the application."))


def check_next(stage: str, to: str) -> None:
    """Raises InvalidInput unless `to` is the stage after this one."""
    if stage not in STAGES or to not in STAGES or STAGES.index(to) != STAGES.index(stage) + 1:
        raise InvalidInput(_("The stages follow one another: applicant, activist, candidate, probationary, full."))


def check_extension(way: Way, until: date) -> None:
    """Probation is extended once, by half a year to a year (DOMAIN 1.3). Raises InvalidInput."""
    joined = way.dates.get(PROBATIONARY)
    ends = probation_end(joined)
    if way.stage != PROBATIONARY or ends is None or joined is None:
        raise InvalidInput(_("Only the probation of a probationary member with a date of admission is extended."))
    if way.extended_until is not None:
        raise InvalidInput(_("Probation is extended once; it was extended before."))
    last = months_after(last_day(joined), 12 + EXTENSION_MONTHS[1])
    if not months_after(ends.day, EXTENSION_MONTHS[0]) <= until <= last:
        raise InvalidInput(_("Probation is extended by half a year to a year; check the day."))


def unusual(way: Way, to: str, day: int) -> tuple[str, ...]:
    """Sentences about what differs from the usual spans when the stage `to` begins on the day; nothing is refused."""
    found: list[str] = []
    since, joined = way.dates.get(ACTIVIST), way.dates.get(PROBATIONARY)
    if to == CANDIDATE and since is not None and last_day(day) < months_after(first_day(since), TRAINING_MONTHS):
        found.append(_("Activists are trained for at least a year before they become candidates."))
    if to == PROBATIONARY and way.training_hours < TRAINING_HOURS:
        found.append(_("Training of at least 3 days or 24 class hours is not noted."))
    if to == FULL and (ends := probation_end(joined, way.extended_until)) and last_day(day) < ends.day:
        found.append(_("Probation ends on {day} only.").format(day=ends.day))
    return tuple(found)
