"""Lists that an office prints: elections that are due (ORG-05, S152) and the talent pool (S013)."""

from collections.abc import Mapping, Sequence
from datetime import date

from gridparty.operations.paper_words import PaperWords
from gridparty.operations.talent import POOL, PoolRow
from gridparty.operations.terms import TermRow
from gridparty.reports.document import Column, Document, Note, Paragraph, Table, Title
from gridparty.reports.paper_parts import sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import NOTHING, long_day, short_day

_SOURCE = "source"


def elections(rows: Sequence[TermRow], *, unit_name: str, day: date, words: PaperWords) -> bytes:
    """Elections due within six months or overdue, as PDF."""
    return render(elections_document(rows, unit_name=unit_name, day=day, words=words))


def elections_document(rows: Sequence[TermRow], *, unit_name: str, day: date, words: PaperWords) -> Document:
    """The same as blocks, in the order given; how pressing it is comes with shape and word."""
    columns = (
        Column("序号", 0.08), Column("党组织", 0.27, "left"), Column("本届起始", 0.155), Column("届满", 0.155),
        Column("延期至", 0.16), Column("提醒", 0.18),
    )  # fmt: skip
    cells = tuple(
        (str(number), row.unit_name, short_day(row.start), short_day(row.due), _extension(row), _reminder(row))
        for number, row in enumerate(rows, 1)
    )
    late = sum(row.days_left < 0 for row in rows)
    said = f"六个月内届满和已逾期的党组织{len(rows)}个，其中已逾期{late}个。"
    title = f"{unit_name}换届提醒清单"
    return _list(title, unit_name, day, said, Table(columns, cells), words)


def _extension(row: TermRow) -> str:
    if row.extended_until is None:
        return NOTHING
    return short_day(row.extended_until) + (f"\n{row.extension_document}" if row.extension_document else "")


def _reminder(row: TermRow) -> str:
    if row.days_left < 0:
        return f"■ 逾期{-row.days_left}天"
    shape = "▲" if row.reminder is not None and row.reminder <= 1 else "◆"
    return f"{shape} 还有{row.days_left}天"


def talents(
    rows: Sequence[PoolRow],
    *,
    sources: Mapping[str, int],
    unit_name: str,
    day: date,
    words: PaperWords,
    pool: str = POOL,
) -> bytes:
    """A pool of talents with its breakdown by source, as PDF."""
    return render(talents_document(rows, sources=sources, unit_name=unit_name, day=day, words=words, pool=pool))


def talents_document(
    rows: Sequence[PoolRow],
    *,
    sources: Mapping[str, int],
    unit_name: str,
    day: date,
    words: PaperWords,
    pool: str = POOL,
) -> Document:
    """The same as blocks."""
    fields = words.registers[pool].fields
    known = {choice.code: choice.zh for field in fields if field.key == _SOURCE for choice in field.choices}
    columns = (
        Column("序号", 0.08), Column("姓名", 0.16), Column("推荐党组织", 0.26, "left"), Column("来源", 0.17),
        Column("入库", 0.15), Column("下次复核", 0.18),
    )  # fmt: skip
    cells = tuple(
        (
            str(number),
            row.name,
            row.unit_name,
            known.get(row.source or "", row.source or NOTHING),
            short_day(row.since),
            f"■{short_day(row.review_due)}" if row.is_overdue else short_day(row.review_due),
        )
        for number, row in enumerate(rows, 1)
    )
    parts = "、".join(f"{known.get(code, code) or '未填来源'}{number}名" for code, number in sources.items() if number)
    said = f"在库{len(rows)}名" + (f"，其中{parts}。" if parts else "。")
    if any(row.is_overdue for row in rows):
        said += f"应复核而未复核的{sum(row.is_overdue for row in rows)}名（■）。"
    return _list(f"{unit_name}{words.registers[pool].zh}名册", unit_name, day, said, Table(columns, cells), words)


def _list(title: str, unit_name: str, day: date, said: str, table: Table, words: PaperWords) -> Document:
    blocks = sample_mark(words.is_sample)
    blocks += [Title(title), Note(f"截至{long_day(day)}", "center"), Paragraph(said)]
    blocks += [table] if table.rows else []
    return Document(title=title, blocks=tuple(blocks), author=unit_name)
