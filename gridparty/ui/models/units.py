"""The tree of units for Qt: reset as a whole, because that is quick and leaves nothing to go wrong (DESIGN §3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.marks import Mark
from gridparty.ui.models.rows import NOWHERE, RIGHT, Index

if TYPE_CHECKING:  # brings the figures along; the tree is painted first
    from gridparty.operations.tree_states import UnitMonth

NAME, MEMBERS, RATE = range(3)
UNIT = Qt.ItemDataRole.UserRole
RATE_VALUE = Qt.ItemDataRole.UserRole + 1
MARK = Qt.ItemDataRole.UserRole + 2
CLOSED = Qt.ItemDataRole.UserRole + 3


class UnitsModel(QAbstractItemModel):
    """Units with their members, the month's attendance rate and the mark of the month's theme day (D13)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TreeRow] = ()
        self._months: Mapping[UnitId, UnitMonth] = {}
        self._positions: dict[UnitId | None, int] = {}
        self._children: dict[int, list[int]] = {}  # position of the parent (-1: none) → positions
        self._parents: list[int] = []
        self._places: list[int] = []  # position among its siblings

    def set_rows(self, rows: Iterable[TreeRow], keep: Callable[[TreeRow], bool] | None = None) -> None:
        """Shows the rows, or those that `keep` likes and what lies above them."""
        self.beginResetModel()
        self._rows = tuple(rows) if keep is None else _kept(tuple(rows), keep)
        self._positions = {row.id: place for place, row in enumerate(self._rows)}
        self._children = defaultdict(list)
        self._parents, self._places = [], []
        for place, row in enumerate(self._rows):
            above = self._positions.get(row.parent, -1) if row.parent is not None else -1
            self._parents.append(above)
            self._places.append(len(self._children[above]))
            self._children[above].append(place)
        self.endResetModel()

    def set_months(self, months: "Mapping[UnitId, UnitMonth]") -> None:
        """Takes rates and marks, which arrive after the names; the view paints itself anew.

        One signal for each unit with others below it would stop the window for 100 ms while other threads work.
        """
        self._months = months

    def row(self, index: Index) -> TreeRow:
        """The unit at an index."""
        return self._rows[index.internalId()]

    def find(self, unit: UnitId | None) -> QModelIndex:
        """Where a unit stands; invalid if it is not shown."""
        return self._index(self._positions[unit]) if unit in self._positions else QModelIndex()

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        below = self._children.get(parent.internalId() if parent.isValid() else -1, ())
        if 0 <= row < len(below) and 0 <= column < 3 and (not parent.isValid() or parent.column() == NAME):
            return self.createIndex(row, column, below[row])
        return QModelIndex()

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The index above; Qt has two methods of that name."""
        return self._index(self._parents[index.internalId()]) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid() and parent.column() != NAME:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else -1, ()))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (_("Organisation"), _("Members"), _("Check-ins"))[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == MEMBERS:
                return RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.internalId()]
        month = self._months.get(row.id)
        if role == UNIT:
            return row.id
        if role == CLOSED:
            return row.is_closed
        if index.column() == NAME:
            return _name(row, role)
        if index.column() == MEMBERS:
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{row.members:,}"
            return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None
        return _month(month, role)

    def _index(self, place: int) -> QModelIndex:
        return self.createIndex(self._places[place], NAME, place) if place >= 0 else QModelIndex()


def _name(row: TreeRow, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return row.name
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        facts = [row.name, row.kind_label, row.code or "", _("closed") if row.is_closed else ""]
        return " · ".join(fact for fact in facts if fact)
    return None


def _month(month: "UnitMonth | None", role: int) -> Any:
    if month is None:
        return None
    if role == RATE_VALUE:
        return month.rate
    if role == MARK:
        return mark_of(month)
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        return "\n".join(filter(None, (_attendance(month), _theme_day(month))))
    return None


def mark_of(month: "UnitMonth") -> Mark | None:
    """Whether this month's theme day was held: by all branches, by some, by none (D13)."""
    if month.branches == 0:
        return None
    if month.held == month.branches:
        return Mark.GOOD
    return Mark.INFO if month.held else Mark.WARN


def _attendance(month: "UnitMonth") -> str:
    if month.rate is None:
        return _("Nobody was expected this month.")
    return _("Attendance {rate} % ({present} of {expected})").format(
        rate=f"{month.rate * 100:.1f}", present=f"{month.present:,}", expected=f"{month.expected:,}"
    )


def _theme_day(month: "UnitMonth") -> str:
    if month.branches == 0:
        return ""
    if month.branches == 1:
        return _("Theme day of this month: held") if month.held else _("Theme day of this month: not held yet")
    return _("Theme day of this month: held by {held} of {branches} branches").format(
        held=month.held, branches=month.branches
    )


def _kept(rows: tuple[TreeRow, ...], keep: Callable[[TreeRow], bool]) -> tuple[TreeRow, ...]:
    parents = {row.id: row.parent for row in rows}
    wanted: set[UnitId] = set()
    for row in rows:
        if keep(row):
            above: UnitId | None = row.id
            while above is not None and above not in wanted:
                wanted.add(above)
                above = parents.get(above)
    return tuple(row for row in rows if row.id in wanted)
