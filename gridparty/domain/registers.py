"""What a register is made of, and whether what is entered into it fits (E10): typed fields, events, roles of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from gridparty.domain.errors import InvalidInput
from gridparty.domain.masking import mask_phone
from gridparty.domain.typed_entries import plain
from gridparty.i18n import LANGUAGE, N_, _

UNIT, MEMBER, EITHER = "unit", "member", "either"
TEXT, LONG_TEXT, NUMBER, MONEY, AREA = "text", "long_text", "number", "money", "area"
DATE, CHOICE, FLAG = "date", "choice", "flag"
PHONE = "phone"  # masked wherever it is shown, as people's own are (DOMAIN §9.3)
NUMBERS = (NUMBER, MONEY, AREA)
REVIEW = "review"  # the kind of event that review_months waits for
NAME_LIMIT, TEXT_LIMIT, LONG_LIMIT = 60, 200, 4_000  # characters
LARGEST = 10**13
YES, NO = ("true", "yes", "y", "1", "是", "有", "√"), ("false", "no", "n", "0", "否", "无", "×")
YES_WORD, NO_WORD = N_("yes"), N_("no")


class Worded(Protocol):
    """Anything with a Chinese and an English word."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def label(of: Worded) -> str:
    """The word in the user's language."""
    return of.zh if LANGUAGE.startswith("zh") else of.en


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the words that a choice field takes."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Field:
    """A typed field of an entry or an event; `due`: a date on which something is owed."""

    key: str
    zh: str
    en: str
    type: str
    required: bool = False
    due: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What people are to an entry."""

    role: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of thing that happens to an entry on a day."""

    kind: str
    zh: str
    en: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """A register as the catalogue describes it (db/catalogues/registers.toml)."""

    code: str
    zh: str
    en: str
    about: str
    fields: tuple[Field, ...]
    people: tuple[Role, ...] = ()
    events: tuple[EventKind, ...] = ()
    review_months: int | None = None
    restricted: bool = False
    moves: bool = False
    one_for: str | None = None

    @property
    def label(self) -> str:
        """Its name in the user's language."""
        return label(self)

    def event(self, kind: str) -> EventKind:
        """The kind of event. Raises InvalidInput naming those there are."""
        for each in self.events:
            if kind in (each.kind, each.zh, each.en):
                return each
        raise InvalidInput(_not_one_of(kind, [(label(each), each.kind) for each in self.events]))

    def role(self, role: str) -> Role:
        """The role of people. Raises InvalidInput naming those there are."""
        for each in self.people:
            if role in (each.role, each.zh, each.en):
                return each
        raise InvalidInput(_not_one_of(role, [(label(each), each.role) for each in self.people]))


def read(*, code: str, zh: str, en: str, facts: Mapping[str, Any]) -> Register:
    """A register from its item of the catalogue."""
    return Register(
        code=code,
        zh=zh,
        en=en,
        about=facts["about"],
        fields=_fields(facts.get("fields", ())),
        people=tuple(Role(**each) for each in facts.get("people", ())),
        events=tuple(
            EventKind(each["kind"], each["zh"], each["en"], _fields(each.get("fields", ())))
            for each in facts.get("events", ())
        ),
        review_months=facts.get("review_months"),
        restricted=facts.get("restricted", False),
        moves=facts.get("moves", False),
        one_for=facts.get("one_for"),
    )


def _fields(given: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    return tuple(
        Field(**{**each, "choices": tuple(Choice(**choice) for choice in each.get("choices", ()))}) for each in given
    )


def check_name(text: str) -> str:
    """An entry's name, trimmed. Raises InvalidInput."""
    name = text.strip()
    if not name or len(name) > NAME_LIMIT:
        raise InvalidInput(_("An entry needs a name of 1 to {limit} characters.").format(limit=NAME_LIMIT))
    return name


def check_facts(fields: Sequence[Field], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are stored: typed values, without the empty ones. Raises InvalidInput.

    Dates are stored as 2026-10-25, choices as codes, money in yuan, areas in ㎡. Values may come as typed text.
    """
    known = {field.key: field for field in fields}
    if unknown := set(facts) - set(known):
        raise InvalidInput(
            _("There is no field {fields}; there are: {known}.").format(
                fields="、".join(sorted(unknown)), known="、".join(f"{label(f)} ({f.key})" for f in fields)
            )
        )
    stored = {key: value for key, given in facts.items() if (value := parse(known[key], given)) is not None}
    for field in fields:
        if field.required and field.key not in stored:
            raise InvalidInput(_("“{field}” is missing.").format(field=label(field)))
    return {field.key: stored[field.key] for field in fields if field.key in stored}


def parse(field: Field, given: Any) -> Any:
    """A value for a field from what was typed or handed over; None for nothing. Raises InvalidInput."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if field.type in NUMBERS:
        return _number(field, given)
    if field.type == DATE:
        return _day(field, given)
    if field.type == FLAG:
        return _flag(field, given)
    if field.type == CHOICE:
        return _choice(field, str(given).strip())
    text = str(given).strip()
    limit = LONG_LIMIT if field.type == LONG_TEXT else TEXT_LIMIT
    if len(text) > limit:
        raise InvalidInput(
            _("“{field}” is longer than {limit} characters; shorten it.").format(field=label(field), limit=limit)
        )
    return text


def _number(field: Field, given: Any) -> int | float:
    text = plain(str(given)).replace(",", "").removesuffix("㎡").removesuffix("元").removesuffix("m2").strip()
    try:
        number = float(text)
    except ValueError:
        number = -1
    if isinstance(given, bool) or not 0 <= number < LARGEST:
        raise InvalidInput(
            _("“{given}” is no number for “{field}”; write digits such as 120 or 1260.5.").format(
                given=given, field=label(field)
            )
        )
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _day(field: Field, given: Any) -> str:
    try:
        return (given if isinstance(given, date) else date.fromisoformat(str(given).strip())).isoformat()[:10]
    except ValueError:
        raise InvalidInput(
            _("“{given}” is no day for “{field}”; write it as 2026-10-25.").format(given=given, field=label(field))
        ) from None


def _flag(field: Field, given: Any) -> bool:
    word = str(given).strip().lower()
    if word in (*YES, *NO):
        return word in YES
    raise InvalidInput(_("“{field}” is yes or no, not “{given}”.").format(field=label(field), given=given))


def _choice(field: Field, word: str) -> str:
    for choice in field.choices:
        if word in (choice.code, choice.zh, choice.en):
            return choice.code
    raise InvalidInput(_not_one_of(word, [(label(choice), choice.code) for choice in field.choices]))


def _not_one_of(word: str, known: Sequence[tuple[str, str]]) -> str:
    words = "、".join(f"{shown} ({code})" for shown, code in known)
    return _("“{word}” is not one of: {words}.").format(word=word, words=words or "—")


def shown(field: Field, value: Any) -> str:
    """A stored value as lists and papers show it; nothing for None."""
    if value is None:
        return ""
    if field.type in NUMBERS and isinstance(value, int | float):
        return f"{value:,}"
    if field.type == FLAG:
        return _(YES_WORD) if value else _(NO_WORD)
    if field.type == CHOICE:
        return next((label(choice) for choice in field.choices if choice.code == value), str(value))
    return str(value)


def masked(fields: Sequence[Field], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Stored facts as lists and pages may show them: telephone numbers masked."""
    phones = {field.key for field in fields if field.type == PHONE}
    return {key: mask_phone(str(value)) if key in phones and value else value for key, value in facts.items()}


def day_of(facts: Mapping[str, Any], key: str) -> date | None:
    """The day stored under a key."""
    return date.fromisoformat(facts[key]) if facts.get(key) else None
