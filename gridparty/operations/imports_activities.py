"""Bringing activities with their attendance in from a spreadsheet: a row an activity, or a row a person (D8).

An activity is known by its unit, start and title. Whoever came is checked in at its start; people who were not
expected become walk-ins, as at the desk. Nothing that is in the file is taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.import_fields import Kind
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, ImportPlan, Outcome
from gridparty.domain.import_values import ImportRow
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.i18n import N_, _
from gridparty.operations import activities, attendance, import_batches, tree
from gridparty.operations.import_steps import Named, carry_out, judged, seen_before
from gridparty.operations.marks import operation
from gridparty.operations.services import half_hours
from gridparty.storage.tables import Activity, Attendance

CAME = (
    "是",
    "√",
    "✓",
    "到",
    "已到",
    "实到",
    "出席",
    "参加",
    "已参加",
    "签到",
    "已签到",
    "到会",
    "正常",
    "1",
    "present",
)
LEFT = ("请假", "事假", "病假", "公假", "假", "leave")
LATER = ("补学", "补课", "补登", "made_up")
MISSED = ("否", "×", "未到", "缺席", "缺勤", "旷会", "0", "expected", "absent")
STATES = {
    **dict.fromkeys(CAME, activities.PRESENT),
    **dict.fromkeys(LEFT, activities.LEAVE),
    **dict.fromkeys(LATER, activities.MADE_UP),
    **dict.fromkeys(MISSED, activities.EXPECTED),
}
Key = tuple[UnitId, datetime, str]


@dataclass(frozen=True, slots=True)
class ActivityWrite:
    """What one row asks for: the activity it belongs to, its facts, and the state of people at it."""

    key: Key
    known: ActivityId | None
    kinds: tuple[str, ...]
    half_hours: int | None
    place: str | None
    states: Mapping[MemberId, str]


@dataclass(slots=True)
class _Gathering:
    """An activity as the file and the rows so far have it."""

    id: ActivityId | None
    kinds: tuple[str, ...]
    half_hours: int | None
    place: str | None
    states: dict[MemberId, str] = field(default_factory=dict)


class _Known:
    """The activities that are in the file or in rows before."""

    def __init__(self, session: Session, unit: UnitId) -> None:
        self.session, self.named = session, Named(session, unit=unit)
        self.found: dict[Key, _Gathering] = {}
        self.first_row: dict[object, int] = {}

    def gathering(self, key: Key) -> _Gathering | None:
        if key not in self.found:
            unit, start, title = key
            row = self.session.scalar(
                select(Activity).where(Activity.unit_id == unit, Activity.start == start, Activity.title == title)
            )
            if row is None:
                return None
            came = select(Attendance.member_id, Attendance.state).where(Attendance.activity_id == row.id)
            states = {MemberId(member): state for member, state in self.session.execute(came)}
            self.found[key] = _Gathering(ActivityId(row.id), row.kinds, row.half_hours, row.place, states)
        return self.found[key]


def plan(
    session: Session, *, kind: Kind, rows: Sequence[ImportRow], unit: UnitId, progress: Progress = silent
) -> ImportPlan[ActivityWrite]:
    """What would become of every row. Raises NotFound if the unit does not exist today."""
    known = _Known(session, unit)
    labels = {each.key: each.label for each in kind.fields}
    return judged(rows, lambda row: _judge(known, row, labels), progress)


@operation("activities.import", Permission.RECORD, N_("Import activities"))
def import_rows(
    session: Session,
    *,
    kind: Kind,
    rows: Sequence[ImportRow],
    unit: UnitId,
    file_name: str | None = None,
    progress: Progress = silent,
) -> ImportPlan[ActivityWrite]:
    """Plans and writes, all or nothing. Returns the plan that was carried out."""
    found = plan(session, kind=kind, rows=rows, unit=unit, progress=progress)
    made: dict[Key, ActivityId] = {}
    with tree.kept(session):
        carry_out(found, lambda write: _write(session, write, made), progress)
    import_batches.note(session, kind=kind.code, file_name=file_name, unit=unit, outcomes=found.outcomes)
    return found


def _judge(known: _Known, row: ImportRow, labels: Mapping[str, str]) -> tuple[Outcome, ActivityWrite | None]:
    title = str(row.values.get("title", ""))
    if row.reasons:
        return Outcome(row.number, title, REJECTED, row.reasons), None
    try:
        key = _key(known, row, title)
        states = _states(known, row)
        half = half_hours(row.values["hours"]) if "hours" in row.values else None
    except InvalidInput as problem:
        return Outcome(row.number, title, REJECTED, (str(problem),)), None
    name = f"{title} {row.values['person']}" if "person" in row.values else title
    write = ActivityWrite(key, None, row.values["kinds"], half, row.values.get("place"), states)
    content = (key, write.place, half, *sorted(states.items()))
    if reasons := seen_before(known.first_row, content, row):
        return Outcome(row.number, name, DUPLICATE, reasons), None
    gathering = known.gathering(key)
    if gathering is None:
        known.found[key] = _Gathering(None, write.kinds, half, write.place, dict(states))
        return Outcome(row.number, name, NEW), write
    return _add(gathering, write, row.number, name, labels, known.named)


def _key(known: _Known, row: ImportRow, title: str) -> Key:
    start: datetime = row.values["start"]
    if "clock" in row.values:
        clock = row.values["clock"]
        start = start.replace(hour=clock.hour, minute=clock.minute)
    where, problem = known.named.place(row.values.get("unit"), start.date())
    if where is None:
        raise InvalidInput(problem)
    return where, start, title


def _states(known: _Known, row: ImportRow) -> dict[MemberId, str]:
    """The people whom the row names, with their states. Raises InvalidInput naming everybody who is not known."""
    states: dict[MemberId, str] = {}
    reasons: list[str] = []
    for key, state in (("present", activities.PRESENT), ("leave", activities.LEAVE)):
        found, problems = known.named.people(row.values.get(key, ()))
        states |= dict.fromkeys(found, state)
        reasons += problems
    if "person" in row.values:
        member, problem = known.named.person(row.values["person"])
        word = str(row.values.get("state", CAME[0]))
        if member is None:
            reasons.append(problem)
        elif word not in STATES:
            reasons.append(
                _("“{word}” is not one of: {words}.").format(
                    word=word, words="、".join((CAME[4], LEFT[0], *MISSED[2:4]))
                )
            )
        else:
            states[member] = STATES[word]
    if reasons:
        raise InvalidInput("；".join(reasons))
    return states


def _add(
    gathering: _Gathering,
    write: ActivityWrite,
    number: int,
    name: str,
    labels: Mapping[str, str],
    named: Named,
) -> tuple[Outcome, ActivityWrite | None]:
    """What the row adds to an activity that is there: people who came, a place, hours."""
    changes: dict[str, tuple[Any, Any]] = {}
    for key in ("place", "half_hours"):
        old, new = getattr(gathering, key), getattr(write, key)
        if new is not None and new != old:
            shown = (old, new) if key == "place" else (old and old / 2, new / 2)
            changes[labels["place" if key == "place" else "hours"]] = shown
            setattr(gathering, key, new)
    states = {
        member: state
        for member, state in write.states.items()
        if state != activities.EXPECTED and gathering.states.get(member, activities.EXPECTED) == activities.EXPECTED
    }
    for state, label in ((activities.PRESENT, "present"), (activities.MADE_UP, "present"), (activities.LEAVE, "leave")):
        who = [named.name(member) for member, each in states.items() if each == state]
        if who:
            changes[labels[label]] = (None, "、".join((*filter(None, [changes.get(labels[label], ("", ""))[1]]), *who)))
    gathering.states |= states
    is_new = gathering.id is None
    if not changes:
        return Outcome(number, name, SAME), None
    added = ActivityWrite(write.key, gathering.id, write.kinds, write.half_hours, write.place, states)
    return Outcome(number, name, NEW if is_new else CHANGED, (), {} if is_new else changes), added


def _write(session: Session, write: ActivityWrite, made: dict[Key, ActivityId]) -> None:
    unit, start, title = write.key
    activity = write.known or made.get(write.key)
    if activity is None:
        activity = activities.add(
            session, unit=unit, kinds=write.kinds, title=title, start=start, half_hours=write.half_hours,
            place=write.place,
        )  # fmt: skip
        made[write.key] = activity
    elif write.place is not None or write.half_hours is not None:
        activities.edit(session, activity=activity, place=write.place, half_hours=write.half_hours)
    for member, state in write.states.items():
        if state == activities.LEAVE:
            attendance.expect(session, activity=activity, member=member)
            session.flush()
            attendance.leave(session, activity=activity, member=member)
        elif state in (activities.PRESENT, activities.MADE_UP):
            way = "paper" if state == activities.MADE_UP else "keyboard"
            attendance.add(session, activity=activity, member=member, at=start, way=way)
