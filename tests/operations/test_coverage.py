"""Grids covered by branches, enterprises by branches, the four haves (GRID-06; S005, S092, S096, S124, S136)."""

from datetime import date

import pytest
from offices import MONTH, Office, moment

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import activities, coverage, members, posts, registers, tree, unit_facts, unit_links, units

START = date(2024, 1, 1)
DAY = date(2024, 10, 31)


def test_the_matrix_of_grids_and_branches(office_app: App, office: Office) -> None:
    """S092: grids without a branch, branches that span grids, and the share of grids covered (GRID-06)."""
    u = office.units
    bare = office_app.run(units.add, parent=u["west"], kind="grid", name="第四网格", facts={"households": 350}).id
    office_app.run(unit_links.add, unit=u["first"], other=u["second_grid"], role="covers", start=START)
    found = office_app.ask(coverage.grids, unit=u["street"], day=DAY)
    assert {(row.name, row.place): row.branches for row in found.grids} == {
        ("第一网格", "东苑社区党委"): (u["first"],),
        ("第二网格", "东苑社区党委"): (u["first"], u["second"]),
        ("第三网格", "西苑社区党委"): (u["third"],),
        ("第四网格", "西苑社区党委"): (),
    }
    assert (found.without, found.covered, found.share) == ((bare,), 3, 0.75)
    assert found.spanning == {u["first"]: (u["first_grid"], u["second_grid"])}
    assert {row.name: row.households for row in found.grids}["第四网格"] == 350
    office_app.run(units.add, parent=bare, kind="enterprise_branch", name="某某公司党支部")
    assert office_app.ask(coverage.grids, unit=u["street"], day=DAY).without == (), "a branch that stands in the grid"
    with pytest.raises(NotFound):
        office_app.ask(coverage.grids, unit=UnitId(999), day=DAY)


def test_no_grid_no_share(app: App) -> None:
    street = app.run(units.add, parent=None, kind="street", name="某某街道党工委", code="410102050").id
    found = app.ask(coverage.grids, unit=street, day=DAY)
    assert (found.grids, found.share) == ((), None)


def enterprise(app: App, unit: UnitId, name: str) -> None:
    app.run(registers.add, register="enterprise", name=name, unit=unit, start=START, facts={"kind": "非公企业"})


def test_three_ways_of_forming_branches(office_app: App, office: Office) -> None:
    """S005: 单独组建、区域联建、楼宇共建; a branch may cover several enterprises."""
    u = office.units

    def branch(name: str, mode: str | None, kind: str = "enterprise_branch") -> UnitId:
        facts = {"formation": mode} if mode else {}
        return office_app.run(units.add, parent=u["street"], kind=kind, name=name, facts=facts).id

    alone, area = branch("甲公司党支部", "single"), branch("联合党支部", "regional", kind="joint_branch")
    tower, unsaid = branch("大厦党支部", "building"), branch("乙公司党支部", None)
    for unit, number in ((alone, 1), (area, 3), (tower, 5), (unsaid, 1), (u["east"], 2)):
        for each in range(number):
            enterprise(office_app, unit, f"企业{unit}-{each}")
    office_app.run(members.add, person=Person(name="甲公司党员"), unit=alone)
    found = office_app.ask(coverage.enterprises, unit=u["street"], day=DAY)
    assert [(row.label, row.branches, row.enterprises, row.members) for row in found.modes] == [
        ("单独组建", 1, 1, 1), ("区域联建", 1, 3, 0), ("楼宇共建", 1, 5, 0), ("", 1, 1, 0),
    ]  # fmt: skip
    assert (found.enterprises, found.covered, found.share) == (12, 10, 10 / 12)
    assert [row.units for row in found.modes] == [(alone,), (area,), (tower,), (unsaid,)]


def test_the_four_haves_of_an_enterprise_branch(office_app: App, office: Office) -> None:
    """S136: 有机构、有场地、有人员、有活动, each from what is in the file."""
    firm = office_app.run(units.add, parent=office.units["street"], kind="enterprise_branch", name="某某公司党支部").id
    people = [office_app.run(members.add, person=Person(name=f"职工党员{number}"), unit=firm) for number in range(3)]

    def has(first: Month = MONTH, last: Month = MONTH) -> tuple[bool, ...]:
        (row,) = office_app.ask(coverage.four_haves, unit=office.units["street"], first=first, last=last)
        assert row.has_all == all((row.organisation, row.facility, row.people, row.activity))
        return row.organisation, row.facility, row.people, row.activity

    assert has() == (True, False, False, False)
    facts = {"kind": "党员活动室", "area": 40}
    office_app.run(registers.add, register="facility", name="活动室", unit=firm, start=START, facts=facts)
    office_app.run(posts.add, unit=firm, member=people[0], post="secretary", start=START)
    assert has() == (True, True, True, False)
    office_app.run(
        activities.add,
        unit=office.units["first"],
        kinds=("theme_party_day",),
        title="联合党日",
        start=moment("2024-10-20T09:00"),
        half_hours=2,
        joint=[firm],
    )
    assert has() == (True, True, True, True)
    assert has(Month(2024, 9), Month(2024, 9)) == (True, True, True, False)


def test_a_general_branch_comes_with_its_three_kinds_of_branch(office_app: App, office: Office) -> None:
    """S096: 每个党总支下设非公支部、网格支部、流动支部."""
    general = office_app.run(
        units.add, parent=office.units["west"], kind="general_branch", name="航海西路党总支", with_branches=True
    ).id
    now = office_app.ask(tree.on_day, day=DAY)
    assert {now.nodes[each].kind for each in now.children[general]} == {
        "grid_branch", "enterprise_branch", "floating_member_branch",
    }  # fmt: skip


def test_a_party_group_is_bound_to_a_vehicle(office_app: App, office: Office) -> None:
    """S124: 一执法车辆一党小组; the group is bound to anything, by a fact of its own."""
    for number in (1, 2):
        office_app.run(
            units.add,
            parent=office.units["first"],
            kind="party_group",
            name=f"执法{number}号车党小组",
            facts={"bound_to": f"执法车{number}号"},
        )
    now = office_app.ask(tree.on_day, day=DAY)
    groups = [now.nodes[each] for each in now.children[office.units["first"]]]
    assert [(group.kind, group.facts["bound_to"]) for group in groups] == [
        ("party_group", "执法车1号"), ("party_group", "执法车2号"),
    ]  # fmt: skip
    office_app.run(units.edit, unit=groups[0].id, facts={"bound_to": "服务窗口3"})
    assert office_app.ask(tree.on_day, day=DAY).nodes[groups[0].id].facts["bound_to"] == "服务窗口3"


def test_facts_of_a_unit_are_typed(office_app: App, office: Office) -> None:
    unit = office.units["first_grid"]
    office_app.run(
        unit_facts.put, unit=unit, facts={"households": "330", "buildings": "", "full_name": "东苑社区第一网格"}
    )
    assert office_app.ask(tree.on_day, day=DAY).nodes[unit].facts == {
        "households": 330,
        "full_name": "东苑社区第一网格",
    }
    office_app.run(unit_facts.put, unit=office.units["first"], facts={"formation": "区域联建"})
    assert office_app.ask(tree.on_day, day=DAY).nodes[office.units["first"]].facts == {"formation": "regional"}
    for bad in ({"households": "多"}, {"formation": "随便"}, {"wings": 2}):
        with pytest.raises(InvalidInput):
            office_app.run(unit_facts.put, unit=unit, facts=bad)
    with pytest.raises(NotFound):
        office_app.run(unit_facts.put, unit=UnitId(999), facts={"staff": 1})
