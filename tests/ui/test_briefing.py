"""The briefing's page: reading, finding, printing, saving, and many at once."""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from driving import calm, go
from offices import MONTH, Office
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gridparty import batch
from gridparty.domain.months import Month
from gridparty.operations import services
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.briefing import BriefingPage
from gridparty.ui.pdf_pages import PdfPages


@pytest.fixture
def page(qtbot: QtBot, view: FileView, furnished: tuple[Path, Office]) -> BriefingPage:
    """The street's briefing, in sight."""
    view.window().activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return go(qtbot, view, furnished[1].units["street"], "briefing")


def words(page: BriefingPage) -> Callable[[str], int]:
    """How often a text stands in the briefing shown."""
    assert page.made is not None
    return lambda text: len(page.made.pages.find(text))


def test_the_page_shows_the_briefing_of_its_place(
    qtbot: QtBot, view: FileView, page: BriefingPage, furnished: tuple[Path, Office]
) -> None:
    assert words(page)("和平街道党工委2024年10月工作情况") == 1
    go(qtbot, view, furnished[1].units["first"], "briefing")
    assert words(page)("第一网格党支部2024年10月工作情况") == 1
    view.go_month(Month(2024, 9))
    calm(qtbot, view)
    assert words(page)("第一网格党支部2024年9月工作情况") == 1
    assert page.view.number.text().startswith("1 / ")
    paper = page.view.canvas.viewport().grab().toImage()
    assert paper.pixelColor(paper.width() // 2, paper.height() // 2) == QColor("white")


def test_a_month_that_has_not_begun_is_told_in_a_sentence(qtbot: QtBot, view: FileView, page: BriefingPage) -> None:
    view.go_month(Month(2199, 1))
    calm(qtbot, view)
    assert "2199" in page.notice.heading.text()
    assert not page.print_button.isEnabled()
    view.go_month(MONTH)
    calm(qtbot, view)
    assert page.print_button.isEnabled()
    assert not page.notice.isVisible()


def test_new_figures_come_by_themselves_at_the_same_place(
    qtbot: QtBot, view: FileView, page: BriefingPage, furnished: tuple[Path, Office]
) -> None:
    bar = page.view.canvas.verticalScrollBar()
    qtbot.keyClick(page.view.canvas, Qt.Key.Key_PageDown)
    qtbot.keyClick(page.view.canvas, Qt.Key.Key_PageDown)
    place, before = bar.value(), page.made
    assert place > 0
    view.office.run(
        services.add, unit=furnished[1].units["east"], category="policy_publicity", day=MONTH.last, hours=2,
        members=[furnished[1].members["张伟"]], summary="入户宣传",
    )  # fmt: skip
    calm(qtbot, view)
    assert page.made is not before
    assert words(page)("政策宣传") > 0
    assert bar.value() == place


def test_keys_and_wheel_move_and_zoom(qtbot: QtBot, page: BriefingPage) -> None:
    canvas = page.view.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.page == len(page.made.pages) - 1
    assert page.view.number.text() == f"{len(page.made.pages)} / {len(page.made.pages)}"
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.verticalScrollBar().value() == 0
    fitting = canvas.zoom
    place = QPointF(50, 50)
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.zoom > fitting
    qtbot.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(fitting, abs=0.02)  # the bar may have come or gone


def test_words_are_found_one_after_another(qtbot: QtBot, view: FileView, page: BriefingPage) -> None:
    page.view.canvas.setFocus()
    qtbot.keyClick(page.view.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder = page.view.finder
    assert finder.field.hasFocus()
    finder.field.insert("东苑社区")  # as an input method does
    count = words(page)("东苑社区")
    qtbot.waitUntil(lambda: finder.count.text() == f"1 / {count}")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count.text() == f"{count} / {count}"
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.count.text() == f"1 / {count}"
    finder.field.insert("没有的字")  # as an input method does
    qtbot.waitUntil(lambda: finder.count.text() not in ("", f"1 / {count}"))
    qtbot.keyClick(finder.field, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert page.view.canvas.hasFocus()


def test_the_briefing_is_saved_as_it_is_shown(qtbot: QtBot, view: FileView, page: BriefingPage, tmp_path: Path) -> None:
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("410102001-和平街道党工委-2024-10.pdf")
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("mine.pdf")
    dialog.accept()
    assert (tmp_path / "mine.pdf").read_bytes() == page.made.pages.pdf
    assert "mine.pdf" in view.told.words.text()


def test_the_key_opens_the_print_dialog_wherever_one_is(qtbot: QtBot, view: FileView) -> None:
    assert view.workspace.current.name != "briefing"
    view.call("print_briefing")
    page = view.workspace.page("briefing")
    qtbot.waitUntil(lambda: page.findChild(QPrintDialog) is not None, timeout=15_000)
    dialog = page.findChild(QPrintDialog)
    assert dialog.maxPage() == len(page.made.pages)
    dialog.reject()
    calm(qtbot, view)


def test_all_organisations_below_come_into_a_folder(
    qtbot: QtBot, view: FileView, page: BriefingPage, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.batch_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    folder = tmp_path / "简报"
    folder.mkdir()
    dialog.setDirectory(str(folder))
    dialog.selectFile(str(folder))
    dialog.accept()
    assert not page.batch_button.isEnabled()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=60_000)
    made = sorted(folder.iterdir())
    assert len(made) == 6
    assert all(len(PdfPages(each.read_bytes())) >= 1 for each in made)
    assert "6" in view.told.words.text()
    assert folder.name in page.printed.text()
    assert page.batch_button.isEnabled()


def test_a_cancel_leaves_whole_files(qtbot: QtBot, view: FileView, page: BriefingPage, tmp_path: Path) -> None:
    page.print_all_into(tmp_path / "简报")
    job = view.office.jobs[0]
    job.moved.connect(job.cancel)
    qtbot.waitUntil(lambda: not view.is_busy, timeout=60_000)
    assert not view.office.jobs
    assert all(each.suffix == ".pdf" for each in (tmp_path / "简报").iterdir())
    assert "简报" in page.printed.text()


def test_nothing_lies_below_a_grid_branch(
    qtbot: QtBot, view: FileView, page: BriefingPage, furnished: tuple[Path, Office]
) -> None:
    go(qtbot, view, furnished[1].units["first"], "briefing")
    assert not page.batch_button.isEnabled()
    assert page.print_button.isEnabled()


def test_processes_that_print_load_no_qt(path: Path) -> None:
    assert "PySide6" in sys.modules
    context = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=batch._open, initargs=(path, MONTH)) as pool:
        loaded = pool.submit(eval, "sorted(__import__('sys').modules)").result(60)
    assert "gridparty.batch" in loaded
    assert not any(name.startswith("PySide6") for name in loaded)
