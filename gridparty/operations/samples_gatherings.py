"""What the branches, communities and streets of the sample office hold in a month, and who comes (D8, LIFE-01)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations.activities import EXPECTED, GUEST, LEAVE, LISTED, MADE_UP, PRESENT, REGISTERED
from gridparty.operations.samples_office import BranchNow, Community, Office, Stay
from gridparty.operations.samples_words import Words, open_days

EVENINGS = (time(18, 30), time(19, 0), time(19, 0), time(19, 30))
SATURDAYS = (time(8, 30), time(9, 0), time(9, 0), time(9, 30), time(10, 0), time(14, 30), time(15, 0), time(15, 30))
SATURDAY_SHARE = 0.4
ARRIVALS = range(-13, 9)  # minutes around the start
LEAVES = (0.02, 0.06)
LUCK = (0.92, 1.02)  # of one gathering
SUREST = 0.98  # nobody comes always


@dataclass(slots=True)
class Book:
    """A month's activities, joint units and attendance as rows; activities have their ids from the start."""

    month: Month
    rng: Random
    words: Words
    office: Office
    next_id: int
    activities: list[dict[str, Any]] = field(default_factory=list)
    joint: list[dict[str, Any]] = field(default_factory=list)
    attendance: list[dict[str, Any]] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.days = open_days(self.month)

    def chance(self, name: str) -> bool:
        """Whether what has this chance happens."""
        return self.rng.random() < self.words.chances[name]


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is to be held: whom it lists and for which unit each counts, who may walk in, and how lively it will be."""

    unit: UnitId
    kinds: tuple[str, ...]
    title: str
    expects: str
    listed: Sequence[tuple[int, UnitId]]
    registered: Sequence[Stay] = ()
    guests: Sequence[int] = ()
    joint: UnitId | None = None
    spirit: float = 1.0


def hold_all(book: Book, silent: Collection[UnitId]) -> None:
    """The activities of every community and its branches; those in `silent` keep no records this month."""
    for community in book.office.communities:
        _in_community(book, community, [branch for branch in community.branches if branch.unit not in silent])
    streets: dict[UnitId, list[int]] = {}
    for community in book.office.communities:
        if community.street is not None:
            secretaries = [branch.committee[0] for branch in community.branches if branch.committee]
            streets.setdefault(community.street, []).extend(secretaries)
    for street, secretaries in streets.items():
        if (book.month.number + street) % 3 == 0:
            listed = [(member, street) for member in sorted(set(secretaries))]
            _hold(book, _titled(book, street, ("training",), "invited", listed), _days(book))


def _in_community(book: Book, community: Community, branches: Sequence[BranchNow]) -> None:
    common = _theme(book)
    alone = {branch.unit: branch for branch in branches}
    days = {branch.unit: _days(book) for branch in branches}
    if len(branches) > 1 and book.chance("joint"):
        host, other = book.rng.sample(list(branches), 2)
        listed = [(member, branch.unit) for branch in (host, other) for member in branch.members]
        meeting = Gathering(
            host.unit, ("theme_party_day",), common, "members", sorted(listed), host.registered,
            joint=other.unit, spirit=book.office.spirit[host.unit],
        )  # fmt: skip
        _hold(book, meeting, days[host.unit])
        del alone[host.unit], alone[other.unit]
    for branch in branches:
        others = [each for neighbour in community.branches if neighbour is not branch for each in neighbour.members]
        theme = common if book.chance("common_theme") else _theme(book)
        for meeting in _of_branch(book, branch, others, theme if branch.unit in alone else None):
            _hold(book, meeting, days[branch.unit])
    _of_community(book, community)


def _of_branch(book: Book, branch: BranchNow, others: Sequence[int], theme: str | None) -> Iterable[Gathering]:
    """A branch's month (DOMAIN 2.1); `theme` None: its theme day was held together with another branch."""
    spirit = book.office.spirit[branch.unit]
    everyone = [(member, branch.unit) for member in branch.members]
    due = [
        kind
        for place, kind in enumerate(("general_meeting", "party_lecture"))
        if (book.month.number + branch.unit + place) % 3 == 0
    ]
    if theme is not None:
        combined = [kind for kind in due if book.chance("combined")]
        due = [kind for kind in due if kind not in combined]
        kinds = ("theme_party_day", *combined)
        yield Gathering(
            branch.unit, kinds, theme, "members", everyone, branch.registered, _looking_in(book, others), spirit=spirit
        )
    for kind in [*due, *_studies(book, branch)]:
        yield _titled(book, branch.unit, (kind,), "members", everyone, branch.registered, spirit)
    if book.month.number == 1:
        yield _titled(book, branch.unit, ("org_life_meeting", "member_appraisal"), "members", everyone, (), spirit)
    for group, members in branch.groups.items():
        if book.chance("group_meeting"):
            listed = [(member, group) for member in members]
            yield _titled(book, group, ("group_meeting",), "group", listed, (), spirit)
    if len(branch.committee) > 1 and book.chance("committee_meeting"):
        listed = [(member, branch.unit) for member in sorted(branch.committee)]
        yield _titled(book, branch.unit, ("committee_meeting",), "committee", listed)


def _studies(book: Book, branch: BranchNow) -> list[str]:
    if branch.kind == "floating_member_branch":
        return ["study"] if book.chance("second_study") else []
    return ["study"] * (1 + book.chance("second_study"))


def _of_community(book: Book, community: Community) -> None:
    """What the community itself holds: a call for volunteers, and an event to which nobody is listed."""
    registered = [stay for branch in community.branches for stay in branch.registered]
    people = [member for branch in community.branches for member in branch.members]
    ready = [member for member in people if member in book.office.helpers]
    days = _days(book)
    if len(ready) > 12 and book.chance("volunteer_activity"):
        called = sorted(book.rng.sample(ready, book.rng.randint(10, min(36, len(ready)))))
        listed = [(member, community.unit) for member in called]
        _hold(book, _titled(book, community.unit, ("volunteer_activity",), "invited", listed, registered), days)
    if people and book.chance("culture"):
        came = book.rng.sample(people, min(len(people), book.rng.randint(6, 25)))
        event = _titled(book, community.unit, ("culture",), "none", (), registered)
        _hold(book, Gathering(event.unit, event.kinds, event.title, event.expects, (), registered, came), days)


def _looking_in(book: Book, others: Sequence[int]) -> list[int]:
    return [book.rng.choice(others)] if others and book.chance("guest") else []


def _titled(
    book: Book,
    unit: UnitId,
    kinds: tuple[str, ...],
    expects: str,
    listed: Sequence[tuple[int, UnitId]],
    registered: Sequence[Stay] = (),
    spirit: float = 1.0,
) -> Gathering:
    title = book.rng.choice(book.words.titles[kinds[0]])
    return Gathering(unit, kinds, title, expects, listed, registered, spirit=spirit)


def _theme(book: Book) -> str:
    of_month = book.words.month_themes[book.month.number]
    return book.rng.choice(of_month if book.rng.random() < 0.3 else book.words.themes)


def _days(book: Book) -> list[datetime]:
    """Moments on which one unit may meet, each day once, in an order by chance."""
    rng = book.rng
    saturdays = [day for day in book.days if day.weekday() == 5]
    weekdays = [day for day in book.days if day.weekday() < 5]
    rng.shuffle(saturdays)
    rng.shuffle(weekdays)
    found = []
    while weekdays:
        is_saturday = saturdays and rng.random() < SATURDAY_SHARE
        day = (saturdays if is_saturday else weekdays).pop()
        found.append(datetime.combine(day, rng.choice(SATURDAYS if is_saturday else EVENINGS), CIVIL))
    return found


def _hold(book: Book, meeting: Gathering, days: list[datetime]) -> None:
    """Enters the activity on the next free day, and who came to it."""
    start, rng, activity = days.pop(), book.rng, book.next_id
    book.next_id += 1
    invited = [member for member, _unit in meeting.listed] if meeting.expects == "invited" else []
    book.activities.append(
        {
            "id": activity,
            "unit_id": meeting.unit,
            "kinds": meeting.kinds,
            "title": meeting.title,
            "start": start,
            "half_hours": rng.choice((2, 3, 3, 4)) if meeting.expects != "group" else 2,
            "place": rng.choice(book.words.places),
            "expects": meeting.expects,
            "facts": {"invited": invited} if invited else {},
        }
    )
    if meeting.joint is not None:
        book.joint.append({"activity_id": activity, "unit_id": meeting.joint})
    draws, comes = book.words.pull[meeting.kinds[0]]
    mood = draws * meeting.spirit * book.words.moods[book.month.number - 1] * rng.uniform(*LUCK)
    door = _Door(book, activity, start)
    door.listed(meeting.listed, mood)
    registered = {stay.member for stay in meeting.registered if stay.holds(start.date())}
    door.walked_in(meeting.unit, sorted(registered), REGISTERED, comes * mood)
    door.walked_in(meeting.unit, meeting.guests, GUEST, 1.0)


class _Door:
    """Writes down who comes to one activity; the hot loop of the sample, so moments are made once and shared."""

    def __init__(self, book: Book, activity: int, start: datetime) -> None:
        rng = book.rng
        self.rng, self.zeal, self.rows, self.activity = rng, book.office.zeal, book.attendance, activity
        self.moments = [start + timedelta(minutes=m, seconds=rng.randrange(60)) for m in ARRIVALS]
        self.ways = ("paper",) if book.chance("paper") else ("scan",) * 12 + ("keyboard",) * 7 + ("paper",)
        self.entered: set[int] = set()

    def listed(self, people: Sequence[tuple[int, UnitId]], mood: float) -> None:
        """Everyone who is expected: came, asked for leave, or neither."""
        chance, zeal = self.rng.random, self.zeal
        asks = self.rng.uniform(*LEAVES)
        for member, unit in people:
            at, comes = chance(), min(zeal[member] * mood, SUREST)
            if at < comes:
                self._enter(member, unit, LISTED)
            else:
                state = LEAVE if at < comes + asks else EXPECTED
                self._write(member, unit, state, LISTED, None, None)

    def walked_in(self, unit: UnitId, people: Iterable[int], role: str, share: float) -> None:
        """Of some people who are not expected, those who come all the same."""
        for member in people:
            if member not in self.entered and self.rng.random() < share:
                self._enter(member, unit, role)

    def _enter(self, member: int, unit: UnitId, role: str) -> None:
        chance = self.rng.random
        way = self.ways[int(chance() * len(self.ways))]
        at = self.moments[int((chance() + chance()) / 2 * len(self.moments))]
        self._write(member, unit, MADE_UP if way == "paper" else PRESENT, role, way, at)

    def _write(self, member: int, unit: UnitId, state: str, role: str, way: str | None, at: datetime | None) -> None:
        self.entered.add(member)
        self.rows.append(
            {
                "activity_id": self.activity,
                "member_id": member,
                "unit_id": unit,
                "state": state,
                "role": role,
                "way": way,
                "at": at,
            }
        )
