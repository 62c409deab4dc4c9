"""The shell and an open file in it: start, tree, month, search, undo, look, keys."""

from collections.abc import Callable
from pathlib import Path

from driving import calm, write
from offices import MONTH
from offices import Office as Names
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.operations import members, tree, units
from gridparty.ui import memory, theme
from gridparty.ui.actions import MENUS
from gridparty.ui.calls import CALLS
from gridparty.ui.dialogs.keys import key_map
from gridparty.ui.file_view import FileView
from gridparty.ui.places import Wish
from gridparty.ui.window import MainWindow

Key = Qt.Key
Open = Callable[[Path], FileView]


def names_in(view: FileView) -> set[str]:
    model = view.tree.model
    found: set[str] = set()

    def walk(parent: object = None) -> None:
        for row in range(model.rowCount(parent) if parent is not None else model.rowCount()):
            index = model.index(row, 0, parent) if parent is not None else model.index(row, 0)
            found.add(index.data())
            walk(index)

    walk()
    return found


def test_opens_at_the_root_with_tree_and_heading(view: FileView, office: Names) -> None:
    assert view.place.unit == office.units["street"]
    assert view.workspace.heading.name.text() == "和平街道党工委"
    assert "第一网格党支部" in names_in(view)
    assert "第一网格" not in names_in(view)  # its branch stands for it


def test_a_click_in_the_tree_moves_every_page(view: FileView, office: Names, qtbot: QtBot) -> None:
    view.tree.view.expandAll()
    index = view.tree.model.find(office.units["second"])
    qtbot.mouseClick(
        view.tree.view.viewport(), Qt.MouseButton.LeftButton, pos=view.tree.view.visualRect(index).center()
    )
    calm(qtbot, view)
    assert view.workspace.heading.name.text() == "第二网格党支部"
    assert view.workspace.current.place.unit == office.units["second"]


def test_the_tree_is_filtered_by_name_initials_and_code(view: FileView, qtbot: QtBot) -> None:
    for word, found in (("第二", "第二网格党支部"), ("dewgdzb", "第二网格党支部"), ("410102001002", "西苑社区党委")):
        view.tree.filter.clear()
        write(qtbot, view.tree.filter, word)
        shown = names_in(view)
        assert found in shown
        assert "和平街道党工委" in shown  # what lies above stays
        assert "第一网格党支部" not in shown
    qtbot.keyClick(view.tree.filter, Key.Key_Return)
    assert view.workspace.heading.name.text() != ""
    calm(qtbot, view)
    assert view.workspace.heading.name.text() == "西苑社区党委"


def test_expansion_is_remembered(view: FileView, office: Names, path: Path, open_view: Open) -> None:
    east = office.units["east"]
    view.tree.view.expand(view.tree.model.find(east))
    again = open_view(path)
    assert again.tree.view.isExpanded(again.tree.model.find(east))
    again.tree.view.collapse(again.tree.model.find(east))
    third = open_view(path)
    assert not third.tree.view.isExpanded(third.tree.model.find(east))


def test_closed_units_come_by_the_switch(view: FileView, office: Names, qtbot: QtBot) -> None:
    app = view.office.app
    added = app.run(units.add, parent=office.units["east"], kind="joint_branch", name="临时联合党支部")
    app.run(units.close, unit=added.id, end=MONTH.first)
    calm(qtbot, view)
    view.go_month(MONTH.plus(1))
    calm(qtbot, view)
    assert "临时联合党支部" not in names_in(view)
    view.tree.with_closed.click()
    calm(qtbot, view)
    assert "临时联合党支部" in names_in(view)


def test_the_month_moves_by_keys(view: FileView, window: MainWindow, qtbot: QtBot) -> None:
    window.acts["month_back"].trigger()
    assert view.place.month == MONTH.plus(-1)
    assert str(MONTH.plus(-1).number) in view.month.shown.text()
    window.acts["month_forward"].trigger()
    calm(qtbot, view)
    assert view.workspace.current.place.month == MONTH


def test_search_finds_people_and_units(view: FileView, office: Names, window: MainWindow, qtbot: QtBot) -> None:
    window.acts["search"].trigger()
    granted: list[Wish] = []
    view.workspace.page_shown.connect(granted.append)
    qtbot.keyClicks(view.search, "xysq")
    qtbot.waitUntil(lambda: view.search.hits.isVisible() and view.search.hits.count() > 0)
    calm(qtbot, view)
    assert view.search.hits.item(0).text() == "西苑社区党委　和平街道党工委"
    qtbot.keyClick(view.search, Key.Key_Return)
    assert view.place.unit == office.units["west"]
    write(qtbot, view.search, "第三网格党支部")
    qtbot.waitUntil(lambda: view.search.hits.isVisible() and "第三" in view.search.hits.item(0).text())
    assert view.search.hits.item(0).text() == "第三网格党支部　西苑社区党委"
    view.search.clear()
    write(qtbot, view.search, "王芳")
    qtbot.waitUntil(lambda: view.search.hits.isVisible() and "王芳" in view.search.hits.item(0).text())
    qtbot.keyClick(view.search, Key.Key_Return)
    assert granted[-1] == "members"
    calm(qtbot, view)


def test_what_was_done_can_be_undone(view: FileView, office: Names, window: MainWindow, qtbot: QtBot) -> None:
    person = Person(name="新来者")
    view.office.run(members.add, said="已添加 新来者", person=person, unit=office.units["first"])
    qtbot.waitUntil(view.told.isVisible)
    assert any(row.name == "新来者" for row in rows_of(view.office.app, office.units["first"]))
    qtbot.mouseClick(view.told.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(row.name != "新来者" for row in rows_of(view.office.app, office.units["first"])))
    window.acts["undo"].trigger()  # the act before it, of the furnishing
    calm(qtbot, view)
    assert view.told.words.text()


def rows_of(app: App, unit: UnitId) -> tuple[members.MemberRow, ...]:
    return app.ask(members.rows, unit=unit)


def test_a_change_by_another_program_is_noticed(view: FileView, office: Names, path: Path, qtbot: QtBot) -> None:
    other = App.open(path, daily_backup=False)
    other.run(units.add, parent=office.units["west"], kind="joint_branch", name="别处新建党支部")
    other.close()
    view.office.poll()
    qtbot.waitUntil(lambda: "别处新建党支部" in names_in(view), timeout=5000)


def test_dark_and_type_size_change_everything_and_are_remembered(window: MainWindow, view: FileView) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = view.tree.fontMetrics().height()
    try:
        window.acts["toggle_dark"].trigger()
        window.acts["larger"].trigger()
        assert theme.now().is_dark
        assert view.tree.fontMetrics().height() > before
        assert QSettings().value("look/points", 0, int) == theme.USUAL + 1
        assert QSettings().value("look/dark", False, bool) is True
        for _step in range(20):
            window.acts["larger"].trigger()
        assert theme.now().points == theme.LARGEST
    finally:
        theme.apply(app, dark=False, points=theme.USUAL)


def test_every_key_is_used_once_and_stands_in_the_map(window: MainWindow) -> None:
    keys = [act.keys for _title, acts in MENUS for act in acts if act and act.keys]
    assert len(keys) == len(set(keys))
    assert {key for _title, lines in key_map() for key, _text in lines} >= set(keys)


def test_every_action_of_the_menus_has_someone_who_does_it(window: MainWindow, view: FileView) -> None:
    for call in window.acts:
        kind, _colon, name = call.partition(":")
        known = hasattr(window, call) or call in CALLS
        assert known or (kind == "page" and view.workspace.page(name)) or kind == "new", call


def test_recent_files_hold_paths_alone(view: FileView, path: Path) -> None:
    assert memory.recent_files()[0] == path.resolve()


def test_a_wish_leads_to_the_desk_and_back(window: MainWindow, view: FileView, office: Names, qtbot: QtBot) -> None:
    view.grant(Wish("desk", item=next(iter(office.activities.values()))))
    calm(qtbot, view)
    assert view.desk.isVisible()
    assert not window.menuBar().isVisible()
    view.leave_desk()
    assert window.menuBar().isVisible()
    assert view.workspace.isVisible()


def test_an_empty_office_says_how_to_go_on(open_view: Callable[[Path], FileView], app: App, qtbot: QtBot) -> None:
    path = app.store.path
    app.close()
    view = open_view(path)
    assert view.place.unit is None
    for page in ("overview", "members", "activities", "services", "briefing", "imports", "history"):
        view.workspace.show_page(page)
        calm(qtbot, view)
    with App.open(path, daily_backup=False).store.read() as session:
        assert not tree.of_month(session, month=MONTH).nodes
