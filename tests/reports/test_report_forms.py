"""Forms, lines to cut along, and new pages."""

from collections.abc import Callable

import pytest
from pdf_reading import Page, read_pdf

from gridparty.reports.document import Block, CutLine, Document, Form, FormCell, Note, PageBreak, Paragraph, Title
from gridparty.reports.measures import BOTTOM, LEFT, RIGHT
from gridparty.reports.typeset import render

Print = Callable[..., list[Page]]


def line(name: str, value: str, lines: int = 1) -> tuple[FormCell, FormCell]:
    return FormCell(name, 0.2, is_label=True), FormCell(value, 0.8, lines=lines)


def test_labels_stand_in_hei_and_values_in_song(print_pages: Print) -> None:
    (page,) = print_pages(Form((line("姓名", "王秀兰"), line("单位", "某某研究院"))))
    assert page.first("姓名").font.startswith("NotoSansSC")
    assert page.first("王秀兰").font.startswith("NotoSerifSC")
    assert LEFT < page.first("姓名").x < page.first("王秀兰").x < RIGHT
    assert page.first("王秀兰").y < page.first("某某研究院").y


def test_a_row_has_the_room_that_was_asked_for(print_pages: Print) -> None:
    low, high = (
        print_pages(Form((line("意见", "", lines=lines), line("日期", "今天"))))[0].first("今天").y for lines in (1, 8)
    )
    assert high - low > 100


def test_long_values_wrap_and_are_not_lost(print_pages: Print) -> None:
    text = "第一网格非公有制企业联合党支部" * 200
    pages = print_pages(Form((line("说明", text), line("日期", "今天"))))
    assert len(pages) > 1
    shown = "".join(page.text for page in pages)
    assert shown.count("第一网格非公有制企业联合党支部") > 150
    assert shown.count("党支部") >= 190
    assert "今天" in pages[-1].text
    assert all(character.y < BOTTOM for page in pages for character in page.characters if character.text == "网")


def test_the_cut_line_has_its_word_in_the_middle(print_pages: Print) -> None:
    (page,) = print_pages(Note("上"), CutLine("沿此线剪开"), Note("下"))
    assert page.first("上").y < page.first("沿").y < page.first("下").y
    middle = (page.first("沿").x + page.first("开").x + page.first("开").size) / 2
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_what_follows_a_cut_line_stays_with_it(print_pages: Print) -> None:
    pages = print_pages(
        *(Paragraph("正文") for _line in range(18)), CutLine("沿此线剪开"), Title("回执"), Form((line("姓名", ""),))
    )
    assert ["沿此线剪开" in page.text for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("blocks", "texts"),
    [
        ((Paragraph("一"), PageBreak(), Paragraph("二")), ["一", "二"]),
        ((PageBreak(), Paragraph("一"), PageBreak(), PageBreak(), Paragraph("二")), ["一", "二"]),
        ((Title("题"), PageBreak(), Paragraph("一")), ["题", "一"]),
    ],
)
def test_new_pages(blocks: tuple[Block, ...], texts: list[str]) -> None:
    pages = read_pdf(render(Document("测试", blocks, is_numbered=False)))
    assert [page.text for page in pages] == texts


def test_pages_are_numbered_unless_they_are_slips(print_pages: Print) -> None:
    assert "— 1 —" in print_pages(Paragraph("一"))[0].text
    (page,) = read_pdf(render(Document("测试", (Paragraph("一"),), is_numbered=False)))
    assert page.text == "一"
