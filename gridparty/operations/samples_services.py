"""The services that the branches of the sample office do in a month (D10, REQ-04)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.units import GRID_BRANCH
from gridparty.operations.activities import GUEST, LISTED, REGISTERED
from gridparty.operations.samples_office import BranchNow, Office
from gridparty.operations.samples_words import Category, Words

NUMBER = {GRID_BRANCH: (3, 12), "retired_branch": (1, 4)}
FEW = (0, 2)
TEAM = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6)
HALF_HOURS = (1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 8)
REGISTERED_SHARE, GUEST_SHARE = 0.22, 0.02
MOODS = (0.9, 1.0, 1.25, 1.05, 1.0, 1.0, 0.95, 0.85, 1.0, 1.1, 1.0, 1.0)  # by month: March is that of volunteers


@dataclass(slots=True)
class Ledger:
    """A month's services and their members as rows; services have their ids from the start."""

    month: Month
    rng: Random
    words: Words
    office: Office
    next_id: int
    services: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)


def serve_all(ledger: Ledger, silent: frozenset[UnitId]) -> None:
    """The services of every branch but the silent ones."""
    for community in ledger.office.communities:
        around = [member for branch in community.branches for member in branch.members]
        for branch in community.branches:
            if branch.unit not in silent and branch.members:
                _of_branch(ledger, branch, around)


def _of_branch(ledger: Ledger, branch: BranchNow, around: Sequence[int]) -> None:
    rng = ledger.rng
    own = [member for member in branch.members if member in ledger.office.helpers] or branch.members
    usual = rng.uniform(*NUMBER.get(branch.kind, FEW))
    number = min(round(usual * MOODS[ledger.month.number - 1]), NUMBER.get(branch.kind, FEW)[1])
    for _each in range(number):
        day = ledger.month.first.replace(day=rng.randint(1, ledger.month.last.day))
        registered = [stay.member for stay in branch.registered if stay.holds(day)]
        team = dict(_team(rng, own, registered, around, set(branch.members)))
        _enter(ledger, branch.unit, day, ledger.words.categories.draw(rng), team)


def _team(
    rng: Random, own: Sequence[int], registered: Sequence[int], around: Sequence[int], members: set[int]
) -> Iterator[tuple[int, str]]:
    """Who did a service, and what each is to the branch: the eager ones come again and again."""
    for _each in range(rng.choice(TEAM)):
        at = rng.random()
        if registered and at < REGISTERED_SHARE:
            yield rng.choice(registered), REGISTERED
        elif at > 1 - GUEST_SHARE and (guest := rng.choice(around)) not in members:
            yield guest, GUEST
        else:
            yield own[int(rng.random() ** 1.6 * len(own))], LISTED


def _enter(ledger: Ledger, unit: UnitId, day: date, category: Category, team: dict[int, str]) -> None:
    rng, service = ledger.rng, ledger.next_id
    ledger.next_id += 1
    number, at = rng.randint(*category.helped), rng.random()
    is_counted = at < category.counted
    is_estimated = not is_counted and at < category.counted + category.estimated
    ledger.services.append(
        {
            "id": service,
            "unit_id": unit,
            "day": day,
            "category": category.code,
            "summary": rng.choice(category.summaries),
            "place": rng.choice(ledger.words.service_places),
            "people_helped": number if is_counted else None,
            "people_helped_estimated": max(10, round(number, -1)) if is_estimated else None,
        }
    )
    time = rng.choice(HALF_HOURS)
    ledger.members.extend(
        {"service_id": service, "member_id": member, "half_hours": time, "role": role} for member, role in team.items()
    )
