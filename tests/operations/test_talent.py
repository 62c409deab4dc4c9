"""Pools of people: the reserve of secretaries (S013), outstanding talents (S101)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EntryId
from gridparty.domain.members import Person
from gridparty.operations import members, registers, talent

DAY = date(2024, 3, 1)
SOURCES = {"veteran": 61, "entrepreneur": 88, "manager": 55}  # together 204


@pytest.fixture
def entry(office_app: App, office: Office) -> EntryId:
    return office_app.run(
        talent.add, member=office.members["张伟"], unit=office.units["east"], day=DAY, source="veteran", note="推荐表"
    )


def test_204_people_by_source_and_against_a_target(office_app: App, office: Office) -> None:
    """S013: 公开、择优选拔出204名优秀人才，建立村党组织书记后备人才库."""
    east, west, street = (office.units[name] for name in ("east", "west", "street"))
    wanted = [source for source, number in SOURCES.items() for _ in range(number)]
    for number, source in enumerate(wanted):
        member = office_app.run(members.add, person=Person(name=f"人才{number}", stage="none"), unit=None)
        office_app.run(talent.add, member=member, unit=(east, west)[number % 3 == 0], day=DAY, source=source)
    office_app.run(talent.set_target, unit=east, people=150)
    office_app.run(talent.set_target, unit=street, people=204)
    assert office_app.ask(talent.sources, unit=street, day=DAY) == SOURCES
    assert len(office_app.ask(talent.rows, unit=street, day=DAY)) == 204
    found = office_app.ask(talent.targets, unit=street, day=DAY)
    assert [(row.unit, row.people, row.target, row.missing) for row in found] == [
        (street, 204, 204, 0), (east, 136, 150, 14), (west, 68, None, 0),
    ]  # fmt: skip
    office_app.run(talent.set_target, unit=east, people=None)
    assert office_app.ask(talent.targets, unit=east, day=DAY)[0].target is None


def test_everyone_is_reviewed_every_year(office_app: App, office: Office, entry: EntryId) -> None:
    street = office.units["street"]
    assert office_app.ask(talent.due, unit=street, day=date(2025, 1, 29)) == ()
    (soon,) = office_app.ask(talent.due, unit=street, day=date(2025, 1, 31))
    assert (soon.review_due, soon.is_overdue) == (date(2025, 3, 1), False)
    assert office_app.ask(talent.due, unit=street, day=date(2025, 3, 2))[0].is_overdue
    office_app.run(talent.review, entry=entry, day=date(2025, 2, 20), result="keep")
    (row,) = office_app.ask(talent.rows, unit=street, day=date(2025, 3, 2))
    assert (row.last_review, row.last_result, row.review_due) == (date(2025, 2, 20), "keep", date(2026, 2, 20))


def test_in_and_out_stay_as_history(office_app: App, office: Office, entry: EntryId) -> None:
    street = office.units["street"]
    office_app.run(talent.leave, entry=entry, day=date(2025, 6, 1), reason="appointed", note="任第三网格书记")
    assert office_app.ask(talent.rows, unit=street, day=date(2025, 6, 1)) == ()
    assert len(office_app.ask(talent.rows, unit=street, day=date(2025, 5, 31))) == 1
    (past,) = office_app.ask(talent.rows, unit=street, day=date(2025, 7, 1), is_past=True)
    assert (past.since, past.until, past.left, past.is_overdue) == (DAY, date(2025, 6, 1), "appointed", False)
    office_app.run(talent.add, member=office.members["张伟"], unit=office.units["east"], day=date(2026, 1, 1),
                   source="veteran")  # fmt: skip
    assert len(office_app.ask(talent.rows, unit=street, day=date(2026, 2, 1), is_past=True)) == 2


def test_an_entry_that_moved_with_its_unit_shows_once(office_app: App, office: Office, entry: EntryId) -> None:
    office_app.run(talent.review, entry=entry, day=date(2025, 2, 20), result="keep")
    office_app.run(registers.move, entry=entry, unit=office.units["west"], day=date(2025, 5, 1))
    (row,) = office_app.ask(talent.rows, unit=office.units["street"], day=date(2025, 6, 1), is_past=True)
    assert (row.unit, row.since, row.last_review) == (office.units["west"], DAY, date(2025, 2, 20))


def test_outstanding_talents(office_app: App, office: Office) -> None:
    """S101: 评选出优秀拔尖人才20名."""
    for number in range(20):
        member = office_app.run(members.add, person=Person(name=f"人才{number}", stage="none"), unit=None)
        office_app.run(
            talent.add,
            member=member,
            unit=office.units["east"],
            day=DAY,
            pool=talent.TALENT,
            facts={"title": "优秀拔尖人才", "level": "district"},
        )
    rows = office_app.ask(talent.rows, unit=office.units["street"], day=DAY, pool=talent.TALENT)
    assert len(rows) == 20
    assert {(row.facts["title"], row.review_due) for row in rows} == {("优秀拔尖人才", None)}
    assert office_app.ask(talent.rows, unit=office.units["street"], day=DAY) == ()


def test_what_is_refused(office_app: App, office: Office, entry: EntryId) -> None:
    arguments = {"member": office.members["王芳"], "unit": office.units["east"], "day": DAY}
    with pytest.raises(Conflict):
        office_app.run(talent.add, **{**arguments, "member": office.members["张伟"]}, source="veteran")
    for wrong in ({}, {"source": "magic"}, {"source": "veteran", "pool": "team"}):
        with pytest.raises(InvalidInput):
            office_app.run(talent.add, **arguments, **wrong)
    with pytest.raises(InvalidInput):
        office_app.run(talent.review, entry=entry, day=date(2025, 1, 1), result="excellent")
    with pytest.raises(NotFound):
        office_app.run(talent.leave, entry=EntryId(99), day=DAY, reason="other")
    with pytest.raises(InvalidInput):
        office_app.run(talent.set_target, unit=office.units["east"], people=-1)
