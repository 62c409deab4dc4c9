"""Units as lists: what stands behind a number, and Party groups by what they are bound to (S002, S005, S124)."""

from datetime import date

import pytest
from offices import MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.operations import coverage, figures, inventory, members, registers, unit_facts, unit_lists, units

DAY = date(2024, 10, 31)


def test_units_with_their_own_members_in_the_order_given(office_app: App, office: Office) -> None:
    u = office.units
    facts = {"formation": "building", "founders": "甲公司、乙公司", "building": "金源大厦"}
    joint = office_app.run(units.add, parent=u["east"], kind="joint_branch", name="大厦党支部", facts=facts).id
    shown = office_app.ask(unit_lists.lines, units=(joint, u["first"], u["east"], UnitId(999)), day=DAY)
    assert [(row.unit, row.members, row.above) for row in shown] == [
        (joint, 0, "东苑社区党委"), (u["first"], 3, "东苑社区党委"), (u["east"], 0, "和平街道党工委"),
    ]  # fmt: skip
    assert [word in shown[0].facts for word in ("甲公司、乙公司", "金源大厦", "楼宇共建")] == [True] * 3
    assert shown[1].facts == ""


def test_groups_by_what_they_are_bound_to(office_app: App, office: Office) -> None:
    """S124: those that are bound stand first, and the number of groups is the figure's."""
    first = office.units["first"]
    for name, facts in (
        ("机关党小组", {}),
        ("一号车党小组", {"bound_kind": "vehicle", "bound_to": "执法车1号"}),
        ("窗口党小组", {"bound_kind": "window"}),
        ("老党小组", {"bound_to": "3号楼"}),
    ):
        office_app.run(units.add, parent=first, kind="party_group", name=name, facts=facts)
    found = office_app.ask(unit_lists.groups, unit=office.units["street"], day=DAY)
    assert [(row.name, row.is_bound, row.branch) for row in found.rows] == [
        ("一号车党小组", True, first), ("窗口党小组", True, first), ("老党小组", True, first),
        ("机关党小组", False, first),
    ]  # fmt: skip
    assert (found.bound, list(found.by_kind.values())) == (3, [1, 1])
    numbers = office_app.ask(figures.of_unit, unit=office.units["street"], first=MONTH)
    assert numbers["party_groups"] == len(found.rows)
    with pytest.raises(NotFound):
        office_app.ask(unit_lists.groups, unit=UnitId(999), day=DAY)


def test_the_kind_of_carrier_is_one_of_the_list(office_app: App) -> None:
    assert office_app.ask(unit_facts.check, facts={"bound_kind": "车辆", "bound_to": ""}) == {"bound_kind": "vehicle"}
    with pytest.raises(InvalidInput):
        office_app.ask(unit_facts.check, facts={"bound_kind": "飞船"})


def test_general_branches_of_enterprises_in_the_inventory(office_app: App, office: Office) -> None:
    """S002: 非公有制党组织46个（党总支3个）: one heading, its kinds told apart; a general branch is no branch."""
    street = office.units["street"]
    before = office_app.ask(figures.of_unit, unit=street, first=MONTH)["branches"]
    general = office_app.run(units.add, parent=street, kind="enterprise_general_branch", name="顺达党总支").id
    branch = office_app.run(units.add, parent=general, kind="enterprise_branch", name="顺达一厂党支部").id
    office_app.run(units.add, parent=street, kind="enterprise_committee", name="百货集团党委")
    office_app.run(members.add, person=Person(name="钱安民"), unit=branch)
    found = office_app.ask(inventory.of_unit, unit=street, month=MONTH)
    line = next(row for row in found.rows if "enterprise_branch" in row.by_kind)
    assert line.by_kind == {"enterprise_general_branch": 1, "enterprise_branch": 1, "enterprise_committee": 1}
    assert (line.organisations, line.members, set(line.units) > {general, branch}) == (3, 1, True)
    assert office_app.ask(figures.of_unit, unit=street, first=MONTH)["branches"] == before + 1


def test_an_enterprise_under_a_general_branch_is_covered(office_app: App, office: Office) -> None:
    """S005: members of the branches below are not counted again for the general branch above them."""
    street = office.units["street"]
    facts = {"formation": "single"}
    general = office_app.run(
        units.add, parent=street, kind="enterprise_general_branch", name="顺达党总支", facts=facts
    ).id
    branch = office_app.run(units.add, parent=general, kind="enterprise_branch", name="顺达一厂党支部", facts=facts).id
    office_app.run(members.add, person=Person(name="钱安民"), unit=branch)
    for unit in (general, street):
        office_app.run(registers.add, register="enterprise", name=f"企业{unit}", unit=unit, facts={"kind": "非公企业"})
    found = office_app.ask(coverage.enterprises, unit=street)
    assert (found.enterprises, found.covered) == (2, 1)
    assert [(row.mode, row.branches, row.enterprises, row.members) for row in found.modes] == [("single", 2, 1, 1)]
