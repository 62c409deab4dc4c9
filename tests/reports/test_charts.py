"""Charts as they are painted."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from pdf_reading import Page

from gridparty.reports import charts
from gridparty.reports.document import BarChart, ColumnChart, Document
from gridparty.reports.typeset import render, typeset

Print = Callable[..., list[Page]]
MONTHS = tuple(f"{month}月" for month in range(1, 11))
RED = "0.702 0.0706 0.114 rg"


def operators(block: ColumnChart | BarChart) -> str:
    """What is painted besides text."""
    recording = charts.chart(block)[0].draw.keywords["recording"]  # type: ignore[attr-defined]
    return "\n".join(part for part in recording if isinstance(part, str))


def boxes(code: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every filled bar."""
    found = []
    for line in code.split("\n"):
        if line.endswith("f Q"):
            points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+) [ml]", line)]
            xs, ys = zip(*points, strict=True)
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def test_columns_stand_for_their_values() -> None:
    values = (10.0, 20.0, 5.0)
    found = boxes(operators(ColumnChart("图", ("甲", "乙", "丙"), values, top=20)))
    heights = [top - bottom for _, bottom, _, top in found]
    assert heights == pytest.approx([48, 96, 24], abs=0.05)
    assert len({bottom for _, bottom, _, _ in found}) == 1


def test_lying_bars_stand_for_their_values() -> None:
    found = boxes(operators(BarChart("图", ("甲", "乙", "丙"), (40, 20, 10))))
    lengths = [right - left for left, _, right, _ in found]
    assert lengths[1] / lengths[0] == pytest.approx(0.5, abs=0.001)
    assert lengths[2] / lengths[0] == pytest.approx(0.25, abs=0.001)
    assert [bottom for _, bottom, _, _ in found] == sorted((bottom for _, bottom, _, _ in found), reverse=True)


def test_one_bar_is_red() -> None:
    code = operators(ColumnChart("图", ("甲", "乙"), (1.0, 2.0), highlight=1))
    assert [RED in line for line in code.split("\n") if line.endswith("f Q")] == [False, True]
    code = operators(BarChart("图", ("甲", "乙"), (2.0, 1.0)))
    assert [RED in line for line in code.split("\n") if line.endswith("f Q")] == [True, False]
    assert RED not in operators(ColumnChart("图", ("甲", "乙"), (1.0, 2.0)))


def test_nothing_expected_leaves_a_gap(print_pages: Print) -> None:
    block = ColumnChart("图1　签到率", ("1月", "2月", "3月"), (50.0, None, 0.0), top=100)
    (page,) = print_pages(block)
    assert len(boxes(operators(block))) == 1
    dash, full = page.first("无"), page.first("50.0")
    zero = next(one for one in page.characters if one.text == "0" and one.x > dash.x)
    assert dash.y == pytest.approx(zero.y, abs=0.1)
    assert zero.y - full.y == pytest.approx(48, abs=0.1)


@pytest.mark.parametrize(
    "block",
    [
        ColumnChart("图", MONTHS, (0.0,) * 10, highlight=9),
        ColumnChart("图", MONTHS, (None,) * 10),
        ColumnChart("图", ("1月",), (93.0,), highlight=0),
        BarChart("图", ("甲", "乙"), (0.0, 0.0)),
        BarChart("图", ("甲",), (5.0,)),
        BarChart("图", tuple(f"第{number}类" for number in range(60)), tuple(range(60, 0, -1))),
    ],
)
def test_odd_values_are_drawn(print_pages: Print, block: ColumnChart | BarChart) -> None:
    (page,) = print_pages(block)
    assert all(label in page.text for label in block.labels)
    assert page.text.count("图") == 1


def test_no_values_leave_nothing() -> None:
    assert charts.chart(BarChart("图", (), ())) == []


@pytest.mark.parametrize("values", [(1.0,), (1.0, -2.0), (1.0, float("nan")), (float("inf"), 1.0)])
def test_wrong_values_are_errors(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"labels|values"):
        charts.chart(BarChart("图", ("甲", "乙"), values))


def test_what_is_remembered_does_not_change_what_is_drawn() -> None:
    one = Document("x", (ColumnChart("图", MONTHS, tuple(range(1, 11)), highlight=9, top=100),))
    other = Document("x", (ColumnChart("图", MONTHS, (None, *range(50, 59)), highlight=0, top=100),))
    first = render(one)
    render(other)
    assert render(one) == first
    charts._column_template.cache_clear()
    assert render(one) == first


def test_labels_are_taken_as_they_are(print_pages: Print) -> None:
    labels = ("$x^2$ 与 $y$", "王𬭎𣇉", "很长的网格党支部名称要在栏下面分成几行")
    for block in (ColumnChart("图", labels, (1.0, 2.0, 3.0)), BarChart("图", labels, (3.0, 2.0, 1.0))):
        (page,) = print_pages(block)
        shown = page.text.replace(" ", "")
        assert all(character in shown for label in labels for character in label.replace(" ", ""))


def test_labels_of_many_columns_do_not_overlap(print_pages: Print) -> None:
    labels = tuple(f"第{number}网格党支部" for number in range(1, 13))
    (page,) = print_pages(ColumnChart("图", labels, (1234.5,) * 12))
    values = [character for character in page.characters if character.text in "12345."]
    assert len(values) >= 12 * 6
    for y in {round(character.y, 1) for character in page.characters}:
        line = sorted(
            (one for one in page.characters if round(one.y, 1) == y and one.text.strip()), key=lambda one: one.x
        )
        for before, after in pairwise(line):
            assert after.x - before.x > 0.2 * before.size


@pytest.mark.parametrize(
    ("largest", "limit"), [(0, 1), (1, 1), (41, 50), (92.9, 100), (5.5, 6), (0.03, 0.04), (230, 250), (1001, 2000)]
)
def test_nice_limits(largest: float, limit: float) -> None:
    assert charts.nice_limit(largest) == pytest.approx(limit)


def test_a_chart_is_vectors_in_the_fonts_of_the_document() -> None:
    pdf = typeset(Document("x", (ColumnChart("图", MONTHS, tuple(range(10))),))).pdf
    assert b"/Image" not in pdf.replace(b"/ImageB", b"").replace(b"/ImageC", b"").replace(b"/ImageI", b"")
    assert set(re.findall(rb"/BaseFont /[A-Z]+\+([\w-]+)", pdf)) == {b"NotoSansSC-Regular", b"NotoSerifSC-Regular"}
