"""The columns of transfers of affiliation, in the ledger and on a person's page (ORG-11)."""

from gridparty.domain import transfers as rules
from gridparty.i18n import _
from gridparty.operations.transfers import TransferRow
from gridparty.ui.models.rows import Column

MARKS = {rules.EXPIRED: "bad", rules.ISSUED: "info", rules.RECEIVED: "info", rules.CLOSED: "good",
         rules.RETURNED: "warn", rules.DRAFT: None}  # fmt: skip


def columns(*, has_name: bool) -> tuple[Column[TransferRow], ...]:
    """State and what comes next first; without the name where all rows are of one person."""
    name = Column[TransferRow]("name", _("Name"), lambda row: row.name, width=12, link=True)
    return (
        *((name,) if has_name else ()),
        Column("direction", _("In or out"), lambda row: _(rules.DIRECTIONS[row.direction]), width=10),
        Column("state", _("State"), lambda row: _(rules.STATES[row.state]), width=10,
               mark=lambda row: "warn" if row.is_due and row.state == rules.ISSUED else MARKS[row.state]),
        Column("left", _("Time left"), left, width=14, order=lambda row: row.days_left),
        Column("next", _("Next act"), following, width=14),
        Column("other", _("Other organisation"), lambda row: row.other, width=22),
        Column("unit", _("Branch"), lambda row: row.unit_name, width=18),
        Column("letter", _("Letter"), lambda row: row.letter or "", width=16),
        Column("issued", _("Letter of"), lambda row: str(row.issued_on or ""), width=11,
               order=lambda row: row.issued_on),
        Column("valid", _("Valid until"), lambda row: str(row.valid_until or ""), width=11,
               order=lambda row: row.valid_until),
        Column("received", _("Received on"), lambda row: str(row.received_on or ""), width=11,
               order=lambda row: row.received_on),
        Column("receipt", _("Receipt"), lambda row: row.receipt or "", width=14, hidden=has_name),
        Column("reason", _("Reason"), lambda row: str(row.facts.get("reason") or ""), width=18, hidden=has_name),
    )  # fmt: skip


def left(row: TransferRow) -> str:
    """How long the letter is still valid, in words."""
    if row.days_left is None:
        return ""
    if row.days_left < 0:
        return _("overdue by {days:,} days").format(days=-row.days_left)
    return _("{days} days left").format(days=row.days_left) if row.days_left else _("due today")


def following(row: TransferRow) -> str:
    """The act that comes next; nothing for what is closed."""
    return _(rules.STEPS[row.next[0]]) if row.next else ""
