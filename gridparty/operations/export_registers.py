"""The lines of a register as a list that leaves the file (E10): its fields are what the catalogue says they are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gridparty.domain.errors import InvalidInput
from gridparty.domain.masking import mask_phone
from gridparty.domain.registers import PHONE
from gridparty.i18n import LANGUAGE, _
from gridparty.operations import catalogues, members
from gridparty.operations.export_lists import Asked, Field, Line, Listing, day_or_none
from gridparty.storage.organisation_tables import RegisterEntry, RegisterPerson
from gridparty.storage.tables import Belonging, Member

CATALOGUE = "registers"


def entries(session: Session, where: Asked, *, register: str) -> Listing:
    """The lines of a register that stand on the last day: of the unit and below it, and of the people there.

    Raises InvalidInput for a register that there is not.
    """
    known = catalogues.items(session, catalogue=CATALOGUE)
    if register not in known:
        words = "、".join(f"{item.label} ({code})" for code, item in known.items())
        message = _("There is no register “{register}”; there are: {registers}.")
        raise InvalidInput(message.format(register=register, registers=words))
    item = known[register]
    about = item.facts.get("about", "unit")
    fields = [
        Field("name", _("Called"), lambda line: line[0].name),
        Field("unit", _("Unit"), lambda line: None if line[0].unit_id is None else where.at.name(line[0].unit_id)),
    ]
    if about != "unit":
        fields.append(Field("member", _("Person"), lambda line: line[1]))
    fields += [_field(spec, about) for spec in item.facts.get("fields", ())]
    names: dict[tuple[int, str], list[str]] = {}
    fields += [_role(spec, names) for spec in item.facts.get("people", ())]
    fields += [
        Field("valid_from", _("Since"), lambda line: day_or_none(line[0].valid_from)),
        Field("valid_to", _("Until"), lambda line: line[0].valid_to),
        Field("remark", _("Remark"), lambda line: line[0].remark),
    ]

    def load() -> Sequence[Line]:
        lines = _lines(session, where, register)
        _read_people(session, names, [line[0].id for line in lines], where.last.last)
        return lines

    return Listing(item.label, tuple(fields), load, lambda line: line[0].member_id or 0)


def is_restricted(session: Session, *, register: str) -> bool:
    """Whether the register is for few eyes, so that it leaves the file only by a reveal."""
    item = catalogues.items(session, catalogue=CATALOGUE).get(register)
    return item is not None and bool(item.facts.get("restricted"))


def _lines(session: Session, where: Asked, register: str) -> Sequence[Line]:
    day, below = where.last.last, where.at.subtree(where.unit)
    here = select(Belonging.member_id).where(
        Belonging.unit_id.in_(below),
        Belonging.valid_from <= day,
        or_(Belonging.valid_to.is_(None), Belonging.valid_to > day),
    )
    about_people = RegisterEntry.unit_id.is_(None) & RegisterEntry.member_id.in_(here)
    found = select(RegisterEntry, Member.name).outerjoin(Member, RegisterEntry.member_id == Member.id)
    found = found.where(RegisterEntry.register == register, or_(RegisterEntry.unit_id.in_(below), about_people))
    found = found.where(
        RegisterEntry.valid_from <= day, or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to > day)
    )
    return session.execute(found.order_by(RegisterEntry.unit_id, RegisterEntry.id)).all()


def _field(spec: dict[str, Any], about: str) -> Field:
    choices = {choice["code"]: _word(choice) for choice in spec.get("choices", ())}
    key, kind = spec["key"], spec["type"]

    def value(line: Line) -> Any:
        held = line[0].facts.get(key)
        if held is None or held == "":
            return None
        if kind == "flag":
            return _("yes") if held else _("no")
        if kind == "date":
            return _day(held)
        return choices.get(held, held) if isinstance(held, str) else held

    mask = mask_phone if kind == PHONE else members.MASKS.get(key) if about != "unit" else None
    return Field(key, _word(spec), value, mask)


def _role(spec: dict[str, Any], names: dict[tuple[int, str], list[str]]) -> Field:
    role = spec["role"]
    return Field(f"people_{role}", _word(spec), lambda line: "、".join(names.get((line[0].id, role), ())) or None)


def _read_people(session: Session, names: dict[tuple[int, str], list[str]], entries: Sequence[int], day: date) -> None:
    found = select(RegisterPerson.entry_id, RegisterPerson.role, Member.name).join(Member)
    found = found.where(RegisterPerson.entry_id.in_(entries), RegisterPerson.valid_from <= day)
    found = found.where(or_(RegisterPerson.valid_to.is_(None), RegisterPerson.valid_to > day))
    for entry, role, name in session.execute(found.order_by(RegisterPerson.id)):
        names.setdefault((entry, role), []).append(name)


def _day(held: Any) -> Any:
    try:
        return date.fromisoformat(held) if isinstance(held, str) else held
    except ValueError:
        return held


def _word(spec: dict[str, Any]) -> str:
    return str(spec["zh"] if LANGUAGE.startswith("zh") else spec["en"])
