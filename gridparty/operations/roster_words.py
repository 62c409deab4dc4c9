"""What becomes of a roster's rows, in words for a person who decides whether to bring it in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.import_outcomes import Change, Line, Planned
from gridparty.domain.partial_dates import as_text
from gridparty.domain.rosters import RosterRow
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, tree
from gridparty.operations.members import MASKS

WORDS = {
    "name": N_("Name"), "gender": N_("Gender"), "ethnicity": N_("Ethnicity"), "birth_date": N_("Born"),
    "id_number": N_("Identity number"), "education": N_("Education"), "degree": N_("Degree"), "stage": N_("Kind"),
    "standing": N_("Standing"), "join_date": N_("Admitted"), "full_date": N_("Full member since"),
    "work_unit": N_("Work unit"), "phone": N_("Phone"), "landline": N_("Landline"), "address": N_("Address"),
    "native_place": N_("Native place"), "is_floating": N_("Floating"), "is_lost": N_("Out of contact"),
    "remark": N_("Remark"), "unit": N_("Organisation"), "group": N_("Party group"), "applied_date": N_("Applied on"),
    "activist_date": N_("Activist since"), "candidate_date": N_("Candidate since"), "dues": N_("Dues"),
    "dues_paid_through": N_("Dues paid until"), "household_no": N_("Household number"), "post": N_("Post"),
    "post_since": N_("Holds the post since"), "post_source": N_("Where the holder came from"),
}  # fmt: skip
CODED = {
    "stage": "member_stages",
    "standing": "member_standings",
    "ethnicity": "ethnicities",
    "education": "educations",
    "post": "posts",
}
DATES = ("birth_date", "join_date", "full_date", "applied_date", "activist_date", "candidate_date", "dues_paid_through",
         "post_since")  # fmt: skip
GENDERS = {"male": N_("male"), "female": N_("female")}


def lines(session: Session, *, plan: Planned, rows: Sequence[RosterRow]) -> tuple[Line, ...]:
    """A line for every row, in the file's order."""
    shown = _shown(session)
    found = []
    for outcome, row in zip(plan.outcomes, rows, strict=True):
        doubts = () if outcome.reasons else (*row.warnings, *outcome.doubts)
        changes = _changes(outcome.changes, shown) if outcome.changes else ()
        words = "；".join((*outcome.reasons, *map(in_words, changes), *doubts))
        line = Line(outcome.number, outcome.name, outcome.what, words, bool(doubts), outcome.reasons, changes)
        found.append(line)
    return tuple(found)


def in_words(change: Change) -> str:
    """手机：199****0001 → 199****0002."""
    return _("{field}: {old} → {new}").format(field=change.label, old=change.old, new=change.new)


def _changes(changes: Mapping[str, tuple[Any, Any]], shown: Callable[[str, Any], str]) -> tuple[Change, ...]:
    """Of the facts that are kept as they were read, those that differ."""
    flat = {name: pair for name, pair in changes.items() if name != "facts"}
    old, new = changes.get("facts", ({}, {}))
    flat |= {name: (old.get(name), new[name]) for name in new if old.get(name) != new[name]}
    return tuple(
        Change(_(WORDS.get(name, name)), shown(name, before), shown(name, after))
        for name, (before, after) in flat.items()
    )


def _shown(session: Session) -> Callable[[str, Any], str]:
    """How a field's value is shown."""
    labels = {field: catalogues.labels(session, catalogue=catalogue) for field, catalogue in CODED.items()}
    now = tree.on_day(session, day=today())

    def shown(name: str, value: Any) -> str:
        if value in (None, ""):
            return "—"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name in ("unit", "group"):
            return now.name(value) if value in now.nodes else "—"
        if name in DATES and isinstance(value, int):
            return as_text(value)
        if name == "gender":
            return _(GENDERS.get(value, value))
        text = labels.get(name, {}).get(value, str(value))
        return MASKS[name](text) if name in MASKS else text

    return shown
