"""Results of elections of committees (换届选举结果): one election as a table to sign, or those of a span (S152)."""

from collections.abc import Sequence
from datetime import date

from gridparty.domain.counts import percent
from gridparty.operations.paper_words import PaperWords
from gridparty.operations.terms import Elected, TermRow
from gridparty.reports.document import Column, Document, Note, Paragraph, Signatures, Table, Title
from gridparty.reports.paper_parts import sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import BLANK, DAY_BLANK, NOTHING, long_day, short_day

_UNTOLD = "未登记"


def result(row: TermRow, *, words: PaperWords) -> bytes:
    """The results table of one election, as PDF."""
    return render(result_document(row, words=words))


def result_document(row: TermRow, *, words: PaperWords) -> Document:
    """Post, name, votes and their share of those who came, in the order entered; tellers sign below."""
    columns = (
        Column("序号", 0.1), Column("职务", 0.26, "left"), Column("姓名", 0.26), Column("得票（票）", 0.18),
        Column("占实到会人数", 0.2),
    )  # fmt: skip
    came = row.election.present
    cells = tuple(
        (str(number), *_elected(row, each, words), percent(each.votes / came if each.votes and came else None))
        for number, each in enumerate(row.election.results, 1)
    )
    title = f"{row.unit_name}换届选举结果表"
    blocks = sample_mark(words.is_sample)
    blocks += [
        Title(title),
        Note(f"选举日期：{long_day(row.start)}", "center"),
        Paragraph(f"{_attendance(row)}本届任期至{long_day(row.due)}。"),
        Table(columns, cells) if cells else Note("未登记结果。", "center"),
        Signatures(f"监票人：{BLANK}", f"计票人：{BLANK}"),
        Signatures(f"{row.unit_name}（盖章）：", DAY_BLANK),
    ]
    return Document(title=title, blocks=tuple(blocks), author=row.unit_name, keywords=("换届选举",))


def results(rows: Sequence[TermRow], *, unit_name: str, first: date, last: date, words: PaperWords) -> bytes:
    """The elections of a unit and below over a span of days, as PDF."""
    return render(results_document(rows, unit_name=unit_name, first=first, last=last, words=words))


def results_document(
    rows: Sequence[TermRow], *, unit_name: str, first: date, last: date, words: PaperWords
) -> Document:
    """One table: every election with a line for each who was elected."""
    columns = (
        Column("序号", 0.09), Column("党组织", 0.22, "left"), Column("选举日期", 0.15), Column("实到/应到", 0.13),
        Column("职务", 0.14, "left"), Column("姓名", 0.18), Column("得票", 0.09),
    )  # fmt: skip
    cells = [line for number, row in enumerate(rows, 1) for line in _lines(number, row, words)]
    people = {each.member for row in rows for each in row.election.results}
    without = sum(not row.election.results for row in rows)
    said = f"完成换届选举的党组织{len(rows)}个，选出班子成员{len(people)}名。"
    if without:
        said += f"其中未登记结果的{without}个。"
    title = f"{unit_name}换届选举结果汇总表"
    blocks = sample_mark(words.is_sample)
    blocks += [Title(title), Note(f"{long_day(first)}至{long_day(last)}", "center"), Paragraph(said)]
    blocks += [Table(columns, tuple(cells))] if cells else []
    return Document(title=title, blocks=tuple(blocks), author=unit_name, keywords=("换届选举",))


def _lines(number: int, row: TermRow, words: PaperWords) -> list[tuple[str, ...]]:
    head = (str(number), row.unit_name, short_day(row.start), _came(row))
    told = [_elected(row, each, words) for each in row.election.results] or [(_UNTOLD, "", "")]
    return [(*(head if at == 0 else ("", "", "", "")), *each) for at, each in enumerate(told)]


def _elected(row: TermRow, each: Elected, words: PaperWords) -> tuple[str, str, str]:
    votes = NOTHING if each.votes is None else str(each.votes)
    return words.word("posts", each.post), row.names.get(each.member, NOTHING), votes


def _came(row: TermRow) -> str:
    held = (row.election.present, row.election.expected)
    return NOTHING if held == (None, None) else "/".join(NOTHING if each is None else str(each) for each in held)


def _attendance(row: TermRow) -> str:
    came, of = row.election.present, row.election.expected
    parts = [
        *([] if of is None else [f"应到会有选举权的党员{of}名"]),
        *([] if came is None else [f"实到{came}名"]),
        *([f"到会率{percent(came / of)}"] if came is not None and of else []),
    ]
    return "，".join(parts) + "。" if parts else ""
