"""Targets of a change order: what is proposed, what is missing, and rows pasted from a spreadsheet."""

from collections.abc import Mapping, Sequence

from gridparty.domain import orders as rules
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.models.order_draft import OrderDraft, TargetDraft

FIRST = {rules.MERGE: 1, rules.SPLIT: 2, rules.REGROUP: 2}  # targets to begin with
USUAL = "grid_branch"


def proposed(sources: Sequence[TreeRow]) -> TargetDraft:
    """A new unit of the kind that most sources have, below the parent that most of them have."""
    kinds, parents = [row.kind for row in sources], [row.parent for row in sources]
    kind = max(kinds, key=kinds.count) if kinds else USUAL
    parent = max(parents, key=parents.count) if parents else None
    return TargetDraft(kind=kind, parent=parent)


def prepare(draft: OrderDraft, sources: Sequence[TreeRow]) -> None:
    """As many targets as the kind of order begins with; those that were typed stay."""
    if draft.kind == rules.MERGE:
        for target in draft.targets[1:]:
            draft.drop_target(target)
    while len(draft.targets) < FIRST[draft.kind]:
        draft.targets.append(proposed(sources))


def problem(target: TargetDraft) -> tuple[str, str] | None:
    """The field and the sentence that says what is missing; None if nothing is."""
    if target.unit is not None:
        return None
    if not target.name.strip():
        return "name", _("Type the name of the new organisation, or choose one that exists.")
    if target.kind is None:
        return "kind", _("Choose what kind of organisation it is.")
    return None


def doubled(targets: Sequence[TargetDraft]) -> TargetDraft | None:
    """The first target that stands in the list twice: the same unit, or the same new name below the same parent."""
    seen: set[object] = set()
    for target in targets:
        key = target.unit if target.unit is not None else (target.name.strip(), target.parent)
        if key in seen:
            return target
        seen.add(key)
    return None


def pasted(text: str, *, rows: Sequence[TreeRow], kinds: Mapping[str, str], like: TargetDraft) -> list[TargetDraft]:
    """Targets from copied cells: name, then kind, parent and code if there are any; a line of heads is left out.

    What is blank or not known is taken from `like`; a parent is a name or a code.
    """
    codes = {label: code for code, label in kinds.items()} | {code: code for code in kinds}
    parents: dict[str, UnitId] = {row.name: row.id for row in rows} | {row.code: row.id for row in rows if row.code}
    made = []
    for line in text.splitlines():
        name, kind, parent, code = ([cell.strip() for cell in line.split("\t")] + [""] * 4)[:4]
        if name and name not in ("名称", "name", "target_name"):
            found = TargetDraft(
                name=name, kind=codes.get(kind, like.kind), parent=parents.get(parent, like.parent), code=code
            )
            made.append(found)
    return made


def name_of(target: TargetDraft, rows: Mapping[UnitId, TreeRow]) -> str:
    """How a target is called."""
    if target.unit is not None:
        return rows[target.unit].name if target.unit in rows else f"#{target.unit}"
    return target.name.strip() or _("(no name yet)")
