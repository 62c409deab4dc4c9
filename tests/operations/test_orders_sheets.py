"""A plan of allocation as a table: what each line means, what is refused, and a template that can be filled (S095)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import InvalidInput
from gridparty.domain.orders import ENTRY, HOUSEHOLD, MEMBER, REST, UNIT, Allocation, OrderPlan, Target
from gridparty.operations import members, orders, orders_sheets, registers, units
from gridparty.operations.orders_sheets import PlanLine

DAY, START = date(2024, 11, 1), date(2024, 1, 1)


def read(app: App, *lines: tuple[str, ...], kind: str = "regroup", **more: object) -> OrderPlan:
    numbered = [PlanLine(number, *line) for number, line in enumerate(lines, start=2)]
    return app.ask(orders_sheets.plan_from, kind=kind, lines=numbered, day=DAY, **more)  # type: ignore[arg-type]


def test_lines_become_a_plan(office_app: App, office: Office) -> None:
    unit, people = office.units, office.members
    plan = read(
        office_app,
        ("甲", "甲网格党支部", "网格党支部", "", "member", "张伟"),
        ("甲", "", "", "", "户数", "410102001001001=120"),
        ("410102001001002", "", "", "", "rest", "410102001001001"),
        ("", "", "", "", "member", "王芳"),
        ("乙", "乙社区党委", "community", "410102001009", "unit", "410102001002001"),
        ("乙", "", "", "", "", ""),
        parent=unit["east"],
    )
    assert plan.targets == (
        Target(name="甲网格党支部", kind="grid_branch", parent=unit["east"]),
        Target(unit=unit["second"]),
        Target(name="乙社区党委", kind="community", parent=unit["east"], code="410102001009"),
    )
    assert plan.allocations == (
        Allocation(0, MEMBER, people["张伟"]),
        Allocation(0, HOUSEHOLD, unit["first"], 120),
        Allocation(1, REST, unit["first"]),
        Allocation(2, UNIT, unit["third"]),
    )
    assert plan.sources == (unit["first"], unit["west"])


@pytest.mark.parametrize(
    "line",
    [
        ("甲", "甲党支部", "castle", "", "rest", ""),
        ("甲", "", "", "", "rest", ""),
        ("甲", "甲党支部", "", "", "everything", ""),
        ("甲", "甲党支部", "", "", "member", ""),
        ("甲", "甲党支部", "", "", "member", "无此人"),
        ("甲", "甲党支部", "", "", "unit", "999"),
        ("甲", "甲党支部", "", "", "household", "many"),
        ("甲", "甲党支部", "", "", "post", "书记"),
    ],
)
def test_a_line_that_means_nothing_is_named(office_app: App, line: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match="2"):
        read(office_app, line)


def test_a_filled_template_splits_a_branch(office_app: App, office: Office) -> None:
    app, first = office_app, office.units["first"]
    group = app.run(units.add, parent=first, kind="party_group", name="第一党小组").id
    lines = app.ask(orders_sheets.template, units=[first], day=DAY)
    named = {line[6].rpartition("　")[2] for line in lines[:-1]}
    assert {"张伟", "王芳", "李娜", "曾强", "孙丽", "第一网格", "第一党小组", "第一网格党支部"} == named
    assert {line[4] for line in lines} == {"unit", "household", "member", "rest", "address"}
    lines = tuple(line for line in lines if line[4] != "address")  # stands there as a hint
    assert [line[5] for line in lines if line[4] == "household"] == [f"#{office.units['first_grid']}=320"]
    filled = [
        (
            "甲" if "张伟" in note else "乙",
            "甲党支部" if "张伟" in note else "乙党支部",
            "party_branch",
            code,
            what,
            key,
        )
        for _target, _name, _kind, code, what, key, note in lines
    ]
    plan = read(app, *filled, kind="split", sources=[first])
    made = dict(zip((target.name for target in plan.targets), app.run(orders.record, plan=plan).units, strict=True))
    one, other = made["甲党支部"], made["乙党支部"]
    assert {row.name for row in app.ask(members.rows, unit=one, day=DAY)} == {"张伟"}
    assert {row.name for row in app.ask(members.rows, unit=other, day=DAY)} == {"王芳", "李娜"}
    assert group in {row.id for row in app.ask(units.rows, under=other)}


def settle(app: App, office: Office) -> None:
    """Homes in two buildings, and a facility in one of them."""
    homes = {"张伟": "航海路18号院3号楼1单元201", "王芳": "航海路18号院13号楼", "李娜": "航海路18号院３ 号楼502"}
    for name, address in homes.items():
        app.run(members.edit, member=office.members[name], changes={"address": address})
    facts = {"kind": "activity_room", "address": "航海路18号院3号楼101"}
    app.run(registers.add, register="facility", name="党员活动室", unit=office.units["first"], start=START, facts=facts)


def test_people_and_facilities_by_address(office_app: App, office: Office) -> None:
    """S095: whoever lives, and what lies, in 3号楼 and not in 13号楼; one named by hand goes where that line says."""
    app, unit, people = office_app, office.units, office.members
    settle(app, office)
    found = app.ask(orders.at_address, units=[unit["first"]], text="3号楼", day=DAY)
    assert {key for what, key in found if what == MEMBER} == {people["张伟"], people["李娜"]}
    assert [what for what, _key in found].count(ENTRY) == 1
    assert app.ask(orders.at_address, units=[unit["second"]], text="3号楼", day=DAY) == ()
    lines = (
        ("甲", "甲党支部", "party_branch", "", "address", "3号楼"),
        ("乙", "乙党支部", "party_branch", "", "member", "李娜"),
        ("乙", "", "", "", "地址", "航海路"),
        ("乙", "", "", "", "rest", ""),
    )
    plan = read(app, *lines, kind="split", sources=[unit["first"]])
    where = {each.key: each.target for each in plan.allocations if each.what == MEMBER}
    assert where == {people["张伟"]: 0, people["李娜"]: 1, people["王芳"]: 1}
    assert [each.target for each in plan.allocations if each.what == ENTRY] == [0]
    one, other = app.run(orders.record, plan=plan).units
    assert {row.name for row in app.ask(members.rows, unit=one, day=DAY)} == {"张伟"}
    assert {"李娜", "王芳"} <= {row.name for row in app.ask(members.rows, unit=other, day=DAY)}


@pytest.mark.parametrize("key", ["", "99号楼"])
def test_an_address_where_nobody_lives_is_refused(office_app: App, office: Office, key: str) -> None:
    settle(office_app, office)
    line = ("甲", "甲党支部", "party_branch", "", "address", key)
    with pytest.raises(InvalidInput, match="2"):
        read(office_app, line, kind="split", sources=[office.units["first"]])
