"""Floating members: 全面排查、强化教育、拓展服务、加强沟通 (S130, DOMAIN 1.6)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EntryId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import figures, floating, members, registers, settings

SINCE = date(2025, 3, 1)


@pytest.fixture
def away(office_app: App, office: Office) -> EntryId:
    """陈静 works elsewhere since March; 张伟 follows up."""
    return office_app.run(
        floating.begin,
        member=office.members["陈静"],
        direction="out",
        place="某某省某某市",
        since=SINCE,
        reason="work",
        follow_up=office.members["张伟"],
    )


@pytest.fixture
def here(office_app: App, office: Office) -> EntryId:
    """郑洁, affiliated elsewhere, lives at the west."""
    return office_app.run(
        floating.begin,
        person=Person(name="郑洁", phone="19900000033"),
        unit=office.units["west"],
        direction="in",
        place="某某县",
        since=date(2025, 5, 1),
    )


def rows(app: App, office: Office, day: date, **how: object) -> list[floating.FloatingRow]:
    return list(app.ask(floating.rows, unit=office.units["street"], day=day, **how))


def test_outflow_stays_on_the_roster_and_inflow_does_not_enter_it(
    office_app: App, office: Office, away: EntryId, here: EntryId
) -> None:
    values = office_app.ask(figures.of_unit, unit=office.units["street"], first=Month(2025, 6))
    assert values["members"] == 7
    found = rows(office_app, office, date(2025, 6, 1))
    assert [(row.name, row.direction, row.unit_name, row.follow_up_name) for row in found] == [
        ("陈静", "out", "第二网格党支部", "张伟"), ("郑洁", "in", "西苑社区党委", None),
    ]  # fmt: skip
    assert found[1].phone == "199****0033"
    assert [row.name for row in rows(office_app, office, date(2025, 6, 1), direction="in")] == ["郑洁"]
    east = office_app.ask(floating.rows, unit=office.units["east"], day=date(2025, 6, 1))
    assert [row.entry for row in east] == [away]
    assert office_app.ask(members.person, member=office.members["陈静"]).is_floating


def test_who_was_not_contacted_for_longer_than_the_setting_is_overdue(
    office_app: App, office: Office, away: EntryId
) -> None:
    """90 days at first; an office may choose otherwise. A contact tried in vain is none."""
    assert not rows(office_app, office, date(2025, 5, 30))[0].overdue
    assert rows(office_app, office, date(2025, 5, 31), overdue=True)[0].days_without == 91
    office_app.run(floating.contact, entry=away, day=date(2025, 5, 20), way="message", reached=False)
    assert rows(office_app, office, date(2025, 5, 31))[0].overdue
    office_app.run(floating.contact, entry=away, day=date(2025, 5, 25), way="phone", note="一切安好")
    (row,) = rows(office_app, office, date(2025, 5, 31))
    assert (row.last_contact, row.days_without, row.contacts, row.overdue) == (date(2025, 5, 25), 6, 1, False)
    office_app.run(settings.put, key="floating", value={"contact_days": 5})
    assert rows(office_app, office, date(2025, 5, 31))[0].overdue


def test_contacts_and_study_material_are_logged(office_app: App, away: EntryId) -> None:
    office_app.run(floating.contact, entry=away, day=date(2025, 4, 1), way="visit")
    office_app.run(floating.send, entry=away, day=date(2025, 4, 5), what="学习资料一册")
    lines = office_app.ask(floating.log, entry=away)
    assert [(line.kind, line.day, line.way, line.note) for line in lines] == [
        ("material", date(2025, 4, 5), None, "学习资料一册"), ("contact", date(2025, 4, 1), "visit", None),
    ]  # fmt: skip


def test_a_flow_ends(office_app: App, office: Office, away: EntryId) -> None:
    office_app.run(floating.end, entry=away, day=date(2025, 9, 1), note="返乡")
    assert len(rows(office_app, office, date(2025, 8, 31))) == 1
    assert rows(office_app, office, date(2025, 9, 1)) == []
    (past,) = office_app.ask(floating.of_member, member=office.members["陈静"])
    assert (past.until, past.overdue) == (date(2025, 9, 1), False)
    assert not office_app.ask(members.person, member=office.members["陈静"]).is_floating


def test_place_and_who_follows_up_change(office_app: App, office: Office, away: EntryId) -> None:
    office_app.run(floating.edit, entry=away, place="另一城市", follow_up=office.members["王芳"], day=date(2025, 4, 1))
    assert rows(office_app, office, date(2025, 3, 31))[0].follow_up_name == "张伟"
    (row,) = rows(office_app, office, date(2025, 4, 1))
    assert (row.place, row.follow_up_name) == ("另一城市", "王芳")


def test_the_log_goes_along_when_the_entry_moves(office_app: App, office: Office, here: EntryId) -> None:
    """Change orders move an inflow with its unit; the contacts made before still count."""
    office_app.run(floating.contact, entry=here, day=date(2025, 7, 1))
    moved = office_app.run(registers.move, entry=here, unit=office.units["third"], day=date(2025, 8, 1))
    (row,) = rows(office_app, office, date(2025, 8, 2))
    assert (row.entry, row.unit_name, row.since, row.last_contact) == (
        moved, "第三网格党支部", date(2025, 5, 1), date(2025, 7, 1),
    )  # fmt: skip


def test_what_is_refused(office_app: App, office: Office, away: EntryId) -> None:
    begin = {"place": "某地", "since": SINCE}
    for arguments in (
        {"direction": "up", "member": office.members["张伟"]},
        {"direction": "out", "member": office.members["孙丽"]},
        {"direction": "in", "member": office.members["张伟"], "unit": office.units["west"]},
        {"direction": "in", "member": office.members["孙丽"]},
        {"direction": "out"},
    ):
        with pytest.raises(InvalidInput):
            office_app.run(floating.begin, **begin, **arguments)
    with pytest.raises(Conflict):
        office_app.run(floating.begin, **begin, direction="out", member=office.members["陈静"])
    with pytest.raises(InvalidInput):
        office_app.run(floating.contact, entry=away, day=date(2025, 4, 1), way="smoke")
    with pytest.raises(InvalidInput):
        office_app.run(floating.contact, entry=away, day=date(2025, 2, 1))
    with pytest.raises(NotFound):
        office_app.run(floating.send, entry=EntryId(99), day=date(2025, 4, 1), what="资料")
    with pytest.raises(NotFound):  # all or nobody
        office_app.run(floating.send_all, entries=[away, EntryId(99)], day=date(2025, 4, 1), what="资料")
    assert office_app.ask(floating.log, entry=away) == ()
