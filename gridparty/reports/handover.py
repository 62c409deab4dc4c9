"""The hand-over list of a change order (交接清单): units, people, posts, facilities; both sides sign (S093)."""

from collections.abc import Sequence

from gridparty.operations.handovers import Handover
from gridparty.operations.paper_words import PaperWords
from gridparty.reports.document import Column, Document, Form, FormCell, Heading, Note, Signatures, Table, Title
from gridparty.reports.paper_parts import labelled, sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import DAY_BLANK, NOTHING, facts_line, gender, long_day, numeral

_SHARES = (0.18, 0.82)  # of a label and its value
_KINDS = {
    "merge": "合并", "split": "拆分", "regroup": "重组", "move": "调整隶属关系", "upgrade": "升格", "rename": "更名",
    "recode": "变更编码", "close": "撤销", "reopen": "恢复",
}  # fmt: skip
_FACILITY = "facility"


def pdf(handover: Handover, *, words: PaperWords) -> bytes:
    """The printed list."""
    return render(document(handover, words=words))


def document(handover: Handover, *, words: PaperWords) -> Document:
    """The list as blocks; sections without lines say 无, so that nobody wonders whether a page is missing."""
    title = "党组织工作交接清单"
    blocks = sample_mark(words.is_sample)
    blocks += [Title(title), Form(_head(handover))]
    parts = (_units(handover, words), _members(handover, words), _posts(handover, words), _entries(handover, words))
    for number, (name, count, table) in enumerate(parts, 1):
        blocks += [Heading(f"{numeral(number)}、{name}（{count}）"), table if table.rows else Note("无。")]
    blocks += [
        Signatures("移交方（签字、盖章）：", "接收方（签字、盖章）："),
        Signatures(f"监交人（签字）：\u3000\u3000\u3000{DAY_BLANK}", ""),
    ]
    keywords = ("交接清单", handover.title)
    author = "、".join(handover.givers)
    return Document(title=f"{title}（{handover.title}）", blocks=tuple(blocks), author=author, keywords=keywords)


def _head(handover: Handover) -> tuple[tuple[FormCell, ...], ...]:
    kind = _KINDS.get(handover.kind, handover.kind) + ("" if handover.is_applied else "（计划，尚未生效）")
    lines = (
        ("事项", handover.title or kind),
        ("方式", kind),
        ("依据文件", handover.document or NOTHING),
        ("生效日期", long_day(handover.day)),
        ("移交方", "、".join(handover.givers) or NOTHING),
        ("接收方", "、".join(handover.receivers) or NOTHING),
    )
    return tuple(labelled(name, value, shares=_SHARES) for name, value in lines)


def _numbered(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(number), *row) for number, row in enumerate(rows, 1))


def _units(handover: Handover, words: PaperWords) -> tuple[str, str, Table]:
    closed = "撤销" if handover.is_applied else NOTHING
    rows = [
        (
            each.name,
            words.word("unit_kinds", each.kind),
            str(each.members),
            each.before or NOTHING,
            each.after or closed,
        )
        for each in handover.units
    ]
    columns = (
        Column("序号", 0.08), Column("党组织", 0.28, "left"), Column("类别", 0.14), Column("党员", 0.1),
        Column("原隶属", 0.2, "left"), Column("现隶属", 0.2, "left"),
    )  # fmt: skip
    return "党组织", f"{len(rows)}个", Table(columns, _numbered(rows))


def _members(handover: Handover, words: PaperWords) -> tuple[str, str, Table]:
    rows = [
        (each.name, gender(each.gender), words.word("member_stages", each.stage), each.code,
         each.before, each.after or NOTHING)
        for each in handover.members
    ]  # fmt: skip
    columns = (
        Column("序号", 0.08), Column("姓名", 0.15), Column("性别", 0.08), Column("类别", 0.13),
        Column("党员编号", 0.16), Column("原支部", 0.2, "left"), Column("现支部", 0.2, "left"),
    )  # fmt: skip
    return "人员", f"{len(rows)}人", Table(columns, _numbered(rows))


def _posts(handover: Handover, words: PaperWords) -> tuple[str, str, Table]:
    ended = "任职结束" if handover.is_applied else NOTHING
    rows = [(words.word("posts", each.post), each.name, each.before, each.after or ended) for each in handover.posts]
    columns = (
        Column("序号", 0.08), Column("职务", 0.18), Column("姓名", 0.18), Column("原任职党组织", 0.28, "left"),
        Column("现任职党组织", 0.28, "left"),
    )  # fmt: skip
    return "职务", f"{len(rows)}个", Table(columns, _numbered(rows))


def _entries(handover: Handover, words: PaperWords) -> tuple[str, str, Table]:
    """Facilities first, then what else the registers hold of the units."""
    ordered = sorted(handover.entries, key=lambda each: each.register != _FACILITY)
    rows = []
    for each in ordered:
        register = words.registers.get(each.register)
        said = facts_line(register.fields, each.facts) if register else ""
        rows.append((register.zh if register else each.register, each.name, said, each.before, each.after or NOTHING))
    columns = (
        Column("序号", 0.08), Column("台账", 0.14), Column("名称", 0.2, "left"), Column("内容", 0.26, "left"),
        Column("原党组织", 0.16, "left"), Column("现党组织", 0.16, "left"),
    )  # fmt: skip
    return "阵地和台账", f"{len(rows)}项", Table(columns, _numbered(rows))
