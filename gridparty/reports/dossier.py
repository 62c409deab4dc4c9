"""One person, one file (一人一档) as PDF: only what was ticked, masked unless it was revealed (S027, S100).

The form of facts stands at the head; then the ticked sections, numbered as far as they are there.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from gridparty.domain.counts import one_decimal, percent, rate
from gridparty.operations.dossier_facts import DUTY, RESULT, DossierFile, EntryRow, NoteRow, YearRow
from gridparty.operations.paper_words import PaperWords
from gridparty.reports.document import Align, Block, Column, Document, Form, FormCell, Heading, Note, Table, Title
from gridparty.reports.dossier_fields import FACTS, SECTIONS, WIDE
from gridparty.reports.paper_parts import labelled, sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import NOTHING, facts_line, gender, long_day, numeral, partial, short_day, span

_HALF, _WHOLE = (0.16, 0.34), (0.16, 0.84)  # shares of a row that a label and its value take
_AWARD, _NOTE = "award", "dossier_note"
_IN, _OUT = "转入", "转出"
_CATALOGUES = {"ethnicity": "ethnicities", "education": "educations", "stage": "member_stages",
               "standing": "member_standings"}  # fmt: skip
_DATES = ("birth_date", "join_date", "full_date")


def pdf(
    file: DossierFile, *, ticked: Collection[str], words: PaperWords, day: date, revealed: Mapping[str, str] = {}
) -> bytes:
    """The printed file as of a day; see document."""
    return render(document(file, ticked=ticked, words=words, day=day, revealed=revealed))


def document(
    file: DossierFile, *, ticked: Collection[str], words: PaperWords, day: date, revealed: Mapping[str, str] = {}
) -> Document:
    """The file as blocks. ticked: keys of dossier_fields.FIELDS; revealed: plain values of facts that are masked.

    What is not ticked leaves no trace; the name is always there.
    """
    facts = file.page.facts
    title = f"党员个人档案（{facts['name']}）"
    branch = file.page.branch
    head = f"所在党组织：{branch.unit_name if branch else NOTHING}\u3000\u3000截至：{long_day(day)}"
    blocks = sample_mark(words.is_sample)
    blocks += [Title("党员个人档案"), Note(head, "center"), _form(file, ticked, words, revealed)]
    sections = [(key, found) for key in SECTIONS if key in ticked and (found := _SECTIONS[key](file, words))]
    for number, (key, found) in enumerate(sections, 1):
        blocks += [Heading(f"{numeral(number)}、{SECTIONS[key]}"), *found]
    return Document(
        title=title, blocks=tuple(blocks), author=branch.unit_name if branch else "", keywords=("一人一档",)
    )


def _form(file: DossierFile, ticked: Collection[str], words: PaperWords, revealed: Mapping[str, str]) -> Form:
    """Two facts a row, the long ones on rows of their own."""
    values = {key: revealed.get(key) or _fact(file, key, words) for key in FACTS if key in ticked}
    short = [("姓名", str(file.page.facts["name"]))]
    short += [(FACTS[key], value) for key, value in values.items() if key not in WIDE]
    rows: list[tuple[FormCell, ...]] = []
    for start in range(0, len(short), 2):
        pair = short[start : start + 2]
        if len(pair) == 1:
            rows.append(labelled(*pair[0], shares=_WHOLE))
        else:
            rows.append(tuple(cell for name, value in pair for cell in labelled(name, value, shares=_HALF)))
    rows += [labelled(FACTS[key], value, shares=_WHOLE) for key, value in values.items() if key in WIDE]
    return Form(tuple(rows))


def _fact(file: DossierFile, key: str, words: PaperWords) -> str:
    page, computed = file.page, file.computed
    if key == "code":
        return page.code
    if key == "standing_years":
        years = computed.standing_years
        return NOTHING if years is None else f"{'约' if computed.standing_about else ''}{years}年"
    if key == "political_birthday":
        birthday = computed.political_birthday
        return NOTHING if birthday is None else f"{birthday.month}月{birthday.day}日"
    value = page.facts.get(key)
    if key == "gender":
        return gender(value) or NOTHING
    if key in _DATES:
        return partial(value)
    if key in _CATALOGUES:
        return words.word(_CATALOGUES[key], value) or NOTHING
    return str(value) if value else NOTHING


def _table(heads: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]], total: tuple[str, ...] = ()) -> Block:
    """A table whose wide columns are set to the left; a note where there are no rows."""
    if not rows:
        return Note("无。")
    aligns: list[Align] = ["left" if share >= 0.28 else "center" for _head, share in heads]
    columns = tuple(Column(head, share, align) for (head, share), align in zip(heads, aligns, strict=True))
    return Table(columns, tuple(rows), total)


def _belongings(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [
        (
            words.word("belonging_kinds", row.kind),
            row.unit_name + (f"（{row.group_name}）" if row.group_name else ""),
            *span(row.since, row.until),
            row.receipt or "",
        )
        for row in file.page.belongings
    ]
    return [_table((("类别", 0.16), ("党组织", 0.38), ("起", 0.15), ("止", 0.15), ("回执号", 0.16)), rows)]


def _posts(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [(words.word("posts", row.post), row.unit_name, *span(row.since, row.until)) for row in file.page.posts]
    return [_table((("职务", 0.24), ("党组织", 0.44), ("起", 0.16), ("止", 0.16)), rows)]


def _transfers(file: DossierFile, _words: PaperWords) -> list[Block]:
    rows = [
        (
            _IN if row.direction == "in" else _OUT,
            row.unit_name,
            row.other,
            row.letter or NOTHING,
            short_day(row.issued_on),
            short_day(row.received_on),
        )
        for row in file.transfers
    ]
    heads = (
        ("转接", 0.09), ("本方支部", 0.21), ("对方党组织", 0.25), ("介绍信号", 0.15), ("开具", 0.15), ("回执", 0.15),
    )  # fmt: skip
    return [_table(heads, rows)]


def _years(file: DossierFile, _words: PaperWords) -> list[Block]:
    rows = [(f"{row.year}年", *_numbers([row])) for row in file.years]
    total = ("合计", *_numbers(file.years)) if len(rows) > 1 else ()
    heads = (
        ("年度", 0.14), ("应到", 0.11), ("实到", 0.11), ("请假", 0.11), ("签到率", 0.13), ("另参加", 0.12),
        ("服务次数", 0.14), ("服务时长", 0.14),
    )  # fmt: skip
    note = [Note("注：应到、实到、请假、另参加以次计，服务时长以小时计。")] if rows else []
    return [_table(heads, rows, total), *note]


def _numbers(years: Sequence[YearRow]) -> tuple[str, ...]:
    expected, present = sum(row.expected for row in years), sum(row.present for row in years)
    return (
        str(expected),
        str(present),
        str(sum(row.leave for row in years)),
        percent(rate(present, expected)),
        str(sum(row.walk_ins for row in years)),
        str(sum(row.services for row in years)),
        one_decimal(sum(row.hours for row in years)),
    )


def _meetings(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [
        (
            short_day(row.day),
            "、".join(words.word("activity_kinds", kind) for kind in row.kinds),
            row.title,
            row.unit_name,
            words.word("attendance_states", row.state),
        )
        for row in file.meetings
    ]
    return [_table((("日期", 0.15), ("类型", 0.18), ("主题", 0.32), ("党组织", 0.24), ("情况", 0.11)), rows)]


def _services(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [
        (
            short_day(row.day),
            words.word("service_categories", row.category),
            row.summary,
            row.unit_name,
            one_decimal(row.hours),
        )
        for row in file.services
    ]
    total = ("合计", "", "", "", one_decimal(sum(row.hours for row in file.services))) if len(rows) > 1 else ()
    return [_table((("日期", 0.15), ("类别", 0.18), ("内容", 0.32), ("党组织", 0.24), ("小时", 0.11)), rows, total)]


def _groups(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [
        (row.name, row.unit_name or NOTHING, _role(words, row.register, row.role), *span(row.since, row.until))
        for row in file.groups
    ]
    return [_table((("名称", 0.3), ("党组织", 0.28), ("身份", 0.12), ("起", 0.15), ("止", 0.15)), rows)]


def _role(words: PaperWords, register: str, role: str) -> str:
    roles = words.registers[register].people if register in words.registers else ()
    return next((each.zh for each in roles if each.role == role), role)


def _awards(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [(short_day(row.since), row.name, _said(row, words)) for row in file.entries if row.register == _AWARD]
    return [_table((("日期", 0.16), ("名称", 0.4), ("授予情况", 0.44)), rows)]


def _entries(file: DossierFile, words: PaperWords) -> list[Block]:
    rows = [
        (_register(row, words), row.name, _said(row, words), *span(row.since, row.until))
        for row in file.entries
        if row.register not in (_AWARD, _NOTE) and not _is_restricted(row, words)
    ]
    return [_table((("台账", 0.16), ("名称", 0.24), ("内容", 0.3), ("起", 0.15), ("止", 0.15)), rows)]


def _is_restricted(row: EntryRow, words: PaperWords) -> bool:
    """Never printed, whoever handed it over."""
    return row.register in words.registers and words.registers[row.register].restricted


def _register(row: EntryRow, words: PaperWords) -> str:
    return words.registers[row.register].zh if row.register in words.registers else row.register_label


def _said(row: EntryRow, words: PaperWords) -> str:
    fields = words.registers[row.register].fields if row.register in words.registers else ()
    return "；".join(filter(None, (facts_line(fields, row.facts), row.remark)))


def _duties(file: DossierFile, _words: PaperWords) -> list[Block]:
    return _notes(file.notes, DUTY)


def _results(file: DossierFile, _words: PaperWords) -> list[Block]:
    return _notes(file.notes, RESULT)


def _notes(notes: Sequence[NoteRow], kind: str) -> list[Block]:
    rows = [
        (short_day(row.day), row.period or "", row.text + (f"（依据：{row.evidence}）" if row.evidence else ""))
        for row in notes
        if row.kind == kind
    ]
    return [_table((("日期", 0.16), ("期间", 0.18), ("内容", 0.66)), rows)]


_SECTIONS: dict[str, Callable[[DossierFile, PaperWords], list[Block]]] = {
    "belongings": _belongings,
    "posts": _posts,
    "transfers": _transfers,
    "years": _years,
    "meetings": _meetings,
    "services": _services,
    "groups": _groups,
    "awards": _awards,
    "entries": _entries,
    "duties": _duties,
    "results": _results,
}
