"""Settings of the office, and the first act of a new file."""

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.permissions import Permission
from gridparty.i18n import N_
from gridparty.operations import catalogues
from gridparty.operations.marks import operation
from gridparty.storage.tables import Setting


@operation("office.create", Permission.SET_UP, N_("Create the file"))
def set_up(session: Session, *, office: int | None, version: str) -> None:
    """The shipped vocabulary and the office number; drawn by lot where none is given, so that codes seldom meet."""
    number = secrets.randbelow(900) + 100 if office is None else office
    session.add(Setting(key="office", value={"number": number}))
    catalogues.load(session, version=version)


@operation("settings.put", Permission.SET_UP, N_("Change a setting"))
def put(session: Session, *, key: str, value: dict[str, Any]) -> None:
    """Sets one setting."""
    found = session.scalar(select(Setting).where(Setting.key == key))
    if found is None:
        session.add(Setting(key=key, value=value))
    elif found.value != value:
        found.value = value


def get(session: Session, *, key: str) -> dict[str, Any]:
    """One setting; empty if it was never set."""
    return session.scalar(select(Setting.value).where(Setting.key == key)) or {}
