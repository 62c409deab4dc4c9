"""Lists and booklets of an office: hand-over (S093), brands (S104), survey (S002), elections (S152), talents (S013)."""

from dataclasses import replace
from datetime import date

import pytest
from offices import Office
from pdf_reading import all_text, read_pdf

from gridparty.app import App
from gridparty.domain.ids import EntryId, MemberId, TermId, UnitId
from gridparty.domain.months import Month
from gridparty.operations import registers, talent, terms
from gridparty.operations.brand_booklets import Brand, BrandBooklet, BrandEvent
from gridparty.operations.handovers import HandedEntry, HandedMember, HandedPost, HandedUnit, Handover
from gridparty.operations.inventory import Inventory, InventoryRow
from gridparty.operations.paper_words import PaperWords
from gridparty.operations.register_lists import EntryRow
from gridparty.operations.talent import PoolRow
from gridparty.operations.terms import Election, TermRow
from gridparty.paperwork import brand_booklet, election_list, inventory_table, talent_list
from gridparty.reports import booklet, handover, office_lists
from gridparty.reports import inventory_table as survey
from gridparty.reports.document import Document, Note, Table

DAY = date(2026, 11, 5)
RARE = "龑䶮𬱖㛃𬭎𣇉"
LONG = "中原区桐柏路街道百花社区第一网格非公有制企业联合党支部委员会筹备工作领导小组第一工作专班办公室会"


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


# ── the hand-over list ─────────────────────────────────────────────────────────────────────────────────────────────


def handed(people: int = 3, name: str = "王秀兰") -> Handover:
    return Handover(
        title="流动党员支部下放社区管理", kind="move", document="某街〔2026〕7号", day=date(2026, 11, 1),
        is_applied=True, givers=("和平街道党工委",), receivers=("东苑社区党委",),
        units=(HandedUnit("流动党支部", "floating_member_branch", None, people, "和平街道党工委", "东苑社区党委"),),
        members=tuple(
            HandedMember(name, "1010000019", "female", "full", "流动党支部", "流动党支部") for _each in range(people)
        ),
        posts=(HandedPost("secretary", name, "流动党支部", None),),
        entries=(
            HandedEntry("team", "巡逻队", {}, "流动党支部", "流动党支部"),
            HandedEntry("facility", "党群活动室", {"area": 120}, "流动党支部", "流动党支部"),
        ),
    )  # fmt: skip


def test_a_handover_names_everything_and_both_sides_sign(words: PaperWords) -> None:
    text = all_text(handover.pdf(handed(), words=words))
    for word in (
        "党组织工作交接清单", "流动党员支部下放社区管理", "某街〔2026〕7号", "2026年11月1日", "调整隶属关系",
        "一、党组织（1个）", "二、人员（3人）", "三、职务（1个）", "四、阵地和台账（2项）", "正式党员", "任职结束",
        "移交方（签字、盖章）：", "接收方（签字、盖章）：", "监交人（签字）：",
    ):  # fmt: skip
        assert word in text, word
    units, people, posts, entries = tables(handover.document(handed(), words=words))
    assert units.rows == (("1", "流动党支部", "流动党员党支部", "3", "和平街道党工委", "东苑社区党委"),)
    assert [row[0] for row in people.rows] == ["1", "2", "3"]
    assert posts.rows[0][1:3] == ("书记", "王秀兰")
    assert [row[2] for row in entries.rows] == ["党群活动室", "巡逻队"]


def test_a_long_handover_repeats_its_head_and_loses_nobody(words: PaperWords) -> None:
    pages = read_pdf(handover.pdf(handed(150), words=words))
    assert len(pages) > 4
    assert sum(page.text.count("1010000019") for page in pages) == 150
    assert all("党员编号" in page.text for page in pages if "1010000019" in page.text)


def test_a_handover_that_is_planned_or_empty(words: PaperWords) -> None:
    empty = replace(handed(0), is_applied=False, document=None, units=(), posts=(), entries=())
    shown = handover.document(empty, words=words)
    assert tables(shown) == []
    assert [block.text for block in shown.blocks if isinstance(block, Note)] == ["无。"] * 4
    assert "（计划，尚未生效）" in all_text(handover.pdf(empty, words=words))


# ── brands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def brand(name: str, unit: str, **facts: str) -> Brand:
    row = EntryRow(EntryId(1), "brand", name, UnitId(1), unit, None, "", date(2024, 5, 1), None, dict(facts), 1, 1,
                   None, "备忘", None)  # fmt: skip
    event = BrandEvent(date(2025, 7, 1), "honour", {"title": "优秀党建品牌", "by": "区委组织部"}, "现场颁奖")
    return Brand(row, (event,), ("王秀兰",))


def test_every_brand_has_its_page(words: PaperWords) -> None:
    brands = (
        brand("红色驿站", "东苑社区党委", slogan="邻里守望", story="以党建引领基层治理。", practice="每周开展活动。"),
        brand(RARE, LONG, story="另一个故事。"),
    )
    pages = read_pdf(booklet.pdf(BrandBooklet("和平街道党工委", DAY, brands, 3, ("西苑社区党委",)), words=words))
    assert len(pages) == 3
    for word in (
        "和平街道党工委党建品牌汇编",
        "所辖社区3个，已创建品牌的2个，覆盖率66.7%",
        "尚未登记品牌的社区：西苑社区党委",
    ):
        assert word in pages[0].text, word
    for word in ("红色驿站", "口号邻里守望", "品牌内涵", "以党建引领基层治理", "主要做法", "大事记", "获得荣誉",
                 "王秀兰", "备忘", "名称：优秀党建品牌；授予单位：区委组织部；现场颁奖"):  # fmt: skip
        assert word in pages[1].text, word
    assert RARE in pages[2].text
    assert LONG in pages[2].text
    assert "主要做法" not in pages[2].text


def test_a_booklet_without_brands(words: PaperWords) -> None:
    (page,) = read_pdf(booklet.pdf(BrandBooklet("和平街道党工委", DAY, (), 0, ()), words=words))
    assert "共登记党建品牌0个" in page.text


# ── the survey of organisations ────────────────────────────────────────────────────────────────────────────────────


def test_the_survey_shows_what_no_heading_counts(words: PaperWords) -> None:
    """S002: 10 + 2 + 6 + 76 + 7 + 46 = 147 of 276; the rest is shown, not hidden."""
    named = {"区直党委": 10, "镇党委": 2, "街道党工委": 6, "村级党组织": 76, "社区党组织": 7, "非公有制党组织": 46}
    rows = [InventoryRow(heading, number, 20, {}) for heading, number in named.items()]
    rows.append(InventoryRow("Other / unclassified", 129, 8819, {"party_branch": 129}, is_residue=True))
    given = Inventory(tuple(rows), 276, 8939)
    (table,) = tables(survey.document(given, unit_name="某某区委", day=DAY, words=words))
    assert table.rows[-1] == ("7", "其他／未分类", "129", "8819", "党支部")
    assert table.total == ("合计", "276", "8939", "")
    assert sum(int(row[2]) for row in table.rows) == 276
    assert "某某区委党组织概况表" in all_text(survey.pdf(given, unit_name="某某区委", day=DAY, words=words))


# ── elections ──────────────────────────────────────────────────────────────────────────────────────────────────────


def term(number: int, days_left: int, reminder: int, until: date | None = None, name: str = "") -> TermRow:
    return TermRow(
        id=TermId(number), unit=UnitId(number), unit_name=name or f"第{number}网格党支部", kind="grid_branch",
        start=date(2023, 10, 1), due=date(2026, 10, 1), extended_until=until,
        extension_document="某组〔2026〕7号" if until else None, ended=None, last_day=date(2026, 10, 1),
        days_left=days_left, reminder=reminder, election=Election(), names={},
    )  # fmt: skip


def test_elections_with_shape_and_word(words: PaperWords) -> None:
    rows = (term(1, -35, 0), term(2, 20, 1, until=date(2026, 12, 1)), term(3, 57, 3, name=LONG), term(4, 150, 6))
    shown = office_lists.elections_document(rows, unit_name="东苑社区党委", day=DAY, words=words)
    (table,) = tables(shown)
    assert [row[5] for row in table.rows] == ["■ 逾期35天", "▲ 还有20天", "◆ 还有57天", "◆ 还有150天"]
    assert table.rows[1][4] == "2026.12.01\n某组〔2026〕7号"
    text = all_text(office_lists.elections(rows, unit_name="东苑社区党委", day=DAY, words=words))
    assert "六个月内届满和已逾期的党组织4个，其中已逾期1个" in text
    assert LONG in text


def test_no_elections_due(words: PaperWords) -> None:
    (page,) = read_pdf(office_lists.elections((), unit_name="东苑社区党委", day=DAY, words=words))
    assert "党组织0个" in page.text


# ── the talent pool ────────────────────────────────────────────────────────────────────────────────────────────────


def candidate(number: int, source: str | None, is_overdue: bool = False, name: str = "王秀兰") -> PoolRow:
    return PoolRow(
        entry=EntryId(number), member=MemberId(number), name=name, unit=UnitId(1), unit_name="某某村党总支",
        source=source, since=date(2025, 3, 1), until=None, left=None, facts={}, last_review=None, last_result=None,
        review_due=date(2026, 3, 1), is_overdue=is_overdue,
    )  # fmt: skip


def test_the_pool_of_204(words: PaperWords) -> None:
    """S013: 204 people, by source."""
    choices = next(field for field in words.registers[talent.POOL].fields if field.key == "source").choices
    codes = [choices[number % 2].code for number in range(204)]
    rows = tuple(candidate(number, code, is_overdue=number < 3) for number, code in enumerate(codes))
    sources = {choices[0].code: 102, choices[1].code: 102}
    pdf = office_lists.talents(rows, sources=sources, unit_name="某某区委", day=DAY, words=words)
    pages = read_pdf(pdf)
    text = "".join(page.text for page in pages)
    assert f"在库204名，其中{choices[0].zh}102名、{choices[1].zh}102名。" in text
    assert "应复核而未复核的3名（■）" in text
    assert text.count("王秀兰") == 204
    assert all("推荐党组织" in page.text for page in pages)


@pytest.mark.parametrize("name", [RARE, LONG])
def test_a_pool_with_rare_and_long_names(name: str, words: PaperWords) -> None:
    rows = (candidate(1, None, name=name),)
    text = all_text(office_lists.talents(rows, sources={"": 1}, unit_name=LONG, day=DAY, words=words))
    assert name in text
    assert "未填来源1名" in text
    assert "〓" not in text


# ── with the office ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_papers_of_an_office(office_app: App, office: Office) -> None:
    street, east, first = (office.units[name] for name in ("street", "east", "first"))
    office_app.run(registers.add, register="brand", unit=east, name="红色驿站", facts={"story": "邻里守望"})
    text = all_text(brand_booklet(office_app, unit=street))
    assert "所辖社区2个，已创建品牌的1个，覆盖率50.0%" in text
    assert "西苑社区党委" in text
    assert "邻里守望" in text
    office_app.run(terms.add, unit=first, start=date(2021, 1, 1), years=3)
    assert "第一网格党支部2021.01.012024.01.01" in all_text(election_list(office_app, unit=street, day=DAY))
    office_app.run(talent.add, member=office.members["张伟"], unit=first, day=date(2025, 3, 1), source="veteran")
    assert "张伟第一网格党支部" in all_text(talent_list(office_app, unit=street, day=DAY))
    text = all_text(inventory_table(office_app, unit=street, month=Month(2024, 10)))
    for word in ("截至2024年10月31日", "街道党工委", "社区党组织", "网格党支部", "其他／未分类", "合计67"):
        assert word in text
