"""The kinds of import with their fields: people, units, activities, services, and every register of the vocabulary."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from gridparty.domain import registers as register_rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.import_fields import (
    ACTIVITIES,
    ACTIVITY_FIELDS,
    PEOPLE,
    PEOPLE_FIELDS,
    REGISTER,
    SERVICE_FIELDS,
    SERVICES,
    UNIT_FIELDS,
    UNITS,
    Field,
    Kind,
)
from gridparty.domain.registers import Register
from gridparty.exchange.heads import aliases, roster_aliases
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, registers, unit_facts

LABELS = {
    PEOPLE: N_("Roster of people"),
    UNITS: N_("Units"),
    ACTIVITIES: N_("Activities"),
    SERVICES: N_("Service records"),
}
FIELDS = {PEOPLE: PEOPLE_FIELDS, UNITS: UNIT_FIELDS, ACTIVITIES: ACTIVITY_FIELDS, SERVICES: SERVICE_FIELDS}
CHOICES = {(UNITS, "kind"): "unit_kinds", (UNITS, "formation"): "formations", (ACTIVITIES, "kinds"): "activity_kinds",
           (SERVICES, "category"): "service_categories"}  # fmt: skip
REGISTER_WORDS = {
    "serial": N_("Running number"),
    "name": N_("Name of the entry"),
    "unit": N_("Unit"),
    "member": N_("Person"),
    "start": N_("Since"),
    "remark": N_("Remark"),
}
ROLE = "role:"  # followed by a role: the people who belong to a line of a register
FACT = "fact:"  # followed by the key of one of its typed fields


def kinds(session: Session) -> tuple[Kind, ...]:
    """All of them; a register's code stands behind `register:`."""
    plain = tuple(kind(session, code=code) for code in LABELS)
    return (*plain, *(_of_register(each) for each in registers.kinds(session).values()))


def kind(session: Session, *, code: str) -> Kind:
    """One of them. Raises InvalidInput naming those there are."""
    if code.startswith(REGISTER):
        return _of_register(registers.kind(session, register=code.removeprefix(REGISTER)))
    if code not in LABELS:
        raise InvalidInput(_("“{word}” is not one of: {words}.").format(word=code, words="、".join(LABELS)))
    heads: dict[str, list[str]] = {}
    for head, key in (roster_aliases() if code == PEOPLE else aliases(code)).items():
        heads.setdefault(key, []).append(head)
    fields = (
        _field(key, label, how, heads.get(key, ()), choices=_choices(session, code, key))
        for key, (label, how) in FIELDS[code].items()
    )
    return Kind(code, _(LABELS[code]), tuple(fields))


def _field(key: str, label: str, how: str, heads: list[str] | tuple[str, ...], choices: Mapping[str, str]) -> Field:
    return Field(
        key=key,
        label=_(label),
        type=how.rstrip("+*"),
        is_required="*" in how,
        is_shared="+" in how,
        aliases=tuple(heads),
        choices=choices,
    )


def _choices(session: Session, code: str, key: str) -> Mapping[str, str]:
    """Every word that stands for a code in the field."""
    if (code, key) == (UNITS, unit_facts.BOUND_KIND):
        return _of_choices(unit_facts.BINDINGS)
    return _words(session, CHOICES.get((code, key)))


def _of_choices(choices: Sequence[register_rules.Choice]) -> dict[str, str]:
    return {word: choice.code for choice in choices for word in (choice.zh, choice.code, choice.en)}


def _words(session: Session, catalogue: str | None) -> dict[str, str]:
    """Every word that stands for a code of the catalogue."""
    found: dict[str, str] = {}
    for code, item in catalogues.items(session, catalogue=catalogue).items() if catalogue else ():
        for word in (item.zh, code, item.en, *item.facts.get("aliases", ())):
            found.setdefault(word, code)
    return found


def _of_register(of: Register) -> Kind:
    """The entry's own columns, its typed fields, and one column for the people of each role."""
    is_about_person = of.about == register_rules.MEMBER
    person = "person*" if is_about_person else "person"
    own = {"name": "text*", "unit": "unit", "member": person, "start": "date", "remark": "text+", "serial": "none+"}
    left_out = {register_rules.UNIT: ("member",), register_rules.MEMBER: ("name",)}.get(of.about, ())
    heads: dict[str, list[str]] = {}
    for head, key in aliases("register").items():
        if not (is_about_person and key == "unit"):  # there a unit is the person's branch, and not the entry's own
            heads.setdefault(key, []).append(head)
    for head, key in aliases("member_register").items() if is_about_person else ():
        heads.setdefault(key, []).append(head)
    plain = [_field(key, REGISTER_WORDS[key], how, heads.get(key, []), {}) for key, how in own.items()]
    people = [
        Field(key=ROLE + role.role, label=register_rules.label(role), type="people", aliases=(role.zh, role.en))
        for role in of.people
    ]
    typed = [_typed(field) for field in of.fields]
    fields = (*typed, *people, *(field for field in plain if field.key not in left_out))
    return Kind(REGISTER + of.code, of.label, fields)


def _typed(field: register_rules.Field) -> Field:
    return Field(
        key=FACT + field.key,
        label=register_rules.label(field),
        type=field.type,
        is_required=field.required,
        aliases=(field.zh, field.en, field.key),
        choices=_of_choices(field.choices),
    )
