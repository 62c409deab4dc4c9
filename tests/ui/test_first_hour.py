"""The first hour of someone who has never seen the program: from no file to a printed briefing, by the window alone.

Every key and click is counted; a scan of a member card is one act of the hand.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_sample import scan
from driving import calm, write
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import now
from gridparty.domain.months import Month
from gridparty.exchange.workbooks import write_table
from gridparty.operations import activities, desk, figures, units
from gridparty.reports.preview import pages_as_png
from gridparty.ui.dialogs.activity import ActivityDialog
from gridparty.ui.dialogs.unit import AddUnitDialog
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.desk import DeskPage
from gridparty.ui.window import MainWindow

GIVEN = "昌达恩芳岗浩吉凯岚梅娜鹏青然山涛薇轩雅志春东飞光辉健康亮敏宁平强荣松伟祥勇振清华"
HEADS = ("姓名", "性别", "手机号码", "所在党支部", "入党时间")


@dataclass
class Hand:
    """Someone at the desk; counts what the hand does."""

    qtbot: QtBot
    keys: int = 0
    clicks: int = 0
    scans: int = 0

    def press(self, target: QWidget, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        self.keys += 1
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= each
        self.qtbot.keyClick(target, key, modifiers)

    def call(self, view: FileView, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """A key of the menus; the offscreen platform lets go of a window when a dialog closes."""
        view.window().activateWindow()
        self.qtbot.waitUntil(view.window().isActiveWindow)
        self.press(view, key, *held)

    def type(self, text: str) -> None:
        self.keys += len(text)
        target = QApplication.focusWidget()
        assert target is not None
        write(self.qtbot, target, text)

    def enter(self) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.press(target, Qt.Key.Key_Return)

    def click(self, target: QWidget) -> None:
        self.clicks += 1
        self.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)

    def scan(self, code: str) -> None:
        self.scans += 1
        scan(code)


def dialog_of(qtbot: QtBot, parent: Any, kind: type) -> Any:
    qtbot.waitUntil(lambda: parent.findChild(kind) is not None, timeout=10_000)
    return parent.findChild(kind)


def make_office(hand: Hand, window: MainWindow, path: Path) -> FileView:
    window.begin(None)
    start = window.first_start
    hand.click(start.name)
    hand.type("百花社区党委")
    start.place.setText(str(path))  # the place proposed is this person's own folder of documents
    with hand.qtbot.waitSignal(window.opened, timeout=20_000) as waiter:
        hand.click(start.make)
    view: FileView = waiter.args[0]
    calm(hand.qtbot, view)
    return view


def add_branch(hand: Hand, view: FileView) -> None:
    hand.call(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    dialog = dialog_of(hand.qtbot, view, AddUnitDialog)
    calm(hand.qtbot, view)
    hand.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.name)
    hand.type("第一网格党支部")
    hand.press(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm(hand.qtbot, view)


def bring_roster(hand: Hand, view: FileView, path: Path) -> None:
    rows = [(f"孔{given}", "男", f"199{number:08d}", "第一网格党支部", "2001.07") for number, given in enumerate(GIVEN)]
    write_table(path, title="党员花名册", heads=HEADS, rows=rows)
    hand.call(view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    page = view.workspace.current
    hand.click(page.roster.choose_button)  # type: ignore[attr-defined]
    chooser = dialog_of(hand.qtbot, page, QFileDialog)
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(str(path))  # a click and Enter
    hand.clicks, hand.keys = hand.clicks + 1, hand.keys + 1
    chooser.accept()
    calm(hand.qtbot, view)
    hand.click(page.preview.import_button)  # type: ignore[attr-defined]
    calm(hand.qtbot, view)


def hold_meeting(hand: Hand, view: FileView) -> None:
    tree = view.tree
    branch = view.office.ask_now(units.find, key="第一网格党支部")
    tree.view.expandAll()
    hand.clicks += 1
    at = tree.view.visualRect(tree.model.find(branch)).center()
    hand.qtbot.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    calm(hand.qtbot, view)
    hand.call(view, Qt.Key.Key_F4)
    dialog = dialog_of(hand.qtbot, view, ActivityDialog)
    calm(hand.qtbot, view)
    hand.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.kinds.filter)
    hand.type("ztdr")
    hand.enter()
    hand.qtbot.waitUntil(lambda: "40" in dialog.expected.text(), timeout=10_000)
    hand.press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm(hand.qtbot, view)
    hand.call(view, Qt.Key.Key_F6)
    calm(hand.qtbot, view)
    desk_page = view.desk
    assert isinstance(desk_page, DeskPage)
    assert desk_page.activity is not None
    hand.qtbot.waitUntil(lambda: QApplication.focusWidget() is desk_page.field)
    for person in view.office.ask_now(desk.load, activity=desk_page.activity).people:
        hand.scan(person.code)
    calm(hand.qtbot, view)
    hand.press(desk_page.field, Qt.Key.Key_Escape)
    calm(hand.qtbot, view)


def enter_services(hand: Hand, view: FileView) -> None:
    hand.call(view, Qt.Key.Key_F3)
    calm(hand.qtbot, view)
    for line in (
        ("", "hj", "0003", "0004", "", "2", "12", "清理楼道"),  # people by the end of their telephone number
        ("0005", "", "", "20", "清扫院子"),
        ("0006", "", "", "", "更换灯泡"),
    ):
        for text in line:
            hand.type(text)
            hand.enter()
        calm(hand.qtbot, view)


def print_briefing(hand: Hand, view: FileView, target: Path) -> None:
    hand.call(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = view.workspace.page("briefing")
    dialog = dialog_of(hand.qtbot, page, QPrintDialog)
    printers = dialog.findChild(QComboBox, "printers")
    printers.setCurrentIndex(printers.count() - 1)  # a printer that every machine has: into a file
    dialog.findChild(QLineEdit, "filename").setText(str(target))
    hand.keys += 1  # Enter in the system's dialog
    dialog.accept()
    calm(hand.qtbot, view)
    hand.qtbot.waitUntil(lambda: target.is_file() and b"%%EOF" in target.read_bytes()[-32:], timeout=20_000)


def test_from_no_file_to_a_printed_briefing(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    hand = Hand(qtbot)
    view = make_office(hand, window, tmp_path / "百花.gridparty")
    add_branch(hand, view)
    bring_roster(hand, view, tmp_path / "名册.xlsx")
    hold_meeting(hand, view)
    enter_services(hand, view)
    print_briefing(hand, view, tmp_path / "简报.pdf")

    month = Month.of(now().date())
    unit = view.office.ask_now(units.find, key="第一网格党支部")
    found = view.office.ask_now(figures.of_unit, unit=unit, first=month)
    assert (found["members"], found["expected"], found["present"]) == (40, 40, 40)
    assert (found["activities"], found["services"], found["people_helped"]) == (1, 3, 32)
    (activity,) = view.office.ask_now(activities.rows, unit=unit, first=month)
    assert "主题党日" in activity.title
    assert pages_as_png((tmp_path / "简报.pdf").read_bytes(), dpi=40)
    assert hand.scans == 40
    assert hand.clicks <= 8
    assert hand.keys <= 100
    print(f"{hand.clicks} clicks, {hand.keys} keys, {hand.scans} scans")  # noqa: T201
