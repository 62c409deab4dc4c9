"""Where the rows that a roster's import leaves out are to be saved, with the reasons."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gridparty import intake
from gridparty.domain.rosters import Roster
from gridparty.i18n import _
from gridparty.operations.rosters import RosterPlan
from gridparty.ui.dialogs.files import choose_place
from gridparty.ui.office import Office, plainly


def save_rejects(parent: QWidget, office: Office, *, name: str, roster: Roster, plan: RosterPlan) -> None:
    """Asks for a place and writes the workbook there beside the window; `name` is the roster's file name."""
    said = _("{count:,} rows with their reasons are in {path}.")

    def save(path: Path) -> None:
        office.beside(
            lambda: intake.write_rejects(path, roster=roster, plan=plan),
            lambda count: office.said.emit(plainly(said.format(count=count, path=path))),
        )

    suggested = _("{name} rejected rows").format(name=Path(name).stem) + ".xlsx"
    kind = _("Tables ({pattern})").format(pattern="*.xlsx")
    choose_place(parent, _("Save the rejected rows"), suggested, kind, save)
