"""A day of random acts: whatever is done, in whatever order, the invariants hold and the op-log leads back.

After every act the ranges, keys and seals are sound and every figure of every unit equals a naive recount; undo gives
back the exact state before, redo the one after; an error in the middle of an operation leaves nothing; and walking the
log backwards passes every earlier state down to the empty office (D3, D6, D8, D11, D15, D16; OPLOG).
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from offices import AFTER, BEFORE, MONTH, moment, raw_rows, state
from recount import recount

from gridparty.app import App
from gridparty.domain.errors import Cancelled, Conflict, GridpartyError
from gridparty.domain.ids import ActivityId, BelongingId, MemberId, ServiceId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.domain.rosters import RosterRow
from gridparty.operations import (
    activities,
    attendance,
    checks,
    figures,
    history,
    members,
    registrations,
    rosters,
    services,
    units,
)
from gridparty.storage.tables import Activity, Belonging, Member, Service, Unit

N = st.integers(0, 7)
DAYS = st.integers(-3, 34).map(lambda days: MONTH.first + timedelta(days=days))
NAMES = st.sampled_from(["张伟", "王芳", "李娜", "阿依古丽·买买提", "䶮𬱖𣇉", "欧阳修"])
BRANCHES = st.sampled_from(["grid_branch", "enterprise_branch", "party_group", "community", "grid"])

CHANGES = st.sampled_from(
    [
        {"phone": "19900001234"},
        {"stage": "full"},
        {"standing": "suspended"},
        {"name": "曾国强"},
        {"name": " "},
        {"name": "王芳", "remark": "二"},
    ]
)


class Day(RuleBasedStateMachine):
    """One office through a day. `done` holds (act, state before it) of every act that stands, oldest first."""

    template: Path

    @initialize()
    def open_the_office(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "office.gridparty"
        shutil.copy(self.template, self.path)
        self.app = App.open(self.path, daily_backup=False)
        self.done: list[tuple[int, Any]] = []
        self.undone: list[tuple[int, Any]] = []
        self.checked, self.now = None, self.app.ask(state)
        street = self.act(units.add, parent=None, kind="street", name="和平街道党工委")
        community = self.act(units.add, parent=street.id, kind="community", name="东苑社区党委", code="410102001001")
        branch = self.act(
            units.add, parent=community.id, kind="grid_branch", name="第一网格党支部", facts={"buildings": 8}
        )
        people = [self.act(members.add, person=Person(name=name), unit=branch.id) for name in ("张伟", "王芳", "李娜")]
        start = moment("2024-10-15T09:00")
        self.act(activities.add, unit=branch.id, kinds=["theme_party_day"], title="清洁家园", start=start)
        self.act(
            services.add,
            unit=branch.id,
            category="mediation",
            day=start.date(),
            hours=1,
            members=people[:2],
            summary="调解",
        )

    def act(self, operation: Callable[..., Any], **arguments: Any) -> Any:
        """Runs an operation. A refusal must leave everything as it was; success is remembered with the state before."""
        newest = self.app.ask(history.acts, limit=1)[0].id
        try:
            result = self.app.run(operation, **arguments)
        except GridpartyError:
            assert self.app.ask(state) == self.now
            assert self.app.ask(history.acts, limit=1)[0].id == newest
            return None
        if (act := self.app.ask(history.acts, limit=1)[0].id) != newest:
            self.done.append((act, self.now))
            self.undone.clear()
            self.now = self.app.ask(state)
            if len(self.done) % 3 == 0:  # not left to chance for any kind of act
                self.undo()
                self.redo()
        else:
            assert self.app.ask(state) == self.now
        return result

    def pick(self, table: type[Any], number: int) -> Any:
        """The id of one of the rows, None if there are none."""
        found = self.now[table.__tablename__]
        return found[number % len(found)][0] if found else None

    # ── what a day brings ──────────────────────────────────────────────────────────────────────────────────────────

    @rule(parent=N, kind=BRANCHES, start=st.none() | DAYS)
    def add_unit(self, parent: int, kind: str, start: date | None) -> None:
        above = UnitId(self.pick(Unit, parent))
        self.act(units.add, parent=above, kind=kind, name="新建党支部", start=start, facts={"buildings": 2})

    @rule(unit=N, end=DAYS)
    def close_unit(self, unit: int, end: date) -> None:
        self.act(units.close, unit=UnitId(self.pick(Unit, unit)), end=end)

    @rule(unit=N, name=st.sampled_from(["更名党支部", ""]))
    def edit_unit(self, unit: int, name: str) -> None:
        self.act(units.edit, unit=UnitId(self.pick(Unit, unit)), name=name, facts={"households": 5})

    @rule(unit=N, name=NAMES, stage=st.sampled_from(["full", "probationary", "activist"]), start=st.none() | DAYS)
    def add_member(self, unit: int, name: str, stage: str, start: date | None) -> None:
        where = UnitId(self.pick(Unit, unit))
        self.act(members.add, person=Person(name=name, stage=stage), unit=where, start=start)

    @precondition(lambda self: self.pick(Member, 0))
    @rule(member=N, changes=CHANGES)
    def edit_member(self, member: int, changes: dict[str, Any]) -> None:
        self.act(members.edit, member=MemberId(self.pick(Member, member)), changes=changes)

    @precondition(lambda self: self.pick(Member, 0))
    @rule(member=N, end=DAYS, standing=st.sampled_from(["transferred_out", "deceased", "good"]))
    def close_member(self, member: int, end: date, standing: str) -> None:
        self.act(members.close, member=MemberId(self.pick(Member, member)), end=end, standing=standing)

    @rule(unit=N, member=N, day=DAYS, is_known=st.booleans())
    def register(self, unit: int, member: int, day: date, is_known: bool) -> None:
        who = self.pick(Member, member) if is_known else None
        person = None if who else Person(name="孙丽", work_unit="某某研究院")
        self.act(registrations.add, unit=UnitId(self.pick(Unit, unit)), member=who, person=person, day=day)

    @precondition(lambda self: self.pick(Belonging, 0))
    @rule(belonging=N, day=DAYS)
    def end_registration(self, belonging: int, day: date) -> None:
        self.act(registrations.end, registration=BelongingId(self.pick(Belonging, belonging)), day=day)

    @rule(unit=N, other=N, day=DAYS, minute=st.sampled_from([0, 479, 480, 1439]), is_joint=st.booleans(),
          kind=st.sampled_from(["theme_party_day", "committee_meeting", "clinic", "training"]))  # fmt: skip
    def add_activity(self, unit: int, other: int, day: date, minute: int, is_joint: bool, kind: str) -> None:
        start: datetime = moment(f"{day}T00:00") + timedelta(minutes=minute)
        joint = [UnitId(self.pick(Unit, other))] if is_joint else []
        invited = [self.pick(Member, other)] if kind == "training" and self.pick(Member, 0) else []
        host = UnitId(self.pick(Unit, unit))
        self.act(activities.add, unit=host, kinds=[kind], title="活动", start=start, joint=joint, invited=invited)

    @precondition(lambda self: self.pick(Activity, 0))
    @rule(activity=N, days=st.integers(-20, 20))
    def move_activity(self, activity: int, days: int) -> None:
        start = moment("2024-10-15T09:00") + timedelta(days=days)
        self.act(activities.edit, activity=ActivityId(self.pick(Activity, activity)), start=start)

    @precondition(lambda self: self.pick(Activity, 0))
    @rule(activity=N)
    def delete_activity(self, activity: int) -> None:
        self.act(activities.remove, activity=ActivityId(self.pick(Activity, activity)))

    @precondition(lambda self: self.pick(Activity, 0) and self.pick(Member, 0))
    @rule(
        activity=N,
        comers=st.lists(N, min_size=1, max_size=5),
        way=st.sampled_from(["scan", "paper", "keyboard", "telepathy"]),
    )
    def check_in(self, activity: int, comers: list[int], way: str) -> None:
        where, at = ActivityId(self.pick(Activity, activity)), moment("2024-10-15T09:00")
        for member in comers:
            self.act(attendance.add, activity=where, member=MemberId(self.pick(Member, member)), at=at, way=way)

    @precondition(lambda self: self.pick(Activity, 0) and self.pick(Member, 0))
    @rule(activity=N, member=N, operation=st.sampled_from([attendance.leave, attendance.undo, attendance.expect]))
    def change_attendance(self, activity: int, member: int, operation: Callable[..., Any]) -> None:
        where, who = ActivityId(self.pick(Activity, activity)), MemberId(self.pick(Member, member))
        self.act(operation, activity=where, member=who)

    @precondition(lambda self: self.pick(Member, 0))
    @rule(unit=N, who=st.lists(N, min_size=1, max_size=3), day=DAYS, half=st.integers(1, 5),
          helped=st.sampled_from([{}, {"people_helped": 7}, {"people_helped_estimated": 30}]))  # fmt: skip
    def add_service(self, unit: int, who: list[int], day: date, half: int, helped: dict[str, int]) -> None:
        self.act(
            services.add,
            unit=UnitId(self.pick(Unit, unit)),
            category="mediation",
            day=day,
            hours=half / 2,
            members=[MemberId(self.pick(Member, each)) for each in who],
            summary="调解",
            **helped,
        )

    @precondition(lambda self: self.pick(Service, 0))
    @rule(service=N, day=DAYS, counted=st.none() | st.integers(0, 9))
    def edit_service(self, service: int, day: date, counted: int | None) -> None:
        which = ServiceId(self.pick(Service, service))
        self.act(services.edit, service=which, day=day, people_helped=counted, summary="改")

    @precondition(lambda self: self.pick(Service, 0))
    @rule(service=N)
    def delete_service(self, service: int) -> None:
        self.act(services.remove, service=ServiceId(self.pick(Service, service)))

    @rule(unit=N, names=st.lists(st.tuples(NAMES, st.integers(0, 3)), min_size=1, max_size=6))
    def import_a_roster(self, unit: int, names: list[tuple[str, int]]) -> None:
        self.act(rosters.import_rows, rows=_roster(names), unit=UnitId(self.pick(Unit, unit)))

    # ── what goes wrong ────────────────────────────────────────────────────────────────────────────────────────────

    @rule(unit=N, names=st.lists(st.tuples(NAMES, st.integers(4, 9)), min_size=1, max_size=4))
    def import_is_cancelled_after_it_wrote(self, unit: int, names: list[tuple[str, int]]) -> None:
        wrote: list[str] = []

        def stop_at_the_end(done: int, total: int, note: str) -> None:
            wrote.append(note)
            if done == total and len(set(wrote)) == 2:
                raise Cancelled("x")

        self.act(rosters.import_rows, rows=_roster(names), unit=UnitId(self.pick(Unit, unit)), progress=stop_at_the_end)
        if wrote:
            assert self.app.ask(state) == self.now

    @rule(unit=N)
    def an_operation_fails_after_it_wrote(self, unit: int) -> None:
        """units.add writes the branch and its grid before it finds that only general branches bring three branches."""
        before, where = self.now, UnitId(self.pick(Unit, unit))
        self.act(units.add, parent=where, kind="grid_branch", name="甲网格党支部", with_branches=True)
        assert self.app.ask(state) == before

    @rule()
    def reopen(self) -> None:
        self.app.close()
        self.app = App.open(self.path, daily_backup=False)
        assert self.app.store.strays == []
        assert self.app.ask(state) == self.now

    # ── back and forth ─────────────────────────────────────────────────────────────────────────────────────────────

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        act, before = self.done.pop()
        assert self.app.undo() == act
        assert self.app.ask(state) == before
        self.undone.append((act, self.now))
        self.now = before

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        act, after = self.undone.pop()
        assert self.app.undo(act) == act
        assert self.app.ask(state) == after
        self.done.append((act, self.now))
        self.now = after

    @precondition(lambda self: self.done)
    @rule(number=st.integers(0, 40))
    def turn_an_older_act_and_turn_it_back(self, number: int) -> None:
        act, _before = self.done[number % len(self.done)]
        try:
            self.app.undo(act)
        except Conflict:
            assert self.app.ask(state) == self.now
            return
        assert self.app.ask(state) != self.now
        self.app.undo(act)
        assert self.app.ask(state) == self.now

    # ── what always holds ──────────────────────────────────────────────────────────────────────────────────────────

    @invariant()
    def the_file_is_sound_and_figures_equal_a_recount(self) -> None:
        if self.checked is self.now:  # nothing was changed since
            return
        self.checked = self.now
        result = self.app.ask(checks.run)
        assert result.ok, result.findings
        self.compare(MONTH)

    def compare(self, month: Month) -> None:
        """Every figure of every unit against the recount."""
        raw = self.app.ask(raw_rows)
        for unit, values in self.app.ask(figures.of_tree, month=month).items():
            assert values == recount(raw, unit, month), (unit, month)

    def teardown(self) -> None:
        if not hasattr(self, "app"):
            return
        for month in (BEFORE, AFTER):
            self.compare(month)
        while self.done:
            act, before = self.done.pop()
            assert self.app.undo() == act
            assert self.app.ask(state) == before
        assert not any(
            table for name, table in self.app.ask(state).items() if name not in ("catalogue_items", "settings")
        )
        assert self.app.ask(checks.run).ok
        self.app.close()
        self.folder.cleanup()


def _roster(names: list[tuple[str, int]]) -> tuple[RosterRow, ...]:
    return tuple(
        RosterRow(number=number, cells=(), name=name, birth_date=19700100 + 10_000 * born, stage="full")
        for number, (name, born) in enumerate(names, start=2)
    )


def test_a_day_of_random_acts(template: Path) -> None:
    Day.template = template
    run_state_machine_as_test(Day, settings=settings(max_examples=12, stateful_step_count=40))
