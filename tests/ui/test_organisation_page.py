"""The page of an organisation: alerts, facts, terms, elections, posts, links (ORG-03, ORG-05, ORG-06; S152, S037)."""

from datetime import date

import pytest
from driving import calm, go, write
from offices import MONTH
from offices import Office as Names
from opened import choose, click, dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain import orders as orders_rules
from gridparty.domain.months import Month
from gridparty.domain.orders import OrderPlan, Target
from gridparty.domain.units import COVERS, MEMBER_UNIT
from gridparty.operations import orders, posts, register_lists, registers, terms, tree, unit_links, units
from gridparty.ui.dialogs.day import DayDialog
from gridparty.ui.dialogs.link import LinkDialog
from gridparty.ui.dialogs.post import PostDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.term import ElectionDialog, ExtendDialog, TermDialog
from gridparty.ui.dialogs.unit_facts import UnitFactsDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.organisation import OrganisationPage
from gridparty.ui.pages.registers import RegistersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
DAY = MONTH.last


@pytest.fixture
def page(view: FileView, office: Names, qtbot: QtBot) -> OrganisationPage:
    """The page at the first branch."""
    shown = go(qtbot, view, office.units["first"], "organisation")
    assert isinstance(shown, OrganisationPage)
    return shown


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    write(qtbot, field, text)


def words(widget: QWidget) -> str:
    """Everything that a card says."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_alerts_as_word_and_sentence_and_what_they_rest_on(
    page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """ORG-03: two members in good standing; at the community the branches' alerts stand in a list that leads there."""
    said = words(page.alerts)
    assert "ORG-03" in said
    assert "3" in said
    go(qtbot, view, office.units["east"], "organisation")
    below = page.below.view.rows()
    assert {row.unit for row in below} >= {office.units["first"], office.units["second"]}
    assert all(row.sentence for row in below)
    page.below.view.select((below[0].unit, below[0].code))
    qtbot.keyClick(page.below.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == below[0].unit
    assert view.workspace.current is page


def test_facts_are_shown_and_corrected(page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """The households of a grid branch are its grid's; the button leads there, where they are corrected."""
    assert "320" in words(page.facts)
    click(qtbot, page.facts.grid_button)
    calm(qtbot, view)
    assert view.place.unit == office.units["first_grid"]
    click(qtbot, page.facts.edit_button)
    form = dialog(qtbot, view, UnitFactsDialog)
    households = form.editors["households"]
    assert isinstance(households, QLineEdit)
    retype(qtbot, households, "many")
    qtbot.keyClick(form, Key.Key_Return, Control)
    assert form.fields["fact:households"].problem.isVisible()
    retype(qtbot, households, "368")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    node = view.office.ask_now(tree.on_day, day=DAY).nodes[office.units["first_grid"]]
    assert (node.facts["households"], node.facts["buildings"]) == (368, 8)
    assert "368" in words(page.facts)


def test_formation_of_a_branch(page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S005: the way of forming is chosen from the catalogue."""
    east = office.units["east"]
    branch = view.office.app.run(units.add, parent=east, kind="enterprise_branch", name="商圈联合党支部").id
    go(qtbot, view, branch, "organisation")
    click(qtbot, page.facts.edit_button)
    form = dialog(qtbot, view, UnitFactsDialog)
    formation = form.editors["formation"]
    assert isinstance(formation, QComboBox)
    formation.setCurrentIndex(formation.findData("building"))
    chosen = formation.currentText()
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert view.office.ask_now(tree.on_day, day=DAY).nodes[branch].facts["formation"] == "building"
    assert chosen in words(page.facts)


def test_a_term_begins_is_extended_and_ends_by_an_election(
    page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """S152: due day by rule, overdue in words, extension with its document, election with results and posts."""
    first = office.units["first"]
    click(qtbot, page.terms.add_button)
    form = dialog(qtbot, view, TermDialog)
    retype(qtbot, form.start, "2019-10-01")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    (row,) = view.office.ask_now(terms.rows, unit=first, day=DAY)
    assert (row.start, row.due) == (date(2019, 10, 1), date(2024, 10, 1))  # a branch of a community: five years
    cell = page.terms.view.model.columns[2]
    assert cell.mark is not None
    assert cell.mark(page.terms.view.rows()[0]) == "bad"
    assert "30" in cell.text(page.terms.view.rows()[0])
    page.terms.view.select(row.id)
    click(qtbot, page.terms.buttons[0])
    extend = dialog(qtbot, view, ExtendDialog)
    retype(qtbot, extend.until, "2025-03-31")
    qtbot.keyClick(extend, Key.Key_Return, Control)
    calm(qtbot, view)
    assert extend.sentence.isVisible()  # the operation asks for the document; what was typed stays
    retype(qtbot, extend.document, "东党〔2024〕9号")
    qtbot.keyClick(extend, Key.Key_Return, Control)
    calm(qtbot, view)
    assert view.office.ask_now(terms.rows, unit=first, day=DAY)[0].last_day == date(2025, 3, 31)
    click(qtbot, page.terms.elect_button)
    election = dialog(qtbot, view, ElectionDialog)
    retype(qtbot, election.day, "2024-10-20")
    retype(qtbot, election.expected, "4")
    retype(qtbot, election.present, "4")
    qtbot.waitUntil(lambda: len(election.results) == 3)
    choose(qtbot, election, election.results[0].person, "zw")
    retype(qtbot, election.results[0].votes, "3")
    choose(qtbot, election, election.results[1].person, "wf")
    qtbot.keyClick(election, Key.Key_Return, Control)
    calm(qtbot, view)
    held = view.office.ask_now(posts.rows, unit=first, day=DAY, below=False)
    assert [(row.post, row.name, row.since) for row in held] == [
        ("secretary", "张伟", date(2024, 10, 20)), ("organisation_member", "王芳", date(2024, 10, 20)),
    ]  # fmt: skip
    assert [row.ended for row in page.terms.view.rows()] == [None, date(2024, 10, 20)]
    assert not page.terms.add_button.isVisible()
    assert "张伟" in page.terms.view.model.columns[5].text(page.terms.view.rows()[0])
    assert "书记" in view.workspace.heading.facts.text()


def test_a_post_begins_and_ends_and_its_history_stays(
    page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    first = office.units["first"]
    click(qtbot, page.posts.add_button)
    form = dialog(qtbot, view, PostDialog)
    qtbot.keyClick(form, Key.Key_Return, Control)
    assert form.fields["person"].problem.isVisible()
    choose(qtbot, form, form.person, "zw")
    form.post.setCurrentIndex(form.post.findData("party_building_adviser"))
    retype(qtbot, form.start, "2024-10-01")
    retype(qtbot, form.texts["source"], "退休教师")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    (row,) = view.office.ask_now(posts.rows, unit=first, day=DAY, below=False)
    assert (row.name, row.since, row.facts) == ("张伟", date(2024, 10, 1), {"source": "退休教师"})
    page.posts.view.select(row.id)
    click(qtbot, page.posts.buttons[1])
    end = dialog(qtbot, view, DayDialog)
    retype(qtbot, end.day, "2024-10-15")
    qtbot.keyClick(end, Key.Key_Return, Control)
    calm(qtbot, view)
    assert page.posts.view.rows() == []
    page.posts.former.setChecked(True)
    assert [each.until for each in page.posts.view.rows()] == [date(2024, 10, 15)]


def test_links_both_ways(page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S092, S037: the grid that came with the branch; a member unit that is no child; a refusal near the form."""
    third = office.units["third"]
    (covers,) = page.links.view.rows()
    assert (covers.role, covers.other) == (COVERS, office.units["first_grid"])
    go(qtbot, view, office.units["east"], "organisation")
    click(qtbot, page.links.add_button)
    form = dialog(qtbot, view, LinkDialog)
    form.role.setCurrentIndex(2)  # has the member unit
    choose(qtbot, form, form.other, "第一网格党支部")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert form.sentence.isVisible()  # it is its child already
    retype(qtbot, form.other, "")
    choose(qtbot, form, form.other, "第三网格党支部")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    (link,) = view.office.ask_now(unit_links.rows, unit=third, role=MEMBER_UNIT, day=DAY)
    assert link.unit == office.units["east"]
    page.links.view.select(link.id)
    page.links.view.setFocus()
    qtbot.keyClick(page.links.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == third
    assert link.id in {row.id for row in page.links.view.rows()}


def test_brand_and_facility_of_a_community(page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S104, S088: the brand's story on its card; the facility with its area now and before, leading to its entry."""
    east = office.units["east"]
    assert not page.brand.isVisible()  # a branch is not meant to have one
    go(qtbot, view, east, "organisation")
    click(qtbot, page.brand.add_button)
    form = dialog(qtbot, view, RegisterEntryDialog)
    write(qtbot, form.name, "邻里守望")
    write(qtbot, form.editors["story"], "党员中心户带动邻里互助")
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    assert "邻里守望" in words(page.brand)
    assert "党员中心户带动邻里互助" in words(page.brand)
    (brand,) = view.office.ask_now(register_lists.rows, register="brand", day=DAY)
    assert brand.unit == east
    facts = {"kind": "service_centre", "area": 380}
    app = view.office.app
    entry = app.run(registers.add, register="facility", unit=east, name="东苑中心", start=date(2024, 1, 1), facts=facts)
    app.run(registers.add_event, entry=entry, kind="area_change", day=date(2024, 10, 15), facts={"area": 1400})
    calm(qtbot, view)
    (row,) = page.facilities.view.rows()
    assert row.area == 1400
    assert "380" in row.history
    page.facilities.view.select(entry)
    page.facilities.view.setFocus()
    qtbot.keyClick(page.facilities.view.table, Key.Key_Return)
    calm(qtbot, view)
    shown = view.workspace.current
    assert isinstance(shown, RegistersPage)
    assert shown.entry.name.text() == "东苑中心"


def test_a_month_before_the_unit_says_so(page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    east = office.units["east"]
    start = date(2024, 11, 20)
    added = view.office.app.run(units.add, parent=east, kind="joint_branch", name="新党支部", start=start).id
    go(qtbot, view, added, "organisation")
    assert page.notice.isVisible()
    assert not page.body.isVisible()


def test_grids_with_and_without_a_branch(page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot) -> None:
    """S092: at a community every grid with its branches, those without first; Enter leads to the grid."""
    assert not page.grids.isVisible()  # below a branch there are none
    east = office.units["east"]
    bare = view.office.app.run(units.add, parent=east, kind="grid", name="第九网格").id
    go(qtbot, view, east, "organisation")
    shown = page.grids.view.rows()
    assert [row.grid for row in shown] == [bare, office.units["first_grid"], office.units["second_grid"]]
    assert [bool(row.branches) for row in shown] == [False, True, True]
    assert "2" in page.grids.share.text()
    assert "66.7%" in page.grids.share.text()
    page.grids.only_bare.setChecked(True)
    assert [row.grid for row in page.grids.view.rows()] == [bare]
    page.grids.view.select(bare)
    page.grids.view.setFocus()
    qtbot.keyClick(page.grids.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.place.unit == bare


def test_what_became_of_a_unit_and_where_it_came_from(
    page: OrganisationPage, view: FileView, office: Names, qtbot: QtBot
) -> None:
    """S090: two branches merge; the closed one stays readable, the new one names them, and Enter opens the order."""
    assert not page.changes.isVisible()
    first, second = office.units["first"], office.units["second"]
    plan = OrderPlan(
        kind=orders_rules.MERGE,
        day=date(2024, 11, 1),
        sources=(first, second),
        targets=(Target(name="和合网格党支部", kind="grid_branch", parent=office.units["east"]),),
        title="网格优化",
    )
    done = view.office.app.run(orders.record, plan=plan)
    view.go_month(Month(2024, 11))
    shown = go(qtbot, view, done.units[0], "organisation")
    (order,) = shown.changes.view.rows()
    assert [unit for unit, _name in order.sources] == [first, second]
    go(qtbot, view, first, "organisation")
    assert page.changes.isVisible()
    assert not page.posts.add_button.isEnabled()  # it is closed
    assert not page.facts.edit_button.isEnabled()
    page.changes.view.select(order.id)
    page.changes.view.setFocus()
    qtbot.keyClick(page.changes.view.table, Key.Key_Return)
    calm(qtbot, view)
    assert view.workspace.current.name == "orders"
