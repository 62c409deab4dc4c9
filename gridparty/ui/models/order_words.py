"""Words for change orders: their kinds, states, and what they share out."""

from gridparty.domain import orders as rules
from gridparty.i18n import N_, _
from gridparty.operations import orders
from gridparty.operations.orders import OrderRow

STATE_MARKS = {rules.PLANNED: "info", rules.APPLIED: "good"}
WHATS = {
    rules.REST: N_("All the rest"),
    rules.UNIT: N_("Unit below"),
    rules.HOUSEHOLD: N_("Households"),
    rules.POST: N_("Post"),
    rules.ENTRY: N_("Register entry"),
    rules.MEMBER: N_("Person"),
}
FEW = 3  # names in a list of orders


def kind(code: str) -> str:
    """The word for a kind of order."""
    return _(orders.LABELS.get(code, code))


def state(row: OrderRow) -> str:
    """The word for an order's state; one that is due but could not be applied says so."""
    if row.state == rules.PLANNED and row.refusal:
        return _("waits: no longer fits")
    return _(orders.STATES.get(row.state, row.state))


def names(units: tuple[tuple[object, str], ...]) -> str:
    """The first names of a list, and how many there are."""
    shown = "、".join(name for _unit, name in units[:FEW])
    if len(units) <= FEW:
        return shown
    return _("{names} and others, {count} in all").format(names=shown, count=len(units))
