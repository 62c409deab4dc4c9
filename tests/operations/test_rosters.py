"""Bringing rosters in (DECISIONS: members import; ORG-09): what becomes of every row, and all or nothing."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offices import MONTH, Office, rows, state
from roster_reading import read_roster

from gridparty.app import App
from gridparty.domain.errors import Cancelled, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.rosters import RosterRow
from gridparty.exchange.heads import roster_aliases
from gridparty.operations import figures, member_lists, members, posts, roster_words, rosters, units
from gridparty.operations.rosters import CHANGED, DUPLICATE, NEW, REJECTED, SAME, RosterPlan
from gridparty.storage.tables import Belonging, Member, Post

HEADS = ("姓名", "身份证号", "联系电话", "出生日期", "所在党支部", "备注")
KINDS = (NEW, CHANGED, SAME, DUPLICATE, REJECTED)


def sheet(*lines: tuple[Any, ...]) -> tuple[RosterRow, ...]:
    """Rows as read from a spreadsheet with these heads."""
    padded = [(*line, *[None] * (len(HEADS) - len(line))) for line in lines]
    return read_roster([HEADS, *padded], roster_aliases()).rows


def bring(app: App, unit: UnitId, *lines: tuple[Any, ...]) -> RosterPlan:
    return app.run(rosters.import_rows, rows=sheet(*lines), unit=unit)


def counts(plan: RosterPlan) -> dict[str, int]:
    return {kind: plan.count(kind) for kind in KINDS if plan.count(kind)}


def person(app: App, name: str) -> Any:
    (row,) = (row for row in app.ask(rows, Member) if row.name == name)
    return row


def test_new_people_come_with_codes_and_readings(office_app: App, office: Office) -> None:
    plan = bring(office_app, office.units["second"], ("钱多多", None, "19900001111", "1976.07"), ("䶮明",))
    assert counts(plan) == {NEW: 2}
    row = person(office_app, "钱多多")
    assert (row.initials, row.phone_reversed, row.birth_date) == ("qdd", "11110000991", 19760700)
    assert row.code == f"101{row.id:06d}{row.code[-1]}"
    assert office_app.ask(figures.of_unit, unit=office.units["second"], first=MONTH)["members"] == 4


def test_a_roster_brought_in_twice_changes_nothing(office_app: App, office: Office) -> None:
    lines = (
        ("钱多多", "11010519491231002X", "19900001111", "1949.12.31", "第一网格党支部", "老党员"),
        ("孙小小", None, "19900002222"),
    )
    assert counts(bring(office_app, office.units["east"], *lines)) == {NEW: 2}
    before = office_app.ask(state)
    assert counts(bring(office_app, office.units["east"], *lines)) == {SAME: 2}
    assert office_app.ask(state) == before


def test_blank_cells_never_overwrite(office_app: App, office: Office) -> None:
    full = ("钱多多", "11010519491231002X", "19900001111", "1949.12.31", None, "老党员")
    bring(office_app, office.units["east"], full)
    plan = bring(office_app, office.units["east"], ("钱多多", "11010519491231002X", None, None, None, "  "))
    assert counts(plan) == {SAME: 1}
    row = person(office_app, "钱多多")
    assert (row.phone, row.remark, row.birth_date) == ("19900001111", "老党员", 19491231)


def test_a_change_names_the_old_and_the_new(office_app: App, office: Office) -> None:
    bring(office_app, office.units["east"], ("钱多多", "11010519491231002X", "19900001111"))
    plan = bring(office_app, office.units["east"], ("钱朵朵", "11010519491231002X", "19900003333"))
    (outcome,) = plan.outcomes
    assert dict(outcome.changes) == {"name": ("钱多多", "钱朵朵"), "phone": ("19900001111", "19900003333")}
    row = person(office_app, "钱朵朵")
    assert (row.pinyin, row.phone_reversed, row.version) == ("qianduoduo", "33330000991", 2)


def test_who_is_the_same_person(office_app: App, office: Office) -> None:
    """By identity number; else by name with birth date or phone; a name alone is not enough."""
    east = office.units["east"]
    bring(office_app, east, ("钱多多", "11010519491231002X", "19900001111", "1949.12.31"))
    for line, what in (
        (("钱多多", None, "19900001111"), SAME),
        (("钱多多", None, None, "1949.12.31"), SAME),
        (("钱多多",), NEW),
        (("钱多多", "440524188001010014", "19900001111"), NEW),
        (("张伟", None, "19900000001"), SAME),
    ):
        plan = office_app.ask(rosters.plan, rows=sheet(line), unit=east)
        assert counts(plan) == {what: 1}, line


def test_a_person_twice_in_the_file(office_app: App, office: Office) -> None:
    plan = bring(
        office_app, office.units["east"],
        ("钱多多", "11010519491231002X"), ("钱多多", "11010519491231002X"),
        ("孙小小", None, "19900002222", "1980.01.01"), ("孙小小", None, "19900002222", "1980.01.01"),
        ("孙小小", None, "19900004444", "1980.01.01"),
    )  # fmt: skip
    assert counts(plan) == {NEW: 3, DUPLICATE: 2}
    assert [outcome.number for outcome in plan.outcomes if outcome.what == DUPLICATE] == [3, 5]
    assert all("2" in outcome.reasons[0] or "4" in outcome.reasons[0] for outcome in plan.outcomes if outcome.reasons)


def test_rejected_rows_say_why(office_app: App, office: Office) -> None:
    plan = bring(
        office_app, office.units["east"],
        ("钱多多", "110105194912310021"), (None, "11010519491231002X", "19900001111"),
        ("孙小小", None, None, None, "第九党支部"), ("李小小", None, None, "1980.13.01"),
    )  # fmt: skip
    assert counts(plan) == {REJECTED: 4}
    assert all(outcome.reasons for outcome in plan.outcomes)
    assert "第九党支部" in plan.outcomes[2].reasons[0]
    assert not any(row.name == "孙小小" for row in office_app.ask(rows, Member))


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("第一网格党支部", "first"), ("第一网格支部", "first"), ("中共东苑社区第一网格党支部委员会", "first"),
        ("中国共产党东苑社区第一网格支部委员会", "first"), ("东苑社区党委第一网格党支部", "first"),
        ("410102001001-002", "second"), ("", "east"), ("东苑社区党委", "east"),
        ("第二网格", "second"), ("中国共产党东苑社区委员会", "east"), ("东苑非公企业党支部委员会", "works"),
    ],
)  # fmt: skip
def test_rows_are_placed_by_the_names_of_branches_below_the_unit(
    office_app: App, office: Office, words: str, unit: str
) -> None:
    """Rosters write the full name of the seal, the short one, the grid's or the code (ORG-04)."""
    east = office.units["east"]
    works = office_app.run(units.add, parent=east, kind="enterprise_branch", name="东苑非公企业党支部").id
    plan = bring(office_app, east, ("钱多多", None, None, None, words))
    assert counts(plan) == {NEW: 1}, plan.outcomes
    member = person(office_app, "钱多多").id
    placed = [row.unit_id for row in office_app.ask(rows, Belonging) if row.member_id == member]
    assert placed == [(office.units | {"works": works})[unit]]


def test_a_branch_outside_the_unit_is_not_found(office_app: App, office: Office) -> None:
    plan = bring(office_app, office.units["east"], ("钱多多", None, None, None, "第三网格党支部"))
    assert counts(plan) == {REJECTED: 1}
    assert "第三网格党支部" in plan.outcomes[0].reasons[0]


def test_a_name_that_stands_twice_below_the_unit(office_app: App, office: Office) -> None:
    office_app.run(units.add, parent=office.units["west"], kind="grid_branch", name="第一网格党支部")
    street = office.units["street"]
    plan = office_app.ask(rosters.plan, rows=sheet(("钱多多", None, None, None, "第一网格党支部")), unit=street)
    assert counts(plan) == {REJECTED: 1}
    told = sheet(
        ("钱多多", None, None, None, "西苑社区第一网格党支部"), ("孙小小", None, None, None, "东苑社区第一网格党支部")
    )
    plan = office_app.ask(rosters.plan, rows=told, unit=street)
    assert plan.additions[1].unit == office.units["first"]
    assert counts(plan) == {NEW: 2}


def test_a_known_member_moves_where_the_file_says(office_app: App, office: Office) -> None:
    plan = bring(office_app, office.units["east"], ("张伟", None, "19900000001", None, "第二网格党支部"))
    (outcome,) = plan.outcomes
    assert dict(outcome.changes) == {"unit": (office.units["first"], office.units["second"])}
    shown = {row.name: row.unit for row in office_app.ask(members.rows, unit=office.units["east"])}
    assert shown["张伟"] == office.units["second"]


def test_a_roster_corrected_and_brought_in_again_on_the_same_day(office_app: App, office: Office) -> None:
    """The second move of a day corrects the first one."""
    for branch in ("第二网格党支部", "第一网格党支部", "第二网格党支部"):
        bring(office_app, office.units["east"], ("张伟", None, "19900000001", None, branch))
    shown = {row.name: row.unit for row in office_app.ask(members.rows, unit=office.units["east"])}
    assert shown["张伟"] == office.units["second"]


def test_a_member_stays_in_a_branch_below_the_unit(office_app: App, office: Office) -> None:
    assert counts(bring(office_app, office.units["street"], ("张伟", None, "19900000001"))) == {SAME: 1}


def test_a_post_of_the_vocabulary_comes_along(office_app: App, office: Office) -> None:
    table = [("姓名", "党内职务"), ("钱多多", "书记"), ("孙小小", "老积极")]
    read = read_roster(table, roster_aliases()).rows
    office_app.run(rosters.import_rows, rows=read, unit=office.units["first"])
    (post,) = office_app.ask(rows, Post)
    assert (post.member_id, post.unit_id, post.post) == (
        person(office_app, "钱多多").id, office.units["first"], "secretary",
    )  # fmt: skip
    assert person(office_app, "孙小小").facts == {"post": "老积极"}


def test_a_post_comes_with_its_source_and_first_day(office_app: App, office: Office) -> None:
    """S007: 职务来源, 任职时间; somebody known takes the post, blank cells change nothing, an ended one stays ended."""
    heads = ("姓名", "联系电话", "党内职务", "职务来源", "任职时间")

    def bring_posts(*lines: tuple[Any, ...]) -> RosterPlan:
        read = read_roster([heads, *lines], roster_aliases()).rows
        return office_app.run(rosters.import_rows, rows=read, unit=office.units["street"])

    def held() -> list[tuple[str, str, date | None, str | None]]:
        found = office_app.ask(posts.rows, unit=office.units["street"], history=True)
        return [(row.name, row.unit_name, row.since, row.facts.get("source")) for row in found]

    new = ("钱多多", "19900001111", "专职党务工作者", "退休教师", "2024.03")
    known = ("张伟", "19900000001", "专职党务工作者", "返聘", "2024-05-06")
    plan = bring_posts(new, known)
    assert counts(plan) == {NEW: 1, CHANGED: 1}
    assert plan.outcomes[1].changes == {
        "post": (None, "full_time_party_worker"), "post_since": (None, 20240506), "post_source": (None, "返聘"),
    }  # fmt: skip
    first = [
        ("钱多多", "和平街道党工委", date(2024, 3, 1), "退休教师"),
        ("张伟", "第一网格党支部", date(2024, 5, 6), "返聘"),
    ]
    assert held() == first
    assert counts(bring_posts(new, known)) == {SAME: 2}
    assert counts(bring_posts((*new[:3], None, None), (*known[:3], None, None))) == {SAME: 2}
    corrected = bring_posts((*new[:3], "退休干部", "2024.04"))
    assert corrected.outcomes[0].changes == {
        "post_since": (20240301, 20240400), "post_source": ("退休教师", "退休干部"),
    }  # fmt: skip
    assert held()[0] == ("钱多多", "和平街道党工委", date(2024, 4, 1), "退休干部")
    row = next(row for row in office_app.ask(posts.rows, unit=office.units["first"]) if row.name == "张伟")
    office_app.run(posts.end, post=row.id, end=date(2024, 9, 1))
    assert counts(bring_posts(known)) == {SAME: 1}
    assert len(held()) == 2


def test_what_changes_of_a_post_is_told_in_words(office_app: App, office: Office) -> None:
    heads = ("姓名", "联系电话", "党内职务", "职务来源", "任职时间")
    read = read_roster([heads, ("张伟", "19900000001", "书记", "选举", "2024.03")], roster_aliases()).rows
    plan = office_app.ask(rosters.plan, rows=read, unit=office.units["street"])
    (line,) = office_app.ask(roster_words.lines, plan=plan, rows=read)
    assert [(change.old, change.new) for change in line.changes] == [("—", "书记"), ("—", "2024.03"), ("—", "选举")]


GROUP_HEADS = ("姓名", "联系电话", "所在党支部", "所属党小组")


def with_groups(app: App, unit: UnitId, *lines: tuple[Any, ...]) -> tuple[RosterPlan, list[str]]:
    """Brings in rows that name a Party group; returns the plan and the words of every row."""
    padded = [(*line, *[None] * (len(GROUP_HEADS) - len(line))) for line in lines]
    read = read_roster([GROUP_HEADS, *padded], roster_aliases()).rows
    planned = app.ask(rosters.plan, rows=read, unit=unit)
    words = [line.words for line in app.ask(roster_words.lines, plan=planned, rows=read)]
    plan = app.run(rosters.import_rows, rows=read, unit=unit)
    assert plan.outcomes == planned.outcomes
    return plan, words


def in_groups(app: App, unit: UnitId) -> dict[str, str]:
    """Who is in which Party group below the unit."""
    found = app.ask(member_lists.rows, unit=unit, month=Month(2026, 11))
    return {row.name: f"{row.unit_name} {row.group_name}" for row in found if row.group_name}


@pytest.fixture
def grouped(office_app: App, office: Office) -> None:
    """Two Party groups of the first branch, one of the third."""
    for branch, name in (("first", "第一党小组"), ("first", "执法车01党小组"), ("third", "第一党小组")):
        office_app.run(units.add, parent=office.units[branch], kind="party_group", name=name)


@pytest.mark.usefixtures("grouped")
def test_people_come_into_the_party_group_that_the_roster_names(office_app: App, office: Office) -> None:
    """S124: by name below the row's branch, however the number is written; one that is not there is a doubt."""
    lines = (
        ("钱一", "19900002001", "第一网格党支部", "第1党小组"),
        ("钱二", "19900002002", "第一网格党支部", "执法车01党小组"),
        ("钱三", "19900002003", "第三网格党支部", "第三网格党支部第一党小组"),
        ("钱四", "19900002004", "第三网格党支部", "第二党小组"),
        ("钱五", "19900002005", "第三网格党支部"),
        ("张伟", "19900000001", None, "一组"),
        ("陈静", "19900000005", "第三网格党支部", "第一小组"),
    )
    plan, words = with_groups(office_app, office.units["street"], *lines)
    assert counts(plan) == {NEW: 5, CHANGED: 2}
    first, third = "第一网格党支部", "第三网格党支部"
    placed = {
        "钱一": f"{first} 第一党小组", "钱二": f"{first} 执法车01党小组", "钱三": f"{third} 第一党小组",
        "张伟": f"{first} 第一党小组", "陈静": f"{third} 第一党小组",
    }  # fmt: skip
    assert in_groups(office_app, office.units["street"]) == placed
    assert "第二党小组" in words[3]
    assert third in words[3]
    assert plan.outcomes[3].doubts
    assert "第一党小组" in words[5]
    plan, _words = with_groups(office_app, office.units["street"], *lines)
    assert counts(plan) == {SAME: 7}
    blank = [line[:3] for line in lines]
    assert counts(with_groups(office_app, office.units["street"], *blank)[0]) == {SAME: 7}
    plan, words = with_groups(office_app, office.units["street"], ("张伟", "19900000001", None, "执法车01"))
    assert (counts(plan), bool(words[0])) == ({SAME: 1}, True)
    assert in_groups(office_app, office.units["street"]) == placed


@pytest.mark.usefixtures("grouped")
def test_a_party_group_named_as_the_unit_is_the_branch_with_the_group(office_app: App, office: Office) -> None:
    """D6: an affiliation is to a branch, with an optional Party group."""
    group = office_app.ask(units.find, key="执法车01党小组")
    lines = (("钱一", "19900002001", "执法车01党小组"), ("王芳", "19900000002", "执法车01党小组"))
    assert counts(with_groups(office_app, office.units["street"], *lines)[0]) == {NEW: 1, CHANGED: 1}
    assert counts(with_groups(office_app, group, ("钱二", "19900002002"), lines[0][:2])[0]) == {NEW: 1, SAME: 1}
    where = "第一网格党支部 执法车01党小组"
    assert in_groups(office_app, office.units["first"]) == {"钱一": where, "王芳": where, "钱二": where}
    assert figures_of(office_app, office.units["first"]) == 5


def figures_of(app: App, unit: UnitId) -> object:
    return app.ask(figures.of_unit, unit=unit, first=Month(2026, 11))["members"]


def test_a_dry_run_writes_nothing_and_tells_the_same(office_app: App, office: Office) -> None:
    lines = (("钱多多", None, "19900001111"), ("张伟", None, "19900000001", "1970.01"), ("", "1"))
    before = office_app.ask(state)
    plan = office_app.ask(rosters.plan, rows=sheet(*lines), unit=office.units["east"])
    assert office_app.ask(state) == before
    assert bring(office_app, office.units["east"], *lines).outcomes == plan.outcomes


@pytest.mark.parametrize("stop_at", range(4))
def test_a_cancel_leaves_nothing(office_app: App, office: Office, stop_at: int) -> None:
    """All or nothing, even when the last report of progress comes after the rows were written."""
    reported: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, note: str) -> None:
        reported.append((done, total, note))
        if len(reported) == stop_at + 1:
            raise Cancelled("x")

    before = office_app.ask(state)
    with pytest.raises(Cancelled):
        office_app.run(
            rosters.import_rows, rows=sheet(("钱多多",), ("孙小小",)), unit=office.units["east"], progress=progress
        )
    assert office_app.ask(state) == before
    assert len(reported) == stop_at + 1


def test_an_import_is_one_act(office_app: App, office: Office) -> None:
    before = office_app.ask(state)
    bring(office_app, office.units["east"], ("钱多多", None, "19900001111"), ("张伟", None, "19900000001", "1970.01"))
    office_app.undo()
    assert office_app.ask(state) == before


def test_the_unit_must_exist(office_app: App) -> None:
    with pytest.raises(NotFound):
        bring(office_app, UnitId(99), ("钱多多",))


CELLS = st.tuples(
    st.sampled_from(["钱多多", "孙小小", "张伟", "", "合计"]),
    st.sampled_from([None, "11010519491231002X", "440524188001010014", "12345"]),
    st.sampled_from([None, "19900001111", "19900000001"]),
    st.sampled_from([None, "1976.07", "1980-01-01", "昨天"]),
    st.sampled_from([None, "第一网格党支部", "第二网格", "别处"]),
    st.sampled_from([None, "备注"]),
)


@given(lines=st.lists(CELLS, max_size=8))
def test_the_five_outcomes_add_up_to_the_rows(furnished_app: App, furnished_office: Office, lines: list[Any]) -> None:
    """rows_in_file = new + changed + same + duplicate + rejected."""
    read = sheet(*lines)
    plan = furnished_app.ask(rosters.plan, rows=read, unit=furnished_office.units["east"])
    what = Counter(outcome.what for outcome in plan.outcomes)
    assert sum(what.values()) == len(read) == sum(any(cell not in (None, "") for cell in line) for line in lines)
    assert set(what) <= set(KINDS)
    assert len(plan.additions) == what[NEW]
    assert all(outcome.reasons for outcome in plan.outcomes if outcome.what in (DUPLICATE, REJECTED))
    assert all(outcome.changes for outcome in plan.outcomes if outcome.what == CHANGED)
