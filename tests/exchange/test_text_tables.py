import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.exchange.text_tables import decode, parse_rows, real_characters
from gridparty.exchange.unreadable import Cause, UnreadableError

RARE = "龑䶮㛃𬭎𬱖𣇉喆堃"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_rare_characters_in_every_encoding(encoding: str) -> None:
    text = f"姓名,性别\r\n王{RARE},男\r\n"
    assert decode(text.encode(encoding)) == text


def test_big_endian_needs_its_mark() -> None:
    assert decode(b"\xfe\xff" + "张三".encode("utf-16-be")) == "张三"
    with pytest.raises(UnreadableError) as refused:
        decode("name\tsex".encode("utf-16-le"))
    assert refused.value.cause is Cause.WRONG_KIND


def test_old_codes_become_real_characters() -> None:
    """GBK has 䶮 and 𠂇 at places that Python decodes to private use."""
    assert decode(b"\xfe\x9f\xfe\x51") == "䶮𠂇"
    assert real_characters("王\ue863") == "王䶮"
    assert real_characters("王\ue170 \ue863") == "王\ue170 䶮"


def test_bytes_that_fit_no_encoding() -> None:
    with pytest.raises(UnreadableError) as refused:
        decode("张三".encode("gb18030") + b"\xff\n")
    assert refused.value.cause is Cause.ENCODING


@given(st.text(st.characters(codec="gb18030", exclude_characters="\x00", exclude_categories=("Co", "Cs"))))
def test_gb18030_comes_back_or_was_utf8(text: str) -> None:
    data = text.encode("gb18030")
    try:
        expected = data.decode("utf-8")
    except UnicodeDecodeError:
        expected = text
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decode(data) == expected


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_that_cuts_is_taken(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (("姓名", "住址", "备注"), ("张三", "某路1号", ""), ("李四", "", "无"))
    )
    assert parse_rows(text) == [("姓名", "住址", "备注"), ("张三", "某路1号", ""), ("李四", "", "无")]


def test_quotes_line_breaks_and_blank_lines() -> None:
    text = 'a,"b\r\nc"\r\n\r\n"say ""hi""",x\r\n"优秀"党员,y'
    assert parse_rows(text) == [("a", "b\r\nc"), (), ('say "hi"', "x"), ("优秀党员", "y")]


def test_an_open_quote_is_told_not_swallowed() -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_rows('姓名,备注\n张三,好\n李四,"优秀\n王五,好\n')
    assert (refused.value.cause, refused.value.detail) == (Cause.OPEN_QUOTE, "3")


def test_nothing_is_no_row() -> None:
    assert parse_rows("") == []
