"""gridparty.ui.application and theme: input method, fonts, Qt's own words, the style sheet."""

import re
import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from gridparty.paths import RESOURCES
from gridparty.ui import application, theme


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the input methods of Linux desktops")
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
        ({}, {}),
    ],
)
def test_fcitx_is_reached_as_ibus(said: dict[str, str], expected: dict[str, str]) -> None:
    """LAB §1: Qt's wheels bring the ibus plugin alone."""
    environment = dict(said)
    application.settle_input_method(environment)
    assert {name: environment.get(name) for name in expected} == expected
    assert environment.keys() == said.keys() | expected.keys()


@pytest.mark.parametrize("text", ["龑", "䶮", "𬱖", "𣇉", "㛃𬭎祎喆堃", "阿卜杜拉·买买提", "〇一二", "①▲◆●■"])
def test_every_name_has_its_glyphs(qapp: QApplication, text: str) -> None:
    """D25: the bundled chain draws it; no box, no foreign font."""
    layout = QTextLayout(text, theme.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert runs
    assert all(glyph != 0 for run in runs for glyph in run.glyphIndexes())
    if not re.search("[①▲◆●■]", text):
        assert {run.rawFont().familyName() for run in runs} <= set(theme.FAMILIES)


def test_qts_own_words_are_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "确定" in box.button(QDialogButtonBox.StandardButton.Ok).text()
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()
    assert QCoreApplication.applicationName() == "gridparty"


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize("points", [12, 20])
def test_the_style_sheet_is_filled_in_whole(qapp: QApplication, colours: theme.Colours, points: int) -> None:
    sheet = theme.style_sheet(theme.Look(colours, points, colours is theme.DARK))
    assert "$" not in sheet
    for picture in re.findall(r"url\(([^)]+)\)", sheet):
        assert picture.startswith(RESOURCES.as_posix())
        assert (RESOURCES / "style" / picture.rpartition("/")[2]).is_file()


def test_text_can_be_read_on_its_ground() -> None:
    """WCAG 2.1, 1.4.3: at least 4.5 : 1 for text, light and dark."""
    for c in (theme.LIGHT, theme.DARK):
        for ink, ground in (
            (c.ink, c.window), (c.ink, c.surface), (c.ink, c.tint), (c.faint, c.surface), (c.faint, c.window),
            (c.link, c.surface), (c.bad, c.surface), (c.good, c.surface), (c.accent, c.tint),
        ):  # fmt: skip
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.LIGHT.on_accent, theme.LIGHT.accent) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(css: str) -> float:
    parts = [int(css[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_fault_is_described_without_data(qapp: QApplication) -> None:
    try:
        raise ValueError("王秀兰 13800000000")
    except ValueError as error:
        text = application.describe(error)
    assert "王秀兰" not in text
    assert "ValueError" in text
    assert "test_application.py" in text
