"""Papers of registration: the card with its receipt on one sheet, feedback to work units (CHK-01, CHK-03, CHK-04)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from offices import Office
from pdf_reading import all_text, read_pdf

from gridparty.app import App
from gridparty.domain.ids import BelongingId, MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import feedback, registrations
from gridparty.operations.feedback import FeedbackLine, FeedbackRun, FeedbackSlip, RegistrationCard
from gridparty.operations.paper_words import PaperWords
from gridparty.paperwork import feedback_slips, registration_card
from gridparty.reports import slips

DAY = date(2026, 9, 20)


def card(name: str = "孙丽", facts: dict[str, Any] | None = None) -> RegistrationCard:
    return RegistrationCard(
        registration=BelongingId(42), member=MemberId(1), code="1010000019", name=name, gender="female",
        birth_date=19760700, work_unit="某某研究院", affiliation=None, phone="199****0001", address="某某小区3号楼***",
        unit=UnitId(5), unit_name="第一网格党支部", community="东苑社区党委", day=DAY, until=None,
        receipt="BD2026-00042", facts=facts or {},
    )  # fmt: skip


def slip(name: str, work_unit: str, times: int = 2) -> FeedbackSlip:
    lines = tuple(
        FeedbackLine(date(2026, 7, each + 1), "service", f"{name}清理楼道", "第一网格党支部", 1.5)
        for each in range(times)
    )
    return FeedbackSlip(MemberId(1), name, work_unit, BelongingId(1), "BD2026-00001", times, 1.5 * times, 0, lines)


def run(*given: FeedbackSlip, confirmed_by: str | None = "王秀兰") -> FeedbackRun:
    number = "FK2026-00007" if confirmed_by else None
    return FeedbackRun(
        UnitId(1), "东苑社区党委", Month(2026, 7), Month(2026, 9), number, DAY, confirmed_by, None, given
    )


def test_card_and_receipt_on_one_sheet(words: PaperWords) -> None:
    facts = {"skills": ["法律咨询", "摄影"], "intentions": "政策宣讲", "claimed_post": "楼栋长", "contact": "办公室"}
    (page,) = read_pdf(slips.registration(card(facts=facts), words=words))
    for word in (
        "在职党员社区报到卡", "在职党员社区报到回执", "孙丽", "某某研究院", "1976年7月", "199****0001",
        "法律咨询、摄影", "政策宣讲", "楼栋长", "办公室", "2026年9月20日", "第一网格党支部", "沿此线剪开",
    ):  # fmt: skip
        assert word in page.text, word
    assert page.text.count("BD2026-00042") == 2
    cut = page.first("沿此线剪开").y
    assert page.first("报到卡").y < cut < page.first("报到回执").y
    assert "— 1 —" not in page.text


def test_a_card_with_nothing_filled_in(words: PaperWords) -> None:
    empty = replace(card(""), gender=None, birth_date=None, work_unit=None, phone=None, address=None)
    assert len(read_pdf(slips.registration(empty, words=words))) == 1


@pytest.mark.parametrize("name", ["龑䶮𬱖㛃𬭎𣇉", "阿卜杜热西提·" * 7 + "买"])
def test_rare_and_long_names(name: str, words: PaperWords) -> None:
    (page,) = read_pdf(slips.registration(card(name), words=words))
    assert page.text.count(name) == 2
    text = all_text(slips.feedback(run(slip(name, "某某研究院")), words=words))
    assert name in text
    assert "〓" not in page.text + text


def test_a_list_for_every_work_unit_and_a_slip_for_every_member(words: PaperWords) -> None:
    given = run(slip("孙丽", "某某研究院"), slip("李娜", "第二中学", 3), slip("周强", "某某研究院", 1))
    pages = [page.text for page in read_pdf(slips.feedback(given, words=words))]
    assert ["反馈名单" in page for page in pages] == [True, False, False, True, False]
    research = next(page for page in pages if "致：某某研究院党组织" in page)
    assert "孙丽" in research
    assert "周强" in research
    assert "李娜" not in research
    assert "合计034.5" in research
    for page in pages:
        assert "FK2026-00007" in page
        assert "2026年7月至9月" in page
        assert "草稿" not in page
    single = next(page for page in pages if "反馈单" in page and "李娜" in page)
    assert "3次，4.5小时" in single
    assert single.count("李娜清理楼道（1.5小时）") == 3
    assert "证明人王秀兰" in single


def test_hours_that_nobody_certified_are_not_reported(words: PaperWords) -> None:
    text = all_text(slips.feedback(run(slip("孙丽", "某某研究院"), confirmed_by=None), words=words))
    assert "草稿" in text
    assert "未确认" in text
    assert "3.0" not in text
    assert "小时）" not in text.replace("服务（小时）", "")


def test_many_services_stay_on_one_page(words: PaperWords) -> None:
    pages = read_pdf(slips.feedback(run(slip("孙丽", "某某研究院", 28)), words=words))
    assert len(pages) == 2
    assert "……共28次" in pages[1].text


def test_a_period_without_anybody(words: PaperWords) -> None:
    (page,) = read_pdf(slips.feedback(run(), words=words))
    assert "本期没有在职党员服务记录" in page.text


def test_the_papers_of_an_office(office_app: App, office: Office) -> None:
    person = Person(name="郑和", work_unit="第二中学", phone="19900000088")
    done = office_app.run(
        registrations.add, unit=office.units["east"], person=person, day=date(2024, 9, 1), facts={"skills": ["摄影"]}
    )
    text = all_text(registration_card(office_app, registration=done.id))
    assert done.receipt in text
    assert "摄影" in text
    assert "199****0088" in text
    months = {"first": Month(2024, 9), "last": Month(2024, 10)}
    text = all_text(feedback_slips(office_app, unit=office.units["east"], **months))
    for word in ("致：第二中学党组织", "致：某某研究院党组织", "郑和", "孙丽", "草稿"):
        assert word in text
    office_app.run(
        feedback.issue, unit=office.units["east"], **months, day=date(2024, 11, 5), confirmed_by="张伟", opinion="合格"
    )
    issued = all_text(feedback_slips(office_app, unit=office.units["east"], **months))
    assert "草稿" not in issued
    assert "1次，1.5小时" in issued
    assert "证明人张伟" in issued
