"""What becomes of a roster's rows, in words for a person who decides whether to bring it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.partial_dates import as_text
from gridparty.domain.rosters import RosterRow
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, tree
from gridparty.operations.members import MASKS
from gridparty.operations.rosters import RosterPlan

WORDS = {
    "name": N_("Name"), "gender": N_("Gender"), "ethnicity": N_("Ethnicity"), "birth_date": N_("Born"),
    "id_number": N_("Identity number"), "education": N_("Education"), "degree": N_("Degree"), "stage": N_("Kind"),
    "standing": N_("Standing"), "join_date": N_("Admitted"), "full_date": N_("Full member since"),
    "work_unit": N_("Work unit"), "phone": N_("Phone"), "landline": N_("Landline"), "address": N_("Address"),
    "native_place": N_("Native place"), "is_floating": N_("Floating"), "is_lost": N_("Out of contact"),
    "remark": N_("Remark"), "unit": N_("Organisation"), "applied_date": N_("Applied on"),
    "activist_date": N_("Activist since"), "candidate_date": N_("Candidate since"), "dues": N_("Dues"),
    "dues_paid_through": N_("Dues paid until"), "household_no": N_("Household number"), "post": N_("Post"),
}  # fmt: skip
CODED = {
    "stage": "member_stages",
    "standing": "member_standings",
    "ethnicity": "ethnicities",
    "education": "educations",
}
DATES = ("birth_date", "join_date", "full_date", "applied_date", "activist_date", "candidate_date", "dues_paid_through")
GENDERS = {"male": N_("male"), "female": N_("female")}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: what becomes of it, and why or what changes (old → new, masked, DOMAIN §9.3).

    `is_doubtful`: the row is taken in, but something in it should be looked at.
    """

    number: int
    name: str
    what: str
    words: str
    is_doubtful: bool


def lines(session: Session, *, plan: RosterPlan, rows: Sequence[RosterRow]) -> tuple[Line, ...]:
    """A line for every row, in the file's order."""
    warnings = {row.number: row.warnings for row in rows}
    shown = _shown(session)
    found = []
    for outcome in plan.outcomes:
        doubts = () if outcome.reasons else warnings[outcome.number]
        words = [*outcome.reasons, *_changes(outcome.changes, shown), *doubts]
        found.append(Line(outcome.number, outcome.name, outcome.what, "；".join(words), bool(doubts)))
    return tuple(found)


def _changes(changes: Mapping[str, tuple[Any, Any]], shown: Callable[[str, Any], str]) -> list[str]:
    """Of the facts that are kept as they were read, those that differ."""
    flat = {name: pair for name, pair in changes.items() if name != "facts"}
    old, new = changes.get("facts", ({}, {}))
    flat |= {name: (old.get(name), new[name]) for name in new if old.get(name) != new[name]}
    return [
        _("{field}: {old} → {new}").format(
            field=_(WORDS.get(name, name)), old=shown(name, before), new=shown(name, after)
        )
        for name, (before, after) in flat.items()
    ]


def _shown(session: Session) -> Callable[[str, Any], str]:
    """How a field's value is shown."""
    labels = {field: catalogues.labels(session, catalogue=catalogue) for field, catalogue in CODED.items()}
    now = tree.on_day(session, day=today())

    def shown(name: str, value: Any) -> str:
        if value in (None, ""):
            return "—"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name == "unit":
            return now.name(value) if value in now.nodes else "—"
        if name in DATES and isinstance(value, int):
            return as_text(value)
        if name == "gender":
            return _(GENDERS.get(value, value))
        text = labels.get(name, {}).get(value, str(value))
        return MASKS[name](text) if name in MASKS else text

    return shown
