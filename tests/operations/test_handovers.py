"""What a change order hands over (S093), and the brands that a booklet collects (S104)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import OrderId
from gridparty.domain.orders import OrderPlan, Target
from gridparty.operations import brand_booklets, handovers, orders, posts, registers

DAY = date(2024, 11, 10)


def test_a_branch_that_is_handed_down_to_a_community(office_app: App, office: Office) -> None:
    """S093: 把流动党员支部、非公企业支部下放社区管理."""
    first, west = office.units["first"], office.units["west"]
    office_app.run(posts.add, unit=first, member=office.members["张伟"], post="secretary", start=date(2024, 1, 1))
    office_app.run(
        registers.add,
        register="facility",
        unit=first,
        name="党群活动室",
        start=date(2024, 1, 1),
        facts={"kind": "activity_room"},
    )
    plan = OrderPlan("move", DAY, (first,), (Target(unit=west),), title="下放管理", document="某街〔2024〕9号")
    done = office_app.run(orders.record, plan=plan)
    found = office_app.ask(handovers.of_order, order=done.id)
    assert (found.title, found.kind, found.document, found.day) == ("下放管理", "move", "某街〔2024〕9号", DAY)
    assert (found.givers, found.receivers) == (("东苑社区党委",), ("西苑社区党委",))
    unit = found.units[0]
    assert (unit.name, unit.members, unit.before, unit.after) == ("第一网格党支部", 3, "东苑社区党委", "西苑社区党委")
    assert sorted(each.name for each in found.members) == sorted(["张伟", "王芳", "李娜", "曾强"])
    assert {(each.before, each.after) for each in found.members} == {("第一网格党支部", "第一网格党支部")}
    assert [(each.post, each.name, each.after) for each in found.posts] == [("secretary", "张伟", "第一网格党支部")]
    assert [(each.register, each.name, each.after) for each in found.entries] == [
        ("facility", "党群活动室", "第一网格党支部")
    ]


def test_units_that_are_merged(office_app: App, office: Office) -> None:
    first, second = office.units["first"], office.units["second"]
    office_app.run(posts.add, unit=second, member=office.members["陈静"], post="secretary", start=date(2024, 1, 1))
    plan = OrderPlan("merge", DAY, (first, second), (Target(name="联合网格党支部", kind="grid_branch"),))
    done = office_app.run(orders.record, plan=plan)
    found = office_app.ask(handovers.of_order, order=done.id)
    assert found.givers == ("第一网格党支部", "第二网格党支部")
    assert found.receivers == ("联合网格党支部",)
    assert [each.after for each in found.units[:1]] == [None]
    assert len(found.members) == 6
    assert {each.after for each in found.members} == {"联合网格党支部"}
    assert [(each.name, each.after) for each in found.posts] == [("陈静", None)]


def test_an_order_that_is_planned(office_app: App, office: Office) -> None:
    plan = OrderPlan("move", date(2199, 1, 1), (office.units["first"],), (Target(unit=office.units["west"]),))
    done = office_app.run(orders.record, plan=plan)
    found = office_app.ask(handovers.of_order, order=done.id)
    assert not found.is_applied
    assert found.receivers == ("西苑社区党委",)
    assert len(found.members) == 4
    assert {each.after for each in found.members} == {None}


def test_an_order_that_does_not_exist(office_app: App) -> None:
    with pytest.raises(NotFound, match="#99"):
        office_app.ask(handovers.of_order, order=OrderId(99))


def test_brands_in_the_order_of_the_tree(office_app: App, office: Office) -> None:
    """S104: 一社区一品牌."""
    street, east, west, third = (office.units[name] for name in ("street", "east", "west", "third"))
    facts = {"story": "邻里守望"}
    later = office_app.run(registers.add, register="brand", unit=west, name="乙", facts=facts, start=date(2024, 1, 1))
    office_app.run(registers.add, register="brand", unit=east, name="甲", facts=facts, start=date(2024, 2, 1))
    leader = ("leader", office.members["王芳"])
    office_app.run(
        registers.add, register="brand", unit=third, name="丙", facts=facts, start=date(2024, 2, 1), people=[leader]
    )
    office_app.run(registers.add_event, entry=later, kind="honour", day=date(2024, 5, 1), facts={"title": "优秀品牌"})
    found = office_app.ask(brand_booklets.gather, unit=street, day=DAY)
    assert [brand.row.name for brand in found.brands] == ["甲", "乙", "丙"]
    assert [brand.leaders for brand in found.brands] == [(), (), ("王芳",)]
    assert [[event.facts for event in brand.events] for brand in found.brands] == [[], [{"title": "优秀品牌"}], []]
    assert (found.unit_name, found.places, found.without) == ("和平街道党工委", 2, ())
    early = office_app.ask(brand_booklets.gather, unit=street, day=date(2024, 1, 15))
    assert (len(early.brands), early.without) == (1, ("东苑社区党委",))
    with pytest.raises(NotFound):
        office_app.ask(brand_booklets.gather, unit=office.units["street"], day=date(1800, 1, 1))
