"""The organisations behind a number of the page of an organisation (S002, S005, S044, S139)."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import unit_lists
from gridparty.operations.unit_lists import UnitLine
from gridparty.ui.dialogs.gaps import lay_out
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.rows_view import RowsView

WIDE = 60  # characters


class UnitListDialog(QDialog):
    """A list; Enter goes to the organisation. Opened with open()."""

    unit_chosen = Signal(object)  # UnitId

    def __init__(
        self, office: Office, *, title: str, units: Collection[UnitId], day: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._is_open = True
        self.view: RowsView[UnitLine] = RowsView(
            (
                Column("name", _("Organisation"), lambda row: row.name, width=24, link=True),
                Column("members", _("Own members"), lambda row: f"{row.members:,}", width=9,
                       order=lambda row: row.members, align=RIGHT),
                Column("kind", _("Kind"), lambda row: row.kind_label, width=16),
                Column("above", _("Belongs to"), lambda row: row.above, width=20),
                Column("facts", _("Formed by, bound to"), lambda row: row.facts, width=30),
            ),
            name="units_behind",
            label=title,
            empty=_("There is no organisation in this line."),
            identity=lambda row: row.unit,
            total=_total,
        )  # fmt: skip
        self.view.activated.connect(self._on_chosen)
        hint = _("Members are those who belong to the organisation itself. Enter or a click goes to it.")
        lay_out(self, hint, self.view)
        wide, room = characters(self, WIDE), self.screen().availableSize()
        self.resize(min(wide, room.width() - self.fontMetrics().height()), self.height())
        self.view.set_rows((), loading=True)
        self.view.setFocus()
        office.ask(unit_lists.lines, self._show, units=tuple(units), day=day)

    def done(self, result: int) -> None:
        """Closes; an answer that is still under way is not shown any more."""
        self._is_open = False
        super().done(result)

    def _show(self, rows: Sequence[UnitLine]) -> None:
        if self._is_open:
            self.view.set_rows(rows)

    def _on_chosen(self, row: UnitLine, _key: str) -> None:
        self.accept()
        self.unit_chosen.emit(row.unit)


def _total(rows: Sequence[UnitLine]) -> str:
    words = _("{units:,} organisations, {members:,} members")
    return words.format(units=len(rows), members=sum(row.members for row in rows))
