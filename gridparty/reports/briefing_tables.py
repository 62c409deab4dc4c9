"""The tables of the monthly briefing; every one has a total row (D12)."""

from collections.abc import Callable

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.counts import hours, percent
from gridparty.operations.briefings import Briefing, CategoryLine
from gridparty.operations.figures import Value
from gridparty.reports.document import Column, Table


def helped_text(counted: Value, estimated: Value) -> str:
    """Person-times helped as printed: 36, 约80 when any part is estimated, — when unknown (D10)."""
    if counted is None and estimated is None:
        return "—"
    total = int(counted or 0) + int(estimated or 0)
    return f"约{total}" if estimated else str(total)


def change(now: int, before: int) -> str:
    """＋3, －1 or 0."""
    difference = now - before
    return f"＋{difference}" if difference > 0 else f"－{-difference}" if difference < 0 else "0"


def activities(briefing: Briefing) -> Table:
    """The month's activities, one a row; of many, one kind a row."""
    f = briefing.figures
    sums = (str(f["expected"]), str(f["present"]), percent(f["attendance_rate"]))
    if not briefing.activities:
        head = tuple(map(Column, ("类型", "场次", "应到", "实到", "签到率"), (0.34, 0.15, 0.17, 0.17, 0.17)))
        by_kind = tuple(
            (line.label, str(line.activities), str(line.expected), str(line.present), percent(line.rate))
            for line in briefing.kinds
        )
        return Table(head, by_kind, total=("合计（一场多类只计一次）", str(f["activities"]), *sums))
    columns = (
        Column("日期", 0.15), Column("类型", 0.19), Column("主题", 0.3), Column("应到", 0.11), Column("实到", 0.11),
        Column("签到率", 0.14),
    )  # fmt: skip
    rows = []
    for row in briefing.activities:
        day = row.start.astimezone(CIVIL)
        words = "、".join(briefing.kind_labels.get(kind, kind) for kind in row.kinds)
        rate = row.present / row.expected if row.expected else None
        rows.append((f"{day.month}月{day.day}日", words, row.title, str(row.expected), str(row.present), percent(rate)))
    return Table(columns, tuple(rows), total=("合计", *sums), total_span=3)


def services(briefing: Briefing) -> Table:
    """Services by category; people count once in the total."""
    columns = (
        Column("服务类别", 0.2), Column("次数", 0.12), Column("参与党员", 0.16), Column("时长（小时）", 0.2),
        Column("受益人次", 0.18), Column("较上月", 0.14),
    )  # fmt: skip
    f, lines = briefing.figures, briefing.categories
    total = (
        "合计",
        str(f["services"]),
        f"{f['service_members']}人",
        f"{f['service_hours']:.1f}",
        helped_text(f["people_helped"], f["people_helped_estimated"]),
        change(sum(line.services for line in lines), sum(line.before for line in lines)),
    )
    rows = [_service_row(line) for line in lines if line.services]
    if missing := sum(line.before for line in lines if not line.services):
        rows.append(("本月未开展的类别", "0", "0", "0.0", "0", change(0, missing)))
    return Table(columns, tuple(rows), total=total)


def _service_row(line: CategoryLine) -> tuple[str, ...]:
    return (
        line.label,
        str(line.services),
        str(line.members),
        f"{hours(line.half_hours):.1f}",
        helped_text(line.people_helped, line.people_helped_estimated),
        change(line.services, line.before),
    )


def parts(briefing: Briefing) -> Table:
    """The units directly below, in the order of the tree."""
    columns = (
        Column("单位", 0.32, "left"), Column("党员", 0.1), Column("报到", 0.1), Column("活动", 0.1),
        Column("签到率", 0.13), Column("服务", 0.11), Column("时长", 0.14),
    )  # fmt: skip

    def row(name: str, f: dict[str, Value]) -> tuple[str, ...]:
        rate, time = percent(f["attendance_rate"]), f"{f['service_hours']:.1f}"
        return (
            name,
            str(f["members"]),
            str(f["registered_members"]),
            str(f["activities"]),
            rate,
            str(f["services"]),
            time,
        )

    lines = tuple(row(part.name or "本级", part.figures) for part in briefing.parts)
    return Table(columns, lines, total=row("合计", briefing.figures))


TABLES: dict[str, Callable[[Briefing], Table]] = {"activities": activities, "services": services, "parts": parts}
