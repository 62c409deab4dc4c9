"""How often something happened to each entry of a register in a span of days, as joint activities in a year (S083)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import person_forms
from gridparty.domain import registers as rules
from gridparty.domain.ids import UnitId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import register_counts
from gridparty.operations.register_counts import Happened, HappenedRow
from gridparty.ui.dialogs.member_entry import combo
from gridparty.ui.dialogs.register_figures import RegisterFigures
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.rows_view import RowsView


class HappenedDialog(RegisterFigures):
    """The kind, from which day to which; the year so far at first."""

    def __init__(
        self, office: Office, *, register: Register, unit: UnitId, day: date, parent: QWidget | None = None
    ) -> None:
        self.register, self.unit = register, unit
        self.kind = combo({each.kind: rules.label(each) for each in register.events})
        self.first, self.last = QLineEdit(str(day.replace(month=1, day=1))), QLineEdit(str(day))
        view: RowsView[HappenedRow] = RowsView(
            (
                Column("name", _("Name of the entry"), lambda row: row.name, width=22, link=True),
                Column("unit", _("Unit"), lambda row: row.unit_name, width=18),
                Column("number", _("Times"), lambda row: f"{row.number:,}", width=7, align=RIGHT,
                       order=lambda row: row.number),
                Column("last", _("Last time"), lambda row: str(row.last), width=11, order=lambda row: row.last),
            ),
            name="register_happened",
            label=_("How often it happened"),
            empty=_("It did not happen to any entry in these days."),
            identity=lambda row: row.entry,
        )  # fmt: skip
        super().__init__(
            office,
            title=_("{register}: how often in a year").format(register=register.label),
            hint=_("Counted from the events that were written down, of this unit and what is below it. Enter opens an "
                   "entry with its events."),
            view=view,
            fields=((_("&What"), self.kind), (_("&From"), self.first), (_("&To"), self.last)),
            parent=parent,
        )  # fmt: skip
        self.kind.setFocus()
        self.ask()

    def query(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The kind and the days."""
        first, last = (person_forms.read_day(each.text()) for each in (self.first, self.last))
        asked = {"register": self.register.code, "kind": self.kind.currentData(), "first": first, "last": last}
        return register_counts.happened, {**asked, "unit": self.unit}

    def show_answer(self, found: Happened) -> None:
        """The rows and their sum."""
        self.view.set_rows(found.rows)
        words = _("{what}: {number:,} times, {entries:,} entries")
        self.answer.setText(words.format(what=found.label, number=found.number, entries=len(found.rows)))
