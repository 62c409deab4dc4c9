"""The printed sign-in sheet: head lines, repeated heads, walk-ins apart (DOMAIN §8.4, D8)."""

from dataclasses import replace

import pytest
from offices import Office, moment
from pdf_reading import all_text, read_pdf

from gridparty.app import App
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.operations import desk
from gridparty.operations.desk import Desk, DeskPerson, SignInSheet
from gridparty.reports import sign_in_sheet
from gridparty.reports.document import Table

WAYS = {"scan": "扫码", "keyboard": "键盘", "paper": "补登"}
ROLES = {"registered": "报到党员", "guest": "外来党员"}


def person(number: int, state: str = "present", role: str = "listed", unit: str = "第一网格党支部") -> DeskPerson:
    at = moment("2026-10-25T08:55") if state == "present" else None
    way = "scan" if state == "present" else None
    name = f"王{chr(0x4E00 + number)}"
    return DeskPerson(MemberId(number), name, "", "第二党小组", unit, None, state, role, way, at)


def sheet(*people: DeskPerson, is_sample: bool = False) -> SignInSheet:
    states = [each.state for each in people if each.role == "listed"]
    shown = Desk(
        id=ActivityId(1), title="社区环境日", kinds=("Theme Party day",), unit=UnitId(1),
        path=("百花社区党委", "第一网格党支部"), start=moment("2026-10-25T09:00"), place="百花广场", half_hours=3,
        people=people, expected=len(states), present=states.count("present"), leave=states.count("leave"),
        walk_ins=len(people) - len(states),
    )  # fmt: skip
    return SignInSheet(shown, "第一网格党支部", ("主题党日",), WAYS, ROLES, is_sample)


def text_of(given: SignInSheet) -> str:
    return all_text(sign_in_sheet.pdf(given)).replace("\u3000", "")


def tables(given: SignInSheet) -> list[Table]:
    return [block for block in sign_in_sheet.document(given).blocks if isinstance(block, Table)]


def test_head_lines() -> None:
    states = ["present"] * 28 + ["leave"] * 3 + ["expected"] * 11
    people = [person(number, state) for number, state in enumerate(states)]
    people += [person(50, role="guest"), person(51, role="registered")]
    text = text_of(sheet(*people))
    for words in (
        "第一网格党支部主题党日签到表", "组织：百花社区党委 · 第一网格党支部", "主题：社区环境日",
        "时间：2026年10月25日09:00（1.5小时）", "地点：百花广场",
        "应到42人，实到28人，请假3人，签到率66.7%；另有报到党员、外来党员2人", "记录人（签字）：",
    ):  # fmt: skip
        assert words in text
    assert "演示数据" not in text
    assert "演示数据" in text_of(sheet(person(1), is_sample=True))


def test_rows_of_the_listed() -> None:
    people = (person(1), person(2, "leave"), person(3, "expected"), person(4, unit="第三网格党支部"))
    (table,) = tables(sheet(*people))
    assert [column.head for column in table.columns] == [
        "序号", "姓名", "党小组／所在支部", "签到时间", "方式", "签名",
    ]  # fmt: skip
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4"]
    assert [row[2:] for row in table.rows] == [
        ("第二党小组", "08:55", "扫码", ""), ("第二党小组", "请假", "", ""), ("第二党小组", "", "", ""),
        ("第三网格党支部", "08:55", "扫码", ""),
    ]  # fmt: skip


def test_walk_ins_stand_apart() -> None:
    listed, others = tables(sheet(person(1), person(7, role="registered", unit="某某研究院"), person(8, role="guest")))
    assert len(listed.rows) == 1
    assert [row[1:] for row in others.rows] == [
        (person(7).name, "某某研究院", "报到党员", "08:55", ""),
        (person(8).name, "第一网格党支部", "外来党员", "08:55", ""),
    ]


def test_before_anyone_came_the_numbers_are_left_blank() -> None:
    text = text_of(sheet(person(1, "expected"), person(2, "expected")))
    assert "应到2人，实到＿＿＿人，请假＿＿＿人" in text
    assert "签到率" not in text


def test_nobody_expected_has_no_rate() -> None:
    text = text_of(sheet(person(1, role="guest")))
    assert "应到0人，实到0人，请假0人，签到率—；另有报到党员、外来党员1人" in text


@pytest.mark.parametrize(("number", "pages"), [(42, 2), (130, 6)])
def test_the_head_is_repeated_on_every_page(number: int, pages: int) -> None:
    found = read_pdf(sign_in_sheet.pdf(sheet(*map(person, range(number)))))
    assert len(found) == pages
    rows = 0
    for page in found:
        numbers = [line for line in page.lines.values() if "第二党小组" in line]
        rows += len(numbers)
        assert page.text.count("签到时间") == (1 if numbers else 0)
    assert rows == number


def test_the_sheet_of_a_real_activity(furnished_app: App, furnished_office: Office) -> None:
    given = furnished_app.ask(desk.sheet, activity=furnished_office.activities["day"])
    text = text_of(given)
    for name in ("张伟", "王芳", "李娜", "孙丽", "黄强"):
        assert name in text
    assert "应到3人，实到2人，请假1人，签到率66.7%；另有报到党员、外来党员2人" in text


def test_the_same_sheet_gives_the_same_bytes() -> None:
    given = sheet(person(1))
    assert sign_in_sheet.pdf(given) == sign_in_sheet.pdf(replace(given))
