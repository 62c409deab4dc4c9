"""Pinyin and initials of names, with the readings that surnames have."""

import tomllib
from dataclasses import dataclass
from functools import cache

from gridparty.paths import RESOURCES


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name is typed: 王秀兰 → wangxiulan, wxl; a second reading where the surname has two."""

    pinyin: str
    initials: str
    pinyin_2: str | None = None
    initials_2: str | None = None


@cache
def _surnames() -> dict[str, list[str]]:
    return tomllib.loads((RESOURCES / "pinyin" / "surnames.toml").read_text(encoding="utf-8"))["surnames"]


@cache
def _syllable(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  late: slow to start, needed only when names are written

    found = lazy_pinyin(character, style=Style.NORMAL, v_to_u=False, errors="ignore")
    return found[0].replace("ü", "v") if found else ""


def read(name: str) -> Reading:
    """The readings of a name; characters without a reading (Latin letters) stand for themselves, marks are left out."""
    surname = next((name[:length] for length in (2, 1) if name[:length] in _surnames()), "")
    readings = _surnames().get(surname, [""])
    rest = [_one(character) for character in name[len(surname) :]]
    spelled = [reading.split() + [syllable for syllable in rest if syllable] for reading in readings]
    first, *others = [("".join(s), "".join(syllable[0] for syllable in s)) for s in spelled]
    second = others[0] if others else (None, None)
    return Reading(*first, *second)


def _one(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return _syllable(character)
