"""A tree before or after a change order, with a mark and a word at every unit that the order changes (S090)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from gridparty.domain.ids import UnitId
from gridparty.domain.units import GRID
from gridparty.i18n import _
from gridparty.operations.orders import Preview
from gridparty.operations.tree import Node, Tree
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.marks import Mark
from gridparty.ui.models.units import MARK, NAME, RATE, Index, UnitsModel


@dataclass(frozen=True, slots=True)
class Change:
    """What an order does to a unit: a mark, and its word."""

    mark: Mark
    word: str


Changes = Mapping[UnitId, Change]


class ComparedUnitsModel(UnitsModel):
    """Units with members and what changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: Changes = {}

    def show_tree(self, rows: list[TreeRow], changes: Changes) -> None:
        """Shows a tree."""
        self._changes = changes
        self.set_rows(rows)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The third column says what changes."""
        if section == RATE and orientation == Qt.Orientation.Horizontal:
            return _("What changes") if role == Qt.ItemDataRole.DisplayRole else None
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Mark and word of the change; the rest as in the tree."""
        if not index.isValid():
            return None
        change = self._changes.get(self.row(index).id)
        if index.column() == RATE:
            if role == MARK:
                return change.mark if change else None
            is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return change.word if change and (is_text or role == Qt.ItemDataRole.AccessibleTextRole) else None
        if index.column() == NAME and role == Qt.ItemDataRole.AccessibleTextRole and change:
            return f"{super().data(index, role)} · {change.word}"
        return super().data(index, role)


def changes(preview: Preview) -> tuple[Changes, Changes]:
    """What the order does to the units of the tree before, and to those of the tree after."""
    before, after = preview.before.nodes, preview.after.nodes
    closing = {unit: Change(Mark.BAD, _("closes")) for unit in before if unit not in after}
    made = {unit: Change(Mark.GOOD, _("newly set up")) for unit in after if unit not in before}
    both = {
        unit: Change(Mark.INFO, "、".join(words))
        for unit, node in after.items()
        if unit in before and (words := list(_differences(preview, before[unit], node)))
    }
    return {**closing, **both}, {**made, **both}


def rows(
    tree: Tree, preview: Preview, members: Mapping[UnitId, int], changes: Changes, kinds: Mapping[str, str]
) -> list[TreeRow]:
    """The part of a tree that the order touches, parents first.

    A grid that a branch covers is left out, as in the window's tree, unless something changes about it.
    """
    covered = {grid for grids in tree.covers.values() for grid in grids}
    shown = tree.subtree(preview.top) if preview.top in tree.nodes else list(tree.nodes)

    def is_shown(node: Node) -> bool:
        is_plain_grid = node.kind == GRID and node.id in covered and not tree.children.get(node.id)
        return node.id in changes or not is_plain_grid

    return [
        _row(node, members.get(node.id, 0), top=preview.top, label=kinds.get(node.kind, node.kind))
        for node in (tree.nodes[unit] for unit in shown)
        if is_shown(node)
    ]


def _row(node: Node, members: int, *, top: UnitId | None, label: str) -> TreeRow:
    return TreeRow(
        id=node.id,
        parent=None if node.id == top else node.parent,
        name=node.name,
        place_name=node.place_name,
        kind=node.kind,
        kind_label=label,
        code=node.code,
        members=members,
        is_closed=False,
    )


def _differences(preview: Preview, before: Node, after: Node) -> Iterator[str]:
    if before.name != after.name:
        yield _("renamed: {name}").format(name=after.name)
    if before.parent != after.parent:
        yield _("moves")
    if before.kind != after.kind:
        yield _("another kind")
    if before.code != after.code:
        yield _("code {code}").format(code=after.code or "—")
    was, becomes = preview.members_before.get(before.id, 0), preview.members_after.get(after.id, 0)
    if was != becomes:
        yield _("members {difference:+,}").format(difference=becomes - was)
