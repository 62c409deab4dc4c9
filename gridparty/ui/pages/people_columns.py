"""The columns of the lists of people: floating, out of contact, dues, transfers, pipeline, posts, pool, duplicates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gridparty.domain import development as stages
from gridparty.domain.civil_time import today
from gridparty.domain.development import Due
from gridparty.domain.dues import SIX_MONTHS
from gridparty.domain.partial_dates import as_text
from gridparty.domain.registers import Register
from gridparty.i18n import N_, _
from gridparty.operations import membership_steps
from gridparty.operations import talent as talent_
from gridparty.operations.anniversaries import AnniversaryRow, MedalRow
from gridparty.operations.cadres import CadreRow
from gridparty.operations.development_lists import PipelineRow
from gridparty.operations.dossier_completeness import SECTIONS, IncompleteRow
from gridparty.operations.dues import DuesRow
from gridparty.operations.duplicates import Pair
from gridparty.operations.floating import FloatingRow
from gridparty.operations.membership_steps import LostRow
from gridparty.operations.talent import PoolRow
from gridparty.operations.transfers import TransferRow
from gridparty.ui.dialogs.floating_contact import words_of
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.pages import transfer_columns
from gridparty.ui.pages.member_floating import direction

SOON = 30  # days
REASONS = {
    "id_number": N_("the same identity number"),
    "birth_date": N_("name and date of birth"),
    "phone": N_("name and phone"),
}


@dataclass
class Looks:
    """Words by catalogue and code, the registers, how many units of each kind; filled when a list has been read."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)

    def word(self, catalogue: str, code: str | None) -> str:
        """The word of a code."""
        return self.words.get(catalogue, {}).get(code, code) if code else ""

    def choice(self, register: str, key: str, code: str | None) -> str:
        """The word of a register's choice."""
        of = self.registers.get(register)
        return words_of(of, key).get(code, code) if of and code else code or ""


def _day(key: str, head: str) -> Column[Any]:
    return Column(key, head, lambda row: str(getattr(row, key) or ""), width=11, order=lambda row: getattr(row, key))


def _name() -> Column[Any]:
    return Column("name", _("Name"), lambda row: row.name, width=13, link=True)


def _branch(head: str = "") -> Column[Any]:
    return Column("unit", head or _("Branch"), lambda row: row.unit_name, width=18)


def floating(_looks: Looks) -> tuple[Column[FloatingRow], ...]:
    """Who was not reached for longest stands first."""
    return (
        _name(),
        Column("without", _("Without contact"), _without, width=14, order=lambda row: row.days_without,
               mark=lambda row: "bad" if row.overdue else "good"),
        _day("last_contact", _("Last contact")),
        Column("follow_up", _("Who follows up"), lambda row: row.follow_up_name or "", width=12),
        Column("direction", _("Direction"), direction, width=8),
        Column("place", _("Place"), lambda row: row.place, width=18),
        _branch(_("Unit")),
        Column("phone", _("Phone"), lambda row: row.phone or "", width=13),
        _day("since", _("Since")),
        Column("contacts", _("Times contacted"), lambda row: f"{row.contacts:,}", width=7, align=RIGHT,
               order=lambda row: row.contacts),
        Column("materials", _("Material sent"), lambda row: f"{row.materials:,}", width=8, align=RIGHT,
               order=lambda row: row.materials, hidden=True),
    )  # fmt: skip


def lost(looks: Looks) -> tuple[Column[LostRow], ...]:
    """The step that the rules allow, and from when on; people decide."""
    return (
        _name(),
        Column("state", _("State"), lambda row: _("Out of contact") if row.standing == "good"
               else looks.word("member_standings", row.standing), width=14,
               mark=lambda row: "warn" if row.standing == "good" else "bad"),
        _day("lost_since", _("Out of contact since")),
        _day("suspended_on", _("Suspended on")),
        Column("step", _("What the rules allow"), _step, width=24, order=lambda row: row.step_from,
               mark=lambda row: "warn" if row.is_due else None),
        _branch(),
    )  # fmt: skip


def dues(_looks: Looks) -> tuple[Column[DuesRow], ...]:
    """Who owes most stands first."""
    return (
        _name(),
        Column("owed", _("Owes"), _owed, width=14, order=lambda row: row.owed, mark=_owed_mark),
        Column("paid", _("Paid up to"), lambda row: str(row.paid_through or ""), width=10,
               order=lambda row: row.paid_through),
        Column("amount", _("Yuan a month"), lambda row: row.amount or "", width=10, align=RIGHT),
        _branch(),
    )  # fmt: skip


def transfers(_looks: Looks) -> tuple[Column[TransferRow], ...]:
    """The ledger."""
    return transfer_columns.columns(has_name=True)


def pipeline(looks: Looks) -> tuple[Column[PipelineRow], ...]:
    """Stage, since when, what is due next."""

    def since(row: PipelineRow) -> str:
        value = row.dates.get(row.stage)
        return as_text(value) if value else ""

    return (
        _name(),
        Column("stage", _("Stage now"), lambda row: looks.word("member_stages", row.stage), width=14,
               order=lambda row: stages.STAGES.index(row.stage)),
        Column("since", _("Since"), since, width=11),
        Column("due", _("Next due"), _due, width=30, order=lambda row: row.dues[0].day if row.dues else None,
               mark=lambda row: _due_mark(row.dues[0]) if row.dues else None),
        Column("contacts", _("Contact members"), lambda row: "、".join(row.contacts), width=16),
        _day("last_talk", _("Last talk")),
        _day("last_review", _("Last half-year review")),
        _branch(),
    )  # fmt: skip


def posts(looks: Looks) -> tuple[Column[CadreRow], ...]:
    """Who holds what, where from, and what the file knows of training, awards, results and the pool (S007, S010)."""

    def trainings(row: CadreRow) -> str:
        return "　".join(f"{looks.word('unit_kinds', kind)} {count:,}" for kind, count in row.trainings.items())

    def number(key: str, head: str, of: Callable[[CadreRow], int]) -> Column[CadreRow]:
        return Column(key, head, lambda row: f"{of(row):,}" if of(row) else "", width=6, order=of, align=RIGHT)

    return (
        Column("name", _("Name"), lambda row: row.name, width=10, link=True),
        Column("post", _("Post"), lambda row: row.held.post_label, width=14),
        Column("unit", _("Unit"), lambda row: row.held.unit_name, width=18),
        Column("since", _("Since"), lambda row: str(row.held.since or ""), width=11, order=lambda row: row.held.since),
        Column("source", _("Where from"), lambda row: row.held.facts.get("source", ""), width=12),
        Column("trainings", _("Trainings this year"), trainings, width=14,
               order=lambda row: sum(row.trainings.values())),
        number("awards", _("Awards"), lambda row: row.awards),
        number("notes", _("Lines by hand"), lambda row: row.notes),
        Column("pool", _("Reserve"), lambda row: _("in the pool") if row.is_in_pool else "", width=8),
        Column("unit_kind", _("Kind of unit"), lambda row: looks.word("unit_kinds", row.held.unit_kind), width=14),
        Column("until", _("Until"), lambda row: str(row.held.until or ""), width=11,
               order=lambda row: row.held.until, hidden=True),
        Column("document", _("Document"), lambda row: row.held.facts.get("document", ""), width=14, hidden=True),
    )  # fmt: skip


def talents(looks: Looks) -> tuple[Column[PoolRow], ...]:
    """Source and the yearly review."""
    pool = talent_.POOL
    return (
        _name(),
        Column("source", _("Source"), lambda row: looks.choice(pool, "source", row.source), width=18),
        _branch(_("Recommended by")),
        _day("since", _("Since")),
        Column("review", _("Next review"), lambda row: str(row.review_due or "") if row.until is None else "",
               width=13, order=lambda row: row.review_due, mark=_review_mark),
        _day("last_review", _("Last review")),
        Column("result", _("Result"), lambda row: looks.choice(pool, "result", row.last_result), width=14),
        _day("until", _("Left on")),
        Column("left", _("Why"), lambda row: looks.choice(pool, "left", row.left), width=12),
    )  # fmt: skip


def birthdays(_looks: Looks) -> tuple[Column[AnniversaryRow], ...]:
    """By day; those of whom only the month is known come last."""
    return (
        _name(),
        Column("day", _("Day"), lambda row: str(row.day or as_text(row.value)), width=12, order=lambda row: row.day),
        Column("years", _("Full years"), lambda row: f"{row.years:,}", width=8, align=RIGHT,
               order=lambda row: row.years),
        Column("value", _("Date in the file"), lambda row: as_text(row.value), width=12),
        _branch(),
    )  # fmt: skip


def medals(_looks: Looks) -> tuple[Column[MedalRow], ...]:
    """Those who have it for the first time stand first."""
    return (
        _name(),
        Column("years", _("Party standing"), _standing, width=12, order=lambda row: row.years),
        Column("new", _("This year"), lambda row: _("for the first time") if row.is_new else "", width=12,
               mark=lambda row: "good" if row.is_new else None),
        Column("full", _("Full member since"), lambda row: as_text(row.full_date), width=12,
               order=lambda row: row.full_date),
        _branch(),
    )  # fmt: skip


def incomplete(_looks: Looks) -> tuple[Column[IncompleteRow], ...]:
    """Who lacks what."""
    return (
        _name(),
        Column("missing", _("What is missing"), lambda row: "、".join(_(SECTIONS[key]) for key in row.missing),
               width=44, order=lambda row: len(row.missing), mark=lambda _row: "warn"),
        _branch(),
    )  # fmt: skip


def pairs(_looks: Looks) -> tuple[Column[Pair], ...]:
    """Two rows that may be one person."""
    return (
        Column("name", _("Name"), lambda row: row.name, width=13, link=True),
        Column("why", _("What speaks for it"), _why, width=26,
               mark=lambda row: "bad" if row.is_sure else "warn"),
        Column("a", _("One"), lambda row: row.units[0], width=22),
        Column("b", _("The other"), lambda row: row.units[1], width=22),
    )  # fmt: skip


def _standing(row: MedalRow) -> str:
    said = _("{years} years").format(years=row.years)
    return _("about {value}").format(value=said) if row.about else said


def _why(row: Pair) -> str:
    return "、".join(_(REASONS[each]) for each in row.reasons)


def _without(row: FloatingRow) -> str:
    return _("{days:,} days").format(days=row.days_without)


def _step(row: LostRow) -> str:
    if row.step_from is None:
        return ""
    return _("{step} from {day} on").format(step=_(membership_steps.STEPS[row.step]), day=row.step_from)


def _owed(row: DuesRow) -> str:
    if row.owed is None:
        return _("not known")
    return _("{months} months").format(months=row.owed) if row.owed else _("paid")


def _owed_mark(row: DuesRow) -> str | None:
    if row.owed is None:
        return None
    return "bad" if row.owed >= SIX_MONTHS else "warn" if row.owed else "good"


def _due(row: PipelineRow) -> str:
    if not row.dues:
        return ""
    first = row.dues[0]
    return _("{what}: {day}").format(what=_(stages.DUES[first.code]), day=first.day)


def _due_mark(due: Due) -> str:
    left = (due.day - today()).days
    if due.may:
        return "info"
    return "bad" if left < 0 else "warn" if left <= SOON else "info"


def _review_mark(row: PoolRow) -> str | None:
    if row.until is not None or row.review_due is None:
        return None
    return "bad" if row.is_overdue else "warn" if (row.review_due - today()).days <= SOON else None
