"""A card of a person's page: belongings, posts, floating and the way into the Party, drawn over the years."""

from collections.abc import Iterator

from gridparty.domain import development as rules
from gridparty.domain.civil_time import today
from gridparty.domain.partial_dates import first_day
from gridparty.i18n import _
from gridparty.operations import heads
from gridparty.ui.pages.member_floating import direction
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.pages.register_columns import span
from gridparty.ui.widgets.list_card import HeadedCard
from gridparty.ui.widgets.time_bars import Bar, TimeBars

FEWEST = 2  # bars; one alone says no more than its card


class TimelineCard(HeadedCard):
    """What followed on what; hidden where there is only one thing to draw."""

    def __init__(self) -> None:
        super().__init__(_("Over the years"))
        self.bars: TimeBars | None = None

    def show_sheet(self, sheet: Sheet) -> None:
        """Draws a person's years."""
        found = tuple(_bars(sheet))
        self.setVisible(len(found) >= FEWEST)
        self.bars = TimeBars(found, today())
        self.put(self.bars)


def _bars(sheet: Sheet) -> Iterator[Bar]:
    """Stages first, then branches, registrations and posts, each in the order of time."""
    file = sheet.file
    yield from _stages(sheet)
    order = sorted(file.page.belongings, key=lambda row: row.kind != heads.AFFILIATION)
    for row in order:
        words = f"{row.kind_label} {row.unit_name}"
        told = f"{words} {span(row.since, row.until)}"
        yield Bar(words, row.since, row.until, row.kind == heads.AFFILIATION, told)
    for post in file.page.posts:
        words = f"{post.label} {post.unit_name}"
        yield Bar(words, post.since, post.until, True, f"{words} {span(post.since, post.until)}")
    for flow in reversed(file.flows):
        words = f"{direction(flow)} {flow.place}"
        yield Bar(words, flow.since, flow.until, False, f"{words} {span(flow.since, flow.until)}")


def _stages(sheet: Sheet) -> Iterator[Bar]:
    """Every stage of which the date is known, until the next one began; the stage of now only if its date is known."""
    facts, path = sheet.file.page.facts, sheet.file.development
    dates = dict(path.row.dates) if path is not None else {}
    dates |= {rules.PROBATIONARY: facts["join_date"], rules.FULL: facts["full_date"]}
    known = [(stage, first_day(value)) for stage in rules.STAGES if (value := dates.get(stage)) is not None]
    for number, (stage, since) in enumerate(known):
        until = known[number + 1][1] if number + 1 < len(known) else sheet.file.page.closed_on
        if until == since:
            continue
        words = sheet.word("member_stages", stage)
        yield Bar(words, since, until, stage == facts["stage"], f"{words} {span(since, until)}")
