"""Numbers of an organisation and what is below it, each leading to the organisations behind it (S002, S005, S139)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic

from PySide6.QtCore import Signal

from gridparty.domain.counts import percent
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations.axes import Sum
from gridparty.operations.coverage import FormationRow
from gridparty.operations.inventory import InventoryRow
from gridparty.ui.dialogs.papers import INVENTORY, PapersDialog
from gridparty.ui.dialogs.unit_list import UnitListDialog
from gridparty.ui.models.rows import RIGHT, Column, R
from gridparty.ui.office import Office
from gridparty.ui.pages.organisation_sheet import Sheet
from gridparty.ui.widgets.list_card import ListCard
from gridparty.ui.widgets.words import label


@dataclass(frozen=True, slots=True)
class Line:
    """One way of adding up, in words, and its sum."""

    word: str
    sum: Sum


class NumbersCard(ListCard[R], Generic[R]):
    """A list of numbers with a sentence beside its heading; Enter on a line lists the organisations behind it."""

    unit_wanted = Signal(object)  # UnitId
    office: Office
    sheet: Sheet | None = None

    def add_sentence(self) -> None:
        """Room for a sentence below the list."""
        self.sentence = label("", role="faint", wrap=True)
        box = self.layout()
        assert box is not None
        box.addWidget(self.sentence)

    def tell(self, sentence: str) -> None:
        """Says this below the list."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def open_units(self, title: str, units: Collection[UnitId]) -> None:
        """Lists organisations as they are on the sheet's day."""
        if self.sheet is not None:
            window = self.window()  # this card is disabled while another unit is read
            shown = UnitListDialog(self.office, title=title, units=units, day=self.sheet.day, parent=window)
            shown.unit_chosen.connect(self.unit_wanted)
            shown.open()


class InventoryCard(NumbersCard[InventoryRow]):
    """The survey of organisations (组织概况表): what there is by kind, and what no heading counts (S002)."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Survey of organisations"),
            (
                Column("heading", _("Kind"), lambda row: row.heading, width=15, link=True),
                Column("number", _("Party organisations"), lambda row: f"{row.organisations:,}", width=8,
                       order=lambda row: row.organisations, align=RIGHT),
                Column("members", _("Own members"), lambda row: f"{row.members:,}", width=8,
                       order=lambda row: row.members, align=RIGHT),
                Column("kinds", _("Of them"), self._kinds, width=28),
            ),
            name="unit_inventory",
            empty="",
            identity=lambda row: (row.is_residue, row.heading),
        )  # fmt: skip
        self.office = office
        self._words: Mapping[str, str] = {}
        self.print_button = self.add_tool(_("Print…"), self._on_print, tip=_("The survey as a printed table"))
        self.add_sentence()
        self.view.activated.connect(lambda row, _key: self.open_units(row.heading, row.units))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows what is below a unit; nothing for one that stands alone."""
        self.sheet, self._words = sheet, sheet.kinds
        found = sheet.inventory
        self.setVisible(found is not None)
        if found is None:
            return
        told = [_("{all:,} Party organisations, {members:,} members.").format(all=found.organisations,
                                                                              members=found.members)]  # fmt: skip
        if found.rural_members:
            told.append(_("Of the members, {count} are rural.").format(count=f"{found.rural_members:,}"))
        self.tell(" ".join(told))
        self.set_rows(found.rows)

    def _kinds(self, row: InventoryRow) -> str:
        named = [f"{self._words.get(kind, kind)} {number:,}" for kind, number in row.by_kind.items()]
        return "、".join(named) if len(named) > 1 or row.is_residue else ""

    def _on_print(self) -> None:
        if self.sheet is not None:
            papers = PapersDialog(self.office, place=self.sheet.place, name=self.sheet.node.name, parent=self)
            papers.what.setCurrentIndex(papers.what.findData(INVENTORY))
            papers.open()


class FormationsCard(NumbersCard[FormationRow]):
    """How the branches were formed, and how many enterprises each way covers (S005)."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Ways of forming branches"),
            (
                Column("mode", _("Way of forming"), _mode, width=20, link=True),
                Column("branches", _("Branches"), lambda row: f"{row.branches:,}", width=10,
                       order=lambda row: row.branches, align=RIGHT),
                Column("enterprises", _("Enterprises"), lambda row: f"{row.enterprises:,}", width=10,
                       order=lambda row: row.enterprises, align=RIGHT),
                Column("members", _("Members"), lambda row: f"{row.members:,}", width=10,
                       order=lambda row: row.members, align=RIGHT),
            ),
            name="unit_formations",
            empty=_("No branch of this kind yet; add one in the tree, its facts say how it was formed."),
            identity=lambda row: row.mode,
        )  # fmt: skip
        self.office = office
        self.add_sentence()
        self.view.activated.connect(lambda row, _key: self.open_units(_mode(row), row.units))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the ways of a unit and what is below it; nothing where no enterprise and no such branch is known."""
        self.sheet = sheet
        found = sheet.firms
        self.setVisible(found is not None)
        if found is not None:
            words = _("A branch covers {covered:,} of {all:,} enterprises ({share}).")
            share = percent(found.share)
            self.tell(words.format(covered=found.covered, all=found.enterprises, share=share))
            self.set_rows(found.modes)


class LinesCard(NumbersCard[Line]):
    """By territory, along the line, and both together with nobody twice; member units beside them (S044, S037)."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("By territory and along the line"),
            (
                Column("word", _("Way of adding up"), lambda row: row.word, width=24, link=True),
                Column("units", _("Party organisations"), lambda row: f"{row.sum.organisations:,}", width=10,
                       order=lambda row: row.sum.organisations, align=RIGHT),
                Column("members", _("Members"), lambda row: f"{row.sum.members:,}", width=10,
                       order=lambda row: row.sum.members, align=RIGHT),
                Column("registered", _("Registered members"), lambda row: f"{row.sum.registered:,}", width=10,
                       order=lambda row: row.sum.registered, align=RIGHT),
                Column("people", _("Persons"), lambda row: f"{row.sum.people:,}", width=10,
                       order=lambda row: row.sum.people, align=RIGHT),
            ),
            name="unit_lines",
            empty="",
            identity=lambda row: row.word,
        )  # fmt: skip
        self.office = office
        self.add_sentence()
        self.view.activated.connect(lambda row, _key: self.open_units(row.word, row.sum.units))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the sums of a unit; nothing where the line is the territory and no member unit is linked."""
        self.sheet = sheet
        axes, linked = sheet.axes, sheet.member_units
        self.setVisible(axes is not None or linked is not None)
        rows = []
        if axes is not None:
            rows += [
                Line(_("by territory"), axes.territory),
                Line(_("along the line"), axes.line),
                Line(_("both, nobody twice"), axes.both),
            ]
        if linked is not None:
            rows.append(Line(_("member units, beside them"), linked))
        self.tell(
            _("Member units stay where they belong: they never add to this organisation's own numbers.")
            if linked is not None
            else _("Territory is the tree; the line follows the functional parents.")
        )
        self.set_rows(rows)


def _mode(row: FormationRow) -> str:
    return row.label or _("not stated")
