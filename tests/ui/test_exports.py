"""Every list goes into a spreadsheet: what is shown, as it is shown, and that it did is written down."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from driving import calm, go
from offices import Office as Names
from offices import rows
from opened import answer
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridparty.domain.table_values import Share, Shown
from gridparty.storage.tables import Disclosure
from gridparty.ui.dialogs.export import ExportDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.models.shown_cells import typed_rows
from gridparty.ui.window import MainWindow


def dialog(view: FileView) -> ExportDialog:
    (found,) = [each for each in view.findChildren(ExportDialog) if each.isVisible()]
    return found


def test_what_is_shown_is_exported(view: FileView, office: Names, tmp_path: Path, qtbot: QtBot) -> None:
    page = go(qtbot, view, office.units["street"], "members")
    page.list.set_filter("name", "强")
    page.list.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    asked = dialog(view)
    assert asked.shown.rows == page.list.rows()
    qtbot.keyClicks(asked.purpose, "report")
    qtbot.mouseClick(asked.go_button, Qt.MouseButton.LeftButton)
    path = tmp_path / "党员.xlsx"
    answer(qtbot, view, path)
    sheet = openpyxl.load_workbook(path).active
    heads = [page.list.model.columns[at].head for at in page.list.columns.shown()]
    assert [cell.value for cell in sheet[1]] == heads
    names = [row[heads.index("姓名")].value for row in sheet.iter_rows(min_row=2)]
    assert names == [row.name for row in page.list.rows()]
    assert all("强" in name for name in names)
    (record,) = view.office.app.ask(rows, table=Disclosure)
    assert (record.kind, record.people, record.reason) == ("export", len(names), "report")
    assert "members.phone" in record.fields
    assert str(path) in view.told.words.text()


def test_as_csv_by_the_menu(window: MainWindow, view: FileView, office: Names, tmp_path: Path, qtbot: QtBot) -> None:
    page = go(qtbot, view, office.units["street"], "history")
    window.acts["export_list"].trigger()
    asked = dialog(view)
    asked.csv.click()
    assert not asked.every.isEnabled()  # all are in sight
    qtbot.mouseClick(asked.go_button, Qt.MouseButton.LeftButton)
    answer(qtbot, view, tmp_path / "s.csv")
    lines = (tmp_path / "s.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].split(",") == [column.head for column in page.view.model.columns]
    assert len(lines) == 1 + len(asked.shown.rows)


def test_a_place_that_cannot_be_written_is_told(view: FileView, office: Names, tmp_path: Path, qtbot: QtBot) -> None:
    page = go(qtbot, view, office.units["street"], "members")
    page.list.foot.export_button.click()
    dialog(view).save(tmp_path / "no" / "x.xlsx")
    calm(qtbot, view)
    assert "x.xlsx" in view.told.words.text()
    assert view.office.app.ask(rows, table=Disclosure) == []


def test_a_page_without_a_list_says_so(window: MainWindow, view: FileView, office: Names, qtbot: QtBot) -> None:
    go(qtbot, view, office.units["street"], "forms")
    window.acts["export_list"].trigger()
    assert view.told.isVisible()
    assert not [each for each in view.findChildren(ExportDialog) if each.isVisible()]


@pytest.mark.parametrize(
    ("texts", "cells"),
    [
        (("1,234", "7", "—"), (1234, 7, None)), (("1.5", "2"), (1.5, 2)), (("92.9%", "—"), (Share(0.929), None)),
        (("007", "8"), ("007", "8")), (("2026-10-01", ""), (date(2026, 10, 1), None)),
        (("2026-13-01", "2026-10-01"), ("2026-13-01", date(2026, 10, 1))), (("=1", "2"), ("=1", "2")),
        (("", ""), (None, None)),
    ],
)  # fmt: skip
def test_what_columns_look_like_says_what_they_are(texts: tuple[str, ...], cells: tuple[Shown, ...]) -> None:
    column: Column[str] = Column("x", "x", lambda text: text, align=RIGHT)
    assert tuple(row[0] for row in typed_rows(texts, [column])) == cells


def test_codes_and_partial_dates_stay_text() -> None:
    column: Column[str] = Column("x", "x", lambda text: text)
    texts = ("19900000001", "1976.07")
    assert tuple(row[0] for row in typed_rows(texts, [column])) == texts
