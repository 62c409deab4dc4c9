"""The tree: names and codes, grids that come with branches, closing, months (D1–D3, D16, GRID-04; S001, S096)."""

from datetime import date

import pytest
from offices import AFTER, BEFORE, MONTH, Office, moment, rows

from gridparty.app import App
from gridparty.domain.errors import Ambiguous, Conflict, InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.exchange.divisions import DivisionRow
from gridparty.operations import activities, divisions, figures, members, tree, units
from gridparty.operations.units import UnitRow
from gridparty.storage.tables import UnitLink

DIVISIONS = (
    DivisionRow("410102", "中原区", "district", "4101"),
    DivisionRow("410102001", "林山寨街道", "street", "410102"),
    DivisionRow("410102001001", "百花社区居委会", "community", "410102001"),
    DivisionRow("410102002", "须水镇", "street", "410102"),
    DivisionRow("410102002201", "小李庄村委会", "community", "410102002"),
)


@pytest.fixture
def community(app: App) -> UnitId:
    app.run(divisions.import_list, rows=DIVISIONS)
    return app.ask(units.find, key="410102001001")


def row_of(app: App, unit: UnitId, month: Month | None = None) -> UnitRow:
    return next(row for row in app.ask(units.rows, month=month) if row.id == unit)


def test_a_place_and_its_party_organisation_are_one_unit(app: App, community: UnitId) -> None:
    """D1: the official name stays, the shown name follows the rule."""
    names = {row.code: (row.name, row.kind) for row in app.ask(units.rows)}
    assert names == {
        "410102": ("中原区委", "district"),
        "410102001": ("林山寨街道党工委", "street"),
        "410102001001": ("百花社区党委", "community"),
        "410102002": ("须水镇党委", "town"),
        "410102002201": ("小李庄村党总支", "village"),
    }
    now = app.ask(tree.of_month, month=MONTH)
    assert now.nodes[community].place_name == "百花社区居委会"
    assert [now.name(each) for each in now.ancestors(community)] == ["百花社区党委", "林山寨街道党工委", "中原区委"]


def test_a_list_is_imported_once(app: App, community: UnitId) -> None:
    again = app.run(divisions.import_list, rows=DIVISIONS)
    assert (again.new, again.changed, len(again.same), again.rejected) == ((), (), 5, ())


def test_the_same_code_with_another_name(app: App, community: UnitId) -> None:
    """Two official lists give the same code to different streets: an empty unit is renamed, one with records is not."""
    renamed = DivisionRow("410102001001", "千花社区居委会", "community", "410102001")
    assert app.run(divisions.import_list, rows=[renamed]).changed == ("410102001001",)
    assert row_of(app, community).name == "千花社区党委"
    app.run(members.add, person=Person(name="张伟"), unit=community)
    result = app.run(divisions.import_list, rows=[DIVISIONS[2]])
    ((code, reason),) = result.rejected
    assert (code, "千花社区" in reason, "百花社区" in reason) == ("410102001001", True, True)
    assert row_of(app, community).name == "千花社区党委"


def test_only_a_part_of_a_list(app: App) -> None:
    done = app.run(divisions.import_list, rows=DIVISIONS, under="410102001")
    assert done.new == ("410102001", "410102001001")
    with pytest.raises(NotFound, match="999999"):
        app.run(divisions.import_list, rows=DIVISIONS, under="999999")


def test_a_grid_branch_brings_its_grid_and_the_link(app: App, community: UnitId) -> None:
    facts = {"households": 320, "boundary": "东至百花路"}
    added = app.run(units.add, parent=community, kind="grid_branch", name="第一网格党支部", facts=facts)
    assert added.code == "410102001001001"
    assert added.grid is not None
    now = app.ask(tree.of_month, month=MONTH)
    grid = now.nodes[added.grid]
    assert (grid.name, grid.kind, grid.parent, grid.facts) == ("第一网格", "grid", community, facts)
    assert now.covers == {added.id: [added.grid]}
    (link,) = app.ask(rows, UnitLink)
    assert (link.unit_id, link.other_id, link.role) == (added.id, added.grid, "covers")


def test_a_grid_branch_below_a_general_branch_has_its_grid_at_the_community(app: App, community: UnitId) -> None:
    general = app.run(units.add, parent=community, kind="general_branch", name="百花党总支").id
    added = app.run(units.add, parent=general, kind="grid_branch", name="第一网格党支部")
    now = app.ask(tree.of_month, month=MONTH)
    assert added.grid is not None
    assert (now.nodes[added.id].parent, now.nodes[added.grid].parent) == (general, community)


def test_codes_follow_the_community(app: App, community: UnitId) -> None:
    def code(kind: str, given: str | None = None) -> str | None:
        return app.run(units.add, parent=community, kind=kind, name="新建", code=given, with_grid=False).code

    assert [code("grid_branch"), code("enterprise_branch"), code("grid_branch")] == [
        "410102001001001", "410102001001901", "410102001001002",
    ]  # fmt: skip
    assert code("grid_branch", "410102001001-007") == "410102001001007"
    assert code("party_group") is None
    with pytest.raises(Conflict, match="410102001001007"):
        code("grid", "410102001001007")
    assert code("grid_branch") == "410102001001003"


def test_a_general_branch_sets_up_its_three_branches(app: App, community: UnitId) -> None:
    """S096: 每个党总支下设非公支部、网格支部和流动支部."""
    general = app.run(units.add, parent=community, kind="general_branch", name="航海党总支", with_branches=True).id
    below = {row.kind: row for row in app.ask(units.rows, under=general) if row.parent == general}
    assert set(below) == {"grid_branch", "enterprise_branch", "floating_member_branch"}
    assert all(row.name.startswith("航海") for row in below.values())
    assert app.ask(figures.of_unit, unit=general, first=MONTH)["branches"] == 3
    app.undo()
    assert [row.kind for row in app.ask(units.rows, under=community)] == ["community"]


@pytest.mark.parametrize(
    ("kind", "error"), [("grid_branch", InvalidInput), ("party_group", InvalidInput), ("castle", InvalidInput)]
)
def test_only_places_stand_at_the_top(app: App, kind: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        app.run(units.add, parent=None, kind=kind, name="甲")


def test_a_unit_begins_with_the_unit_above_unless_told_otherwise(app: App, community: UnitId) -> None:
    start = date(2024, 10, 15)
    general = app.run(units.add, parent=community, kind="general_branch", name="新党总支", start=start).id
    branch = app.run(units.add, parent=general, kind="enterprise_branch", name="新非公企业党支部").id
    assert row_of(app, branch).valid_from == start
    assert branch not in app.ask(tree.of_month, month=BEFORE).nodes
    with pytest.raises(InvalidInput, match="2024-10-15"):
        app.run(units.add, parent=general, kind="enterprise_branch", name="早", start=date(2024, 10, 14))


def test_a_months_tree_holds_whoever_lived_on_any_of_its_days(office_app: App, office: Office) -> None:
    """D3: closed within the month → still there, with the note; the month after → gone."""
    added = office_app.run(
        units.add, parent=office.units["east"], kind="enterprise_branch", name="短命党支部", start=date(2024, 10, 3)
    )
    office_app.run(units.close, unit=added.id, end=date(2024, 10, 20))
    in_month = {month: added.id in office_app.ask(tree.of_month, month=month).nodes for month in (BEFORE, MONTH, AFTER)}
    assert in_month == {BEFORE: False, MONTH: True, AFTER: False}
    row = row_of(office_app, added.id, MONTH)
    assert (row.valid_from, row.valid_to, row.depth) == (date(2024, 10, 3), date(2024, 10, 20), 2)
    for day, alive in ((date(2024, 10, 2), False), (date(2024, 10, 3), True), (date(2024, 10, 19), True),
                       (date(2024, 10, 20), False)):  # fmt: skip
        assert (added.id in office_app.ask(tree.on_day, day=day).nodes) == alive
    counted = office_app.ask(figures.of_unit, unit=office.units["east"], first=MONTH)["branches"]
    assert counted == 2, "a stock of the month's last day"


def test_a_unit_that_ends_on_the_first_of_a_month_is_not_in_that_month(office_app: App, office: Office) -> None:
    added = office_app.run(units.add, parent=office.units["east"], kind="enterprise_branch", name="甲党支部")
    office_app.run(units.close, unit=added.id, end=date(2024, 11, 1))
    assert added.id in office_app.ask(tree.of_month, month=MONTH).nodes
    assert added.id not in office_app.ask(tree.of_month, month=AFTER).nodes


def test_closing_is_refused_while_anything_belongs_to_the_unit(office_app: App, office: Office) -> None:
    for name in ("east", "first", "west"):
        with pytest.raises(Conflict):
            office_app.run(units.close, unit=office.units[name], end=date(2030, 1, 1))
    assert all(row.valid_to is None for row in office_app.ask(units.rows))


def test_closing_leaves_no_later_record_behind(app: App, community: UnitId) -> None:
    """D3: a back-dated order that leaves later records behind is refused."""
    branch = app.run(units.add, parent=community, kind="grid_branch", name="甲网格党支部").id
    app.run(activities.add, unit=branch, kinds=["study"], title="学习", start=moment("2024-10-15T09:00"))
    with pytest.raises(Conflict, match="2024-10-15"):
        app.run(units.close, unit=branch, end=date(2024, 10, 15))
    app.run(units.close, unit=branch, end=date(2024, 10, 16))
    assert app.ask(figures.of_unit, unit=community, first=MONTH)["activities"] == 1


def test_closing_ends_the_links_and_leaves_the_grid(app: App, community: UnitId) -> None:
    added = app.run(units.add, parent=community, kind="grid_branch", name="甲网格党支部", facts={"households": 9})
    app.run(units.close, unit=added.id, end=date(2024, 10, 16))
    (link,) = app.ask(rows, UnitLink)
    assert link.valid_to == date(2024, 10, 16)
    assert added.grid in app.ask(tree.of_month, month=AFTER).nodes
    with pytest.raises(NotFound):
        app.run(units.close, unit=added.id, end=date(2024, 10, 17))


def test_a_unit_cannot_end_before_it_began(app: App, community: UnitId) -> None:
    start = date(2024, 10, 3)
    branch = app.run(units.add, parent=community, kind="joint_branch", name="联合党支部", start=start).id
    for end in (date(2024, 10, 2), start):
        with pytest.raises(InvalidInput):
            app.run(units.close, unit=branch, end=end)


def test_an_edit_corrects_the_name_and_adds_facts(office_app: App, office: Office) -> None:
    grid = office.units["first_grid"]
    office_app.run(units.edit, unit=grid, name="东一网格", facts={"households": 350})
    node = office_app.ask(tree.of_month, month=MONTH).nodes[grid]
    assert (node.name, node.facts) == ("东一网格", {"households": 350, "buildings": 8})


def test_a_unit_is_found_by_code_number_and_name(office_app: App, office: Office) -> None:
    first = office.units["first"]
    for key in ("410102001001001", "410102001001-001", f"#{first}", "第一网格党支部", " 第一网格党支部 "):
        assert office_app.ask(units.find, key=key) == first
    for key in ("#999", "999", "没有"):
        with pytest.raises(NotFound):
            office_app.ask(units.find, key=key)


def test_a_name_that_stands_twice_lists_its_candidates(office_app: App, office: Office) -> None:
    twin = office_app.run(units.add, parent=office.units["west"], kind="grid_branch", name="第一网格党支部").id
    with pytest.raises(Ambiguous, match=rf"#{office.units['first']}.*#{twin}"):
        office_app.ask(units.find, key="第一网格党支部")


def test_members_are_rolled_up_in_the_list(office_app: App, office: Office) -> None:
    shown = {row.id: row.members for row in office_app.ask(units.rows, month=MONTH)}
    by_name = {name: shown[unit] for name, unit in office.units.items() if not name.endswith("_grid")}
    assert by_name == {"street": 7, "east": 5, "west": 2, "first": 3, "second": 2, "third": 2}
    under = office_app.ask(units.rows, under=office.units["west"])
    assert [row.name for row in under] == ["西苑社区党委", "第三网格党支部", "第三网格"]


def test_the_grid_is_the_unit_of_work(office_app: App, office: Office) -> None:
    """S001: every record of a grid rolls up the tree of its month."""
    line = ("first", "east", "street")
    found = [office_app.ask(figures.of_unit, unit=office.units[name], first=MONTH) for name in line]
    assert [values["households"] for values in found] == [320, 730, 1030]
    assert [values["activities"] for values in found] == [2, 3, 4]
    assert [values["services"] for values in found] == [1, 2, 3]
