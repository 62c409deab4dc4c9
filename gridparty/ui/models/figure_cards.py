"""What the figure cards of the overview say: numbers that open their records, the change to the month before (D9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from gridparty.domain.counts import one_decimal, percent, points
from gridparty.i18n import _
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.figures import Value

NOTHING = "—"
RATE = "attendance_rate"
_IN_DECIMALS = frozenset({"service_hours", "registered_service_hours", "hours_per_member"})

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number and the figure whose records it opens."""

    figure: str
    text: str

    @property
    def spoken(self) -> str:
        """The number with the figure's name and counting unit, for screen readers."""
        unit = "" if self.figure == RATE else f" {FIGURES[self.figure].unit}"
        return f"{_(FIGURES[self.figure].name)} {self.text}{unit}"


@dataclass(frozen=True, slots=True)
class Change:
    """The change to the month before, and what it was then."""

    text: str
    then: str


@dataclass(frozen=True, slots=True)
class CardText:
    """A card: its name, the large number with its counting unit, the change, and lines of words and numbers."""

    title: str
    number: Number
    unit: str
    change: Change
    lines: tuple[tuple[str | Number, ...], ...]


def number(values: Values, figure: str) -> Number:
    """A figure as printed; — where it is unknown."""
    return Number(figure, printed(figure, values.get(figure)))


def printed(figure: str, value: Value) -> str:
    """A figure's value as the screen prints it: 92.9%, 1,486, 148.5, or — (D9)."""
    if value is None:
        return NOTHING
    if figure == RATE:
        return percent(value)
    return f"{float(one_decimal(value)):,.1f}" if figure in _IN_DECIMALS else f"{value:,}"


def change(figure: str, now: Values, before: Values) -> Change:
    """Against the month before: ▲ or ▼ and by how much; changes of rates in percentage points (D9)."""
    old, new = before.get(figure), now.get(figure)
    if old is None or new is None:
        unknown = _("against the month before {change}").format(change=NOTHING)
        return Change(unknown, _("The month before has nothing to compare with."))
    then = _("The month before: {value}").format(value=printed(figure, old))
    difference = points(new, old) if figure == RATE else new - old
    if not difference:
        return Change(_("against the month before {change}").format(change=_("no change")), then)
    by = f"{abs(difference):.1f}" if figure == RATE else printed(figure, abs(difference))
    sign = "▲" if difference > 0 else "▼"
    text = _("{sign} {points} percentage points").format(sign=sign, points=by) if figure == RATE else f"{sign} {by}"
    return Change(_("against the month before {change}").format(change=text), then)


def cards(now: Values, before: Values) -> tuple[CardText, ...]:
    """The cards in their order."""

    def card(figure: str, words: str, *, title: str = "", **further: str) -> CardText:
        """`further`: the numbers within the words, by the names that they have there."""
        lines = tuple(tuple(_pieces(line, now, further)) for line in words.split("\n"))
        unit = "" if figure == RATE else FIGURES[figure].unit
        return CardText(title or _(FIGURES[figure].name), number(now, figure), unit, change(figure, now, before), lines)

    return (
        card(
            RATE, _("{present} / {expected} person-times"), title=_("Attendance rate (present / expected)"),
            present="present", expected="expected",
        ),
        card("services", _helped(now), counted="people_helped", estimated="people_helped_estimated"),
        card(
            "service_hours", _("per member {hours} hours\nof registered members {registered} hours"),
            hours="hours_per_member", registered="registered_service_hours",
        ),
        card(
            "activities", _("on leave {leave} person-times\nother check-ins {walk_ins}"),
            leave="leave", walk_ins="walk_ins",
        ),
        card(
            "members", _("registered in-service members {registered}\nnewly registered {new}"),
            registered="registered_members", new="new_registrations",
        ),
    )  # fmt: skip


def _helped(values: Values) -> str:
    """Counted and estimated parts stay apart, each with its own records; their sum is about so many (D10)."""
    counted, estimated = values.get("people_helped"), values.get("people_helped_estimated")
    if counted is None and estimated is None:
        return _("people helped {counted}")
    if not estimated:
        return _("people helped {counted} person-times")
    if not counted:
        return _("people helped: about {estimated} person-times")
    words = _("people helped: about {total} person-times\ncounted {counted} · estimated {estimated}")
    return words.replace("{total}", f"{counted + estimated:,}")


def _pieces(line: str, values: Values, named: Mapping[str, str]) -> Iterator[str | Number]:
    """The line cut at its {names}."""
    for text, name, _spec, _conversion in Formatter().parse(line):
        if text:
            yield text
        if name is not None:
            yield number(values, named[name])
