"""The way from a list to its export: who holds the open file, and what the list shows."""

from typing import Any

from PySide6.QtWidgets import QWidget

from gridparty.i18n import _
from gridparty.ui.models.rows import RowsModel
from gridparty.ui.office import plainly
from gridparty.ui.widgets.rows_columns import RowsColumns

SEARCHED = "searched"  # the column that only filters look into


def office_of(widget: QWidget) -> Any:
    """The office of the page or dialog that a widget lies in; None where there is none."""
    at: QWidget | None = widget
    while at is not None:
        if (office := getattr(at, "office", None)) is not None:
            return office
        at = at.parentWidget()
    return None


def tell_kept(widget: QWidget) -> None:
    """Says why a list for few eyes does not leave the window."""
    if (office := office_of(widget)) is not None:
        office.said.emit(plainly(_("This list is for few eyes: it is neither exported nor copied.")))


def ask_export(widget: QWidget, *, name: str, title: str, model: RowsModel[Any], columns: RowsColumns) -> None:
    """Opens the dialog for the rows that pass the filter, with the columns in their order."""
    office = office_of(widget)
    if office is None:
        return
    from gridparty.ui.dialogs.export import ExportDialog, ShownList  # noqa: PLC0415  late: start-up

    shown = columns.shown()
    hidden = [column for at, column in enumerate(model.columns) if at not in shown and column.key != SEARCHED]
    listed = ShownList(
        name=name,
        title=title,
        rows=model.rows(),
        columns=[model.columns[at] for at in shown],
        hidden=hidden,
    )
    ExportDialog(office, listed, widget).open()
