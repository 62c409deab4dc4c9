"""The sample office: sound, plausible, the same for a seed, and large enough where it shall be."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gridparty import batch
from gridparty.app import App
from gridparty.domain.civil_time import CIVIL
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.exchange.divisions import read_divisions
from gridparty.operations import (
    activities,
    attendance,
    checks,
    figures,
    heads,
    inventory,
    register_lists,
    samples,
    settings,
    terms,
    tree,
    units,
)
from gridparty.operations.activities import CAME, GUEST, LISTED, REGISTERED
from gridparty.operations.registrations import receipt
from gridparty.operations.samples_words import open_days
from gridparty.sample_office import LIST, build
from gridparty.storage.tables import Activity, Attendance, Belonging, Member, Post, Service, ServiceMember

LAST = Month(2026, 10)
SMALL, DISTRICT = samples.SIZES["small"], samples.SIZES["district"]
MONTHS = list(LAST.plus(1 - SMALL.months).to(LAST))
PEOPLE = ("members", "registered_members", "people", "participants", "service_members", "new_registrations")
DISTRICT_CHECK_INS = 2_000_000


@pytest.fixture(scope="module")
def demo(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The sample office; read only here, so one copy serves all."""
    path = tmp_path_factory.mktemp("samples") / "demo.gridparty"
    shutil.copy(small_demo, path)
    app = App.open(path, daily_backup=False)
    yield app
    app.close()


@pytest.fixture(scope="module")
def now(demo: App) -> tree.Tree:
    return demo.ask(tree.of_month, month=LAST)


@pytest.fixture(scope="module")
def values(demo: App) -> dict[UnitId, dict[str, figures.Value]]:
    return demo.ask(figures.of_tree, month=LAST)


def _of_kind(now: tree.Tree, kind: str) -> list[tree.Node]:
    return [node for node in now.nodes.values() if node.kind == kind]


def _top(now: tree.Tree) -> UnitId:
    return now.children[None][0]


def test_the_file_is_sound_and_says_that_it_is_a_sample(demo: App) -> None:
    assert demo.ask(checks.run).findings == ()
    assert demo.ask(settings.get, key="sample") == {"size": "small"}


def test_its_numbers_are_those_of_its_size(now: tree.Tree, values: dict[UnitId, dict[str, figures.Value]]) -> None:
    whole = values[_top(now)]
    assert (whole["members"], whole["grids"]) == (SMALL.members, SMALL.grids)
    assert len(_of_kind(now, "street")) == SMALL.streets
    branches = _of_kind(now, "grid_branch")
    assert len(branches) == SMALL.grids
    low, high = samples.GRID_MEMBERS
    for node in branches:
        assert low <= int(values[node.id]["members"] or 0) <= high + 1
        assert 300 <= int(values[node.id]["households"] or 0) <= 500
    assert _of_kind(now, "enterprise_branch")
    assert _of_kind(now, "retired_branch")
    assert _of_kind(now, "floating_member_branch")


def test_every_organisation_has_a_heading_in_the_inventory(demo: App, now: tree.Tree) -> None:
    found = demo.ask(inventory.of_unit, unit=_top(now), month=LAST)
    assert [row.organisations for row in found.rows if row.is_residue] == [0]


def test_large_branches_have_groups_in_which_everyone_sits(demo: App, now: tree.Tree) -> None:
    with demo.store.read() as session:
        seats = session.execute(
            select(Belonging.unit_id, Belonging.group_id).where(
                heads.open_on(LAST.last), Belonging.kind == heads.AFFILIATION
            )
        ).all()
    sits = Counter(unit for unit, group in seats if group is not None)
    everyone = Counter(unit for unit, _group in seats)
    with_groups = {node.parent for node in _of_kind(now, "party_group")}
    assert with_groups
    for unit, number in everyone.items():
        assert sits[unit] == (number if unit in with_groups else 0)
        assert number >= samples.GROUPS_FROM - 2 or unit not in with_groups


def test_everyone_belongs_somewhere_and_officers_to_their_branch(demo: App, now: tree.Tree) -> None:
    with demo.store.read() as session:
        belongs = set(session.scalars(select(Belonging.member_id)))
        assert set(session.scalars(select(Member.id))) == belongs
        home = {
            member: unit
            for member, unit in session.execute(
                select(Belonging.member_id, Belonging.unit_id).where(
                    heads.open_on(LAST.last), Belonging.kind == heads.AFFILIATION
                )
            )
        }
        posts = session.execute(select(Post.unit_id, Post.post, Post.member_id)).all()
    held = Counter(unit for unit, post, _member in posts if post == "secretary")
    branches = [node.id for node in now.nodes.values() if node.kind.endswith("_branch")]
    communities = [node.id for node in now.nodes.values() if node.kind in ("community", "village")]
    assert held == Counter(branches + communities)
    for unit, post, member in posts:
        if post == "grid_leader":
            assert unit in now.covers[home[member]]
        elif unit in communities:
            assert unit in list(now.ancestors(home[member]))
        else:
            assert home[member] in list(now.ancestors(unit))


def test_people_count_once_at_every_level(
    demo: App, now: tree.Tree, values: dict[UnitId, dict[str, figures.Value]]
) -> None:
    for unit, children in now.children.items():
        if unit is None:
            continue
        own = demo.ask(figures.in_scope, scope=figures.Scope(LAST, LAST, now, [unit]))[unit]
        for name in PEOPLE:
            parts = sum(int(values[child][name] or 0) for child in children)
            assert int(values[unit][name] or 0) <= parts + int(own[name] or 0), (now.name(unit), name)


def test_lists_are_those_that_the_program_would_draw_up(demo: App, tmp_path: Path) -> None:
    path = tmp_path / "again.gridparty"
    shutil.copy(demo.store.path, path)
    again = App.open(path, daily_backup=False)
    with demo.store.read() as session:
        joint = {row.activity_id: row.unit_id for row in session.scalars(select(activities.ActivityUnit))}
        held = list(session.scalars(select(Activity).where(Activity.start >= activities.span_of(LAST, LAST)[0])))
        lists = {row.id: _listed(session, row.id) for row in held}
    chosen = {row.kinds[0]: row for row in held} | {str(row.id): row for row in held if row.id in joint}
    assert {"theme_party_day", "group_meeting", "committee_meeting", "study"} <= set(chosen)
    for row in chosen.values():
        added = again.run(
            activities.add,
            unit=UnitId(row.unit_id),
            kinds=row.kinds,
            title=row.title,
            start=row.start,
            invited=row.facts.get("invited", ()),
            joint=[joint[row.id]] if row.id in joint else [],
        )
        with again.store.read() as session:
            assert _listed(session, added) == lists[row.id], row.kinds
            assert session.get_one(Activity, added).expects == row.expects
    again.close()


def _listed(session, activity: int) -> set[tuple[int, int]]:  # type: ignore[no-untyped-def]
    found = select(Attendance.member_id, Attendance.unit_id)
    found = found.where(Attendance.activity_id == activity, Attendance.role == LISTED)
    return {(member, unit) for member, unit in session.execute(found)}


def test_roles_are_those_that_the_program_would_give(demo: App) -> None:
    in_tree = {month: demo.ask(tree.of_month, month=month) for month in MONTHS}
    with demo.store.read() as session:
        walked = select(Attendance.member_id, Attendance.role, Activity.unit_id, Activity.start).join(Activity)
        walked = walked.where(Attendance.role != LISTED, Attendance.id % 5 == 0)
        served = select(ServiceMember.member_id, ServiceMember.role, Service.unit_id, Service.day).join(Service)
        served = served.where(ServiceMember.id % 5 == 0)
        came = [(m, role, u, start.astimezone(CIVIL).date()) for m, role, u, start in session.execute(walked)]
        rows = [(*row, False) for row in came] + [(*row, True) for row in session.execute(served)]
        seen = Counter[str]()
        for member, role, unit, day, is_service in rows:
            now = in_tree[Month.of(day)]
            found = attendance.role_in(session, in_tree=now, unit=UnitId(unit), member=MemberId(member), day=day)
            assert role == (found if is_service or found == REGISTERED else GUEST)
            seen[role] += 1
    assert min(seen[role] for role in (LISTED, REGISTERED, GUEST)) > 10


def test_meetings_keep_to_the_hours_and_days_of_an_office(demo: App) -> None:
    days = {day for month in MONTHS for day in open_days(month)}
    with demo.store.read() as session:
        starts = [start.astimezone(CIVIL) for start in session.scalars(select(Activity.start))]
        late = select(Attendance.at, Activity.start).join(Activity).where(Attendance.state.in_(CAME))
        offsets = [at - start for at, start in session.execute(late)]
    assert all(start.date() in days for start in starts)
    assert all(time(8, 30) <= start.time() <= time(19, 30) for start in starts)
    assert all(start.weekday() == 5 or start.hour >= 18 for start in starts)
    assert min(offsets) >= timedelta(minutes=-15)
    assert max(offsets) <= timedelta(minutes=15)


def test_nothing_runs_in_a_straight_line(demo: App, now: tree.Tree) -> None:
    months = [demo.ask(figures.of_tree, month=month) for month in MONTHS]
    branches = [node.id for node in _of_kind(now, "grid_branch")]
    usual = [float(month[_top(now)]["attendance_rate"] or 0) for month in months]
    assert 0.75 < min(usual) < max(usual) < 0.93
    rates = [month[unit]["attendance_rate"] for month in months for unit in branches]
    held = [float(rate) for rate in rates if rate is not None]
    assert 0 < len(rates) - len(held) < 12, "a few months without any record"
    assert min(held) < 0.75
    assert max(held) > 0.93
    assert len(set(held)) > len(held) / 2
    for month in months:
        whole = month[_top(now)]
        assert 0.02 < int(whole["leave"] or 0) / int(whole["expected"] or 1) < 0.06
    members = {int(month[_top(now)]["members"] or 0) for month in months}
    assert len(members) > 3, "people come and go"


def test_services_are_plausible(demo: App, values: dict[UnitId, dict[str, figures.Value]], now: tree.Tree) -> None:
    with demo.store.read() as session:
        helped = session.execute(select(Service.people_helped, Service.people_helped_estimated)).all()
        times = set(session.scalars(select(ServiceMember.half_hours)))
        teams = session.scalars(
            select(func.count()).select_from(ServiceMember).group_by(ServiceMember.service_id)
        ).all()
    counted = sum(row[0] is not None for row in helped) / len(helped)
    estimated = sum(row[1] is not None for row in helped) / len(helped)
    assert counted == pytest.approx(0.55, abs=0.06)
    assert estimated == pytest.approx(0.25, abs=0.06)
    assert all(None in row and max(each or 0 for each in row) <= 60 for row in helped)
    assert (min(times), max(times)) == (1, 8)
    assert (min(teams), max(teams)) == (1, 6)
    for node in _of_kind(now, "grid_branch"):
        assert 0 <= int(values[node.id]["services"] or 0) <= 12


def test_registrations_have_receipts_and_are_a_third_of_the_members(
    demo: App, now: tree.Tree, values: dict[UnitId, dict[str, figures.Value]]
) -> None:
    whole = values[_top(now)]
    assert int(whole["registered_members"] or 0) == pytest.approx(0.35 * SMALL.members, rel=0.15)
    assert int(whole["people"] or 0) < SMALL.members + int(whole["registered_members"] or 0), "some are both (CHK-02)"
    with demo.store.read() as session:
        rows = session.scalars(select(Belonging).where(heads.registered()).order_by(Belonging.id)).all()
        ended = sum(row.valid_to is not None for row in rows)
    assert [row.receipt for row in rows] == [receipt(row.valid_from, row.id) for row in rows]
    assert [row.valid_from for row in rows] == sorted(row.valid_from for row in rows)
    assert 0 < ended < len(rows) / 5
    assert sum(row.valid_from >= MONTHS[0].first for row in rows) > len(rows) / 4


def test_every_briefing_prints(demo: App, now: tree.Tree, tmp_path: Path) -> None:
    files = batch.print_subtree(demo, unit=_top(now), month=LAST, folder=tmp_path, jobs=1)
    assert len(files) == len(set(files)) > SMALL.grids
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)


def test_a_seed_decides_everything(demo: App, values: dict[UnitId, dict[str, figures.Value]], tmp_path: Path) -> None:
    same, other = tmp_path / "same.gridparty", tmp_path / "other.gridparty"
    build(same, size="small", until=LAST)
    build(other, size="small", until=LAST, seed=samples.SEED + 1)
    first, again, different = (_content(path) for path in (demo.store.path, same, other))
    assert first == again
    assert first != different


def _content(path: Path) -> tuple[object, ...]:
    app = App.open(path, daily_backup=False)
    try:
        with app.store.read() as session:
            rows = session.execute(select(Attendance.__table__).order_by(Attendance.id)).all()
            names = session.scalars(select(Member.name).order_by(Member.id)).all()
            titles = session.scalars(select(Activity.title).order_by(Activity.id)).all()
        return app.ask(figures.of_tree, month=LAST), app.ask(units.rows, month=LAST), rows, names, titles
    finally:
        app.close()


def test_a_district_has_two_million_check_ins(demo: App) -> None:
    with demo.store.read() as session:
        came = session.scalar(select(func.count()).select_from(Attendance).where(Attendance.state.in_(CAME))) or 0
    a_month = came / (SMALL.members * SMALL.months)
    assert a_month * DISTRICT.members * DISTRICT.months >= DISTRICT_CHECK_INS


def test_a_district_is_the_whole_official_list() -> None:
    rows = samples.places(read_divisions(LIST), size=DISTRICT)
    assert Counter(row.level for row in rows) == {"district": 1, "street": 14, "community": 157}
    assert (DISTRICT.grids, DISTRICT.members, DISTRICT.months) == (600, 18_000, 36)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二"), (99, "九十九")]
)
def test_numerals(number: int, text: str) -> None:
    assert samples.numeral(number) == text


def test_a_list_can_be_checked_in_at_the_desk(demo: App, tmp_path: Path) -> None:
    """The sample is an office like any other: its records can be worked on."""
    path = tmp_path / "work.gridparty"
    shutil.copy(demo.store.path, path)
    app = App.open(path, daily_backup=False)
    with app.store.read() as session:
        waiting = select(Attendance.activity_id, Attendance.member_id).where(Attendance.state == "expected").limit(1)
        activity, member = session.execute(waiting).one()
    done = app.run(attendance.add, activity=ActivityId(activity), member=MemberId(member))
    assert done.role == LISTED
    app.undo()
    app.close()


def test_every_community_has_its_premises_a_team_a_partner_and_a_term(demo: App, now: tree.Tree) -> None:
    communities = {node.id for node in now.nodes.values() if node.kind in ("community", "village")}
    for register in ("facility", "team", "resident_unit"):
        rows = demo.ask(register_lists.rows, register=register)
        assert {row.unit for row in rows} == communities
    assert {row.unit for row in demo.ask(terms.rows)} == communities
