"""The enterprises that a branch covers, or that stand below a place without a branch (S005)."""

from PySide6.QtCore import Signal

from gridparty.domain import registers as rules
from gridparty.i18n import _
from gridparty.operations.coverage import FORMED
from gridparty.operations.register_lists import EntryRow
from gridparty.operations.unit_facts import FORMATION
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.pages.organisation_sheet import ENTERPRISE, Sheet
from gridparty.ui.widgets.list_card import ListCard
from gridparty.ui.widgets.words import label


class EnterprisesCard(ListCard[EntryRow]):
    """The entries of the register of enterprises under this very unit; Enter opens one."""

    entry_wanted = Signal(object)  # EntryId

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Enterprises"),
            (
                Column("name", _("Name of the entry"), lambda row: row.name, width=18, link=True),
                Column("kind", _("Category"), lambda row: self._fact(row, "kind"), width=10),
                Column("building", _("Building"), lambda row: self._fact(row, "building"), width=12),
                Column("employees", _("Employees"), lambda row: self._fact(row, "employees"), width=9,
                       order=lambda row: row.facts.get("employees"), align=RIGHT),
            ),
            name="unit_enterprises",
            empty=_("No enterprise is entered under this organisation yet; a joint branch covers several."),
            identity=lambda row: row.id,
        )  # fmt: skip
        self.office = office
        self.sheet: Sheet | None = None
        self.words = label("", role="faint", wrap=True)
        self.add_button = self.add_tool(_("New enterprise…"), self.add)
        self.add_widget(self.words)
        self.view.activated.connect(lambda row, _key: self.entry_wanted.emit(row.id))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the enterprises of a unit: of a branch in an enterprise always, of others where there are some."""
        self.sheet = sheet
        is_meant = sheet.node.kind in FORMED or (sheet.is_formed and FORMATION in sheet.node.facts)
        self.setVisible(is_meant or bool(sheet.enterprises))
        self.add_button.setEnabled(sheet.is_open)
        count = _("{count:,} enterprises").format(count=len(sheet.enterprises))
        without = _("{count:,} enterprises without a branch").format(count=len(sheet.enterprises))
        self.words.setText(count if sheet.is_formed or sheet.is_branch else without)
        self.words.setVisible(bool(sheet.enterprises))
        self.set_rows(sheet.enterprises)

    def add(self) -> None:
        """Asks for a new enterprise of this unit."""
        if self.sheet is not None:
            register = self.sheet.registers[ENTERPRISE]
            RegisterEntryDialog(self.office, register=register, place=self.sheet.place, parent=self).open()

    def _fact(self, row: EntryRow, key: str) -> str:
        if self.sheet is None:
            return ""
        fields = {field.key: field for field in self.sheet.registers[ENTERPRISE].fields}
        return rules.shown(fields[key], row.facts.get(key)) if key in fields else ""
