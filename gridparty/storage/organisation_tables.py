"""Tables of change orders, terms of office and registers (E1, E10). Mapped when they are first needed: start-up."""

from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gridparty.storage.tables import Row, rules, to


class ChangeOrder(Row):
    """A dated change of the tree: merge, split, regroup, move, upgrade, rename … (D2, D3, S090).

    `plan` holds everything that the order does, so that one dated ahead can be applied on its day.
    """

    __tablename__ = "change_orders"
    __table_args__ = rules(Index("change_orders_by_day", "day"))

    kind: Mapped[str]
    day: Mapped[date]  # the first day on which the tree is changed
    state: Mapped[str]  # planned, applied or cancelled
    title: Mapped[str]
    document: Mapped[str | None]  # number of the paper that ordered it
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ChangeOrderUnit(Row):
    """A unit that an order takes from (source) or makes or fills (target)."""

    __tablename__ = "change_order_units"
    __table_args__ = rules(
        UniqueConstraint("order_id", "unit_id", "role"), Index("change_order_units_by_unit", "unit_id")
    )

    order_id: Mapped[int] = mapped_column(to("change_orders.id"))
    unit_id: Mapped[int] = mapped_column(to("units.id"))
    role: Mapped[str]


class Term(Row):
    """A term of office of a unit's committee or secretary, with the day an election is due (ORG-05, S152)."""

    __tablename__ = "terms"
    __table_args__ = rules(Index("terms_by_unit", "unit_id", "start"))

    unit_id: Mapped[int] = mapped_column(to("units.id"))
    start: Mapped[date]
    due: Mapped[date]
    extended_until: Mapped[date | None]
    extension_document: Mapped[str | None]
    ended: Mapped[date | None]  # the day of the next election
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RegisterEntry(Row):
    """A line of one of the office's registers: a facility, a brand, a team, a talent … (E10).

    `register` is a code of the catalogue `registers`, which says what its facts, events and people are. An entry that
    moves to another unit is closed, and a new one continues it.
    """

    __tablename__ = "register_entries"
    __table_args__ = rules(
        Index("register_entries_by_unit", "unit_id", "register"),
        Index("register_entries_by_member", "member_id", "register"),
        Index("register_entries_by_register", "register", "valid_from"),
    )

    register: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(to("units.id"))
    member_id: Mapped[int | None] = mapped_column(to("members.id"))
    name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    continues_id: Mapped[int | None] = mapped_column(to("register_entries.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    remark: Mapped[str | None]


class RegisterPerson(Row):
    """Someone who belongs to an entry over a span of days: a team's leader, a group's member."""

    __tablename__ = "register_people"
    __table_args__ = rules(
        Index("register_people_by_entry", "entry_id"), Index("register_people_by_member", "member_id")
    )

    entry_id: Mapped[int] = mapped_column(to("register_entries.id"))
    member_id: Mapped[int] = mapped_column(to("members.id"))
    role: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class RegisterEvent(Row):
    """Something that happened to an entry on a day: a contact, a review, an enlargement."""

    __tablename__ = "register_events"
    __table_args__ = rules(Index("register_events_by_entry", "entry_id", "day"))

    entry_id: Mapped[int] = mapped_column(to("register_entries.id"))
    kind: Mapped[str]
    day: Mapped[date]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str | None]
