"""Member cards: ten a sheet, and codes on paper that a scanner can read (D7)."""

from collections.abc import Iterator
from itertools import groupby

import pypdfium2
import pytest
from pdf_reading import read_pdf
from reportlab.graphics.barcode import code128

from gridparty.domain import member_codes
from gridparty.domain.ids import MemberId
from gridparty.exchange import qr
from gridparty.operations.members import MemberCard
from gridparty.reports import member_cards
from gridparty.reports.measures import MM

DOTS = 8  # to the millimetre
START_C, STOP = 105, 106


def card(number: int, name: str = "王秀兰", unit: str = "第一网格党支部") -> MemberCard:
    return MemberCard(MemberId(number), name, unit, member_codes.make(101, number))


class Paper:
    """A page as grey values."""

    def __init__(self, pdf: bytes) -> None:
        document = pypdfium2.PdfDocument(pdf)
        self.picture = document[0].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil()
        document.close()

    def is_dark(self, x: float, y: float) -> bool:
        """Whether the paper is dark at a place in points from the top left corner."""
        return bool(self.picture.getpixel((int(x / MM * DOTS), int(y / MM * DOTS))) < 128)


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper(member_cards.pdf([card(number) for number in range(1, 11)]))


def corners() -> Iterator[tuple[int, float, float]]:
    """(number, x, y) of the ten cards, row by row."""
    for place in range(10):
        row, column = divmod(place, 2)
        x = member_cards.SHEET_LEFT + column * member_cards.CARD_WIDTH
        yield place + 1, x, member_cards.SHEET_TOP + row * member_cards.CARD_HEIGHT


def test_every_square_of_every_code_is_on_the_paper(paper: Paper) -> None:
    for number, x, y in corners():
        wanted = qr.matrix(card(number).code)
        side = member_cards.QR_SIDE / len(wanted)
        left, top = x + member_cards.QR_LEFT, y + member_cards.QR_TOP
        half = [(place + 0.5) * side for place in range(len(wanted))]
        assert tuple(tuple(paper.is_dark(left + dx, top + dy) for dx in half) for dy in half) == wanted


def test_the_code_is_light_all_around(paper: Paper) -> None:
    _number, x, y = next(corners())
    left, top, side = x + member_cards.QR_LEFT, y + member_cards.QR_TOP, member_cards.QR_SIDE
    quiet = 3.5 * side / 21
    for step in range(50):
        at = step / 49 * side
        assert not paper.is_dark(left + at, top - quiet)
        assert not paper.is_dark(left - quiet, top + at)
        assert not paper.is_dark(left + at, top + side + 0.2 * quiet)


def symbols(paper: Paper, x: float, y: float) -> list[int]:
    """The Code 128 symbols of the bars that begin at x: six widths each, a bar first; the stop has one bar more."""
    dark = [paper.is_dark(x + (unit + 0.5) * member_cards.BAR, y) for unit in range(90)]
    widths = [chr(ord("A" if bar else "a") + len(list(run)) - 1) for bar, run in groupby(dark)]
    known = {pattern: number for number, pattern in code128._patterns.items()}
    return [known["".join(widths[at : at + (7 if at == 42 else 6)])] for at in range(0, 48, 6)]


def test_the_bars_spell_the_code(paper: Paper) -> None:
    for number, x, y in corners():
        line = y + member_cards.BARS_TOP + member_cards.BARS_HEIGHT / 2
        start, *pairs, check, stop = symbols(paper, x + member_cards.BARS_LEFT, line)
        assert "".join(f"{pair:02d}" for pair in pairs) == card(number).code
        assert (start, stop) == (START_C, STOP)
        assert check == (START_C + sum(place * pair for place, pair in enumerate(pairs, 1))) % 103


def test_cut_marks_stand_outside_the_cards(paper: Paper) -> None:
    middle = member_cards.SHEET_LEFT + member_cards.CARD_WIDTH
    assert paper_has_mark(paper, middle, member_cards.SHEET_TOP - 4 * MM)
    assert not paper_has_mark(paper, middle, member_cards.SHEET_TOP + 4 * MM)


def paper_has_mark(paper: Paper, x: float, y: float) -> bool:
    """Whether an upright hair line passes here; it is grey and thinner than a dot."""
    column, row = int(x / MM * DOTS), int(y / MM * DOTS)
    return any(paper.picture.getpixel((column + step, row)) < 250 for step in (-1, 0, 1))


def test_name_unit_and_code_stand_on_each_card() -> None:
    cards = [card(number, name=f"王秀{'兰花菊竹梅松柏桃李杏荷'[number - 1]}") for number in range(1, 12)]
    first, second = read_pdf(member_cards.pdf(cards))
    for each in cards[:10]:
        assert each.name in first.text
        assert each.code in first.text
    assert first.text.count("第一网格党支部") == 10
    assert (second.text.count("第一网格党支部"), second.text.count(cards[10].code)) == (1, 1)


def test_long_and_rare_names_stay_on_their_card() -> None:
    name, unit = (
        "阿卜杜热西提·买买提艾力",
        "中原区桐柏路街道百花社区第一网格非公有制企业联合党支部委员会筹备工作领导小组" * 2,
    )
    (page,) = read_pdf(member_cards.pdf([card(1, name=name, unit=unit), card(2, name="䶮𬱖")]))
    assert "〓" not in page.text
    assert "…" in page.text
    start = page.text.index(name)
    room = member_cards.SHEET_LEFT + member_cards.QR_LEFT
    assert max(c.x + c.size for c in page.characters[start : start + len(name)]) < room
    assert page.first(name).size < page.first("䶮").size


def test_the_same_cards_give_the_same_bytes() -> None:
    assert member_cards.pdf([card(1)]) == member_cards.pdf([card(1)])
    assert len(read_pdf(member_cards.pdf([]))) == 1
