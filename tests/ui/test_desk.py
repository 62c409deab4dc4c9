"""The sign-in desk: keys, scanner, input method, waiting entries, and what is on disk when the power goes."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

import pytest
from desk_sample import Crowd, Scanner, gather, scan
from driving import calm, write
from offices import Office as Names
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.domain.ids import ActivityId, MemberId
from gridparty.operations import activities, attendance, desk, history, members
from gridparty.operations.desk import Desk, DeskPerson
from gridparty.ui.dialogs.guest import GuestDialog
from gridparty.ui.dialogs.leaves import LeavesDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.desk import DeskPage
from gridparty.ui.places import Wish
from gridparty.ui.window import MainWindow

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
Open = Callable[[Path], FileView]


@pytest.fixture(scope="module")
def gathered(furnished: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    path = tmp_path_factory.mktemp("crowd") / "crowd.gridparty"
    shutil.copy(furnished[0], path)
    return gather(path, furnished[1].units["first"])


@pytest.fixture
def crowd(gathered: Crowd, tmp_path: Path) -> Crowd:
    path = tmp_path / "crowd.gridparty"
    shutil.copy(gathered.path, path)
    return Crowd(path, gathered.activity, gathered.unit, gathered.codes, gathered.ids)


@pytest.fixture
def view(open_view: Open, crowd: Crowd) -> FileView:
    return open_view(crowd.path)


@pytest.fixture
def page(view: FileView, window: MainWindow, crowd: Crowd, qtbot: QtBot) -> DeskPage:
    """The desk of the crowd's activity."""
    window.activateWindow()
    view.grant(Wish("desk", item=crowd.activity))
    calm(qtbot, view)
    assert isinstance(view.desk, DeskPage)
    return view.desk


def on_disk(path: Path, activity: ActivityId) -> Desk:
    """What another program reads."""
    with closing(App.open(path, daily_backup=False)) as app:
        return app.ask(desk.load, activity=activity)


def present(found: Desk) -> dict[str, DeskPerson]:
    return {person.name: person for person in found.people if person.state in activities.CAME}


def shown(page: DeskPage) -> list[str]:
    return [person.name for person in page.board.here.people]


def enter(page: DeskPage, qtbot: QtBot, text: str) -> None:
    """Types into the field and presses Enter."""
    write(qtbot, page.field, text)
    qtbot.keyClick(page.field, Key.Key_Return)


def compose(widget: QWidget, preedit: str = "", commit: str = "") -> None:
    """What an input method does."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def act_place(table: Any, name: str) -> QPoint:
    """The middle of the word at the end of someone's row."""
    row = next(at for at, person in enumerate(table.people.people) if person.name == name)
    index = table.people.index(row, len(table.people.columns))
    table.scrollTo(index)
    return table.visualRect(index).center()


def test_forty_cards_at_five_a_second(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    names = list(crowd.codes)[:40]
    before = page.office.app.ask(history.acts, limit=1)[0].id
    scanner = Scanner([crowd.codes[name] for name in names], pause=200)
    qtbot.waitUntil(lambda: len(page.board.here.people) == 40, timeout=30_000)
    scanner.deleteLater()
    qtbot.waitUntil(lambda: shown(page) == names[::-1])
    assert page.field.text() == ""
    found = on_disk(crowd.path, crowd.activity)
    assert (found.present, found.expected, found.walk_ins) == (40, len(crowd.codes), 0)
    assert {person.way for person in present(found).values()} == {"scan"}
    acts = [act for act in page.office.app.ask(history.acts, limit=60) if act.id > before]
    assert [act.name for act in acts] == ["check_ins.add"] * 40
    order = sorted(present(found).values(), key=lambda person: names.index(person.name))
    assert [person.at for person in order] == sorted(person.at for person in order if person.at)


def test_a_name_initials_or_a_phone_tail_and_enter(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    for text, name in (("孔昌", "孔昌"), ("zw", "张伟")):
        enter(page, qtbot, text)
        qtbot.waitUntil(lambda name=name: shown(page)[:1] == [name])
        assert (page.field.text(), page.field.hasFocus()) == ("", True)
    assert present(on_disk(crowd.path, crowd.activity))["张伟"].way == "keyboard"
    counts = page.board.counts()
    assert (counts.expected, counts.present) == (len(crowd.codes), 2)
    assert "2<span" in page.face.head.figures.text()


def test_enter_during_a_composition_never_checks_in(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    compose(page.field, preedit="kong chang")
    qtbot.keyClick(page.field, Key.Key_Return)
    assert shown(page) == []
    compose(page.field, commit="孔昌")
    qtbot.keyClick(page.field, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])


def test_full_width_digits_and_a_card_behind_a_half_typed_name(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    wide = crowd.codes["孔昌"].translate({ord("0") + at: ord("０") + at for at in range(10)})
    enter(page, qtbot, wide)
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])
    compose(page.field, preedit="zhang")
    compose(page.field, commit="张")
    scan(crowd.codes["孔达"])
    qtbot.waitUntil(lambda: shown(page) == ["孔达", "孔昌"])
    assert present(on_disk(crowd.path, crowd.activity))["孔达"].way == "scan"


def test_two_who_fit_are_told_apart_by_the_arrows(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    enter(page, qtbot, "wxl")
    assert shown(page) == []
    assert page.field.text() == "wxl"
    assert "2" in page.entry.said.text()
    second = page.entry._matches[1].name
    qtbot.keyClick(page.field, Key.Key_Down)
    qtbot.keyClick(page.field, Key.Key_Down)
    qtbot.keyClick(page.field, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == [second])
    assert page.field.text() == ""


def test_candidates_stand_there_while_typing(page: DeskPage, view: FileView, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "wx")
    qtbot.waitUntil(lambda: len(page.entry._matches) == 2)
    assert page.entry.chosen is None
    qtbot.keyClick(page.field, Key.Key_L)
    qtbot.keyClick(page.field, Key.Key_Escape)
    assert page.field.text() == ""
    assert not page.entry._matches
    assert view.stack.currentWidget() is page
    qtbot.keyClick(page.field, Key.Key_Escape)
    assert view.stack.currentWidget() is not page


def test_a_card_twice_is_refused_and_the_next_one_takes_its_place(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    scan(crowd.codes["孔昌"])
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])
    scan(crowd.codes["孔昌"])
    qtbot.waitUntil(page.field.hasSelectedText)
    assert "孔昌" in page.entry.said.text()
    assert page.entry.said.property("role") == "error"
    assert page.field.selectedText() == crowd.codes["孔昌"]
    scan(crowd.codes["孔达"])
    qtbot.waitUntil(lambda: shown(page) == ["孔达", "孔昌"])
    enter(page, qtbot, "谁也不是")
    assert page.field.selectedText() == "谁也不是"
    assert len(present(on_disk(crowd.path, crowd.activity))) == 2


def test_leave_and_undo_by_mouse_keep_the_cursor(page: DeskPage, view: FileView, crowd: Crowd, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "half")
    qtbot.mouseClick(page.lists.away.viewport(), Left, pos=act_place(page.lists.away, "孔昌"))
    qtbot.waitUntil(lambda: page.board.counts().leave == 1)
    assert page.board.away.people[-1].name == "孔昌"
    assert (page.field.text(), page.field.hasFocus()) == ("half", True)
    page.entry.clear()
    scan(crowd.codes["孔达"])
    qtbot.waitUntil(lambda: shown(page) == ["孔达"])
    qtbot.mouseClick(page.lists.here.viewport(), Left, pos=act_place(page.lists.here, "孔达"))
    qtbot.waitUntil(lambda: not page.board.here.people)
    found = on_disk(crowd.path, crowd.activity)
    assert (found.leave, found.present) == (1, 0)
    qtbot.mouseClick(page.lists.away.viewport(), Left, pos=act_place(page.lists.away, "孔昌"))
    qtbot.waitUntil(lambda: page.board.counts().leave == 0)
    assert [person.member for person in page.board.away.people] == [
        person.member for person in on_disk(crowd.path, crowd.activity).people
    ]


def test_who_was_on_leave_may_come_after_all(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    page.lists.away.setFocus(Qt.FocusReason.TabFocusReason)
    page.lists.away.reveal(page.board.away.place(crowd.ids["孔昌"]))
    qtbot.keyClick(page.lists.away, Key.Key_Space)
    qtbot.waitUntil(lambda: page.board.counts().leave == 1)
    scan(crowd.codes["孔昌"])
    qtbot.waitUntil(lambda: (page.board.counts().leave, page.board.counts().present) == (0, 1))


def test_leave_for_several(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.lists.leaves, Left)
    dialog = page.findChild(LeavesDialog)
    for name in ("孔昌", "孔达"):
        write(qtbot, dialog.filter, name)
        qtbot.keyClick(dialog.filter, Key.Key_Return)
    qtbot.keyClick(dialog.filter, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.board.counts().leave == 2)
    assert on_disk(crowd.path, crowd.activity).leave == 2
    assert page.office.app.ask(history.acts, limit=1)[0].name == "check_ins.leave_all"
    assert page.window().focusWidget() is page.field


def test_a_guest_who_is_in_no_list(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    before = page.office.app.ask(members.rows, unit=crowd.unit)
    qtbot.mouseClick(page.face.guest, Left)
    dialog = page.findChild(GuestDialog)
    for field, text in ((dialog.name, "欧阳远客"), (dialog.work_unit, "某某研究院"), (dialog.phone, "13900000000")):
        assert dialog.focusWidget() is field
        write(qtbot, field, text)
        qtbot.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == ["欧阳远客"])
    found = on_disk(crowd.path, crowd.activity)
    assert (found.present, found.walk_ins) == (0, 1)
    assert page.board.counts().walk_ins == 1
    assert page.office.app.ask(members.rows, unit=crowd.unit) == before
    page.office.undo()
    qtbot.waitUntil(lambda: shown(page) == [])
    assert page.office.app.ask(members.names, members=[present(found)["欧阳远客"].member]) == {}


def test_a_guest_who_is_in_the_file(page: DeskPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.face.guest, Left)
    dialog = page.findChild(GuestDialog)
    write(qtbot, dialog.name, "黄强")
    qtbot.waitUntil(lambda: dialog.found.count() == 1)
    qtbot.keyClick(dialog.name, Key.Key_Down)
    qtbot.keyClick(dialog.name, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == ["黄强"])
    assert page.board.here.people[0].role == activities.GUEST


def test_a_paper_sheet(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.entry.paper, Left)
    assert page.field.hasFocus()
    scan(crowd.codes["孔昌"])
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])
    person = present(on_disk(crowd.path, crowd.activity))["孔昌"]
    assert (person.state, person.way) == (activities.MADE_UP, "paper")
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])
    page.show_item(crowd.activity)
    assert not page.entry.is_paper


def test_letters_go_into_the_field_from_anywhere(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    for widget in (page.face.guest, page.lists.here, page.lists.leaves):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        name = list(crowd.codes)[len(page.board.here.people)]
        scan(crowd.codes[name])
        qtbot.waitUntil(lambda name=name: shown(page)[:1] == [name])


def test_ctrl_z_in_the_empty_field_takes_back_the_last_check_in(
    page: DeskPage, view: FileView, crowd: Crowd, qtbot: QtBot
) -> None:
    scan(crowd.codes["孔昌"])
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])
    qtbot.keyClick(page.field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(page) == [])
    assert on_disk(crowd.path, crowd.activity).present == 0


def test_entries_wait_in_sight_for_a_long_write(page: DeskPage, view: FileView, crowd: Crowd, qtbot: QtBot) -> None:
    gate, begun = Event(), Event()

    def work(progress: object) -> None:
        with view.office.app.store.write("local", "test"):
            begun.set()
            assert gate.wait(20)

    view.office.long("导入", work, lambda _none: None, writes=True)
    assert begun.wait(5)
    for name in ("孔昌", "孔达", "孔昌"):
        scan(crowd.codes[name])
    assert "孔昌、孔达" in page.waiting.words.text()
    assert page.waiting.words.isVisible()
    assert shown(page) == []
    assert "孔昌" in page.entry.said.text()  # waits already; its card cannot come twice
    assert on_disk(crowd.path, crowd.activity).present == 0
    qtbot.mouseClick(page.face.finish, Left)
    assert view.stack.currentWidget() is page
    gate.set()
    qtbot.waitUntil(lambda: shown(page) == ["孔达", "孔昌"])
    assert not page.waiting.isVisible()
    assert set(present(on_disk(crowd.path, crowd.activity))) == {"孔昌", "孔达"}


def test_an_entry_refused_after_waiting_stays_in_sight(
    page: DeskPage, view: FileView, crowd: Crowd, qtbot: QtBot
) -> None:
    gate, begun = Event(), Event()

    def work(progress: object) -> None:
        with view.office.app.store.write("local", "test") as session:
            begun.set()
            attendance.add(session, activity=crowd.activity, member=crowd.ids["孔昌"])
            assert gate.wait(20)

    view.office.long("导入", work, lambda _none: None, writes=True)
    assert begun.wait(5)
    scan(crowd.codes["孔昌"])
    qtbot.keyClicks(page.field, "next")
    gate.set()
    qtbot.waitUntil(lambda: len(page.waiting.refused) == 1)
    assert page.field.text() == "next"
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])  # as the other write says


def test_closing_the_window_saves_what_waits(page: DeskPage, window: MainWindow, crowd: Crowd) -> None:
    gate, begun = Event(), Event()

    def hold() -> None:
        with closing(App.open(crowd.path, daily_backup=False)) as other, other.store.write("local", "test"):
            begun.set()
            gate.wait(20)

    other_program = Thread(target=hold)
    other_program.start()
    assert begun.wait(5)
    scan(crowd.codes["孔昌"])
    scan(crowd.codes["孔达"])
    assert len(page.waiting.entries) == 2
    Timer(0.3, gate.set).start()  # while the window waits for the last of them
    window.close()
    other_program.join()
    assert set(present(on_disk(crowd.path, crowd.activity))) == {"孔昌", "孔达"}


def test_what_others_write_comes_in_and_the_order_stays(page: DeskPage, crowd: Crowd, qtbot: QtBot) -> None:
    scan(crowd.codes["孔昌"])
    scan(crowd.codes["孔达"])
    qtbot.waitUntil(lambda: shown(page) == ["孔达", "孔昌"])
    with closing(App.open(crowd.path, daily_backup=False)) as other:
        early = page.board.here.people[0].at
        assert early is not None
        other.run(attendance.add, activity=crowd.activity, member=crowd.ids["孔恩"], at=early.replace(year=2020))
        other.run(attendance.leave, activity=crowd.activity, member=crowd.ids["孔芳"])
    page.office.poll()
    qtbot.waitUntil(lambda: shown(page) == ["孔达", "孔昌", "孔恩"])
    assert page.board.counts().leave == 1


def test_the_end_is_a_printed_sheet(
    page: DeskPage, view: FileView, window: MainWindow, crowd: Crowd, qtbot: QtBot
) -> None:
    scan(crowd.codes["孔昌"])
    qtbot.waitUntil(lambda: shown(page) == ["孔昌"])
    qtbot.mouseClick(page.face.finish, Left)
    qtbot.waitUntil(lambda: window.findChild(QPrintDialog) is not None, timeout=20_000)
    dialog = window.findChild(QPrintDialog)
    assert dialog.isVisible()
    assert view.stack.currentWidget() is not page
    dialog.reject()


def test_the_lists_are_sound_models(page: DeskPage, crowd: Crowd, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    qtmodeltester.check(page.board.away)
    qtmodeltester.check(page.board.here)
    for name in ("孔昌", "孔达"):
        scan(crowd.codes[name])
    qtbot.waitUntil(lambda: shown(page) == ["孔达", "孔昌"])
    page.acts.undo(page.board.here.people[1])
    qtbot.waitUntil(lambda: shown(page) == ["孔达"])
    assert page.board.here.rowCount() == 1


def test_power_goes_while_cards_are_scanned(crowd: Crowd) -> None:
    script = Path(__file__).with_name("desk_child.py")
    child = subprocess.Popen(
        [sys.executable, script, crowd.path, str(crowd.activity), *crowd.codes.values()],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    told = [MemberId(int(child.stdout.readline())) for _line in range(15)]
    child.kill()
    told += [MemberId(int(line)) for line in child.stdout.read().split("\n")[:-1]]
    child.wait()
    child.stdout.close()
    saved = {person.member for person in present(on_disk(crowd.path, crowd.activity)).values()}
    assert len(set(told)) == len(told) >= 15
    assert set(told) <= saved
