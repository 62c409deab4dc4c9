"""Tables of the office's papers: transfers, imports, forms. Mapped when they are first needed: start-up."""

from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gridparty.storage.tables import Row, rules, to


class Transfer(Row):
    """A transfer of affiliation in or out, followed to its receipt (ORG-11, ORG-12)."""

    __tablename__ = "transfers"
    __table_args__ = rules(Index("transfers_by_member", "member_id"), Index("transfers_by_unit", "unit_id"))

    member_id: Mapped[int] = mapped_column(to("members.id"))
    unit_id: Mapped[int] = mapped_column(to("units.id"))  # the branch on our side
    direction: Mapped[str]  # in or out
    other: Mapped[str]  # the organisation on the other side
    state: Mapped[str]
    letter: Mapped[str | None]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    receipt: Mapped[str | None]
    received_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportBatch(Row):
    """A spreadsheet that was brought in: which, into what, what became of its rows, and the act that wrote them."""

    __tablename__ = "import_batches"

    kind: Mapped[str]
    file_name: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(to("units.id"))
    act_id: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportMapping(Row):
    """What the columns of a table with these heads were taken for last time."""

    __tablename__ = "import_mappings"
    __table_args__ = rules(UniqueConstraint("kind", "heads"))

    kind: Mapped[str]
    heads: Mapped[str]  # the cells of the head row, a line each
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FormTemplate(Row):
    """A superior's own form: the workbook as it came, and what each bound cell is filled with."""

    __tablename__ = "form_templates"

    name: Mapped[str] = mapped_column(unique=True)
    file_name: Mapped[str]
    workbook: Mapped[bytes]
    bindings: Mapped[dict[str, Any]] = mapped_column(default=dict)
