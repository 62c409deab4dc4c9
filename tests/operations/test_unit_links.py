"""Dated links, and adding up by territory and along a line (D1, D11; S037, S044, S139)."""

from datetime import date

import pytest
from offices import MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import LinkId, UnitId
from gridparty.domain.members import Person
from gridparty.operations import axes, members, registrations, tree, unit_links, units
from gridparty.operations.unit_links import LinkRow

START = date(2024, 1, 1)
DAY = date(2024, 10, 31)


def links(app: App, **asked: object) -> tuple[LinkRow, ...]:
    return app.ask(unit_links.rows, **asked)


def test_a_link_is_in_force_from_its_first_day_to_its_end(office_app: App, office: Office) -> None:
    first, second = office.units["first"], office.units["second_grid"]
    link = office_app.run(unit_links.add, unit=first, other=second, role="covers", start=START)
    assert [row.other_name for row in links(office_app, unit=first, day=DAY)] == ["第一网格", "第二网格"]
    assert [row.id for row in links(office_app, unit=second, day=DAY) if row.since == START] == [link]
    office_app.run(unit_links.end, link=link, end=date(2024, 9, 1))
    assert len(links(office_app, unit=first, day=DAY)) == 1
    old = links(office_app, unit=first, day=DAY, history=True)[1]
    assert (old.role, old.until) == ("covers", date(2024, 9, 1))
    covers = office_app.ask(tree.of_month, month=MONTH).covers
    assert covers[first] == [office.units["first_grid"]]


def test_links_that_make_no_sense_are_refused(office_app: App, office: Office) -> None:
    u = office.units
    line = office_app.run(units.add, parent=u["street"], kind="general_branch", name="产业链党总支").id
    group = office_app.run(units.add, parent=u["first"], kind="party_group", name="第一党小组").id
    for unit, other, role in (
        (u["first"], u["first"], "covers"), (u["first"], u["second"], "covers"), (u["first"], line, "blesses"),
        (u["first_grid"], u["first"], "covers"), (u["first"], u["first_grid"], "member_unit"),
        (u["first"], u["east"], "functional_parent"), (u["east"], u["first"], "functional_parent"),
        (u["street"], u["first"], "member_unit"), (line, group, "member_unit"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput):
            office_app.run(unit_links.add, unit=unit, other=other, role=role, start=START)
    with pytest.raises(NotFound):
        office_app.run(unit_links.add, unit=u["first"], other=UnitId(999), role="covers", start=START)
    link = office_app.run(unit_links.add, unit=u["first"], other=line, role="functional_parent", start=START)
    with pytest.raises(Conflict):
        office_app.run(unit_links.add, unit=u["first"], other=line, role="functional_parent", start=DAY)
    other = office_app.run(units.add, parent=u["street"], kind="general_branch", name="另一党总支").id
    with pytest.raises(Conflict, match="产业链党总支"):
        office_app.run(unit_links.add, unit=u["first"], other=other, role="functional_parent", start=DAY)
    with pytest.raises(InvalidInput):
        office_app.run(unit_links.add, unit=line, other=u["first"], role="functional_parent", start=START)
    with pytest.raises(InvalidInput):
        office_app.run(unit_links.end, link=link, end=START)
    office_app.run(unit_links.remove, link=link)
    with pytest.raises(NotFound):
        office_app.run(unit_links.end, link=LinkId(link), end=DAY)


def test_member_units_of_a_comprehensive_committee_are_not_its_children(office_app: App, office: Office) -> None:
    """S037: 驻街综合党委 with resident organisations by membership, and work stations below it (19 of the 228)."""
    u = office.units
    committee = office_app.run(units.add, parent=u["street"], kind="comprehensive_committee", name="驻街综合党委").id
    stations = [
        office_app.run(units.add, parent=committee, kind="work_station", name=f"第{number}工作站").id
        for number in range(1, 20)
    ]
    for other in (u["west"], u["third"]):
        office_app.run(unit_links.add, unit=committee, other=other, role="member_unit", start=START)
    held = office_app.ask(axes.of_member_units, unit=committee, day=DAY)
    assert (held.members, held.registered, held.people) == (2, 1, 3), "each person once"
    own = office_app.ask(axes.of_unit, unit=committee, day=DAY)
    assert (own.territory.members, own.territory.organisations) == (0, 1 + len(stations))
    now = office_app.ask(tree.on_day, day=DAY)
    assert set(now.subtree(committee)) == {committee, *stations}
    before = office_app.ask(axes.of_member_units, unit=committee, day=date(2023, 12, 31))
    assert before.people == 0


def test_a_general_branch_with_branches_from_different_parents(app: App) -> None:
    """S044: 联合党总支 with 顺达公司党支部 and 4 area branches, 269 members; every total counts a person once."""
    town = app.run(units.add, parent=None, kind="town", name="峡窝镇党委", code="410106100").id
    joint = app.run(units.add, parent=town, kind="general_branch", name="联合党总支").id
    company = app.run(units.add, parent=joint, kind="enterprise_branch", name="顺达公司党支部").id
    branches = []
    for number, name in enumerate(("石咀", "大坡顶", "观沟", "北峡窝"), 1):
        village = app.run(
            units.add, parent=town, kind="village", name=f"{name}村党总支", code=f"41010610020{number}"
        ).id
        branch = app.run(units.add, parent=village, kind="party_branch", name=f"{name}片区党支部").id
        app.run(unit_links.add, unit=branch, other=joint, role="functional_parent", start=START)
        branches.append(branch)
        app.run(members.add, person=Person(name=f"{name}村民党员"), unit=village)
    for at, number in zip((company, *branches), (69, 50, 50, 50, 50), strict=True):
        for each in range(number):
            app.run(members.add, person=Person(name=f"党员{at}-{each}"), unit=at)
    found = app.ask(axes.of_unit, unit=joint, day=DAY)
    assert (found.territory.members, found.line.members, found.both.members) == (69, 269, 269)
    assert found.line.organisations == 6
    whole = app.ask(axes.of_unit, unit=town, day=DAY)
    assert (whole.territory.members, whole.line.members, whole.both.members) == (273, 273, 273)
    village = app.ask(units.find, key="石咀村党总支")
    one = app.ask(axes.of_unit, unit=village, day=DAY)
    assert (one.territory.members, one.line.members) == (51, 1), "the branch counts along its own line"


def test_two_axes_never_count_a_person_twice(office_app: App, office: Office) -> None:
    """S139: 条块结合. A line through two communities; somebody is affiliated on it and registered on it too."""
    u, who = office.units, office.members
    line = office_app.run(units.add, parent=u["street"], kind="party_committee", name="教育系统党委").id
    for branch in ("first", "third"):
        office_app.run(unit_links.add, unit=u[branch], other=line, role="functional_parent", start=START)
    office_app.run(registrations.add, unit=u["third"], member=who["张伟"], day=date(2024, 10, 9))
    found = office_app.ask(axes.of_unit, unit=line, day=DAY)
    assert (found.line.members, found.line.registered, found.line.people) == (5, 2, 6)
    assert found.territory.people == 0
    street = office_app.ask(axes.of_unit, unit=u["street"], day=DAY)
    assert street.both.people == street.territory.people == street.line.people
    east = office_app.ask(axes.of_unit, unit=u["east"], day=DAY)
    assert east.territory.members == 5
    assert east.line.members == 2
    assert east.both.people == east.territory.people
    with pytest.raises(NotFound):
        office_app.ask(axes.of_unit, unit=UnitId(999), day=DAY)
