"""How soon the window is there, and how quickly the tree is filled."""

import os
import subprocess
import sys
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTreeView

from benchmarks.measuring import Row, Turn, race, slower
from benchmarks.offices import Office, copy
from gridparty.domain.ids import UnitId
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.widgets.unit_tree import UnitTree

UNITS = 5000


def rows(office: Office) -> Iterator[Row]:
    """From the start of the process to the paint; and 5,000 units into the tree, shown."""
    path = copy(office, "window")
    settings = str(office.scratch / "settings")
    bare, shell = _painted("bare"), _painted("shell", settings)
    tree = _painted("tree", str(path), settings)
    floor = "a bare PySide6 window, from start of process to paint"
    rounds = office.rounds(15)
    yield slower("first paint of the window", floor, race(shell, bare, rounds=rounds), limit=2)
    yield slower("usable tree of the district", floor, race(tree, bare, rounds=rounds), limit=6)
    yield slower(
        f"a tree of {UNITS:,} units, filled and shown",
        "the same rows as a bare QStandardItemModel in a QTreeView",
        _trees(office.rounds(20)),
        limit=3,
    )


def _painted(*arguments: str) -> Turn:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def run(_number: int) -> None:
        command = [sys.executable, "-m", "benchmarks.window_child", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as child:
            assert child.stdout is not None
            if b"painted" not in child.stdout.readline():
                raise RuntimeError(f"{arguments} was not painted")

    return run


def _trees(rounds: int) -> tuple[float, float]:
    app = QApplication.instance() or QApplication([])
    units = tuple(_units())
    tree, bare = UnitTree(), QTreeView()
    for widget in (tree, bare):
        widget.resize(320, 800)
        widget.show()
    tree.show_rows(units, UnitId(1))
    tree.view.expandAll()

    def ours(_number: int) -> None:
        tree.show_rows(units, UnitId(1))
        tree.view.expandAll()
        app.processEvents()

    def floor(_number: int) -> None:
        bare.setModel(_standard(units))
        bare.expandAll()
        app.processEvents()

    return race(ours, floor, rounds=rounds)


def _units() -> Iterator[TreeRow]:
    for number in range(1, UNITS + 1):
        parent = None if number == 1 else UnitId((number - 2) // 8 + 1)
        yield TreeRow(
            id=UnitId(number), parent=parent, name=f"第{number}网格党支部", place_name=None, kind="grid_branch",
            kind_label="网格党支部", code=f"{number:012d}", members=number % 60, is_closed=False,
        )  # fmt: skip


def _standard(units: tuple[TreeRow, ...]) -> QStandardItemModel:
    model = QStandardItemModel()
    items: dict[UnitId, QStandardItem] = {}
    for unit in units:
        line = [QStandardItem(unit.name), QStandardItem(str(unit.members)), QStandardItem("")]
        line[0].setData(unit.id, Qt.ItemDataRole.UserRole)
        items[unit.id] = line[0]
        (items[unit.parent] if unit.parent is not None else model.invisibleRootItem()).appendRow(line)
    return model
