"""Lines of Chinese text: marks, squeezing, pushing out, single characters, long words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.reports.fonts import Role, advances
from gridparty.reports.kinsoku import NARROW, breaks
from gridparty.reports.linebreak import Line, break_lines

EMS = advances(Role.FANGSONG)
FORBIDDEN_STARTS = frozenset("。．，、；：！？」』）〉》】〕〗］｝”’—…～·／％%℃ ")
FORBIDDEN_ENDS = frozenset("「『（〈《【〔〖［｛“‘￥№")
MARKS = "，。、；：？！“”‘’（）《》【】〔〕·—…～％%/-. \u3000"

SAMPLES = {
    "squeeze in": "二七区牢固树立抓好党建是最大政绩的理念，坚持“书记抓、立台账、建机制、严考评”，先后召开常委会、"
    "党建小组会及党建观摩会等会议25次。",
    "quotes": "“三个二七”“两德三注重”“红黄蓝绿”“五重八专”四色预警。",
    "dashes": "从“九月”——到“十月”——再到“十一月”……都有记录。",
    "numbers": "财政收入完成56024万元，同比增长44.77%，满意率99.9%，面积1,000㎡以上，温度25℃，电话0371-68251234。",
    "brackets": "街道（镇）、社区（村）、网格（小区）党组织【2026】第3号〔内部〕。",
    "Latin": "联系人WANG Xiaoming（SMS 12371）于2026-11-21 09:30在A座3F会议室签到。",
    "address": "https://example.invalid/very/long/path/without/any/break/opportunity?x=1&y=2",
    "names": "古丽米热·艾比布力、那吾克热·玉素甫江、阿提古丽·阿布力克木三位同志。",
    "three marks": "他说：“她问：‘好吗？’”。",
    "units": "人均5.5㎡·月，合计￥12,345.67元；第Ⅲ批№12。",
}


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text.strip() for line in lines]


@pytest.mark.parametrize("measure", [8, 9, 10, 11, 12, 13, 17, 21])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_sample_has_a_forbidden_start_or_end(name: str, measure: int) -> None:
    lines = break_lines(SAMPLES[name], EMS, measure=measure)
    assert "".join(line.text for line in lines) == SAMPLES[name]
    shown = texts(lines)
    assert not [line for line in shown[1:] if line[0] in FORBIDDEN_STARTS]
    assert not [line for line in shown[:-1] if line[-1] in FORBIDDEN_ENDS]
    assert all(line.width <= measure + 1e-6 for line in lines)
    assert not [(before, after) for before, after in pairwise(shown) if before[-1] == after[0] and after[0] in "—…"]


@given(
    text=st.text(
        alphabet=st.one_of(st.sampled_from(MARKS), st.sampled_from("党员网格社区服务一二三"), st.sampled_from("aB19"))
    ),
    measure=st.floats(2.5, 30),
    indent=st.sampled_from([0.0, 1.0]),
)
def test_any_text_is_kept_whole_and_fits(text: str, measure: float, indent: float) -> None:
    lines = break_lines(text, EMS, measure=measure, indent=indent)
    assert "".join(line.text for line in lines) == text
    for number, line in enumerate(lines):
        limit = measure - (0 if number else indent)
        drawn = "".join(piece.text for piece in line.pieces)
        assert sum(EMS[character] for character in drawn) == pytest.approx(line.width)
        assert line.width <= limit + 1e-6
        assert len(drawn) <= len(line.text)
    assert all(line.spread == 0 or line.width < measure for line in lines)


@given(st.text(alphabet="党员网格，。、“”（）", min_size=1, max_size=80), st.integers(6, 28))
def test_justified_lines_end_at_the_measure(text: str, measure: int) -> None:
    for line in break_lines(text, EMS, measure=measure)[:-1]:
        if line.spread:
            loose = sum(len(piece.text) for piece in line.pieces if piece.loose) - 1
            assert line.width + loose * line.spread == pytest.approx(measure)


def test_an_empty_text_has_no_line() -> None:
    assert break_lines("", EMS, measure=10) == ()


def test_a_mark_is_squeezed_in_before_anything_is_pushed_out() -> None:
    first = break_lines("党员、网格社区服务群众活动。组织生活", EMS, measure=13)[0]
    assert first.text == "党员、网格社区服务群众活动。"
    assert first.width == pytest.approx(13)
    assert first.pieces[0].text.startswith("党员" + NARROW["、"])


def test_without_marks_to_squeeze_a_character_is_pushed_out() -> None:
    lines = break_lines("党员网格社区服务群众活动。组织生活", EMS, measure=12)
    assert texts(lines)[0] == "党员网格社区服务群众活"
    assert lines[0].spread == pytest.approx(1 / 10)


def test_a_mark_at_the_end_of_a_line_takes_half_its_width() -> None:
    first = break_lines("党员网格社区服务群众，组织生活活动", EMS, measure=11)[0]
    assert first.text.endswith("，")
    assert first.width == pytest.approx(10.5)
    assert first.pieces[-1].text.endswith(NARROW["，"])


def test_marks_that_meet_share_one_and_a_half_em() -> None:
    (line,) = break_lines("（党员）。网格", EMS, measure=20)
    assert line.width == pytest.approx(6.5)
    assert line.pieces[0].text == f"（党员{NARROW['）']}。网格"


def test_an_opening_mark_at_the_start_of_a_later_line_loses_its_blank() -> None:
    lines = break_lines("党员网格“社区服务”", EMS, measure=4.5)
    assert lines[1].text.startswith("“")
    assert lines[1].pieces[0].text.startswith(NARROW["“"])


@pytest.mark.parametrize(("text", "measure"), [("一二三四五六七八九十甲", 10), ("一二三四五，七八九十甲。", 10)])
def test_the_last_line_is_not_a_single_character(text: str, measure: int) -> None:
    lines = break_lines(text, EMS, measure=measure)
    assert len(lines[-1].text.rstrip("。")) > 1


def test_dates_numbers_and_words_stay_whole() -> None:
    text = "于2026年10月31日召开，出席126人次，签到率92.9%，见GB/T 9704。1.召开"
    allowed = {text[:position][-1] + "|" + text[position : position + 1] for position in breaks(text)}
    assert not allowed & {"年|1", "月|3", "2|6", "6|人", "人|次", ".|9", "9|%", "B|/", "/|T", ".|召", "0|4"}
    assert {"日|召", "，|出", " |9"} <= allowed


def test_a_word_longer_than_the_line_is_broken_as_a_last_resort() -> None:
    lines = break_lines("见Donaudampfschifffahrtsgesellschaft。", EMS, measure=6)
    assert len(lines) > 2
    assert all(line.width <= 6 for line in lines)


def test_dashes_and_words_are_not_spread() -> None:
    line = break_lines("党员——网格和Xiaoming一起走访慰问", EMS, measure=14.5)[0]
    assert line.spread > 0
    tight = "".join(piece.text for piece in line.pieces if not piece.loose)
    assert tight == "—Xiaomin"
