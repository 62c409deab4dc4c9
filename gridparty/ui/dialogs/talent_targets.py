"""How many people the talent pool of each unit shall have, beside how many it has (S013)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import talent
from gridparty.operations.talent import TargetRow
from gridparty.ui.dialogs.gaps import lay_out
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label, named


class TalentTargetsDialog(QDialog):
    """The unit and those right below it; the number typed is the target of the row under the cursor."""

    def __init__(self, office: Office, *, unit: UnitId, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Targets of the talent pool"))
        self.office, self.unit, self.day = office, unit, day
        self._is_open = True
        self.view: RowsView[TargetRow] = RowsView(
            _columns(),
            name="talent_targets",
            label=self.windowTitle(),
            empty=_("There is no unit at that time."),
            identity=lambda row: row.unit,
            total=_total,
        )
        self.which = label("")
        self.people = named(QLineEdit(), _("Target in people"))
        self.people.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 12)
        self.people.returnPressed.connect(self.set_target)
        self.problem = label("", role="error", wrap=True)
        self.set_button = button(_("&Set"), self.set_target)
        self.view.selected.connect(lambda _row: self._tell_row())
        self.view.activated.connect(lambda _row, _key: self._begin())
        hint = _("Choose a row, type the number and press Enter; an empty field takes the target away.")
        lay_out(self, hint, self.view, self.which, self.people, self.set_button, self.problem)
        self._reload(unit)

    def done(self, result: int) -> None:
        """Closes; answers that are still under way are not shown any more."""
        self._is_open = False
        super().done(result)

    def set_target(self) -> None:
        """Sets the target of the row under the cursor, and goes to the next row."""
        row, typed = self.view.current(), self.people.text().strip()
        self.problem.setText("")
        if row is None:
            return
        if typed and not (typed.isascii() and typed.isdecimal()):
            self._refuse(_("Write the target as a whole number of people, such as 20."))
            return
        rows = self.view.rows()
        following = rows[min(rows.index(row) + 1, len(rows) - 1)].unit
        self.office.run(
            talent.set_target, lambda _none: self._reload(following), refused=self._refuse,
            said=_("Target noted: {unit}").format(unit=row.unit_name), unit=row.unit,
            people=int(typed) if typed else None,
        )  # fmt: skip

    def _reload(self, cursor: UnitId) -> None:
        def show(rows: Sequence[TargetRow]) -> None:
            if self._is_open:
                self.view.set_rows(rows)
                self.view.select(cursor)
                self._begin()

        self.office.ask(talent.targets, show, unit=self.unit, day=self.day)

    def _begin(self) -> None:
        self._tell_row()
        self.people.setFocus()
        self.people.selectAll()

    def _tell_row(self) -> None:
        row = self.view.current()
        self.which.setText("" if row is None else _("Target of {unit}:").format(unit=row.unit_name))
        self.people.setText("" if row is None or row.target is None else str(row.target))
        self.set_button.setEnabled(row is not None)

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self.problem.setText(sentence)
            self.people.setFocus()
            self.people.selectAll()


def _columns() -> tuple[Column[TargetRow], ...]:
    return (
        Column("unit", _("Unit"), lambda row: row.unit_name, width=26),
        Column("people", _("In the pool"), lambda row: f"{row.people:,}", width=9, order=lambda row: row.people,
               align=RIGHT),
        Column("target", _("Target"), lambda row: "" if row.target is None else f"{row.target:,}", width=9,
               order=lambda row: row.target, align=RIGHT),
        Column("missing", _("Short of the target"), _missing, width=12, order=lambda row: row.missing,
               mark=lambda row: None if row.target is None else "warn" if row.missing else "good"),
    )  # fmt: skip


def _missing(row: TargetRow) -> str:
    if row.target is None:
        return ""
    return _("{count:,} missing").format(count=row.missing) if row.missing else _("reached")


def _total(rows: Sequence[TargetRow]) -> str:
    """The first row holds the others."""
    reached = sum(row.target is not None and not row.missing for row in rows)
    return _("Targets reached: {reached} of {set}").format(reached=reached, set=sum(r.target is not None for r in rows))
