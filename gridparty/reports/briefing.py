"""The monthly briefing: a unit's figures in the wording of resources/briefing (D12, DOMAIN §8.2–8.3)."""

from collections.abc import Callable
from functools import cache

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gridparty.domain.counts import hours, one_decimal, percent, points
from gridparty.domain.units import is_branch
from gridparty.operations.briefings import Briefing
from gridparty.paths import BRIEFING
from gridparty.reports.briefing_tables import TABLES, helped_text
from gridparty.reports.document import (
    BarChart,
    Block,
    ColumnChart,
    Document,
    Heading,
    Masthead,
    Note,
    Paragraph,
    Signatures,
    Tail,
    Title,
)
from gridparty.reports.typeset import render
from gridparty.reports.wording import MARK, long_day, numeral

NAME = "网格党建工作简报"


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["percent"] = percent
    environment.filters["hours"] = one_decimal
    return environment.from_string((BRIEFING / "monthly.j2").read_text(encoding="utf-8"))


def pdf(briefing: Briefing) -> bytes:
    """The printed briefing."""
    return render(document(briefing))


def document(briefing: Briefing) -> Document:
    """The briefing as blocks: masthead, title, sections numbered as far as they are there, signatures, tail."""
    month, issued = briefing.month, long_day(briefing.issued)
    masthead = Masthead(
        name=NAME,
        issue=f"{month.year}年第{month.number}期",
        issuer=f"{briefing.name}　编",
        date=issued,
        marks=("草稿", MARK) if briefing.is_sample else ("草稿",),
    )
    title = f"{briefing.name}{month.year}年{month.number}月工作情况"
    signatures = Signatures(f"{_signer(briefing)}（签字）：", f"{briefing.superior or briefing.name}（盖章）：")
    blocks = (masthead, Title(title), *_sections(briefing), signatures, _tail(briefing, issued))
    return Document(title=title, blocks=blocks, author=briefing.name, keywords=(NAME, str(month)))


def _signer(briefing: Briefing) -> str:
    return "网格党支部书记" if briefing.kind == "grid_branch" else "党组织书记"


def _tail(briefing: Briefing, issued: str) -> Tail:
    below = "各党小组" if is_branch(briefing.kind) else "各下级党组织"
    rows = [("送：共驻共建单位", f"发：{below}"), (briefing.name, f"{issued}印发")]
    return Tail(tuple([(f"报：{briefing.superior}", ""), *rows] if briefing.superior else rows))


def _sections(briefing: Briefing) -> list[Block]:
    lines = _template().render(
        f=briefing.figures,
        b=briefing.before,
        name=briefing.name,
        place=briefing.place,
        superior=briefing.superior,
        is_upper=bool(briefing.parts),
        rate_change=change_of_rate(briefing),
        helped=helped_text(briefing.figures["people_helped"], briefing.figures["people_helped_estimated"]),
        closed=briefing.closed,
        parts=briefing.parts,
    )
    blocks: list[Block] = []
    sections = charts = 0
    for line in filter(None, map(str.strip, lines.splitlines())):
        if line.startswith("# "):
            sections += 1
            blocks.append(Heading(f"{numeral(sections)}、{line[2:]}"))
        elif line.startswith("! "):
            blocks.append(Note(line[2:]))
        elif line.startswith("[table "):
            blocks.append(TABLES[line[7:-1]](briefing))
        elif line.startswith("[chart "):
            if (chart := CHARTS[line[7:-1]](briefing, charts + 1)) is not None:
                blocks.append(chart)
                charts += 1
        else:
            blocks.append(Paragraph(line))
    return blocks


def change_of_rate(briefing: Briefing) -> str:
    """，较上月提高4.1个百分点 — or nothing where there is nothing to compare (D9)."""
    now, before = briefing.figures["attendance_rate"], briefing.before.get("attendance_rate")
    difference = points(now, before)
    if difference is None:
        return ""
    if difference == 0:
        return "，与上月持平"
    return f"，较上月{'提高' if difference > 0 else '下降'}{abs(difference):.1f}个百分点"


def _rates(briefing: Briefing, number: int) -> ColumnChart | None:
    values = tuple(None if rate is None else round(rate * 100, 1) for _month, rate in briefing.rates)
    if all(value is None for value in values):
        return None
    return ColumnChart(
        caption=f"图{number}　{briefing.month.year}年各月签到率（%）",
        labels=tuple(f"{month.number}月" for month, _rate in briefing.rates),
        values=values,
        highlight=len(values) - 1,
        top=100,
    )


def _services(briefing: Briefing, number: int) -> BarChart | None:
    lines = [line for line in briefing.categories if line.half_hours][:8]
    if not lines:
        return None
    return BarChart(
        caption=f"图{number}　服务时长按类别（小时）",
        labels=tuple(line.label for line in lines),
        values=tuple(hours(line.half_hours) for line in lines),
    )


CHARTS: dict[str, Callable[[Briefing, int], ColumnChart | BarChart | None]] = {"rates": _rates, "services": _services}
