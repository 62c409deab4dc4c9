"""Days to remember: birthdays, political birthdays, 50 years of standing, probations that end (ORG-07, ORG-08)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gridparty.domain import standing_dates as rules
from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.operations import heads, placed
from gridparty.operations.development_entries import extensions
from gridparty.storage.tables import Member


@dataclass(frozen=True, slots=True)
class AnniversaryRow:
    """A member's day in the month asked for; `day` None: only the month is known. `years` full years on that day."""

    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    value: int  # the partial date of birth or of admission
    day: date | None
    years: int


@dataclass(frozen=True, slots=True)
class MedalRow:
    """A member with 50 years of standing at 1 July; `is_new`: for the first time. `about`: the date is not whole."""

    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    full_date: int
    years: int
    about: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class ProbationRow:
    """A probation that ends; the application for full membership must come from the member (ORG-08)."""

    member: MemberId
    name: str
    unit: UnitId
    unit_name: str
    join_date: int
    ends: date
    about: bool
    days_left: int  # negative when it is past
    is_extended: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """What follows from one member's dates as of a day; None where a date is missing or does not apply."""

    standing_years: int | None
    standing_about: bool
    political_birthday: date | None  # the next one
    political_years: int | None  # full years of it then
    medal: date | None
    medal_about: bool
    probation_end: date | None
    probation_about: bool


def birthdays(session: Session, *, unit: UnitId, month: Month, political: bool = False) -> tuple[AnniversaryRow, ...]:
    """Members of the unit and below with a birthday in the month, or a political birthday (admission); by day.

    Those of whom only the month is known come last.
    """
    now = placed.tree_with(session, unit=unit, day=month.last)
    column = Member.join_date if political else Member.birth_date
    tests = (heads.counted(month.last), (column // 100) % 100 == month.number)
    found = []
    for key, name, place, value in placed.below(session, column, now=now, unit=unit, day=month.last, tests=tests):
        day = rules.anniversary(value, month.year)
        years = month.year - value // 10_000
        if years >= 0:
            found.append(AnniversaryRow(key, name, place, now.name(place), value, day, years))
    return tuple(sorted(found, key=lambda row: (row.day or month.last, row.day is None)))


def medals(session: Session, *, unit: UnitId, year: int) -> tuple[MedalRow, ...]:
    """Members of the unit and below with at least 50 years of standing at 1 July of the year, the new ones first."""
    day = rules.medal_day(year)
    now = placed.tree_with(session, unit=unit, day=day)
    tests = (heads.counted(day), Member.full_date < (year - rules.MEDAL_YEARS + 1) * 10_000)
    found = []
    for key, name, place, full in placed.below(session, Member.full_date, now=now, unit=unit, day=day, tests=tests):
        first, years = rules.medal_year(full), rules.standing(full, day)
        if first is None or years is None or first.day > day:
            continue
        row = MedalRow(key, name, place, now.name(place), full, years.years, years.about, first.day == day)
        found.append(row)
    return tuple(sorted(found, key=lambda row: (not row.is_new, row.full_date)))


def probations(
    session: Session, *, unit: UnitId, day: date | None = None, within: int | None = None
) -> tuple[ProbationRow, ...]:
    """Probationary members whose probation ends within so many days or has ended; all of them without `within`."""
    at = day or today()
    now = placed.tree_with(session, unit=unit, day=at)
    tests = (heads.counted(at), heads.stage_on(at) == heads.PROBATIONARY)
    people = placed.below(session, Member.join_date, now=now, unit=unit, day=at, tests=tests)
    extended = extensions(session, members=[row.id for row in people])
    found = []
    for key, name, place, joined in people:
        ends = rules.probation_end(joined, extended.get(key))
        if ends is None or joined is None:
            continue
        left = (ends.day - at).days
        if within is None or left <= within:
            row = ProbationRow(key, name, place, now.name(place), joined, ends.day, ends.about, left, key in extended)
            found.append(row)
    return tuple(sorted(found, key=lambda row: row.ends))


def of_member(session: Session, *, member: MemberId, day: date | None = None) -> Computed:
    """The computed facts of one person. Raises NotFound."""
    at = day or today()
    row = placed.row_of(session, member=member)
    in_party = row.stage in (heads.FULL, heads.PROBATIONARY)
    years = rules.standing(row.full_date, at) if row.stage == heads.FULL else None
    birthday = rules.next_anniversary(row.join_date, at) if in_party else None
    medal = rules.medal_year(row.full_date) if row.stage == heads.FULL else None
    ends = None
    if row.stage == heads.PROBATIONARY:
        ends = rules.probation_end(row.join_date, extensions(session, members=[member]).get(member))
    return Computed(
        standing_years=None if years is None else years.years,
        standing_about=years is not None and years.about,
        political_birthday=birthday,
        political_years=None if birthday is None or row.join_date is None else birthday.year - row.join_date // 10_000,
        medal=None if medal is None else medal.day,
        medal_about=medal is not None and medal.about,
        probation_end=None if ends is None else ends.day,
        probation_about=ends is not None and ends.about,
    )
