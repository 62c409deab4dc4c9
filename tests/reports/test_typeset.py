"""The printed page, measured in the finished file."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pypdfium2 as pdfium
import pytest
from pdf_reading import Page, read_pdf

from gridparty.reports.document import (
    BarChart,
    ColumnChart,
    Document,
    Heading,
    Masthead,
    Note,
    Paragraph,
    Signatures,
    Tail,
    Title,
)
from gridparty.reports.frame import title_lines
from gridparty.reports.measures import MM
from gridparty.reports.typeset import render, typeset

Print = Callable[..., list[Page]]
TOLERANCE = 0.3 * MM
MASTHEAD = Masthead("网格党建工作简报", "2026年第10期", "第一网格党支部　编", "2026年10月31日", ("草稿", "演示数据"))
TAIL = Tail((("报：街道党工委", ""), ("送：共建单位", "发：各党小组"), ("第一网格党支部", "2026年10月31日印发")))


def full_page(pages: list[Page]) -> list[tuple[float, str]]:
    return [(y, text) for y, text in pages[1].lines.items() if "—" not in text]


def test_a_page_has_22_lines_of_28_characters_inside_the_margins(print_pages: Print) -> None:
    pages = print_pages(Paragraph("网" * 28 * 60))
    lines = full_page(pages)
    assert [len(text) for _, text in lines] == [28] * 22
    heights = [y for y, _ in lines]
    pitch = (heights[-1] - heights[0]) / 21
    assert 28.95 <= pitch <= 28.995
    body = [character for character in pages[1].characters if character.text == "网"]
    assert min(character.x for character in body) == pytest.approx(28 * MM, abs=TOLERANCE)
    assert max(character.x for character in body) + 156 * MM / 28 == pytest.approx((210 - 26) * MM, abs=TOLERANCE)
    middle_of_first = heights[0] - 0.38 * 16  # of the em square, and so of the strip of one line
    assert middle_of_first - pitch / 2 == pytest.approx(37 * MM, abs=TOLERANCE)
    assert middle_of_first + 21.5 * pitch == pytest.approx((297 - 35) * MM, abs=TOLERANCE)
    assert {character.size for character in body} == {16}


def test_a_paragraph_is_indented_by_two_characters(print_pages: Print) -> None:
    (page,) = print_pages(Paragraph("网" * 40))
    assert page.characters[0].x == pytest.approx(28 * MM + 2 * 156 * MM / 28, abs=0.1)
    assert [len(text) for text in page.lines.values()][:2] == [26, 14]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(print_pages: Print) -> None:
    for number, page in enumerate(print_pages(Paragraph("网" * 28 * 60)), start=1):
        dash = page.first(f"— {number} —")
        *_, last = page.characters
        assert last.text == "—"
        if number % 2:
            assert last.x + 14 == pytest.approx((210 - 26) * MM - 14, abs=TOLERANCE)
        else:
            assert dash.x == pytest.approx(28 * MM + 14, abs=TOLERANCE)
        assert dash.y - 0.293 * 14 == pytest.approx((297 - 35 + 7) * MM, abs=TOLERANCE)
        assert dash.size == 14


@pytest.mark.parametrize("lines", range(16, 23))
def test_a_heading_is_not_last_on_its_page(print_pages: Print, lines: int) -> None:
    pages = print_pages(*(Paragraph("党建") for _ in range(lines)), Heading("一、概况"), Paragraph("网" * 60))
    (page,) = [page for page in pages if "一、概况" in page.text]
    texts = list(page.lines.values())
    assert "网" in texts[texts.index("一、概况") + 1]


@pytest.mark.parametrize("lines", range(16, 23))
def test_no_paragraph_leaves_a_single_line_on_a_page(print_pages: Print, lines: int) -> None:
    pages = print_pages(*(Paragraph("党建") for _ in range(lines)), Paragraph("网" * 28 * 4))
    counts = [sum("网" in text for text in page.lines.values()) for page in pages]
    assert 1 not in counts
    assert sum(counts) == 5


def test_headings_have_their_fonts(print_pages: Print) -> None:
    (page,) = print_pages(Heading("一、概况"), Heading("（一）党员", 2), Paragraph("党员"))
    fonts = [page.first(text).font for text in ("一、", "（一）")]
    assert fonts == ["NotoSansSC-Regular", "GPKai"]


def test_rare_characters_of_names_come_back_as_themselves(print_pages: Print) -> None:
    names = "王䶮、李㛃、张𬭎、赵𬱖、钱𣇉、刘龑"
    blocks = [
        Paragraph(names),
        Heading(names),
        Heading(names, 2),
        Note(names),
        BarChart("图1　" + names, (names,), (1.0,)),
    ]
    for block in blocks:
        pages = print_pages(block)
        text = "".join(page.text for page in pages)
        assert all(character in text for character in names), block


def test_every_character_is_drawn_with_ink() -> None:
    names = "王䶮李㛃张𬭎赵𬱖钱𣇉刘龑"
    document = pdfium.PdfDocument(render(Document("名单", (Paragraph(names),))))
    page = document[0]
    text_page = page.get_textpage()
    picture = page.render(scale=2, grayscale=True).to_numpy()
    boxes = [text_page.get_charbox(index) for index in range(text_page.count_chars())]
    drawn = list(dict.fromkeys(box for box in boxes if box[2] - box[0] > 5))[: len(names)]
    assert len(drawn) == len(names)
    shapes = set()
    for left, bottom, right, top in drawn:
        rows = slice(int((page.get_height() - top) * 2), int((page.get_height() - bottom) * 2) + 1)
        glyph = picture[rows, int(left * 2) : int(right * 2) + 1]
        assert (glyph < 128).sum() > 40
        shapes.add(glyph.tobytes())
    assert len(shapes) == len(names)
    text_page.close()
    page.close()
    document.close()


def test_characters_that_no_font_has_are_told() -> None:
    result = typeset(Document("名单", (Paragraph("张\U0001f600\U0001f600"), Note("\U0001f601"))))
    assert result.missing == (("\U0001f600", 2), ("\U0001f601", 1))
    assert read_pdf(result.pdf)[0].text.count("〓") == 3


def test_the_masthead(print_pages: Print) -> None:
    (page,) = print_pages(MASTHEAD, Title("第一网格党支部2026年10月工作情况"), Paragraph("党建。"))
    marks, name = page.first("草稿"), page.first("网格党建")
    end = page.first("报2026年第10期").x + name.size
    assert marks.y < 20 * MM
    assert 100 * MM <= end - name.x <= 140 * MM
    assert (name.x + end) / 2 == pytest.approx((28 + 78) * MM, abs=TOLERANCE)
    assert name.size == 40
    assert name.font == "NotoSerifSC-Bold"
    assert name.y < page.first("2026年第10期").y < page.first("第一网格党支部　编").y
    assert page.first("第一网格党支部　编").x == pytest.approx(28 * MM, abs=TOLERANCE)
    assert page.first("第一网格党支部2026").size == 22


@pytest.mark.parametrize("name", ["简报", "党建", "一" * 15, "一"])
def test_any_name_spans_what_it_can(print_pages: Print, name: str) -> None:
    (page,) = print_pages(Masthead(name, "第1期", "支部", "2026年"), Paragraph("网"))
    red = [character for character in page.characters if character.text in name and character.y < 60 * MM]
    assert red[-1].x + red[-1].size - red[0].x <= 140.1 * MM
    assert red[0].x >= 28 * MM


def test_a_long_issuer_does_not_run_into_the_date(print_pages: Print) -> None:
    issuer = "中共某某市某某区某某街道某某社区委员会第一网格党支部委员会"
    (page,) = print_pages(Masthead("简报", "第1期", issuer, "2026年10月31日"), Paragraph("网"))
    assert "".join(page.lines.values()).count("中共") == 1
    assert max(character.x for character in page.characters if character.text == "会") + 16 < page.first("2026").x


def test_a_long_title_is_broken_by_meaning() -> None:
    text = "中共林山寨街道某某社区委员会关于2026年10月网格党建工作情况的通报"
    lines = title_lines(text, measure=20.1)
    assert lines == ("中共林山寨街道某某社区委员会", "关于2026年10月网格党建工作情况的通报")
    assert "".join(title_lines("网" * 70, measure=20.1)) == "网" * 70
    assert title_lines("工作情况", measure=20.1) == ("工作情况",)


def test_the_tail_ends_at_the_foot_of_the_type_area(print_pages: Print) -> None:
    pages = print_pages(Paragraph("网" * 28 * 30), Signatures("书记（签字）：", "社区党委（盖章）："), TAIL)
    last = pages[-1]
    assert last.first("第一网格党支部").y == pytest.approx((297 - 35) * MM - 9, abs=1)
    assert last.first("报：").x == pytest.approx(28 * MM + 14, abs=TOLERANCE)
    assert last.first("报：").size == 14
    last_right = last.first("印发")
    assert last_right.y == last.first("第一网格党支部").y
    assert not any("报：" in page.text for page in pages[:-1])


def test_a_tail_that_does_not_fit_goes_to_a_new_page(print_pages: Print) -> None:
    pages = print_pages(Paragraph("网" * 28 * 21 + "网" * 20), TAIL)
    assert len(pages) == 2
    assert "报：" in pages[1].text


def test_a_long_row_of_the_tail_is_wrapped(print_pages: Print) -> None:
    names = "、".join(f"第{number}网格党支部" for number in range(1, 13))
    (page,) = print_pages(Paragraph("网"), Tail((("送：" + names, "（共印20份）"),)))
    text = "".join(page.lines.values())
    assert "第12网格" in text
    right = page.first("（共印").x
    rows = [character for character in page.characters if character.text == "网" and character.y > 400]
    assert max(character.x for character in rows) + 14 < right


def test_signatures_stay_with_the_text(print_pages: Print) -> None:
    pages = print_pages(Paragraph("网" * 28 * 21 + "格" * 20), Signatures("书记（签字）：", "社区党委（盖章）："))
    assert "格" in pages[-1].text
    assert pages[-1].first("书记").y == pages[-1].first("社区党委").y


def test_facts_of_the_file_and_its_fonts() -> None:
    document = Document(
        "网格党建工作简报", (MASTHEAD, Paragraph("党建")), author="第一网格党支部", keywords=("党建", "简报")
    )
    stamp = datetime(2026, 10, 31, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    pdf = pdfium.PdfDocument(render(document, stamp=stamp))
    facts = pdf.get_metadata_dict()
    assert facts["Title"] == "网格党建工作简报"
    assert facts["Author"] == "第一网格党支部"
    assert facts["Producer"] == "gridparty"
    assert facts["Keywords"] == "党建，简报"
    assert facts["CreationDate"] == "D:20261031093000+08'00'"
    pdf.close()
    content = render(document)
    assert b"Helvetica" not in content
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor") > 0


def test_the_same_document_gives_the_same_bytes() -> None:
    blocks = (MASTHEAD, Paragraph("王𬭎"), Note("注"), ColumnChart("图", ("1月",), (3.0,)))
    document = Document("简报", blocks)
    assert render(document) == render(document)
    stamp = datetime(2026, 10, 31, tzinfo=UTC)
    assert render(document, stamp=stamp) == render(document, stamp=stamp) != render(document)


def test_an_empty_document_is_one_page() -> None:
    assert typeset(Document("空", ())).pages == 1


def test_matplotlib_is_loaded_only_for_charts() -> None:
    program = (
        "import sys; from gridparty.reports.typeset import render;"
        "from gridparty.reports.document import Document, Paragraph, BarChart;"
        "render(Document('x', (Paragraph('y'),))); assert 'matplotlib' not in sys.modules;"
        "render(Document('x', (BarChart('y', ('a',), (1.0,)),))); assert 'matplotlib.pyplot' not in sys.modules;"
        "print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


@pytest.mark.parametrize("lines", range(8, 22))
def test_the_tail_never_stands_on_a_page_without_text(print_pages: Print, lines: int) -> None:
    """DOMAIN §8.5: a page 此页无正文 is to be avoided."""
    body = tuple(Paragraph("开展走访慰问。") for _ in range(lines))
    pages = print_pages(*body, Signatures("书记（签字）：", "社区党委（盖章）："), TAIL)
    assert any("走访慰问" in text for text in pages[-1].lines.values())
