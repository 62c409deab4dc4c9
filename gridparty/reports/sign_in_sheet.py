"""The sign-in sheet (签到表) of an activity: head lines, the listed people, those who came besides (DOMAIN §8.4)."""

from collections.abc import Sequence
from datetime import datetime

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.counts import hours, percent, rate
from gridparty.operations.activities import CAME, LEAVE, LISTED
from gridparty.operations.desk import Desk, DeskPerson, SignInSheet
from gridparty.reports.document import Column, Document, Heading, Note, Signatures, Table, Title
from gridparty.reports.paper_parts import sample_mark
from gridparty.reports.typeset import render

_COLUMNS = (
    Column("序号", 0.08), Column("姓名", 0.17), Column("党小组／所在支部", 0.27), Column("签到时间", 0.13),
    Column("方式", 0.1), Column("签名", 0.25),
)  # fmt: skip
_GUEST_COLUMNS = (
    Column("序号", 0.08), Column("姓名", 0.17), Column("所在支部／单位", 0.27), Column("类别", 0.13),
    Column("签到时间", 0.13), Column("签名", 0.22),
)  # fmt: skip
_BLANK = "＿＿＿"


def pdf(sheet: SignInSheet) -> bytes:
    """The printed sheet."""
    return render(document(sheet))


def document(sheet: SignInSheet) -> Document:
    """The sheet as blocks. Before anyone has come its numbers are left blank, to be filled in by hand."""
    desk = sheet.desk
    title = f"{sheet.unit_name}{'、'.join(sheet.kinds)}签到表"
    listed = [person for person in desk.people if person.role == LISTED]
    others = [person for person in desk.people if person.role != LISTED and person.state in CAME]
    blocks = sample_mark(sheet.is_sample)
    blocks += [Title(title), Note("\n".join(_head(sheet)))]
    if listed:
        blocks.append(Table(_COLUMNS, tuple(_listed(sheet, listed))))
    if others:
        blocks += [Heading("报到党员、外来党员", 2), Table(_GUEST_COLUMNS, tuple(_others(sheet, others)))]
    blocks.append(Signatures("记录人（签字）：", "党组织书记（签字）："))
    return Document(title=title, blocks=tuple(blocks), author=sheet.unit_name, keywords=("签到表", desk.title))


def _head(sheet: SignInSheet) -> list[str]:
    desk = sheet.desk
    time = f"时间：{_moment(desk.start)}"
    if desk.half_hours:
        time += f"（{hours(desk.half_hours):g}小时）"
    return [
        f"组织：{' · '.join(desk.path)}",
        f"主题：{desk.title}",
        f"{time}　　地点：{desk.place or _BLANK * 3}",
        _counts(desk),
    ]


def _counts(desk: Desk) -> str:
    """应到42人，实到28人，请假3人，签到率66.7%；另有报到党员、外来党员5人 (D8: those are no part of the rate)."""
    if not (desk.present or desk.leave or desk.walk_ins):
        return f"应到{desk.expected}人，实到{_BLANK}人，请假{_BLANK}人"
    text = f"应到{desk.expected}人，实到{desk.present}人，请假{desk.leave}人"
    text += f"，签到率{percent(rate(desk.present, desk.expected))}"
    return text + (f"；另有报到党员、外来党员{desk.walk_ins}人" if desk.walk_ins else "")


def _moment(moment: datetime) -> str:
    at = moment.astimezone(CIVIL)
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"


def _time(person: DeskPerson) -> str:
    return f"{person.at.astimezone(CIVIL):%H:%M}" if person.at else ""


def _listed(sheet: SignInSheet, people: Sequence[DeskPerson]) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            person.name,
            (person.group_name if person.unit_name == sheet.unit_name else None) or person.unit_name,
            "请假" if person.state == LEAVE else _time(person),
            sheet.ways.get(person.way or "", ""),
            "",
        )
        for number, person in enumerate(people, 1)
    ]


def _others(sheet: SignInSheet, people: Sequence[DeskPerson]) -> list[tuple[str, ...]]:
    return [
        (str(number), person.name, person.unit_name, sheet.roles.get(person.role, ""), _time(person), "")
        for number, person in enumerate(people, 1)
    ]
