"""Words that all printed matter shares: days, spans, blanks to be filled in by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gridparty.domain.partial_dates import Precision, first_day, precision
from gridparty.domain.registers import DATE, FLAG, Field, shown

NOTHING = "—"
BLANK = "＿＿＿＿"
DAY_BLANK = "\u3000\u3000年\u3000月\u3000日"
MARK = "演示数据"
_NUMERALS = "一二三四五六七八九十"
_GENDERS = {"male": "男", "female": "女"}


def numeral(number: int) -> str:
    """The number of a section, from 1 to 19: 一, …, 十, 十一."""
    return _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}"


def gender(code: str | None) -> str:
    """男 or 女; nothing where it is unknown."""
    return _GENDERS.get(code or "", "")


def long_day(day: date | None) -> str:
    """2026年11月5日; — for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else NOTHING


def short_day(day: date | None) -> str:
    """2026.11.05, as tables have it; — for None."""
    return f"{day:%Y.%m.%d}" if day else NOTHING


def partial(value: int | None) -> str:
    """1976年7月 for a date of which only that is known (D5); — for None."""
    if value is None:
        return NOTHING
    day = first_day(value)
    parts = {
        Precision.YEAR: f"{day.year}年",
        Precision.MONTH: f"{day.year}年{day.month}月",
        Precision.DAY: long_day(day),
    }
    return parts[precision(value)]


def span(since: date | None, until: date | None) -> tuple[str, str]:
    """The first day and the first day without it, as two cells; what still lasts is 至今."""
    return short_day(since), short_day(until) if until else "至今"


def fact(field: Field, value: Any) -> str:
    """A fact of a register in Chinese, whatever the language of the window."""
    if value is None:
        return ""
    if field.type == FLAG:
        return "是" if value else "否"
    if field.type == DATE:
        return long_day(date.fromisoformat(str(value)))
    if choice := next((each for each in field.choices if each.code == value), None):
        return choice.zh
    return shown(field, value)


def facts_line(fields: tuple[Field, ...], facts: Mapping[str, Any]) -> str:
    """All facts of an entry in one line: 授予单位：某某街道党工委；级别：街道级."""
    return "；".join(f"{field.zh}：{fact(field, facts[field.key])}" for field in fields if field.key in facts)
