"""Bringing a roster into the file: what would become of every row, and doing it (ORG-09, "members import").

Blank cells never overwrite; a row is new, changed, same, duplicate or rejected, and these five add up to the rows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from gridparty.domain import member_codes
from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.import_fields import PEOPLE
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, Outcome
from gridparty.domain.members import Person
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.domain.rosters import RosterRow
from gridparty.i18n import N_, _
from gridparty.operations import (
    catalogues,
    heads,
    import_batches,
    members,
    party_groups,
    roster_groups,
    roster_posts,
    settings,
    tree,
    upcoming,
)
from gridparty.operations.marks import operation
from gridparty.operations.placing import Places
from gridparty.operations.roster_groups import Groups
from gridparty.operations.roster_posts import Held, Taken, taken
from gridparty.storage.bulk import insert_columns
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import BEGINNING, Belonging, Member

COPIED = (
    "id_number", "gender", "birth_date", "degree", "join_date", "full_date", "stage", "standing", "phone", "landline",
    "address", "work_unit", "native_place", "is_floating", "is_lost", "remark",
)  # fmt: skip
KEPT_AS_READ = ("applied_date", "activist_date", "candidate_date", "dues", "dues_paid_through", "household_no")
STEP = 500  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Addition:
    """Somebody new, with the branch, the Party group and the post that the row names."""

    person: Person
    unit: UnitId
    group: UnitId | None
    post: Taken | None


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """The outcome of every row, and what would be written."""

    outcomes: tuple[Outcome, ...]
    additions: tuple[Addition, ...]
    updates: tuple[tuple[MemberId, Person], ...]
    moves: tuple[tuple[MemberId, UnitId, UnitId | None], ...]  # to a branch, and a Party group of it
    placed: tuple[tuple[MemberId, UnitId], ...]  # in another Party group of their branch
    posts: tuple[tuple[MemberId, UnitId, Taken, Held | None], ...]  # of people in the file: what they hold of it

    def count(self, what: str) -> int:
        """How many rows are new, changed, …"""
        return sum(outcome.what == what for outcome in self.outcomes)


class _Known:
    """Who of a roster may be in the file, by what identifies a person: identity number, or name and birth or phone."""

    def __init__(self, session: Session, *, rows: Sequence[RosterRow], day: date) -> None:
        self.session, self.day = session, day
        names, numbers = {row.name for row in rows}, {row.id_number for row in rows if row.id_number}
        self.by_identity: dict[str, MemberId] = {}
        self.by_name: dict[str, list[Row[int, str, str | None, int | None, str | None]]] = defaultdict(list)
        keys = select(Member.id, Member.name, Member.id_number, Member.birth_date, Member.phone)
        for row in session.connection().execute(keys):
            _key, name, number, *_rest = row
            if name in names:
                self.by_name[name].append(row)
            if number in numbers:
                self.by_identity[number] = MemberId(row.id)

    @cached_property
    def seats(self) -> dict[MemberId, tuple[UnitId, UnitId | None]]:
        """The branch and Party group of everybody; read only if somebody is known, for in a first roster nobody is."""
        opened = select(Belonging.member_id, Belonging.unit_id, Belonging.group_id)
        opened = opened.where(heads.affiliated_on(self.day))
        return {row.member_id: (row.unit_id, row.group_id) for row in self.session.connection().execute(opened)}

    @cached_property
    def posts(self) -> dict[roster_posts.Key, Held]:
        """What they hold; read only if somebody is known."""
        return roster_posts.held(self.session)

    @cached_property
    def rows(self) -> dict[MemberId, Row[Any]]:
        """All that is kept of them; read only if somebody is known."""
        kept = (Member.__table__.c[name] for name in ("id", *sorted(members.FIELDS)))
        return {row.id: row for row in self.session.connection().execute(select(*kept))}

    def find(self, row: RosterRow) -> MemberId | None:
        if row.id_number and row.id_number in self.by_identity:
            return self.by_identity[row.id_number]
        for known in self.by_name.get(row.name, ()):
            if row.id_number and known.id_number:
                continue
            same_birth = row.birth_date is not None and row.birth_date == known.birth_date
            same_phone = row.phone is not None and row.phone == known.phone
            if same_birth or same_phone:
                return MemberId(known.id)
        return None


def plan(
    session: Session, *, rows: Sequence[RosterRow], unit: UnitId, progress: Progress = silent, day: date | None = None
) -> RosterPlan:
    """What an import of the rows below a unit would do; writes nothing (the dry run)."""
    at = day or today()
    now = tree.on_day(session, day=at)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    words = {name: _codes(session, name) for name in ("ethnicities", "educations", "posts")}
    known, places, groups = _Known(session, rows=rows, day=at), Places(now, unit), Groups(now)
    first_row: dict[object, int] = {}
    outcomes: list[Outcome] = []
    additions, updates, moves, placed, posts = [], [], [], [], []
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress(done, len(rows), _("checking"))
        where, problem = places.find(branch=row.branch, grid=row.grid, community=row.community)
        reasons = (*row.reasons, *((problem,) if problem else ()))
        if reasons or where is None:
            outcomes.append(Outcome(row.number, row.name, REJECTED, reasons))
            continue
        if (earlier := _seen(first_row, row)) is not None:
            reason = _("the same person as in row {number}").format(number=earlier)
            outcomes.append(Outcome(row.number, row.name, DUPLICATE, (reason,)))
            continue
        where, own = party_groups.seat(now, where)
        member = known.find(row)
        if member is None:
            group, doubts = groups.of_row(row, branch=where, own=own)
            additions.append(Addition(_new_person(row, words), where, group, taken(row, words["posts"])))
            outcomes.append(Outcome(row.number, row.name, NEW, doubts=(*_namesakes(row, known), *doubts)))
            continue
        old = known.rows[member]
        changes = _changes(row, old, words)
        if changes:
            updates.append((member, _with(old, {name: value for name, (_old, value) in changes.items()})))
        branch, held_group = known.seats.get(member, (None, None))
        named = row.branch or row.grid or row.community
        stays = branch == where or (branch in places.inside and not named)
        seat = branch if stays and branch is not None else where
        group, doubts = groups.of_row(row, branch=seat, own=own if seat == where else None)
        if not stays:
            changes["unit"] = (branch, where)
            moves.append((member, where, group))
        if group is not None and group != held_group:
            changes["group"] = (held_group, group)
            placed += [(member, group)] if stays else []
        if post := taken(row, words["posts"]):
            held = known.posts.get((member, post.post))
            if changed := roster_posts.changes(post, held):
                changes |= changed
                posts.append((member, seat, post, held))
        outcomes.append(Outcome(row.number, row.name, CHANGED if changes else SAME, (), changes, doubts))
    progress(len(rows), len(rows), _("checking"))
    return RosterPlan(tuple(outcomes), tuple(additions), tuple(updates), tuple(moves), tuple(placed), tuple(posts))


def _codes(session: Session, catalogue: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, item in catalogues.items(session, catalogue=catalogue).items():
        for word in (code, item.zh, *item.facts.get("aliases", ())):
            found.setdefault(word, code)
    return found


def _seen(first_row: dict[object, int], row: RosterRow) -> int | None:
    keys: list[object] = [row.id_number] if row.id_number else []
    if row.birth_date and row.phone:
        keys.append((row.name, row.birth_date, row.phone))
    for key in keys:
        if key in first_row:
            return first_row[key]
    for key in keys:
        first_row[key] = row.number
    return None


def _namesakes(row: RosterRow, known: _Known) -> tuple[str, ...]:
    """The doubt where somebody of that name is here and nothing in the row tells whether it is the same person."""
    same = known.by_name.get(row.name, ())
    if not any(not (row.id_number and other.id_number) for other in same):
        return ()
    return (_("somebody of this name is in the file already; an identity number, birth date or phone would tell"),)


def _coded(row: RosterRow, words: Mapping[str, Mapping[str, str]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of the coded columns, and what could only be kept as it was read."""
    values: dict[str, Any] = {}
    kept = {name: value for name in KEPT_AS_READ if (value := getattr(row, name)) is not None}
    for name, catalogue in (("ethnicity", "ethnicities"), ("education", "educations")):
        text = getattr(row, name)
        if text and (code := words[catalogue].get(text)):
            values[name] = code
        elif text:
            kept[name] = text
    if row.post and row.post not in words["posts"]:
        kept |= {name: value for name in roster_posts.CHANGED if (value := getattr(row, name)) is not None}
    return values, kept


def _new_person(row: RosterRow, words: Mapping[str, Mapping[str, str]]) -> Person:
    values, kept = _coded(row, words)
    copied = {name: value for name in COPIED if (value := getattr(row, name)) is not None}
    if row.identity:
        values.setdefault("birth_date", copied.pop("birth_date", None) or row.identity.birth_date)
        values.setdefault("gender", copied.pop("gender", None) or row.identity.gender)
    return Person(name=row.name, **copied, **values, facts=kept)


def _changes(row: RosterRow, old: Row[Any], words: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[Any, Any]]:
    values, kept = _coded(row, words)
    given = {name: getattr(row, name) for name in COPIED} | values | {"name": row.name}
    changes = {n: (getattr(old, n), v) for n, v in given.items() if v is not None and getattr(old, n) != v}
    if any(old.facts.get(name) != value for name, value in kept.items()):
        changes["facts"] = (old.facts, {**old.facts, **kept})
    return changes


def _with(old: Row[Any], new: Mapping[str, Any]) -> Person:
    return Person(**{name: new.get(name, getattr(old, name)) for name in members.FIELDS})


@operation("members.import", Permission.EDIT_MEMBERS, N_("Import a roster"))
def import_rows(
    session: Session,
    *,
    rows: Sequence[RosterRow],
    unit: UnitId,
    file_name: str | None = None,
    progress: Progress = silent,
) -> RosterPlan:
    """Plans and writes, all or nothing. Returns the plan that was carried out; a named file is listed as a batch."""
    found = plan(session, rows=rows, unit=unit, progress=progress)
    first = next_id(session, Member)
    _insert(session, found.additions, progress)
    for member, person in found.updates:
        members.write(session, session.get_one(Member, member), person)
    for member, where, group in found.moves:
        members.affiliate(session, member=member, unit=where, start=today(), group=group)
    roster_groups.write(session, found.placed)
    for member, where, post, held in found.posts:
        roster_posts.write(session, member, where, post, held)
    known = (each[0] for several in (found.updates, found.moves, found.placed, found.posts) for each in several)
    upcoming.redraw(session, members={*known, *map(MemberId, range(first, first + len(found.additions)))})
    import_batches.note(session, kind=PEOPLE, file_name=file_name, unit=unit, outcomes=found.outcomes)
    return found


def _insert(session: Session, additions: Sequence[Addition], progress: Progress) -> None:
    """A table after the other, so that the op-log tells of each in one entry."""
    office = settings.get(session, key="office")["number"]
    connection, first = session.connection(), next_id(session, Member)
    for done in range(0, len(additions), STEP):
        progress(done, len(additions), _("writing"))
        people = [each.person for each in additions[done : done + STEP]]
        keys = range(first + done, first + done + len(people))
        codes = [member_codes.make(office, key) for key in keys]
        insert_columns(connection, Member, {"id": keys, "code": codes, **members.columns_of(people)})
    number = len(additions)
    posts = [(MemberId(first + at), each.unit, each.post) for at, each in enumerate(additions) if each.post]
    belongings: dict[str, Sequence[Any]] = {
        "member_id": range(first, first + number),
        "unit_id": [each.unit for each in additions],
        "kind": [heads.AFFILIATION] * number,
        "group_id": [each.group for each in additions],
        "valid_from": [BEGINNING] * number,
    }
    insert_columns(connection, Belonging, belongings)
    roster_posts.add(session, posts)
    progress(len(additions), len(additions), _("writing"))
