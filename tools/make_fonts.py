"""Makes the font files of resources/fonts again from the upstream packages.

usage: PYTHONPATH=. python tools/make_fonts.py FOLDER

FOLDER holds, somewhere below it, the TrueType files named in FACES, unpacked from
  npm  @expo-google-fonts/noto-sans-sc 0.4.3 and @expo-google-fonts/noto-serif-sc 0.4.3
  apt  fonts-lxgw-wenkai 1.250, fonts-hanazono 20170904
All are under the SIL Open Font License 1.1; the licence texts lie beside the results. Needs fontTools (dev group).

What is changed: only some glyphs are kept, without hinting and layout tables; marks are added once more with half
their width, in a private plane, for tight lines; the em dash is drawn over its whole square so that —— is one line of
two characters; narrow quotation marks get a full square; three files get names of our own (D25, and because LXGW and
Hanazono reserve theirs).
"""

import sys
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from gridparty.reports.kinsoku import NARROW, OPENING

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
EM_DASH = 0x2014
OPENING_QUOTES = (0x2018, 0x201C)
CLOSING_QUOTES = (0x2019, 0x201D)

# Latin, Greek, punctuation, currency, letter-like signs, numbers, arrows, mathematics, enclosed figures, boxes,
# shapes and dingbats, Chinese marks, bopomofo, enclosed and squared forms, full-width forms.
BLOCKS = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0370, 0x03FF), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2100, 0x214F),
    (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x3000, 0x303F),
    (0x3100, 0x312F), (0x3200, 0x33FF), (0xFF00, 0xFFEF),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One file to make: where its glyphs come from, which part of them, and its own name where it gets one."""

    source: str
    output: str
    part: str  # common, rest (what common leaves of Noto Sans SC) or extra (Han characters that Noto lacks)
    family: str = ""


FACES = (
    Face("NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf", "common"),
    Face("NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf", "common"),
    Face("NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", "common"),
    Face("NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf", "common"),
    Face("LXGWWenKai-Regular.ttf", "GPKai-Regular.ttf", "common", "GP Kai"),
    Face("NotoSansSC_400Regular.ttf", "GPSansRest-Regular.ttf", "rest", "GP Sans Rest"),
    Face("HanaMinA.ttf", "GPSongRest-Regular.ttf", "extra", "GP Song Rest"),
)


def common_characters() -> set[int]:
    """Code points of the blocks above, of GB 2312 and of the 8,105 characters of the standard list."""
    standard = (FONTS / "tongyong-8105.txt").read_text("utf-8")
    codes = {ord(character) for character in standard if not character.isspace()}
    for first, last in BLOCKS:
        codes.update(range(first, last + 1))
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    codes.update(ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore")))
    return codes


def is_han(code: int) -> bool:
    """Whether a code point is a unified Han character."""
    return 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF


def find(folder: Path, name: str) -> Path:
    """The one file of that name below the folder."""
    found = sorted(folder.rglob(name))
    if not found:
        raise SystemExit(f"{name} is not below {folder}; unpack the packages named in this script there")
    return found[0]


def reshape(font: TTFont, codes: Iterable[int], *, stretch: bool, opening: bool = False) -> None:
    """Gives glyphs a full square: stretched over it, or kept in size and set to the side where they belong."""
    em = font["head"].unitsPerEm
    names = font.getBestCmap()
    for name in (names[code] for code in codes if code in names):
        glyph = font["glyf"][name]
        advance, _ = font["hmtx"][name]
        if not stretch and advance >= em:
            continue
        coordinates = glyph.coordinates
        if stretch:
            coordinates.translate((-glyph.xMin, 0))
            coordinates.scale((em / (glyph.xMax - glyph.xMin), 1))
        elif opening:
            coordinates.translate((em - advance, 0))
        coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (em, glyph.xMin)


def add_narrow_marks(font: TTFont) -> None:
    """Adds every mark once more without its blank half, under the code points that the line breaker uses."""
    names, glyphs = font.getBestCmap(), font["glyf"]
    half = font["head"].unitsPerEm // 2
    tables = [table for table in font["cmap"].tables if table.format == 12]
    for mark, narrow in sorted(NARROW.items()):
        glyph = deepcopy(glyphs[names[ord(mark)]])
        if mark in OPENING:
            glyph.coordinates.translate((-half, 0))
            glyph.recalcBounds(glyphs)
        name = f"narrow{ord(mark):04X}"
        glyphs[name] = glyph
        font["hmtx"][name] = (half, glyph.xMin)
        for table in tables:
            table.cmap[ord(narrow)] = name


def rename(font: TTFont, family: str) -> None:
    """Puts a family name of our own into the name table; copyright and licence stay."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14) and record.platformID == 3]
    words = {
        1: family,
        2: "Regular",
        3: f"gridparty: {family}",
        4: family,
        5: "Version 1.0",
        6: family.replace(" ", ""),
    }
    for identifier, text in words.items():
        table.setName(text, identifier, 3, 1, 0x409)


def make(face: Face, folder: Path, common: set[int], noto: set[int]) -> Path:
    """Writes one face; returns its path."""
    font = TTFont(find(folder, face.source), recalcTimestamp=False)
    held = {code for code in font.getBestCmap() if code >= 0x20}
    kept = {
        "common": held & common,
        "rest": held - common,
        "extra": {code for code in held - noto if is_han(code)},
    }[face.part]
    options = Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "DSIG", "VORG", "vhea", "vmtx", "STAT", "gasp", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    reshape(font, [EM_DASH], stretch=True)
    reshape(font, OPENING_QUOTES, stretch=False, opening=True)
    reshape(font, CLOSING_QUOTES, stretch=False)
    if face.part == "common":
        add_narrow_marks(font)
    if face.family:
        rename(font, face.family)
    path = FONTS / face.output
    font.save(path)
    return path


def main() -> None:
    """Makes all files and says how large they became."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    common = common_characters()
    noto = set(TTFont(find(folder, "NotoSansSC_400Regular.ttf")).getBestCmap())
    for face in FACES:
        path = make(face, folder, common, noto)
        print(f"{path.name}  {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
