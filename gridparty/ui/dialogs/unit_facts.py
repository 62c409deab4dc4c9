"""The facts of an organisation beside its name: households, boundary, way of forming, what a group is bound to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import units as kinds
from gridparty.domain.ids import UnitId
from gridparty.domain.registers import Field
from gridparty.i18n import N_, _
from gridparty.operations import unit_facts
from gridparty.operations.tree import Node
from gridparty.ui.dialogs import typed_fields
from gridparty.ui.dialogs.member_entry import EntryDialog
from gridparty.ui.office import Office

HINTS = {
    "boundary": N_("From which street to which"),
    "founders": N_("Several with 、 between them"),
    "bound_to": N_("Such as 执法车01, 3号窗口, 5号楼"),
}


def fitting(*, role: str, is_formed: bool) -> tuple[str, ...]:
    """The facts that a unit can have, in the order of the form (S001, S005, S097, S124).

    The households and the boundary of a grid branch are those of its grid.
    """
    by_role = {
        kinds.PLACE: ("households", "residents", "buildings", "boundary"),
        kinds.BOTH: ("full_name", "households", "residents", "buildings", "staff", "boundary"),
        kinds.ORGANISATION: ("full_name", "formation", "founders", "building") if is_formed else ("full_name",),
        kinds.GROUP: ("bound_kind", "bound_to"),
    }
    return by_role[role]


class UnitFactsDialog(EntryDialog):
    """Corrects the facts; a dated change is a change order."""

    def __init__(self, office: Office, *, node: Node, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(office, _("Facts of {name}").format(name=node.name), parent, save_text=_("&Save"))
        self.unit: UnitId = node.id
        self._name, self._fields = node.name, fields
        self.editors = typed_fields.add_fields(self, fields, node.facts)
        hint(self.editors)
        self.fit(36, 18 if len(fields) > 2 else 12)
        next(iter(self.editors.values())).setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves the facts; an empty field takes its fact away."""
        if not self.begin():
            return
        facts, problems = typed_fields.read(self._fields, self.editors)
        if self.tell_problems(problems):
            return
        said = _("Corrected: {name}").format(name=self._name)
        self.commit(unit_facts.put, said=said, tells=self.unit, unit=self.unit, facts=facts)


def hint(editors: dict[str, QWidget]) -> None:
    """Says in the empty fields what is meant by them."""
    for key, words in HINTS.items():
        if isinstance(made := editors.get(key), QLineEdit):
            made.setPlaceholderText(_(words))
