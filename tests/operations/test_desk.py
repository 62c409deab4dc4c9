"""The sign-in desk: its people, and what a typed or scanned text means there (D7, D8)."""

from datetime import date
from typing import Any

import pytest
from offices import Office, moment, state

from gridparty.app import App
from gridparty.domain import member_codes
from gridparty.domain.errors import Conflict, NotFound
from gridparty.domain.ids import ActivityId, MemberId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import activities, attendance, desk, members, units
from gridparty.operations.activities import ActivityRow
from gridparty.operations.desk import Desk, DeskPerson, Found
from gridparty.storage.tables import Belonging


def load(app: App, activity: ActivityId) -> Desk:
    return app.ask(desk.load, activity=activity)


def names(shown: Desk) -> list[str]:
    return [person.name for person in shown.people]


def one(shown: Desk, name: str) -> DeskPerson:
    (found,) = [person for person in shown.people if person.name == name]
    return found


def coming(app: App, office: Office, unit: str = "first", **more: Any) -> ActivityId:
    """A gathering to which nobody has come yet."""
    start = moment("2024-10-30T19:00")
    return app.run(activities.add, unit=office.units[unit], kinds=["study"], title="学习", start=start, **more)


def add(app: App, office: Office, name: str, unit: str | None = None, phone: str | None = None) -> MemberId:
    at = office.units[unit] if unit else None
    return app.run(members.add, person=Person(name=name, phone=phone), unit=at)


def code(app: App, member: MemberId) -> str:
    (card,) = app.ask(members.cards, members=[member])
    return card.code


def test_the_desk_of_a_gathering_that_took_place(furnished_app: App, furnished_office: Office) -> None:
    o = furnished_office
    shown = load(furnished_app, o.activities["day"])
    assert names(shown) == ["黄强", "李娜", "孙丽", "王芳", "张伟"]  # by pinyin: huang, li, sun, wang, zhang
    assert [(p.state, p.role, p.way) for p in shown.people] == [
        ("present", "guest", "keyboard"), ("leave", "listed", None), ("present", "registered", "keyboard"),
        ("made_up", "listed", "paper"), ("present", "listed", "scan"),
    ]  # fmt: skip
    assert (shown.id, shown.title, shown.kinds) == (o.activities["day"], "清洁家园", ("主题党日",))
    assert (shown.unit, shown.path) == (o.units["first"], ("东苑社区党委", "第一网格党支部"))
    assert (shown.start, shown.place, shown.half_hours) == (moment("2024-10-12T19:00"), None, 3)
    assert one(shown, "张伟").at == moment("2024-10-12T18:55")


def test_the_counts_are_those_of_the_list_of_activities(furnished_app: App, furnished_office: Office) -> None:
    o = furnished_office
    rows: dict[int, ActivityRow] = {}
    for month in (8, 9, 10):
        found = furnished_app.ask(activities.rows, unit=o.units["street"], first=Month(2024, month))
        rows |= {row.id: row for row in found}
    assert set(rows) == set(o.activities.values())
    for activity, row in rows.items():
        shown = load(furnished_app, ActivityId(activity))
        assert (shown.expected, shown.present, shown.leave, shown.walk_ins) == (
            row.expected, row.present, row.leave, row.walk_ins,
        )  # fmt: skip


def test_people_come_with_branch_or_work_unit_and_a_masked_phone(office_app: App, office: Office) -> None:
    group = office_app.run(units.add, parent=office.units["first"], kind="party_group", name="第一党小组").id
    with office_app.store.write("test", "test") as session:
        session.query(Belonging).filter_by(member_id=office.members["王芳"]).one().group_id = group
    shown = load(office_app, office.activities["day"])
    assert (one(shown, "王芳").group_name, one(shown, "王芳").unit_name) == ("第一党小组", "第一网格党支部")
    assert one(shown, "王芳").phone == "199****0002"
    assert (one(shown, "黄强").group_name, one(shown, "黄强").unit_name) == (None, "第三网格党支部")
    assert (one(shown, "孙丽").unit_name, one(shown, "孙丽").phone) == ("某某研究院", None)
    assert one(shown, "张伟").code == code(office_app, office.members["张伟"])


def test_before_the_first_check_in_the_list_is_what_the_first_one_will_find(office_app: App, office: Office) -> None:
    activity = coming(office_app, office)
    new = add(office_app, office, "安宁", "first")
    office_app.run(members.close, member=office.members["李娜"], end=date(2024, 10, 1), standing="transferred_out")
    before = office_app.ask(state)
    shown = load(office_app, activity)
    assert names(shown) == ["安宁", "王芳", "张伟"]
    assert {(p.state, p.role, p.way, p.at) for p in shown.people} == {("expected", "listed", None, None)}
    assert (shown.expected, shown.present) == (3, 0)
    assert office_app.ask(state) == before
    office_app.run(attendance.add, activity=activity, member=new)
    after = load(office_app, activity)
    assert names(after) == names(shown)
    assert after.present == 1


def test_many_are_asked_for_in_parts(office_app: App, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = coming(office_app, office, "street")
    whole = load(office_app, activity)
    monkeypatch.setattr(desk, "AT_ONCE", 3)
    assert load(office_app, activity) == whole
    assert whole.expected == 7


def test_one_row_after_a_check_in(office_app: App, office: Office) -> None:
    activity = coming(office_app, office)
    done = office_app.run(attendance.add, activity=activity, member=office.members["张伟"], way="scan")
    person = office_app.ask(desk.person, activity=activity, member=office.members["张伟"])
    assert person == one(load(office_app, activity), "张伟")
    assert (person.state, person.way, person.at) == ("present", "scan", done.at)
    with pytest.raises(NotFound):
        office_app.ask(desk.person, activity=activity, member=office.members["黄强"])


def test_a_desk_needs_its_activity(office_app: App, office: Office) -> None:
    nothing = ActivityId(999)
    with pytest.raises(NotFound):
        load(office_app, nothing)
    with pytest.raises(NotFound):
        office_app.ask(desk.person, activity=nothing, member=office.members["张伟"])
    with pytest.raises(NotFound):
        office_app.ask(desk.candidates, activity=nothing, text="zw")


def fitting(app: App, activity: ActivityId, text: str, **more: Any) -> list[str]:
    return [match.name for match in app.ask(desk.candidates, activity=activity, text=text, **more)]


@pytest.fixture(params=["short list", "long list"])
def day(request: pytest.FixtureRequest, office: Office, monkeypatch: pytest.MonkeyPatch) -> ActivityId:
    """The theme day of the first branch: 张伟 王芳 李娜 are listed; read as a short list and asked as a long one."""
    monkeypatch.setattr(desk, "FEW_LISTED", 500 if request.param == "short list" else 0)
    return office.activities["day"]


def test_people_of_the_activity_come_first(office_app: App, office: Office, day: ActivityId) -> None:
    add(office_app, office, "阿强", "third")
    add(office_app, office, "王安", "third")
    assert fitting(office_app, day, "w") == ["王芳", "王安", "吴刚"]
    assert fitting(office_app, day, "王") == fitting(office_app, day, " ＷＡＮＧ ") == ["王芳", "王安"]
    assert fitting(office_app, day, "w", limit=2) == ["王芳", "王安"]


def test_a_match_says_whether_it_is_listed_and_came(office_app: App, office: Office, day: ActivityId) -> None:
    found = {m.name: m for m in office_app.ask(desk.candidates, activity=day, text="z")}
    assert (found["张伟"].listed, found["张伟"].state, found["张伟"].unit_name) == (True, "present", "第一网格党支部")
    assert (found["赵敏"].listed, found["赵敏"].state, found["赵敏"].phone) == (False, None, "199****0007")
    (guest,) = office_app.ask(desk.candidates, activity=day, text="huang")
    assert (guest.name, guest.listed, guest.state) == ("黄强", False, "present")


def test_those_still_expected_come_before_those_who_came(office_app: App, office: Office, day: ActivityId) -> None:
    assert fitting(office_app, day, "") == []
    late = add(office_app, office, "张叶", "first")
    office_app.run(attendance.expect, activity=day, member=late)
    assert fitting(office_app, day, "zhang") == ["张叶", "张伟"]


def test_the_end_of_a_phone_from_two_digits_on(office_app: App, day: ActivityId) -> None:
    assert fitting(office_app, day, "1") == []
    assert fitting(office_app, day, "01") == fitting(office_app, day, "０００１") == ["张伟"]
    assert fitting(office_app, day, "19900000007") == ["赵敏"]
    assert fitting(office_app, day, "101") == []  # all codes of the office begin so
    assert len(fitting(office_app, day, "1010000")) == 8


def resolve(app: App, activity: ActivityId, text: str) -> Found:
    return app.ask(desk.resolve, activity=activity, text=text)


@pytest.mark.parametrize("before", ["", "w", "张", "wang'", "12", " ", "１"])
def test_a_code_counts_whatever_stands_before_it(office_app: App, office: Office, day: ActivityId, before: str) -> None:
    member = office.members["吴刚"]
    found = resolve(office_app, day, before + code(office_app, member) + " ")
    assert (found.member, found.way) == (member, "scan")


def test_a_code_in_full_width_digits(office_app: App, office: Office, day: ActivityId) -> None:
    wide = code(office_app, office.members["张伟"]).translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert resolve(office_app, day, wide) == Found(office.members["张伟"], (), "scan")


def test_a_code_of_nobody_is_a_scan_of_nobody(office_app: App, day: ActivityId) -> None:
    assert resolve(office_app, day, member_codes.make(999, 77)) == Found(None, (), "scan")


def test_ten_digits_that_are_no_code_are_typed(office_app: App, office: Office, day: ActivityId) -> None:
    right = code(office_app, office.members["张伟"])
    wrong = right[:9] + str((int(right[9]) + 1) % 10)
    assert resolve(office_app, day, wrong) == Found(None, (), "keyboard")


def test_a_phone_whose_end_looks_like_a_code_is_a_phone(office_app: App, office: Office, day: ActivityId) -> None:
    owner = add(office_app, office, "冯军", phone="1" + code(office_app, office.members["张伟"]))
    found = resolve(office_app, day, "1" + code(office_app, office.members["张伟"]))
    assert (found.member, found.way) == (owner, "keyboard")


@pytest.mark.parametrize("text", ["张伟", "张", "zw", "z", "zhangw", "ＺＷ", "01", "0001"])
def test_the_one_listed_person_wins(office_app: App, office: Office, day: ActivityId, text: str) -> None:
    add(office_app, office, "张伟", "third", phone="19911110001")
    found = resolve(office_app, day, text)
    assert (found.member, found.way) == (office.members["张伟"], "keyboard")


def test_a_whole_name_wins_over_a_longer_one(office_app: App, office: Office, day: ActivityId) -> None:
    longer = add(office_app, office, "王芳芳", "first")
    office_app.run(attendance.expect, activity=day, member=longer)
    assert resolve(office_app, day, "王芳").member == office.members["王芳"]
    assert resolve(office_app, day, "wf").member == office.members["王芳"]
    both = resolve(office_app, day, "王")
    assert (both.member, {match.member for match in both.matches}) == (None, {office.members["王芳"], longer})


def test_one_from_elsewhere_comes_in_by_a_whole_key_only(office_app: App, office: Office, day: ActivityId) -> None:
    for text in ("赵敏", "zm", "zhaomin", "0007", "19900000007"):
        assert resolve(office_app, day, text).member == office.members["赵敏"]
    for text in ("赵", "zhao", "07"):
        found = resolve(office_app, day, text)
        assert (found.member, "赵敏" in [match.name for match in found.matches]) == (None, True)


def test_several_or_nobody(office_app: App, office: Office, day: ActivityId) -> None:
    add(office_app, office, "赵敏", "second")
    several = resolve(office_app, day, "赵敏")
    assert (several.member, [match.name for match in several.matches]) == (None, ["赵敏", "赵敏"])
    for text in ("钱多多", "qdd", "9999", "", "  ", "#1"):
        assert resolve(office_app, day, text) == Found(None, (), "keyboard")


def test_leave_of_several_is_one_act(office_app: App, office: Office) -> None:
    activity = coming(office_app, office)
    before = office_app.ask(state)
    absent = [office.members["王芳"], office.members["李娜"], office.members["王芳"]]
    office_app.run(attendance.leave_all, activity=activity, members=absent)
    shown = load(office_app, activity)
    assert (shown.leave, one(shown, "张伟").state) == (2, "expected")
    office_app.undo()
    assert office_app.ask(state) == before


def test_leave_of_several_is_refused_whole(office_app: App, office: Office) -> None:
    activity = coming(office_app, office)
    office_app.run(attendance.add, activity=activity, member=office.members["张伟"])
    before = office_app.ask(state)
    for other, refusal in (("张伟", Conflict), ("黄强", NotFound)):
        absent = [office.members["王芳"], office.members[other]]
        with pytest.raises(refusal):
            office_app.run(attendance.leave_all, activity=activity, members=absent)
        assert office_app.ask(state) == before


def test_the_sheet_holds_the_desk_and_chinese_words(furnished_app: App, furnished_office: Office) -> None:
    o = furnished_office
    sheet = furnished_app.ask(desk.sheet, activity=o.activities["lecture"])
    assert sheet.desk == load(furnished_app, o.activities["lecture"])
    assert (sheet.unit_name, sheet.kinds) == ("东苑社区党委", ("党课", "支部党员大会"))
    assert (sheet.ways["scan"], sheet.roles["guest"], sheet.is_sample) == ("扫码", "外来党员", False)


def test_the_path_of_a_root_is_its_name(office_app: App, office: Office) -> None:
    activity = coming(office_app, office, "street")
    assert load(office_app, activity).path == ("和平街道党工委",)
