"""Who belongs to the sample office: members in their branches, posts, registrations, and how they came and went.

Only draws; samples.py writes it down. Affiliations change on the first day of a month.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import first_day
from gridparty.domain.sample_people import SamplePerson, people
from gridparty.domain.units import GRID_BRANCH
from gridparty.operations.heads import AFFILIATION, FULL, PROBATIONARY, REGISTRATION
from gridparty.operations.registrations import receipt
from gridparty.storage.tables import BEGINNING

COMMITTEE = ("secretary", "organisation_member", "publicity_member", "deputy_secretary", "discipline_member")
COMMITTEE_FROM, LARGE_FROM = 7, 20  # members: from how many on there is a committee (ORG-03), and one of five
LEFT, CAME, MOVED = 0.015, 0.02, 0.01  # of the members, in a year
FLOATING = 0.025
OLDEST_OFFICER = 74
REGISTERED = (0.08, 0.62, 0.35)  # registrations per member of a grid: least, most, usual
ENDED, AT_COMMUNITY, FROM_ROSTER = 0.08, 0.15, 0.06  # of the registrations
EARLIER = timedelta(days=3 * 365)  # how long before the first month people began to register
INTENTIONS = ("助老服务", "环境整治", "政策宣讲", "治安巡逻", "课业辅导", "应急值守")


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the sample: the members that it shall have on the last day, its grid and Party groups."""

    unit: UnitId
    kind: str
    name: str
    community: UnitId
    grid: UnitId | None = None
    wanted: int = 0
    groups: tuple[UnitId, ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """A person with the number of the row, and the first day without him or her."""

    id: int
    person: Person
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """All people, and the rows of belongings and posts."""

    people: list[Player] = field(default_factory=list)
    belongings: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Span:
    """The months that the sample covers."""

    first: Month
    last: Month

    @property
    def years(self) -> float:
        return (len(list(self.first.to(self.last)))) / 12

    def change(self, rng: Random) -> date:
        """The first day of one of its months but the first."""
        return rng.choice(list(self.first.plus(1).to(self.last)) or [self.last]).first

    def day(self, rng: Random) -> date:
        return self.first.first + timedelta(days=rng.randrange((self.last.last - self.first.first).days))


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the steps of the casting share; they add to the cast."""

    rng: Random
    span: _Span
    branches: tuple[Branch, ...]
    numbers: Iterator[int]
    cast: Cast

    @property
    def grids(self) -> list[Branch]:
        return [branch for branch in self.branches if branch.kind == GRID_BRANCH]

    def neighbours(self, branch: Branch) -> list[Branch]:
        return [each for each in self.branches if each.community == branch.community and each is not branch]

    def enter(self, person: Person, left: date | None = None) -> int:
        number = next(self.numbers)
        self.cast.people.append(Player(number, person, left))
        return number


def enterprises(seed: int) -> Iterator[str]:
    """Names for branches of invented enterprises, each once."""
    seen = set()
    for person in people(seed, year=2026):
        if person.work_unit.endswith("公司") and person.work_unit not in seen:
            seen.add(person.work_unit)
            yield f"{person.work_unit}党支部"


def cast(
    branches: Sequence[Branch], *, seed: int, first: Month, last: Month, member_id: int, belonging_id: int
) -> Cast:
    """People for the branches; ids are given from member_id and belonging_id on.

    Everyone is as old as at the end of the year before the last June or of this one, so that no probation is overdue.
    """
    stream = people(seed, year=last.plus(-5).year)
    stage = _Stage(Random(f"{seed}/cast"), _Span(first, last), tuple(branches), count(member_id), Cast())
    leaving = round(sum(branch.wanted for branch in branches) * LEFT * stage.span.years)
    seats = _seats(stage.rng, branches, stream, leaving=leaving)
    for branch in branches:
        _appoint(stage, branch, _affiliate(stage, branch, seats[branch.unit]))
    _leave(stage, seats[None])
    _register(stage, stream)
    for number, row in enumerate(stage.cast.belongings, start=belonging_id):
        row["id"] = number
        if row["kind"] == REGISTRATION:
            row["receipt"] = receipt(row["valid_from"], number)
    return stage.cast


def _seats(
    rng: Random, branches: Sequence[Branch], stream: Iterator[SamplePerson], *, leaving: int
) -> dict[UnitId | None, list[SamplePerson]]:
    """Who sits in which branch; under None those who will have left. Others than members come on top."""
    left = sum(branch.wanted for branch in branches) + leaving
    pool: list[SamplePerson] = []
    others: list[SamplePerson] = []
    while left:
        person = next(stream)
        counts = person.stage in (FULL, PROBATIONARY)
        (pool if counts else others).append(person)
        left -= counts
    seats: dict[UnitId | None, list[SamplePerson]] = {}
    for branch in sorted(branches, key=lambda branch: branch.kind == GRID_BRANCH):
        seats[branch.unit] = _taken(pool, branch)
    seats[None] = pool
    grids = [branch.unit for branch in branches if branch.kind == GRID_BRANCH]
    for person in others:
        seats[rng.choice(grids)].append(person)
    return seats


def _taken(pool: list[SamplePerson], branch: Branch) -> list[SamplePerson]:
    """Takes people for a branch out of the pool, those that suit it first."""
    suits = {
        "retired_branch": lambda person: person.is_retired,
        "enterprise_branch": lambda person: not person.is_retired and person.stage == FULL,
        "floating_member_branch": lambda person: not person.is_retired,
    }.get(branch.kind)
    if suits is None:
        taken, pool[:] = pool[: branch.wanted], pool[branch.wanted :]
        return taken
    places = [place for place, person in enumerate(pool) if suits(person)][: branch.wanted]
    return [pool.pop(place) for place in reversed(places)]


def _affiliate(
    stage: _Stage, branch: Branch, seated: Sequence[SamplePerson]
) -> list[tuple[int, SamplePerson, UnitId | None]]:
    """Members of a branch with their belongings. Returns who was there all the time: id, person, Party group."""
    rng, span, belongings = stage.rng, stage.span, stage.cast.belongings
    neighbours = stage.neighbours(branch)
    steady = []
    for seat, each in enumerate(seated):
        number = stage.enter(_person(rng, each, branch))
        group = branch.groups[seat * len(branch.groups) // len(seated)] if branch.groups else None
        since = _since(rng, span, each)
        if since == BEGINNING and rng.random() < MOVED * span.years and neighbours:
            since = span.change(rng)
            belongings.append(_belonging(number, rng.choice(neighbours).unit, AFFILIATION, BEGINNING, since))
        belongings.append(_belonging(number, branch.unit, AFFILIATION, since, group=group))
        if since == BEGINNING and each.stage == FULL:
            steady.append((number, each, group))
    return steady


def _since(rng: Random, span: _Span, person: SamplePerson) -> date:
    """The month after the admission if that lies in the span, else mostly as long as anyone remembers."""
    if person.join_date and (joined := Month.of(first_day(person.join_date))) >= span.first:
        return joined.plus(1).first
    return span.change(rng) if rng.random() < CAME * span.years else BEGINNING


def _person(rng: Random, each: SamplePerson, branch: Branch | None = None, standing: str = "good") -> Person:
    kind = branch.kind if branch else ""
    work_unit = branch.name.removesuffix("党支部") if branch and kind == "enterprise_branch" else each.work_unit
    return Person(
        name=each.name,
        gender=each.gender,
        ethnicity=each.ethnicity,
        birth_date=each.birth_date,
        id_number=each.id_number,
        education=each.education,
        stage=each.stage,
        standing=standing,
        join_date=each.join_date,
        full_date=each.full_date,
        occupation="离退休人员" if each.is_retired else None,
        work_unit=work_unit or None,
        phone=each.phone,
        is_floating=kind == "floating_member_branch" or (not each.is_retired and rng.random() < FLOATING),
        facts={"skills": list(each.skills)} if each.skills else {},
    )


def _belonging(
    member: int, unit: UnitId, kind: str, since: date, until: date | None = None, *, group: UnitId | None = None
) -> dict[str, Any]:
    return {
        "member_id": member,
        "unit_id": unit,
        "kind": kind,
        "group_id": group,
        "valid_from": since,
        "valid_to": until,
        "receipt": None,
        "facts": {},
    }


def _appoint(stage: _Stage, branch: Branch, steady: Sequence[tuple[int, SamplePerson, UnitId | None]]) -> None:
    """The committee, the leaders of the Party groups, and the leader of the grid."""
    born_after = (stage.span.last.year - OLDEST_OFFICER) * 10_000
    able = [each for each in steady if each[1].birth_date >= born_after] or list(steady)
    stage.rng.shuffle(able)
    size = 1 if branch.wanted < COMMITTEE_FROM else 3 if branch.wanted < LARGE_FROM else 5
    officers = able[:size]
    posts = [(branch.unit, post, number) for post, (number, *_rest) in zip(COMMITTEE, officers, strict=False)]
    for group in branch.groups:
        leaders = [number for number, _person, own in able[size:] if own == group]
        posts += [(group, "group_leader", leaders[0])] if leaders else []
    if branch.grid is not None:
        posts.append((branch.grid, "grid_leader", stage.rng.choice(officers)[0]))
    stage.cast.posts.extend(
        {"member_id": number, "unit_id": unit, "post": post, "valid_from": BEGINNING} for unit, post, number in posts
    )


def _leave(stage: _Stage, leaving: Sequence[SamplePerson]) -> None:
    """People who moved away within the span."""
    grids = stage.grids
    for each in leaving:
        branch, until = stage.rng.choice(grids), stage.span.change(stage.rng)
        number = stage.enter(_person(stage.rng, each, standing="transferred_out"), until)
        group = stage.rng.choice(branch.groups) if branch.groups else None
        stage.cast.belongings.append(_belonging(number, branch.unit, AFFILIATION, BEGINNING, until, group=group))


def _register(stage: _Stage, stream: Iterator[SamplePerson]) -> None:
    """In-service members from elsewhere, and a few of the roster who live in another community (CHK-01, CHK-02)."""
    rng, grids = stage.rng, stage.grids
    fuller = sum(branch.wanted for branch in stage.branches) / sum(branch.wanted for branch in grids)
    home = {branch.unit: branch.community for branch in stage.branches}
    full = {each.id for each in stage.cast.people if each.person.stage == FULL}
    steady = [row for row in stage.cast.belongings if row["valid_from"] == BEGINNING and row["valid_to"] is None]
    own = [row for row in steady if row["member_id"] in full]
    rng.shuffle(own)
    registrations = []
    for branch in grids:
        for _each in range(round(branch.wanted * fuller * rng.triangular(*REGISTERED) * (1 + ENDED))):
            unit = branch.community if rng.random() < AT_COMMUNITY else branch.unit
            if rng.random() < FROM_ROSTER and own and home[own[-1]["unit_id"]] != branch.community:
                row = _belonging(own.pop()["member_id"], unit, REGISTRATION, *_stay(rng, stage.span, BEGINNING))
            else:
                person = next(p for p in stream if p.full_date and p.work_unit and not p.is_retired)
                stay = _stay(rng, stage.span, first_day(person.full_date or 0))
                row = _belonging(stage.enter(_person(rng, person)), unit, REGISTRATION, *stay)
                row["facts"] = _offer(rng, person.skills)
            registrations.append(row)
    stage.cast.belongings.extend(sorted(registrations, key=lambda row: (row["valid_from"], row["member_id"])))


def _stay(rng: Random, span: _Span, earliest: date) -> tuple[date, date | None]:
    """When someone registered and, for a few, the first day without it."""
    before = span.first.first - timedelta(days=1 + int(rng.random() ** 1.5 * EARLIER.days))
    since = max(before if rng.random() < 0.6 else span.day(rng), earliest)
    until = max(since, span.first.first) + timedelta(days=90 + rng.randrange(400))
    return since, until if rng.random() < ENDED and until <= span.last.last else None


def _offer(rng: Random, skills: Sequence[str]) -> dict[str, Any]:
    """What a registration says of skills and intentions."""
    wishes = rng.sample(INTENTIONS, rng.choice((0, 1, 1, 2)))
    return {**({"skills": list(skills)} if skills else {}), **({"intentions": wishes} if wishes else {})}
