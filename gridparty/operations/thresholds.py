"""The sizes at which the office wants to be warned (ORG-03, GRID-02, S088)."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from gridparty.domain import thresholds as rules
from gridparty.domain.permissions import Permission
from gridparty.domain.thresholds import Thresholds
from gridparty.i18n import N_
from gridparty.operations import settings
from gridparty.operations.marks import operation

KEY = "thresholds"


@operation("thresholds.put", Permission.SET_UP, N_("Change the thresholds of alerts"))
def put(session: Session, *, changes: Mapping[str, int]) -> None:
    """Sets some of the thresholds, named as in domain.thresholds.Thresholds. Raises InvalidInput."""
    settings.put(session, key=KEY, value=rules.changed(get(session), changes))


def get(session: Session) -> Thresholds:
    """The thresholds in force."""
    return rules.read(settings.get(session, key=KEY))
