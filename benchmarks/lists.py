"""Showing a long list, beside a bare Qt table on the same rows."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from benchmarks.measuring import Row, race, slower
from benchmarks.offices import Office
from gridparty.domain.sample_people import SamplePerson, people
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.widgets.rows_view import RowsView

LONG, LITTLE = 20_000, 1_000  # rows
SIZE = (1366, 768)
NOWHERE = QModelIndex()
COLUMNS = (
    Column[SamplePerson]("name", "姓名", lambda row: row.name, width=10, link=True),
    Column[SamplePerson]("gender", "性别", lambda row: row.gender, width=6),
    Column[SamplePerson]("ethnicity", "民族", lambda row: row.ethnicity, width=8),
    Column[SamplePerson]("born", "出生日期", lambda row: str(row.birth_date), width=10, align=RIGHT),
    Column[SamplePerson]("phone", "手机号码", lambda row: row.phone, width=13),
    Column[SamplePerson]("education", "学历", lambda row: row.education, width=14),
    Column[SamplePerson]("stage", "人员类别", lambda row: row.stage, width=12, mark=lambda row: "good"),
    Column[SamplePerson]("work", "工作单位", lambda row: row.work_unit, width=20),
)
Cells = list[tuple[str, ...]]


class BareModel(QAbstractTableModel):
    """The least model: texts that are there already."""

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self._cells = cells

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        return len(self._cells)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        return len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        return self._cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def rows(office: Office) -> Iterator[Row]:
    """From the rows to the painted widget."""
    _app = QApplication.instance() or QApplication([])
    number = LITTLE if office.quick else LONG
    persons = list(islice(people(7, year=office.month.year), number))
    cells = [tuple(column.text(row) for column in COLUMNS) for row in persons]
    times = race(lambda _round: show_list(persons), lambda _round: show_bare(cells), rounds=office.rounds(30), warm=2)
    yield slower(f"a list of {number:,} members, shown", "a bare Qt table on the same texts", times, limit=3)


def show_list(persons: Sequence[SamplePerson]) -> None:
    """Our list, with everything that it can do."""
    view = RowsView(COLUMNS, name="bench", label="党员", empty="", identity=lambda row: row.id_number)
    view.set_rows(persons)
    _paint(view)


def show_bare(cells: Cells) -> None:
    """Qt's table as it comes."""
    model = BareModel(cells)
    view = QTableView()
    view.setModel(model)
    _paint(view)


def _paint(widget: QWidget) -> None:
    widget.resize(*SIZE)
    widget.show()
    QCoreApplication.processEvents()
    widget.close()
