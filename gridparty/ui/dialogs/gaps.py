"""The communities that have no entry of a register yet (每个社区一个; S030, S104)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.ids import UnitId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations.coverage import PlaceCoverage
from gridparty.ui.models.rows import Column
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label


class GapsDialog(QDialog):
    """A list; Enter goes to the community."""

    unit_chosen = Signal(object)  # UnitId

    def __init__(self, places: PlaceCoverage, *, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Without an entry of “{register}”").format(register=register.label))
        self.view: RowsView[UnitId] = RowsView(
            (Column("name", _("Community"), lambda unit: places.names[unit], width=30, link=True),),
            name="register_gaps",
            label=self.windowTitle(),
            empty=_("Every community has one."),
            identity=lambda unit: unit,
        )
        self.view.activated.connect(self._on_chosen)
        lay_out(self, _("Enter or a click goes to the community, where “New entry…” makes its entry."), self.view)
        self.view.set_rows(places.without)
        self.view.setFocus()

    def _on_chosen(self, unit: UnitId, _key: str) -> None:
        self.accept()
        self.unit_chosen.emit(unit)


def lay_out(dialog: QDialog, hint: str, view: QWidget, *more: QWidget) -> None:
    """Hint, list, what else there is, and a button to close; as large as the screen has room."""
    margin = dialog.fontMetrics().height()
    feet = QHBoxLayout()
    for widget in more:
        feet.addWidget(widget)
    feet.addStretch(1)
    feet.addWidget(button(_("C&lose"), dialog.reject))
    box = QVBoxLayout(dialog)
    box.setContentsMargins(margin, margin, margin, margin)
    box.addWidget(label(hint, role="faint", wrap=True))
    box.addWidget(view, 1)
    box.addLayout(feet)
    fit(dialog, 44, 24)
