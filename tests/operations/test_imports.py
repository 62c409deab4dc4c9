"""Bringing units, activities, services and registers in from spreadsheets, by the steps that the wizard takes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offices import Office, moment, rows, state

from gridparty import intake
from gridparty.app import App
from gridparty.domain.errors import Cancelled, Conflict, InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, counts
from gridparty.domain.months import Month
from gridparty.exchange.tables import SheetTable
from gridparty.intake import Done, Proposal, Trial
from gridparty.operations import activities, members, register_lists, registers, services, tree, unit_lists
from gridparty.storage.tables import Attendance, Member

Cells = tuple[Any, ...]
MONTH = Month(2024, 10)


def proposed(app: App, kind: str, heads: Cells, *lines: Cells) -> Proposal:
    padded = tuple((*line, *[None] * (len(heads) - len(line))) for line in lines)
    return intake.propose(app, table=SheetTable("名册", (heads, *padded), 1), kind=kind)


def planned(app: App, kind: str, unit: UnitId, heads: Cells, *lines: Cells) -> Trial:
    source = intake.source(proposed(app, kind, heads, *lines), file_name="名册.xlsx")
    return intake.plan(app, source=source, unit=unit)


def brought(app: App, kind: str, unit: UnitId, heads: Cells, *lines: Cells) -> Done:
    source = intake.source(proposed(app, kind, heads, *lines), file_name="名册.xlsx")
    return intake.apply(app, source=source, unit=unit)


def label(app: App, kind: str, field: str) -> str:
    return intake.kind(app, kind).field(field).label


def whats(done: Done | Trial) -> list[str]:
    return [outcome.what for outcome in done.outcomes]


# ── units ──────────────────────────────────────────────────────────────────────────────────────────────────────────

UNIT_HEADS = ("序号", "名称", "类型", "上级党组织", "编码", "户数", "楼栋数", "备注")


def test_units_come_with_kinds_parents_and_facts(office_app: App, office: Office) -> None:
    lines = (
        (1, "第九网格党支部", "网格党支部", "东苑社区党委", None, 350, 9),
        (2, "东苑离退休党支部", None, "东苑社区党委"),
        (3, "第一党小组", "党小组", "第九网格党支部"),
        (4, "第八网格党支部", "网格党支部", "没有的社区"),
        (5, "神秘组织", None, "东苑社区党委"),
        (6, None, "党支部"),
        ("合计", None, None, None, None, 350),
    )
    trial = planned(office_app, "units", office.units["street"], UNIT_HEADS, *lines)
    before = office_app.ask(state)
    assert whats(trial) == [NEW, NEW, NEW, REJECTED, REJECTED, REJECTED, REJECTED]
    assert office_app.ask(state) == before
    assert "没有的社区" in trial.lines[3].words
    done = brought(office_app, "units", office.units["street"], UNIT_HEADS, *lines)
    assert done.outcomes == trial.outcomes
    now = office_app.ask(tree.on_day, day=date(2026, 11, 1))
    named = {node.name: node for node in now.nodes.values()}
    ninth = named["第九网格党支部"]
    assert (ninth.kind, ninth.parent) == ("grid_branch", office.units["east"])
    assert now.nodes[now.covers[ninth.id][0]].facts == {"households": 350, "buildings": 9}
    assert named["东苑离退休党支部"].kind == "retired_branch"
    assert named["第一党小组"].parent == ninth.id
    assert whats(brought(office_app, "units", office.units["street"], UNIT_HEADS, *lines))[:3] == [SAME] * 3


def test_facts_of_known_units_change_and_blanks_do_not(office_app: App, office: Office) -> None:
    lines = (
        (1, "第一网格党支部", None, "东苑社区党委", None, 333),
        (2, "第二网格党支部", None, None, None, None, 8),
        (3, "第一网格党支部", None, "东苑社区党委", None, 334),
    )
    heads = UNIT_HEADS
    trial = planned(office_app, "units", office.units["east"], heads, *lines)
    assert whats(trial) == [CHANGED, SAME, DUPLICATE]
    (change,) = trial.lines[0].changes
    assert (change.label, change.old, change.new) == (label(office_app, "units", "households"), "320", "333")
    brought(office_app, "units", office.units["east"], heads, *lines)
    now = office_app.ask(tree.on_day, day=date(2026, 11, 1))
    (grid,) = now.covers[office.units["first"]]
    assert now.nodes[grid].facts["households"] == 333
    assert now.nodes[grid].facts["buildings"] == 8


def test_groups_bound_to_vehicles_and_branches_with_their_way_of_forming(office_app: App, office: Office) -> None:
    """S124, S005: one sheet; what a kind cannot have is a doubt in words."""
    heads = ("名称", "类型", "上级党组织", "组建方式", "发起（组建）单位", "所在楼宇", "载体类别", "依托载体", "户数")
    lines: list[Cells] = [
        ("执法中队党支部", "党支部", "东苑社区党委"),
        ("万达楼宇联合党支部", "联合党支部", "东苑社区党委", "楼宇共建", "顺达公司、百货公司", "万达大厦"),
        *((f"执法车{number:02}党小组", "党小组", "执法中队党支部", *[None] * 3, "车辆", f"执法车{number:02}")
          for number in range(1, 9)),
        ("第九网格党支部", "网格党支部", "东苑社区党委", "区域联建", None, None, "窗口", None, 350),
        ("机关党小组", "党小组", "执法中队党支部", None, None, None, "飞船", "1号"),
    ]  # fmt: skip
    trial = planned(office_app, "units", office.units["street"], heads, *lines)
    assert whats(trial) == [NEW] * 11 + [REJECTED]
    assert not any(line.is_doubtful for line in trial.lines[:10])
    assert trial.lines[10].is_doubtful
    for field in ("formation", "bound_kind"):
        assert label(office_app, "units", field) in trial.lines[10].words
    assert "飞船" in trial.lines[11].words
    brought(office_app, "units", office.units["street"], heads, *lines)
    found = office_app.ask(unit_lists.groups, unit=office.units["east"])
    assert (found.bound, found.by_kind) == (8, {"车辆": 8})
    assert [row.bound_to for row in found.rows] == [f"执法车{number:02}" for number in range(1, 9)]
    now = office_app.ask(tree.on_day, day=date(2026, 11, 21))
    named = {node.name: node for node in now.nodes.values()}
    assert named["万达楼宇联合党支部"].facts == {
        "formation": "building", "founders": "顺达公司、百货公司", "building": "万达大厦",
    }  # fmt: skip
    ninth = named["第九网格党支部"]
    assert (ninth.facts, now.nodes[now.covers[ninth.id][0]].facts) == ({}, {"households": 350})
    again = (("万达楼宇联合党支部", None, "东苑社区党委", "区域联建"), *lines[2:4])
    trial = planned(office_app, "units", office.units["street"], heads, *again)
    assert whats(trial) == [CHANGED, SAME, SAME]
    (change,) = trial.lines[0].changes
    assert (change.old, change.new) == ("楼宇共建", "区域联建")


def test_renaming_and_moving_are_left_to_change_orders(office_app: App, office: Office) -> None:
    trial = planned(
        office_app, "units", office.units["street"], UNIT_HEADS,
        (1, "西苑新村党委", None, None, "410102001002"),
        (2, "东苑社区党委", "街道", None, "410102001001"),
        (3, "第三网格党支部", None, "东苑社区党委", "410102001002-001"),
        (4, "新支部", "党支部", "东苑社区党委", "错误！"),
    )  # fmt: skip
    assert whats(trial) == [REJECTED] * 4


# ── activities ─────────────────────────────────────────────────────────────────────────────────────────────────────

ACTIVITY_HEADS = ("活动名称", "活动时间", "活动类型", "主办单位", "活动地点", "参加人员", "请假人员", "时长")


def test_activities_with_those_who_came(office_app: App, office: Office) -> None:
    lines = (
        (
            "学习二十大精神",
            "2024-10-25 19:00",
            "主题党日、党课",
            "第一网格党支部",
            "会议室",
            "张伟、王芳、赵敏",
            "李娜",
            1.5,
        ),
        ("座谈会", "2024-10-26 09:00", "座谈", "第一网格党支部"),
        ("支委会", "2024-10-27", "支委会", "第一网格党支部", None, "不存在的人"),
    )
    heads = ACTIVITY_HEADS
    trial = planned(office_app, "activities", office.units["east"], heads, *lines)
    assert whats(trial) == [NEW, REJECTED, REJECTED]
    assert "不存在的人" in trial.lines[2].words
    before = office_app.ask(activities.rows, unit=office.units["first"], first=MONTH)
    brought(office_app, "activities", office.units["east"], heads, *lines)
    after = office_app.ask(activities.rows, unit=office.units["first"], first=MONTH)
    (row,) = (row for row in after if row not in before)
    assert (row.title, row.start, row.kinds) == (
        "学习二十大精神",
        moment("2024-10-25T19:00"),
        ("theme_party_day", "party_lecture"),
    )
    assert (row.half_hours, row.place, row.present, row.leave, row.walk_ins) == (3, "会议室", 2, 1, 1)
    assert row.expected == 3
    more = (*lines[0][:4], "新会议室", "张伟、陈静", None)
    (outcome,) = planned(office_app, "activities", office.units["east"], heads, more).lines
    assert [(change.label, change.old, change.new) for change in outcome.changes] == [
        (label(office_app, "activities", "place"), "会议室", "新会议室"),
        (label(office_app, "activities", "present"), "—", "陈静"),
    ]
    assert whats(brought(office_app, "activities", office.units["east"], heads, more, more)) == [CHANGED, DUPLICATE]
    assert whats(brought(office_app, "activities", office.units["east"], heads, more)) == [SAME]


def test_a_row_for_each_person(office_app: App, office: Office) -> None:
    heads = ("主题", "日期", "具体时间", "类型", "支部", "姓名", "签到情况")
    same = ("十月主题党日", "2024.10.28", "下午3点", "主题党日", "第一网格党支部")
    lines = (
        (*same, "张伟", "√"),
        (*same, "王芳", "请假"),
        (*same, "李娜", "缺席"),
        (*same, "张伟", "√"),
        (*same, "王芳", "也许"),
        (*same, "曾强", "补学"),
    )
    done = brought(office_app, "activities", office.units["east"], heads, *lines)
    assert whats(done) == [NEW, NEW, SAME, DUPLICATE, REJECTED, NEW]
    (row,) = (
        row
        for row in office_app.ask(activities.rows, unit=office.units["first"], first=MONTH)
        if row.title == "十月主题党日"
    )
    assert (row.start, row.expected, row.present, row.leave, row.walk_ins) == (
        moment("2024-10-28T15:00"), 3, 1, 1, 1,
    )  # fmt: skip
    (made_up,) = (
        seat for seat in office_app.ask(rows, Attendance) if seat.activity_id == row.id and seat.state == "made_up"
    )
    assert made_up.member_id == office.members["曾强"]


# ── services ───────────────────────────────────────────────────────────────────────────────────────────────────────

SERVICE_HEADS = ("日期", "类别", "服务内容", "参加人员", "时长", "所属网格", "地点", "服务人次")


def test_services_with_their_members(office_app: App, office: Office) -> None:
    lines = (
        ("2024-10-30", "环境整治", "清扫楼道", "张伟、王芳", 2, "第一网格党支部", "3号楼", "30人次"),
        ("2024-10-31", "走访慰问", "看望老人", "张伟", 1, "第一网格党支部"),
        ("2024-10-31", "走访慰问", "看望老人", "李娜", 1, "第一网格党支部"),
        ("2024-10-31", "走访慰问", "看望老人", "李娜", 1, "第一网格党支部"),
        ("2024-10-31", "打扫", "扫地", "李娜", 1),
        ("2024-10-31", "环境整治", "扫地", "李娜", 1.3),
        ("2024-10-31", "环境整治", "扫地", "无名氏", 1),
    )
    done = brought(office_app, "services", office.units["east"], SERVICE_HEADS, *lines)
    assert whats(done) == [NEW, NEW, NEW, DUPLICATE, REJECTED, REJECTED, REJECTED]
    found = {row.summary: row for row in office_app.ask(services.rows, unit=office.units["first"], first=MONTH)}
    swept, visited = found["清扫楼道"], found["看望老人"]
    assert (swept.half_hours, swept.people_helped, swept.place, swept.names) == (8, 30, "3号楼", ("张伟", "王芳"))
    assert (visited.half_hours, visited.names) == (4, ("张伟", "李娜"))
    more = ("2024-10-30", "环境整治", "清扫楼道", "张伟、陈静", 2, "第一网格党支部", "3号楼", 35)
    assert whats(brought(office_app, "services", office.units["east"], SERVICE_HEADS, more)) == [CHANGED]
    found = {row.summary: row for row in office_app.ask(services.rows, unit=office.units["first"], first=MONTH)}
    assert (found["清扫楼道"].names, found["清扫楼道"].people_helped) == (("张伟", "王芳", "陈静"), 35)
    assert whats(brought(office_app, "services", office.units["east"], SERVICE_HEADS, more)) == [SAME]


# ── registers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_facilities_with_typed_fields(office_app: App, office: Office) -> None:
    heads = ("名称", "所属社区", "类别", "面积（㎡）", "负责人", "建立时间")
    lines = (
        ("东苑党群服务中心", "东苑社区", "党群服务中心", "5,100㎡", "张伟", "2020-05-01"),
        ("西苑党群服务中心", "西苑社区", "党群服务中心", "很大"),
        ("西苑活动室", "西苑社区"),
        ("西苑书屋", "西苑社区", "其他", None, "没有这人"),
    )
    done = brought(office_app, "register:facility", office.units["street"], heads, *lines)
    assert whats(done) == [NEW, REJECTED, REJECTED, REJECTED]
    (row,) = office_app.ask(register_lists.rows, register="facility")
    assert (row.name, row.unit, row.facts, row.people, row.since) == (
        "东苑党群服务中心",
        office.units["east"],
        {"kind": "service_centre", "area": 5100},
        1,
        date(2020, 5, 1),
    )
    more = ("东苑党群服务中心", "东苑社区", None, 5200, "王芳")
    trial = planned(office_app, "register:facility", office.units["street"], heads, more)
    assert whats(trial) == [REJECTED]  # the kind is needed in every row that the mapping reads
    more = ("东苑党群服务中心", "东苑社区", "党群服务中心", 5200, "王芳")
    trial = planned(office_app, "register:facility", office.units["street"], heads, more)
    assert [(c.label, c.old, c.new) for c in trial.lines[0].changes] == [
        ("面积（㎡）", "5,100", "5,200"),
        ("负责人", "—", "王芳"),
    ]
    assert whats(brought(office_app, "register:facility", office.units["street"], heads, more, more)) == [
        CHANGED,
        DUPLICATE,
    ]
    assert whats(brought(office_app, "register:facility", office.units["street"], heads, more)) == [SAME]


def test_a_register_about_people(office_app: App, office: Office) -> None:
    (kind,) = (kind for kind in intake.kinds(office_app) if kind.code == "register:talent_pool")
    required = [field for field in kind.fields if field.is_required]
    heads = ("姓名", *(field.label for field in required if field.key.startswith("fact:")))
    filled = [next(iter(field.choices), "某某") for field in required if field.key.startswith("fact:")]
    done = brought(office_app, kind.code, office.units["street"], heads, ("张伟", *filled), ("没有这人", *filled))
    assert whats(done) == [NEW, REJECTED]
    (row,) = office_app.ask(register_lists.rows, register="talent_pool")
    assert (row.member, row.name) == (office.members["张伟"], "张伟")
    assert whats(brought(office_app, kind.code, office.units["street"], heads, ("张伟", *filled))) == [SAME]


def test_another_recommending_unit_is_a_change(office_app: App, office: Office) -> None:
    """S101, S013: the unit of the sheet replaces the one noted; without the column it stays."""
    street, heads = office.units["street"], ("姓名", "称号", "推荐单位")
    for unit, what in (("东苑社区党委", NEW), ("东苑社区党委", SAME), ("西苑社区党委", CHANGED)):
        trial = planned(office_app, "register:talent", street, heads, ("张伟", "拔尖人才", unit))
        assert whats(trial) == [what]
        brought(office_app, "register:talent", street, heads, ("张伟", "拔尖人才", unit))
    assert [(change.old, change.new) for change in trial.lines[0].changes] == [("东苑社区党委", "西苑社区党委")]
    assert whats(brought(office_app, "register:talent", street, heads[:2], ("张伟", "拔尖人才"))) == [SAME]
    (row,) = office_app.ask(register_lists.rows, register="talent")
    assert row.unit == office.units["west"]


def test_every_kind_names_its_fields_once(app: App) -> None:
    kinds = intake.kinds(app)
    assert [kind.code for kind in kinds[:4]] == ["people", "units", "activities", "services"]
    assert {f"register:{code}" for code in app.ask(registers.kinds)} == {kind.code for kind in kinds[4:]}
    for kind in kinds:
        keys = [field.key for field in kind.fields]
        assert len(keys) == len(set(keys))
        heads = tuple(field.label for field in kind.fields)
        proposal = intake.propose(app, table=SheetTable("s", (heads,), 1), kind=kind.code)
        assert set(proposal.mapping.values()) - {""}
        assert proposal.is_complete


# ── the steps ──────────────────────────────────────────────────────────────────────────────────────────────────────


def roster_file(path: Path, *lines: Cells) -> Path:
    """A roster as offices send it: a title, a line for the office, heads of two levels, an example, a total."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("党员名册")
    sheet.merge_range("A1:E1", "某某社区党员花名册")
    sheet.merge_range("A2:E2", "填报单位：        填报人：")
    for place, words in (("A3:A4", "序号"), ("B3:D3", "基本情况"), ("E3:E4", "所在党支部")):
        sheet.merge_range(place, words)
    sheet.write_row(3, 1, ("姓名", "出生年月", "代号"))
    sheet.write_row(4, 0, ("示例", "张三丰", "1980.03", "甲", "某支部"))
    for at, line in enumerate(lines, start=5):
        sheet.write_row(at, 0, line)
    sheet.write_row(5 + len(lines), 0, ("合计", len(lines)))
    book.add_worksheet("填表说明").hide()
    book.close()
    return path


def test_a_roster_goes_through_all_steps(office_app: App, office: Office, tmp_path: Path) -> None:
    path = roster_file(
        tmp_path / "名册.xlsx", (1, "钱多多", 29281, "007", "第一网格党支部"), (2, "张伟", None, "008", "第九支部")
    )
    assert [(sheet.name, sheet.is_hidden) for sheet in intake.look(path)] == [("党员名册", False), ("填表说明", True)]
    proposal = intake.propose(office_app, table=intake.table(path), kind="people")
    assert (proposal.head_row, proposal.rows, proposal.notes) == (4, 4, (5, 8))
    assert proposal.is_complete
    assert not proposal.is_remembered
    assert dict(proposal.mapping) == {0: "serial", 1: "name", 2: "birth_date", 3: "", 4: "branch"}
    assert [question.what for question in proposal.questions] == ["unknown"]
    assert proposal.samples[3] == ("007", "008")
    assert intake.propose(office_app, table=proposal.table, kind="people", head_row=4).layout == proposal.layout
    changed = intake.remap_by_words(proposal, {"代号": "remark"})
    assert not changed.questions
    source = intake.source(changed, file_name=path.name)
    trial = intake.plan(office_app, source=source, unit=office.units["east"])
    assert counts(trial.outcomes) == {
        "rows_in_file": 4, NEW: 1, CHANGED: 0, SAME: 0, DUPLICATE: 0, REJECTED: 3,
    }  # fmt: skip
    done = intake.apply(office_app, source=source, unit=office.units["east"])
    assert done.outcomes == trial.outcomes
    (row,) = (row for row in office_app.ask(rows, Member) if row.name == "钱多多")
    assert (row.birth_date, row.remark) == (19800301, "007")
    again = intake.propose(office_app, table=proposal.table, kind="people")
    assert (again.is_remembered, dict(again.mapping)) == (True, dict(changed.mapping))
    rejects = tmp_path / "rejects.xlsx"
    assert intake.save_rejects(rejects, source=source, outcomes=done.outcomes) == 3
    sheet = openpyxl.load_workbook(rejects).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == ["基本情况 / 姓名", "张三丰", "张伟", 2]


def test_only_what_a_person_chose_is_remembered(office_app: App, office: Office) -> None:
    heads = ("姓名", "电话")
    before = office_app.ask(state)
    brought(office_app, "people", office.units["first"], heads, ("张伟", "19900000001"))
    assert office_app.ask(state) == before
    proposal = proposed(office_app, "people", heads, ("钱多多", "19900003333"))
    source = intake.source(intake.remap(proposal, {0: "name", 1: ""}), file_name="a.xlsx")
    intake.apply(office_app, source=source, unit=office.units["first"])
    assert proposed(office_app, "people", heads).mapping == {0: "name", 1: ""}
    assert not proposed(office_app, "units", ("名称", "电话")).is_remembered
    intake.apply(
        office_app,
        source=intake.source(intake.remap(proposal, {0: "name", 1: "phone"}), file_name="a.xlsx"),
        unit=office.units["first"],
    )
    assert proposed(office_app, "people", heads).mapping == {0: "name", 1: "phone"}


def test_heads_that_say_too_little(office_app: App) -> None:
    proposal = proposed(office_app, "people", ("甲", "乙"), ("张三", "男"))
    assert not proposal.is_complete
    with pytest.raises(InvalidInput, match="姓名"):
        intake.source(proposal, file_name="a.xlsx")
    for row in (0, 3):
        with pytest.raises(InvalidInput):
            intake.propose(office_app, table=proposal.table, kind="people", head_row=row)
    with pytest.raises(InvalidInput):
        intake.propose(office_app, table=proposal.table, kind="nothing")


def test_batches_are_listed_and_taken_back(office_app: App, office: Office) -> None:
    before = office_app.ask(state)
    first = brought(
        office_app,
        "people",
        office.units["first"],
        ("姓名", "电话", "备注"),
        ("钱多多", None, "甲"),
        ("张伟", "19900000001", "乙"),
    )
    second = brought(office_app, "units", office.units["east"], UNIT_HEADS, (1, "第七网格党支部"))
    assert first.batch is not None
    assert second.batch is not None
    assert [row.id for row in intake.batches(office_app)] == [second.batch.id, first.batch.id]
    listed = intake.batches(office_app)[1]
    assert (listed.file_name, listed.kind, listed.unit_name) == ("名册.xlsx", "people", "第一网格党支部")
    assert listed.counts == {"rows_in_file": 2, NEW: 1, CHANGED: 1, SAME: 0, DUPLICATE: 0, REJECTED: 0}
    assert intake.undo(office_app, second.batch.id).file_name == "名册.xlsx"
    assert intake.undo(office_app, first.batch.id).id == first.batch.id
    assert office_app.ask(state) == before
    gone = intake.batches(office_app)
    assert [(row.id, row.file_name, row.unit_name) for row in gone] == [
        (second.batch.id, "名册.xlsx", second.batch.unit_name), (first.batch.id, "名册.xlsx", "第一网格党支部"),
    ]  # fmt: skip
    assert gone[1].counts == listed.counts
    assert all(row.undone is not None and row.undone >= row.at for row in gone)
    office_app.undo(first.batch.act)  # it stands again
    assert [row.undone is None for row in intake.batches(office_app)] == [False, True]
    office_app.undo(first.batch.act)
    with pytest.raises(NotFound):
        intake.undo(office_app, first.batch.id)


def test_a_batch_whose_rows_were_touched_later_stays(office_app: App, office: Office) -> None:
    done = brought(office_app, "people", office.units["first"], ("姓名", "备注"), ("钱多多", "甲"))
    assert done.batch is not None
    (row,) = (row for row in office_app.ask(rows, Member) if row.name == "钱多多")
    office_app.run(members.edit, member=row.id, changes={"remark": "乙"})
    before = office_app.ask(state)
    with pytest.raises(Conflict):
        intake.undo(office_app, done.batch.id)
    assert office_app.ask(state) == before


KINDS: dict[str, tuple[Cells, tuple[Cells, ...]]] = {
    "people": (("姓名", "电话"), (("钱多多", "19900003333"), ("孙小小", "19900004444"))),
    "units": (UNIT_HEADS, ((1, "第七网格党支部"), (2, "第八网格党支部"))),
    "activities": (ACTIVITY_HEADS, (("甲", "2024-10-25", "主题党日"), ("乙", "2024-10-26", "主题党日"))),
    "services": (
        SERVICE_HEADS,
        (("2024-10-30", "环境整治", "甲", "张伟", 2), ("2024-10-30", "环境整治", "乙", "张伟", 2)),
    ),
    "register:facility": (("名称", "类别"), (("甲", "其他"), ("乙", "其他"))),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancel_leaves_nothing(office_app: App, office: Office, kind: str) -> None:
    def progress(done: int, total: int, what: str) -> None:
        if (what == "写入" and done > 0) or (what == "写入" and kind == "people"):
            raise Cancelled("stop")

    heads, lines = KINDS[kind]
    source = intake.source(proposed(office_app, kind, heads, *lines), file_name="a.xlsx")
    assert whats(intake.plan(office_app, source=source, unit=office.units["first"])) == [NEW, NEW]
    before = office_app.ask(state)
    with pytest.raises(Cancelled):
        intake.apply(office_app, source=source, unit=office.units["first"], progress=progress)
    assert office_app.ask(state) == before
    assert whats(intake.apply(office_app, source=source, unit=office.units["first"])) == [NEW, NEW]
    assert whats(intake.apply(office_app, source=source, unit=office.units["first"])) == [SAME, SAME]


cells = st.sampled_from(
    [
        None,
        "",
        "合计",
        "张伟",
        "王芳、李娜",
        "第一网格党支部",
        "2024-10-25",
        45590,
        "主题党日",
        "环境整治",
        2,
        "示例",
        "x",
        1.5,
    ]
)


@pytest.mark.parametrize("kind", ["people", "units", "activities", "services", "register:facility"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.lists(cells, min_size=8, max_size=9).map(tuple), max_size=6))
def test_no_row_is_ever_lost(furnished_app: App, furnished_office: Office, kind: str, lines: Sequence[Cells]) -> None:
    heads = {"people": ("姓名", "出生日期", "电话", "所在党支部", "备注", "党内职务", "民族", "学历"),
             "register:facility": ("名称", "所属社区", "类别", "面积（㎡）", "负责人", "建立时间", "地址", "备注")}.get(
        kind, KINDS[kind][0])  # fmt: skip
    trial = planned(furnished_app, kind, furnished_office.units["street"], heads, *lines)
    filled = [at for at, line in enumerate(lines, start=2) if any(cell not in (None, "") for cell in line)]
    assert [outcome.number for outcome in trial.outcomes] == filled
    assert [line.number for line in trial.lines] == filled
    found = counts(trial.outcomes)
    assert found.pop("rows_in_file") == len(filled) == sum(found.values())
    assert Counter(whats(trial)) == Counter({what: number for what, number in found.items() if number})
    assert all(outcome.reasons for outcome in trial.outcomes if outcome.what in (REJECTED, DUPLICATE))
