"""The dialog for the organisation chart and the lists of an organisation on paper (E1)."""

from pathlib import Path

import pytest
from driving import go
from offices import Office as Names
from opened import answer
from pdf_texts import page_sizes, page_texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridparty.reports.papers import Paper
from gridparty.ui.dialogs import papers
from gridparty.ui.dialogs.papers import PapersDialog
from gridparty.ui.file_view import FileView


@pytest.fixture
def dialog(view: FileView, office: Names, qtbot: QtBot) -> PapersDialog:
    """The dialog as the menu opens it, for the street."""
    go(qtbot, view, office.units["street"], "members")
    view.call("print_papers")
    (found,) = view.findChildren(PapersDialog)
    assert found.isVisible()
    return found


def choose(dialog: PapersDialog, what: str) -> None:
    dialog.what.setCurrentIndex(dialog.what.findData(what))


def saved(dialog: PapersDialog, view: FileView, qtbot: QtBot, path: Path) -> str:
    """Presses Save, names a place in the file dialog, and reads what was written."""
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    answer(qtbot, view, path)
    QApplication.processEvents()
    return "".join(page_texts(path))


def test_options_of_sheets_are_those_of_charts(dialog: PapersDialog) -> None:
    assert dialog.paper.isVisibleTo(dialog)
    assert not dialog.print_button.isEnabled()
    dialog.paper.setCurrentText(Paper.A4)
    assert dialog.print_button.isEnabled()
    dialog.paper.setCurrentText(Paper.A1)
    choose(dialog, papers.INVENTORY)
    assert not dialog.paper.isVisibleTo(dialog)
    assert dialog.print_button.isEnabled()


def test_the_chart_is_saved(dialog: PapersDialog, view: FileView, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.paper.setCurrentText(Paper.A2)
    dialog.portrait.setChecked(True)
    dialog.levels.setValue(1)
    text = saved(dialog, view, qtbot, tmp_path / "chart.pdf")
    width, height = page_sizes(tmp_path / "chart.pdf")[0]
    assert (round(width), round(height)) == (1191, 1684)
    assert "东苑社区党委" in text
    assert "第一网格党支部" not in text
    assert "2024年10月" in text


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (papers.INVENTORY, "党组织概况表"),
        (papers.ELECTIONS, "换届提醒清单"),
        (papers.TALENTS, "后备人才库名册"),
        (papers.BRANDS, "党建品牌汇编"),
    ],
)
def test_every_paper_is_made(
    what: str, words: str, dialog: PapersDialog, view: FileView, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(dialog, what)
    assert f"和平街道党工委{words}" in saved(dialog, view, qtbot, tmp_path / "paper.pdf")
    assert dialog.save_button.isEnabled()
