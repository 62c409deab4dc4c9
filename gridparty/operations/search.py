"""Finding a person by what a clerk types or scans: code, name, pinyin, initials, phone tail (D7)."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from gridparty.domain import member_codes
from gridparty.domain.errors import Ambiguous, NotFound
from gridparty.domain.ids import ActivityId, MemberId
from gridparty.domain.masking import mask_phone
from gridparty.i18n import _
from gridparty.storage.tables import Attendance, Member

SHOWN = 20
FEW: ColumnElement[int] = literal_column(str(SHOWN))  # no bound value: SQLite would plan anew for each key
LAST = "\U0010ffff"  # sorts after every character


class Candidate(NamedTuple):
    """A person who fits what was typed; a tuple, because twenty are made at every key that is pressed."""

    id: MemberId
    name: str
    code: str
    phone: str | None
    work_unit: str | None


def _starts(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return (column >= bindparam("low")) & (column < bindparam("high"))


def _ends(reverse: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return (reverse >= bindparam("low_end")) & (reverse < bindparam("high_end"))


def _exact(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return column == bindparam("word")


def _people(
    *tests: ColumnElement[bool], most: ColumnElement[int] | None = None
) -> Select[int, str, str, str | None, str | None]:
    """One small indexed look-up a key, united (an OR over several columns would scan the table)."""
    shown = select(Member.id, Member.name, Member.code, Member.phone, Member.work_unit)
    if len(tests) == 1:
        return shown.where(*tests).limit(most)
    parts = [select(Member.id).where(test).limit(most).subquery() for test in tests]
    return shown.where(Member.id.in_(union_all(*(select(part.c.id) for part in parts)))).limit(most)


LATIN = (Member.pinyin, Member.initials, Member.pinyin_2, Member.initials_2)
PREFIX = {
    "digits": _people(_starts(Member.code), _ends(Member.phone_reversed), most=FEW),
    "latin": _people(*map(_starts, LATIN), most=FEW),
    "name": _people(_starts(Member.name), most=FEW),
}
EXACT = {
    "digits": _people(_exact(Member.code), _ends(Member.phone_reversed)),
    "latin": _people(*map(_exact, LATIN)),
    "name": _people(_exact(Member.name)),
}


def _values(key: str) -> tuple[str, dict[str, str]]:
    word = key.strip()
    if word.isascii() and word.isdecimal():
        end = word[::-1]
        return "digits", {"word": word, "low": word, "high": word + LAST, "low_end": end, "high_end": end + LAST}
    if word.isascii():
        low = word.lower().replace(" ", "")
        return "latin", {"word": low, "low": low, "high": low + LAST}
    return "name", {"word": word, "low": word, "high": word + LAST}


def candidates(session: Session, *, prefix: str) -> tuple[Candidate, ...]:
    """Who fits what has been typed so far, at most 20; a phone is looked up from its end."""
    if not prefix.strip():
        return ()
    kind, values = _values(prefix)
    if kind == "digits" and len(values["word"]) < 3:
        return ()
    rows = session.connection().execute(PREFIX[kind], values).all()
    return tuple(
        Candidate(MemberId(key), name, code, phone and mask_phone(phone), work_unit)
        for key, name, code, phone, work_unit in rows
    )


def find(session: Session, *, key: str, activity: ActivityId | None = None) -> MemberId:
    """The one person for `#id`, member code, name, pinyin initials or phone tail (4 digits or more).

    The activity's list is searched first, then the whole file. Raises NotFound, or Ambiguous naming the candidates.
    """
    word = key.strip()
    if word.startswith("#") and word[1:].isdecimal():
        if session.get(Member, int(word[1:])) is not None:
            return MemberId(int(word[1:]))
        raise NotFound(_("There is no person {key}.").format(key=word))
    kind, values = _values(word)
    statement = EXACT[kind]
    if kind == "digits" and len(word) < 4:
        raise NotFound(_("Give at least the last 4 digits of the phone number."))
    if member_codes.is_code(word):
        by_code = session.scalar(select(Member.id).where(Member.code == word))
        if by_code is not None:
            return MemberId(by_code)
    if activity is not None:
        listed = select(Attendance.member_id).where(Attendance.activity_id == activity)
        if found := session.execute(statement.where(Member.id.in_(listed)), values).all():
            return _one(word, found)
    return _one(word, session.execute(statement, values).all())


def _one(word: str, found: Any) -> MemberId:
    if not found:
        raise NotFound(_("Nobody fits “{key}”; check the spelling, or add the person first.").format(key=word))
    if len(found) > 1:
        who = "、".join(f"#{r.id} {r.name} {mask_phone(r.phone) if r.phone else ''}".strip() for r in found[:6])
        raise Ambiguous(
            _("“{key}” fits several people: {people}. Name one by its number.").format(key=word, people=who)
        )
    return MemberId(found[0].id)
