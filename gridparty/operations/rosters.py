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
from gridparty.operations import catalogues, heads, import_batches, members, settings, tree
from gridparty.operations.marks import operation
from gridparty.operations.placing import Places
from gridparty.storage.bulk import insert_columns
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import BEGINNING, Belonging, Member, Post

COPIED = (
    "id_number", "gender", "birth_date", "degree", "join_date", "full_date", "stage", "standing", "phone", "landline",
    "address", "work_unit", "native_place", "is_floating", "is_lost", "remark",
)  # fmt: skip
KEPT_AS_READ = ("applied_date", "activist_date", "candidate_date", "dues", "dues_paid_through", "household_no")
STEP = 500  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """The outcome of every row, and what would be written."""

    outcomes: tuple[Outcome, ...]
    additions: tuple[tuple[Person, UnitId, str | None], ...]
    updates: tuple[tuple[MemberId, Person], ...]
    moves: tuple[tuple[MemberId, UnitId], ...]

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
    def branch(self) -> dict[MemberId, UnitId]:
        """Where they are affiliated; read only if somebody is known, for in a first roster nobody is."""
        opened = select(Belonging.member_id, Belonging.unit_id)
        opened = opened.where(heads.open_on(self.day), Belonging.kind == heads.AFFILIATION)
        return {MemberId(member): UnitId(unit) for member, unit in self.session.connection().execute(opened)}

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
    known, places = _Known(session, rows=rows, day=at), Places(now, unit)
    first_row: dict[object, int] = {}
    outcomes: list[Outcome] = []
    additions, updates, moves = [], [], []
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
        member = known.find(row)
        if member is None:
            person, post = _new_person(row, words)
            additions.append((person, where, post))
            outcomes.append(Outcome(row.number, row.name, NEW, doubts=_namesakes(row, known)))
            continue
        old = known.rows[member]
        changes = _changes(row, old, words)
        branch = known.branch.get(member)
        placed_by_file = row.branch or row.grid or row.community
        if branch != where and (placed_by_file or branch is None or branch not in places.inside):
            changes["unit"] = (branch, where)
            moves.append((member, where))
        if set(changes) - {"unit"}:
            new = {name: value for name, (_old, value) in changes.items() if name != "unit"}
            updates.append((member, _with(old, new)))
        outcomes.append(Outcome(row.number, row.name, CHANGED if changes else SAME, (), changes))
    progress(len(rows), len(rows), _("checking"))
    return RosterPlan(tuple(outcomes), tuple(additions), tuple(updates), tuple(moves))


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


def _coded(row: RosterRow, words: Mapping[str, Mapping[str, str]]) -> tuple[dict[str, Any], dict[str, Any], str | None]:
    """Values of the coded columns, what could only be kept as it was read, and the post."""
    values: dict[str, Any] = {}
    kept = {name: value for name in KEPT_AS_READ if (value := getattr(row, name)) is not None}
    for name, catalogue in (("ethnicity", "ethnicities"), ("education", "educations")):
        text = getattr(row, name)
        if text and (code := words[catalogue].get(text)):
            values[name] = code
        elif text:
            kept[name] = text
    post = words["posts"].get(row.post) if row.post else None
    if row.post and not post:
        kept["post"] = row.post
    return values, kept, post


def _new_person(row: RosterRow, words: Mapping[str, Mapping[str, str]]) -> tuple[Person, str | None]:
    values, kept, post = _coded(row, words)
    copied = {name: value for name in COPIED if (value := getattr(row, name)) is not None}
    if row.identity:
        values.setdefault("birth_date", copied.pop("birth_date", None) or row.identity.birth_date)
        values.setdefault("gender", copied.pop("gender", None) or row.identity.gender)
    return Person(name=row.name, **copied, **values, facts=kept), post


def _changes(row: RosterRow, old: Row[Any], words: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[Any, Any]]:
    values, kept, _post = _coded(row, words)
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
    _insert(session, found.additions, progress)
    for member, person in found.updates:
        _update(session, member, person)
    for member, where in found.moves:
        members.affiliate(session, member=member, unit=where, start=today())
    import_batches.note(session, kind=PEOPLE, file_name=file_name, unit=unit, outcomes=found.outcomes)
    return found


def _update(session: Session, member: MemberId, person: Person) -> None:
    row = session.get_one(Member, member)
    for column, value in members.columns(person).items():
        if getattr(row, column) != value:
            setattr(row, column, value)


def _insert(session: Session, additions: Sequence[tuple[Person, UnitId, str | None]], progress: Progress) -> None:
    """A table after the other, so that the op-log tells of each in one entry."""
    office = settings.get(session, key="office")["number"]
    connection, first = session.connection(), next_id(session, Member)
    for done in range(0, len(additions), STEP):
        progress(done, len(additions), _("writing"))
        people = [person for person, _unit, _post in additions[done : done + STEP]]
        keys = range(first + done, first + done + len(people))
        codes = [member_codes.make(office, key) for key in keys]
        insert_columns(connection, Member, {"id": keys, "code": codes, **members.columns_of(people)})
    units = [unit for _person, unit, _post in additions]
    posts = [(first + at, unit, post) for at, (_person, unit, post) in enumerate(additions) if post]
    belongings: dict[str, Sequence[Any]] = {"member_id": range(first, first + len(units)), "unit_id": units}
    same: dict[str, Sequence[Any]] = {"kind": [heads.AFFILIATION] * len(units), "valid_from": [BEGINNING] * len(units)}
    insert_columns(connection, Belonging, belongings | same)
    if posts:
        holders, places, held = zip(*posts, strict=True)
        values = {"member_id": holders, "unit_id": places, "post": held, "valid_from": [BEGINNING] * len(posts)}
        insert_columns(connection, Post, values)
    progress(len(additions), len(additions), _("writing"))
