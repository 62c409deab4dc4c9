"""How personal data are shown to those who need not see all of it (DOMAIN §9.3).

Everything counts in graphemes (what a reader calls one character), so a rare character outside the basic plane or
one with a combining mark is never cut. Unknown forms are masked more, not less.
"""

import re
import unicodedata

STAR = "*"
_JOINER = "\u200d"
_PHONE_RUN = re.compile(r"(\+\s?86|\b0086)?([\s\-]*)(\d[\d\s\-]*\d|\d)")
_MOBILE = re.compile(r"1\d{10}")
_CURRENT = re.compile(r"\d{17}[\dXx]")
_LEGACY = re.compile(r"\d{15}")
_BUILDING = re.compile(r".*?\d+\s*(?:号楼|号院|栋|幢|座)")
_ESTATE = re.compile(r".*?(?:小区|家属院|花园|家园|公寓|新村|广场)")
_PLACE = re.compile(r".*(?:社区|街道|[村路街巷镇])")


def graphemes(text: str) -> list[str]:
    """The text cut into what a reader sees as characters: a base with its marks, selectors and joined parts."""
    parts: list[str] = []
    for char in text:
        joined = bool(parts) and (char == _JOINER or parts[-1].endswith(_JOINER))
        if parts and (joined or unicodedata.category(char)[0] == "M"):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def mask_phone(phone: str) -> str:
    """138****5678 (3+4) for a mobile number, with or without +86; of other numbers the last two digits at most."""
    if len(phone) == 11 and phone[0] == "1" and phone.isascii() and phone.isdecimal():  # nearly always
        return f"{phone[:3]}****{phone[7:]}"
    return _PHONE_RUN.sub(_masked_phone_run, unicodedata.normalize("NFKC", phone))


def mask_identity_number(number: str) -> str:
    """6+4 (410103********0014); the birth date is always hidden.

    Legacy numbers keep 6+3 (their last three digits follow the birth date), other papers keep one character.
    """
    parts = graphemes(number.strip())
    text = "".join(parts)
    if _CURRENT.fullmatch(text):
        return _keep(parts, 6, 4)
    if _LEGACY.fullmatch(text):
        return _keep(parts, 6, 3)
    return _keep(parts, 1, 0) if len(parts) > 2 else STAR * len(parts)


def mask_address(address: str) -> str:
    """The address up to the building or estate, else to the street or village; the rest becomes ***."""
    text = address.strip()
    found = _BUILDING.match(text) or _ESTATE.match(text) or _PLACE.match(text)
    kept = found[0] if found else "".join(graphemes(text)[:3])
    return text if kept == text else kept + STAR * 3


def _keep(parts: list[str], head: int, tail: int) -> str:
    hidden = len(parts) - head - tail
    return "".join(parts[:head]) + STAR * hidden + "".join(parts[len(parts) - tail :])


def _masked_phone_run(found: re.Match[str]) -> str:
    prefix, gap, run = found[1] or "", found[2], found[3]
    digits = re.sub(r"\D", "", run)
    if not prefix and len(digits) == 13 and digits.startswith("86"):
        prefix, digits = "86", digits[2:]
    if _MOBILE.fullmatch(digits):
        return prefix + gap + _keep(list(digits), 3, 4)
    kept = 2 if len(digits) >= 7 else 0
    return prefix + gap + _keep(list(digits), 0, kept)


def mask_cell(text: str) -> str:
    """A cell of someone's table, of unknown meaning: masked where it looks like an identity or a mobile number."""
    bare = text.replace(" ", "").replace("-", "")
    if _CURRENT.fullmatch(bare) or _LEGACY.fullmatch(bare):
        return mask_identity_number(bare)
    return mask_phone(bare) if _MOBILE.fullmatch(bare) else text
