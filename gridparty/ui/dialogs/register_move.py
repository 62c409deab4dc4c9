"""An entry of a register goes to another unit from a day on; what happened before stays in sight."""

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import registers
from gridparty.operations.register_lists import EntryRow
from gridparty.ui.dialogs.choosers import unit_field
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day


class MoveEntryDialog(EntryDialog):
    """To which unit, from which day on; `saved` brings the entry that continues the old one."""

    def __init__(self, office: Office, *, row: EntryRow, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(office, _("Move {name}").format(name=row.name), parent, save_text=_("&Move"))
        self.row = row
        self.unit = unit_field(self)
        self.day = QLineEdit(str(usual_day(month)))
        self.add("unit", _("To which unit *"), self.unit, hint=_("Part of the name, initials or code"))
        self.add("day", _("First day there *"), self.day, hint="2026-10-25")
        self.fit(38, 13)
        self.unit.setFocus()
        self.note_start()

    def save(self) -> None:
        """Moves it, or says what is wrong."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        if self.unit.choice is None:
            problems["unit"] = _("Choose a unit from the list (↓ opens it).")
        day = self.read_day("day", problems)
        if self.tell_problems(problems) or self.unit.choice is None or day is None:
            return
        said = _("Moved: {name} → {unit}").format(name=self.row.name, unit=self.unit.choice.text)
        unit = UnitId(self.unit.choice.id)
        self.commit(registers.move, said=said, entry=self.row.id, unit=unit, day=day)
