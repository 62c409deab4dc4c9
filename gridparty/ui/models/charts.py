"""What the charts of the overview show, as numbers and as words for the pointer and for screen readers."""

from dataclasses import dataclass

from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations.overview import Day

MOST_LINES = 10  # categories; the smallest beyond that are drawn as one


@dataclass(frozen=True, slots=True)
class DayChart:
    """Services of every day of a month as bars, people present at its gatherings as marks."""

    days: tuple[Day, ...]

    @property
    def services(self) -> int:
        """Services of the month (次)."""
        return sum(day.services for day in self.days)

    @property
    def present(self) -> int:
        """People present at the month's gatherings (人次)."""
        return sum(day.present for day in self.days)

    def tips(self) -> tuple[str, ...]:
        """What stands behind each day."""
        return tuple(_tip(day) for day in self.days)

    def words(self) -> str:
        """The chart for those who don't see it: every day on which something happened."""
        told = [_tip(day) for day in self.days if day.services or day.gatherings]
        return "；".join(told) or _("No records in this month.")


@dataclass(frozen=True, slots=True)
class CategoryChart:
    """Services by category, most first."""

    lines: tuple[tuple[str, int], ...]

    @property
    def drawn(self) -> tuple[tuple[str, int], ...]:
        """The lines that are drawn: of many categories the smallest as one line."""
        if len(self.lines) <= MOST_LINES:
            return self.lines
        rest = self.lines[MOST_LINES - 1 :]
        name = _("{number} more categories").format(number=len(rest))
        return (*self.lines[: MOST_LINES - 1], (name, sum(services for _label, services in rest)))

    def tips(self) -> tuple[str, ...]:
        """What stands behind each line drawn."""
        return tuple(_line(label, services) for label, services in self.drawn)

    def words(self) -> str:
        """The chart for those who don't see it: every category."""
        return "；".join(_line(label, services) for label, services in self.lines) or _("No records in this month.")


@dataclass(frozen=True, slots=True)
class MonthValue:
    """A month of a figure. change: the order that changed the tree in it; is_before: of the units before this one."""

    month: Month
    value: float | None
    change: str | None
    is_before: bool


@dataclass(frozen=True, slots=True)
class MonthsChart:
    """A figure over months; a rate is a share of one."""

    points: tuple[MonthValue, ...]
    is_rate: bool
    unit: str  # the counting unit as printed: 人, 次 …

    @property
    def largest(self) -> float:
        """The largest value; 0 if there is none."""
        return max((point.value for point in self.points if point.value is not None), default=0.0)

    def shown(self, value: float) -> str:
        """A value as it is written on the axis."""
        if self.is_rate:
            return f"{value:.0%}"
        return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"

    def named(self, month: Month, *, first: bool) -> str:
        """A month below the axis; the year stands with its first month."""
        return f"{month.year}-{month.number:02d}" if first or month.number == 1 else f"{month.number:02d}"

    def tips(self) -> tuple[str, ...]:
        """What stands behind each month."""
        return tuple(self._tip(point) for point in self.points)

    def words(self) -> str:
        """The chart for those who don't see it."""
        return "；".join(self.tips()) or _("No records in this month.")

    def _tip(self, point: MonthValue) -> str:
        value = "—" if point.value is None else f"{point.value:.1%}" if self.is_rate else self.shown(point.value)
        words = f"{point.month}：{value}" + ("" if self.is_rate or point.value is None else f" {self.unit}")
        if point.is_before:
            words += _(" (of the units before)")
        return f"{words}　▲ {point.change}" if point.change else words


Chart = DayChart | CategoryChart | MonthsChart


def _tip(day: Day) -> str:
    services = _("{day}: {services} services").format(day=f"{day.day:%m-%d}", services=day.services)
    if not day.gatherings:
        return services
    held = _("{gatherings} activities, {present} person-times present")
    return f"{services}，{held.format(gatherings=day.gatherings, present=day.present)}"


def _line(label: str, services: int) -> str:
    return _("{category}: {services} services").format(category=label, services=services)
