"""Is the file sound? Pages, keys, the chain of acts, and what ranges and counts must hold."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from gridparty.i18n import _
from gridparty.operations import heads
from gridparty.storage import oplog
from gridparty.storage.backup import integrity
from gridparty.storage.tables import Attendance, Belonging, UnitState


@dataclass(frozen=True, slots=True)
class CheckResult:
    """ok, or sentences that say what was found."""

    ok: bool
    findings: tuple[str, ...]


def run(session: Session) -> CheckResult:
    """Every check; reads the whole file."""
    connection = session.connection()
    if findings := integrity(connection.connection.driver_connection):
        return CheckResult(False, tuple(findings))  # what lies on damaged pages cannot be asked
    findings = [
        _("The log does not agree with the file: {what}.").format(what=what) for what in oplog.broken(connection)
    ]
    findings += _ranges(session)
    return CheckResult(not findings, tuple(findings))


def _ranges(session: Session) -> list[str]:
    findings = []
    one, other = aliased(UnitState), aliased(UnitState)
    overlap = select(one.unit_id).join(
        other, (other.unit_id == one.unit_id) & (other.id > one.id)
        & or_(one.valid_to.is_(None), other.valid_from < one.valid_to)
        & or_(other.valid_to.is_(None), one.valid_from < other.valid_to),
    )  # fmt: skip
    for unit in session.scalars(overlap.distinct()):
        findings.append(_("Unit #{unit} has two states on the same day.").format(unit=unit))
    twice = select(Belonging.member_id).where(Belonging.kind == heads.AFFILIATION, Belonging.valid_to.is_(None))
    for member in session.scalars(twice.group_by(Belonging.member_id).having(func.count() > 1)):
        findings.append(_("Person #{member} has two open affiliations.").format(member=member))
    untimed = select(func.count()).where(Attendance.state.in_(("present", "made_up")), Attendance.at.is_(None))
    if number := session.scalar(untimed):
        findings.append(_("{number} check-ins have no time.").format(number=number))
    return findings
