"""Which font draws which character, and the files themselves."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gridparty import paths
from gridparty.reports import fonts
from gridparty.reports.fonts import Role
from gridparty.reports.kinsoku import NARROW

FILES = sorted(paths.FONTS.glob("*.ttf"))
RARE = "䶮㛃𬭎𬱖𣇉龑𫖯堃"


def names_of(path: Path) -> dict[int, str]:
    with TTFont(path) as font:
        return {record.nameID: record.toUnicode() for record in font["name"].names}


def test_no_two_files_share_family_and_style() -> None:  # D25
    found = [(names[1], names[2]) for names in map(names_of, FILES)]
    assert len(found) == 7
    assert len(set(found)) == len(found)
    assert {"GP Sans Rest", "GP Song Rest", "GP Kai"} <= {family for family, _ in found}
    assert len({names[6] for names in map(names_of, FILES)}) == len(FILES)


def test_reserved_names_are_gone_and_licences_lie_beside() -> None:
    for path in FILES:
        shown = {text for number, text in names_of(path).items() if number in (1, 3, 4, 6, 16)}
        assert not [text for text in shown for word in ("LXGW", "霞鹜", "Hana", "花園", "Source") if word in text]
        family = path.stem.partition("-")[0]
        assert "SIL OPEN FONT LICENSE" in (paths.FONTS / f"OFL-{family}.txt").read_text("utf-8").upper()


@pytest.mark.parametrize("role", Role)
def test_every_standard_character_has_a_shape_in_the_first_font(role: Role) -> None:
    standard = set((paths.FONTS / "tongyong-8105.txt").read_text("utf-8").split())
    characters = set("".join(standard))
    assert len(characters) == 8105
    first = fonts.load(fonts.chain(role)[0])
    assert first.shapes >= characters
    assert first.shapes >= set(bytes(range(0x21, 0x7F)).decode()) | set(
        "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～％℃㎡①■▲◆●〓"
    )


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("character", RARE)
def test_rare_characters_of_names_have_a_shape(role: Role, character: str) -> None:
    runs = fonts.runs(character, role)
    assert not runs.missing
    ((font, drawn),) = runs.pieces
    assert drawn == character
    assert font.face.charToGlyph[ord(character)] > 0


def test_a_text_is_cut_only_where_the_font_changes() -> None:
    pieces = fonts.runs("王𬭎、孙𣇉和刘龑。", Role.FANGSONG).pieces
    assert "".join(text for _, text in pieces) == "王𬭎、孙𣇉和刘龑。"
    assert [text for _, text in pieces] == ["王𬭎、孙", "𣇉", "和刘", "龑", "。"]
    assert all(before is not after for (before, _), (after, _) in pairwise(pieces))


def test_a_character_that_no_font_has_becomes_visible_and_is_told() -> None:
    runs = fonts.runs("张\U0001f600三", Role.SONG)
    assert runs.missing == "\U0001f600"
    assert "".join(text for _, text in runs.pieces) == "张〓三"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("党\u200b员\ufeff", "党员"),
        ("党\t员\n群众", "党 员 群众"),
        ("李\ufe00明\U000e0100", "李明"),
        ("a\xa0b", "a b"),
        ("张\ud800三", "张\ufffd三"),
        ("第一支部　编", "第一支部　编"),
        ("党\U000fff0c", "党\ufffd"),
    ],
)
def test_what_has_no_shape_is_not_drawn(text: str, shown: str) -> None:
    assert fonts.printable(text) == shown


@pytest.mark.parametrize("role", Role)
def test_dashes_fill_their_square_and_narrow_marks_half_of_it(role: Role) -> None:
    ems = fonts.advances(role)
    assert fonts.width("——“”", role, 10) == pytest.approx(40)
    assert {ems[narrow] for narrow in NARROW.values()} == {0.5}
    assert {ems[mark] for mark in NARROW} == {1.0}


def test_a_font_of_the_pc_comes_first(tmp_path: Path) -> None:
    shutil.copy(paths.FONTS / "GPKai-Regular.ttf", tmp_path / "simkai.ttf")
    assert fonts.chain(Role.KAI, [tmp_path])[0] == tmp_path / "simkai.ttf"
    assert fonts.chain(Role.KAI, [tmp_path])[1:] == fonts.chain(Role.KAI)
    assert fonts.chain(Role.HEI, [tmp_path]) == fonts.chain(Role.HEI)


@pytest.mark.parametrize("content", [b"", b"damaged", b"\x00\x01\x00\x00" + bytes(200), b"OTTO" + bytes(200)])
def test_a_damaged_font_of_the_pc_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "simfang.ttf").write_bytes(content)
    assert fonts.chain(Role.FANGSONG, [tmp_path]) == fonts.chain(Role.FANGSONG)
