"""Rosters as offices send them, from the file to what becomes of every row: one difficulty in each (ORG-09)."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from offices import Office, rows

from gridparty import intake
from gridparty.app import App
from gridparty.domain.identity_number import make
from gridparty.domain.import_outcomes import NEW, REJECTED
from gridparty.intake import Done, Proposal
from gridparty.storage.tables import Member

HEADS = ("序号", "姓名", "性别", "公民身份号码", "出生日期", "人员类别", "所在党支部", "手机号码", "入党日期")
PLACE = "第一网格党支部"
Line = Sequence[Any]
BORN = ("1980-01-01", "1980-01-02", "1980-01-03")
PEOPLE = [
    (at + 1, f"钱{char}", "男", make(f"410102{born.replace('-', '')}{at}11"), born, "正式党员", PLACE,
     f"1990000100{at}", "2001-07-01")
    for at, (char, born) in enumerate(zip("甲乙丙", BORN, strict=True))
]  # fmt: skip


def workbook(path: Path, lines: Sequence[Line], merged: Sequence[str] = (), **options: Any) -> Path:
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet("党员花名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write(at, column, cell)
    for places in merged:
        sheet.merge_range(places, "")
        first = places.split(":")[0]
        row, column = int(first[1:]) - 1, ord(first[0]) - 65
        sheet.write_string(row, column, str(lines[row][column]))
    book.close()
    return path


def text(path: Path, encoding: str, delimiter: str = ",") -> Path:
    lines = [delimiter.join(map(str, line)) for line in (HEADS, *PEOPLE)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def mixed_dates(path: Path, *, is_1904: bool = False) -> Path:
    born = (date(1980, 3, 1), 29281 - 1462 * is_1904, "'19800301")
    joined = ("2001.7.1", "2001年7月1日", "２００１－０７－０１")
    people = [(*p[:3], None, b, *p[5:7], float(p[7]), j) for p, b, j in zip(PEOPLE, born, joined, strict=True)]
    title = ("某某街道某某社区党员花名册（2026年11月）", *[None] * 8)
    line = ("填报单位（盖章）：            填报人：        填报时间：", *[None] * 8)
    foot = ("注：本表一式两份，党支部和社区各存一份。", *[None] * 8)
    lines = (title, line, HEADS, *people, ("合计", None, None, None, None, None, None, None, 3), foot)
    return workbook(path, lines, ("A1:I1", "A2:I2", "A8:I8"), date_1904=is_1904)


def two_levels(path: Path) -> Path:
    upper = ("序号", "基本情况", None, None, None, "党员情况", None, "手机号码", "入党日期")
    lower = (None, *HEADS[1:7], None, None)
    people = [(*person[:6], person[6] if at == 0 else None, *person[7:]) for at, person in enumerate(PEOPLE)]
    merged = ("A1:A2", "B1:E1", "F1:G1", "H1:H2", "I1:I2", "G3:G5")
    return workbook(path, (upper, lower, *people), merged)


def lost_digits(path: Path) -> Path:
    return workbook(path, (HEADS, *((*person[:3], float(person[3]), *person[4:]) for person in PEOPLE)))


def hints(path: Path) -> Path:
    hint = ("自动", "必填", "男/女", "18位，必填", "格式：1980-01-01", "下拉选择", "请填全称", "11位数字", "选填")
    example = ("示例", "张三", "男", None, "1980-01-01", "正式党员", PLACE, "19900009999", None)
    return workbook(path, (HEADS, hint, example, *PEOPLE))


# file → (how it is made, new rows, rejected rows, words of the reason of the rejected ones)
FILES: dict[str, tuple[str, Callable[[Path], Path], int, int, str]] = {
    "GBK": ("a.csv", lambda path: text(path, "gbk"), 3, 0, ""),
    "GB 18030": ("a.csv", lambda path: text(path, "gb18030"), 3, 0, ""),
    "UTF-8 with a mark": ("a.csv", lambda path: text(path, "utf-8-sig"), 3, 0, ""),
    "UTF-16 with tabs": ("a.txt", lambda path: text(path, "utf-16", "\t"), 3, 0, ""),
    "titles, mixed dates, phones as numbers, footers": ("a.xlsx", mixed_dates, 3, 2, "说明或合计"),
    "the same, counted from 1904": ("a.xlsx", lambda path: mixed_dates(path, is_1904=True), 3, 2, "说明或合计"),
    "two levels and merged branches": ("a.xlsx", two_levels, 3, 0, ""),
    "identity numbers that Excel rounded": ("a.xlsx", lost_digits, 0, 3, "文本格式"),
    "hints and an example": ("a.xlsx", hints, 3, 2, "说明或合计"),
}


def done(app: App, office: Office, path: Path) -> tuple[Proposal, Done]:
    proposal = intake.propose(app, table=intake.table(path), kind="people")
    source = intake.source(proposal, file_name=path.name)
    return proposal, intake.apply(app, source=source, unit=office.units["east"])


@pytest.mark.parametrize("what", FILES)
def test_what_becomes_of_a_roster(office_app: App, office: Office, tmp_path: Path, what: str) -> None:
    name, make_file, new, rejected, words = FILES[what]
    proposal, result = done(office_app, office, make_file(tmp_path / name))
    assert proposal.is_complete
    assert not proposal.questions
    assert set(proposal.mapping.values()) == {
        "serial", "name", "gender", "id_number", "birth_date", "stage", "branch", "phone", "join_date",
    }  # fmt: skip
    assert Counter(outcome.what for outcome in result.outcomes) == Counter({NEW: new, REJECTED: rejected})
    assert all(words in "".join(outcome.reasons) for outcome in result.outcomes if outcome.what == REJECTED)
    found = {row.name: row for row in office_app.ask(rows, Member) if row.name.startswith("钱")}
    for person in PEOPLE[:new]:
        row = found[person[1]]
        assert (row.phone, row.join_date, row.gender, row.stage) == (person[7], 20010701, "male", "full")
        assert row.birth_date == (19800301 if row.id_number is None else int(person[4].replace("-", "")))


def test_formulas_are_only_text(office_app: App, office: Office, tmp_path: Path) -> None:
    payloads = ('=cmd|"/C calc"!A0', "@SUM(1+9)*cmd", "+10+20", "-2+3", "=1+1")
    people = [
        (f"钱{char}", f"1990000200{at}", text)
        for at, (char, text) in enumerate(zip("甲乙丙丁戊", payloads, strict=True))
    ]
    path = workbook(tmp_path / "a.xlsx", (("姓名", "手机号码", "备注"), *people))
    _proposal, result = done(office_app, office, path)
    assert {outcome.what for outcome in result.outcomes} == {NEW}
    assert [row.remark for row in office_app.ask(rows, Member) if row.name.startswith("钱")] == list(payloads)
    rejects = tmp_path / "rejects.xlsx"
    assert intake.save_rejects(rejects, source=intake.source(_proposal, file_name="a.xlsx"), outcomes=()) == 0


def test_every_known_head_is_proposed(app: App) -> None:
    kind = intake.kind(app, "people")
    assert len(kind.fields) >= 30
    assert sum(len(field.aliases) for field in kind.fields) >= 138
    for field in kind.fields:
        for alias in field.aliases:
            table = intake.SheetTable("s", ((alias, "姓名" if field.key != "name" else "性别"),), 1)
            assert intake.propose(app, table=table, kind="people").mapping[0] == field.key
