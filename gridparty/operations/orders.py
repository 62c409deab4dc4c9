"""Change orders: previewing, recording, applying on their day, cancelling; the list of them (D2, D3, S090)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, GridpartyError, InvalidInput, NotFound
from gridparty.domain.ids import OrderId, UnitId
from gridparty.domain.orders import (
    APPLIED,
    CANCELLED,
    CHILDREN,
    IN_PLACE,
    PLANNED,
    SOURCE,
    TARGET,
    OrderPlan,
    as_json,
    from_json,
)
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations import orders_apply, orders_preview, tree
from gridparty.operations.marks import operation
from gridparty.operations.orders_plan import work_out
from gridparty.operations.orders_preview import Conserved, Preview
from gridparty.operations.orders_template import TemplateRow, at_address, template_rows
from gridparty.operations.orders_work import Work
from gridparty.storage.organisation_tables import ChangeOrder, ChangeOrderUnit
from gridparty.storage.sequences import next_id
from gridparty.storage.tables import BEGINNING, UnitState

__all__ = [
    "Conserved",
    "OrderRow",
    "Preview",
    "Recorded",
    "TemplateRow",
    "at_address",
    "preview",
    "record",
    "template_rows",
]

LABELS = {
    "merge": N_("Merge"), "split": N_("Split"), "regroup": N_("Regroup"), "move": N_("Move"), "upgrade": N_("Upgrade"),
    "rename": N_("Rename"), "recode": N_("New code"), "close": N_("Close"), "reopen": N_("Reopen"),
}  # fmt: skip
STATES = {PLANNED: N_("planned"), APPLIED: N_("applied"), CANCELLED: N_("cancelled")}
REFUSAL = "refusal"  # key beside the plan: why an order that is due still waits


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list: what it did to which units. `refusal`: why one that is due still waits.

    sources are called as on the day before, targets as on the day; those that are changed in place stand in both.
    """

    id: OrderId
    kind: str
    day: date
    state: str
    title: str
    document: str | None
    sources: tuple[tuple[UnitId, str], ...]
    targets: tuple[tuple[UnitId, str], ...]
    refusal: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An order that was recorded; `units` are the targets in the plan's order, empty while it is planned."""

    id: OrderId
    state: str
    units: tuple[UnitId, ...]


def preview(session: Session, *, plan: OrderPlan) -> Preview:
    """What the order would do; refusals are sentences, not errors."""
    return orders_preview.of_work(session, work_out(session, plan))


@operation("orders.record", Permission.EDIT_UNITS, N_("Change order"))
def record(session: Session, *, plan: OrderPlan) -> Recorded:
    """Applies the order at once if its day has come, else keeps it until then. Raises InvalidInput, Conflict."""
    work = _checked(session, plan)
    plan = replace(plan, title=plan.title.strip() or _title(work))
    order = OrderId(next_id(session, ChangeOrder))
    if plan.day > today():
        _keep(session, order, plan, PLANNED)
        _name_units(session, order, plan, [target.unit for target in plan.targets if target.unit is not None])
        return Recorded(order, PLANNED, ())
    units = _apply(session, work)
    _keep(session, order, plan, APPLIED)
    _name_units(session, order, work.plan, units)
    return Recorded(order, APPLIED, tuple(units[: len(plan.targets)]))


def _checked(session: Session, plan: OrderPlan) -> Work:
    work = work_out(session, plan)
    orders_preview.of_work(session, work)
    if work.refusals:
        raise InvalidInput(work.refusals[0])
    return work


def _apply(session: Session, work: Work) -> list[UnitId]:
    """The units of the targets, those that the order added by itself at the end."""
    numbers = orders_apply.write(session, work)
    places = [work.place(place) for place in range(len(work.plan.targets))]
    return [numbers.get(unit, unit) for unit in places]


def _keep(session: Session, order: OrderId, plan: OrderPlan, state: str) -> None:
    row = ChangeOrder(
        id=order,
        kind=plan.kind,
        day=plan.day,
        state=state,
        title=plan.title,
        document=plan.document,
        plan=as_json(plan),
    )
    session.add(row)
    session.flush()


def _name_units(session: Session, order: OrderId, plan: OrderPlan, units: Sequence[UnitId]) -> None:
    """Notes beside the order's row the units that it takes from and fills."""
    listed = select(ChangeOrderUnit.unit_id, ChangeOrderUnit.role).where(ChangeOrderUnit.order_id == order)
    known = {(unit, role) for unit, role in session.execute(listed)}
    sources, targets = list(plan.sources), list(units)
    if plan.kind in IN_PLACE:
        below = [UnitId(int(unit)) for unit in plan.facts.get(CHILDREN, {})]
        sources = targets = [*units, *below]
    for role, those in ((SOURCE, sources), (TARGET, targets)):
        for unit in dict.fromkeys(those):
            if (unit, role) not in known:
                session.add(ChangeOrderUnit(order_id=order, unit_id=unit, role=role))
    session.flush()


def _title(work: Work) -> str:
    """The names of the units, the first few of them, before and after."""
    plan, now = work.plan, work.now
    named = [each for each in plan.targets if plan.kind not in IN_PLACE or each.unit in plan.sources] or plan.targets
    targets = [target.name or now.name(target.unit or UnitId(0)) for target in named]
    parts = [_few([now.name(unit) for unit in plan.sources]), _few(targets)]
    return " → ".join(part for part in parts if part)


def _few(names: Sequence[str]) -> str:
    more = f"…（{len(names)}）" if len(names) > 2 else ""
    return "、".join(names[:2]) + more


@operation("orders.cancel", Permission.EDIT_UNITS, N_("Cancel a change order"))
def cancel(session: Session, *, order: OrderId) -> None:
    """Cancels a planned order. Raises NotFound, Conflict (one that was applied can be undone)."""
    row = _row(session, order)
    if row.state == APPLIED:
        raise Conflict(_("The order has been applied; undo it in the history instead."))
    row.state = CANCELLED


@operation("orders.apply_due", Permission.EDIT_UNITS, N_("Apply change orders that are due"))
def apply_due(session: Session, *, day: date) -> tuple[OrderRow, ...]:
    """Applies the planned orders whose day has come; one that no longer fits stays planned and says why.

    Returns the orders that were due, as they are now.
    """
    waiting = due(session, day=day)
    for order in waiting:
        row = _row(session, order)
        plan = from_json(row.plan)
        try:
            work = _checked(session, plan)
        except GridpartyError as error:
            if row.plan.get(REFUSAL) != str(error):
                row.plan = {**row.plan, REFUSAL: str(error)}
                session.flush()
            continue
        units = _apply(session, work)
        row.state, row.plan = APPLIED, as_json(plan)
        session.flush()
        _name_units(session, order, work.plan, units)
    return tuple(row for row in rows(session) if row.id in waiting)


def due(session: Session, *, day: date) -> tuple[OrderId, ...]:
    """The planned orders whose day has come."""
    found = select(ChangeOrder.id).where(ChangeOrder.state == PLANNED, ChangeOrder.day <= day)
    return tuple(OrderId(key) for key in session.scalars(found.order_by(ChangeOrder.day, ChangeOrder.id)))


def _row(session: Session, order: OrderId) -> ChangeOrder:
    row = session.get(ChangeOrder, order)
    if row is None:
        raise NotFound(_("There is no change order {number}.").format(number=order))
    return row


def rows(session: Session, *, state: str | None = None, unit: UnitId | None = None) -> tuple[OrderRow, ...]:
    """Orders, the newest day first; of one unit only if given."""
    found = select(ChangeOrder).order_by(ChangeOrder.day.desc(), ChangeOrder.id.desc())
    if state is not None:
        found = found.where(ChangeOrder.state == state)
    if unit is not None:
        found = found.where(ChangeOrder.id.in_(select(ChangeOrderUnit.order_id).where(ChangeOrderUnit.unit_id == unit)))
    orders = session.scalars(found).all()
    units: dict[tuple[int, str], list[UnitId]] = defaultdict(list)
    listed = select(ChangeOrderUnit).where(ChangeOrderUnit.order_id.in_([row.id for row in orders]))
    for each in session.scalars(listed.order_by(ChangeOrderUnit.id)):
        units[each.order_id, each.role].append(UnitId(each.unit_id))
    ever = _names(session)
    return tuple(_order_row(row, units, ever) for row in orders)


Names = dict[UnitId, list[tuple[date, str]]]  # unit → the days from which it is called so


def _names(session: Session) -> Names:
    found = select(UnitState.unit_id, UnitState.valid_from, UnitState.name).order_by(UnitState.valid_from)
    names: Names = defaultdict(list)
    for unit, since, name in session.execute(found):
        names[UnitId(unit)].append((since, name))
    return names


def _called(names: Names, unit: UnitId, day: date) -> str:
    """The name on the day, or the first that it had."""
    had = names.get(unit, [])
    return next((name for since, name in reversed(had) if since <= day), had[0][1] if had else f"#{unit}")


def _order_row(row: ChangeOrder, units: dict[tuple[int, str], list[UnitId]], names: Names) -> OrderRow:
    places = units[row.id, TARGET]
    those = units[row.id, SOURCE]
    if row.kind in IN_PLACE:
        those = list(dict.fromkeys([*those, *places]))
    sources = tuple((unit, _called(names, unit, row.day - timedelta(days=1))) for unit in those)
    targets = tuple((unit, _called(names, unit, row.day)) for unit in places)
    if row.state != APPLIED:  # units that are not there yet have names only
        targets = tuple(
            (target.unit or UnitId(0), target.name or _called(names, target.unit or UnitId(0), row.day))
            for target in from_json(row.plan).targets
            if target.unit is None or target.unit in places
        )
    return OrderRow(
        id=OrderId(row.id),
        kind=row.kind,
        day=row.day,
        state=row.state,
        title=row.title,
        document=row.document,
        sources=sources,
        targets=targets,
        refusal=row.plan.get(REFUSAL),
    )


def one(session: Session, *, order: OrderId) -> OrderRow:
    """One order. Raises NotFound."""
    _row(session, order)
    return next(row for row in rows(session) if row.id == order)


def find_closed(session: Session, *, key: str, day: date) -> UnitId:
    """The unit for `#id`, or for the last code or name of one that is closed on the day. Raises NotFound, Ambiguous."""
    ever, now = (tree.load(session, first=first, last=day) for first in (BEGINNING, day))
    gone = {unit: node for unit, node in ever.nodes.items() if unit not in now.nodes}
    return tree.find(tree.Tree(gone, {}), key)
