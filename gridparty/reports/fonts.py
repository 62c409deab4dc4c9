"""The fonts of printed documents: which file plays which role, and which file draws which character.

Every character is looked up in the fonts of its role one after the other (DOMAIN §8.5), so that a rare character of a
name is drawn from a fallback and never as an empty box. Files are read when first needed, once per process.
"""

import os
import re
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from gridparty import paths
from gridparty.reports.tounicode import EmbeddedFont

MISSING_MARK = "〓"  # stands where no font has the character


class Role(Enum):
    """What a font is for (GB/T 9704-2012): the standard names styles, not makers."""

    FANGSONG = "fangsong"  # body text
    SONG = "song"  # cells of tables, page numbers, small lines
    XIAOBIAOSONG = "xiaobiaosong"  # titles, the red name, total rows
    HEI = "hei"  # headings of the first level, heads of tables, charts
    KAI = "kai"  # headings of the second level


_SONG_FALLBACKS = ("GPSongRest-Regular.ttf", "GPSansRest-Regular.ttf")
_CHAINS: Mapping[Role, tuple[str, ...]] = {
    Role.FANGSONG: ("NotoSerifSC-Regular.ttf", *_SONG_FALLBACKS),
    Role.SONG: ("NotoSerifSC-Regular.ttf", *_SONG_FALLBACKS),
    Role.XIAOBIAOSONG: ("NotoSerifSC-Bold.ttf", *_SONG_FALLBACKS),
    Role.HEI: ("NotoSansSC-Regular.ttf", "GPSansRest-Regular.ttf", "GPSongRest-Regular.ttf"),
    Role.KAI: ("GPKai-Regular.ttf", "NotoSerifSC-Regular.ttf", *_SONG_FALLBACKS),
}
_PC_FONTS: Mapping[Role, str] = {Role.FANGSONG: "simfang.ttf", Role.SONG: "simsun.ttc", Role.KAI: "simkai.ttf"}
FIRST_FONT = "NotoSerifSC-Regular"  # what a new page is set to before anything is drawn

_loading = Lock()

_SHAPELESS = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef\U000f0000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Runs:
    """A text cut into pieces of one font each, and the characters that no font has (drawn as 〓)."""

    pieces: tuple[tuple[EmbeddedFont, str], ...]
    missing: str


def printable(text: str) -> str:
    """The text without what has no shape (controls, joiners, selectors); tabs, breaks and odd spaces become spaces."""
    return _SHAPELESS.sub(_shape, text) if _SHAPELESS.search(text) else text


def _shape(match: re.Match[str]) -> str:
    character = match[0]
    if character.isspace():
        return " "
    return "\ufffd" if "\ud800" <= character <= "\udfff" or character >= "\U000f0000" else ""


def pc_folders() -> tuple[Path, ...]:
    """Where this PC keeps fonts that look right for 仿宋, 楷体 and 宋体; none but on Windows."""
    if sys.platform != "win32":
        return ()
    own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
    return Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", own


def chain(role: Role, folders: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Files of a role in the order of asking: the PC's own where a folder holds a usable one, then ours."""
    candidates = [folder / _PC_FONTS[role] for folder in folders if role in _PC_FONTS]
    own = [path for path in candidates if path.is_file() and _is_usable(path)]
    return (*own[:1], *(paths.FONTS / name for name in _CHAINS[role]))


def _is_usable(path: Path) -> bool:
    """Whether a PC's font can be read: it may be damaged, or a kind that cannot be embedded."""
    try:
        load(path)
    except (TTFError, OSError, ValueError, LookupError, struct.error):
        return False
    return True


@cache
def _chain_here(role: Role) -> tuple[Path, ...]:
    return chain(role, pc_folders())


def load(path: Path) -> EmbeddedFont:
    """The font of a file, registered under the file's name. Two threads get the same font."""
    with _loading:
        return _load(path)


@cache
def _load(path: Path) -> EmbeddedFont:
    font = EmbeddedFont(path.stem, str(path))
    pdfmetrics.registerFont(font)
    return font


def font_for(character: str, role: Role) -> EmbeddedFont | None:
    """The first font of the role that has a shape for the character; None where none has."""
    return next((font for font in map(load, _chain_here(role)) if character in font.shapes), None)


@lru_cache(maxsize=8192)
def runs(text: str, role: Role) -> Runs:
    """The text in pieces of one font each, in order."""
    first = load(_chain_here(role)[0])
    if first.shapes.issuperset(text):
        return Runs(((first, text),) if text else (), "")
    pieces: list[tuple[EmbeddedFont, str]] = []
    missing = ""
    for character in text:
        font = font_for(character, role)
        if font is None:
            missing += character
            character, font = MISSING_MARK, font_for(MISSING_MARK, role) or first
        if pieces and pieces[-1][0] is font:
            pieces[-1] = (font, pieces[-1][1] + character)
        else:
            pieces.append((font, character))
    return Runs(tuple(pieces), missing)


class Advances(dict[str, float]):
    """How far each character moves the pen, in em of a role; filled as characters come up."""

    def __init__(self, role: Role) -> None:
        super().__init__()
        self._role = role

    def __missing__(self, character: str) -> float:
        ((font, drawn),) = runs(character, self._role).pieces
        value = self[character] = font.face.getCharWidth(ord(drawn)) / 1000
        return value


@cache
def advances(role: Role) -> Advances:
    """The table of advances of a role."""
    return Advances(role)


def width(text: str, role: Role, size: float) -> float:
    """Width of a text in points when set plainly."""
    return sum(map(advances(role).__getitem__, text)) * size


def prepare() -> None:
    """Makes the font ready that a page is set to before anything is drawn."""
    load(paths.FONTS / f"{FIRST_FONT}.ttf")
