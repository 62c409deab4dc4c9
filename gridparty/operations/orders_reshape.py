"""Merging, splitting and regrouping worked out: who and what goes to which of the units that take over (S090–S095)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import (
    ENTRY,
    HOUSEHOLD,
    MEMBER,
    POST,
    REHOME,
    UNIT,
    Item,
    Span,
    Target,
    joined,
    share_households,
)
from gridparty.domain.units import FUNCTIONAL_PARENT, PARTY_GROUP, check_name
from gridparty.i18n import _
from gridparty.operations.orders_grids import households
from gridparty.operations.orders_holdings import Found
from gridparty.operations.orders_work import Work
from gridparty.storage.organisation_tables import RegisterEntry, Term
from gridparty.storage.tables import Belonging, Post, UnitLink, UnitState

Left = dict[UnitId, list[tuple[str, int]]]  # source → what and number of everything that nothing says a target for


def reshape(work: Work, branch_of: dict[int, int]) -> Left:
    """Works out the rows of a merge, a split or a regrouping; returns what is left over."""
    left: Left = defaultdict(list)
    for unit in work.plan.closing:
        work.close(unit)
    parts = _households(work)
    for place, target in enumerate(work.plan.targets):
        _describe(work, place, target, parts[place])
    _units(work, left)
    _people(work, left)
    _links(work, branch_of, {place for place, got in parts.items() if got})
    _posts_and_entries(work, left)
    _records(work)
    return left


def _describe(work: Work, place: int, target: Target, got: dict[str, int]) -> None:
    """The state of a target: a new unit's first, or what changes of one that is there."""
    given = {"kind": target.kind, "parent_id": target.parent, "code": target.code}
    values: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    try:
        if target.name is not None:
            values["name"] = check_name(target.name)
    except InvalidInput as error:
        work.refuse(str(error))
    if target.unit is not None:
        old = work.now.nodes[target.unit].facts if target.unit in work.now.nodes else {}
        kept = got if target.unit in work.plan.sources else {key: n + int(old.get(key) or 0) for key, n in got.items()}
        changed = {**old, **kept, **target.facts}
        if values or changed != old:
            work.edit(target.unit, {**values, **({"facts": changed} if changed != old else {})})
        elif not work.held.own.get(target.unit):
            work.open_state(target.unit)
        return
    values = {"parent_id": _parent(work), "kind": _kind(work), "place_name": None, "code": None, **values}
    if "name" not in values:
        work.refuse(_("A new unit needs a name."))
        values["name"] = ""
    if values["kind"] is None:
        work.refuse(_("Say of which kind “{name}” is.").format(name=values["name"]))
        values["kind"] = "other"
    facts = {key: number for key, number in got.items() if number} | target.facts
    first = {"valid_from": work.plan.day, "valid_to": None, "facts": facts}
    work.made[UnitState].append({"unit_id": work.place(place), **first, **values})


def _parent(work: Work) -> UnitId | None:
    """The unit above the first source that stands: where new units hang unless told otherwise."""
    closing = set(work.plan.closing)
    above = [work.now.nodes[unit].parent for unit in work.plan.sources if unit in work.now.nodes]
    return next((unit for unit in above if unit not in closing), None)


def _kind(work: Work) -> str | None:
    kinds = {work.now.nodes[unit].kind for unit in work.plan.sources if unit in work.now.nodes}
    return kinds.pop() if len(kinds) == 1 else None


def _households(work: Work) -> dict[int, dict[str, int]]:
    """Households and buildings that each target gets; refuses what is too much or left over."""
    got: dict[int, dict[str, int]] = defaultdict(dict)
    for unit in work.plan.sources:
        if unit not in work.now.nodes:
            continue
        total, rest = households(work.now, unit), work.sharing.rest(unit)
        wanted = [e for e in work.plan.allocations if e.what == HOUSEHOLD and e.key == unit]
        shares = share_households(total, [(each.target, each.number or 0) for each in wanted], rest)
        if shares.left:
            text = _("{number} households of “{name}” are left over; say where they go.")
            if shares.left < 0:
                text = _("“{name}” has {number} households fewer than are shared out.")
            work.refuse(text.format(name=work.now.name(unit), number=abs(shares.left)))
        for place, number in shares.parts.items():
            _add(got[place], "households", number)
        buildings = int(work.now.nodes[unit].facts.get("buildings") or 0)
        first = rest if rest is not None else next(iter(shares.parts), None)
        if buildings and first is not None:
            _add(got[first], "buildings", buildings)
        stays = work.sharing.own.get(unit)
        if stays is not None and total:
            _add(got[stays], "households", 0)
        if stays is not None and buildings:
            _add(got[stays], "buildings", 0)
    return got


def _add(numbers: dict[str, int], key: str, number: int) -> None:
    numbers[key] = numbers.get(key, 0) + number


def _units(work: Work, left: Left) -> None:
    closing = set(work.plan.closing)
    sources = set(work.plan.sources)
    placed = {target.unit for target in work.plan.targets if target.parent is not None}
    for row in work.held.states:
        parent, unit = UnitId(row.parent_id), UnitId(row.unit_id)
        if parent not in sources or unit in closing or unit in placed:
            continue
        target = work.sharing.of(Item(UNIT, unit, parent))
        if target is None:
            left[parent].append((UNIT, unit))
        elif work.place(target) != parent:
            work.carry(UnitState, row, {"parent_id": work.place(target)})


def _people(work: Work, left: Left) -> None:
    """Belongings go on at their targets; two of one kind at one unit become one (D6)."""
    sources = set(work.plan.sources)
    groups = {unit for unit in sources if unit in work.now.nodes and work.now.nodes[unit].kind == PARTY_GROUP}
    at: dict[tuple[int, str, UnitId], list[Found]] = defaultdict(list)
    for row in work.held.belongings:
        source = UnitId(row.group_id) if row.group_id in groups else UnitId(row.unit_id)
        if source not in sources:
            at[row.member_id, row.kind, UnitId(row.unit_id)].append(row)
            continue
        target = work.sharing.of(Item(MEMBER, row.member_id, source, group=row.group_id))
        if target is None:
            left[source].append((MEMBER, row.member_id))
            continue
        values = _belonging(work, row, target)
        at[row.member_id, row.kind, values["unit_id"]].append(row)
        if values != {"unit_id": row.unit_id, "group_id": row.group_id}:
            work.carry(Belonging, row, values)
    for rows in at.values():
        if len(rows) > 1:
            _join(work, rows)


def _belonging(work: Work, row: Found, target: int) -> dict[str, Any]:
    """Unit and Party group from the day on."""
    place = work.place(target)
    there = work.plan.targets[target]
    known = work.now.nodes.get(there.unit) if there.unit is not None else None
    kind = there.kind or (known.kind if known else _kind(work))
    if kind == PARTY_GROUP:
        above = there.parent or (known.parent if known else _parent(work))
        return {"unit_id": above if above is not None else row.unit_id, "group_id": place}
    group = row.group_id
    if group is not None:
        above = _above_after(work, UnitId(group))
        group = group if above == place else None
    return {"unit_id": place, "group_id": group}


def _above_after(work: Work, unit: UnitId) -> UnitId | None:
    """The unit above a Party group after the order; None where the group ends."""
    if unit in work.plan.closing or unit not in work.now.nodes:
        return None
    parent = work.now.nodes[unit].parent
    if parent is None or parent not in work.plan.sources:
        return parent
    target = work.sharing.of(Item(UNIT, unit, parent))
    return None if target is None else work.place(target)


def _join(work: Work, rows: list[Found]) -> None:
    day = work.plan.day
    rows = sorted(rows, key=lambda row: row.id in work.carried[Belonging])  # of two, the one that stays where it is
    spans = [Span(max(row.valid_from, day), row.valid_to) for row in rows]
    for span, places in joined(spans):
        if len(places) == 1:
            continue
        kept, *doubles = [rows[place] for place in places]
        if kept.valid_to != span.end:
            work.longer[kept.id] = span.end
        for row in doubles:
            work.carried[Belonging].pop(row.id, None)
            work.ended[Belonging][row.id] = row


def _links(work: Work, branch_of: dict[int, int], fed: set[int]) -> None:
    """Links of units that end are taken over: grids stay covered, second parents and member units stay linked (D1)."""
    sources = set(work.plan.sources)
    there = {(row.unit_id, row.other_id, row.role): row for row in work.held.links}
    led = {row.unit_id for row in work.held.links if row.role == FUNCTIONAL_PARENT and row.unit_id not in sources}
    for row in work.held.links:
        unit, other = UnitId(row.unit_id), UnitId(row.other_id)
        if unit not in sources and other not in sources:
            continue
        wanted = set(_pairs(work, unit, other, branch_of, fed))
        if (unit, other) not in wanted:
            work.ended[UnitLink][row.id] = row
        for pair in sorted(wanted - {(unit, other)}):
            if pair[0] == pair[1] or (*pair, row.role) in there:
                continue
            if row.role == FUNCTIONAL_PARENT and pair[0] in led:  # there is one at a time (D1)
                work.warnings.append(_("Of several functional parents the first stays; look at them again."))
                continue
            if row.role == FUNCTIONAL_PARENT:
                led.add(pair[0])
            there[*pair, row.role] = row
            start: date = max(row.valid_from, work.plan.day)
            values = {"unit_id": pair[0], "other_id": pair[1], "role": row.role}
            work.made[UnitLink].append({**values, "valid_from": start, "valid_to": row.valid_to})


def _pairs(
    work: Work, unit: UnitId, other: UnitId, branch_of: dict[int, int], fed: set[int]
) -> Iterable[tuple[UnitId, UnitId]]:
    sources = set(work.plan.sources)
    grids = [(None, other)] if other not in sources else [(at, work.place(at)) for at in _receivers(work, other, fed)]
    for at, grid in grids:
        if unit not in sources:
            yield unit, grid
        elif at in branch_of:
            yield work.place(branch_of[at]), grid
        else:
            found = work.sharing.of(Item(UNIT, other, unit))
            found = found if found is not None else _largest(work, unit)
            if found is not None:
                yield work.place(found), grid


def _receivers(work: Work, place: UnitId, fed: set[int]) -> list[int]:
    """The targets that get households of a place, or else its rest."""
    asked = [each.target for each in work.plan.allocations if each.what == HOUSEHOLD and each.key == place]
    rest = work.sharing.rest(place)
    everywhere = [*asked, *([rest] if rest is not None and (rest in fed or not asked) else [])]
    if not everywhere and (largest := _largest(work, place)) is not None:
        everywhere = [largest]
    return list(dict.fromkeys(everywhere))


def _largest(work: Work, source: UnitId) -> int | None:
    """The target that takes most from a source; None where nothing goes anywhere."""
    numbers: dict[int, int] = defaultdict(int)
    for row in work.held.belongings:
        if row.unit_id == source:
            found = work.sharing.of(Item(MEMBER, row.member_id, source, group=row.group_id))
            if found is not None:
                numbers[found] += 1
    for row in work.held.states:
        if row.parent_id == source and (found := work.sharing.of(Item(UNIT, row.unit_id, source))) is not None:
            numbers[found] += 1
    return max(numbers, key=lambda place: numbers[place]) if numbers else None


def _posts_and_entries(work: Work, left: Left) -> None:
    """Posts end with their unit unless they are given a target; register entries that move go along (E10)."""
    closing = set(work.plan.closing)
    sources = set(work.plan.sources)
    for row in work.held.posts:
        target = work.sharing.named.get((POST, row.id)) if row.unit_id in sources else None
        if target is not None:
            work.carry(Post, row, {"unit_id": work.place(target)})
        elif row.unit_id in closing:
            work.ended[Post][row.id] = row
    for row in work.held.entries:
        if row.unit_id not in sources:
            continue
        named = work.sharing.named.get((ENTRY, row.id))
        if row.register in work.held.moving or named is not None:
            source = UnitId(row.unit_id)
            target = named if named is not None else work.sharing.of(Item(ENTRY, row.id, source, member=row.member_id))
            if target is None:
                left[source].append((ENTRY, row.id))
            elif work.place(target) != source:
                work.carry(RegisterEntry, row, {"unit_id": work.place(target)})
        elif row.unit_id in closing and row.member_id is None:
            work.ended[RegisterEntry][row.id] = row
    for row in work.held.terms:
        if row.unit_id in closing:
            work.ended[Term][row.id] = row


def _records(work: Work) -> None:
    """Activities and services on or after the day: taken over if the plan says so, else the order is refused (D3)."""
    closing = set(work.plan.closing)
    for key, host, others in work.held.activities:
        for unit in (host, *others):
            if unit in closing:
                _rehome(work, "activity" if unit == host else "joint", key, unit)
    for key, unit in work.held.services:
        if unit in closing:
            _rehome(work, "service", key, unit)
    for row in work.held.transfers:
        if (unit := UnitId(row.unit_id)) in closing:
            target = work.sharing.of(Item(MEMBER, row.member_id, unit))
            _take_over(work, ("transfer", row.id, unit), target)


def _rehome(work: Work, what: str, key: int, unit: UnitId) -> None:
    if not work.plan.facts.get(REHOME):
        text = _(
            "“{name}” has activities or services on or after {day}; choose a later day, "
            "or let them go to the units that take over."
        )
        work.refuse(text.format(name=work.now.name(unit), day=work.plan.day))
        return
    _take_over(work, (what, key, unit), work.sharing.rest(unit))


def _take_over(work: Work, record: tuple[str, int, UnitId], target: int | None) -> None:
    """The record goes to the target, or to the one that takes most from its unit."""
    unit = record[2]
    if target is None and (target := _largest(work, unit)) is None:
        work.refuse(_("Say where the rest of “{name}” goes.").format(name=work.now.name(unit)))
        return
    work.records[record] = work.place(target)
