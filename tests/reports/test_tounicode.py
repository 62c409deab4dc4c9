"""The map from bytes to characters in embedded fonts."""

from gridparty.reports.kinsoku import NARROW
from gridparty.reports.tounicode import unicode_map


def test_characters_beyond_the_basic_plane_are_written_in_utf16() -> None:
    text = unicode_map("AAAAAA+Song", [0, ord("党"), ord("𬭎")])
    assert "<01> <515A>" in text
    assert "<02> <D872DF4E>" in text
    assert "<00>" not in text.partition("endcodespacerange")[2]


def test_a_narrow_mark_stands_for_the_mark() -> None:
    assert "<01> <FF0C>" in unicode_map("AAAAAA+Song", [0, ord(NARROW["，"])])


def test_no_block_holds_more_than_a_hundred_entries() -> None:
    lines = unicode_map("AAAAAA+Song", [0, *range(0x4E00, 0x4EFF)]).split("\n")
    assert [line for line in lines if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "55 beginbfchar",
    ]
    assert sum(line.startswith("<") and "> <" in line for line in lines) == 255 + 1  # and the code space
