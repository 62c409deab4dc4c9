"""gridparty.ui.widgets.rows_view, used by mouse and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from rows_sample import COLUMNS, ENTRIES, Entry, identity, made

from gridparty.ui import theme
from gridparty.ui.widgets.rows_view import RowsView

Key = Qt.Key
NAME, HOURS, NOTE, STATUS, NUMBER = range(5)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(qtbot: QtBot, view: RowsView[Entry]) -> RowsView[Entry]:
    qtbot.addWidget(view)
    view.resize(900, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.table.hasFocus)
    return view


@pytest.fixture
def view(qtbot: QtBot) -> RowsView[Entry]:
    view = shown(qtbot, made())
    view.set_rows(ENTRIES)
    return view


def ids(view: RowsView[Entry]) -> list[int]:
    return [row.id for row in view.rows()]


def click_head(qtbot: QtBot, view: RowsView[Entry], number: int) -> None:
    header = view.table.header
    place = QPoint(header.sectionViewportPosition(number) + 20, header.viewport().height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def cell(view: RowsView[Entry], row: int, number: int) -> QPoint:
    return view.table.visualRect(view.model.index(row, number)).center()


def menu(qtbot: QtBot, view: RowsView[Entry]) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def entry(menu: QMenu, start: str) -> QAction:
    return next(action for action in menu.actions() if action.text().replace("&", "").startswith(start))


def choose(menu: QMenu, start: str) -> None:
    entry(menu, start).trigger()
    menu.close()


def test_three_clicks_on_a_head(qtbot: QtBot, view: RowsView[Entry]) -> None:
    for expected in ([5, 3, 1, 4, 2], [1, 4, 3, 5, 2], [1, 2, 3, 4, 5]):
        click_head(qtbot, view, HOURS)
        assert ids(view) == expected


def test_enter_double_click_and_links_activate(qtbot: QtBot, view: RowsView[Entry]) -> None:
    told: list[tuple[int, str]] = []
    qtbot.keyClick(view.table, Key.Key_Down)
    view.activated.connect(lambda row, key: told.append((row.id, key)))
    qtbot.keyClick(view.table, Key.Key_Down)
    qtbot.keyClick(view.table, Key.Key_Return)
    viewport, left = view.table.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(viewport, left, pos=cell(view, 3, STATUS))
    qtbot.mouseDClick(viewport, left, pos=cell(view, 3, STATUS))
    qtbot.mouseClick(viewport, left, pos=cell(view, 4, NAME))
    assert told == [(2, "name"), (4, "status"), (5, "name")]


def test_the_current_row_is_told_once(qtbot: QtBot, view: RowsView[Entry]) -> None:
    told: list[Entry | None] = []
    qtbot.keyClick(view.table, Key.Key_Down)
    view.selected.connect(told.append)
    qtbot.keyClick(view.table, Key.Key_Down)
    qtbot.keyClick(view.table, Key.Key_Right)
    view.set_rows(ENTRIES)
    assert told == [ENTRIES[1]]
    changed = replace(ENTRIES[1], note="走访")
    view.set_rows([changed])
    assert told == [ENTRIES[1], changed]
    view.set_rows([])
    assert told[-1] is None


def test_a_reload_keeps_cursor_selection_order_and_filter(qtbot: QtBot, view: RowsView[Entry]) -> None:
    view.select(4)
    qtbot.keyClick(view.table, Key.Key_Up, SHIFT)
    view.table.header.setSortIndicator(HOURS, Qt.SortOrder.DescendingOrder)
    view.set_filter("name", "")
    view.set_rows([Entry(9, "新来的", 5), *ENTRIES])
    assert ids(view) == [1, 4, 9, 3, 5, 2]
    assert [row.id for row in view.selected_rows()] == [4, 3]
    assert view.current() == ENTRIES[2]


def test_a_row_that_has_gone_leaves_the_cursor_there_but_nothing_selected(qtbot: QtBot, view: RowsView[Entry]) -> None:
    view.select(3)
    view.set_rows([row for row in ENTRIES if row.id != 3])
    assert view.current() is None
    assert view.selected_rows() == []
    qtbot.keyClick(view.table, Key.Key_Down)
    assert view.current() == ENTRIES[4]


def test_scrolling_stays_with_the_row_on_top(qtbot: QtBot) -> None:
    view = shown(qtbot, made())
    rows = [Entry(number, f"第{number}行") for number in range(200)]
    view.set_rows(rows)
    view.set_rows([Entry(900, "最新"), *rows])
    assert view.table.rowAt(0) == 0
    view.table.verticalScrollBar().setValue(50 * view.table.rowHeight(0) + 7)
    top = view.rows()[view.table.rowAt(0)]
    view.set_rows([Entry(901, "更新"), Entry(900, "最新"), *rows])
    assert view.rows()[view.table.rowAt(0)] == top
    assert view.table.rowViewportPosition(view.table.rowAt(0)) == -7


def test_filter_fields_by_keys(qtbot: QtBot, view: RowsView[Entry]) -> None:
    qtbot.keyClick(view.table, Key.Key_F, CTRL | SHIFT)
    filters = view.table.header.filters
    name, hours = filters.field(NAME), filters.field(HOURS)
    qtbot.waitUntil(name.hasFocus)
    qtbot.keyClicks(name, "Anna")
    assert ids(view) == [2, 5]
    qtbot.keyClick(name, Key.Key_Tab)
    assert hours.hasFocus()
    qtbot.keyClicks(hours, "2")
    assert ids(view) == [5]
    assert "1" in view.foot.texts()[0]
    qtbot.keyClick(hours, Key.Key_Backtab)
    assert name.hasFocus()
    qtbot.keyClick(name, Key.Key_Escape)
    assert ids(view) == [1, 4, 5]
    qtbot.keyClick(name, Key.Key_Down)
    assert view.table.hasFocus()
    qtbot.keyClick(view.table, Key.Key_F, CTRL | SHIFT)
    assert name.hasFocus()
    qtbot.keyClick(name, Key.Key_Escape)
    assert ids(view) == [1, 2, 3, 4, 5]
    assert not name.isVisible()
    assert not view.foot.filter_button.isChecked()


def test_filter_fields_lie_below_their_columns(qtbot: QtBot, view: RowsView[Entry]) -> None:
    header = view.table.header
    qtbot.mouseClick(view.foot.filter_button, Qt.MouseButton.LeftButton)
    header.moveSection(0, 2)
    header.resizeSection(NAME, 300)
    for number in (NAME, HOURS, NOTE, STATUS):
        field = header.filters.field(number)
        middle = field.mapTo(header, field.rect().center())
        left = header.sectionViewportPosition(number)
        assert left < middle.x() < left + header.sectionSize(number)
        assert field.width() <= header.sectionSize(number)
        assert middle.y() > header.viewport().geometry().bottom()
        assert field.accessibleName() != ""
    assert not header.filters.field(NUMBER).isVisible()


def test_three_reasons_for_an_empty_list(qtbot: QtBot, view: RowsView[Entry]) -> None:
    assert view.notice.text() == ""
    view.set_filter(None, "没有这样的")
    nothing = view.notice.text()
    assert nothing
    cleared: list[bool] = []
    view.filter_cleared.connect(lambda: cleared.append(True))
    qtbot.mouseClick(view.notice.button, Qt.MouseButton.LeftButton)
    assert (ids(view), view.notice.text(), cleared) == ([1, 2, 3, 4, 5], "", [True])
    view.set_rows([])
    assert view.notice.text() == "还没有记录。"
    assert not view.notice.button.isVisible()
    view.set_empty("换一个月看看。")
    assert view.notice.text() == "换一个月看看。"
    view.set_rows([], loading=True)
    assert view.notice.text() not in ("", "换一个月看看。", nothing)


def test_the_foot_counts(qtbot: QtBot, view: RowsView[Entry]) -> None:
    count, total = view.foot.texts()
    assert "5" in count
    assert total == "29 小时"
    qtbot.keyClick(view.table, Key.Key_A, CTRL)
    assert "5" in view.foot.texts()[1]
    view.set_filter("note", "值班")
    count, *_selected, total = view.foot.texts()
    assert "2" in count
    assert "5" in count
    assert total == "15 小时"


def test_copying_takes_what_is_seen(qtbot: QtBot, view: RowsView[Entry]) -> None:
    view.columns.show_column(STATUS, False)
    view.columns.move(NAME, 1)
    qtbot.keyClick(view.table, Key.Key_A, CTRL)
    qtbot.keyClick(view.table, Key.Key_C, CTRL)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[:2] == ["时长\t姓名\t备注", "12\t王秀兰\t值班"]
    assert len(lines) == 6
    view.select(3)
    qtbot.keyClick(view.table, Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "3\t周岚\t值班 送药"


def test_editing_goes_from_cell_to_cell(qtbot: QtBot, view: RowsView[Entry]) -> None:
    told: list[tuple[int, str, str]] = []

    def save(row: Entry, key: str, text: str) -> None:
        told.append((row.id, key, text))
        view.set_rows([replace(old, note=text) if old.id == row.id else old for old in view.model.all_rows()])

    view.edited.connect(save)
    view.table.setCurrentIndex(view.model.index(0, NOTE))
    qtbot.keyClick(view.table, Key.Key_F2)
    first = view.table.open_field()
    assert isinstance(first, QLineEdit)
    assert first.accessibleName() == "备注"
    qtbot.keyClicks(first, "visit")
    qtbot.keyClick(first, Key.Key_Tab)
    second = view.table.open_field()
    assert isinstance(second, QLineEdit)
    qtbot.keyClicks(second, "half a wor")
    qtbot.waitUntil(lambda: told == [(1, "note", "visit")])
    still = view.table.open_field()  # the reload has come meanwhile
    assert isinstance(still, QLineEdit)
    assert still.text() == "half a wor"
    qtbot.keyClicks(still, "d")
    qtbot.keyClick(still, Key.Key_Return)
    qtbot.waitUntil(lambda: told[1:] == [(2, "note", "half a word")])
    assert [row.note for row in view.rows()[:2]] == ["visit", "half a word"]
    assert view.table.open_field() is None


def test_a_field_outlives_a_reload_that_moves_its_row(qtbot: QtBot, view: RowsView[Entry]) -> None:
    view.edit(3, "note", None)
    field = view.table.open_field()
    assert isinstance(field, QLineEdit)
    qtbot.keyClick(field, Key.Key_End)
    qtbot.keyClicks(field, " abc")
    qtbot.keyClick(field, Key.Key_Left)
    view.set_rows(list(reversed(ENTRIES[1:])))
    field = view.table.open_field()
    assert isinstance(field, QLineEdit)
    assert field.text() == "值班 送药 abc"
    assert field.cursorPosition() == len(field.text()) - 1
    assert view.current() == ENTRIES[2]


def test_a_refused_text_can_be_mended(qtbot: QtBot, view: RowsView[Entry]) -> None:
    view.edit(4, "note", "太长的备注")
    field = view.table.open_field()
    assert isinstance(field, QLineEdit)
    assert (field.text(), view.current()) == ("太长的备注", ENTRIES[3])
    qtbot.keyClick(field, Key.Key_Escape)
    assert view.rows()[3].note == ""


def test_layout_is_remembered_and_data_is_not(qtbot: QtBot, view: RowsView[Entry]) -> None:
    header = view.table.header
    header.resizeSection(NAME, 333)
    view.columns.move(STATUS, -1)
    view.columns.show_column(NOTE, False)
    view.columns.show_column(NUMBER, True)
    click_head(qtbot, view, HOURS)
    again = shown(qtbot, made())
    again.set_rows(ENTRIES)
    assert abs(again.table.columnWidth(NAME) - 333) <= 1
    assert again.columns.shown() == [NAME, HOURS, STATUS, NUMBER]
    assert ids(again) == [5, 3, 1, 4, 2]
    assert "周岚" not in str(QSettings().value("lists/entries"))
    other = shown(qtbot, made("others"))
    assert other.columns.shown() == [NAME, HOURS, NOTE, STATUS]
    again.columns.reset()
    assert again.columns.shown() == [NAME, HOURS, NOTE, STATUS]
    assert ids(again) == [1, 2, 3, 4, 5]
    assert not QSettings().contains("lists/entries")


@pytest.mark.parametrize(
    "kept",
    ["nonsense", "[]", '{"widths": {"name": -4}}', '{"order": ["name", "name", "gone"], "sort": ["gone", "up"]}'],
)
def test_settings_that_are_wrong_do_no_harm(qtbot: QtBot, kept: str) -> None:
    QSettings().setValue("lists/entries", kept)
    view = shown(qtbot, made())
    view.set_rows(ENTRIES)
    assert view.columns.shown() == [NAME, HOURS, NOTE, STATUS]
    assert ids(view) == [1, 2, 3, 4, 5]


def test_columns_share_the_room_until_one_is_drawn_by_hand(qtbot: QtBot, view: RowsView[Entry]) -> None:
    header, viewport = view.table.header, view.table.viewport()
    view.resize(1200, 500)
    assert header.length() == viewport.width()
    header.resizeSection(NAME, 200)
    length = header.length()
    view.resize(1000, 500)
    assert header.length() == length


def test_columns_are_chosen_by_the_button(qtbot: QtBot, view: RowsView[Entry]) -> None:
    qtbot.mouseClick(view.foot.columns_button, Qt.MouseButton.LeftButton)
    choose(menu(qtbot, view), "编号")
    assert NUMBER in view.columns.shown()
    for number in (NAME, HOURS, NOTE, STATUS):
        view.columns.show_column(number, False)
    qtbot.mouseClick(view.foot.columns_button, Qt.MouseButton.LeftButton)
    last = menu(qtbot, view)
    assert not entry(last, "编号").isEnabled()
    last.close()
    view.columns.show_column(NUMBER, False)
    assert view.columns.shown() == [NUMBER]


def test_the_menu_key_brings_the_pages_actions(qtbot: QtBot) -> None:
    act = QAction("登记服务")
    view = shown(qtbot, RowsView(COLUMNS, name="acts", label="服务", empty="无", identity=identity, actions=[act]))
    view.set_rows(ENTRIES)
    view.select(2)
    view.table.setCurrentIndex(view.model.index(1, HOURS))
    qtbot.keyClick(view.table, Key.Key_F10, SHIFT)
    if QApplication.activePopupWidget() is None:  # the key belongs to the window system
        view.table.menu_wanted.emit(HOURS, view.mapToGlobal(QPoint(9, 9)))
    found = menu(qtbot, view)
    assert found.actions()[0] is act
    sorts = [action for action in found.actions() if "时长" in action.text()]
    assert len(sorts) == 2
    sorts[1].trigger()
    found.close()
    assert ids(view) == [1, 4, 3, 5, 2]


def test_a_larger_font_makes_higher_rows_and_wider_columns(
    qtbot: QtBot, qapp: QApplication, view: RowsView[Entry]
) -> None:
    view.table.header.resizeSection(NAME, 150)
    height, width, head = view.table.rowHeight(0), view.table.columnWidth(NAME), view.table.header.height()
    look = theme.now()
    theme.apply(qapp, dark=look.is_dark, points=20)
    try:
        times = 20 / look.points
        assert view.table.rowHeight(0) == pytest.approx(times * height, rel=0.1)
        assert view.table.columnWidth(NAME) == pytest.approx(times * width, rel=0.1)
        qtbot.waitUntil(lambda: view.table.header.height() > 0.9 * times * head)
    finally:
        theme.apply(qapp, dark=look.is_dark, points=look.points)


def test_it_tells_screen_readers_its_name(view: RowsView[Entry]) -> None:
    assert view.table.accessibleName() == "服务"
    assert view.foot.filter_button.accessibleName()
    assert view.foot.columns_button.accessibleName()


def test_twenty_thousand_rows(qtbot: QtBot) -> None:
    view = shown(qtbot, made())
    rows = [Entry(number, f"{number % 777:03}号", number * 7919 % 20_000) for number in range(20_000)]
    view.set_rows(rows)
    click_head(qtbot, view, HOURS)
    assert [row.hours for row in view.rows()] == list(range(20_000))
    view.select(rows[12_345].id)
    view.set_filter("name", "7 1")
    assert {row.name for row in view.rows()} == {row.name for row in rows if "7" in row.name and "1" in row.name}
    view.clear_filters()
    qtbot.keyClick(view.table, Key.Key_A, CTRL)
    assert len(view.selected_rows()) == 20_000
