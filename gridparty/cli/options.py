"""The options and arguments that many commands share, and how what was typed for them is read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import typer

from gridparty.app import App
from gridparty.cli.state import member_of
from gridparty.domain.civil_time import parse_day
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.i18n import _

UNIT = typer.Option(help=_("The unit (code, #id or name)."))
UNIT_OR_ALL = typer.Option(None, help=_("The unit (code, #id or name)."))
KEY = _("#id, code, name, initials or phone tail.")
PERSON = typer.Argument(help=KEY)
PERSON_OR_NAME = typer.Argument(None, help=KEY)
ENTRY = typer.Argument(help=_("Number of the entry."))
MONTH = typer.Option(help=_("Month, such as 2026-10."))
DAY = typer.Option(help=_("The day."))
AS_OF_DAY = typer.Option(None, help=_("As of a day, such as 2026-10-25."))
FIRST_WITHOUT = typer.Option(help=_("The first day without it."))
SET = typer.Option([], "--set", help=_("A field as KEY=VALUE; may be repeated."))


def day_of(text: str | None) -> date | None:
    """A day that may be left out."""
    return parse_day(text) if text else None


def pairs(given: Sequence[str]) -> dict[str, Any]:
    """KEY=VALUE words as a dictionary. Raises InvalidInput."""
    facts: dict[str, Any] = {}
    for word in given:
        key, equals, value = word.partition("=")
        if not equals:
            raise InvalidInput(_("“{word}” is no field; write it as KEY=VALUE.").format(word=word))
        facts[key.strip()] = value
    return facts


def person_of(app: App, key: str | None, name: str | None, **facts: Any) -> dict[str, MemberId | Person]:
    """Somebody of the file by KEY, or a new person by name, as the operations take them."""
    if (key is None) == (name is None):
        raise typer.BadParameter(_("give either a person of the file or --name"))
    return {"member": member_of(app, key)} if key is not None else {"person": Person(name=name or "", **facts)}
