"""What the cells of a form can be filled with, in words: figures, words, and the columns of lists."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy.orm import Session

from gridparty.domain.form_bindings import FIGURE, LIST, NUMBER, WORD, WORDS
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import exports, pinyin
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.service_lists import Word


def choices(session: Session, *, unit: UnitId, month: Month) -> tuple[Word, ...]:
    """Every binding without options, as written and in words; found by part of the words, initials or the key."""
    named = list(_named(exports.lists(session, unit=unit, month=month)))
    times = Counter(label for _key, label in named)
    return tuple(
        Word(key, label if times[label] == 1 else f"{label} · {_plain(key)}", f"{pinyin.initials(label)} {_plain(key)}")
        for key, label in named
    )


def _plain(key: str) -> str:
    return key.partition(":")[2]


def _named(lists: tuple[exports.ListColumns, ...]) -> Iterator[tuple[str, str]]:
    for key, figure in FIGURES.items():
        yield f"{FIGURE}:{key}", _("{figure}（{unit}）").format(figure=_(figure.name), unit=figure.unit)
    for key, text in WORDS.items():
        yield f"{WORD}:{key}", _(text)
    for each in lists:
        head = _("{list} › {column}")
        yield f"{LIST}:{each.what}.{NUMBER}", head.format(list=each.title, column=_("running number"))
        for key, column in each.columns:
            yield f"{LIST}:{each.what}.{key}", head.format(list=each.title, column=column)
