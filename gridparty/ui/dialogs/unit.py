"""Adding an organisation below another one, and correcting a name; dated change is another matter (D2)."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import person_forms
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import catalogues, units
from gridparty.operations.units import AddedUnit
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.office import Office

USUAL = {"district": "street", "street": "community", "town": "community", "community": "grid_branch"}
GRID_BRANCH = "grid_branch"


class AddUnitDialog(EntryDialog):
    """Kind, name, code, households, first day; most of it proposed."""

    def __init__(
        self, office: Office, *, parent_unit: UnitId, parent_name: str, parent_kind: str, parent: QWidget | None = None
    ) -> None:
        title = _("Add an organisation below {name}").format(name=parent_name)
        super().__init__(office, title, parent, save_text=_("&Add"))
        self.parent_unit = parent_unit
        self.kind, self.name, self.code = combo({}), QLineEdit(maxLength=100), QLineEdit()
        self.households, self.start = QLineEdit(), QLineEdit()
        self.add("kind", _("Kind"), self.kind)
        self.add("name", _("Name of the organisation"), self.name, hint=_("Such as 第一网格党支部"))
        self.add("households", _("Households"), self.households, hint=_("May stay empty"))
        self.add("code", _("Code"), self.code, hint=_("The next free one"))
        self.add("start", _("First day"), self.start, hint=_("As long as anyone remembers"))
        self.fit(36, 18)
        self._usual = USUAL.get(parent_kind, GRID_BRANCH)
        office.ask(catalogues.labels, self._on_kinds, catalogue="unit_kinds")
        self.name.setFocus()
        self.note_start()

    def save(self) -> None:
        """Adds it."""
        if not self.begin():
            return
        problems, values = _read(self.name.text(), self.households.text(), self.start.text())
        if self.tell_problems(problems):
            return

        def saved(_added: AddedUnit) -> None:
            self.saved.emit(_added.id)
            if self.is_open:
                self.accept()

        self.wait()
        self.office.run(
            units.add, saved, said=_("Added: {name}").format(name=values["name"]), refused=self.on_refused,
            parent=self.parent_unit, kind=self.kind.currentData(), code=self.code.text().strip() or None, **values,
        )  # fmt: skip

    def _on_kinds(self, kinds: dict[str, str]) -> None:
        if self.is_open:
            refill(self.kind, kinds)
            self.kind.setCurrentIndex(max(0, self.kind.findData(self._usual)))
            self.note_start()


class RenameUnitDialog(EntryDialog):
    """Corrects the name; the records and earlier months show the corrected one too."""

    def __init__(self, office: Office, *, unit: UnitId, name: str, parent: QWidget | None = None) -> None:
        super().__init__(office, _("Correct the name of {name}").format(name=name), parent, save_text=_("&Save"))
        self.unit = unit
        self.name = QLineEdit(name, maxLength=100)
        self.add("name", _("Name of the organisation"), self.name)
        self.fit(30, 11)
        self.name.setFocus()
        self.name.selectAll()
        self.note_start()

    def save(self) -> None:
        """Saves the name."""
        if not self.begin():
            return

        def saved(_none: None) -> None:
            self.saved.emit(self.unit)
            if self.is_open:
                self.accept()

        self.wait()
        said = _("Name corrected: {name}").format(name=self.name.text().strip())
        self.office.run(units.edit, saved, said=said, refused=self.on_refused, unit=self.unit, name=self.name.text())


def _read(name: str, households: str, start: str) -> tuple[dict[str, str], dict[str, Any]]:
    """What is wrong with the fields, and the operation's values."""
    problems: dict[str, str] = {}
    values: dict[str, Any] = {"name": name.strip()}
    if not values["name"]:
        problems["name"] = _("Type the organisation's name.")
    if households.strip():
        if households.strip().isascii() and households.strip().isdecimal():
            values["facts"] = {"households": int(households)}
        else:
            problems["households"] = _("Households are a whole number.")
    if start.strip():
        try:
            values["start"] = person_forms.read_day(start)
        except InvalidInput as problem:
            problems["start"] = str(problem)
    return problems, values
