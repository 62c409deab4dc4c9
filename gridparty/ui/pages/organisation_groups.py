"""The Party groups below an organisation by what they are bound to: a vehicle, a window, a building (S124)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from gridparty.domain.units import PARTY_GROUP, is_branch
from gridparty.i18n import _
from gridparty.operations.unit_lists import GroupLine
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.pages.organisation_sheet import Sheet
from gridparty.ui.widgets.list_card import ListCard
from gridparty.ui.widgets.words import label


class GroupsCard(ListCard[GroupLine]):
    """Those that are bound to something; the others as well on the page of their own branch, and where that is asked
    for. Enter goes to the group.
    """

    unit_wanted = Signal(object)  # UnitId

    def __init__(self) -> None:
        super().__init__(
            _("Party groups and what they are bound to"),
            (
                Column("name", _("Party group"), lambda row: row.name, width=22, link=True),
                Column("branch", _("Branch"), lambda row: row.branch_name, width=22),
                Column("members", _("Members"), lambda row: f"{row.members:,}", width=8,
                       order=lambda row: row.members, align=RIGHT),
                Column("kind", _("Kind of carrier"), lambda row: row.bound_label, width=10),
                Column("bound", _("Bound to"), lambda row: row.bound_to, width=22),
            ),
            name="unit_groups",
            empty=_("No group is bound to anything yet; the facts of a group say what it is bound to."),
            identity=lambda row: row.unit,
        )  # fmt: skip
        self.counts = label("", role="faint", wrap=True)
        self.all_switch = QCheckBox(_("Those bound to nothing as well"))
        for each in (self.counts, self.all_switch):
            self.add_widget(each)
        self.sheet: Sheet | None = None
        self.all_switch.toggled.connect(lambda _on: self._show())
        self.view.activated.connect(lambda row, _key: self.unit_wanted.emit(row.unit))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the groups below a unit; nothing where there are none."""
        self.sheet = sheet
        found = sheet.groups
        self.setVisible(bool(found.rows) and sheet.node.kind != PARTY_GROUP)
        told = [_("{bound:,} of {all:,} Party groups are bound to something.").format(
            bound=found.bound, all=len(found.rows)
        )]  # fmt: skip
        told += ["、".join(f"{word} {number:,}" for word, number in found.by_kind.items())] if found.by_kind else []
        self.counts.setText(" ".join(told))
        self.all_switch.setVisible(found.bound < len(found.rows) and not is_branch(sheet.node.kind))
        self._show()

    def _show(self) -> None:
        if self.sheet is not None:
            shows_all = self.all_switch.isChecked() or is_branch(self.sheet.node.kind)
            self.set_rows([row for row in self.sheet.groups.rows if row.is_bound or shows_all])
