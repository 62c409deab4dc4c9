"""What the window shows of the tree and of one unit in a month (D3, D11, D13)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from offices import AFTER, BEFORE, MONTH, Office, moment

from gridparty.app import App
from gridparty.domain.civil_time import now, today
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import (
    activities,
    figures,
    headings,
    overview,
    records,
    services,
    tree_rows,
    tree_states,
    units,
)
from gridparty.operations.latest_records import LatestRow
from gridparty.operations.tree_rows import TreeRow
from gridparty.storage.tables import Post


def rows_of(app: App, month: Month = MONTH, *, with_closed: bool = False) -> dict[UnitId, TreeRow]:
    return {row.id: row for row in app.ask(tree_rows.of_month, month=month, with_closed=with_closed)}


def latest(app: App, unit: UnitId, month: Month = MONTH, limit: int = 8) -> tuple[LatestRow, ...]:
    return app.ask(overview.latest, unit=unit, month=month, limit=limit)


def test_the_tree_is_in_order_and_a_branch_stands_for_its_grid(furnished_app: App, furnished_office: Office) -> None:
    u = furnished_office.units
    rows = rows_of(furnished_app)
    assert list(rows) == [u["street"], u["east"], u["first"], u["second"], u["west"], u["third"]]
    assert [row.members for row in rows.values()] == [7, 5, 3, 2, 2, 2]
    assert rows[u["third"]].parent == u["west"]
    assert (rows[u["street"]].kind, rows[u["street"]].kind_label) == ("street", "街道")
    assert not any(row.is_closed for row in rows.values())


def test_members_in_the_tree_are_those_of_the_figures(furnished_app: App) -> None:
    figure = furnished_app.ask(figures.of_tree, month=MONTH)
    assert {unit: row.members for unit, row in rows_of(furnished_app).items()} == {
        unit: figure[unit]["members"] for unit in rows_of(furnished_app)
    }


def test_a_grid_with_something_below_it_is_shown(office_app: App, office: Office) -> None:
    grid = office.units["first_grid"]
    assert grid not in rows_of(office_app)
    micro = office_app.run(units.add, parent=grid, kind="micro_grid", name="1号楼")
    assert {grid, micro.id} <= set(rows_of(office_app))


def test_a_closed_unit_stays_in_its_month_and_comes_back_on_wish(office_app: App, office: Office) -> None:
    closed = office_app.run(units.add, parent=office.units["west"], kind="party_branch", name="临时支部").id
    office_app.run(units.close, unit=closed, end=date(2024, 10, 20))
    assert rows_of(office_app)[closed].is_closed
    assert not rows_of(office_app, BEFORE)[closed].is_closed
    assert closed not in rows_of(office_app, AFTER)
    shown = rows_of(office_app, AFTER, with_closed=True)
    assert (shown[closed].is_closed, shown[closed].parent) == (True, office.units["west"])
    assert {row.id for row in shown.values() if row.is_closed} == {closed}


def test_what_hangs_on_a_grid_is_in_the_units_own_line(office_app: App, office: Office) -> None:
    unit = office.units
    for place in (unit["first_grid"], unit["east"]):
        office_app.run(services.add, unit=place, category="environment_cleanup", day=MONTH.first, hours=1, summary="扫",
                       members=[office.members["张伟"]])  # fmt: skip
    shown = office_app.ask(overview.of_unit, unit=unit["east"], month=MONTH)
    assert [(row.id, row.figures["services"]) for row in shown.parts] == [
        (unit["first"], 1), (unit["second"], 1), (None, 2),
    ]  # fmt: skip
    for figure in ("services", "activities", "service_hours", "members"):
        assert sum(row.figures[figure] or 0 for row in shown.parts) == shown.figures[figure]


def test_a_closed_unit_keeps_its_pages(office_app: App, office: Office) -> None:
    closed = office_app.run(units.add, parent=office.units["west"], kind="party_branch", name="临时支部").id
    office_app.run(units.close, unit=closed, end=date(2024, 10, 20))
    assert office_app.ask(headings.of_unit, unit=closed, month=AFTER).is_closed
    shown = office_app.ask(overview.of_unit, unit=closed, month=AFTER)
    assert (shown.figures["services"], shown.latest) == (0, ())
    assert shown.before["services"] == 0


def test_a_unit_that_comes_later_is_not_found(office_app: App, office: Office) -> None:
    later = office_app.run(
        units.add, parent=office.units["west"], kind="party_branch", name="新支部", start=date(2024, 10, 3)
    ).id
    assert office_app.ask(overview.of_unit, unit=later, month=MONTH).before == {}
    for read in (headings.of_unit, overview.days, overview.latest, overview.of_unit):
        with pytest.raises(NotFound):
            office_app.ask(read, unit=later, month=BEFORE)


def test_states_tell_attendance_and_the_theme_day(furnished_app: App, furnished_office: Office) -> None:
    states = furnished_app.ask(tree_states.of_month, month=MONTH)
    figure = furnished_app.ask(figures.of_tree, month=MONTH)
    for unit, state in states.items():
        assert (state.expected, state.present) == (figure[unit]["expected"], figure[unit]["present"])
        assert state.rate == figure[unit]["attendance_rate"]
    held = {name: (states[u].branches, states[u].held) for name, u in furnished_office.units.items()}
    assert held["first"] == held["third"] == held["west"] == (1, 1)  # the third one held it jointly
    assert held["second"] == (1, 0)
    assert (held["east"], held["street"], held["first_grid"]) == ((2, 1), (3, 2), (0, 0))


def test_nothing_expected_has_no_rate(furnished_app: App, furnished_office: Office) -> None:
    state = furnished_app.ask(tree_states.of_month, month=AFTER)[furnished_office.units["street"]]
    assert (state.expected, state.rate, state.branches, state.held) == (0, None, 3, 0)


def test_heading(office_app: App, office: Office) -> None:
    u, m = office.units, office.members
    with office_app.store.write("test", "test") as session:
        since, until = date(2024, 1, 1), date(2024, 10, 15)
        held = {"unit_id": u["first"], "post": "secretary"}
        session.add(Post(member_id=m["张伟"], valid_from=since, valid_to=until, **held))
        session.add(Post(member_id=m["王芳"], valid_from=until, valid_to=None, **held))
    office_app.run(units.add, parent=u["first"], kind="party_group", name="第一党小组")
    first = office_app.ask(headings.of_unit, unit=u["first"], month=MONTH)
    assert first.path == ((u["street"], "和平街道党工委"), (u["east"], "东苑社区党委"))
    assert (first.name, first.kind, first.kind_label) == ("第一网格党支部", "grid_branch", "网格党支部")
    assert (first.secretary, first.members, first.registered) == ("王芳", 3, 1)
    assert (first.households, first.groups, first.is_closed) == (320, 1, False)
    assert office_app.ask(headings.of_unit, unit=u["first"], month=BEFORE).secretary == "张伟"
    street = office_app.ask(headings.of_unit, unit=u["street"], month=MONTH)
    assert (street.path, street.secretary, street.members, street.registered) == ((), None, 7, 3)
    assert (street.households, street.groups) == (1030, 1)


def test_households_that_nobody_wrote_down_are_unknown(office_app: App, office: Office) -> None:
    bare = office_app.run(units.add, parent=office.units["west"], kind="party_branch", name="离岗支部").id
    assert office_app.ask(headings.of_unit, unit=bare, month=MONTH).households is None


def units_of(office: Office) -> Iterator[UnitId]:
    yield from office.units.values()


def test_the_days_add_up_to_the_figures(furnished_app: App, furnished_office: Office) -> None:
    for month in (BEFORE, MONTH, AFTER):
        figure = furnished_app.ask(figures.of_tree, month=month)
        for unit in units_of(furnished_office):
            days = furnished_app.ask(overview.days, unit=unit, month=month)
            assert [day.day for day in days] == [month.first + timedelta(n) for n in range(month.last.day)]
            sums = (sum(d.services for d in days), sum(d.gatherings for d in days), sum(d.present for d in days))
            assert sums == tuple(figure[unit][name] for name in ("services", "activities", "present"))


def test_the_days_are_civil_days(furnished_app: App, furnished_office: Office) -> None:
    days = furnished_app.ask(overview.days, unit=furnished_office.units["first"], month=MONTH)
    assert [(d.day.day, d.services, d.gatherings, d.present) for d in days if d.services or d.gatherings] == [
        (5, 1, 0, 0), (12, 0, 1, 2), (26, 0, 1, 1),
    ]  # fmt: skip


def test_latest_records_newest_first(furnished_app: App, furnished_office: Office) -> None:
    o = furnished_office
    found = latest(furnished_app, o.units["street"])
    assert [(row.kind, row.id) for row in found[:5]] == [
        ("service", o.services["estimated"]),
        ("activity", o.activities["clinic"]),
        ("activity", o.activities["joint"]),
        ("activity", o.activities["lecture"]),
        ("activity", o.activities["day"]),
    ]
    assert [row.kind for row in found[5:]] == ["registration", "service", "service"]
    assert (found[2].what, found[2].detail, found[2].at) == ("联合党日", "2 / 5", moment("2024-10-26T09:00"))
    assert found[5].detail == "赵敏"
    assert (found[0].at, found[0].what) == (None, "环境整治")
    assert "陈静" in found[0].detail
    assert "(2)" in found[0].detail or "2 人" in found[0].detail
    assert "清理楼道" in found[0].detail
    assert [row.id for row in latest(furnished_app, o.units["street"], limit=2)] == [row.id for row in found[:2]]


def test_of_a_jointly_held_gathering_a_unit_sees_its_own_people(furnished_app: App, furnished_office: Office) -> None:
    o = furnished_office
    (joint,) = [row for row in latest(furnished_app, o.units["third"]) if row.kind == "activity"]
    assert (joint.id, joint.detail) == (o.activities["joint"], "1 / 2")


def test_a_registration_names_the_work_unit(furnished_app: App, furnished_office: Office) -> None:
    rows = latest(furnished_app, furnished_office.units["first"], BEFORE)
    (row,) = [row for row in rows if row.kind == "registration"]
    assert "孙丽" in row.detail
    assert "某某研究院" in row.detail


def test_what_is_still_to_come_is_no_record(office_app: App, office: Office) -> None:
    for start in (now() - timedelta(minutes=1), now() + timedelta(minutes=1)):
        office_app.run(activities.add, unit=office.units["first"], kinds=["study"], title=f"{start}", start=start)
    office_app.run(
        services.add, unit=office.units["first"], category="repairs", day=today() + timedelta(days=1), hours=1,
        members=[office.members["张伟"]], summary="修灯",
    )  # fmt: skip
    months = {Month.of(today()), Month.of(today() + timedelta(days=1)), Month.of((now() - timedelta(minutes=1)).date())}
    rows = [row for month in months for row in latest(office_app, office.units["first"], month)]
    assert len(rows) == 1
    assert rows[0].kind == "activity"


def test_the_overview_is_made_of_the_same_numbers(furnished_app: App, furnished_office: Office) -> None:
    for unit in units_of(furnished_office):
        shown = furnished_app.ask(overview.of_unit, unit=unit, month=MONTH)
        assert shown.figures == furnished_app.ask(figures.of_unit, unit=unit, first=MONTH)
        assert shown.before == furnished_app.ask(figures.of_unit, unit=unit, first=BEFORE)
        assert shown.days == furnished_app.ask(overview.days, unit=unit, month=MONTH)
        assert shown.latest == latest(furnished_app, unit)
        assert sum(number for _code, _label, number in shown.categories) == shown.figures["services"]
        behind = furnished_app.ask(records.behind, figure="services", unit=unit, first=MONTH)
        assert {row.what for row in behind} == ({"清理楼道"} if shown.categories else set())


def test_categories_begin_with_the_most_frequent(office_app: App, office: Office) -> None:
    for category in ("repairs", "mediation", "mediation", "mediation", "mediation"):
        office_app.run(
            services.add, unit=office.units["first"], category=category, day=date(2024, 10, 9), hours=1,
            members=[office.members["张伟"]], summary="x",
        )  # fmt: skip
    shown = office_app.ask(overview.of_unit, unit=office.units["street"], month=MONTH)
    assert shown.categories == (
        ("mediation", "矛盾调解", 4), ("environment_cleanup", "环境整治", 3), ("repairs", "便民维修", 1),
    )  # fmt: skip
