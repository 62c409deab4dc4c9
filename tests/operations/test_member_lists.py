"""Lists of people agree with the figures, and the forms offer what there is."""

from datetime import date

import pytest
from offices import MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput
from gridparty.domain.members import Person
from gridparty.operations import dossiers, figures, member_forms, member_lists, members


def test_the_counted_rows_are_the_figure(furnished_app: App, furnished_office: Office) -> None:
    """D6: for every unit of the tree; who does not count is listed and marked."""
    for unit in furnished_office.units.values():
        found = furnished_app.ask(figures.of_unit, unit=unit, first=MONTH, last=MONTH)
        rows = furnished_app.ask(member_lists.rows, unit=unit, month=MONTH)
        assert sum(row.counts for row in rows) == found["members"]
        registered = furnished_app.ask(member_lists.rows, unit=unit, month=MONTH, registered=True)
        assert len({row.id for row in registered}) == found["registered_members"]
    street = furnished_app.ask(member_lists.rows, unit=furnished_office.units["street"], month=MONTH)
    assert {row.name for row in street if not row.counts} == {"曾强", "吴刚"}
    assert [row.pinyin for row in street] == sorted(row.pinyin for row in street)


def test_rows_are_masked_and_say_where(furnished_app: App, furnished_office: Office) -> None:
    rows = furnished_app.ask(member_lists.rows, unit=furnished_office.units["east"], month=MONTH)
    row = next(row for row in rows if row.name == "张伟")
    assert (row.phone, row.unit_name, row.above) == ("199****0001", "第一网格党支部", "东苑社区党委")
    walked = furnished_app.ask(member_lists.rows, unit=furnished_office.units["east"], month=MONTH, registered=True)
    assert {(row.name, str(row.since)) for row in walked} == {("赵敏", "2024-10-08"), ("孙丽", "2024-09-20")}
    assert all(row.receipt for row in walked)


def test_forms_offer_branches_near_the_place_first(furnished_app: App, furnished_office: Office) -> None:
    units = furnished_office.units
    offers = furnished_app.ask(member_forms.offers, unit=units["west"])
    assert [choice.id for choice in offers.branches[:2]] == [units["west"], units["third"]]
    assert units["first_grid"] not in {choice.id for choice in offers.branches}
    assert (offers.here and offers.here.id, offers.parts) == (units["west"], 1)
    for text in ("第二", "dewg", "东苑 第二", "dysq dewgdzb", "410102001001002"):
        assert member_forms.fitting(offers.branches, text, 8)[0].id == units["second"], text
    assert member_forms.fitting(offers.ethnicities, "han", 8) == []
    assert member_forms.fitting(offers.ethnicities, "hz", 8)[0].id == "han"
    assert furnished_app.ask(member_forms.offers, unit=None).here is None


def test_an_identity_number_is_checked_and_one_persons(office_app: App, office: Office) -> None:
    number = "11010519491231002X"
    with pytest.raises(InvalidInput):
        office_app.run(members.add, person=Person(name="钱明", id_number="110105194912310021"), unit=None)
    added = office_app.run(members.add, person=Person(name="钱明", id_number=number.lower()), unit=None)
    assert office_app.ask(members.person, member=added).id_number == number
    with pytest.raises(Conflict, match="钱明"):
        office_app.run(members.add, person=Person(name="钱亮", id_number=number), unit=None)
    with pytest.raises(Conflict, match="钱明"):
        office_app.run(members.edit, member=office.members["张伟"], changes={"id_number": number})
    office_app.run(members.edit, member=added, changes={"id_number": number, "phone": "19900000100"})


def test_facts_and_branch_change_in_one_act(office_app: App, office: Office) -> None:
    member, day = office.members["王芳"], date(2024, 11, 4)
    office_app.run(members.edit, member=member, changes={"name": "王方"}, unit=office.units["second"], start=day)
    page = office_app.ask(dossiers.of_member, member=member, day=day)
    assert page.branch is not None
    assert (page.facts["name"], page.branch.unit_name, page.branch.since) == ("王方", "第二网格党支部", day)
    assert [row.is_open for row in page.belongings] == [False, True]
    office_app.undo()
    page = office_app.ask(dossiers.of_member, member=member, day=day)
    assert page.branch is not None
    assert (page.facts["name"], page.branch.unit_name) == ("王芳", "第一网格党支部")
