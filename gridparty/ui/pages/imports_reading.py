"""A file on its way in, as far as it has been understood; read beside the window, nothing is written."""

from dataclasses import dataclass
from pathlib import Path

from gridparty import intake
from gridparty.app import App
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.progress import Progress
from gridparty.exchange.tables import SheetInfo
from gridparty.i18n import _
from gridparty.intake import Proposal, Trial


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as far as it has been understood: its sheets, how one of them is read, and what would become of it."""

    path: Path
    sheets: tuple[SheetInfo, ...]
    proposal: Proposal
    trial: Trial | None


def read(app: App, path: Path, kind: str, unit: UnitId, progress: Progress) -> Reading:
    """A file as it is understood by itself, up to the dry run if nothing is left to ask. Raises InvalidInput."""
    reading = proposed(app, path, intake.look(path), kind, None)
    if not reading.proposal.rows and len(reading.sheets) == 1:
        raise _no_rows(path)
    return checked(app, reading, unit, progress) if reading.proposal.is_complete else reading


def proposed(app: App, path: Path, sheets: tuple[SheetInfo, ...], kind: str, sheet: str | None) -> Reading:
    """How one sheet would be read. Raises InvalidInput."""
    return Reading(path, sheets, intake.propose(app, table=intake.table(path, sheet=sheet), kind=kind), None)


def checked(app: App, reading: Reading, unit: UnitId, progress: Progress) -> Reading:
    """The dry run below a unit. Raises InvalidInput where there is nothing to bring in, NotFound for the unit."""
    source = intake.source(reading.proposal, file_name=reading.path.name)
    if not source.rows:
        raise _no_rows(reading.path)
    trial = intake.plan(app, source=source, unit=unit, progress=progress)
    return Reading(reading.path, reading.sheets, reading.proposal, trial)


def _no_rows(path: Path) -> InvalidInput:
    return InvalidInput(_("“{file}” has no rows below its heads.").format(file=path.name))
