"""A small kind of row and its columns, for the tests of the list."""

from dataclasses import dataclass

from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.widgets.rows_view import RowsView


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    name: str
    hours: int | None = None
    note: str = ""
    status: str | None = None


COLUMNS = (
    Column[Entry]("name", "姓名", lambda row: row.name, width=10, link=True),
    Column[Entry](
        "hours",
        "时长",
        lambda row: "" if row.hours is None else str(row.hours),
        width=6,
        order=lambda row: row.hours,
        align=RIGHT,
    ),
    Column[Entry]("note", "备注", lambda row: row.note, editable=True),
    Column[Entry]("status", "状态", lambda row: row.status or "", mark=lambda row: row.status),
    Column[Entry]("id", "编号", lambda row: str(row.id), hidden=True),
)
ENTRIES = (
    Entry(1, "王秀兰", 12, "值班", "good"),
    Entry(2, "Anna Li", None, "送药", "warn"),
    Entry(3, "周岚", 3, "值班 送药", "bad"),
    Entry(4, "李建国", 12, "", "info"),
    Entry(5, "anna wang", 2),
)


def identity(row: Entry) -> int:
    return row.id


def made(name: str = "entries") -> RowsView[Entry]:
    return RowsView(
        COLUMNS,
        name=name,
        label="服务",
        empty="还没有记录。",
        identity=identity,
        total=lambda rows: f"{sum(row.hours or 0 for row in rows)} 小时",
    )
