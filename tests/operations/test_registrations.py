"""Residence registration 报到 (DOMAIN §3; CHK-01, CHK-02; S108)."""

from datetime import date

import pytest
from offices import AFTER, MONTH, Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import BelongingId
from gridparty.domain.members import Person
from gridparty.operations import dossiers, figures, member_lists, members, registrations

DAY = date(2024, 10, 10)


def test_a_member_registers_and_the_affiliation_does_not_move(office_app: App, office: Office) -> None:
    """S108: register → receipt; both memberships stand side by side."""
    done = office_app.run(
        registrations.add,
        unit=office.units["west"],
        member=office.members["张伟"],
        day=DAY,
        facts={"skills": ["急救"], "claimed_post": "安全巡逻"},
    )
    assert done.receipt == f"BD2024-{done.id:05d}"
    page = office_app.ask(dossiers.of_member, member=office.members["张伟"])
    assert [(row.kind, row.unit, row.receipt) for row in page.belongings] == [
        ("affiliation", office.units["first"], None), ("registration", office.units["west"], done.receipt),
    ]  # fmt: skip


def test_receipt_numbers_are_never_reused(office_app: App, office: Office) -> None:
    """S108: also not when the registration that had one was taken back."""
    receipts = []
    for _ in range(3):
        done = office_app.run(registrations.add, unit=office.units["west"], member=office.members["张伟"], day=DAY)
        receipts.append(done.receipt)
        office_app.undo()
    assert len(set(receipts)) == 3
    assert receipts == sorted(receipts)


def test_someone_who_is_not_on_the_roster(office_app: App, office: Office) -> None:
    person = Person(name="郑洁", work_unit="某某学校", phone="19900000033")
    done = office_app.run(registrations.add, unit=office.units["east"], person=person, day=DAY)
    assert office_app.ask(members.person, member=done.member).work_unit == "某某学校"
    page = office_app.ask(dossiers.of_member, member=done.member)
    assert [row.kind for row in page.belongings] == ["registration"]
    values = office_app.ask(figures.of_unit, unit=office.units["east"], first=MONTH)
    assert (values["members"], values["registered_members"], values["new_registrations"]) == (5, 3, 2)


def test_someone_not_on_the_roster_needs_a_work_unit(office_app: App, office: Office) -> None:
    for arguments in ({"person": Person(name="郑洁")}, {}, {"person": Person(name="甲", work_unit="乙"),
                                                        "member": office.members["张伟"]}):  # fmt: skip
        with pytest.raises(InvalidInput):
            office_app.run(registrations.add, unit=office.units["east"], day=DAY, **arguments)


def test_an_own_member_registered_elsewhere_counts_once_in_people(office_app: App, office: Office) -> None:
    """CHK-02: 赵敏 is affiliated in the west and registered in the east; at the street she is one person."""
    found = {name: office_app.ask(figures.of_unit, unit=office.units[name], first=MONTH) for name in office.units}
    assert [found[name]["people"] for name in ("east", "west", "street")] == [7, 3, 9]
    assert found["street"]["members"] == 7
    assert found["street"]["registered_members"] == 3


def test_registering_twice_at_one_place_is_refused(office_app: App, office: Office) -> None:
    with pytest.raises(Conflict):
        office_app.run(registrations.add, unit=office.units["east"], member=office.members["赵敏"], day=DAY)


def test_a_registration_ends(office_app: App, office: Office) -> None:
    page = office_app.ask(dossiers.of_member, member=office.members["赵敏"])
    registration = page.belongings[1].id
    office_app.run(registrations.end, registration=registration, day=date(2024, 11, 15))
    east = office.units["east"]
    assert office_app.ask(figures.of_unit, unit=east, first=MONTH)["registered_members"] == 2
    assert office_app.ask(figures.of_unit, unit=east, first=AFTER)["registered_members"] == 1
    office_app.run(registrations.add, unit=east, member=office.members["赵敏"], day=date(2024, 11, 20))
    assert office_app.ask(figures.of_unit, unit=east, first=AFTER)["registered_members"] == 2


def test_only_a_registration_can_be_ended(office_app: App, office: Office) -> None:
    affiliation = office_app.ask(dossiers.of_member, member=office.members["赵敏"]).belongings[0].id
    with pytest.raises(NotFound):
        office_app.run(registrations.end, registration=affiliation, day=DAY)


def test_a_unit_must_exist_on_the_day(office_app: App, office: Office) -> None:
    with pytest.raises(NotFound):
        office_app.run(registrations.add, unit=999, member=office.members["张伟"], day=DAY)


def test_a_post_is_claimed_after_the_registration(office_app: App, office: Office) -> None:
    """S108: register → receipt → claim post; what is not named stays, what is empty goes."""
    unit, month = office.units["west"], MONTH
    facts = {"skills": ["急救"], "time": "周六上午"}
    done = office_app.run(registrations.add, unit=unit, member=office.members["张伟"], day=DAY, facts=facts)
    office_app.run(registrations.edit, registration=done.id, facts={"claimed_post": "楼道安全员", "time": None})
    page = office_app.ask(dossiers.of_member, member=office.members["张伟"])
    assert page.belongings[-1].facts == {"skills": ["急救"], "claimed_post": "楼道安全员"}
    listed = office_app.ask(member_lists.rows, unit=unit, month=month, registered=True)
    assert {row.name: row.claimed_post for row in listed} == {"张伟": "楼道安全员", "周强": None}
    with pytest.raises(InvalidInput):
        office_app.run(registrations.edit, registration=done.id, facts={"rank": 1})
    with pytest.raises(NotFound):
        office_app.run(registrations.edit, registration=BelongingId(999), facts={})
    office_app.undo()
    assert "claimed_post" not in office_app.ask(dossiers.of_member, member=office.members["张伟"]).belongings[-1].facts
