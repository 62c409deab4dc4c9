"""What the kinds of import share: people and units named in cells, and doing what a plan says, row by row."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.import_outcomes import ImportPlan, Outcome
from gridparty.domain.import_values import ImportRow
from gridparty.domain.masking import mask_phone
from gridparty.domain.progress import Progress
from gridparty.i18n import _
from gridparty.operations import heads, tree
from gridparty.operations.placing import Places
from gridparty.storage.tables import Belonging, Member

W = TypeVar("W")
STEP = 50  # rows between two reports of progress while checking


class Named:
    """Who and which unit is meant by the words in a file's cells, below the unit of the import."""

    def __init__(self, session: Session, *, unit: UnitId) -> None:
        self.session, self.unit = session, unit
        self.now = tree.on_day(session, day=today())
        if unit not in self.now.nodes:
            raise NotFound(_("The unit does not exist at that time."))
        self.places = Places(self.now, unit)
        self._alive: dict[date, frozenset[UnitId]] = {}
        self._people: dict[str, set[MemberId]] | None = None
        self._shown: dict[MemberId, tuple[str, str]] = {}
        self._here: set[MemberId] = set()

    def place(self, words: str | None, day: date | None = None) -> tuple[UnitId | None, str]:
        """The unit and "", or None and the reason; without words the unit of the import. It must exist on the day."""
        where, problem = self.places.find(branch=words, grid=None, community=None)
        if where is None or day is None:
            return where, problem
        if day not in self._alive:
            self._alive[day] = frozenset(tree.on_day(self.session, day=day).nodes)
        if where in self._alive[day]:
            return where, ""
        return None, _("“{unit}” does not exist on {day}.").format(unit=self.now.name(where), day=day)

    def person(self, words: str) -> tuple[MemberId | None, str]:
        """The person and "", or None and the reason. Those of the import's unit come before the others of the file."""
        if self._people is None:
            self._people = self._known_people()
        found = self._people.get(words.strip()) or self._people.get(words.replace(" ", "")) or set()
        if len(found) > 1:
            found = (found & self._here) or found
        if len(found) == 1:
            return next(iter(found)), ""
        if found:
            who = "、".join(self._shown[each][1] for each in sorted(found)[:4])
            return None, _("“{name}” fits several people: {people}; write the code instead.").format(
                name=words, people=who
            )
        return None, _("nobody is called “{name}”; add the person first").format(name=words)

    def people(self, names: tuple[str, ...]) -> tuple[dict[MemberId, str], tuple[str, ...]]:
        """Those who were found, by id, and the reasons for the others."""
        found, reasons = {}, []
        for name in names:
            member, problem = self.person(name)
            if member is None:
                reasons.append(problem)
            else:
                found[member] = name
        return found, tuple(reasons)

    def name(self, member: MemberId) -> str:
        """The name of someone who was found."""
        return self._shown[member][0] if member in self._shown else f"#{member}"

    def _known_people(self) -> dict[str, set[MemberId]]:
        """By name, code, #id and mobile number, with a pair of name and number too."""
        known: dict[str, set[MemberId]] = defaultdict(set)
        shown = select(Member.id, Member.name, Member.code, Member.phone)
        for key, name, code, phone in self.session.connection().execute(shown):
            member = MemberId(key)
            for word in (name, code, f"#{key}", phone, f"{name}{phone}"):
                if word:
                    known[word].add(member)
            self._shown[member] = (name, f"{name} {code} {mask_phone(phone) if phone else ''}".strip())
        here = select(Belonging.member_id).where(
            heads.open_on(today()), Belonging.unit_id.in_(self.now.subtree(self.unit))
        )
        self._here = set(map(MemberId, self.session.scalars(here)))
        return known


def seen_before(first_row: dict[object, int], key: object, row: ImportRow) -> tuple[str, ...]:
    """The reason for a row that repeats an earlier one of the same file; nothing for the first."""
    earlier = first_row.setdefault(key, row.number)
    return () if earlier == row.number else (_("the same as row {number}").format(number=earlier),)


def differences(
    given: Mapping[str, Any], old: Mapping[str, Any], labels: Mapping[str, str]
) -> dict[str, tuple[Any, Any]]:
    """Label → (old, new) of what the row says otherwise than the file; what it says nothing of stays."""
    return {
        labels.get(key, key): (old.get(key), value)
        for key, value in given.items()
        if value is not None and value != "" and old.get(key) != value
    }


def judged(
    rows: Sequence[ImportRow], judge: Callable[[ImportRow], tuple[Outcome, W | None]], progress: Progress
) -> ImportPlan[W]:
    """What a judge says of every row: its outcome, and what it would write."""
    outcomes, writes = [], []
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress(done, len(rows), _("checking"))
        outcome, write = judge(row)
        outcomes.append(outcome)
        if write is not None:
            writes.append((row.number, write))
    progress(len(rows), len(rows), _("checking"))
    return ImportPlan(tuple(outcomes), tuple(writes))


def carry_out(plan: ImportPlan[W], do: Callable[[W], object], progress: Progress) -> None:
    """Does every write; a refusal names the row that asked for it. `progress` may raise Cancelled."""
    for done, (number, write) in enumerate(plan.writes):
        progress(done, len(plan.writes), _("writing"))
        try:
            do(write)
        except (InvalidInput, NotFound, Conflict) as problem:
            raise InvalidInput(_("Row {row}: {problem}").format(row=number, problem=problem)) from problem
    progress(len(plan.writes), len(plan.writes), _("writing"))
