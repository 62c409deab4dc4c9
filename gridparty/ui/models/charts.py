"""What the charts of the overview show, as numbers and as words for the pointer and for screen readers."""

from dataclasses import dataclass

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


Chart = DayChart | CategoryChart


def _tip(day: Day) -> str:
    services = _("{day}: {services} services").format(day=f"{day.day:%m-%d}", services=day.services)
    if not day.gatherings:
        return services
    held = _("{gatherings} activities, {present} person-times present")
    return f"{services}，{held.format(gatherings=day.gatherings, present=day.present)}"


def _line(label: str, services: int) -> str:
    return _("{category}: {services} services").format(category=label, services=services)
