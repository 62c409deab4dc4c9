"""Change orders on the small office: what goes where, what is refused, undo, orders dated ahead (D2, D3, S090–S095)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from offices import AFTER, BEFORE, MONTH, Office, moment, rows, state

from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.orders import (
    CHILDREN,
    HOUSEHOLD,
    MEMBER,
    POST,
    REHOME,
    REST,
    UNIT,
    Allocation,
    OrderPlan,
    Target,
)
from gridparty.operations import (
    activities,
    checks,
    dossiers,
    figures,
    history,
    members,
    orders,
    posts,
    records,
    registers,
    registrations,
    transfers,
    tree,
    unit_links,
    units,
)
from gridparty.operations.orders import Preview
from gridparty.storage.office_tables import Transfer
from gridparty.storage.organisation_tables import ChangeOrderUnit, RegisterEntry, RegisterPerson, Term
from gridparty.storage.tables import Activity, Attendance, Belonging, Post, Service, UnitLink

DAY = date(2024, 11, 1)
WITHIN = date(2024, 10, 15)
SOON = today() + timedelta(days=20)


def order(office: Office, kind: str, sources: str, *targets: Target, day: date = DAY, **more: Any) -> OrderPlan:
    allocations = tuple(Allocation(*each) for each in more.pop("allocations", ()))
    named = tuple(office.units[name] for name in sources.split())
    return OrderPlan(kind, day, named, targets, allocations, **more)


def branch(name: str, **more: Any) -> Target:
    return Target(name=name, kind="grid_branch", **more)


def numbers(shown: Preview) -> dict[str, tuple[int, int, int]]:
    return {row.matter: (row.before, row.after, row.ended) for row in shown.conservation if row.before or row.after}


def figure(app: App, unit: UnitId, name: str, month: Any = AFTER) -> figures.Value:
    return app.ask(figures.of_unit, unit=unit, first=month)[name]


def people_of(app: App, unit: UnitId, day: date = DAY) -> set[str]:
    return {row.name for row in app.ask(members.rows, unit=unit, day=day)}


def test_two_branches_become_one(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    months = {month: app.ask(figures.of_tree, month=month) for month in (BEFORE, MONTH)}
    later = app.ask(figures.of_tree, month=AFTER)[unit["street"]]
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    shown = app.ask(orders.preview, plan=plan)
    assert (shown.refusals, shown.top) == ((), unit["east"])
    assert numbers(shown) == {
        "members": (5, 5, 0), "other_people": (1, 1, 0), "registrations": (1, 1, 0), "people": (7, 7, 0),
        "households": (730, 730, 0), "units": (2, 2, 0),
    }  # fmt: skip
    assert shown.members_after[UnitId(-1)] == 5
    assert shown.touched == {unit["first"], unit["second"], UnitId(-1)}
    done = app.run(orders.record, plan=plan)
    (new,) = done.units
    node = app.ask(tree.on_day, day=DAY).nodes[new]
    assert (node.name, node.kind, node.parent, node.code) == (
        "联合网格党支部", "grid_branch", unit["east"], "410102001001003",
    )  # fmt: skip
    assert {month: app.ask(figures.of_tree, month=month) for month in months} == months
    assert app.ask(figures.of_tree, month=AFTER)[unit["street"]] == {**later, "branches": 2}
    assert app.ask(tree.on_day, day=DAY).covers[new] == [unit["first_grid"], unit["second_grid"]]
    assert people_of(app, new) == {"张伟", "王芳", "李娜", "陈静", "杨磊"}
    assert app.ask(checks.run).findings == ()


def test_the_month_of_an_order_counts_what_stands_at_its_end(office_app: App, office: Office) -> None:
    """D3: the month's tree still shows what was closed within it; a stock counts what took over, once."""
    app, street = office_app, office.units["street"]
    grids = order(office, "merge", "first_grid second_grid", Target(name="联合网格", kind="grid"), day=WITHIN)
    branches = order(office, "merge", "first second", branch("联合网格党支部"), day=WITHIN, facts={REHOME: True})
    app.run(orders.record, plan=grids)
    app.run(orders.record, plan=branches)
    counted = {name: figure(app, street, name, MONTH) for name in ("branches", "grids", "households", "buildings")}
    assert counted == {"branches": 2, "grids": 2, "households": 320 + 410 + 300, "buildings": 24}
    for name, number in counted.items():
        behind = app.ask(records.behind, figure=name, unit=street, first=MONTH)
        assert sum(row.value for row in behind) == number
    assert office.units["first_grid"] in app.ask(tree.of_month, month=MONTH).nodes


def test_a_registration_goes_on_with_its_receipt_and_is_no_new_one(office_app: App, office: Office) -> None:
    app = office_app
    (before,) = (row for row in app.ask(rows, Belonging) if row.member_id == office.members["孙丽"])
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    (new,) = app.run(orders.record, plan=plan).units
    old, now = (row for row in app.ask(rows, Belonging) if row.member_id == office.members["孙丽"])
    assert (old.unit_id, old.valid_to, old.receipt, old.facts["receipt"]) == (before.unit_id, DAY, None, before.receipt)
    assert (now.unit_id, now.valid_from, now.valid_to, now.receipt) == (new, DAY, None, before.receipt)
    assert figure(app, new, "registered_members") == 1
    assert figure(app, new, "new_registrations") == 0
    assert figure(app, office.units["first"], "new_registrations", BEFORE) == 1
    (row,) = app.ask(records.behind, figure="new_registrations", unit=office.units["first"], first=BEFORE)
    assert row.what == before.receipt


def test_undo_brings_back_every_row_until_a_later_act_touches_one(office_app: App, office: Office) -> None:
    """D3."""
    app = office_app
    before = app.ask(state)
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    (new,) = app.run(orders.record, plan=plan).units
    (act,) = app.ask(history.acts, limit=1)
    app.undo(act.id)
    assert app.ask(state) == before
    app.undo(act.id)  # again
    app.run(
        members.edit, member=office.members["张伟"], changes={}, unit=office.units["third"], start=date(2024, 12, 1)
    )
    (later,) = app.ask(history.acts, limit=1)
    with pytest.raises(Conflict, match=str(later.id)):
        app.undo(act.id)
    assert new in app.ask(tree.on_day, day=DAY).nodes


def test_a_branch_is_split_person_by_person_and_its_grid_by_households(office_app: App, office: Office) -> None:
    """S095: nothing may be left over; the grid is split with its branch."""
    app, unit, people = office_app, office.units, office.members
    some = ((0, MEMBER, people["张伟"]), (0, HOUSEHOLD, None, 120))
    plan = order(office, "split", "first", branch("甲网格党支部"), branch("乙网格党支部"), allocations=some)
    shown = app.ask(orders.preview, plan=plan)
    assert [sentence for sentence in shown.refusals if "200" in sentence]
    assert [s for s in shown.refusals if all(name in s for name in ("王芳", "李娜", "曾强", "孙丽"))]
    with pytest.raises(InvalidInput, match="第一网格"):
        app.run(orders.record, plan=plan)
    plan = replace(plan, allocations=(*plan.allocations, Allocation(1, REST)))
    one, other = app.run(orders.record, plan=plan).units
    now = app.ask(tree.on_day, day=DAY)
    grids = [now.nodes[now.covers[each][0]] for each in (one, other)]
    assert [(grid.name, grid.facts["households"], grid.parent) for grid in grids] == [
        ("甲网格", 120, unit["east"]), ("乙网格", 200, unit["east"]),
    ]  # fmt: skip
    assert grids[1].facts["buildings"] == 8
    assert unit["first_grid"] not in now.nodes
    assert (people_of(app, one), people_of(app, other)) == ({"张伟"}, {"王芳", "李娜"})
    assert figure(app, unit["street"], "households") == 1030
    assert figure(app, unit["street"], "grids") == 4
    assert app.ask(checks.run).findings == ()


def test_more_households_than_there_are(office_app: App, office: Office) -> None:
    some = ((0, HOUSEHOLD, office.units["first_grid"], 400), (1, REST))
    plan = order(office, "split", "first", branch("甲网格党支部"), branch("乙网格党支部"), allocations=some)
    assert "80" in office_app.ask(orders.preview, plan=plan).refusals[0]


def test_a_part_leaves_a_branch_that_stays(office_app: App, office: Office) -> None:
    """A source that is also a target keeps what is not given away, its grid the rest of the households."""
    app, unit = office_app, office.units
    some = ((1, MEMBER, office.members["王芳"]), (1, HOUSEHOLD, None, 20))
    plan = order(office, "split", "first", Target(unit=unit["first"]), branch("新网格党支部"), allocations=some)
    stays, new = app.run(orders.record, plan=plan).units
    now = app.ask(tree.on_day, day=DAY)
    assert stays == unit["first"]
    assert people_of(app, stays) == {"张伟", "李娜"}
    assert people_of(app, new) == {"王芳"}
    assert now.covers[stays] == [unit["first_grid"]]
    assert now.nodes[unit["first_grid"]].facts["households"] == 300
    assert now.nodes[now.covers[new][0]].facts == {"households": 20}
    assert app.ask(tree.on_day, day=DAY - timedelta(days=1)).nodes[unit["first_grid"]].facts["households"] == 320
    assert app.ask(checks.run).findings == ()


def test_party_groups_go_with_their_people(office_app: App, office: Office) -> None:
    app, unit, people = office_app, office.units, office.members
    groups = [app.run(units.add, parent=unit["first"], kind="party_group", name=f"第{n}党小组").id for n in "一二"]
    with app.store.write("test", "outside") as session:
        for name, group in (("张伟", groups[0]), ("王芳", groups[0]), ("李娜", groups[1])):
            (row,) = session.query(Belonging).filter_by(member_id=people[name], kind="affiliation")
            row.group_id = group
    some = ((0, UNIT, groups[0]), (1, REST), (1, MEMBER, people["王芳"]))
    plan = order(office, "split", "first", branch("甲网格党支部"), branch("乙网格党支部"), allocations=some)
    one, other = app.run(orders.record, plan=plan).units
    now = {
        row.member_id: (row.unit_id, row.group_id)
        for row in app.ask(rows, Belonging)
        if row.valid_to is None and row.kind == "affiliation"
    }
    assert now[people["张伟"]] == (one, groups[0])
    assert now[people["王芳"]] == (other, None)  # the group is elsewhere
    assert now[people["李娜"]] == (other, groups[1])
    assert app.ask(tree.on_day, day=DAY).nodes[groups[1]].parent == other
    moved = order(office, "move", "", Target(unit=unit["third"]), day=date(2024, 12, 1), title="")
    app.run(orders.record, plan=replace(moved, sources=(groups[1],)))
    assert people_of(app, unit["third"], date(2024, 12, 1)) == {"赵敏", "黄强", "李娜"}
    assert app.ask(checks.run).findings == ()


def test_two_registrations_with_both_become_one(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    app.run(registrations.add, unit=unit["second"], member=office.members["孙丽"], day=date(2024, 10, 2))
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    shown = app.ask(orders.preview, plan=plan)
    assert numbers(shown)["registrations"] == (2, 1, 1)
    assert any("1" in sentence for sentence in shown.warnings)
    (new,) = app.run(orders.record, plan=plan).units
    mine = [row for row in app.ask(rows, Belonging) if row.member_id == office.members["孙丽"]]
    assert [(row.unit_id, row.valid_to) for row in mine] == [
        (unit["first"], DAY), (unit["second"], DAY), (new, None),
    ]  # fmt: skip


def test_a_unit_takes_another_in(office_app: App, office: Office) -> None:
    """A person who is registered with the one that stays is registered once, and its own records stay."""
    app, unit = office_app, office.units
    app.run(registrations.add, unit=unit["second"], member=office.members["孙丽"], day=date(2024, 10, 2))
    plan = order(office, "merge", "second", Target(unit=unit["first"]))
    (into,) = app.run(orders.record, plan=plan).units
    assert into == unit["first"]
    assert people_of(app, into) == {"张伟", "王芳", "李娜", "陈静", "杨磊"}
    assert figure(app, into, "registered_members") == 1
    assert app.ask(tree.on_day, day=DAY).covers[into] == [unit["first_grid"], unit["second_grid"]]


def test_communities_with_everything_below_them(office_app: App, office: Office) -> None:
    """S090: grids and branches go along, links to units that end are taken over, register entries continue."""
    app, unit = office_app, office.units
    committee = app.run(units.add, parent=unit["street"], kind="comprehensive_committee", name="综合党委").id
    app.run(unit_links.add, unit=committee, other=unit["west"], role="member_unit", start=date(2024, 1, 1))
    centre = app.run(
        registers.add,
        register="facility",
        unit=unit["west"],
        name="西苑党群服务中心",
        start=date(2024, 2, 1),
        facts={"kind": "service_centre", "area": 620},
    )
    app.run(registers.add_person, entry=centre, member=office.members["赵敏"], role="keeper", start=date(2024, 2, 1))
    plan = order(office, "merge", "east west", Target(name="东西苑社区党委", kind="community", code="410102001101"))
    (new,) = app.run(orders.record, plan=plan).units
    now = app.ask(tree.on_day, day=DAY)
    assert {now.nodes[unit[name]].parent for name in ("first", "second", "third", "third_grid")} == {new}
    links = [(row.unit_id, row.other_id, row.valid_to) for row in app.ask(rows, UnitLink) if row.role == "member_unit"]
    assert links == [(committee, unit["west"], DAY), (committee, new, None)]
    old, entry = app.ask(rows, RegisterEntry)
    assert (old.valid_to, entry.unit_id, entry.valid_from, entry.continues_id) == (DAY, new, DAY, old.id)
    assert (entry.name, entry.facts["area"]) == ("西苑党群服务中心", 620)
    assert [(row.entry_id, row.valid_to) for row in app.ask(rows, RegisterPerson)] == [(old.id, DAY), (entry.id, None)]
    assert figure(app, new, "members") == figure(app, unit["street"], "members") == 7
    assert figure(app, new, "registered_members") == 3
    assert app.ask(checks.run).findings == ()


def test_a_branch_that_moves_takes_its_grid_along(office_app: App, office: Office) -> None:
    """D1: to the place at or above its new parent, unless another branch covers it or it lies there already."""
    app, unit = office_app, office.units
    general = app.run(units.add, parent=unit["west"], kind="general_branch", name="西苑党总支").id
    app.run(orders.record, plan=order(office, "move", "first", Target(unit=general)))
    nodes = app.ask(tree.on_day, day=DAY).nodes
    assert (nodes[unit["first"]].parent, nodes[unit["first_grid"]].parent) == (general, unit["west"])
    assert [figure(app, unit[name], "households") for name in ("east", "west")] == [410, 320 + 300]
    assert [figure(app, unit[name], "households", MONTH) for name in ("east", "west")] == [730, 300]
    app.undo()
    app.run(unit_links.add, unit=unit["third"], other=unit["first_grid"], role="covers", start=date(2024, 1, 1))
    app.run(orders.record, plan=order(office, "move", "first", Target(unit=general)))
    assert app.ask(tree.on_day, day=DAY).nodes[unit["first_grid"]].parent == unit["east"]


def test_grids_follow_their_branches_to_a_new_community(office_app: App, office: Office) -> None:
    """S095: whoever gives a branch to a community means its grid and its households too."""
    app, unit = office_app, office.units
    new = [Target(name=name, kind="community", code=f"41010200100110{at}") for at, name in enumerate(("东一", "东二"))]
    plan = order(office, "split", "east", *new, allocations=((0, UNIT, unit["first"]), (1, REST)))
    one, two = app.run(orders.record, plan=plan).units
    nodes = app.ask(tree.on_day, day=DAY).nodes
    assert {nodes[unit[name]].parent for name in ("first", "first_grid")} == {one}
    assert {nodes[unit[name]].parent for name in ("second", "second_grid")} == {two}
    assert [figure(app, each, "households") for each in (one, two)] == [320, 410]


def test_posts_end_with_their_unit_unless_they_are_given_a_place(office_app: App, office: Office) -> None:
    app, people = office_app, office.members
    held = [
        app.run(posts.add, member=people[name], unit=office.units[at], post=post, start=date(2024, 1, 1))
        for name, at, post in (("张伟", "first", "secretary"), ("陈静", "second", "secretary"))
    ]
    plan = order(office, "merge", "first second", branch("联合网格党支部"), allocations=((0, POST, held[1]),))
    assert numbers(app.ask(orders.preview, plan=plan))["posts"] == (2, 1, 1)
    (new,) = app.run(orders.record, plan=plan).units
    assert [(row.member_id, row.unit_id, row.valid_from, row.valid_to) for row in app.ask(rows, Post)] == [
        (people["张伟"], office.units["first"], date(2024, 1, 1), DAY),
        (people["陈静"], office.units["second"], date(2024, 1, 1), DAY),
        (people["陈静"], new, DAY, None),
    ]


def test_later_records_stop_an_order_until_they_go_along(office_app: App, office: Office) -> None:
    """D3: a back-dated order that leaves later records behind is refused until they are re-homed."""
    app, unit = office_app, office.units
    back = date(2024, 10, 10)
    plan = order(office, "merge", "first second", branch("联合网格党支部"), day=back)
    with pytest.raises(InvalidInput, match="2024-10-10"):
        app.run(orders.record, plan=plan)
    before = figure(app, unit["street"], "present", MONTH), figure(app, unit["street"], "services", MONTH)
    plan = replace(plan, facts={REHOME: True})
    shown = app.ask(orders.preview, plan=plan)
    assert (numbers(shown)["activities"], numbers(shown)["services"]) == ((2, 2, 0), (1, 1, 0))
    (new,) = app.run(orders.record, plan=plan).units
    after = figure(app, unit["street"], "present", MONTH), figure(app, unit["street"], "services", MONTH)
    assert after == before
    hosts = {row.id: row.unit_id for row in app.ask(rows, Activity)}
    assert hosts[office.activities["day"]] == hosts[office.activities["joint"]] == new
    assert hosts[office.activities["old"]] == unit["first"]
    late = {row.activity_id for row in app.ask(rows, Attendance) if row.unit_id == new}
    assert late == {office.activities["day"], office.activities["joint"]}
    served = {row.id: row.unit_id for row in app.ask(rows, Service)}
    assert served[office.services["estimated"]] == new
    assert served[office.services["counted"]] == unit["first"]
    assert app.ask(checks.run).findings == ()


def test_both_hosts_of_a_gathering_become_one(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    plan = order(office, "merge", "first third", branch("联合网格党支部"), day=date(2024, 10, 20), facts={REHOME: True})
    before = figure(app, unit["street"], "expected", MONTH)
    (new,) = app.run(orders.record, plan=plan).units
    assert app.ask(activities.joint_units, office.activities["joint"]) == []
    assert figure(app, new, "activities", MONTH) == 1
    assert figure(app, unit["street"], "expected", MONTH) == before
    assert app.ask(tree.on_day, day=DAY).nodes[new].parent == unit["east"]  # where the first of them was


def test_an_upcoming_list_is_drawn_up_anew(office_app: App, office: Office) -> None:
    app = office_app
    start = moment("2024-12-05T19:00")
    found = app.run(
        activities.add, unit=office.units["first"], kinds=["theme_party_day"], title="十二月党日", start=start
    )
    plan = order(office, "merge", "first second", branch("联合网格党支部"), facts={REHOME: True})
    app.run(orders.record, plan=plan)
    listed = {row.member_id for row in app.ask(rows, Attendance) if row.activity_id == found}
    assert listed == {office.members[name] for name in ("张伟", "王芳", "李娜", "陈静", "杨磊")}


def test_branches_move_below_another_unit_together(office_app: App, office: Office) -> None:
    """S093: 把流动党员支部、非公企业支部下放社区管理."""
    app, unit = office_app, office.units
    kinds = ("floating_member_branch", "enterprise_branch")
    both = tuple(app.run(units.add, parent=unit["street"], kind=kind, name=f"街道{kind}").id for kind in kinds)
    person = app.run(members.add, person=Person(name="刘洋"), unit=both[0])
    plan = OrderPlan("move", DAY, both, (Target(unit=unit["west"]),), document="中发〔2024〕8号")
    app.run(orders.record, plan=plan)
    assert figure(app, unit["west"], "members", MONTH) == 2
    assert figure(app, unit["west"], "members") == 3
    assert figure(app, unit["street"], "members") == 8
    (row,) = app.ask(orders.rows)
    assert (row.kind, row.document, {unit for unit, _name in row.sources}) == ("move", "中发〔2024〕8号", set(both))
    assert app.ask(dossiers.of_member, member=person).belongings[0].unit == both[0]
    for wrong in (unit["west"], both[0]):  # there already; below itself
        plan = OrderPlan("move", date(2024, 12, 1), both[:1], (Target(unit=wrong),))
        assert "街道floating_member_branch" in app.ask(orders.preview, plan=plan).refusals[0]


def test_a_committee_rises_and_its_children_are_retyped(office_app: App, office: Office) -> None:
    """S091: the same unit, its history kept."""
    app, unit = office_app, office.units
    general = app.run(units.add, parent=unit["east"], kind="general_branch", name="东苑党总支").id
    child = app.run(units.add, parent=general, kind="party_branch", name="东苑党支部").id
    plan = OrderPlan(
        "upgrade",
        DAY,
        (general,),
        (Target(unit=general, kind="party_committee", name="东苑党委"),),
        facts={CHILDREN: {str(child): "general_branch"}},
    )
    app.run(orders.record, plan=plan)
    before, after = (app.ask(tree.of_month, month=month).nodes for month in (MONTH, AFTER))
    assert [(nodes[general].kind, nodes[general].name, nodes[child].kind) for nodes in (before, after)] == [
        ("general_branch", "东苑党总支", "party_branch"), ("party_committee", "东苑党委", "general_branch"),
    ]  # fmt: skip
    for kind in ("grid", "castle"):
        plan = OrderPlan("upgrade", date(2024, 12, 1), (general,), (Target(unit=general, kind=kind),))
        assert app.ask(orders.preview, plan=plan).refusals


def test_names_and_codes_change_on_a_day(office_app: App, office: Office) -> None:
    app, first = office_app, office.units["first"]
    app.run(orders.record, plan=OrderPlan("rename", DAY, (first,), (Target(unit=first, name="百合网格党支部"),)))
    app.run(orders.record, plan=OrderPlan("recode", DAY, (first,), (Target(unit=first, code="410102001001-088"),)))
    before, after = (app.ask(tree.of_month, month=month).nodes[first] for month in (MONTH, AFTER))
    assert (before.name, before.code) == ("第一网格党支部", "410102001001001")
    assert (after.name, after.code) == ("百合网格党支部", "410102001001088")
    taken = OrderPlan("recode", date(2024, 12, 1), (first,), (Target(unit=first, code="410102001001002"),))
    assert "410102001001002" in app.ask(orders.preview, plan=taken).refusals[0]
    earlier = OrderPlan("rename", date(2024, 10, 1), (first,), (Target(unit=first, name="迟到"),))
    with pytest.raises(InvalidInput, match="2024-11-01"):
        app.run(orders.record, plan=earlier)


def test_a_community_stays_a_place_when_it_rises(office_app: App, office: Office) -> None:
    """D1, S091: it is a place and its Party organisation in one, so its name rises; no branch becomes a place."""
    app, unit = office_app, office.units
    for target in (Target(unit=unit["east"], kind="party_committee"), Target(unit=unit["first"], kind="community")):
        refused = app.ask(orders.preview, plan=OrderPlan("upgrade", DAY, targets=(target,))).refusals
        assert len(refused) == 1
    named = OrderPlan("upgrade", DAY, targets=(Target(unit=unit["east"], kind="community", name="东苑社区党总支"),))
    assert app.ask(orders.preview, plan=named).refusals == ()


def test_a_renamed_unit_stands_in_its_order_with_both_names(office_app: App, office: Office) -> None:
    """S090: the list says what was renamed, whether the order named its sources or not, in force or waiting."""
    app, first = office_app, office.units["first"]
    for day, name in ((DAY, "百合网格党支部"), (date(2999, 1, 1), "月季网格党支部")):
        app.run(orders.record, plan=OrderPlan("rename", day, targets=(Target(unit=first, name=name),)))
    waiting, applied = app.ask(orders.rows, unit=first)
    assert (applied.sources, applied.targets) == (((first, "第一网格党支部"),), ((first, "百合网格党支部"),))
    assert (waiting.sources, waiting.targets) == (((first, "百合网格党支部"),), ((first, "月季网格党支部"),))


def test_a_correction_reaches_back_to_the_change_of_name(office_app: App, office: Office) -> None:
    """A move in between does not stop it: the name was the same wrong one before and after."""
    app, unit = office_app, office.units["first"]
    named, moved = date(2024, 3, 1), date(2024, 8, 1)
    app.run(orders.record, plan=order(office, "rename", "first", Target(unit=unit, name="东苑一支部"), day=named))
    app.run(orders.record, plan=order(office, "move", "first", Target(unit=office.units["west"]), day=moved))
    app.run(units.edit, unit=unit, name="东苑第一支部")
    names = [app.ask(tree.on_day, day=day).nodes[unit].name for day in (date(2024, 2, 1), named, moved, DAY)]
    assert names == ["第一网格党支部", "东苑第一支部", "东苑第一支部", "东苑第一支部"]


def test_closing_and_opening_again(office_app: App, office: Office) -> None:
    app = office_app
    unit = app.run(units.add, parent=office.units["east"], kind="enterprise_branch", name="甲公司党支部").id
    full = OrderPlan("close", DAY, (office.units["first"],))
    assert "第一网格党支部" in app.ask(orders.preview, plan=full).refusals[0]
    app.run(orders.record, plan=OrderPlan("close", DAY, (unit,)))
    assert unit not in app.ask(tree.on_day, day=DAY).nodes
    with pytest.raises(InvalidInput, match="甲公司党支部"):
        app.run(orders.record, plan=OrderPlan("reopen", date(2024, 10, 1), (unit,)))
    assert app.ask(orders.find_closed, key="甲公司党支部", day=today()) == unit
    app.run(orders.record, plan=OrderPlan("reopen", date(2024, 12, 1), (unit,)))
    alive = {day: unit in app.ask(tree.on_day, day=day).nodes for day in (date(2024, 11, 30), date(2024, 12, 1))}
    assert list(alive.values()) == [False, True]
    assert app.ask(checks.run).findings == ()


def test_an_order_dated_ahead_waits_for_its_day(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    plan = order(office, "merge", "first second", branch("联合网格党支部"), day=SOON, title="合并第一、第二网格党支部")
    done = app.run(orders.record, plan=plan)
    assert (done.state, done.units) == ("planned", ())
    assert app.ask(orders.due, day=SOON - timedelta(days=1)) == ()
    assert app.run(orders.apply_due, day=SOON - timedelta(days=1)) == ()
    assert unit["first"] in app.ask(tree.on_day, day=SOON).nodes
    (row,) = app.run(orders.apply_due, day=SOON)
    assert (row.state, [name for _unit, name in row.targets]) == ("applied", ["联合网格党支部"])
    assert unit["first"] not in app.ask(tree.on_day, day=SOON).nodes
    with pytest.raises(Conflict):
        app.run(orders.cancel, order=done.id)
    assert app.ask(checks.run).findings == ()


def test_an_order_that_no_longer_fits_stays_and_says_why(office_app: App, office: Office) -> None:
    app = office_app
    plan = order(office, "split", "first", branch("甲网格党支部"), branch("乙网格党支部"), day=SOON)
    names = ("张伟", "王芳", "李娜", "曾强", "孙丽")
    everyone = tuple(Allocation(at % 2, MEMBER, office.members[name]) for at, name in enumerate(names))
    grid = Allocation(0, UNIT, office.units["first_grid"])
    done = app.run(orders.record, plan=replace(plan, allocations=(*everyone, grid)))
    app.run(members.add, person=Person(name="何晨"), unit=office.units["first"], start=date(2024, 12, 1))
    (row,) = app.run(orders.apply_due, day=SOON)
    assert row.state == "planned"
    assert row.refusal is not None
    assert "何晨" in row.refusal
    before = app.ask(history.acts, limit=1)
    app.run(orders.apply_due, day=SOON)  # says the same again: nothing to write
    assert app.ask(history.acts, limit=1) == before
    app.run(orders.cancel, order=done.id)
    assert app.ask(orders.due, day=SOON) == ()
    assert app.ask(orders.one, order=done.id).state == "cancelled"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "explode"},
        {"sources": ()},
        {"targets": ()},
        {"sources": (5, 5)},
        {"allocations": (Allocation(3, REST),)},
        {"sources": (5,), "kind": "split"},
        {"sources": (99_999, 5)},
        {"day": date(1890, 1, 1)},
        {"targets": (Target(name="", kind="grid_branch"),)},
        {"targets": (Target(name="甲", kind="castle"),)},
        {"targets": (Target(name="甲", kind="grid_branch", parent=UnitId(5)),)},
        {"targets": (Target(name="甲", kind="grid_branch", parent=UnitId(99_999)),)},
        {"targets": (Target(name="甲", kind="grid_branch", code="!"),)},
        {"targets": (Target(name="甲", kind="grid_branch", code="410102001002001"),)},
        {"targets": (Target(unit=UnitId(99_999)),)},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_words(office_app: App, office: Office, change: dict[str, Any]) -> None:
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    assert plan.sources == (5, 7)
    plan = replace(plan, **change)
    before = office_app.ask(state)
    assert office_app.ask(orders.preview, plan=plan).refusals
    with pytest.raises(InvalidInput):
        office_app.run(orders.record, plan=plan)
    assert office_app.ask(state) == before


def test_sizes_are_warned_of_but_never_refused(office_app: App, office: Office) -> None:
    """ORG-03, GRID-02."""
    some = ((0, MEMBER, office.members["张伟"]), (0, HOUSEHOLD, None, 120), (1, REST))
    plan = order(office, "split", "first", branch("甲网格党支部"), branch("乙网格党支部"), allocations=some)
    shown = office_app.ask(orders.preview, plan=plan)
    assert shown.refusals == ()
    assert any("甲网格党支部" in sentence and "3" in sentence for sentence in shown.warnings)
    assert any("甲网格" in sentence and "120" in sentence for sentence in shown.warnings)


def test_the_order_names_its_units(office_app: App, office: Office) -> None:
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    done = office_app.run(orders.record, plan=plan)
    roles = [(row.role, row.unit_id) for row in office_app.ask(rows, ChangeOrderUnit)]
    assert roles == [
        ("source", office.units["first"]), ("source", office.units["second"]), ("target", done.units[0]),
    ]  # fmt: skip
    (row,) = office_app.ask(orders.rows, unit=done.units[0])
    assert (row.id, [name for _unit, name in row.sources]) == (done.id, ["第一网格党支部", "第二网格党支部"])
    assert "联合网格党支部" in row.title


def test_of_two_functional_parents_one_stays(office_app: App, office: Office) -> None:
    """D1: a unit has one functional parent at a time."""
    app, unit = office_app, office.units
    for name, above in (("first", "west"), ("second", "street")):
        app.run(unit_links.add, unit=unit[name], other=unit[above], role="functional_parent", start=date(2024, 1, 1))
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    assert app.ask(orders.preview, plan=plan).warnings
    (new,) = app.run(orders.record, plan=plan).units
    links = [row for row in app.ask(rows, UnitLink) if row.role == "functional_parent" and row.valid_to is None]
    assert [(row.unit_id, row.other_id) for row in links] == [(new, unit["west"])]


def test_a_transfer_under_way_goes_on_at_the_new_branch(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    app.run(transfers.begin_in, person=Person(name="刘洋"), unit=unit["second"], other="某县委组织部")
    plan = order(office, "merge", "first second", branch("联合网格党支部"))
    assert numbers(app.ask(orders.preview, plan=plan))["transfers"] == (1, 1, 0)
    (new,) = app.run(orders.record, plan=plan).units
    assert [row.unit_id for row in app.ask(rows, Transfer)] == [new]


def test_the_term_of_a_unit_ends_with_it(office_app: App, office: Office) -> None:
    app, unit = office_app, office.units
    with app.store.write("test", "outside") as session:
        for name in ("first", "third"):
            session.add(Term(unit_id=unit[name], start=date(2023, 5, 1), due=date(2026, 5, 1)))
    app.run(orders.record, plan=order(office, "merge", "first second", branch("联合网格党支部")))
    assert [(row.unit_id, row.ended) for row in app.ask(rows, Term)] == [(unit["first"], DAY), (unit["third"], None)]


def test_an_empty_branch_closes_and_its_grid_stays_where_it_lies(office_app: App, office: Office) -> None:
    added = office_app.run(units.add, parent=office.units["east"], kind="grid_branch", name="空网格党支部")
    plan = OrderPlan(kind="close", day=date(2024, 11, 1), sources=(added.id,))
    assert office_app.ask(orders.preview, plan=plan).refusals == ()
    office_app.run(orders.record, plan=plan)
    now = office_app.ask(tree.on_day, day=date(2024, 11, 2))
    assert added.id not in now.nodes
    assert added.grid in now.nodes
