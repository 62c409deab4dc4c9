"""The charts of the overview as pictures: bars, marks, fonts, resolution, and when matplotlib is loaded (D25)."""

import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from gridparty.operations.overview import Day
from gridparty.ui import theme
from gridparty.ui.models.charts import MOST_LINES, CategoryChart, DayChart
from gridparty.ui.widgets import chart_canvas
from gridparty.ui.widgets.chart_canvas import MISSING, MOST_STALKS, Picture, Sheet, draw, printable

RARE = "龑䶮𬱖𣇉"
LIGHT, DARK = theme.LIGHT, theme.DARK


def sheet(*, width: int = 600, height: int = 240, ratio: float = 1.0, colours: theme.Colours = LIGHT) -> Sheet:
    return Sheet(width=width, height=height, ratio=ratio, em=13.0, colours=colours)


def month(services: dict[int, int], present: dict[int, int] | None = None) -> DayChart:
    came = present or {}
    return DayChart(
        tuple(
            Day(date(2026, 10, day), services.get(day, 0), int(day in came), came.get(day, 0)) for day in range(1, 32)
        )
    )


def pixels(image: QImage, colour: str, spot: QRectF) -> int:
    """How many pixels of exactly this colour lie in a part of the picture."""
    ratio, wanted = image.devicePixelRatio(), QColor(colour).rgb()
    box = QRectF(spot.topLeft() * ratio, spot.size() * ratio).toRect().intersected(image.rect())
    return sum(
        image.pixel(x, y) == wanted
        for x in range(box.left(), box.right() + 1)
        for y in range(box.top(), box.bottom() + 1)
    )


def whole(picture: Picture) -> QRectF:
    size = picture.image.deviceIndependentSize()
    return QRectF(0, 0, size.width(), size.height())


def test_bars_are_as_high_as_the_services(qapp: QApplication) -> None:
    picture = draw(month({3: 4, 4: 2, 20: 1}), sheet())
    bars = {day: pixels(picture.image, LIGHT.edge, picture.spots[day - 1]) for day in (3, 4, 5, 20)}
    assert bars[5] == 0
    assert bars[3] == pytest.approx(2 * bars[4], rel=0.05)
    assert bars[3] == pytest.approx(4 * bars[20], rel=0.1)


def test_the_largest_category_alone_is_red(qapp: QApplication) -> None:
    picture = draw(CategoryChart((("助老助残", 18), ("环境整治", 9), ("走访慰问", 9))), sheet())
    red = [pixels(picture.image, LIGHT.accent, spot) for spot in picture.spots]
    grey = [pixels(picture.image, LIGHT.edge, spot) for spot in picture.spots]
    assert red[0] > 0
    assert red[1:] == [0, 0]
    assert grey[0] == 0
    assert red[0] == pytest.approx(2 * grey[1], rel=0.1)
    assert grey[1] == pytest.approx(grey[2], rel=0.1)


def test_a_fine_screen_gets_a_fine_picture_with_the_spots_where_they_were(qapp: QApplication) -> None:
    coarse, fine = (draw(month({3: 4}, {9: 40}), sheet(ratio=ratio)) for ratio in (1.0, 1.5))
    assert (fine.image.width(), fine.image.height()) == (900, 360)
    assert fine.image.deviceIndependentSize() == coarse.image.deviceIndependentSize()
    for one, other in zip(coarse.spots, fine.spots, strict=True):
        assert one.left() == pytest.approx(other.left(), abs=1)
        assert one.height() == pytest.approx(other.height(), abs=1)


def test_dark_is_drawn_on_the_dark_surface(qapp: QApplication) -> None:
    image = draw(month({3: 4}), sheet(colours=DARK)).image
    assert image.pixelColor(2, 2) == QColor(DARK.surface)
    assert pixels(image, DARK.edge, QRectF(0, 0, 600, 240)) > 0


def test_rare_characters_have_glyphs(qapp: QApplication) -> None:
    assert printable(RARE) == RARE
    draw(CategoryChart(((RARE, 3), ("王·阿卜杜拉", 1))), sheet())  # a missing glyph would be a warning, so an error
    assert printable("甲\ue123乙") == f"甲{MISSING}乙"
    draw(CategoryChart((("甲\ue123乙", 3),)), sheet())


def test_the_number_present_is_written_on_few_days_and_a_height_on_many(qapp: QApplication) -> None:
    few = draw(month({1: 1}, dict.fromkeys((9, 17, 25), 40)), sheet())
    top = QRectF(0, 0, 600, few.spots[0].top())
    assert pixels(few.image, LIGHT.accent, top) > 50
    many = draw(month({1: 1}, {day: 10 * day for day in range(1, MOST_STALKS + 3)}), sheet())
    heights = [
        next(
            y
            for y in range(240)
            if pixels(many.image, LIGHT.accent, QRectF(spot.left(), y, spot.width(), 1).adjusted(0, 0, 0, -0.5))
        )
        for spot in many.spots[: MOST_STALKS + 2]
    ]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] - heights[-1] > 60


def test_numbers_beside_marks_touch_nothing(qapp: QApplication) -> None:
    middles = [20.0, 36.0, 52.0, 300.0, 580.0]
    sides = chart_canvas._sides(middles, [30.0] * 5, [1, 0, 2, 3, 4], 13.0, 600.0)
    assert sides == {2: 1, 3: 1, 4: -1}  # 1 stands between marks, 0 at the edge; the last one has room on the left only


def test_many_categories_are_summed_up_at_the_end(qapp: QApplication) -> None:
    chart = CategoryChart(tuple((f"类别{number}", 40 - number) for number in range(15)))
    assert len(chart.drawn) == MOST_LINES
    assert sum(services for _label, services in chart.drawn) == sum(services for _label, services in chart.lines)
    assert len(draw(chart, sheet()).spots) == MOST_LINES
    assert "类别14" in chart.words()


@pytest.mark.parametrize("width", [60, 160, 2400])
def test_any_size_can_be_drawn(qapp: QApplication, width: int) -> None:
    chart = CategoryChart((("一个名字很长很长很长很长很长的服务类别", 1_234_567), ("短", 1)))
    for each in (month({}), month({1: 1_000}, {31: 12_345}), chart):
        assert draw(each, sheet(width=width, height=80)).image.width() == width


def test_the_pages_load_without_matplotlib() -> None:
    code = "import gridparty.ui.file_view, sys; print('matplotlib' in sys.modules, 'reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "False"]
