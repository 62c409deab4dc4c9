"""The cards of an organisation that are no lists: what is to be said about it, its facts, its brand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridparty.domain import registers as rules
from gridparty.domain import units as kinds
from gridparty.i18n import _
from gridparty.operations.unit_alerts import AlertRow
from gridparty.ui import marks
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.dialogs.unit import RenameUnitDialog
from gridparty.ui.dialogs.unit_facts import UnitFactsDialog, fitting
from gridparty.ui.marks import Mark
from gridparty.ui.office import Office
from gridparty.ui.pages.organisation_lists import level, mark
from gridparty.ui.pages.organisation_sheet import BRAND, Sheet
from gridparty.ui.pages.register_columns import shown_facts, span
from gridparty.ui.widgets.boxes import characters, column_in, row_in
from gridparty.ui.widgets.fact_grid import FactGrid
from gridparty.ui.widgets.list_card import HeadedCard
from gridparty.ui.widgets.words import label


class AlertsCard(HeadedCard):
    """Every alert of the unit itself as shape, word and sentence; a calm line where there is none."""

    def __init__(self) -> None:
        super().__init__(_("What is to be said about it"))
        self._rows: Sequence[AlertRow] = ()
        self._is_open = True

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the alerts of a unit."""
        self._rows = [row for row in sheet.alerts if row.unit == sheet.unit]
        self._is_open = sheet.is_open
        self.restyle()

    def restyle(self) -> None:
        """Paints the shapes anew."""
        lines = QWidget()
        box = column_in(lines, gap=self.fontMetrics().height() // 3)
        for row in self._rows:
            box.addWidget(self._line(Mark(mark(row)), level(row), row.sentence, row.rests_on))
        if not self._rows and self._is_open:
            box.addWidget(
                self._line(Mark.GOOD, _("In order"), _("Size, posts and term give no reason to say anything."), "")
            )
        elif not self._rows:
            box.addWidget(label(_("It was closed before the end of this month."), role="hint"))
        self.put(lines)

    def _line(self, shape: Mark, word: str, sentence: str, rests_on: str) -> QWidget:
        made = QWidget(accessibleName=f"{word}: {sentence} {rests_on}".strip())
        side = self.fontMetrics().height() * 6 // 10
        sign = label("")
        sign.setPixmap(marks.pixmap(shape, side, self.devicePixelRatioF()))
        named = label(word)
        named.setMinimumWidth(characters(self, 4))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(sentence, wrap=True))
        if rests_on:
            words.addWidget(label(rests_on, role="small", wrap=True))
        line = row_in(made, gap=side)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        sign.setFixedHeight(self.fontMetrics().height())
        return made


class UnitFactsCard(HeadedCard):
    """Kind, code, names, place in the tree, households, formation; the name and the facts can be corrected."""

    unit_wanted = Signal(object)  # UnitId

    def __init__(self, office: Office) -> None:
        super().__init__(_("Facts"))
        self.office = office
        self.sheet: Sheet | None = None
        self.grid_button = self.add_tool(_("Facts of the &grid"), self._on_grid)
        self.name_button = self.add_tool(
            _("&Name…"), self._on_name, tip=_("Corrects the name, also for earlier months")
        )
        self.edit_button = self.add_tool(_("E&dit…"), self.edit)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the facts of a unit."""
        self.sheet = sheet
        self.put(FactGrid(_facts(sheet)))
        for each in (self.edit_button, self.name_button):
            each.setEnabled(sheet.node.valid_to is None)
        self.grid_button.setVisible(sheet.node.kind == kinds.GRID_BRANCH and len(sheet.grids) == 1)

    def edit(self) -> None:
        """Asks for the facts."""
        if self.sheet is not None:
            sheet = self.sheet
            keys = fitting(role=sheet.role, is_formed=sheet.is_formed)
            fields = [sheet.fields[key] for key in keys]
            UnitFactsDialog(self.office, node=sheet.node, fields=fields, parent=self).open()

    def _on_name(self) -> None:
        if self.sheet is not None:
            RenameUnitDialog(self.office, unit=self.sheet.unit, name=self.sheet.node.name, parent=self).open()

    def _on_grid(self) -> None:
        if self.sheet is not None:
            self.unit_wanted.emit(self.sheet.grids[0][0])


class BrandCard(HeadedCard):
    """The brand of a community (一社区一品牌): story, practice, honours (S104)."""

    entry_wanted = Signal(object)  # EntryId

    def __init__(self, office: Office) -> None:
        super().__init__(_("Brand"))
        self.office = office
        self.sheet: Sheet | None = None
        self.add_button = self.add_tool(_("New &brand…"), self.add)
        self.open_button = self.add_tool(_("&Open"), self._on_open)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the brands of a unit; nothing where none is meant to be."""
        self.sheet = sheet
        self.setVisible(bool(sheet.brands) or sheet.needs_brand)
        self.add_button.setEnabled(sheet.is_open)
        self.open_button.setVisible(bool(sheet.brands))
        inside = QWidget()
        box = column_in(inside)
        for row in sheet.brands:
            box.addWidget(label(row.name, role="title", wrap=True))
            box.addWidget(FactGrid(shown_facts(sheet.registers[BRAND].fields, row.facts)))
        if not sheet.brands:
            hint = _("No brand yet; “New brand…” writes down its name and story.")
            box.addWidget(label(hint, role="hint", wrap=True))
        self.put(inside)

    def add(self) -> None:
        """Asks for a new brand of this unit."""
        if self.sheet is not None:
            register = self.sheet.registers[BRAND]
            RegisterEntryDialog(self.office, register=register, place=self.sheet.place, parent=self).open()

    def _on_open(self) -> None:
        if self.sheet is not None and self.sheet.brands:
            self.entry_wanted.emit(self.sheet.brands[0].id)


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    """Word and value of what is known."""
    node = sheet.node
    keys = fitting(role=sheet.role, is_formed=sheet.is_formed)
    lesser = {key: rules.shown(sheet.fields[key], node.facts.get(key)) for key in keys}
    grids = "、".join(name for _unit, name in sheet.grids)
    households = f"{sheet.households:,}" if sheet.households is not None else ""
    rows = [
        (_("Kind"), sheet.kind_label),
        (_("Code"), node.code or ""),
        (_("Full name"), lesser.pop("full_name", "") or ""),
        (_("Name in the official list"), node.place_name or ""),
        (_("Belongs to"), " › ".join(sheet.above[:-1])),
        (_("Grids covered"), grids),
        (_("Households"), lesser.pop("households", "") or households),
        *((rules.label(sheet.fields[key]), value) for key, value in lesser.items()),
        (_("Exists"), span(sheet.history.since, node.valid_to)),
    ]
    return [(word, value) for word, value in rows if value]
