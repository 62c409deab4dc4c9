"""Bringing units in from a spreadsheet: what would become of every row, and doing it (D1).

A unit is known by its code, or by its name below the same unit. What would rename, move or turn a known one into
another kind is rejected: that is a change order, with a date (D2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain import units as rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.import_fields import Kind
from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, SAME, ImportPlan, Outcome
from gridparty.domain.import_values import ImportRow
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, import_batches, unit_facts, units
from gridparty.operations.import_steps import Named, carry_out, differences, judged, seen_before
from gridparty.operations.marks import operation

FACTS = ("households", "buildings", "boundary", "remark")
FORMED = ("formation", "founders", "building")  # of a branch but a grid's, and of what stands above branches (S005)
BOUND = (unit_facts.BOUND_KIND, unit_facts.BOUND_TO)  # of a Party group (S124)


@dataclass(frozen=True, slots=True)
class UnitWrite:
    """A unit to add (`unit` None) or one whose facts change; `above` is a unit of the file or the name of a new one."""

    unit: UnitId | None
    name: str
    kind: str
    above: UnitId | str
    code: str | None
    start: date | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Labels:
    """The words for fields, and for the codes of those with a choice."""

    fields: dict[str, str]
    codes: dict[str, dict[str, str]]

    def shown(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts with words in place of codes."""
        return {key: self.codes.get(key, {}).get(value, value) for key, value in facts.items()}


class _Below:
    """The units that rows may mean: those below the import's unit, and those that earlier rows bring."""

    def __init__(self, session: Session, unit: UnitId) -> None:
        self.named = Named(session, unit=unit)
        self.kinds = catalogues.items(session, catalogue="unit_kinds")
        self.by_code = {node.code: node for node in self.named.now.nodes.values() if node.code}
        self.new: dict[str, str] = {}  # name → kind of those that earlier rows bring
        self.codes: set[str] = set()

    def kind(self, row: ImportRow) -> str | None:
        """As written, or as the name ends: 第一网格党支部 is a grid branch."""
        if "kind" in row.values:
            return str(row.values["kind"])
        endings = [
            (len(word), code)
            for code, item in self.kinds.items()
            for word in (item.zh, *item.facts.get("aliases", ()))
            if row.values["name"].endswith(word)
        ]
        return max(endings)[1] if endings else None


def plan(
    session: Session, *, kind: Kind, rows: Sequence[ImportRow], unit: UnitId, progress: Progress = silent
) -> ImportPlan[UnitWrite]:
    """What would become of every row below the unit. Raises NotFound if that does not exist today."""
    below = _Below(session, unit)
    labels = {field.key: field.label for field in kind.fields}
    first_row: dict[object, int] = {}
    words = {
        field.key: {code: word for word, code in reversed(list(field.choices.items()))}
        for field in kind.fields
        if field.choices
    }
    return judged(rows, lambda row: _judge(below, row, first_row, _Labels(labels, words)), progress)


@operation("units.import", Permission.EDIT_UNITS, N_("Import units"))
def import_rows(
    session: Session,
    *,
    kind: Kind,
    rows: Sequence[ImportRow],
    unit: UnitId,
    file_name: str | None = None,
    progress: Progress = silent,
) -> ImportPlan[UnitWrite]:
    """Plans and writes, all or nothing. Returns the plan that was carried out."""
    found = plan(session, kind=kind, rows=rows, unit=unit, progress=progress)
    made: dict[str, UnitId] = {}

    def do(write: UnitWrite) -> None:
        if write.unit is not None:
            units.edit(session, unit=write.unit, facts=write.facts)
            return
        above = made[write.above] if isinstance(write.above, str) else write.above
        added = units.add(
            session, parent=above, kind=write.kind, name=write.name, code=write.code, start=write.start,
            facts=write.facts,
        )  # fmt: skip
        made[write.name] = added.id

    carry_out(found, do, progress)
    import_batches.note(session, kind=kind.code, file_name=file_name, unit=unit, outcomes=found.outcomes)
    return found


def _judge(
    below: _Below, row: ImportRow, first_row: dict[object, int], labels: _Labels
) -> tuple[Outcome, UnitWrite | None]:
    name = str(row.values.get("name", ""))
    if row.reasons:
        return Outcome(row.number, name, REJECTED, row.reasons), None
    try:
        name = rules.check_name(name)
        code = rules.check_code(row.values["code"]) if "code" in row.values else None
        above = _above(below, row)
        if reasons := seen_before(first_row, code or (name, above), row):
            return Outcome(row.number, name, DUPLICATE, reasons), None
        known = _known(below, name, code, above)
        if known is not None:
            return _compare(below, row, known, above, labels)
        kind = _new_kind(below, row, above)
    except InvalidInput as problem:
        return Outcome(row.number, name, REJECTED, (str(problem),)), None
    below.new[name] = kind
    facts, doubts = _facts(below, row, kind, labels)
    write = UnitWrite(None, name, kind, above, code, row.values.get("start"), facts)
    return Outcome(row.number, name, NEW, doubts=doubts), write


def _facts(below: _Below, row: ImportRow, kind: str, labels: _Labels) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts of the row that a unit of the kind can have, and the doubt that names the others."""
    item = below.kinds[kind]
    formed = FORMED if rules.is_formed(kind, is_branch=bool(item.facts.get("branch"))) else ()
    fitting = (*FACTS, *formed, *(BOUND if item.facts["role"] == rules.GROUP else ()))
    facts = {key: row.values[key] for key in fitting if key in row.values}
    others = [labels.fields[key] for key in (*FORMED, *BOUND) if key in row.values and key not in facts]
    if not others:
        return facts, ()
    said = _("not kept of the kind “{kind}” and not entered: {fields}")
    return facts, (said.format(kind=item.label, fields="、".join(others)),)


def _above(below: _Below, row: ImportRow) -> UnitId | str:
    words = row.values.get("parent")
    if words in below.new:
        return str(words)
    where, problem = below.named.place(words)
    if where is None:
        raise InvalidInput(problem)
    return where


def _known(below: _Below, name: str, code: str | None, above: UnitId | str) -> UnitId | None:
    if code is not None and code in below.by_code:
        node = below.by_code[code]
        if node.id not in below.named.places.inside or name not in (node.name, node.place_name):
            raise InvalidInput(
                _("the code {code} belongs to “{name}”; correct it, or rename that unit by a change order").format(
                    code=code, name=node.name
                )
            )
        return node.id
    now = below.named.now
    if isinstance(above, str):
        return None
    same = [each for each in now.children.get(above, ()) if name in (now.nodes[each].name, now.nodes[each].place_name)]
    return same[0] if len(same) == 1 else None


def _compare(
    below: _Below, row: ImportRow, unit: UnitId, above: UnitId | str, labels: _Labels
) -> tuple[Outcome, UnitWrite | None]:
    """Only facts are corrected; those of a grid branch lie on its grid (D1)."""
    now = below.named.now
    node = now.nodes[unit]
    if "parent" in row.values and above != node.parent and above != unit:
        raise InvalidInput(_("“{name}” lies below another unit; move it by a change order").format(name=node.name))
    if row.values.get("kind", node.kind) != node.kind:
        raise InvalidInput(_("“{name}” is of another kind; change that by a change order").format(name=node.name))
    grids = now.covers.get(unit, ())
    at = grids[0] if node.kind == rules.GRID_BRANCH and len(grids) == 1 else unit
    facts, doubts = _facts(below, row, node.kind, labels)
    changes = differences(labels.shown(facts), labels.shown(now.nodes[at].facts), labels.fields)
    if not changes:
        return Outcome(row.number, node.name, SAME, doubts=doubts), None
    write = UnitWrite(at, node.name, node.kind, above, node.code, None, facts)
    return Outcome(row.number, node.name, CHANGED, (), changes, doubts), write


def _new_kind(below: _Below, row: ImportRow, above: UnitId | str) -> str:
    kind = below.kind(row)
    if kind is None:
        raise InvalidInput(_("the kind of unit is missing; add a column with it"))
    if kind in ("city", "district") or (
        isinstance(above, str) and below.kinds[below.new[above]].facts["role"] == "group"
    ):
        raise InvalidInput(_("a {kind} cannot stand there").format(kind=below.kinds[kind].label))
    start, parent = row.values.get("start"), below.named.now.nodes.get(above) if not isinstance(above, str) else None
    if start and parent and parent.valid_from and start < parent.valid_from:
        raise InvalidInput(
            _("The unit above begins on {day}; a unit below it cannot begin earlier.").format(day=parent.valid_from)
        )
    return kind
