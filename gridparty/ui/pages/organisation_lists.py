"""Links, facilities, changes and alerts of the units below, as lists on the page of an organisation."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from gridparty.domain import units as kinds
from gridparty.domain.counts import percent
from gridparty.i18n import _
from gridparty.operations import unit_links
from gridparty.operations.coverage import Covered, GridCoverage
from gridparty.operations.orders import OrderRow
from gridparty.operations.unit_alerts import AlertRow
from gridparty.operations.unit_links import LinkRow
from gridparty.ui.dialogs.day import DayDialog
from gridparty.ui.dialogs.link import LinkDialog, other, words
from gridparty.ui.dialogs.register_entry import RegisterEntryDialog
from gridparty.ui.models import order_words
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.pages.organisation_sheet import FACILITY, FacilityRow, Sheet
from gridparty.ui.pages.register_columns import span
from gridparty.ui.widgets.list_card import ListCard, RowAct
from gridparty.ui.widgets.words import label


class LinksCard(ListCard[LinkRow]):
    """Grids covered, functional parents, member units; from this unit and to it."""

    unit_wanted = Signal(object)  # UnitId

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Links to other organisations"),
            (
                Column("words", _("Link"), lambda row: words(row, self._unit), width=18),
                Column("other", _("Organisation"), lambda row: other(row, self._unit)[1], width=24, link=True),
                Column("span", _("When"), lambda row: span(row.since, row.until), width=26),
            ),
            name="unit_links",
            empty=_("No link; “Add a link…” enters a grid covered, a functional parent or a member unit."),
            identity=lambda row: row.id,
            acts=(
                RowAct(_("Ends…"), self._on_end, fits=lambda row: row.until is None),
                RowAct(_("Delete"), self._on_delete, keys="Del"),
            ),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.add_button = self.add_tool(_("Add a lin&k…"), self.add)
        self.view.activated.connect(lambda row, _key: self.unit_wanted.emit(other(row, self._unit)[0]))

    @property
    def _unit(self) -> Any:
        return self.sheet.unit if self.sheet is not None else None

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the links of a unit; a Party group has none."""
        self.sheet = sheet
        self.setVisible(sheet.role != kinds.GROUP or bool(sheet.links))
        self.add_button.setEnabled(sheet.is_open)
        self.set_rows(sheet.links)

    def add(self) -> None:
        """Asks for a link."""
        if self.sheet is not None:
            is_place = self.sheet.role == kinds.PLACE
            LinkDialog(
                self.office,
                unit=self.sheet.unit,
                unit_name=self.sheet.node.name,
                month=self.sheet.month,
                is_place=is_place,
                parent=self,
            ).open()

    def _on_end(self, row: LinkRow) -> None:
        if self.sheet is None:
            return
        said = f"{words(row, self._unit)} {other(row, self._unit)[1]}"
        DayDialog(
            self.office,
            unit_links.end,
            title=_("The link ends"),
            meaning=_("“{link}” holds until before this day; that it was so stays.").format(link=said),
            word=_("From which day on"),
            save_text=_("&Save"),
            said=_("Ended: {name}").format(name=said),
            month=self.sheet.month,
            parent=self,
            link=row.id,
        ).open()

    def _on_delete(self, row: LinkRow) -> None:
        said = _("Deleted: {name}").format(name=f"{words(row, self._unit)} {other(row, self._unit)[1]}")
        self.office.run(unit_links.remove, said=said, link=row.id)


class GridsCard(ListCard[Covered]):
    """The grids below a place with the branches that cover them; those without a branch stand first (S092, GRID-06)."""

    unit_wanted = Signal(object)  # UnitId

    def __init__(self) -> None:
        super().__init__(
            _("Grids and branches"),
            (
                Column("grid", _("Grid"), lambda row: row.name, width=16, link=True),
                Column("place", _("Community"), lambda row: row.place, width=18),
                Column("households", _("Households"), _households, width=8,
                       order=lambda row: row.households, align=RIGHT),
                Column("branches", _("Covered by"), self._branches, width=30,
                       mark=lambda row: "good" if row.branches else "warn"),
            ),
            name="unit_grids",
            empty="",
            identity=lambda row: row.grid,
        )  # fmt: skip
        self.share = label("", role="faint")
        self.only_bare = QCheckBox(_("Only those &without"))
        self.only_spanning = QCheckBox(_("Only branches over several grids"))
        for each in (self.share, self.only_bare, self.only_spanning):
            self.add_widget(each)
        self._coverage: GridCoverage | None = None
        for switch in (self.only_bare, self.only_spanning):
            switch.toggled.connect(lambda _on: self._show())
        self.view.activated.connect(lambda row, _key: self.unit_wanted.emit(row.grid))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the grids below a unit; nothing where there are none."""
        self._coverage = found = sheet.coverage
        self.setVisible(found is not None and bool(found.grids))
        if found is not None:
            words = _("{covered:,} of {all:,} covered ({share}); branches over several grids: {spanning:,}")
            self.share.setText(
                words.format(
                    covered=found.covered,
                    all=len(found.grids),
                    share=percent(found.share),
                    spanning=len(found.spanning),
                )
            )
            self.only_bare.setVisible(bool(found.without))
            self.only_spanning.setVisible(bool(found.spanning))
        self._show()

    def _show(self) -> None:
        if self._coverage is not None:
            rows = [row for row in self._coverage.grids if not (row.branches and self._is_narrow)]
            if self.only_spanning.isChecked() and self._coverage.spanning:
                rows = [row for row in rows if any(each in self._coverage.spanning for each in row.branches)]
            self.set_rows(sorted(rows, key=lambda row: bool(row.branches)))

    @property
    def _is_narrow(self) -> bool:
        return self.only_bare.isChecked() and self._coverage is not None and bool(self._coverage.without)

    def _branches(self, row: Covered) -> str:
        if not row.branches or self._coverage is None:
            return _("no branch")
        return "、".join(self._coverage.branches[each] for each in row.branches)


class FacilitiesCard(ListCard[FacilityRow]):
    """The unit's own premises with their area now and before (S030, S088)."""

    entry_wanted = Signal(object)  # EntryId

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Facilities"),
            (
                Column("name", _("Name of the entry"), lambda row: row.entry.name, width=20, link=True),
                Column("kind", _("Category"), lambda row: row.kind, width=13),
                Column("area", _("Area (㎡)"), _area, width=9, order=lambda row: row.area, align=RIGHT),
                Column("history", _("Changes of the area"), lambda row: row.history, width=30),
                Column("hours", _("Opening hours"), lambda row: row.entry.facts.get("hours", ""), width=18),
                Column(
                    "address", _("Where it is"), lambda row: row.entry.facts.get("address", ""), width=18, hidden=True
                ),
            ),
            name="unit_facilities",
            empty=_("No facility of this organisation itself is known; “New facility…” enters one."),
            identity=lambda row: row.entry.id,
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.add_button = self.add_tool(_("New f&acility…"), self.add)
        self.view.activated.connect(lambda row, _key: self.entry_wanted.emit(row.entry.id))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the facilities of a unit; a grid or a Party group without one shows nothing."""
        self.sheet = sheet
        self.setVisible(sheet.role in (kinds.BOTH, kinds.ORGANISATION) or bool(sheet.facilities))
        self.add_button.setEnabled(sheet.is_open)
        self.set_rows(sheet.facilities)

    def add(self) -> None:
        """Asks for a new facility of this unit."""
        if self.sheet is not None:
            register = self.sheet.registers[FACILITY]
            RegisterEntryDialog(self.office, register=register, place=self.sheet.place, parent=self).open()


class ChangesCard(ListCard[OrderRow]):
    """What the unit came from, what became of it, and every order that touched it."""

    order_wanted = Signal(object)  # OrderId

    def __init__(self) -> None:
        super().__init__(
            _("Where it came from, what became of it"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("kind", _("Change"), lambda row: order_words.kind(row.kind), width=8),
                Column("title", _("Name of the order"), lambda row: row.title, width=26, link=True),
                Column("sources", _("From"), lambda row: order_words.names(row.sources), width=22),
                Column("targets", _("To"), lambda row: order_words.names(row.targets), width=22),
                Column("state", _("State"), order_words.state, width=10,
                       mark=lambda row: order_words.STATE_MARKS.get(row.state)),
            ),
            name="unit_orders",
            empty=_("No change order touches this organisation."),
            identity=lambda row: row.id,
        )  # fmt: skip
        self.view.activated.connect(lambda row, _key: self.order_wanted.emit(row.id))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the orders; nothing where there is none."""
        self.setVisible(bool(sheet.history.orders))
        self.set_rows(sheet.history.orders)


class AlertsBelow(ListCard[AlertRow]):
    """What is to be said about the units below."""

    unit_wanted = Signal(object)  # UnitId

    def __init__(self) -> None:
        super().__init__(
            _("Alerts of the organisations below"),
            (
                Column("level", _("State"), lambda row: level(row), width=9, mark=lambda row: mark(row)),
                Column("unit", _("Organisation"), lambda row: row.unit_name, width=18, link=True),
                Column("sentence", _("What is to be said"), lambda row: row.sentence, width=46),
                Column("rests", _("What it rests on"), lambda row: row.rests_on, width=30, hidden=True),
            ),
            name="unit_alerts",
            empty=_("Nothing is to be said about the organisations below."),
            identity=lambda row: (row.unit, row.code),
        )
        self.view.activated.connect(lambda row, _key: self.unit_wanted.emit(row.unit))


def level(row: AlertRow) -> str:
    """The word for an alert's level."""
    return {"alert": _("Alert")}.get(row.level, _("Notice"))


def mark(row: AlertRow) -> str:
    """The shape for an alert's level."""
    return {"alert": "warn"}.get(row.level, "info")


def _households(row: Covered) -> str:
    return "" if row.households is None else f"{row.households:,}"


def _area(row: FacilityRow) -> str:
    return "" if row.area is None else f"{row.area:,}"
