"""Registers: entries, people, events, moves, lists, counts, what is due (E10; S013, S042, S083, S104, S120)."""

from datetime import date
from typing import Any

import pytest
from offices import Office, rows, state

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EntryId, EventId
from gridparty.domain.members import Person
from gridparty.operations import (
    coverage,
    disclosures,
    dossier_facts,
    members,
    register_counts,
    register_due,
    register_lists,
    registers,
    units,
)
from gridparty.storage.organisation_tables import RegisterEntry, RegisterEvent, RegisterPerson
from gridparty.storage.tables import Disclosure

START = date(2024, 3, 1)
DAY = date(2024, 10, 31)


def team(app: App, office: Office, unit: str = "first", name: str = "红马甲小分队") -> EntryId:
    return app.run(
        registers.add,
        register="team",
        name=name,
        unit=office.units[unit],
        start=START,
        facts={"direction": "环境整治"},
        people=[("leader", office.members["张伟"]), ("member", office.members["王芳"])],
    )


def test_a_team_with_its_roster_and_activities(office_app: App, office: Office) -> None:
    """S042: leader, members, direction, schedule, what it did."""
    entry = team(office_app, office)
    office_app.run(registers.add_event, entry=entry, kind="activity", day=date(2024, 5, 4), facts={"what": "清理楼道"})
    office_app.run(registers.edit, entry=entry, facts={"schedule": "每周六上午"})
    found = office_app.ask(register_lists.entry, entry=entry)
    assert found.row.facts == {"direction": "环境整治", "schedule": "每周六上午"}
    assert [(each.role_label, each.name, each.since) for each in found.people] == [
        ("队长", "张伟", START), ("队员", "王芳", START),
    ]  # fmt: skip
    assert [(each.kind_label, each.day, each.facts) for each in found.events] == [
        ("开展活动", date(2024, 5, 4), {"what": "清理楼道"})
    ]
    (row,) = office_app.ask(register_lists.rows, register="志愿服务小分队", unit=office.units["east"], day=DAY)
    assert (row.id, row.unit_name, row.people, row.events, row.last_event) == (
        entry, "第一网格党支部", 2, 1, date(2024, 5, 4),
    )  # fmt: skip
    assert office_app.ask(register_lists.rows, register="team", unit=office.units["west"], day=DAY) == ()


def test_people_come_and_go(office_app: App, office: Office) -> None:
    entry = team(office_app, office)
    with pytest.raises(Conflict, match="王芳"):
        office_app.run(registers.add_person, entry=entry, member=office.members["王芳"], role="leader")
    leaving = next(each for each in office_app.ask(register_lists.entry, entry=entry).people if each.name == "王芳")
    office_app.run(registers.end_person, person=leaving.id, end=date(2024, 6, 1))
    office_app.run(
        registers.add_person, entry=entry, member=office.members["王芳"], role="队员", start=date(2024, 9, 1)
    )

    def number(day: date) -> int:
        (row,) = office_app.ask(register_lists.rows, register="team", day=day)
        return row.people

    assert [number(date(2024, month, 15)) for month in (5, 7, 9)] == [2, 1, 2]
    with pytest.raises(InvalidInput):
        office_app.run(
            registers.add_person, entry=entry, member=office.members["陈静"], role="队员", start=date(2024, 1, 1)
        )
    with pytest.raises(InvalidInput, match="leader"):
        office_app.run(registers.add_person, entry=entry, member=office.members["陈静"], role="厨师")
    with pytest.raises(InvalidInput):
        office_app.run(registers.end_person, person=leaving.id, end=START)
    office_app.run(registers.remove_person, person=leaving.id)
    with pytest.raises(NotFound):
        office_app.run(registers.remove_person, person=leaving.id)


def test_what_is_missing_or_unknown_is_refused(office_app: App, office: Office) -> None:
    unit, member = office.units["first"], office.members["张伟"]
    bad: tuple[dict[str, object], ...] = (
        {"register": "no_such", "name": "甲", "unit": unit},
        {"register": "team", "name": "甲", "facts": {"direction": "文体"}},
        {"register": "team", "name": "甲", "unit": unit},
        {"register": "team", "name": " ", "unit": unit, "facts": {"direction": "文体"}},
        {"register": "team", "name": "甲", "unit": unit, "facts": {"direction": "文体", "wings": 2}},
        {"register": "talent_pool", "unit": unit, "facts": {"source": "veteran"}},
        {"register": "talent_pool", "member": member, "facts": {"source": "月球"}},
        {"register": "award", "name": "先进"},
        {
            "register": "secondment",
            "member": member,
            "facts": {"post": "科员", "place": "街道"},
            "people": [("a", member)],
        },
    )
    for arguments in bad:
        with pytest.raises(InvalidInput):
            office_app.run(registers.add, **arguments)
    with pytest.raises(NotFound):
        office_app.run(registers.add, register="award", name="先进", member=9999)
    with pytest.raises(NotFound):
        office_app.run(registers.add, register="award", name="先进", unit=9999)
    assert office_app.ask(rows, table=RegisterEntry) == []


def test_an_entry_about_a_person_bears_the_person_s_name_and_stands_in_the_branch(
    office_app: App, office: Office
) -> None:
    """S013: the pool by source; the line of a person without a unit of its own is found below the branch."""
    for name, source in (("张伟", "退伍军人"), ("陈静", "致富能手"), ("赵敏", "veteran")):
        office_app.run(
            registers.add, register="talent_pool", member=office.members[name], start=START, facts={"source": source}
        )
    found = office_app.ask(register_lists.rows, register="talent_pool", unit=office.units["east"], day=DAY)
    assert [(row.name, row.member_name, row.unit_name) for row in found] == [
        ("张伟", "张伟", "第一网格党支部"), ("陈静", "陈静", "第二网格党支部"),
    ]  # fmt: skip
    counted = office_app.ask(register_counts.count_by_choice, register="talent_pool", field="source", day=DAY)
    assert counted == {"veteran": 2, "entrepreneur": 1}
    with pytest.raises(InvalidInput):
        office_app.ask(register_counts.count_by_choice, register="talent_pool", field="strengths")


def test_closing_and_opening_again(office_app: App, office: Office) -> None:
    entry = team(office_app, office)
    end = date(2024, 8, 1)
    office_app.run(registers.close, entry=entry, end=end)

    def shown(day: date, closed: bool = False) -> int:
        return len(office_app.ask(register_lists.rows, register="team", day=day, closed=closed))

    assert [shown(date(2024, 7, 31)), shown(end), shown(end, closed=True)] == [1, 0, 1]
    assert {each.until for each in office_app.ask(register_lists.entry, entry=entry).people} == {end}
    for day in (date(2024, 8, 2), date(2024, 2, 1)):
        with pytest.raises(InvalidInput):
            office_app.run(registers.add_event, entry=entry, kind="activity", day=day, facts={"what": "巡逻"})
    with pytest.raises(Conflict):
        office_app.run(registers.close, entry=entry, end=end)
    office_app.run(registers.reopen, entry=entry)
    assert shown(DAY) == 1
    assert {each.until for each in office_app.ask(register_lists.entry, entry=entry).people} == {None}
    with pytest.raises(Conflict):
        office_app.run(registers.reopen, entry=entry)
    with pytest.raises(InvalidInput):
        office_app.run(registers.close, entry=entry, end=START)


def test_an_entry_that_moves_goes_on_as_another_and_keeps_its_past(office_app: App, office: Office) -> None:
    old = team(office_app, office)
    office_app.run(registers.add_event, entry=old, kind="activity", day=date(2024, 5, 4), facts={"what": "清理楼道"})
    day = date(2024, 9, 1)
    new = office_app.run(registers.move, entry=old, unit=office.units["third"], day=day)
    (before,) = office_app.ask(register_lists.rows, register="team", day=date(2024, 8, 31))
    (after,) = office_app.ask(register_lists.rows, register="team", day=day)
    assert (before.id, before.unit_name, before.until) == (old, "第一网格党支部", day)
    assert (after.id, after.unit_name, after.continues, after.people, after.events) == (
        new,
        "第三网格党支部",
        old,
        2,
        1,
    )
    found = office_app.ask(register_lists.entry, entry=new)
    assert [(each.entry, each.facts) for each in found.events] == [(old, {"what": "清理楼道"})]
    with pytest.raises(Conflict, match=str(new)):
        office_app.run(registers.reopen, entry=old)
    with pytest.raises(Conflict, match=str(new)):
        office_app.run(registers.remove, entry=old)
    with pytest.raises(InvalidInput):
        office_app.run(registers.move, entry=new, unit=office.units["third"], day=DAY)


def test_a_mistake_is_deleted_and_undone(office_app: App, office: Office) -> None:
    """D16: the recycle bin brings the entry back with its people and events."""
    entry = team(office_app, office)
    office_app.run(registers.add_event, entry=entry, kind="activity", day=date(2024, 5, 4), facts={"what": "清理楼道"})
    before = office_app.ask(state)
    office_app.run(registers.remove, entry=entry)
    assert [office_app.ask(rows, table=table) for table in (RegisterEntry, RegisterPerson, RegisterEvent)] == [
        [],
        [],
        [],
    ]
    office_app.undo()
    assert office_app.ask(state) == before
    with pytest.raises(NotFound):
        office_app.run(registers.remove, entry=EntryId(999))


def test_events_are_corrected_and_deleted(office_app: App, office: Office) -> None:
    entry = team(office_app, office)
    event = office_app.run(
        registers.add_event,
        entry=entry,
        kind="开展活动",
        day=date(2024, 5, 4),
        facts={"what": "清理楼道", "people": 12},
    )
    office_app.run(registers.edit_event, event=event, day=date(2024, 5, 5), facts={"people": ""}, note="雨后")
    (found,) = office_app.ask(register_lists.entry, entry=entry).events
    assert (found.day, found.facts, found.note) == (date(2024, 5, 5), {"what": "清理楼道"}, "雨后")
    for arguments in ({"facts": {"what": ""}}, {"day": date(2024, 1, 1)}):
        with pytest.raises(InvalidInput):
            office_app.run(registers.edit_event, event=event, **arguments)
    with pytest.raises(InvalidInput, match="activity"):
        office_app.run(registers.add_event, entry=entry, kind="party", day=DAY)
    office_app.run(registers.remove_event, event=event)
    assert office_app.ask(register_lists.entry, entry=entry).events == ()
    with pytest.raises(NotFound):
        office_app.run(registers.edit_event, event=EventId(999))


def test_corrections(office_app: App, office: Office) -> None:
    entry = team(office_app, office)
    office_app.run(
        registers.edit,
        entry=entry,
        name="蓝马甲小分队",
        start=date(2023, 1, 1),
        unit=office.units["second"],
        remark="改名",
    )
    row = office_app.ask(register_lists.entry, entry=entry).row
    assert (row.name, row.since, row.unit_name, row.remark) == (
        "蓝马甲小分队",
        date(2023, 1, 1),
        "第二网格党支部",
        "改名",
    )
    office_app.run(registers.close, entry=entry, end=date(2024, 1, 1))
    with pytest.raises(InvalidInput):
        office_app.run(registers.edit, entry=entry, start=date(2024, 1, 1))


def test_a_list_is_searched_by_names_units_and_facts(office_app: App, office: Office) -> None:
    team(office_app, office)
    team(office_app, office, unit="third", name="银发小分队")

    def found(word: str) -> list[str]:
        return [row.name for row in office_app.ask(register_lists.rows, register="team", day=DAY, search=word)]

    assert found("银发") == ["银发小分队"]
    assert found("第一网格") == ["红马甲小分队"]
    assert found("环境") == ["红马甲小分队", "银发小分队"]
    assert found("没有") == []


def test_restricted_registers_show_only_where_they_are_asked_for(office_app: App, office: Office) -> None:
    """S120: a case never stands in what ranges over the registers."""
    member = office.members["张伟"]
    facts = {"ground": "长期不参加组织生活", "correct_until": "2024-10-01"}
    case = office_app.run(registers.add, register="discipline_case", member=member, start=START, facts=facts)
    office_app.run(registers.add_event, entry=case, kind="step", day=date(2024, 4, 1), facts={"what": "谈话"})
    office_app.run(registers.add, register="award", member=member, name="优秀党员", start=START)
    assert [row.name for row in office_app.ask(dossier_facts.of_member, member=member).entries] == ["优秀党员"]
    assert [row.name for row in office_app.ask(register_lists.of_unit, unit=office.units["first"])] == ["优秀党员"]
    assert office_app.ask(register_due.rows, day=DAY) == ()
    (due,) = office_app.ask(register_due.rows, register="discipline_case", day=DAY)
    assert (due.what, due.days_left) == ("改正期限", -30)
    (row,) = office_app.ask(register_lists.rows, register="discipline_case", day=DAY)
    assert row.events == 1


def test_what_is_due(office_app: App, office: Office) -> None:
    """A review a year (S013) also after a move, and the end of an agreement (S083)."""
    entry = office_app.run(
        registers.add,
        register="talent_pool",
        unit=office.units["first"],
        member=office.members["张伟"],
        start=START,
        facts={"source": "manager"},
    )
    office_app.run(
        registers.add,
        register="resident_unit",
        name="某某医院",
        unit=office.units["east"],
        start=START,
        facts={"kind": "医院", "expires": "2025-03-20", "resources": "义诊"},
    )

    def due(day: date, **more: object) -> list[tuple[str, str, date, int, date | None]]:
        return [
            (row.name, row.what, row.day, row.days_left, row.last)
            for row in office_app.ask(register_due.rows, day=day, **more)
        ]

    assert due(date(2025, 1, 1)) == []
    assert due(date(2025, 2, 10)) == [("张伟", "年度评估", date(2025, 3, 1), 19, None)]
    assert due(date(2025, 3, 11)) == [
        ("张伟", "年度评估", date(2025, 3, 1), -10, None), ("某某医院", "协议到期", date(2025, 3, 20), 9, None),
    ]  # fmt: skip
    assert due(date(2025, 3, 11), unit=office.units["first"], ahead=0) == due(date(2025, 3, 11), register="后备人才库")
    review = date(2025, 3, 12)
    office_app.run(registers.add_event, entry=entry, kind="review", day=review, facts={"result": "keep"})
    office_app.run(registers.move, entry=entry, unit=office.units["third"], day=date(2025, 6, 1))
    assert due(date(2026, 3, 1), register="talent_pool") == [("张伟", "年度评估", date(2026, 3, 12), 11, review)]


def test_two_hundred_and_four_in_the_pool(app: App) -> None:
    """S013: 204 people by source."""
    branch = app.run(units.add, parent=None, kind="town", name="石佛镇党委", code="410102100").id
    sources = ["veteran"] * 60 + ["entrepreneur"] * 84 + ["manager"] * 60
    for number, source in enumerate(sources):
        who = app.run(members.add, person=Person(name=f"甲{number}"), unit=branch)
        app.run(registers.add, register="talent_pool", unit=branch, member=who, start=START, facts={"source": source})
    assert app.ask(register_counts.count_by_choice, register="talent_pool", field="source", day=DAY) == {
        "veteran": 60, "entrepreneur": 84, "manager": 60,
    }  # fmt: skip
    assert len(app.ask(register_lists.rows, register="talent_pool", unit=branch, day=DAY)) == 204


def test_resident_units_and_what_they_did_together_in_a_year(office_app: App, office: Office) -> None:
    """S083: resources offered, joint activities per year."""
    entry = office_app.run(
        registers.add,
        register="resident_unit",
        name="某某中学",
        unit=office.units["east"],
        start=START,
        facts={"kind": "学校", "resources": "操场、礼堂"},
    )
    for day, what in ((date(2024, 5, 4), "青年节联欢"), (date(2024, 9, 10), "慰问教师"), (date(2025, 3, 5), "学雷锋")):
        office_app.run(registers.add_event, entry=entry, kind="joint_activity", day=day, facts={"what": what})
    asked: dict[str, Any] = {
        "register": "resident_unit",
        "kind": "joint_activity",
        "first": date(2024, 1, 1),
        "last": date(2024, 12, 31),
    }
    found = office_app.ask(register_counts.happened, unit=office.units["street"], **asked)
    assert [(row.entry, row.number, row.last) for row in found.rows] == [(entry, 2, date(2024, 9, 10))]
    assert found.number == 2
    assert office_app.ask(register_counts.happened, unit=office.units["west"], **asked).number == 0
    with pytest.raises(InvalidInput):
        office_app.ask(register_counts.happened, **{**asked, "last": date(2023, 1, 1)})


def test_a_brand_for_each_community(office_app: App, office: Office) -> None:
    """S104: one brand card per community, and who has none yet."""
    entry = office_app.run(
        registers.add,
        register="brand",
        name="四叶草",
        unit=office.units["east"],
        start=START,
        facts={"story": "邻里守望", "slogan": "把幸福送到家"},
    )
    facts = {"title": "示范社区", "by": "某某区委"}
    office_app.run(registers.add_event, entry=entry, kind="honour", day=date(2024, 7, 1), facts=facts)
    found = office_app.ask(coverage.of_register, register="brand", unit=office.units["street"], day=DAY)
    assert (found.covered, found.share, found.without) == (1, 0.5, (office.units["west"],))
    assert found.places[office.units["east"]] == ("四叶草",)
    with pytest.raises(InvalidInput):
        office_app.ask(coverage.of_register, register="talent", unit=office.units["street"])


def test_telephone_numbers_are_masked_until_they_are_asked_for(office_app: App, office: Office) -> None:
    """As members' own (SEC-01): a list shows 138****5678, a reveal shows it all and is written down."""
    entry = office_app.run(
        registers.add,
        register="enterprise",
        name="某某物业",
        unit=office.units["east"],
        start=START,
        facts={"kind": "非公企业", "phone": "13800005678", "address": "某某路1号"},
    )
    (row,) = office_app.ask(register_lists.rows, register="enterprise", day=DAY)
    assert row.facts["phone"] == office_app.ask(register_lists.entry, entry=entry).row.facts["phone"] == "138****5678"
    assert [each.id for each in office_app.ask(register_lists.rows, register="enterprise", search="5678")] == [entry]
    plain = office_app.run(disclosures.reveal_entry, entry=entry, fields=["phone"], reason="联系")
    assert plain == {"phone": "13800005678"}
    (written,) = office_app.ask(rows, table=Disclosure)
    assert (written.kind, written.fields, written.reason) == (
        "reveal",
        (f"registers:enterprise.phone#{entry}",),
        "联系",
    )
    for wrong in (["address"], [], ["nosuch"]):
        with pytest.raises(InvalidInput):
            office_app.run(disclosures.reveal_entry, entry=entry, fields=wrong)
    with pytest.raises(NotFound):
        office_app.run(disclosures.reveal_entry, entry=EntryId(999), fields=["phone"])
    office_app.run(registers.edit, entry=entry, facts={"address": "某某路2号"})
    assert office_app.run(disclosures.reveal_entry, entry=entry, fields=["phone"])["phone"] == "13800005678"
