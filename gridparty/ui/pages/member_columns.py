"""The columns of the list of people, and the words at its foot."""

from collections.abc import Sequence

from gridparty.domain.partial_dates import as_text
from gridparty.i18n import _
from gridparty.operations.member_lists import PersonRow
from gridparty.ui.models.rows import Column

SEARCHED = "searched"
GOOD = "good"


def columns(words: dict[str, dict[str, str]], *, registered: bool) -> tuple[Column[PersonRow], ...]:
    """The columns of members, or of those registered; `words` (catalogue → code → word) may be filled later."""

    def word(catalogue: str, code: str | None) -> str:
        return words.get(catalogue, {}).get(code, code) if code else ""

    def stage(row: PersonRow) -> str:
        named = word("member_stages", row.stage)
        return named if row.standing == GOOD else f"{named} · {word('member_standings', row.standing)}"

    genders = {"male": _("male"), "female": _("female")}
    found: tuple[Column[PersonRow], ...] = (
        Column("name", _("Name"), lambda row: row.name, width=13, order=_spelled, link=True),
        Column("code", _("Member code"), lambda row: row.code, width=12),
        Column("gender", _("Gender"), lambda row: genders.get(row.gender or "", ""), width=6),
        Column("stage", _("Kind"), stage, width=13, mark=lambda row: None if row.standing == GOOD else "warn"),
        Column("unit", _("Unit") if registered else _("Branch"), lambda row: row.unit_name, width=18),
        *(() if registered else [Column("group", _("Party group"), lambda row: row.group_name or "", width=12)]),
        Column("above", _("Belongs to"), lambda row: row.above or "", width=16),
        Column("phone", _("Phone"), lambda row: row.phone or "", width=13),
        Column("since", _("Since"), lambda row: str(row.since or ""), width=11, order=lambda row: row.since),
        Column("work_unit", _("Work unit"), lambda row: row.work_unit or "", width=24),
        *([Column("receipt", _("Receipt"), lambda row: row.receipt or "", width=14),
           Column("claimed", _("Claimed post"), lambda row: row.claimed_post or "", width=14)] if registered else ()),
        Column("joined", _("Admitted"), lambda row: _date(row.join_date), width=11, order=lambda row: row.join_date,
               hidden=True),
        Column("full", _("Full member since"), lambda row: _date(row.full_date), width=11,
               order=lambda row: row.full_date, hidden=True),
        Column("born", _("Born"), lambda row: _date(row.birth_date), width=11, order=lambda row: row.birth_date,
               hidden=True),
        Column("ethnicity", _("Ethnicity"), lambda row: word("ethnicities", row.ethnicity), width=10, hidden=True),
        Column("education", _("Education"), lambda row: word("educations", row.education), width=12, hidden=True),
        Column("floating", _("Floating"), lambda row: _("floating") if row.is_floating else "", width=8, hidden=True),
        Column(SEARCHED, _("Search words"), _searched, width=24, hidden=True),
    )  # fmt: skip
    return tuple(sorted(found, key=_first_of_registered)) if registered else found


def _first_of_registered(column: Column[PersonRow]) -> int:
    """The register of 报到 begins with who comes from where to whom; the rest keeps its order behind."""
    first = ("name", "work_unit", "unit", "since", "receipt", "claimed", "phone")
    return first.index(column.key) if column.key in first else len(first)


def total(rows: Sequence[PersonRow], *, registered: bool) -> str:
    """The foot: as many members as the figure counts, and how many rows it does not count (D6)."""
    if registered:
        people = len({row.id for row in rows})
        said = _("Registered members: {people:,}").format(people=people)
        twice = len(rows) - people
        return said + (_("; {rows:,} rows are second registrations").format(rows=twice) if twice else "")
    counted = [row for row in rows if row.counts]
    full = sum(row.stage == "full" for row in counted)
    said = _("Members: {count:,} (full {full:,}, probationary {probationary:,})").format(
        count=len(counted), full=full, probationary=len(counted) - full
    )
    others = len(rows) - len(counted)
    if others:
        said += _("; {others:,} rows are not counted: not yet members, or not in good standing").format(others=others)
    return said


def _spelled(row: PersonRow) -> tuple[str, str]:
    return row.pinyin or "\uffff", row.name


def _date(value: int | None) -> str:
    return as_text(value) if value else ""


def _searched(row: PersonRow) -> str:
    words = (
        row.name,
        row.pinyin,
        row.initials,
        row.code,
        row.phone,
        row.unit_name,
        row.above,
        row.group_name,
        row.work_unit,
        row.receipt,
        row.claimed_post,
    )
    return " ".join(word for word in words if word)
