"""Where the rows that an import leaves out are to be saved, with the reasons."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gridparty import intake
from gridparty.domain.import_outcomes import Outcome
from gridparty.i18n import _
from gridparty.intake import Source
from gridparty.ui.dialogs.files import choose_place
from gridparty.ui.office import Office, plainly


def save_rejects(parent: QWidget, office: Office, *, source: Source, outcomes: Sequence[Outcome]) -> None:
    """Asks for a place and writes the workbook there beside the window."""
    said = _("{count:,} rows with their reasons are in {path}.")

    def save(path: Path) -> None:
        office.beside(
            lambda: intake.save_rejects(path, source=source, outcomes=outcomes),
            lambda count: office.said.emit(plainly(said.format(count=count, path=path))),
        )

    suggested = _("{name} rejected rows").format(name=Path(source.file_name).stem) + ".xlsx"
    kind = _("Tables ({pattern})").format(pattern="*.xlsx")
    choose_place(parent, _("Save the rejected rows"), suggested, kind, save)
