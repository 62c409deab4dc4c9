"""Everything that the page of an organisation shows of a unit in a month, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gridparty.domain import registers as rules
from gridparty.domain import units as kinds
from gridparty.domain.ids import EntryId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.registers import Field, Register
from gridparty.i18n import _
from gridparty.operations import (
    axes,
    catalogues,
    coverage,
    facilities,
    headings,
    inventory,
    orders_history,
    posts,
    register_lists,
    registers,
    terms,
    tree,
    unit_alerts,
    unit_facts,
    unit_links,
    unit_lists,
)
from gridparty.operations.axes import Axes, Sum
from gridparty.operations.coverage import EnterpriseCoverage, GridCoverage
from gridparty.operations.facilities import Investment
from gridparty.operations.inventory import Inventory
from gridparty.operations.orders_history import UnitHistory
from gridparty.operations.posts import PostRow
from gridparty.operations.register_lists import EntryRow
from gridparty.operations.terms import TermRow
from gridparty.operations.tree import Node
from gridparty.operations.unit_alerts import AlertRow
from gridparty.operations.unit_links import LinkRow
from gridparty.operations.unit_lists import Groups
from gridparty.ui.places import Place

FACILITY, BRAND, ENTERPRISE = "facility", "brand", "enterprise"
SINCE_EVER = Month(1900, 1)


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility with its area in ㎡ on the sheet's day, and the changes of its area in words, the latest first."""

    entry: EntryRow
    kind: str
    area: int | float | None
    history: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit on `day`: the month's last, or its own last one.

    `role` of its kind (place, both, organisation, group); `grids`: those that it covers, with names; `coverage`:
    of the grids below a place; facilities, brands and enterprises: of the unit itself; `years` of a term by rule, None
    for what is not elected. None: `inventory` of a unit that stands alone, `firms` where no enterprise is known, `axes`
    where no line leads further than the territory, `member_units` where none is linked.
    """

    unit: UnitId
    month: Month
    day: date
    node: Node
    kind_label: str
    role: str
    is_branch: bool
    households: int | None
    fields: Mapping[str, Field]
    kinds: Mapping[str, str]
    grids: tuple[tuple[UnitId, str], ...]
    above: tuple[str, ...]
    alerts: tuple[AlertRow, ...]
    terms: tuple[TermRow, ...]
    years: int | None
    posts: tuple[PostRow, ...]
    links: tuple[LinkRow, ...]
    history: UnitHistory
    coverage: GridCoverage | None
    facilities: tuple[FacilityRow, ...]
    brands: tuple[EntryRow, ...]
    enterprises: tuple[EntryRow, ...]
    inventory: Inventory | None
    firms: EnterpriseCoverage | None
    axes: Axes | None
    member_units: Sum | None
    groups: Groups
    registers: Mapping[str, Register]

    @property
    def place(self) -> Place:
        """Where the window looks."""
        return Place(self.unit, self.month)

    @property
    def is_open(self) -> bool:
        """Whether the unit is there on the month's last day, so that something can be entered."""
        return self.day == self.month.last

    @property
    def is_formed(self) -> bool:
        """Whether its way of forming, and the enterprises that it covers, are of interest."""
        return kinds.is_formed(self.node.kind, is_branch=self.is_branch)

    @property
    def needs_brand(self) -> bool:
        """Whether each unit of this kind is meant to have a brand (一社区一品牌)."""
        return self.node.kind in (self.registers[BRAND].one_for, "village")


def last_day(session: Any, *, unit: UnitId, month: Month) -> date:
    """The month's last day, or the last one of a unit that was closed before it (D3)."""
    ends = headings.tree_of(session, unit, month).nodes[unit].valid_to
    return month.last if ends is None or ends > month.last else date.fromordinal(ends.toordinal() - 1)


def load(session: Any, *, unit: UnitId, month: Month) -> Sheet:
    """The sheet of a unit. Raises NotFound for one that begins later."""
    with tree.kept(session):  # nearly every part of the sheet reads it
        return _read(session, unit=unit, month=month)


def _read(session: Any, *, unit: UnitId, month: Month) -> Sheet:
    now = headings.tree_of(session, unit, month)
    node, day = now.nodes[unit], last_day(session, unit=unit, month=month)
    words = catalogues.items(session, catalogue="unit_kinds")
    item = words[node.kind]
    own = register_lists.entries(session, codes=(FACILITY, BRAND, ENTERPRISE), unit=unit, day=day)
    known = registers.kinds(session)
    return Sheet(
        unit=unit,
        month=month,
        day=day,
        node=node,
        kind_label=item.label,
        role=item.facts["role"],
        is_branch=bool(item.facts.get("branch")),
        households=headings.of_unit(session, unit=unit, month=month).households,
        fields={field.key: field for field in unit_facts.fields(session)},
        kinds={code: each.label for code, each in words.items()},
        grids=tuple((each, now.name(each)) for each in now.covers.get(unit, ()) if each in now.nodes),
        above=tuple(now.name(each) for each in reversed(list(now.ancestors(unit)))),
        alerts=unit_alerts.of_month(session, month, unit) if day == month.last else (),
        terms=terms.rows(session, unit=unit, day=day, ended=True, below=False),
        years=terms.default_years(now, unit),
        posts=posts.rows(session, unit=unit, day=day, below=False, history=True),
        links=unit_links.rows(session, unit=unit, day=day, history=True),
        history=orders_history.of_unit(session, unit=unit),
        coverage=_coverage(session, item.facts["role"], unit, day),
        facilities=_facilities(session, known[FACILITY], own, unit, day),
        brands=tuple(row for row in own if row.register == BRAND and row.unit == unit),
        enterprises=tuple(row for row in own if row.register == ENTERPRISE and row.unit == unit),
        inventory=_inventory(session, unit, month) if day == month.last else None,
        firms=_firms(session, item.facts["role"], unit, day),
        axes=_axes(session, unit, day),
        member_units=_member_units(session, unit, day),
        groups=unit_lists.groups(session, unit=unit, day=day),
        registers=known,
    )


def _coverage(session: Any, role: str, unit: UnitId, day: date) -> GridCoverage | None:
    """Which branches cover which grids; for a place with its Party organisation alone."""
    return coverage.grids(session, unit=unit, day=day) if role == kinds.BOTH else None


def _inventory(session: Any, unit: UnitId, month: Month) -> Inventory | None:
    found = inventory.of_unit(session, unit=unit, month=month)
    return found if found.organisations > 1 else None


def _firms(session: Any, role: str, unit: UnitId, day: date) -> EnterpriseCoverage | None:
    if role == kinds.GROUP:
        return None
    found = coverage.enterprises(session, unit=unit, day=day)
    below = [each for row in found.modes for each in row.units if each != unit]
    return found if below or (found.enterprises and role == kinds.BOTH) else None


def _axes(session: Any, unit: UnitId, day: date) -> Axes | None:
    """The two sums where the line leads to units outside the territory; most files have no line at all."""
    if not unit_links.pairs(session, role=kinds.FUNCTIONAL_PARENT, first=day, last=day):
        return None
    found = axes.of_unit(session, unit=unit, day=day)
    return found if set(found.line.units) - set(found.territory.units) else None


def _member_units(session: Any, unit: UnitId, day: date) -> Sum | None:
    if unit not in unit_links.pairs(session, role=kinds.MEMBER_UNIT, first=day, last=day):
        return None
    return axes.of_member_units(session, unit=unit, day=day)


def _facilities(
    session: Any, register: Register, own: tuple[EntryRow, ...], unit: UnitId, day: date
) -> tuple[FacilityRow, ...]:
    """The facilities of the unit itself; those of the units below stand on their own sheets."""
    rows = [row for row in own if row.register == FACILITY and row.unit == unit]
    if not rows:
        return ()
    areas = facilities.area_by_entry(session, day=day)
    ledger = facilities.invested(session, unit=unit, first=SINCE_EVER, last=Month.of(day))
    words = next(field for field in register.fields if field.key == "kind").choices
    labels = {choice.code: rules.label(choice) for choice in words}
    changes: dict[EntryId, list[Investment]] = {}
    for line in reversed(ledger.rows):
        if line.kind == facilities.AREA_CHANGE and line.day <= day:
            changes.setdefault(line.entry, []).append(line)
    return tuple(
        FacilityRow(
            entry=row,
            kind=labels.get(row.facts.get("kind", ""), ""),
            area=areas.get(row.id),
            history="；".join(_change(line) for line in changes.get(row.id, ())),
        )
        for row in rows
    )


def _change(line: Investment) -> str:
    before = (line.area or 0) - (line.gained or 0)
    return _("{before:,} → {after:,} ㎡ on {day}").format(before=before, after=line.area or 0, day=line.day)
