"""Finding a person or a unit by what a clerk types or scans: code, name, pinyin, initials, phone tail (D7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from gridparty.domain import member_codes
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Ambiguous, NotFound
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.masking import mask_phone
from gridparty.i18n import _
from gridparty.operations import heads, pinyin, placed, tree
from gridparty.operations.heads import AnySelect
from gridparty.operations.tree import Node
from gridparty.storage.columns import Day
from gridparty.storage.tables import Attendance, Belonging, Member, UnitState

SHOWN = 20
SHORTEST_TAIL, SHORTEST_CODE = 2, 7  # digits: the first ones of a code are those of the whole office
FEW: ColumnElement[int] = literal_column(str(SHOWN))  # no bound value: SQLite would plan anew for each key
LAST = "\U0010ffff"  # sorts after every character


class Candidate(NamedTuple):
    """A person who fits what was typed; a tuple, because twenty are made at every key that is pressed."""

    id: MemberId
    name: str
    code: str
    phone: str | None
    work_unit: str | None


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A person who fits what was typed, with the branch of the affiliation or else the work unit."""

    id: MemberId
    name: str
    code: str
    phone: str | None
    unit_name: str | None


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit that fits what was typed; `path`: the names above it, from the root to the parent."""

    id: UnitId
    name: str
    code: str | None
    path: tuple[str, ...]


def starts(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The column begins with what was typed (bound as `low` and `high`)."""
    return (column >= bindparam("low")) & (column < bindparam("high"))


def ends(reverse: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The column, written backwards, ends in what was typed (bound as `low_end` and `high_end`)."""
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


def fitting(*tests: ColumnElement[bool]) -> Select[int]:
    """The numbers of the first people who pass one of the tests; one small indexed look-up a test."""
    parts = [select(Member.id).where(test).limit(FEW).subquery() for test in tests]
    return select(union_all(*(select(part.c.id) for part in parts)).subquery().c.id)


def matched(people: Select[int]) -> AnySelect:
    """(id, name, code, phone, unit_name, state, role) of people by pinyin, with the unit of a `day` and their
    attendance at an `activity` (None: of none).
    """
    unit = tree.state_on(UnitState, Belonging.unit_id, DAY)
    here = (Attendance.member_id == Member.id) & (Attendance.activity_id == bindparam("activity"))
    found = select(
        Member.id,
        Member.name,
        Member.code,
        Member.phone,
        func.coalesce(UnitState.name, Member.work_unit).label("unit_name"),
        Attendance.state,
        Attendance.role,
    )
    found = found.outerjoin(Belonging, (Belonging.member_id == Member.id) & heads.affiliated_on(DAY))
    found = found.outerjoin(UnitState, unit).outerjoin(Attendance, here)
    return found.where(Member.id.in_(people)).order_by(Member.pinyin, Member.id).limit(bindparam("most"))


DAY: BindParameter[date] = bindparam("day", type_=Day)
LATIN = (Member.pinyin, Member.initials, Member.pinyin_2, Member.initials_2)
PREFIX = {
    "digits": _people(starts(Member.code), ends(Member.phone_reversed), most=FEW),
    "latin": _people(*map(starts, LATIN), most=FEW),
    "name": _people(starts(Member.name), most=FEW),
}
TESTS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "tail": (ends(Member.phone_reversed),),
    "digits": (ends(Member.phone_reversed), starts(Member.code)),
    "latin": tuple(map(starts, LATIN)),
    "name": (starts(Member.name),),
}
IN_FILE = {kind: matched(fitting(*tests)) for kind, tests in TESTS.items()}
EXACT = {
    "digits": _people(_exact(Member.code), ends(Member.phone_reversed)),
    "latin": _people(*map(_exact, LATIN)),
    "name": _people(_exact(Member.name)),
}


def typed(key: str) -> tuple[str, dict[str, Any]]:
    """What kind of key it is (digits, latin or name), and the values that the look-ups take."""
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
    kind, values = typed(prefix)
    if kind == "digits" and len(values["word"]) < 3:
        return ()
    rows = session.connection().execute(PREFIX[kind], values).all()
    return tuple(
        Candidate(MemberId(key), name, code, phone and mask_phone(phone), work_unit)
        for key, name, code, phone, work_unit in rows
    )


def kind_of(key: str) -> tuple[str | None, dict[str, Any]]:
    """As `typed`, but digits that are too few for a code are a phone tail; None for what is too short to look up."""
    kind, values = typed(key)
    if kind == "digits" and len(values["word"]) < SHORTEST_CODE:
        kind = "tail"
    is_enough = len(values["word"]) >= (SHORTEST_TAIL if kind == "tail" else 1)
    return (kind if is_enough else None), values


def people(session: Session, *, text: str, limit: int = 8) -> tuple[PersonMatch, ...]:
    """Who fits what was typed so far: name, pinyin, initials, code, or two digits and more of the phone's end."""
    kind, values = kind_of(text)
    if kind is None:
        return ()
    asked = values | {"day": today(), "activity": None, "most": limit}
    return tuple(
        PersonMatch(MemberId(row.id), row.name, row.code, row.phone and mask_phone(row.phone), row.unit_name)
        for row in session.connection().execute(IN_FILE[kind], asked)
    )


def units(session: Session, *, text: str, limit: int = 8) -> tuple[UnitMatch, ...]:
    """Today's units that fit: by part of the name, its initials, or the code's beginning; names that begin so first."""
    word = text.strip().lower()
    if not word:
        return ()
    now = tree.on_day(session, day=today())
    ranked = [(rank, node) for node in now.nodes.values() if (rank := _rank(node, word)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return tuple(
        UnitMatch(node.id, node.name, node.code, tuple(reversed(list(map(now.name, now.ancestors(node.id)))))[:-1])
        for _rank, node in ranked[:limit]
    )


def _rank(node: Node, word: str) -> int | None:
    """0 for a name, its initials or a code that begin with the word, 1 for a name or initials that hold it."""
    keys = [name.lower() for name in (node.name, node.place_name) if name]
    if word.isascii():
        keys += [pinyin.initials(name) for name in keys]
    code = word.replace("-", "")
    if any(key.startswith(word) for key in keys) or (node.code is not None and code and node.code.startswith(code)):
        return 0
    return 1 if any(word in key for key in keys) else None


def find(session: Session, *, key: str, activity: ActivityId | None = None) -> MemberId:
    """The one person for `#id`, member code, name, pinyin initials or phone tail (4 digits or more).

    The activity's list is searched first, then the whole file. Raises NotFound, or Ambiguous naming the candidates.
    """
    word = key.strip()
    if word.startswith("#") and word[1:].isdecimal():
        if session.get(Member, int(word[1:])) is not None:
            return MemberId(int(word[1:]))
        raise NotFound(_("There is no person {key}.").format(key=word))
    kind, values = typed(word)
    statement = EXACT[kind]
    if kind == "digits" and len(word) < 4:
        raise NotFound(_("Give at least the last 4 digits of the phone number."))
    if member_codes.is_code(word):
        by_code = placed.of_code(session, code=word)
        if by_code is not None:
            return by_code
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
