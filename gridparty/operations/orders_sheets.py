"""A plan of allocation as a table that people fill in: one line says what goes to which unit (S094, S095)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import GridpartyError, InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import ENTRY, HOUSEHOLD, MEMBER, POST, REST, UNIT, WHATS, Allocation, OrderPlan, Target
from gridparty.i18n import _
from gridparty.operations import catalogues, heads, orders_holdings, search, tree
from gridparty.operations.orders_template import TemplateRow, at_address, template_rows
from gridparty.operations.tree import Tree
from gridparty.storage.tables import Belonging, Member

ADDRESS = "address"  # a rule of the table: whoever lives, and what lies, where the key says
COLUMNS = ("target", "target_name", "target_kind", "target_code", "what", "key")
WORDS = {
    "党员": MEMBER, "人员": MEMBER, "组织": UNIT, "单位": UNIT, "户数": HOUSEHOLD, "住户": HOUSEHOLD,
    "台账": ENTRY, "职务": POST, "其余": REST, "其他": REST, "地址": ADDRESS, "住址": ADDRESS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the table as it was read; `number` is that of its row in the file."""

    number: int
    target: str
    target_name: str = ""
    target_kind: str = ""
    target_code: str = ""
    what: str = ""
    key: str = ""


def template(session: Session, *, units: Sequence[UnitId], day: date) -> tuple[tuple[str, ...], ...]:
    """The lines to fill for these units, with a last column that says in words what each line is about."""
    now = tree.on_day(session, day=day)
    lines = [
        ("", "", "", "", row.what, _key(now, row), _note(row)) for row in template_rows(session, units=units, day=day)
    ]
    rest = [("", "", "", "", REST, _unit_key(now, unit), now.name(unit)) for unit in units]
    hint = _("By address: write as the key what the address contains, such as 3号楼; of people and facilities")
    return (*lines, *rest, ("", "", "", "", ADDRESS, "", hint))


def _key(now: Tree, row: TemplateRow) -> str:
    if row.what == HOUSEHOLD:
        return f"{_unit_key(now, UnitId(row.key))}={row.number}"
    return _unit_key(now, UnitId(row.key)) if row.what == UNIT else f"#{row.key}"


def _unit_key(now: Tree, unit: UnitId) -> str:
    return now.nodes[unit].code or f"#{unit}" if unit in now.nodes else f"#{unit}"


def _note(row: TemplateRow) -> str:
    group = f"（{row.group_name}）" if row.group_name else ""
    return f"{row.source_name}　{row.label}{group}"


def plan_from(
    session: Session,
    *,
    kind: str,
    lines: Iterable[PlanLine],
    day: date,
    sources: Sequence[UnitId] = (),
    parent: UnitId | None = None,
) -> OrderPlan:
    """The plan that the lines make. Without `sources` they are the units from which the lines take.

    A target with a name is a new unit; one without is a unit that is there, named by code, number or name. Lines
    without a target are passed over. Lines by address take whoever and whatever no other line names, the first of them
    first. Raises InvalidInput naming the row.
    """
    filled = [line for line in lines if line.target.strip()]
    now = tree.on_day(session, day=day)
    targets, place_of = _targets(session, now, filled, parent)
    reader = _Reader(session, now, day, tuple(sources))
    by_address = [line for line in filled if _what(line) == ADDRESS]
    allocations = [
        replace(reader.read(line), target=place_of[line.target.strip()])
        for line in filled
        if line.what.strip() and line not in by_address
    ]
    found = tuple(sources) or reader.sources_of(allocations)
    allocations += _at_addresses(session, by_address, place_of, allocations, found, day)
    return OrderPlan(kind=kind, day=day, sources=found, targets=tuple(targets), allocations=tuple(allocations))


def _what(line: PlanLine) -> str:
    word = line.what.strip()
    return WORDS.get(word, word)


def _at_addresses(
    session: Session,
    lines: Iterable[PlanLine],
    place_of: Mapping[str, int],
    allocations: Iterable[Allocation],
    sources: Sequence[UnitId],
    day: date,
) -> list[Allocation]:
    """The allocations that the lines by address make: each person and entry that is not named already."""
    taken: set[tuple[str, int | None]] = {(each.what, each.key) for each in allocations}
    made = []
    for line in lines:
        if not line.key.strip():
            raise _at(line.number, _("The line says no key."))
        found = at_address(session, units=sources, text=line.key, day=day)
        if not found:
            text = _("Nobody and nothing of these units has an address with “{text}”; correct the line or take it out.")
            raise _at(line.number, text.format(text=line.key.strip()))
        for what, key in found:
            if (what, key) not in taken:
                taken.add((what, key))
                made.append(Allocation(place_of[line.target.strip()], what, key))
    return made


def _targets(
    session: Session, now: Tree, lines: Sequence[PlanLine], parent: UnitId | None
) -> tuple[list[Target], dict[str, int]]:
    by_label: dict[str, list[PlanLine]] = {}
    for line in lines:
        by_label.setdefault(line.target.strip(), []).append(line)
    targets = []
    for label, those in by_label.items():
        first = those[0].number
        name, kind, code = (
            next((text for line in those if (text := getattr(line, column).strip())), None) for column in COLUMNS[1:4]
        )
        try:
            known = None if kind is None else catalogues.resolve(session, catalogue="unit_kinds", text=kind)
            unit = tree.find(now, label) if name is None else None
        except GridpartyError as error:
            raise _at(first, str(error)) from error
        targets.append(Target(unit=unit, name=name, kind=known, code=code, parent=None if unit else parent))
    return targets, {label: place for place, label in enumerate(by_label)}


def _at(number: int, sentence: str) -> InvalidInput:
    return InvalidInput(_("Row {row}: {sentence}").format(row=number, sentence=sentence))


class _Reader:
    """Finds what the lines name: among what the sources hold first, then in the whole file."""

    def __init__(self, session: Session, now: Tree, day: date, sources: tuple[UnitId, ...]) -> None:
        self.session, self.now, self.day = session, now, day
        held = orders_holdings.load(session, units=sources, day=day)
        members = {row.member_id for row in held.belongings}
        people = session.execute(select(Member.id, Member.code, Member.name).where(Member.id.in_(members))).all()
        self.codes = {row.code: row.id for row in people}
        self.names: dict[str, list[int]] = {}
        for row in people:
            self.names.setdefault(row.name, []).append(row.id)
        self.entries = {row.name: row.id for row in held.entries}

    def read(self, line: PlanLine) -> Allocation:
        """What the line names; its target is filled in by the caller."""
        what, key = _what(line), line.key.strip()
        if what not in WHATS:
            words = _("member, unit, household, address, entry, post or rest")
            raise _at(line.number, _("“{word}” is not one of: {words}.").format(word=what, words=words))
        try:
            return self._allocation(what, key)
        except GridpartyError as error:
            raise _at(line.number, str(error)) from error

    def _allocation(self, what: str, key: str) -> Allocation:
        if what == REST:
            return Allocation(0, REST, tree.find(self.now, key) if key else None)
        if what == HOUSEHOLD:
            place, _sign, number = key.rpartition("=")
            if not number.strip().isdecimal():
                raise InvalidInput(
                    _("“{key}” is not a number of households; write 120, or CODE=120 to say of which grid.").format(
                        key=key
                    )
                )
            return Allocation(0, HOUSEHOLD, tree.find(self.now, place) if place else None, int(number))
        if not key:
            raise InvalidInput(_("The line says no key."))
        if what == UNIT:
            return Allocation(0, UNIT, tree.find(self.now, key))
        return Allocation(0, what, self._member(key) if what == MEMBER else self._number(key))

    def _member(self, key: str) -> int:
        if key in self.codes:
            return self.codes[key]
        those = self.names.get(key, [])
        if len(those) == 1:
            return those[0]
        return search.find(self.session, key=key)

    def _number(self, key: str) -> int:
        if key in self.entries:
            return self.entries[key]
        number = key.removeprefix("#")
        if not number.isdecimal():
            raise InvalidInput(_("“{key}” is not known; write its number, such as #12.").format(key=key))
        return int(number)

    def sources_of(self, allocations: Iterable[Allocation]) -> tuple[UnitId, ...]:
        """The units from which the allocations take."""
        found: dict[UnitId, None] = {}
        members = []
        for each in allocations:
            if each.what == REST and each.key is not None:
                found[UnitId(each.key)] = None
            elif each.what == UNIT and each.key is not None:
                above = self.now.nodes[UnitId(each.key)].parent
                found |= {above: None} if above is not None else {}
            elif each.what == MEMBER and each.key is not None:
                members.append(each.key)
        units = select(Belonging.unit_id).where(heads.affiliated_on(self.day), Belonging.member_id.in_(members))
        return tuple(found | {UnitId(unit): None for unit in self.session.scalars(units.order_by(Belonging.unit_id))})
