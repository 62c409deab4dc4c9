"""A dated link of a unit to another one: grids covered, functional parent, member units (D1; S037, S044, S092)."""

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import units as kinds
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.operations import unit_links
from gridparty.operations.unit_links import LinkRow
from gridparty.ui.dialogs.choosers import unit_field
from gridparty.ui.dialogs.member_entry import EntryDialog, combo
from gridparty.ui.office import Office
from gridparty.ui.usual_day import usual_day

WORDS = {  # role, seen from the other unit → words
    (kinds.COVERS, False): N_("Covers the grid"),
    (kinds.FUNCTIONAL_PARENT, False): N_("Has the functional parent"),
    (kinds.MEMBER_UNIT, False): N_("Has the member unit"),
    (kinds.COVERS, True): N_("Is covered by"),
    (kinds.FUNCTIONAL_PARENT, True): N_("Is functional parent of"),
    (kinds.MEMBER_UNIT, True): N_("Is member unit of"),
}


def words(row: LinkRow, unit: UnitId) -> str:
    """What a link says about a unit that it comes from or goes to."""
    return _(WORDS.get((row.role, row.unit != unit), row.role_label))


def other(row: LinkRow, unit: UnitId) -> tuple[UnitId, str]:
    """The unit at the other end."""
    return (row.other, row.other_name) if row.unit == unit else (row.unit, row.unit_name)


class LinkDialog(EntryDialog):
    """Which link, to which unit, since when."""

    def __init__(
        self,
        office: Office,
        *,
        unit: UnitId,
        unit_name: str,
        month: Month,
        is_place: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(office, _("Link {unit} to another one").format(unit=unit_name), parent, save_text=_("&Save"))
        self.unit = unit
        self._offered = [(kinds.COVERS, True)] if is_place else list(WORDS)
        self.role = combo({at: _(WORDS[key]) for at, key in enumerate(self._offered)})
        self.other = unit_field(self)
        self.start = QLineEdit(str(usual_day(month)))
        self.add("role", _("This unit"), self.role)
        self.add("other", _("The other unit *"), self.other, hint=_("Part of the name, initials or code"))
        self.add("start", _("Since"), self.start, hint=_("Empty: since long ago"))
        self.fit(40, 14)
        self.role.setFocus()
        self.note_start()

    def save(self) -> None:
        """Saves, or says what is wrong."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        if self.other.choice is None:
            problems["other"] = _("Choose a unit from the list (↓ opens it).")
        start = self.read_day("start", problems, is_optional=True)
        if self.tell_problems(problems) or self.other.choice is None:
            return
        role, is_reverse = self._offered[self.role.currentIndex()]
        ends = (self.unit, UnitId(self.other.choice.id))
        unit, far = reversed(ends) if is_reverse else ends
        said = f"{self.role.currentText()} {self.other.choice.text}"
        self.commit(unit_links.add, said=said, tells=self.unit, unit=unit, other=far, role=role, start=start)
