"""Typed facts of a unit: households, staff, how it was formed and by whom, what it is bound to (S005, S097, S124)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain import registers as rules
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.permissions import Permission
from gridparty.domain.registers import CHOICE, NUMBER, TEXT, Choice, Field
from gridparty.i18n import N_, _
from gridparty.operations import catalogues
from gridparty.operations.marks import operation
from gridparty.storage.tables import UnitState

BOUND_KIND, BOUND_TO = "bound_kind", "bound_to"
BINDINGS = (
    Choice("vehicle", "车辆", "Vehicle"),
    Choice("window", "窗口", "Window"),
    Choice("building", "楼栋", "Building"),
    Choice("site", "项目工地", "Building site"),
    Choice("post", "岗位", "Post of duty"),
    Choice("other", "其他", "Other"),
)
FIELDS = (
    Field("full_name", "全称", "Full name", TEXT),
    Field("households", "户数", "Households", NUMBER),
    Field("residents", "常住人口", "Residents", NUMBER),
    Field("buildings", "楼栋", "Buildings", NUMBER),
    Field("boundary", "四至范围", "Boundary", TEXT),
    Field("staff", "工作人员数", "Staff", NUMBER),
    Field("founders", "发起（组建）单位", "Founding organisations", TEXT),
    Field("building", "所在楼宇", "Building where it sits", TEXT),
    Field(BOUND_KIND, "载体类别", "Kind of carrier", CHOICE, choices=BINDINGS),
    Field(BOUND_TO, "依托载体", "Bound to", TEXT),
)
FORMATION = "formation"


def fields(session: Session) -> tuple[Field, ...]:
    """The typed facts of units, with the ways of forming a branch from the catalogue."""
    ways = tuple(
        Choice(item.code, item.zh, item.en) for item in catalogues.items(session, catalogue="formations").values()
    )
    return (*FIELDS, Field(FORMATION, "组建方式", "Way of forming", CHOICE, choices=ways))


def check(session: Session, *, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are stored, without the empty ones. Raises InvalidInput."""
    return rules.check_facts(fields(session), facts)


@operation("units.set_facts", Permission.EDIT_UNITS, N_("Edit the facts of a unit"))
def put(session: Session, *, unit: UnitId, facts: Mapping[str, Any]) -> None:
    """Corrects facts of the unit as it is now; an empty value takes one away, others stay. Raises InvalidInput."""
    state = session.scalar(select(UnitState).where(UnitState.unit_id == unit, UnitState.valid_to.is_(None)))
    if state is None:
        raise NotFound(_("There is no open unit #{unit}.").format(unit=unit))
    checked = check(session, facts=facts)
    state.facts = {
        key: value for key, value in {**state.facts, **checked}.items() if key in checked or key not in facts
    }
