"""Reads what was typed into a form about a person: each field's value, or the sentence that belongs beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gridparty.domain import identity_number
from gridparty.domain.errors import InvalidInput
from gridparty.domain.members import check_dates, check_name
from gridparty.domain.partial_dates import first_day, is_about, parse_partial_date
from gridparty.domain.roster_values import clean_name, clean_phone, is_landline, is_mobile, read_text
from gridparty.i18n import _


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of the fields that could be read (None: left empty), and a sentence for each that could not."""

    values: dict[str, Any]
    problems: dict[str, str]


def read(texts: Mapping[str, str]) -> Reading:
    """Reads the fields of domain.members.Person that are typed, as far as they are given."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field, text in texts.items():
        try:
            values[field] = READERS[field](text) if text.strip() or field == "name" else None
        except InvalidInput as problem:
            problems[field] = str(problem)
    for field, dates in (
        ("join_date", {"birth_date": values.get("birth_date"), "join_date": values.get("join_date")}),
        ("full_date", {"join_date": values.get("join_date"), "full_date": values.get("full_date")}),
    ):
        try:
            check_dates(**{"birth_date": None, "join_date": None, "full_date": None, **dates})
        except InvalidInput as problem:
            problems.setdefault(field, str(problem))
    return Reading(values, problems)


def read_day(text: str) -> date:
    """A whole day, however it is written. Raises InvalidInput."""
    value = parse_partial_date(text)
    if is_about(value):
        raise InvalidInput(_("“{text}” is not a whole day; write it as 2026-10-25.").format(text=text.strip()))
    return first_day(value)


def _name(text: str) -> str:
    return check_name(clean_name(text))


def _phone(text: str) -> str | None:
    numbers = clean_phone(text)
    if any(not (is_mobile(number) or is_landline(number)) for number in numbers) or len(numbers) > 1:
        raise InvalidInput(_("“{text}” is not one phone number; write its digits alone.").format(text=text.strip()))
    return numbers[0] if numbers else None


READERS: dict[str, Callable[[str], Any]] = {
    "name": _name,
    "id_number": lambda text: identity_number.check(text).number,
    "birth_date": parse_partial_date,
    "join_date": parse_partial_date,
    "full_date": parse_partial_date,
    "phone": _phone,
    "work_unit": read_text,
    "address": read_text,
}
