"""The lists of people that the window shows: everyone affiliated in a subtree, or everyone registered there (D6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import NotFound
from gridparty.domain.ids import BelongingId, MemberId, UnitId
from gridparty.domain.masking import mask_phone
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import heads, tree
from gridparty.operations.tree import Tree
from gridparty.storage.tables import BEGINNING, Belonging, Member

ABOUT: tuple[Any, ...] = (
    Member.id, Member.code, Member.name, Member.pinyin, Member.initials, Member.gender, Member.ethnicity,
    Member.birth_date,
)  # fmt: skip
FURTHER: tuple[Any, ...] = (
    Member.join_date, Member.full_date, Member.education,
    Member.phone, Member.work_unit, Member.is_floating, Belonging.id, Belonging.unit_id, Belonging.group_id,
    Belonging.valid_from, Belonging.receipt,
)  # fmt: skip
PHONE, UNIT = 13, 17  # places in what is read


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A belonging of a person in a list; the phone is masked. `counts`: inside the figure of the list (D6)."""

    id: MemberId
    code: str
    name: str
    pinyin: str
    initials: str
    gender: str | None
    ethnicity: str | None
    birth_date: int | None
    stage: str
    standing: str
    join_date: int | None
    full_date: int | None
    education: str | None
    phone: str | None
    work_unit: str | None
    is_floating: bool
    belonging: BelongingId
    unit: UnitId
    unit_name: str
    above: str | None  # the unit that the branch hangs under
    group_name: str | None
    since: date | None
    receipt: str | None
    counts: bool
    claimed_post: str | None = None  # of a registration


def rows(session: Session, *, unit: UnitId, month: Month, registered: bool = False) -> tuple[PersonRow, ...]:
    """Everyone affiliated at or below the unit on the month's last day, whether or not they count; by pinyin (D3).

    With `registered` those registered there; somebody registered in two places stands twice. Raises NotFound.
    """
    now = tree.of_month(session, month=month)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist at that time."))
    kind = heads.REGISTRATION if registered else heads.AFFILIATION
    offered = (Belonging.facts,) if registered else ()
    then = heads.stage_on(month.last), heads.standing_on(month.last)
    counts = heads.counted(month.last).label("counts")
    found = select(*ABOUT, *then, *FURTHER, counts, *offered).join(Belonging, Belonging.member_id == Member.id)
    found = found.where(heads.in_units(now, now.subtree(unit)), Belonging.kind == kind, heads.open_on(month.last))
    return tuple(
        _row(row, now, is_counted=registered or bool(row.counts))
        for row in session.connection().execute(found.order_by(Member.pinyin, Member.id))
    )


def _row(row: Any, now: Tree, *, is_counted: bool) -> PersonRow:
    cells = (
        *row[:PHONE],
        row.phone and mask_phone(row.phone),
        *row[PHONE + 1 : UNIT + 1],
        now.name(row.unit_id),
        None if (parent := now.nodes[row.unit_id].parent) is None else now.name(parent),
        None if row.group_id is None else now.name(row.group_id),
        None if row.valid_from == BEGINNING else row.valid_from,
        row.receipt,
        is_counted,
        row.facts.get("claimed_post") if "facts" in row._fields else None,
    )
    return PersonRow(*cells)
