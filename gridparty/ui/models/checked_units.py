"""The tree of units with a tick at each: choosing one, or a hundred of them (S090)."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from gridparty.domain.ids import UnitId
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.models.units import NAME, Index, UnitsModel

_CHECK = int(Qt.ItemDataRole.CheckStateRole)


class CheckedUnitsModel(UnitsModel):
    """Units of which any number is ticked; the ticks outlast filtering."""

    changed = Signal()  # the ticks; views paint themselves anew

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[TreeRow, ...] = ()
        self._ticked: dict[UnitId, None] = {}  # in the order of ticking

    def set_rows(self, rows: Iterable[TreeRow], keep: Callable[[TreeRow], bool] | None = None) -> None:
        """Shows the rows, or those that `keep` likes and what lies above them; ticks of units that are gone go too."""
        self._all = tuple(rows)
        known = {row.id for row in self._all}
        gone = [unit for unit in self._ticked if unit not in known]
        for unit in gone:
            del self._ticked[unit]
        super().set_rows(self._all, keep)
        if gone:
            self.changed.emit()

    def ticked(self) -> list[UnitId]:
        """The units that are ticked, shown or not, in the order of ticking."""
        return list(self._ticked)

    def ticked_rows(self) -> list[TreeRow]:
        """The same with what the tree knows of them, in the tree's order."""
        return [row for row in self._all if row.id in self._ticked]

    def tick(self, units: Iterable[UnitId], *, on: bool) -> None:
        """Ticks units, or takes their ticks away."""
        for unit in units:
            if on:
                self._ticked.setdefault(unit)
            else:
                self._ticked.pop(unit, None)
        self.changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every name can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The tick beside the name; the rest as in the tree."""
        if role == _CHECK and index.isValid() and index.column() == NAME:
            is_on = self.row(index).id in self._ticked
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box, or the space bar."""
        if role != _CHECK or not index.isValid():
            return False
        self.tick([self.row(index).id], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        self.dataChanged.emit(index, index)
        return True
