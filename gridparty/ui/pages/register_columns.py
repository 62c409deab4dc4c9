"""The columns of a register's list, made from the typed fields of its catalogue, and the words at its foot (E10)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from gridparty.domain import registers
from gridparty.domain.registers import Field, Register
from gridparty.i18n import _
from gridparty.operations.register_due import DueRow
from gridparty.operations.register_lists import EntryRow
from gridparty.ui.models.rows import LEFT, RIGHT, Column
from gridparty.ui.widgets.rows_view import RowsView

IN_SIGHT = 3  # fields; the others can be chosen
OUT_OF_SIGHT = (registers.LONG_TEXT, registers.FLAG)
WIDTHS = {registers.LONG_TEXT: 26, registers.TEXT: 16, registers.CHOICE: 14, registers.DATE: 11, registers.FLAG: 6}


def columns(register: Register) -> tuple[Column[EntryRow], ...]:
    """Name and place first, then the register's own fields, then what happened to the entry."""
    about_people = register.about != registers.UNIT
    has_member = register.about == registers.EITHER
    shown = [field for field in register.fields if field.type not in OUT_OF_SIGHT][:IN_SIGHT]
    return (
        Column("name", _("Name of the entry"), lambda row: row.name, width=20, link=True),
        *([Column[EntryRow]("member", _("Person"), lambda row: row.member_name, width=10)] if has_member else []),
        Column("unit", _("Branch") if about_people else _("Unit"), lambda row: row.unit_name, width=18),
        *([Column[EntryRow]("posts", _("Post"), lambda row: row.posts, width=12)] if about_people else []),
        *(_column(field, hidden=field not in shown) for field in register.fields),
        *([Column[EntryRow]("people", _("How many people"), lambda row: str(row.people or ""), width=6, align=RIGHT,
                            order=lambda row: row.people)] if register.people else []),
        *([Column[EntryRow]("events", _("Events"), lambda row: str(row.events or ""), width=6, align=RIGHT,
                            order=lambda row: row.events, hidden=True),
           Column[EntryRow]("last", _("Last event"), lambda row: str(row.last_event or ""), width=11,
                            order=lambda row: row.last_event)] if register.events else []),
        Column("since", _("Since"), lambda row: str(row.since or ""), width=11, order=lambda row: row.since),
        Column("until", _("Closed on"), lambda row: str(row.until or ""), width=11, order=lambda row: row.until,
               hidden=True),
        Column("remark", _("Remark"), lambda row: row.remark or "", width=20, hidden=True),
    )  # fmt: skip


def due_list() -> RowsView[DueRow]:
    """What the registers owe, the most pressing first."""
    return RowsView(
        (
            Column("day", _("Due on"), lambda row: str(row.day), width=11, order=lambda row: row.day),
            Column("left", _("Remaining"), remaining, width=14, order=lambda row: row.days_left,
                   mark=lambda row: "bad" if row.days_left < 0 else "warn"),
            Column("register", _("Register"), lambda row: row.register_label, width=14),
            Column("name", _("Name of the entry"), lambda row: row.name, width=16, link=True),
            Column("what", _("What is owed"), lambda row: row.what, width=14),
            Column("unit", _("Unit"), lambda row: row.unit_name, width=18),
            Column("last", _("Last done"), lambda row: str(row.last or ""), width=11, order=lambda row: row.last),
        ),
        name="registers_due",
        label=_("What the registers owe"),
        empty=_("Nothing is due within 30 days in any register of this unit and what is below it."),
        identity=lambda row: (row.entry, row.key),
    )  # fmt: skip


def remaining(row: DueRow) -> str:
    """How long there is still time, in words."""
    if row.days_left < 0:
        return _("overdue by {days:,} days").format(days=-row.days_left)
    return _("{days} days left").format(days=row.days_left) if row.days_left else _("due today")


def total(register: Register, rows: Sequence[EntryRow], day: date) -> str:
    """How many entries are open on the day, and the sums of areas (㎡), money (yuan) and numbers that add up."""
    open_rows = [row for row in rows if row.until is None or row.until > day]
    parts = [_("Open entries: {count:,}").format(count=len(open_rows))]
    for field in register.fields:
        if field.type in (registers.AREA, registers.MONEY):
            inside = [row for row in open_rows if not row.facts.get("inside")]  # a room's area lies in its building's
            if found := sum(row.facts.get(field.key) or 0 for row in inside):
                parts.append(f"{registers.label(field)} {registers.shown(field, round(found, 2))}")
    return "　".join(parts)


def shown_facts(fields: Sequence[Field], facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Word and value of every fact that is known, in the order of the catalogue."""
    return [
        (registers.label(field), registers.shown(field, facts[field.key]))
        for field in fields
        if facts.get(field.key) is not None
    ]


def span(since: date | None, until: date | None) -> str:
    """The days of a dated row in words; `until` is the first day without it."""
    if until is not None:
        return _("{since} to before {until}").format(since=since or _("earlier"), until=until)
    return _("since {since}").format(since=since) if since else _("since as long as anyone remembers")


def _column(field: Field, *, hidden: bool) -> Column[EntryRow]:
    is_number = field.type in registers.NUMBERS
    order: Callable[[EntryRow], Any] = lambda row: row.facts.get(field.key)  # noqa: E731
    return Column(
        f"fact:{field.key}",
        registers.label(field),
        lambda row: registers.shown(field, row.facts.get(field.key)).replace("\n", " "),
        width=WIDTHS.get(field.type, 10),
        order=order if is_number or field.type == registers.DATE else None,
        hidden=hidden,
        align=RIGHT if is_number else LEFT,
    )
