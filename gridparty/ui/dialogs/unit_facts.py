"""The facts of an organisation beside its name: full name, households, way of forming, staff (S005, S097, S124)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gridparty.domain import units as kinds
from gridparty.domain.ids import UnitId
from gridparty.i18n import N_, _
from gridparty.operations import units
from gridparty.operations.tree import Node
from gridparty.ui.dialogs.member_entry import EntryDialog, combo
from gridparty.ui.office import Office

WORDS = {
    "full_name": N_("Full name"),
    "households": N_("Households"),
    "buildings": N_("Buildings"),
    "residents": N_("Residents"),
    "staff": N_("Staff"),
    "formation": N_("Way of forming"),
    "bound_to": N_("Bound to"),
}
NUMBERS = ("households", "buildings", "residents", "staff")


def fitting(*, role: str, kind: str, is_branch: bool) -> tuple[str, ...]:
    """The facts that a unit of a kind can have, in the order of the form.

    The households of a grid branch are those of its grid.
    """
    by_role = {
        kinds.PLACE: ("households", "residents", "buildings"),
        kinds.BOTH: ("full_name", "households", "residents", "buildings", "staff"),
        kinds.ORGANISATION: ("full_name", "formation") if is_branch and kind != kinds.GRID_BRANCH else ("full_name",),
        kinds.GROUP: ("bound_to",),
    }
    return by_role[role]


class UnitFactsDialog(EntryDialog):
    """Corrects the facts; a dated change is a change order."""

    def __init__(
        self, office: Office, *, node: Node, keys: tuple[str, ...], formations: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(office, _("Facts of {name}").format(name=node.name), parent, save_text=_("&Save"))
        self.unit: UnitId = node.id
        self._name = node.name
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        for key in keys:
            value = node.facts.get(key)
            made: QLineEdit | QComboBox
            if key == "formation":
                made = combo({None: "", **formations}, value)
            else:
                made = QLineEdit("" if value is None else str(value), maxLength=100)
            self.editors[key] = made
            hint = _("A vehicle, a window, a building") if key == "bound_to" else ""
            self.add(key, _(WORDS[key]), made, hint=hint)
        self.fit(36, 18 if len(keys) > 2 else 12)
        next(iter(self.editors.values())).setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves the facts."""
        if not self.begin():
            return
        facts: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for key, made in self.editors.items():
            typed = made.currentData() if isinstance(made, QComboBox) else made.text().strip() or None
            facts[key] = typed
            if key in NUMBERS and typed is not None:
                if typed.isascii() and typed.isdecimal():
                    facts[key] = int(typed)
                else:
                    problems[key] = _("Write a whole number, such as 368.")
        if self.tell_problems(problems):
            return

        def saved(_none: None) -> None:
            self.saved.emit(self.unit)
            if self.is_open:
                self.accept()

        self.wait()
        said = _("Corrected: {name}").format(name=self._name)
        self.office.run(units.edit, saved, said=said, refused=self.on_refused, unit=self.unit, facts=facts)
