"""One person, one file on paper: what was ticked alone, masked unless revealed, nothing restricted (S027, S100)."""

from dataclasses import replace
from datetime import date

import pytest
from offices import Office, rows
from pdf_reading import all_text, read_pdf

from gridparty.app import App
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import EntryId, MemberId
from gridparty.domain.members import Person
from gridparty.operations import disclosures, dossier_facts, members, registers
from gridparty.operations.dossier_facts import DossierFile, EntryRow, MeetingRow, NoteRow, ServiceLine, YearRow
from gridparty.operations.paper_words import PaperWords
from gridparty.paperwork import person_file
from gridparty.reports import dossier
from gridparty.reports.document import Form, Heading, Note, Table
from gridparty.reports.dossier_fields import FACTS, FIELDS, SECTIONS, USUAL
from gridparty.storage.tables import Disclosure

DAY = date(2026, 11, 5)
PLAIN = "19900000001"


def entry(register: str, name: str, **facts: str) -> EntryRow:
    return EntryRow(EntryId(1), register, register, name, date(2021, 7, 1), None, dict(facts), None)


@pytest.fixture(scope="module")
def bare(furnished_app: App, furnished_office: Office) -> DossierFile:
    """The file of somebody with a few records."""
    return furnished_app.ask(dossier_facts.of_member, member=furnished_office.members["张伟"], day=DAY)


@pytest.fixture(scope="module")
def full(bare: DossierFile) -> DossierFile:
    """The same with something in every section."""
    return replace(
        bare,
        years=tuple(YearRow(year, 12, 11, 1, 2, 6, 9.5) for year in (2025, 2026)),
        meetings=(MeetingRow(DAY, ("theme_party_day",), "清洁家园", "第一网格党支部", "present", "listed"),),
        services=tuple(
            ServiceLine(DAY, "environment_cleanup", "清理楼道", "第一网格党支部", 1.5) for _each in range(2)
        ),
        notes=(
            NoteRow(EntryId(1), "duty", DAY, "负责小组学习", "2026年", None),
            NoteRow(EntryId(2), "result", DAY, "修好楼道照明12处", None, "验收单"),
        ),
        entries=(
            entry("award", "优秀共产党员", by="某某街道党工委", level="street"),
            entry("discipline_case", "不可见之事"),
            entry("talent", "能人"),
        ),
    )


def text_of(file: DossierFile, words: PaperWords, *ticked: str, **revealed: str) -> str:
    pdf = dossier.pdf(file, ticked=ticked, words=words, day=DAY, revealed=revealed)
    return all_text(pdf)


def test_everything_ticked(full: DossierFile, words: PaperWords) -> None:
    text = text_of(full, words, *FIELDS)
    for word in (
        "党员个人档案", "张伟", "截至：2026年11月5日", "所在党组织：第一网格党支部", "正式党员", "性别", "男",
        "组织关系", "主题党日", "清洁家园", "环境整治", "清理楼道", "负责小组学习", "修好楼道照明12处（依据：验收单）",
        "优秀共产党员", "授予单位：某某街道党工委；级别：街道级", "能人",
    ):  # fmt: skip
        assert word in text.replace("\n", ""), word
    assert "不可见之事" not in text
    assert "演示数据" not in text


def test_what_is_not_ticked_leaves_no_trace(full: DossierFile, words: PaperWords) -> None:
    shown = dossier.document(full, ticked={"gender", "awards"}, words=words, day=DAY)
    (form,) = [block for block in shown.blocks if isinstance(block, Form)]
    assert [cell.text for row in form.rows for cell in row] == ["姓名", "张伟", "性别", "男"]
    assert [block.text for block in shown.blocks if isinstance(block, Heading)] == ["一、表彰奖励"]
    text = text_of(full, words)
    for name in (*FACTS.values(), *SECTIONS.values()):
        assert name not in text
    assert "张伟" in text


@pytest.mark.parametrize("field", list(FACTS))
def test_each_fact_can_be_ticked_alone(field: str, bare: DossierFile, words: PaperWords) -> None:
    shown = dossier.document(bare, ticked={field}, words=words, day=DAY)
    (form,) = [block for block in shown.blocks if isinstance(block, Form)]
    labels = [cell.text for row in form.rows for cell in row if cell.is_label]
    assert labels == ["姓名", FACTS[field]]


def test_masked_unless_revealed(bare: DossierFile, words: PaperWords) -> None:
    assert "199****0001" in text_of(bare, words, "phone")
    assert PLAIN not in text_of(bare, words, *FIELDS)
    assert PLAIN in text_of(bare, words, "phone", phone=PLAIN)
    assert PLAIN not in text_of(bare, words, "gender", phone=PLAIN)


def test_years_add_up(full: DossierFile, words: PaperWords) -> None:
    shown = dossier.document(full, ticked={"years", "services"}, words=words, day=DAY)
    years, services = [block for block in shown.blocks if isinstance(block, Table)]
    assert years.rows[0] == ("2025年", "12", "11", "1", "91.7%", "2", "6", "9.5")
    assert years.total == ("合计", "24", "22", "2", "91.7%", "4", "12", "19.0")
    assert services.total[-1] == "3.0"


def test_empty_sections_say_so(bare: DossierFile, words: PaperWords) -> None:
    empty = replace(bare, years=(), meetings=(), services=(), notes=(), entries=(), groups=(), transfers=())
    shown = dossier.document(empty, ticked=set(SECTIONS), words=words, day=DAY)
    headings = [block.text for block in shown.blocks if isinstance(block, Heading)]
    assert headings[0] == "一、组织关系"
    assert headings[-1] == "十一、工作实绩"
    assert [block.text for block in shown.blocks if isinstance(block, Note)].count("无。") == 10
    assert len(read_pdf(dossier.pdf(empty, ticked=set(FIELDS), words=words, day=DAY))) == 2


def test_rare_characters_and_a_name_of_fifty(bare: DossierFile, words: PaperWords) -> None:
    for name in ("龑䶮𬱖㛃𬭎𣇉", "阿卜杜热西提·" * 7 + "买"):
        named = replace(bare, page=replace(bare.page, facts={**bare.page.facts, "name": name}))
        text = text_of(named, words, *USUAL)
        assert name in text
        assert "〓" not in text


def test_the_same_file_gives_the_same_bytes(full: DossierFile, words: PaperWords) -> None:
    first, second = (dossier.pdf(full, ticked=set(FIELDS), words=words, day=DAY) for _time in range(2))
    assert first == second


# ── with the office ────────────────────────────────────────────────────────────────────────────────────────────────


def printed(app: App, member: MemberId, *ticked: str, revealed: tuple[str, ...] = ()) -> str:
    pdf = person_file(app, member=member, ticked=ticked, revealed=revealed, reason="评优")
    return all_text(pdf)


def test_the_print_and_the_reveal_are_written_down(office_app: App, office: Office) -> None:
    number = "410103199001010019"
    member = office_app.run(
        members.add, person=Person(name="郑和", id_number=number, phone="19900000099"), unit=office.units["first"]
    )
    text = printed(office_app, member, "id_number", "phone", revealed=("id_number",))
    assert number in text
    assert "199****0099" in text
    kept = office_app.ask(rows, table=Disclosure)
    assert [(row.kind, tuple(row.fields), row.reason) for row in kept] == [
        (disclosures.REVEAL, ("id_number",), "评优"),
        (disclosures.PRINT, ("id_number", "phone"), "评优"),
    ]


def test_the_registers_of_a_person(office_app: App, office: Office, words: PaperWords) -> None:
    member = office.members["王芳"]
    office_app.run(registers.add, register="award", name="优秀党务工作者", member=member, start=date(2021, 7, 1))
    text = printed(office_app, member, "awards", "entries", "years", "meetings", "services")
    assert "优秀党务工作者" in text
    assert "2024年" in text
    assert "清洁家园" in text


def test_a_field_that_does_not_exist(office_app: App, office: Office) -> None:
    with pytest.raises(InvalidInput, match="nonsense"):
        person_file(office_app, member=office.members["王芳"], ticked=("nonsense",))
