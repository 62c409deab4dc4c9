"""The lists that leave the file as spreadsheets: what their lines and columns are. They are read unmasked here;
exports.py masks them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.counts import hours, rate
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.partial_dates import as_text
from gridparty.domain.table_values import Share, Shown
from gridparty.i18n import N_, _
from gridparty.operations import activities as activities_
from gridparty.operations import catalogues, figures, heads, history, members, tree
from gridparty.operations import services as services_
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.tree import Node, Tree
from gridparty.storage.tables import BEGINNING, Activity, Attendance, Belonging, Member

Line = Any
MOST_ACTS = 100_000


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a list: its stable key, its head (translated), the value of a line, and how it is masked."""

    key: str
    head: str
    value: Callable[[Line], Shown]
    mask: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its name, its columns and how its lines are read; `person`: the number of whom a line is about."""

    title: str
    fields: tuple[Field, ...]
    load: Callable[[], Sequence[Line]]
    person: Callable[[Line], int] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a unit and what is below it, in a span of months; `at` is the tree of that span."""

    unit: UnitId
    first: Month
    last: Month
    at: Tree


def asked(session: Session, *, unit: UnitId, first: Month, last: Month) -> Asked:
    """The unit in the tree of the span. Raises NotFound if it is not in it."""
    now = tree.load(session, first=first.first, last=last.last)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist in {month}.").format(month=last))
    return Asked(unit, first, last, now)


def people(session: Session, where: Asked, *, registered: bool = False) -> Listing:
    """Everyone affiliated (or registered) at or below the unit on the last day, whether or not they count."""
    kind = heads.REGISTRATION if registered else heads.AFFILIATION
    found = select(*PERSON, Belonging.unit_id, Belonging.group_id, Belonging.valid_from, Belonging.receipt)
    found = found.join(Belonging, Belonging.member_id == Member.id)
    found = found.where(heads.in_units(where.at, where.at.subtree(where.unit)), Belonging.kind == kind)
    found = found.where(heads.open_on(where.last.last)).order_by(Member.pinyin, Member.id)
    title = _("Registered members") if registered else _("Members")
    fields = tuple(_person_fields(session, where, registered))
    return Listing(title, fields, lambda: session.connection().execute(found).all(), lambda line: line.id)


PERSON = tuple(
    getattr(Member, name)
    for name in ("id", "code", "name", "gender", "ethnicity", "birth_date", "id_number", "education", "degree",
                 "stage", "standing", "join_date", "full_date", "occupation", "work_unit", "phone", "landline",
                 "address", "native_place", "is_floating", "is_lost", "remark")
)  # fmt: skip
# key → head; in the order of the usual roster. Coded ones name their catalogue, dates may be partial.
PERSON_HEADS = {
    "name": N_("Name"), "gender": N_("Gender"), "ethnicity": N_("Ethnicity"), "birth_date": N_("Born"),
    "id_number": N_("Identity number"), "education": N_("Education"), "degree": N_("Degree"), "stage": N_("Kind"),
    "standing": N_("Standing"), "join_date": N_("Admitted"), "full_date": N_("Full member since"),
    "unit": N_("Branch"), "above": N_("Belongs to"), "group": N_("Party group"), "since": N_("Since"),
    "receipt": N_("Receipt"), "work_unit": N_("Work unit"), "occupation": N_("Occupation"), "phone": N_("Phone"),
    "landline": N_("Landline"), "address": N_("Address"), "native_place": N_("Native place"),
    "is_floating": N_("Floating"), "is_lost": N_("Out of contact"), "code": N_("Member code"),
    "remark": N_("Remark"),
}  # fmt: skip
_CODED = {
    "ethnicity": "ethnicities",
    "education": "educations",
    "stage": "member_stages",
    "standing": "member_standings",
}
_PARTIAL = ("birth_date", "join_date", "full_date")


def _person_fields(session: Session, where: Asked, registered: bool) -> Iterable[Field]:
    genders = {"male": _("male"), "female": _("female")}
    words = {key: catalogues.labels(session, catalogue=name) for key, name in _CODED.items()} | {"gender": genders}
    now = where.at
    placed: dict[str, Callable[[Line], Shown]] = {
        "unit": lambda line: now.name(line.unit_id),
        "above": lambda line: _above(now, line.unit_id),
        "group": lambda line: None if line.group_id is None else now.name(line.group_id),
        "since": lambda line: None if line.valid_from == BEGINNING else line.valid_from,
    }
    for key, head in PERSON_HEADS.items():
        if key != ("group" if registered else "receipt"):
            yield Field(key, _(head), placed.get(key) or _of_person(key, words.get(key, {})), members.MASKS.get(key))


def _of_person(key: str, words: dict[str, str]) -> Callable[[Line], Shown]:
    def value(line: Line) -> Shown:
        held = getattr(line, key)
        if held is None or held == "":
            return None
        if key in _PARTIAL:
            return as_text(held)
        if isinstance(held, bool):
            return _("yes") if held else None
        return words.get(held, held)

    return value


def units(session: Session, where: Asked) -> Listing:
    """The unit and everything below it, as it last was within the span."""
    now = where.at
    kinds = catalogues.labels(session, catalogue="unit_kinds")
    fields = (
        Field("code", _("Code"), lambda line: line[0].code),
        Field("name", _("Unit"), lambda line: line[0].name),
        Field("kind", _("Kind"), lambda line: kinds.get(line[0].kind, line[0].kind)),
        Field("above", _("Belongs to"), lambda line: _above(now, line[0].id)),
        Field("members", _("Members"), lambda line: line[1]),
        Field("households", _("Households"), lambda line: line[0].facts.get("households")),
        Field("buildings", _("Buildings"), lambda line: line[0].facts.get("buildings")),
        Field("place_name", _("Place"), lambda line: line[0].place_name),
        Field("valid_from", _("From"), lambda line: line[0].valid_from),
        Field("valid_to", _("Closed on"), lambda line: line[0].valid_to),
    )

    def load() -> list[tuple[Node, int]]:
        counts, inside = heads.members(session, in_tree=now, day=where.last.last), set(now.subtree(where.unit))
        return [(node, counts[node.id]) for node in now.nodes.values() if node.id in inside]

    return Listing(_("List of organisations"), fields, load)


def activities(session: Session, where: Asked) -> Listing:
    """The gatherings of the span."""
    words = catalogues.labels(session, catalogue="activity_kinds")

    def load() -> Sequence[Line]:
        below = where.at.subtree(where.unit)
        return activities_.select_rows(session, now=where.at, units=below, first=where.first, last=where.last)

    fields = (
        Field("start", _("Day and time"), lambda row: row.start.astimezone(CIVIL)),
        Field("title", _("Title"), lambda row: row.title),
        Field("kinds", _("Kinds"), lambda row: "、".join(words.get(kind, kind) for kind in row.kinds)),
        Field("unit", _("Unit"), lambda row: row.unit_name),
        Field("place", _("Place"), lambda row: row.place),
        Field("hours", _("Hours"), lambda row: None if row.half_hours is None else hours(row.half_hours)),
        Field("expected", _("Expected"), lambda row: row.expected),
        Field("present", _("Present"), lambda row: row.present),
        Field("leave", _("On leave"), lambda row: row.leave),
        Field("walk_ins", _("Walk-ins"), lambda row: row.walk_ins),
        Field("rate", _("Attendance rate"), lambda row: _share(rate(row.present, row.expected))),
    )
    return Listing(_("Activities"), fields, load)


def attendance(session: Session, where: Asked) -> Listing:
    """Who was expected at and who came to the gatherings of the span."""
    below = where.at.subtree(where.unit)
    scope = figures.Scope(where.first, where.last, where.at, below)
    found = select(
        Activity.start, Activity.title, Attendance.unit_id, Member.id, Member.name, Member.code, Member.phone,
        Attendance.role, Attendance.state, Attendance.way, Attendance.at,
    ).join_from(Attendance, Activity, Attendance.activity_id == Activity.id)  # fmt: skip
    found = found.join(Member, Attendance.member_id == Member.id)
    found = found.where(Attendance.id.in_(figures.in_activities(select(Attendance.id), scope)))
    found = found.order_by(Activity.start, Activity.id, Member.pinyin, Member.id)
    roles, states, ways = (
        catalogues.labels(session, catalogue=name) for name in ("attendance_roles", "attendance_states", "ways")
    )
    fields = (
        Field("start", _("Day and time"), lambda row: row.start.astimezone(CIVIL)),
        Field("title", _("Title"), lambda row: row.title),
        Field("unit", _("Unit"), lambda row: where.at.name(row.unit_id)),
        Field("name", _("Name"), lambda row: row.name),
        Field("code", _("Member code"), lambda row: row.code),
        Field("phone", _("Phone"), lambda row: row.phone, members.MASKS["phone"]),
        Field("role", _("Listed as"), lambda row: roles.get(row.role, row.role)),
        Field("state", _("State"), lambda row: states.get(row.state, row.state)),
        Field("way", _("Way of check-in"), lambda row: ways.get(row.way, row.way)),
        Field("at", _("Time of check-in"), lambda row: None if row.at is None else row.at.astimezone(CIVIL)),
    )
    return Listing(_("Attendance"), fields, lambda: session.connection().execute(found).all(), lambda row: row.id)


def services(session: Session, where: Asked) -> Listing:
    """The services of the span."""
    words = catalogues.labels(session, catalogue="service_categories")
    fields = (
        Field("day", _("Day"), lambda row: row.day),
        Field("unit", _("Unit"), lambda row: row.unit_name),
        Field("category", _("Category"), lambda row: words.get(row.category, row.category)),
        Field("summary", _("What was done"), lambda row: row.summary),
        Field("place", _("Place"), lambda row: row.place),
        Field("members", _("Members who served"), lambda row: row.members),
        Field("names", _("Who served"), lambda row: "、".join(row.names)),
        Field("hours", _("Hours"), lambda row: hours(row.half_hours)),
        Field("people_helped", _("People helped (counted)"), lambda row: row.people_helped),
        Field(
            "people_helped_estimated", _("People helped (estimated)"), lambda row: row.people_helped_estimated
        ),
    )  # fmt: skip

    def load() -> Sequence[Line]:
        return services_.rows(session, unit=where.unit, first=where.first, last=where.last)

    return Listing(_("Service records"), fields, load)


def acts(session: Session, where: Asked) -> Listing:
    """What was done in the whole file within the span, newest first."""
    first, last = where.first.first, where.last.last
    fields = (
        Field("id", _("No."), lambda row: row.id),
        Field("at", _("When"), lambda row: row.at),
        Field("account", _("By"), lambda row: row.account),
        Field("label", _("What was done"), lambda row: row.label),
        Field("about", _("Which act"), lambda row: row.about or None),
        Field("undone", _("Taken back"), lambda row: _("yes") if row.undone else None),
    )

    def load() -> Sequence[Line]:
        return [row for row in history.acts(session, limit=MOST_ACTS) if first <= row.at.date() <= last]

    return Listing(_("History"), fields, load)


def unit_figures(session: Session, where: Asked, *, only_children: bool = False) -> Listing:
    """Every figure of the unit and of all below it, a line each; or of those right below it."""
    kinds = catalogues.labels(session, catalogue="unit_kinds")

    def load() -> list[tuple[Node, dict[str, Any]]]:
        scope = figures.scope_in(where.at, unit=where.unit, first=where.first, last=where.last)
        values = figures.in_scope(session, scope=scope)
        found = where.at.children.get(where.unit, []) if only_children else where.at.subtree(where.unit)
        return [(where.at.nodes[unit], values[unit]) for unit in found]

    def figure(key: str) -> Callable[[Line], Shown]:
        return lambda line: _share(line[1][key]) if FIGURES[key].unit == "%" else line[1][key]

    fields = (
        Field("code", _("Code"), lambda line: line[0].code),
        Field("name", _("Unit"), lambda line: line[0].name),
        Field("kind", _("Kind"), lambda line: kinds.get(line[0].kind, line[0].kind)),
        *(Field(key, f"{_(each.name)}（{each.unit}）", figure(key)) for key, each in FIGURES.items()),
    )
    return Listing(_("Units right below") if only_children else _("Figures"), fields, load)


def day_or_none(day: date) -> date | None:
    """A first day; None where it was as long ago as anyone remembers."""
    return None if day == BEGINNING else day


def _above(now: Tree, unit: UnitId) -> str | None:
    parent = now.nodes[unit].parent if unit in now.nodes else None
    return None if parent is None else now.name(parent)


def _share(value: float | None) -> Share | None:
    return None if value is None else Share(value)
