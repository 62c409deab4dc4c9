"""What one cell of a roster means: names, phones, choices and dates as people write them (ORG-09).

Each reader takes the cell as the spreadsheet gave it and returns the value, or raises InvalidInput with a sentence.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from gridparty.domain.errors import InvalidInput
from gridparty.domain.identity_number import IdentityNumber, check
from gridparty.domain.partial_dates import parse_partial_date
from gridparty.i18n import _

Cell = str | int | float | bool | date | None

NAME_LIMIT = 50
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")
_DOTS = re.compile(r"\s*[•・‧∙⋅･]\s*|\s+·\s*|·\s+")
_NOT_IN_NAMES = re.compile(r"[：:，,。；;、=@#?？!！/\\|*0-9０-９\ufffd]")
_WIDE = str.maketrans("０１２３４５６７８９＋－（）　", "0123456789+-() ")

_BLANK_WORDS = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "无", "暂无", "空", "N/A", "#N/A", "NULL", "null"})
_GENDERS = {"male": ("男", "男性", "1", "M", "MALE"), "female": ("女", "女性", "2", "F", "FEMALE")}
_STAGES = {
    "full": ("正式党员", "正式", "中共党员", "党员", "中国共产党党员", "中共正式党员"),
    "probationary": ("预备党员", "预备", "中共预备党员", "中国共产党预备党员"),
    "candidate": ("发展对象",),
    "activist": ("入党积极分子", "积极分子"),
    "applicant": ("入党申请人", "申请人", "申请入党人员"),
    "none": ("群众", "共青团员", "团员", "民主党派", "无党派人士", "非党员"),
}
_STANDINGS = {
    "good": ("正常", "正常党员", "在册", "有效", "党籍正常"),
    "suspended": ("停止党籍", "停止", "已停止党籍"),
    "removed": ("除名", "已除名", "开除党籍", "开除", "出党"),
    "transferred_out": ("转出", "已转出", "已迁走"),
    "deceased": ("去世", "已去世", "死亡", "已故"),
}
_ANSWERS = {
    "yes": ("是", "1", "Y", "YES", "TRUE", "√", "✓", "有", "流动", "流出", "流动党员", "失联", "失联党员"),
    "no": ("否", "0", "N", "NO", "FALSE", "×", "X", "没有", "非", "不是"),
}


def _by_word(choices: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: code for code, words in choices.items() for word in words}


_GENDER_OF = _by_word(_GENDERS)
_STAGE_OF = _by_word(_STAGES)
_STANDING_OF = {word: code for word, code in _STAGE_OF.items() if code in ("full", "probationary")} | _by_word(
    _STANDINGS
)
_ANSWER_OF = _by_word(_ANSWERS)

_BETWEEN_1900_AND_1904 = 1_462  # days
_FIRST_1904, _LAST_1904 = 5_844, 58_539  # serial numbers of 1920-01-01 and of the day after 2064-04-08

_PHONE_PARTS = re.compile(r"[;；,，、/|\n]+|\s{2,}")
_PHONE_NOISE = re.compile(r"[\s\-()]+")
_COUNTRY = re.compile(r"(?:\+86|0086|86(?=1\d{10}$))")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}(?:转?\d{1,5})?", re.ASCII)


def text_of(cell: Cell) -> str:
    """The cell as composed text (NFC, never NFKC) without invisible characters and blanks at its ends."""
    if isinstance(cell, str):
        text = cell if cell.isascii() else unicodedata.normalize("NFC", cell)
        return (text if text.isprintable() else _INVISIBLE.sub("", text)).strip()
    if isinstance(cell, bool):
        return str(int(cell))
    return "" if cell is None else str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether the cell holds nothing at all."""
    return cell is None or cell == ""


def is_blank(cell: Cell) -> bool:
    """Whether the cell holds nothing, or one of the words and strokes that stand for nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _BLANK_WORDS)


def clean_name(cell: Cell) -> str:
    """The name: 张　三 becomes 张三, dots in names of other peoples become ·, other inner blanks one blank.

    Raises InvalidInput for a name over 50 characters and for text that is no name.
    """
    if isinstance(cell, str) and _PLAIN_NAME.fullmatch(cell):
        return cell
    words = _DOTS.sub("·", text_of(cell)).split()
    name = ("" if all(len(word) == 1 for word in words) else " ").join(words)
    if len(name) > NAME_LIMIT:
        raise InvalidInput(_("The name has more than {limit} characters; shorten it.").format(limit=NAME_LIMIT))
    if _NOT_IN_NAMES.search(name):
        raise InvalidInput(_("“{text}” is not a name; write the name alone.").format(text=name))
    return name


def clean_phone(cell: Cell) -> tuple[str, ...]:
    """Every phone number in the cell, in half-width digits without blanks, hyphens and +86."""
    if isinstance(cell, str) and _MOBILE.fullmatch(cell):
        return (cell,)
    text = text_of(cell).translate(_WIDE)
    parts = (_COUNTRY.sub("", _PHONE_NOISE.sub("", part), count=1) for part in _PHONE_PARTS.split(text))
    return tuple(part for part in parts if part)


def is_mobile(number: str) -> bool:
    """Whether it has the form of a mobile number."""
    return _MOBILE.fullmatch(number) is not None


def is_landline(number: str) -> bool:
    """Whether it has the form of a landline number, with or without area code and extension."""
    return _LANDLINE.fullmatch(number) is not None


def read_gender(cell: Cell) -> str:
    """`male` or `female`; raises InvalidInput."""
    return _choice(cell, _GENDER_OF, _("“{text}” is not a gender; write 男 or 女."))


def read_stage(cell: Cell) -> str:
    """`applicant`, `activist`, `candidate`, `probationary`, `full` or `none` (no Party member); raises InvalidInput."""
    sentence = _("“{text}” is not a kind of member; write 正式党员, 预备党员, 发展对象, 入党积极分子 or 入党申请人.")
    return _choice(cell, _STAGE_OF, sentence)


def read_standing(cell: Cell) -> str:
    """`good`, `suspended`, `removed`, `transferred_out` or `deceased`; raises InvalidInput.

    Some forms ask for the kind of member here: then `full` or `probationary`, both in good standing.
    """
    return _choice(cell, _STANDING_OF, _("“{text}” is not a state of membership; write 正常 or 停止党籍."))


def read_answer(cell: Cell) -> bool:
    """Yes or no; raises InvalidInput."""
    if isinstance(cell, bool):
        return cell
    return _choice(cell, _ANSWER_OF, _("“{text}” is neither yes nor no; write 是 or 否.")) == "yes"


def read_date(cell: Cell, *, is_1904: bool = False) -> int:
    """A partial date (D5); raises InvalidInput. `is_1904`: the workbook counts its days from 1904 on, not from 1900."""
    if cell is None or isinstance(cell, bool):
        raise InvalidInput(_("“{text}” is not a date; write it as 1998-07-01, 1998.07 or 1998.").format(text=cell))
    if is_1904 and isinstance(cell, (int, float)) and _FIRST_1904 <= cell < _LAST_1904:
        return parse_partial_date(int(cell) + _BETWEEN_1900_AND_1904)
    return parse_partial_date(text_of(cell).lstrip("'‘’`") if isinstance(cell, str) else cell)


def read_identity_number(cell: Cell) -> IdentityNumber:
    """The checked number; raises InvalidInput, also for digits that the spreadsheet lost."""
    return check(cell if isinstance(cell, (str, int, float)) else text_of(cell))


def read_text(cell: Cell) -> str:
    """The cell's words, with runs of blanks and line breaks made one blank."""
    return _BLANKS.sub(" ", text_of(cell))


def _choice(cell: Cell, codes: Mapping[str, str], refusal: str) -> str:
    word = unicodedata.normalize("NFKC", text_of(cell)).upper()
    if word not in codes:
        raise InvalidInput(refusal.format(text=text_of(cell)))
    return codes[word]
