"""The import page: a roster's dry run, import, undo, rejected rows; divisions; files that cannot be read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from driving import calm, go
from offices import MONTH, Office
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.exchange.workbooks import write_table
from gridparty.operations import divisions, members, search, services, units
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.imports import COLUMNS, PREVIEW, ImportsPage

HEADS = ("姓名", "性别", "手机号码", "所在党支部", "入党时间")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("钱一", "男", "19911110001", "第一网格党支部", "2001.07"),
    ("钱二", "女", "19911110002", "第二网格党支部", "2002.07"),
    ("张伟", None, "19900000001", "第一网格党支部", "1999.07"),  # known: one fact is new
    ("王芳", None, "19900000002", "第一网格党支部", None),  # known: nothing is new
    ("钱三", "男", "19911110003", "没有的党支部", None),
    ("䶮𬱖", "女", "19911110004", "第三网格党支部", "2003年不详"),
)


def roster(path: Path, rows: Sequence[tuple[Any, ...]] = ROWS) -> Path:
    write_table(path, title="党员花名册", heads=HEADS, rows=rows)
    return path


@pytest.fixture
def page(qtbot: QtBot, view: FileView, furnished: tuple[Path, Office]) -> ImportsPage:
    """The page of the street, in sight."""
    view.window().activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return go(qtbot, view, furnished[1].units["street"], "imports")


def choose(qtbot: QtBot, view: FileView, page: ImportsPage, path: Path) -> None:
    """Chooses a roster by the button and its dialog."""
    qtbot.mouseClick(page.roster.choose_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()
    calm(qtbot, view)
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


def counts(page: ImportsPage) -> dict[str, int]:
    """What the buttons say, by outcome."""
    return {what: int(button.text().split()[-1]) for what, button in page.preview.filter_buttons.items() if what}


def shown(page: ImportsPage) -> list[tuple[int, str]]:
    return [(line.number, line.what) for line in page.preview.rows.rows()]


def people(app: App) -> set[str]:
    street = app.ask(units.find, key="410102001")
    return {row.name for row in app.ask(members.rows, unit=street)}


def test_every_row_is_accounted_for_before_anything_is_written(
    qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path
) -> None:
    before = people(view.office.app)
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx"))
    found = counts(page)
    assert found == {"new": 2, "changed": 1, "same": 1, "duplicate": 0, "rejected": 2}
    assert sum(found.values()) == len(ROWS) == len(shown(page))
    assert page.preview.filter_buttons[""].text().startswith("文件共 6 行")
    changed = next(line for line in page.preview.rows.rows() if line.what == "changed")
    assert "1999" in changed.words
    assert people(view.office.app) == before


def test_the_rows_are_filtered_by_what_becomes_of_them(
    qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path
) -> None:
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx"))
    qtbot.mouseClick(page.preview.filter_buttons["rejected"], Qt.MouseButton.LeftButton)
    assert shown(page) == [(6, "rejected"), (7, "rejected")]
    assert "没有的党支部" in page.preview.rows.rows()[0].words
    qtbot.mouseClick(page.preview.filter_buttons[""], Qt.MouseButton.LeftButton)
    assert len(shown(page)) == len(ROWS)


def test_phones_are_masked_in_what_changes(qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path) -> None:
    known = view.office.app.ask(search.find, key="李娜")
    view.office.run(members.edit, member=known, changes={"birth_date": 19900101})
    calm(qtbot, view)
    path = tmp_path / "r.xlsx"
    write_table(path, title="x", heads=("姓名", "出生日期", "手机号码"), rows=[("李娜", "1990-01-01", "19922223333")])
    choose(qtbot, view, page, path)
    (line,) = page.preview.rows.rows()
    assert line.what == "changed"
    assert "199****3333" in line.words
    assert "19922223333" not in line.words


def test_a_roster_comes_in_and_is_taken_back(qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path) -> None:
    before = people(view.office.app)
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx"))
    qtbot.mouseClick(page.preview.import_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert people(view.office.app) - before == {"钱一", "钱二"}
    assert "r.xlsx" in view.told.words.text()
    assert page.stack.currentIndex() == 0
    qtbot.mouseClick(view.told.undo, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert people(view.office.app) == before


def test_the_rejected_rows_are_saved_as_they_stood(
    qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path
) -> None:
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx"))
    qtbot.mouseClick(page.preview.rejects_button, Qt.MouseButton.LeftButton)
    dialog = page.preview.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("left.xlsx")
    dialog.accept()
    calm(qtbot, view)
    sheet = openpyxl.load_workbook(tmp_path / "left.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][: len(HEADS)] == HEADS
    assert [row[: len(HEADS)] for row in rows[1:]] == [ROWS[4], ROWS[5]]
    assert all(row[len(HEADS)] for row in rows[1:])
    assert "left.xlsx" in view.told.words.text()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode()),  # heads alone
        ("empty.xlsx", b""),
        ("broken.xlsx", b"PK\x03\x04 is no workbook"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_nothing_is_lost(
    qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    choose(qtbot, view, page, tmp_path / name)
    assert page.roster.refusal.isVisible()
    assert page.roster.refusal.text()
    assert page.stack.currentIndex() == 0
    assert page.roster.choose_button.isEnabled()
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx"))
    assert page.stack.currentIndex() == 1
    assert not page.roster.refusal.isVisibleTo(page.roster)


def fields_of(page: ImportsPage) -> dict[str, str]:
    """What each column is taken for, by its head."""
    assert page._reading is not None
    heads = page._reading.proposal.layout.heads
    return {heads[field.property("column")]: field.currentData() for field in page.columns.fields}


def test_columns_are_asked_about_where_the_heads_say_too_little(
    qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path
) -> None:
    before = people(view.office.app)
    path = tmp_path / "odd.csv"
    path.write_text("同志,联络,归属\n钱一,19911110001,第一网格党支部\n", encoding="utf-8")
    choose(qtbot, view, page, path)
    assert page.stack.currentIndex() == COLUMNS
    assert page.columns.missing.isVisible()
    assert not page.columns.check_button.isEnabled()
    assert "199****0001" in page.columns.sheet.item(1, 1).text()
    for head, key in (("同志", "name"), ("联络", "phone"), ("归属", "branch")):
        column = ("同志", "联络", "归属").index(head)
        field = next(each for each in page.columns.fields if each.property("column") == column)
        field.setFocus()
        at = field.findData(key)
        while field.currentIndex() != at:
            qtbot.keyClick(field, Qt.Key.Key_Down if field.currentIndex() < at else Qt.Key.Key_Up)
        calm(qtbot, view)
    assert fields_of(page) == {"同志": "name", "联络": "phone", "归属": "branch"}
    qtbot.mouseClick(page.columns.check_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert page.stack.currentIndex() == PREVIEW
    qtbot.mouseClick(page.preview.import_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert people(view.office.app) - before == {"钱一"}
    path.write_text("同志,联络,归属\n钱二,19911110002,第一网格党支部\n", encoding="utf-8")
    choose(qtbot, view, page, path)
    assert page.stack.currentIndex() == PREVIEW  # what was chosen for these heads is remembered


def test_another_head_row_and_another_sheet(qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("名册")
    first.append(["本表由各支部填写"])
    for row in (["党员情况", None], ["编号", "内容"], ["姓名", "手机号码"], ["钱一", "19911110001"]):
        second.append(row)
    book.save(tmp_path / "two.xlsx")
    choose(qtbot, view, page, tmp_path / "two.xlsx")
    page._show_columns()
    assert page.columns.sheets.isVisible()
    page.columns.sheets.setCurrentIndex(1)
    page.columns.sheets.activated.emit(1)
    calm(qtbot, view)
    assert page.stack.currentIndex() == COLUMNS or fields_of(page)["姓名"] == "name"
    page._show_columns()
    sheet = page.columns.sheet
    place = sheet.visualItemRect(sheet.item(1, 0)).center()
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place)
    calm(qtbot, view)
    assert fields_of(page).get("编号") is not None
    place = sheet.visualItemRect(sheet.item(2, 0)).center()
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place)
    calm(qtbot, view)
    assert fields_of(page) == {"姓名": "name", "手机号码": "phone"}


def test_services_come_in_and_the_batch_is_taken_back(
    qtbot: QtBot, view: FileView, page: ImportsPage, furnished: tuple[Path, Office], tmp_path: Path
) -> None:
    path = tmp_path / "services.csv"
    path.write_text(
        "日期,类别,服务内容,参与人员,时长,所在网格\n2024-10-20,环境整治,清扫院子,张伟,1.5,第一网格党支部\n",
        encoding="utf-8",
    )
    unit = furnished[1].units["first"]
    before = len(view.office.app.ask(services.rows, unit=unit, first=MONTH))
    page.roster.kinds.setCurrentIndex(page.roster.kinds.findData("services"))
    choose(qtbot, view, page, path)
    assert [(line.what, line.words) for line in page.preview.rows.rows()] == [("new", "")]
    qtbot.mouseClick(page.preview.import_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert len(view.office.app.ask(services.rows, unit=unit, first=MONTH)) == before + 1
    assert [row.file_name for row in page.batches.view.rows()] == ["services.csv"]
    page.batches.view.select(page.batches.view.rows()[0].id)
    qtbot.mouseClick(page.batches.undo_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert len(view.office.app.ask(services.rows, unit=unit, first=MONTH)) == before
    (gone,) = page.batches.view.rows()  # it stays in sight, greyed, with the word and when
    assert gone.undone is not None
    state = page.batches.view.model.index(0, page.batches.view.model.number("state")).data()
    assert f"{gone.undone:%Y-%m-%d %H:%M}" in state
    page.batches.view.select(gone.id)
    assert not page.batches.undo_button.isEnabled()


def test_another_unit_is_looked_at_anew(
    qtbot: QtBot, view: FileView, page: ImportsPage, furnished: tuple[Path, Office], tmp_path: Path
) -> None:
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx"))
    view.go_unit(furnished[1].units["west"])
    calm(qtbot, view)
    assert counts(page)["rejected"] == len(ROWS)  # no row has its branch there, or it has no good date
    assert "西苑" in page.preview.heading.text()


def test_a_file_is_dropped_onto_the_page(qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(roster(tmp_path / "r.xlsx")))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(page.roster.geometry().center())
    entering = QDragEnterEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, QDropEvent(place, copy, data, left, none))
    calm(qtbot, view)
    assert sum(counts(page).values()) == len(ROWS)


def test_a_cancelled_import_leaves_nothing(qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path) -> None:
    before = people(view.office.app)
    many = [(f"赵{chr(0x4E00 + at)}", "男", f"1993{at:07}", "第一网格党支部", None) for at in range(3000)]
    choose(qtbot, view, page, roster(tmp_path / "r.xlsx", many))
    qtbot.mouseClick(page.preview.import_button, Qt.MouseButton.LeftButton)
    view.office.jobs[0].cancel()
    calm(qtbot, view)
    assert people(view.office.app) == before
    assert page.preview.refusal.isVisible()
    assert page.preview.import_button.isEnabled()
    assert len(shown(page)) == len(many)


def test_an_empty_office_begins_with_divisions(qtbot: QtBot, open_view: Any, tmp_path: Path) -> None:
    App.create(tmp_path / "new.gridparty").close()
    view = open_view(tmp_path / "new.gridparty")
    page = view.workspace.show_page("imports")
    calm(qtbot, view)
    assert not page.roster.choose_button.isEnabled()
    assert not page.divisions.import_button.isEnabled()
    card = page.divisions
    at = card.district.findData("410102")
    card.district.setFocus()
    card.district.setCurrentIndex(at)
    card.street.setCurrentIndex(card.street.findData("410102001"))
    qtbot.mouseClick(card.import_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    codes = view.office.app.ask(divisions.known_codes)
    assert "410102001" in codes
    assert all(code.startswith("410102001") for code in codes)
    assert view.place.unit is not None
    assert page.roster.choose_button.isEnabled()


def test_a_list_of_ones_own_and_one_that_is_none(
    qtbot: QtBot, view: FileView, page: ImportsPage, tmp_path: Path
) -> None:
    own, wrong = tmp_path / "own.csv", tmp_path / "wrong.csv"
    own.write_text(
        "code,name,level,parent_code\n410102001,和平街道,street,410102\n410102001003,南苑社区居委会,community,410102001\n",
        encoding="utf-8",
    )
    wrong.write_text("编码,名称\n1,某地\n", encoding="utf-8")
    page.divisions.choose_list(wrong)
    calm(qtbot, view)
    assert page.divisions.refusal.isVisible()
    assert page.divisions.district.count() > 5  # the list before is still there
    page.divisions.choose_list(own)
    calm(qtbot, view)
    assert page.divisions.under == "410102001"
    qtbot.mouseClick(page.divisions.import_button, Qt.MouseButton.LeftButton)
    calm(qtbot, view)
    assert "410102001003" in view.office.app.ask(divisions.known_codes)
