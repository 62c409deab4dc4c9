"""Rows about people walked as a clerk does: posts, applications, cadres, pool, files (S007–S013, S027, S053–S099)."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import calm, go, write
from offices import Office as Names
from opened import answer, choose, click, dialog, printed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.import_fields import ACTIVITIES, PEOPLE, REGISTER, UNITS
from gridparty.domain.months import Month
from gridparty.exchange.workbooks import write_table
from gridparty.i18n import _
from gridparty.operations import (
    cadres,
    development_lists,
    dossier_facts,
    member_lists,
    posts,
    register_lists,
    talent,
    units,
)
from gridparty.ui.dialogs.act_form import ActForm
from gridparty.ui.dialogs.dossier import DossierDialog
from gridparty.ui.dialogs.post import PostDialog
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.talent_targets import TalentTargetsDialog
from gridparty.ui.dialogs.unit_facts import UnitFactsDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages import people_kinds as kinds
from gridparty.ui.pages.imports import PREVIEW, ImportsPage
from gridparty.ui.pages.members import MembersPage
from gridparty.ui.pages.organisation import OrganisationPage
from gridparty.ui.pages.people_panel import PeopleList
from gridparty.ui.pages.registers import RegistersPage

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
Sheet = tuple[Sequence[str], Sequence[Sequence[Any]]]
Bring = Callable[[str, Sequence[str], Sequence[Sequence[Any]]], None]
DIGITS = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"


@pytest.fixture
def bring(qtbot: QtBot, view: FileView, office: Names, tmp_path: Path) -> Bring:
    """Brings a sheet into the street by the import page: chooses what its rows are and the file, looks, imports."""

    def done(kind: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        path = tmp_path / f"{len(list(tmp_path.glob('*.xlsx')))}.xlsx"
        write_table(path, title="表", heads=heads, rows=rows)
        page = go(qtbot, view, office.units["street"], "imports")
        assert isinstance(page, ImportsPage)
        page.roster.kinds.setCurrentIndex(page.roster.kinds.findData(kind))
        click(qtbot, page.roster.choose_button)
        answer(qtbot, view, path)
        assert page.stack.currentIndex() == PREVIEW, page.roster.refusal.text()
        assert page.preview.filter_buttons["new"].text().split()[-1] == str(len(rows)), [
            line.words for line in page.preview.rows.rows()
        ]
        click(qtbot, page.preview.import_button)
        calm(qtbot, view)

    return done


def people(qtbot: QtBot, view: FileView, office: Names, key: str, unit: str = "street") -> PeopleList:
    """One of the lists of people, opened by its switch in this month."""
    view.go_month(Month.of(today()))
    page = go(qtbot, view, office.units[unit], "members")
    assert isinstance(page, MembersPage)
    if page.person.isVisible():
        click(qtbot, page.person.back)
    click(qtbot, page.other_switches[key])
    calm(qtbot, view)
    return page.panel.list


def pick(qtbot: QtBot, shown: PeopleList, text: str) -> None:
    """Picks a word from the list of them beside the search field."""
    words = [shown.picked.itemText(at) for at in range(shown.picked.count())]
    assert text in words, words
    shown.picked.setCurrentIndex(words.index(text))


def press(qtbot: QtBot, shown: PeopleList, text: str) -> None:
    (found,) = [each for each in (*shown.new_buttons, *shown.buttons) if each.text() == text]
    click(qtbot, found)


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.clear()
    write(qtbot, field, text)


def save(qtbot: QtBot, view: FileView, form: Any) -> None:
    kind = type(form)
    qtbot.keyClick(form, Key.Key_Return, Control)
    calm(qtbot, view)
    open_ = [each for each in view.window().findChildren(kind) if each.isVisible()]
    assert not open_, [f.problem.text() for f in form.fields.values()] + [form.sentence.text()]


def foot(shown: PeopleList) -> str:
    return shown.view.foot.texts()[-1]


def cells(shown: PeopleList, key: str) -> list[str]:
    """What a column says, in the order shown."""
    column = shown.view.model.columns[shown.view.model.number(key)]
    return [column.text(row) for row in shown.view.rows()]


def open_first(qtbot: QtBot, view: FileView, shown: PeopleList) -> MembersPage:
    """Opens the person of the first row by Enter."""
    shown.view.select(shown.kind.identity(shown.view.rows()[0]))
    shown.view.setFocus()
    qtbot.keyClick(shown.view.table, Key.Key_Return)
    calm(qtbot, view)
    page = view.workspace.current
    assert isinstance(page, MembersPage)
    assert page.person.isVisible()
    return page


def take_post(qtbot: QtBot, view: FileView, shown: PeopleList, *, who: str, unit: str, post: str, **more: str) -> None:
    """Types a post into its form."""
    press(qtbot, shown, _("Add a post…"))
    form = dialog(qtbot, view, ActForm)
    choose(qtbot, form, form.editors["member"], who)
    choose(qtbot, form, form.editors["unit"], unit)
    at = form.editors["post"].findText(post)
    assert at >= 0
    form.editors["post"].setCurrentIndex(at)
    for key, text in more.items():
        retype(qtbot, form.editors[key], text)
    save(qtbot, view, form)


def test_hired_party_workers_listed_and_counted_by_kind(
    view: FileView, office: Names, bring: Bring, qtbot: QtBot
) -> None:
    """S007: 26个非公有制企业党支部选聘了专职党务工作者: who, where, where from, since when; by kind of branch."""
    street = office.units["street"]
    branches = [f"企业{n}党支部" for n in range(1, 31)]
    bring(UNITS, ("名称", "类型", "上级"), [(name, "非公企业党支部", "东苑社区党委") for name in branches])
    bring(
        PEOPLE,
        ("姓名", "所在党支部", "党内职务", "职务来源", "任职时间"),
        [
            (f"钱安{n}", branch, "专职党务工作者", "退休教师", "2024.03")
            for n, branch in zip(DIGITS, branches[:25], strict=False)
        ],
    )
    shown = people(qtbot, view, office, kinds.POSTS)
    take_post(
        qtbot,
        view,
        shown,
        who="陈静",
        unit="企业26党支部",
        post="专职党务工作者",
        source="退休教师",
        start="2024-03-01",
    )
    pick(qtbot, shown, "专职党务工作者 26")
    assert len(shown.view.rows()) == 26
    assert set(cells(shown, "source")) == {"退休教师"}
    assert set(cells(shown, "since")) == {"2024-03-01"}
    assert set(cells(shown, "unit_kind")) == {"非公企业党支部"}
    assert "非公企业党支部：30个中26个有，共26人" in foot(shown)
    page = open_first(qtbot, view, shown)
    assert page.person.name.text() == shown.view.rows()[0].name
    click(qtbot, page.person.back)
    shown.view.select(shown.view.rows()[0].held.id)
    press(qtbot, shown, _("Ends…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    assert "30个中25个有，共25人" in foot(shown)
    (counted,) = view.office.ask_now(posts.count_by_kind, post="full_time_party_worker", unit=street)
    assert (counted.kind, counted.units_with, counted.people, counted.units) == ("enterprise_branch", 25, 25, 30)
    shown.also.click()
    calm(qtbot, view)
    assert len(shown.view.rows()) == 26


def test_a_post_in_the_list_is_corrected(view: FileView, office: Names, qtbot: QtBot) -> None:
    """S007: a source that was forgotten is written down afterwards."""
    shown = people(qtbot, view, office, kinds.POSTS, "first")
    press(qtbot, shown, _("Add a post…"))
    form = dialog(qtbot, view, ActForm)
    assert form.editors["unit"].choice.id == office.units["first"]
    qtbot.keyClick(form, Key.Key_Return, Control)
    assert form.fields["member"].problem.isVisible()
    choose(qtbot, form, form.editors["member"], "张伟")
    form.editors["post"].setCurrentIndex(form.editors["post"].findData("grid_leader"))
    retype(qtbot, form.editors["start"], "")
    save(qtbot, view, form)
    assert cells(shown, "since") == [""]
    shown.view.select(shown.view.rows()[0].held.id)
    press(qtbot, shown, _("Edit…"))
    edited = dialog(qtbot, view, PostDialog)
    write(qtbot, edited.texts["source"], "街道下派")
    save(qtbot, view, edited)
    assert cells(shown, "source") == ["街道下派"]


def test_applicants_and_what_is_due(view: FileView, office: Names, bring: Bring, qtbot: QtBot) -> None:
    """S009: 吸引了20多名员工踊跃递交入党申请书: stages, contact, talks; what is due; the number of the year."""
    this_year = today().year
    bring(UNITS, ("名称", "类型", "上级"), [("顺达公司党支部", "非公企业党支部", "东苑社区党委")])
    bring(
        PEOPLE,
        ("姓名", "所在党支部", "人员类别", "申请入党时间"),
        [(f"李安{n}", "顺达公司党支部", "入党申请人", f"{this_year}.03.10") for n in DIGITS[:21]],
    )
    shown = people(qtbot, view, office, kinds.PIPELINE)
    press(qtbot, shown, _("New application…"))
    form = dialog(qtbot, view, ActForm)
    write(qtbot, form.editors["name"], "周恩民")
    choose(qtbot, form, form.editors["unit"], "顺达")
    retype(qtbot, form.editors["day"], f"{this_year}-03-20")
    write(qtbot, form.editors["contacts"].input, "王芳")
    qtbot.keyClick(form.editors["contacts"].input, Key.Key_Return)
    save(qtbot, view, form)
    first, last = Month(this_year, 1), Month.of(today())
    assert f"{first}至{last}递交入党申请书：22人" in shown.note.text()
    pick(qtbot, shown, "入党申请人 22")
    assert len(shown.view.rows()) == 22
    (row,) = [row for row in shown.view.rows() if row.name == "周恩民"]
    assert (row.contacts, row.dues[0].code) == (("王芳",), "talk")
    assert all(f"{this_year}-04" in text for text in cells(shown, "due"))
    shown.view.select(row.member)
    press(qtbot, shown, _("Talk…"))
    talk = dialog(qtbot, view, ActForm)
    retype(qtbot, talk.editors["day"], f"{this_year}-04-10")
    write(qtbot, talk.editors["by"], "王芳")
    save(qtbot, view, talk)
    shown.view.select(row.member)
    press(qtbot, shown, _("Next stage…"))
    step = dialog(qtbot, view, ActForm)
    retype(qtbot, step.editors["day"], f"{this_year}-09-30")
    save(qtbot, view, step)
    assert len(shown.view.rows()) == 21
    pick(qtbot, shown, "入党积极分子 2")
    assert {each.name for each in shown.view.rows()} == {"周恩民", "吴刚"}
    page = open_first(qtbot, view, shown)
    assert page.person.sections is not None
    assert page.person.sections.development.isVisible()
    street = office.units["street"]
    assert len(view.office.ask_now(development_lists.applications, unit=street, first=first, last=last)) == 22
    path = view.office.ask_now(development_lists.of_member, member=row.member)
    assert path is not None
    assert [each.kind for each in path.steps] == ["talk", "step"]


def test_cadres_by_post_with_training_awards_results_and_pool(
    view: FileView, office: Names, bring: Bring, qtbot: QtBot
) -> None:
    """S010: 三级培训、绩效考核、争先创优、后备人才培养, each by the kind of cadre; engines to come leave no trace."""
    year = today().year
    shown = people(qtbot, view, office, kinds.POSTS)
    take_post(qtbot, view, shown, who="张伟", unit="第一网格党支部", post="书记")
    take_post(qtbot, view, shown, who="陈静", unit="第二网格党支部", post="组织委员")
    bring(
        ACTIVITIES,
        ("活动主题", "开始时间", "活动类型", "主办单位", "出席人员"),
        [
            (
                "党员干部培训",
                f"{year}-01-{day} 09:00",
                "教育培训",
                host,
                "张伟、陈静" if host == "和平街道党工委" else "张伟",
            )
            for day, host in (("05", "和平街道党工委"), ("12", "东苑社区党委"), ("19", "第一网格党支部"))
        ],
    )
    bring(
        REGISTER + "award",
        ("姓名", "名称", "开始时间"),
        [(w, "争先创优标兵", f"{year}-01-20") for w in ("张伟", "王芳")],
    )
    bring(
        REGISTER + "talent_pool",
        ("姓名", "来源", "入库时间"),
        [(w, "致富能手", f"{year}-01-20") for w in ("张伟", "王芳")],
    )
    shown = people(qtbot, view, office, kinds.POSTS)
    page = open_first(qtbot, view, shown)
    assert page.person.sections is not None
    click(qtbot, page.person.sections.notes.add_button)
    note = dialog(qtbot, view, ActForm)
    write(qtbot, note.editors["text"], "年度绩效考核：优秀")
    save(qtbot, view, note)
    click(qtbot, page.person.back)
    pick(qtbot, shown, "书记 1")
    (row,) = shown.view.rows()
    assert (row.name, row.awards, row.notes, row.is_in_pool) == ("张伟", 1, 1, True)
    assert cells(shown, "trainings") == ["街道 1　社区 1　网格党支部 1"]
    pick(qtbot, shown, "组织委员 1")
    assert cells(shown, "trainings") == ["街道 1"]
    heads = {column.head for column in shown.view.model.columns}
    assert not {head for head in heads if "关爱" in head or "评分" in head}
    registers = go(qtbot, view, office.units["street"], "registers")
    assert isinstance(registers, RegistersPage)
    for code in ("award", "talent_pool"):
        registers.choose(code)
        calm(qtbot, view)
        assert len(registers.list.rows()) == 2
        retype(qtbot, registers.search, "书记")
        qtbot.waitUntil(lambda: [each.member_name for each in registers.list.rows()] == ["张伟"])
        registers.search.clear()
        qtbot.waitUntil(lambda: len(registers.list.rows()) == 2)
    (found,) = view.office.ask_now(cadres.rows, unit=office.units["street"], post="secretary")
    assert dict(found.trainings) == {"street": 1, "community": 1, "grid_branch": 1}


def test_a_pool_of_204_against_its_target(view: FileView, office: Names, bring: Bring, qtbot: QtBot) -> None:
    """S013: 204名优秀人才: by source, per unit against its target, reviewed yearly, in and out (bulk by the wizard)."""
    names = [f"{family}{given}{last}" for family in "赵钱孙李周吴" for given in DIGITS for last in "民平"][:204]
    bring(
        PEOPLE,
        ("姓名", "所在党支部"),
        [(n, "第一网格党支部" if at < 104 else "第三网格党支部") for at, n in enumerate(names)],
    )
    sources = ["退伍军人"] * 80 + ["致富能手"] * 74 + ["企业经营管理人员"] * 50
    bring(
        REGISTER + "talent_pool",
        ("姓名", "来源", "推荐单位", "入库时间"),
        [
            (name, source, "第一网格党支部" if at < 104 else "西苑社区党委", "2024-03-01")
            for at, (name, source) in enumerate(zip(names, sources, strict=True))
        ],
    )
    shown = people(qtbot, view, office, kinds.TALENT)
    assert len(shown.view.rows()) == 204
    assert "退伍军人 80、致富能手 74、企业经营管理人员 50" in shown.note.text()
    pick(qtbot, shown, "企业经营管理人员 50")
    assert len(shown.view.rows()) == 50
    pick(qtbot, shown, _("Every source"))
    press(qtbot, shown, _("Targets…"))
    targets = dialog(qtbot, view, TalentTargetsDialog)
    for number in ("210", "110", "100"):
        retype(qtbot, targets.people, number)
        qtbot.keyClick(targets.people, Key.Key_Return)
        calm(qtbot, view)
    assert [(row.unit, row.people, row.target, row.missing) for row in targets.view.rows()] == [
        (office.units["street"], 204, 210, 6), (office.units["east"], 104, 110, 6), (office.units["west"], 100, 100, 0),
    ]  # fmt: skip
    retype(qtbot, targets.people, "many")
    qtbot.keyClick(targets.people, Key.Key_Return)
    assert targets.problem.text()
    targets.reject()
    calm(qtbot, view)
    assert "目标210人：在库204人（97.1%），还差6人" in shown.note.text()
    overdue = [row for row in shown.view.rows() if row.is_overdue]
    assert len(overdue) == 204
    shown.view.select(overdue[0].entry)
    press(qtbot, shown, _("Yearly review…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    assert sum(row.is_overdue for row in shown.view.rows()) == 203
    shown.view.select(overdue[1].entry)
    press(qtbot, shown, _("Out of the pool…"))
    save(qtbot, view, dialog(qtbot, view, ActForm))
    assert "在库203人" in shown.note.text()
    shown.also.click()
    calm(qtbot, view)
    assert [row.name for row in shown.view.rows() if row.until] == [overdue[1].name]
    assert open_first(qtbot, view, shown).person.name.text() == shown.view.rows()[0].name
    street = office.units["street"]
    assert sum(view.office.ask_now(talent.sources, unit=street).values()) == 203
    assert view.office.ask_now(talent.targets, unit=street)[0].missing == 7


def test_one_person_one_file(view: FileView, office: Names, qtbot: QtBot, tmp_path: Path) -> None:
    """S027: 一人一档: duties and results with evidence by hand, the rest out of the records, and on paper."""
    shown = people(qtbot, view, office, kinds.POSTS)
    take_post(qtbot, view, shown, who="张伟", unit="东苑社区党委", post="书记", start="2024-01-01")
    page = open_first(qtbot, view, shown)
    sections = page.person.sections
    assert sections is not None
    for kind, text in (("duty", "分管社区党建"), ("result", "完成楼院改造12个")):
        click(qtbot, sections.notes.add_button)
        form = dialog(qtbot, view, ActForm)
        write(qtbot, form.editors["text"], text)
        form.editors["kind"].setCurrentIndex(form.editors["kind"].findData(kind))
        write(qtbot, form.editors["period"], "2024年")
        write(qtbot, form.editors["evidence"], "验收报告")
        save(qtbot, view, form)
    assert {(row.text, row.period, row.evidence) for row in sections.notes.view.rows()} == {
        ("分管社区党建", "2024年", "验收报告"), ("完成楼院改造12个", "2024年", "验收报告"),
    }  # fmt: skip
    sections.notes.view.select(sections.notes.view.rows()[-1].entry)
    click(qtbot, sections.notes.buttons[0])
    form = dialog(qtbot, view, ActForm)
    qtbot.keyClick(form.editors["text"], Key.Key_End)
    write(qtbot, form.editors["text"], "、志愿服务")
    save(qtbot, view, form)
    assert "分管社区党建、志愿服务" in [row.text for row in sections.notes.view.rows()]
    (year,) = [row for row in sections.years.view.rows() if row.year == 2024]
    assert (year.present, year.services, year.hours) == (3, 2, 3.5)
    assert len(sections.meetings.view.rows()) == 4
    click(qtbot, page.person.file_button)
    paper = dialog(qtbot, view, DossierDialog)
    text = printed(qtbot, view, paper, tmp_path / "file.pdf")
    for word in ("张伟", "分管社区党建", "完成楼院改造12个", "验收报告", "书记"):
        assert word in text
    file = view.office.ask_now(dossier_facts.of_member, member=office.members["张伟"])
    assert [post.label for post in file.page.posts] == ["书记"]
    assert {note.kind for note in file.notes} == {"duty", "result"}


def test_cadres_at_the_front(view: FileView, office: Names, bring: Bring, qtbot: QtBot) -> None:
    """S053: 选派38名干部从事区委、区政府中心工作: post, place, from, to; a line of each one's file."""
    names = [f"韩{given}{last}" for given in DIGITS for last in "民平"][:37]
    bring(PEOPLE, ("姓名", "所在党支部"), [(name, "第一网格党支部") for name in names])
    heads = ("姓名", "岗位", "地点", "工作任务", "开始时间")
    bring(REGISTER + "secondment", heads, [(n, "一线锻炼", "南水北调指挥部", "征迁", "2024-03-01") for n in names])
    page = go(qtbot, view, office.units["street"], "members")
    assert isinstance(page, MembersPage)
    page.show_item(office.members["张伟"])
    calm(qtbot, view)
    sections = page.person.sections
    assert sections is not None
    (begin,) = [each for each in sections.entries.menu.actions() if each.text() == "挂职抽调"]
    begin.trigger()
    form = dialog(qtbot, view, RegisterEntryDialog)
    write(qtbot, form.editors["post"], "一线锻炼")
    write(qtbot, form.editors["place"], "区委重点办")
    retype(qtbot, form.start, "2024-03-01")
    save(qtbot, view, form)
    (line,) = sections.entries.view.rows()
    assert (line.register, line.facts["place"], line.since) == ("secondment", "区委重点办", date(2024, 3, 1))
    registers = go(qtbot, view, office.units["street"], "registers")
    assert isinstance(registers, RegistersPage)
    registers.choose("secondment")
    calm(qtbot, view)
    assert len({row.member for row in registers.list.rows()}) == 38
    assert "38" in registers.list.foot.texts()[-1]
    found = view.office.ask_now(register_lists.rows, register="secondment", unit=office.units["street"])
    assert len({row.member for row in found}) == 38


def test_sent_down_to_the_communities(view: FileView, office: Names, bring: Bring, qtbot: QtBot) -> None:
    """S097: 班子成员担任社区第一书记，街道60%工作人员下沉到社区: who, where, since when; the share of the staff."""
    street = office.units["street"]
    organisation = go(qtbot, view, street, "organisation")
    assert isinstance(organisation, OrganisationPage)
    click(qtbot, organisation.facts.edit_button)
    facts = dialog(qtbot, view, UnitFactsDialog)
    staff = facts.editors["staff"]
    assert isinstance(staff, QLineEdit)
    write(qtbot, staff, "5")
    save(qtbot, view, facts)
    bring(UNITS, ("名称", "类型", "上级"), [("街道机关党支部", "党支部", "和平街道党工委")])
    names = [f"街干{n}" for n in DIGITS[:5]]
    bring(PEOPLE, ("姓名", "所在党支部"), [(name, "街道机关党支部") for name in names])
    shown = people(qtbot, view, office, kinds.POSTS)
    assert not shown.note.isVisible()
    take_post(qtbot, view, shown, who=names[0], unit="东苑", post="第一书记", start="2024-01-01")
    assert "第一书记：2个村（社区）中1个已配（未配：西苑社区党委）" in shown.note.text()
    take_post(qtbot, view, shown, who=names[1], unit="西苑", post="第一书记", start="2024-01-01")
    for name in names[2:]:
        take_post(qtbot, view, shown, who=name, unit="东苑", post="下沉人员", start="2024-01-01")
    assert "第一书记：2个村（社区）中2个已配" in shown.note.text()
    assert "5名工作人员中3名（60.0%）" in shown.note.text()
    pick(qtbot, shown, "下沉人员 3")
    assert {row.name for row in shown.view.rows()} == set(names[2:])
    found = view.office.ask_now(posts.sent_down, unit=street)
    assert (found.people_sent, found.staff, found.share, found.without) == (3, 5, 0.6, ())
    assert view.office.ask_now(posts.sent_down, unit=street, day=date(2023, 12, 31)).people_sent == 0


def test_drawn_off_for_the_resettlement(view: FileView, office: Names, bring: Bring, qtbot: QtBot) -> None:
    """S099: 抽调70余名干部到须水、西流湖、航海西路街道开展拆迁安置: by place, and a line of each one's file."""
    names = [f"{family}{given}民" for family in "何吕施" for given in DIGITS][:72]
    bring(PEOPLE, ("姓名", "所在党支部"), [(name, "第一网格党支部") for name in names])
    places = ("须水街道", "西流湖街道", "航海西路街道")
    heads = ("姓名", "岗位", "地点", "工作任务", "开始时间")
    rows = [(name, "抽调", places[at % 3], "拆迁安置", "2024-05-01") for at, name in enumerate(names)]
    bring(REGISTER + "secondment", heads, rows)
    registers = go(qtbot, view, office.units["street"], "registers")
    assert isinstance(registers, RegistersPage)
    registers.choose("secondment")
    calm(qtbot, view)
    assert len(registers.list.rows()) == 72
    write(qtbot, registers.search, "西流湖")
    qtbot.waitUntil(lambda: len(registers.list.rows()) == 24)
    registers.list.select(registers.list.rows()[0].id)
    registers.list.setFocus()
    qtbot.keyClick(registers.list.table, Key.Key_Return)
    calm(qtbot, view)
    who = view.office.ask_now(member_lists.rows, unit=office.units["street"], month=Month(2024, 10), registered=False)
    member = next(row.id for row in who if row.name == names[0])
    page = go(qtbot, view, office.units["street"], "members")
    assert isinstance(page, MembersPage)
    page.show_item(member)
    calm(qtbot, view)
    assert page.person.sections is not None
    (line,) = page.person.sections.entries.view.rows()
    assert (line.facts["task"], line.facts["place"]) == ("拆迁安置", "须水街道")
    assert view.office.ask_now(units.find, key="410102001") == office.units["street"]
