"""What the forms about people offer to choose from: units, and the words of the catalogues."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.units import GRID, GRID_BRANCH, GROUP
from gridparty.operations import catalogues, dossiers, pinyin, search, tree
from gridparty.operations.dossiers import Dossier
from gridparty.operations.tree import Tree

CATALOGUES = ("member_stages", "member_standings", "ethnicities", "educations")
LEFT = ("transferred_out", "removed", "deceased")  # standings of those who are gone


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its words, a note beside them, and the small letters by which it is found."""

    id: Any
    text: str
    note: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What a form offers; `branches`: the asked unit and those below it first, `words`: catalogue → code → word."""

    branches: tuple[Choice, ...]
    here: Choice | None  # the asked unit, if people can belong to it
    parts: int  # how many of the branches lie below the asked unit
    words: dict[str, dict[str, str]]
    ethnicities: tuple[Choice, ...]
    member: Dossier | None


def offers(session: Session, *, unit: UnitId | None, member: MemberId | None = None) -> Offers:
    """The units of today to which people can belong, the words of the catalogues, and the member to be edited.

    A grid that a grid branch covers is left out, since the branch stands for it, and so are Party groups.
    """
    now = tree.on_day(session, day=today())
    below = now.subtree(unit) if unit in now.nodes else []
    known, inside = words(session), set(below)
    branches = tuple(_choices(session, now, below))
    return Offers(
        branches=branches,
        here=next((choice for choice in branches[:1] if choice.id == unit), None),
        parts=sum(choice.id in inside for choice in branches[1:]),
        words=known,
        ethnicities=tuple(_choice(code, word) for code, word in known["ethnicities"].items()),
        member=None if member is None else dossiers.of_member(session, member=member),
    )


def words(session: Session) -> dict[str, dict[str, str]]:
    """catalogue → code → word, for the catalogues that describe people."""
    return {name: catalogues.labels(session, catalogue=name) for name in CATALOGUES}


def _choices(session: Session, now: Tree, first: Sequence[UnitId]) -> Iterator[Choice]:
    roles = {code: item.facts.get("role") for code, item in catalogues.items(session, catalogue="unit_kinds").items()}
    branches = (unit for unit in now.covers if unit in now.nodes and now.nodes[unit].kind == GRID_BRANCH)
    covered = {grid for branch in branches for grid in now.covers[branch]}
    kept = set(first)
    for unit in (*first, *(unit for unit in now.nodes if unit not in kept)):
        node = now.nodes[unit]
        is_stood_for = node.kind == GRID and unit in covered
        if roles.get(node.kind) == GROUP or is_stood_for:
            continue
        above = [now.name(each) for each in now.ancestors(unit)][1:]
        yield _choice(unit, node.name, " · ".join(above[:2]), node.code or "", *above)


def _choice(key: Any, text: str, note: str = "", *also: str) -> Choice:
    words = (text, *also)
    return Choice(key, text, note, " ".join((*words, *map(pinyin.initials, words))).casefold())


def fitting(choices: Sequence[Choice], text: str, limit: int) -> list[Choice]:
    """The first choices that hold every word typed; those that begin with the text come first."""
    typed = text.casefold()
    found = [choice for choice in choices if all(word in choice.keys for word in typed.split())]
    return sorted(found, key=lambda choice: not choice.text.casefold().startswith(typed))[:limit]


def people(session: Session, *, text: str, limit: int) -> tuple[Choice, ...]:
    """The people who fit what was typed, as choices."""
    return tuple(
        Choice(MemberId(person.id), person.name, "　".join(filter(None, (person.phone, person.unit_name))))
        for person in search.people(session, text=text, limit=limit)
    )
