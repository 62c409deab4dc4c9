"""Papers of registration (双报到): the card with its receipt, and the feedback to work units (DOMAIN §3.2, §8.4)."""

from collections.abc import Sequence
from typing import Any

from gridparty.domain.counts import one_decimal
from gridparty.operations.feedback import FeedbackRun, FeedbackSlip, RegistrationCard
from gridparty.operations.paper_words import PaperWords
from gridparty.reports.document import (
    Block,
    Column,
    CutLine,
    Document,
    Form,
    FormCell,
    Note,
    PageBreak,
    Signatures,
    Table,
    Title,
)
from gridparty.reports.paper_parts import labelled, sample_mark
from gridparty.reports.typeset import render
from gridparty.reports.wording import BLANK, DAY_BLANK, MARK, NOTHING, gender, long_day, partial, short_day

_HALF, _WHOLE = (0.16, 0.34), (0.16, 0.84)  # shares of a row that a label and its value take
_UNCONFIRMED = "未确认"
_OPINIONS = "□优秀\u3000\u3000□合格\u3000\u3000□一般"
_SHOWN = 12  # lines of what a member did, on a slip of one page
_KINDS = {"service": "志愿服务", "activity": "参加活动"}


def registration(card: RegistrationCard, *, words: PaperWords) -> bytes:
    """报到卡 and 回执 on one sheet with a line to cut along. Phone and address are masked."""
    return render(registration_document(card, words=words))


def registration_document(card: RegistrationCard, *, words: PaperWords) -> Document:
    """The card and the receipt as blocks."""
    facts = card.facts
    form = Form((
        _pairs(("姓名", card.name), ("性别", gender(card.gender))),
        _pairs(("出生年月", partial(card.birth_date)), ("联系电话", card.phone or "")),
        _pairs(("工作单位", card.work_unit or ""), ("组织关系", card.affiliation or "在工作单位")),
        labelled("家庭住址", card.address or "", shares=_WHOLE),
        _pairs(("报到党组织", card.unit_name), ("报到日期", long_day(card.day))),
        _pairs(("个人特长", _listed(facts.get("skills"))), ("服务意向", _listed(facts.get("intentions")))),
        _pairs(("认领岗位", _listed(facts.get("claimed_post"))), ("单位联系人", _listed(facts.get("contact")))),
        (
            *labelled("单位党组织意见", f"\n（盖章）\n{DAY_BLANK}", shares=_HALF, align="right"),
            *labelled("社区党组织意见", f"\n（盖章）\n{DAY_BLANK}", shares=_HALF, align="right"),
        ),
    ))  # fmt: skip
    receipt = Form((
        _pairs(("回执编号", card.receipt), ("姓名", card.name)),
        _pairs(("工作单位", card.work_unit or ""), ("报到党组织", card.unit_name)),
        _pairs(("收到日期", long_day(card.day)), ("接收人", "\u3000\u3000\u3000（盖章）")),
    ))  # fmt: skip
    blocks = (
        *sample_mark(words.is_sample),
        Title("在职党员社区报到卡"),
        Note(f"编号：{card.receipt}\u3000\u3000社区：{card.community}", "center"),
        form,
        CutLine("沿此线剪开，回执交党员带回单位党组织"),
        Title("在职党员社区报到回执"),
        receipt,
    )
    title = f"在职党员社区报到卡（{card.name}）"
    return Document(title=title, blocks=blocks, author=card.community, keywords=("报到",), is_numbered=False)


def feedback(run: FeedbackRun, *, words: PaperWords) -> bytes:
    """服务反馈单: for every work unit a list, then a slip for each of its members (CHK-03, CHK-04)."""
    return render(feedback_document(run, words=words))


def feedback_document(run: FeedbackRun, *, words: PaperWords) -> Document:
    """The lists and slips as blocks, work units in the order of their names. Without a certifier hours are not told."""
    by_unit: dict[str, list[FeedbackSlip]] = {}
    for slip in run.slips:
        by_unit.setdefault(slip.work_unit, []).append(slip)
    blocks: list[Block] = []
    for work_unit in sorted(by_unit):
        blocks += [PageBreak(), *_list(run, work_unit, by_unit[work_unit], words)]
        for slip in by_unit[work_unit]:
            blocks += [PageBreak(), *_slip(run, slip, words)]
    if not blocks:
        blocks = [
            Title("在职党员服务情况反馈"),
            Note(_period(run), "center"),
            Note("本期没有在职党员服务记录。", "center"),
        ]
    return Document(
        title=f"{run.unit_name}在职党员服务情况反馈", blocks=tuple(blocks), author=run.unit_name,
        keywords=("服务反馈单", _period(run)), is_numbered=False,
    )  # fmt: skip


def _list(run: FeedbackRun, work_unit: str, slips: Sequence[FeedbackSlip], words: PaperWords) -> list[Block]:
    columns = (
        Column("序号", 0.09), Column("姓名", 0.19), Column("报到回执", 0.21), Column("参加活动（次）", 0.17),
        Column("服务（次）", 0.15), Column("服务（小时）", 0.19),
    )  # fmt: skip
    rows = tuple(
        (str(number), slip.name, slip.receipt or NOTHING, str(slip.activities), str(slip.services), _hours(run, slip))
        for number, slip in enumerate(slips, 1)
    )
    total = (
        "合计",
        str(sum(slip.activities for slip in slips)),
        str(sum(slip.services for slip in slips)),
        _UNCONFIRMED if run.confirmed_by is None else one_decimal(sum(slip.hours for slip in slips)),
    )
    return [
        *_marks(run, words),
        Title("在职党员服务情况反馈名单"),
        Note(f"致：{work_unit or BLANK}党组织\n{_head(run)}"),
        Table(columns, rows, total, total_span=3),
        Signatures(f"{run.unit_name}（盖章）：", "单位党组织（签收）："),
    ]


def _slip(run: FeedbackRun, slip: FeedbackSlip, words: PaperWords) -> list[Block]:
    form = Form((
        _pairs(("姓名", slip.name), ("工作单位", slip.work_unit)),
        _pairs(("报告期", _period(run)), ("报到回执", slip.receipt or "")),
        _pairs(("参加活动", f"{slip.activities}次"), ("志愿服务", f"{slip.services}次，{_told(run, slip)}")),
        labelled("主要表现", _did(run, slip), shares=_WHOLE, lines=6),
        labelled("群众评价", "", shares=_WHOLE, lines=2),
        labelled("社区党组织鉴定意见", f"{run.opinion or _OPINIONS}\n\n（盖章）\u3000{DAY_BLANK}", shares=_WHOLE),
        labelled("单位党组织签收", f"\n（签字）\u3000{DAY_BLANK}", shares=_WHOLE, align="right"),
        _pairs(("证明人", run.confirmed_by or _UNCONFIRMED), ("开具日期", long_day(run.issued_on))),
    ))  # fmt: skip
    return [*_marks(run, words), Title("在职党员服务社区情况反馈单"), Note(_head(run)), form]


def _marks(run: FeedbackRun, words: PaperWords) -> list[Block]:
    marks = [*(["草稿"] if run.number is None else []), *([MARK] if words.is_sample else [])]
    return [Note("\u3000".join(marks), "right")] if marks else []


def _head(run: FeedbackRun) -> str:
    return f"编号：{run.number or BLANK}\u3000\u3000报到社区：{run.unit_name}\u3000\u3000报告期：{_period(run)}"


def _period(run: FeedbackRun) -> str:
    first, last = run.first, run.last
    if first == last:
        return f"{first.year}年{first.number}月"
    end = f"{last.number}月" if first.year == last.year else f"{last.year}年{last.number}月"
    return f"{first.year}年{first.number}月至{end}"


def _hours(run: FeedbackRun, slip: FeedbackSlip) -> str:
    """CHK-04: hours that nobody certified are not reported."""
    return _UNCONFIRMED if run.confirmed_by is None else one_decimal(slip.hours)


def _told(run: FeedbackRun, slip: FeedbackSlip) -> str:
    return "时长未确认" if run.confirmed_by is None else f"{one_decimal(slip.hours)}小时"


def _did(run: FeedbackRun, slip: FeedbackSlip) -> str:
    told = []
    for line in slip.lines[:_SHOWN]:
        text = f"{short_day(line.day)}\u3000{_KINDS.get(line.kind, '')}：{line.what}"
        if line.hours and run.confirmed_by is not None:
            text += f"（{one_decimal(line.hours)}小时）"
        told.append(text)
    if (times := slip.services + slip.activities) > len(told):
        told.append(f"……共{times}次")
    return "\n".join(told) or "本期没有服务和活动记录。"


def _listed(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return str(value) if value else ""


def _pairs(first: tuple[str, str], second: tuple[str, str]) -> tuple[FormCell, ...]:
    return (*labelled(*first, shares=_HALF), *labelled(*second, shares=_HALF))
