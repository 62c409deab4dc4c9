"""A figure opened: its number, the records behind it in words, and what these add up to, all of one moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, figures, records, tree
from gridparty.operations.figures import Value
from gridparty.operations.records import RecordRow
from gridparty.storage.tables import Attendance, Belonging, ServiceMember

# Which vocabulary the words of a record come from; what is a name or a title already stands in none of them.
WORDS = {
    "member": "belonging_kinds",
    "unit": "unit_kinds",
    "activity": "activity_kinds",
    "service": "service_categories",
}
COLUMNS = {
    "attendance": ("activity", Attendance.activity_id, Attendance.id),
    "service_member": ("service", ServiceMember.service_id, ServiceMember.id),
    "registration": ("member", Belonging.member_id, Belonging.id),
}


@dataclass(frozen=True, slots=True)
class OpenedFigure:
    """A figure of a unit in a month: its value, the records behind it (codes as words), and what these give.

    `summed` is Σ of the records' values; `per`, where there is one, is what the sum is divided by; `given` is the
    figure as the records make it, equal to `value` unless one of the two is wrong.
    """

    figure: str
    unit_name: str
    value: Value
    rows: tuple[RecordRow, ...]
    summed: int | float
    per: int | None
    given: Value


def of_unit(session: Session, *, figure: str, unit: UnitId, month: Month) -> OpenedFigure:
    """The figure with its records. Raises InvalidInput for a figure that there is not, NotFound for a later unit."""
    now = tree.of_month(session, month=month)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist in {month}.").format(month=month))
    found = records.behind(session, figure=figure, unit=unit, first=month)
    values = figures.of_unit(session, unit=unit, first=month)
    summed = sum(row.value for row in found if row.value is not None)
    per = _divisor(figure, found, values)
    return OpenedFigure(
        figure=figure,
        unit_name=now.name(unit),
        value=values[figure],
        rows=_in_words(session, found),
        summed=summed,
        per=per,
        given=_given(found, summed, per),
    )


def _divisor(figure: str, found: Sequence[RecordRow], values: dict[str, Value]) -> int | None:
    if figure == "attendance_rate":
        return len(found)
    return int(values["members"] or 0) if figure == "hours_per_member" else None


def _given(found: Sequence[RecordRow], summed: int | float, per: int | None) -> Value:
    if per is not None:
        return summed / per if per else None
    is_known = not found or any(row.value is not None for row in found)
    return summed if is_known else None


def is_equal(opened: OpenedFigure) -> bool:
    """Whether the records give the figure. People helped are unknown (None) or 0 where only the other kind is known."""
    return opened.value == opened.given or (not opened.value and not opened.given and opened.summed == 0)


def _in_words(session: Session, found: Sequence[RecordRow]) -> tuple[RecordRow, ...]:
    kinds = {row.kind for row in found} & WORDS.keys()
    words = {kind: catalogues.labels(session, catalogue=WORDS[kind]) for kind in kinds}
    return tuple(_worded(row, words[row.kind].get) if row.kind in words else row for row in found)


def _worded(row: RecordRow, word: Callable[[str, str], str]) -> RecordRow:
    if row.kind in ("member", "unit"):
        return replace(row, what=word(row.what, row.what))
    return replace(row, person="、".join(word(code, code) for code in row.person.split()))


def subject(session: Session, *, kind: str, record: int) -> tuple[str, int]:
    """What to open for a record: ("member" | "activity" | "service" | "unit", id). Raises NotFound if it is gone."""
    if kind not in COLUMNS:
        return kind, record
    opened, column, key = COLUMNS[kind]
    found = session.scalar(select(column).where(key == record))
    if found is None:
        raise NotFound(_("This record is gone; reload the list."))
    return opened, found
