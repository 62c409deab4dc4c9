"""People: codes, readings, names of every kind, editing and closing (D6, D7, D16; DOMAIN §1.4; S016)."""

from datetime import date
from typing import Any

import pytest
from offices import AFTER, MONTH, Office, moment, rows

from gridparty.app import App
from gridparty.domain import member_codes
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.operations import activities, dossiers, figures, members, pinyin
from gridparty.storage.tables import Belonging, Member, Post


def add(app: App, name: str, unit: UnitId | None = None, **facts: Any) -> MemberId:
    return app.run(members.add, person=Person(name=name, **facts), unit=unit)


def row_of(app: App, member: MemberId) -> Any:
    return next(row for row in app.ask(rows, Member) if row.id == member)


def test_a_code_has_the_office_the_number_and_a_check_digit(app: App) -> None:
    people = [add(app, name) for name in ("张伟", "王芳")]
    codes = [row.code for row in app.ask(rows, Member)]
    assert codes == [member_codes.make(101, number) for number in people]
    assert all(member_codes.is_code(code) for code in codes)


@pytest.mark.parametrize(
    ("name", "spelled", "initials"),
    [
        ("王秀兰", "wangxiulan", "wxl"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("吕布", "lvbu", "lb"),
        ("阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt"),
        ("John·Smith", "johnsmith", "johnsmith"),
    ],
)
def test_names_are_read_as_they_are_typed(name: str, spelled: str, initials: str) -> None:
    reading = pinyin.read(name)
    assert (reading.pinyin, reading.initials) == (spelled, initials)


@pytest.mark.parametrize(
    ("name", "spelled"), [("单红", "shanhong"), ("仇伟", "qiuwei"), ("曾强", "zengqiang"), ("万俟兰", "moqilan")]
)
def test_surnames_have_their_own_reading(name: str, spelled: str) -> None:
    assert pinyin.read(name) == pinyin.Reading(spelled, pinyin.read(name).initials)


def test_surnames_of_two_readings_are_kept_with_both(app: App) -> None:
    member = add(app, "盖明")
    row = row_of(app, member)
    assert (row.pinyin, row.initials, row.pinyin_2, row.initials_2) == ("geming", "gm", "gaiming", "gm")


@pytest.mark.parametrize("name", ["䶮𬱖𣇉", "㛃", "𬭎祎", "龑堃", "·" + "麦" * 49, "阿卜杜热西提·" * 7 + "麦"])
def test_a_name_comes_back_as_it_was_typed(app: App, name: str) -> None:
    member = add(app, name)
    assert app.ask(members.person, member=member).name == name
    assert app.ask(members.names, members=[member]) == {member: name}


def test_a_name_too_long_or_empty_is_refused(app: App) -> None:
    for name in ("长" * 51, " "):
        with pytest.raises(InvalidInput):
            add(app, name)
    member = add(app, "长" * 50)
    with pytest.raises(InvalidInput):
        app.run(members.edit, member=member, changes={"name": "长" * 51})


def test_editing_keeps_the_search_keys_true(app: App) -> None:
    member = add(app, "张伟", phone="19900000001")
    app.run(members.edit, member=member, changes={"name": "王芳", "phone": "19900000022"})
    row = row_of(app, member)
    assert (row.pinyin, row.initials, row.phone_reversed) == ("wangfang", "wf", "22000000991")
    app.run(members.edit, member=member, changes={"phone": None})
    assert row_of(app, member).phone_reversed is None


def test_an_unknown_field_or_person_is_refused(app: App) -> None:
    member = add(app, "张伟")
    with pytest.raises(InvalidInput, match="code"):
        app.run(members.edit, member=member, changes={"code": "1"})
    for operation, arguments in (
        (members.edit, {"changes": {"remark": "x"}}),
        (members.close, {"end": date(2024, 10, 1), "standing": "removed"}),
    ):
        with pytest.raises(NotFound):
            app.run(operation, member=MemberId(99), **arguments)


def test_dates_are_checked_when_facts_are_edited(app: App) -> None:
    member = add(app, "张伟", birth_date=20000101)
    with pytest.raises(InvalidInput):
        app.run(members.edit, member=member, changes={"join_date": 20100000})


def test_lists_mask_phone_and_identity_number(office_app: App, office: Office) -> None:
    changes = {"id_number": "11010519491231002X"}
    office_app.run(members.edit, member=office.members["张伟"], changes=changes)
    row = next(row for row in office_app.ask(members.rows, unit=office.units["first"]) if row.name == "张伟")
    assert row.phone is not None
    assert row.id_number is not None
    assert "0000" not in row.phone
    assert "1949" not in row.id_number
    page = office_app.ask(dossiers.of_member, member=office.members["张伟"])
    assert (page.facts["phone"], page.facts["id_number"]) == (row.phone, row.id_number)


def test_the_list_holds_who_counts(office_app: App, office: Office) -> None:
    """D6: full and probationary members in good standing; registered members are another list."""
    day = MONTH.last
    names = {row.name for row in office_app.ask(members.rows, unit=office.units["east"], day=day)}
    assert names == {"张伟", "王芳", "李娜", "陈静", "杨磊"}
    registered = office_app.ask(members.rows, unit=office.units["east"], day=day, registered=True)
    assert {row.name for row in registered} == {"赵敏", "孙丽"}
    assert len(names) == office_app.ask(figures.of_unit, unit=office.units["east"], first=MONTH)["members"]


def test_a_member_who_left_stays_in_the_months_before(office_app: App, office: Office) -> None:
    """D2, D16: closing ends the belongings; earlier months keep their figures."""
    first = office.units["first"]
    before = office_app.ask(figures.of_unit, unit=first, first=MONTH)
    office_app.run(members.close, member=office.members["张伟"], end=date(2024, 11, 5), standing="transferred_out")
    assert office_app.ask(figures.of_unit, unit=first, first=MONTH) == before
    after = office_app.ask(figures.of_unit, unit=first, first=AFTER)
    assert (after["members"], before["members"]) == (2, 3)
    assert not any(row.name == "张伟" for row in office_app.ask(members.rows, unit=first))


def test_closing_ends_registrations_and_posts_too(office_app: App, office: Office) -> None:
    member, unit = office.members["赵敏"], office.units["third"]
    with office_app.store.write("li", "post") as session:
        session.add(Post(member_id=member, unit_id=unit, post="secretary", valid_from=date(2024, 1, 1)))
    office_app.run(members.close, member=member, end=date(2024, 11, 5), standing="deceased")
    held = [row for table in (Belonging, Post) for row in office_app.ask(rows, table) if row.member_id == member]
    assert len(held) == 3
    assert {row.valid_to for row in held} == {date(2024, 11, 5)}


def test_good_standing_is_no_reason_to_leave(office_app: App, office: Office) -> None:
    with pytest.raises(InvalidInput):
        office_app.run(members.close, member=office.members["张伟"], end=date(2024, 11, 5), standing="good")


def test_an_affiliation_is_open_once(office_app: App, office: Office) -> None:
    """D6: moving ends the old one on the day on which the new one begins."""
    member = office.members["张伟"]
    with office_app.store.write("li", "move") as session:
        members.affiliate(session, member=member, unit=office.units["second"], start=date(2024, 10, 15))
    held = [row for row in office_app.ask(rows, Belonging) if row.member_id == member]
    assert [(row.unit_id, row.valid_to) for row in held] == [
        (office.units["first"], date(2024, 10, 15)), (office.units["second"], None),
    ]  # fmt: skip
    for name, count in (("first", 2), ("second", 3), ("east", 5)):
        assert office_app.ask(figures.of_unit, unit=office.units[name], first=MONTH)["members"] == count
    with pytest.raises(InvalidInput), office_app.store.write("li", "move") as session:
        members.affiliate(session, member=member, unit=office.units["first"])


def test_a_members_page_tells_what_he_or_she_took_part_in(office_app: App, office: Office) -> None:
    """S016: participation of a member over the last twelve months."""
    page = office_app.ask(dossiers.of_member, member=office.members["张伟"], day=date(2024, 10, 31))
    part = page.taking_part
    assert (part.expected, part.present, part.walk_ins, part.services, part.hours) == (4, 3, 0, 2, 3.5)
    day_before = office_app.ask(dossiers.of_member, member=office.members["张伟"], day=date(2024, 10, 30))
    assert (day_before.taking_part.services, day_before.taking_part.hours) == (1, 1.5)
    registered = office_app.ask(dossiers.of_member, member=office.members["赵敏"])
    assert [row.kind for row in registered.belongings] == ["affiliation", "registration"]
    assert registered.belongings[1].receipt is not None


def test_non_participants_are_counted(office_app: App, office: Office) -> None:
    """S016: who neither came nor served, whichever unit held it."""
    values = office_app.ask(figures.of_unit, unit=office.units["street"], first=MONTH)
    assert (values["people"], values["participants"], values["non_participants"]) == (9, 9, 0)
    office_app.run(
        activities.add, unit=office.units["first"], kinds=["study"], title="学习", start=moment("2024-11-02T09:00")
    )
    later = office_app.ask(figures.of_unit, unit=office.units["street"], first=AFTER)
    assert (later["participants"], later["non_participants"]) == (0, 9)


def test_cards_in_the_order_asked_for(office_app: App, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [office.members[name] for name in ("孙丽", "张伟", "赵敏", "张伟")]
    cards = office_app.ask(members.cards, members=wanted)
    assert [(card.member, card.name, card.unit_name) for card in cards] == [
        (wanted[0], "孙丽", "某某研究院"), (wanted[1], "张伟", "第一网格党支部"),
        (wanted[2], "赵敏", "第三网格党支部"), (wanted[1], "张伟", "第一网格党支部"),
    ]  # fmt: skip
    assert all(member_codes.is_code(card.code) for card in cards)
    monkeypatch.setattr(members, "AT_ONCE", 1)
    assert office_app.ask(members.cards, members=wanted) == cards
    assert office_app.ask(members.cards, members=[]) == ()
    with pytest.raises(NotFound):
        office_app.ask(members.cards, members=[MemberId(99)])
