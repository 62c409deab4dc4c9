"""The words and habits of the sample office, from resources/sample (titles, summaries, chances, weights)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gridparty.domain.months import Month
from gridparty.domain.sample_names import Weighted
from gridparty.domain.sample_tables import load

FESTIVAL = range(-1, 7)  # the days of the Spring Festival without activities, counted from its first


@dataclass(frozen=True, slots=True)
class Category:
    """A category of service: how many people it helps, from and to, and how often these are counted or estimated."""

    code: str
    helped: tuple[int, int]
    counted: float
    estimated: float
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is drawn from; `pull` gives for a kind what draws the listed and what part of the registered."""

    themes: tuple[str, ...]
    month_themes: dict[int, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    places: tuple[str, ...]
    chances: dict[str, float]
    pull: dict[str, tuple[float, float]]
    moods: tuple[float, ...]
    holidays: frozenset[str]
    festivals: tuple[date, ...]
    categories: Weighted[Category]
    service_places: tuple[str, ...]


@cache
def words() -> Words:
    """The shipped words."""
    activities, services = load("activities"), load("services")
    titles = {kind: tuple(text.split()) for kind, text in activities["titles"].items()}
    categories = [
        Category(c["code"], (c["helped"][0], c["helped"][1]), c["counted"], c["estimated"], tuple(c["summaries"]))
        for c in services["categories"]
    ]
    return Words(
        themes=tuple(activities["theme"]["any"].split()),
        month_themes={int(month): tuple(text.split()) for month, text in activities["theme"]["months"].items()},
        titles=titles,
        places=titles.pop("places"),
        chances=activities["chances"],
        pull={kind: (pair[0], pair[1]) for kind, pair in activities["pull"].items()},
        moods=tuple(activities["mood"]["months"]),
        holidays=frozenset(activities["holidays"]["fixed"]),
        festivals=tuple(activities["holidays"]["spring_festivals"]),
        categories=Weighted.of(categories, [c["weight"] for c in services["categories"]]),
        service_places=tuple(services["places"].split()),
    )


def open_days(month: Month) -> list[date]:
    """The days of a month on which people meet: Monday to Saturday, no holidays."""
    known = words()
    closed = {first + timedelta(days=day) for first in known.festivals for day in FESTIVAL}
    days = (month.first + timedelta(days=day) for day in range(month.last.day))
    return [day for day in days if day.weekday() < 6 and f"{day:%m-%d}" not in known.holidays and day not in closed]
