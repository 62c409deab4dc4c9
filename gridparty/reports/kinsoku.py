"""Where a Chinese line may end: marks that may not begin or end a line, and what is not torn apart (DOMAIN §8.5).

The style is GB: pauses, closing marks, dashes and ellipses not at the start, opening marks and the slash not at the
end; —— and …… stay whole; figures stay with their signs and units; Latin words, dates and numbers stay whole.
"""

import re
import unicodedata

CLOSING = frozenset("。．，、；：！？」』）〉》】〕〗］｝”’")  # full-width, with a blank right half
OPENING = frozenset("「『（〈《【〔〖［｛“‘")  # full-width, with a blank left half
BLANKS = frozenset(" \u3000")

# Our fonts hold each of these marks once more with half the width, in a private plane (tools/make_fonts.py).
NARROW_PLANE = 0xF0000
NARROW = {mark: chr(NARROW_PLANE + ord(mark)) for mark in CLOSING | OPENING}

NOT_AT_START = CLOSING | BLANKS | frozenset("!),.:;>?]}%‰℃℉°′″›…—–‐·・～~-－/／％⁇⁈⁉‼〞︰￠¢々〃")
NOT_AT_END = OPENING | frozenset("([{￥¥$£№＄￡〝‹")
SOLIDUS = frozenset("/／")  # not at the end either, but for an address that is longer than the line

_NUMBER = r"\d+(?:[.,:/]\d+)*[%％‰℃°]?"
_UNIT = (
    "(?:个?百分点|万?元|人次|小时|分钟|平方米|公里|公斤|周年|年度|个月"
    "|[名人户件次场对栋座个项条份号期年月日天周岁时分秒届处间层楼室支家位类批点米吨级])"
)
# What stays whole at first, and what stays whole still in a column that is too narrow for that.
_WHOLE = re.compile(
    r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
    rf"|[第№￥¥$＄＋－+\-−±]?{_NUMBER}(?:[—–～~-]{_NUMBER})*[万亿千百]*{_UNIT}?"
    r"|[!-~¡-ɏ]+"
)
_PARTS = re.compile(r"\d+(?:[.,]\d+)*[%％‰℃°年月日]?|[A-Za-z¡-ɏ]+")
_ITEM_NUMBER = re.compile(r"(?<![\d.])\d{1,2}[.．](?=\D)")
_PAIR = re.compile("——|……|⸺")
_LATIN = re.compile(r"[!-~¡-ɏ]")

LEVELS = 4  # of strictness, each for clusters that are too wide for the line at the one before


def breaks(text: str, level: int = 0) -> list[int]:
    """Positions 1 … len(text) where a line may end, the end of the text always among them.

    Level 0 keeps whole what should stay whole, 1 only plain words and figures, 2 heeds the marks alone, 3 nothing.
    """
    size = len(text)
    barred = bytearray(size + 1)
    if level < 3:
        _bar_marks(text, barred, NOT_AT_END if level else NOT_AT_END | SOLIDUS)
    for pattern in {0: (_WHOLE, _ITEM_NUMBER), 1: (_PARTS,)}.get(level, ()):
        for match in pattern.finditer(text):
            start, end = match.span()
            reach = end + 1 if pattern is _ITEM_NUMBER else end
            for position in range(start + 1, min(reach, size)):
                barred[position] = 1
    if level == 0:
        _bar_latin(text, barred)
    barred[size] = 0
    return [position for position in range(1, size + 1) if not barred[position]]


def is_tight(before: str, after: str) -> bool:
    """Whether nothing is spread between two characters: inside Latin words and figures, inside —— and ……."""
    if before == after and before in "—…":
        return True
    return _LATIN.match(before) is not None and _LATIN.match(after) is not None


def _bar_marks(text: str, barred: bytearray, not_at_end: frozenset[str]) -> None:
    for position, character in enumerate(text):
        if character in NOT_AT_START or unicodedata.combining(character):
            barred[position] = 1
        if character in not_at_end:
            barred[position + 1] = 1
    for match in _PAIR.finditer(text):
        barred[match.start() + 1] = 1


def _bar_latin(text: str, barred: bytearray) -> None:
    for match in re.finditer(r"[!-~¡-ɏ]{2,}", text):
        for position in range(match.start() + 1, match.end()):
            barred[position] = 1
