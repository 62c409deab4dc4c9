"""Adding an organisation below another one, and correcting a name; dated change is another matter (D2)."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from gridparty.domain import units as rules
from gridparty.domain.ids import UnitId
from gridparty.domain.registers import Field
from gridparty.i18n import _
from gridparty.operations import catalogues, unit_facts, units
from gridparty.operations.catalogues import Item
from gridparty.operations.units import AddedUnit
from gridparty.ui.dialogs import typed_fields
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.dialogs.unit_facts import fitting, hint
from gridparty.ui.office import Office

USUAL = {"district": "street", "street": "community", "town": "community", "community": "grid_branch"}
GRID_BRANCH = "grid_branch"
OF_A_GRID = ("households", "boundary")  # a grid branch brings its grid along
ASKED = ("households", "boundary", "formation", "founders", "building", "bound_kind", "bound_to")


class AddUnitDialog(EntryDialog):
    """Kind, name, what a unit of that kind is known by, code, first day; most of it proposed."""

    def __init__(
        self, office: Office, *, parent_unit: UnitId, parent_name: str, parent_kind: str, parent: QWidget | None = None
    ) -> None:
        title = _("Add an organisation below {name}").format(name=parent_name)
        super().__init__(office, title, parent, save_text=_("&Add"))
        self.parent_unit = parent_unit
        self.kinds: dict[str, Item] = office.ask_now(catalogues.items, catalogue="unit_kinds")
        known = {field.key: field for field in office.ask_now(unit_facts.fields)}
        self._facts: list[Field] = [known[key] for key in ASKED]
        self.kind, self.name, self.code, self.start = combo({}), QLineEdit(maxLength=100), QLineEdit(), QLineEdit()
        self.branches = QCheckBox(_("Set up all three with it"))
        self.add("kind", _("Kind"), self.kind)
        self.add("name", _("Name of the organisation"), self.name, hint=_("Such as 第一网格党支部"))
        self.editors = typed_fields.add_fields(self, self._facts, {})
        hint(self.editors)
        self.add("branches", _("Grid, enterprise and floating branches"), self.branches)
        self.add("code", _("Code"), self.code, hint=_("The next free one"))
        self.add("start", _("First day"), self.start, hint=_("As long as anyone remembers"))
        self.fit(36, 20)
        usual = rules.PARTY_GROUP if rules.is_branch(parent_kind) else USUAL.get(parent_kind, GRID_BRANCH)
        refill(self.kind, {code: item.label for code, item in self.kinds.items()}, usual)
        self.kind.currentIndexChanged.connect(lambda _index: self._on_kind())
        self._on_kind()
        self.name.setFocus()
        self.note_start()

    def save(self) -> None:
        """Adds it."""
        if not self.begin():
            return
        problems: dict[str, str] = {}
        values = {"name": self.name.text().strip(), "start": self.read_day("start", problems, is_optional=True)}
        if not values["name"]:
            problems["name"] = _("Type the organisation's name.")
        facts, wrong = typed_fields.read(self._asked, self.editors)
        if self.tell_problems(problems | wrong):
            return

        def saved(_added: AddedUnit) -> None:
            self.saved.emit(_added.id)
            if self.is_open:
                self.accept()

        self.wait()
        self.office.run(
            units.add, saved, said=_("Added: {name}").format(name=values["name"]), refused=self.on_refused,
            parent=self.parent_unit, kind=self.kind.currentData(), code=self.code.text().strip() or None,
            facts={key: value for key, value in facts.items() if value is not None},
            with_branches=self._takes_branches and self.branches.isChecked(), **values,
        )  # fmt: skip

    @property
    def _asked(self) -> list[Field]:
        """The facts that a unit of the kind chosen is known by."""
        kind = self.kind.currentData()
        item = self.kinds[kind]
        is_formed = rules.is_formed(kind, is_branch=bool(item.facts.get("branch")))
        keys = OF_A_GRID if kind == GRID_BRANCH else fitting(role=item.facts["role"], is_formed=is_formed)
        return [field for field in self._facts if field.key in keys]

    @property
    def _takes_branches(self) -> bool:
        return bool(self.kind.currentData() == units.WITH_BRANCHES)

    def _on_kind(self) -> None:
        """Another kind: what is asked for it, and nothing else."""
        asked = {field.key for field in self._asked}
        for key in self.editors:
            self.fields[f"fact:{key}"].setVisible(key in asked)
        self.fields["branches"].setVisible(self._takes_branches)
        has_code = self.kinds[self.kind.currentData()].facts["role"] != rules.GROUP
        self.fields["code"].setVisible(has_code)


class RenameUnitDialog(EntryDialog):
    """Corrects the name; earlier months show the corrected one too, back to a dated change of name."""

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
        said = _("Name corrected: {name}").format(name=self.name.text().strip())
        self.commit(units.edit, said=said, tells=self.unit, unit=self.unit, name=self.name.text())
