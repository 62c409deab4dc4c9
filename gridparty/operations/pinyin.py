"""Pinyin and initials of names, with the readings that surnames have."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from gridparty.paths import RESOURCES


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name is typed: 王秀兰 → wangxiulan, wxl; a second reading where the surname has two."""

    pinyin: str
    initials: str
    pinyin_2: str | None = None
    initials_2: str | None = None


@cache
def _surnames() -> dict[str, list[list[str]]]:
    """Surname -> its readings, each as syllables."""
    kept = tomllib.loads((RESOURCES / "pinyin" / "surnames.toml").read_text(encoding="utf-8"))["surnames"]
    return {surname: [reading.split() for reading in readings] for surname, readings in kept.items()}


def _syllable(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  late: slow to start, needed only when names are written

    found = lazy_pinyin(character, style=Style.NORMAL, v_to_u=False, errors="ignore")
    return found[0].replace("ü", "v") if found else ""


def read(name: str) -> Reading:
    """The readings of a name; characters without a reading (Latin letters) stand for themselves, marks are left out."""
    known = _surnames()
    surname = next((start for start in (name[:2], name[:1]) if start in known), "")
    rest = [syllable for character in name[len(surname) :] if (syllable := _one(character))]
    spelled = [reading + rest for reading in known.get(surname, [[]])]
    first, *others = [("".join(s), "".join([syllable[0] for syllable in s])) for s in spelled]
    second = others[0] if others else (None, None)
    return Reading(*first, *second)


@lru_cache(maxsize=32_768)
def initials(text: str) -> str:
    """The initials of any text: 第一网格党支部 → dywgdzb; Latin letters and digits stand for themselves, marks go."""
    return "".join(_one(character)[:1] for character in text)


@cache
def _one(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return _syllable(character)
