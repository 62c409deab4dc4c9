"""The chosen organisation itself: alerts, facts, term, posts, premises, numbers of what is below, links, changes."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.ui.office import Office
from gridparty.ui.pages import organisation_sheet
from gridparty.ui.pages.organisation_cards import AlertsCard, BrandCard, UnitFactsCard
from gridparty.ui.pages.organisation_enterprises import EnterprisesCard
from gridparty.ui.pages.organisation_groups import GroupsCard
from gridparty.ui.pages.organisation_haves import HavesCard
from gridparty.ui.pages.organisation_lists import (
    AlertsBelow,
    ChangesCard,
    FacilitiesCard,
    GridsCard,
    LinksCard,
)
from gridparty.ui.pages.organisation_numbers import FormationsCard, InventoryCard, LinesCard
from gridparty.ui.pages.organisation_offices import PostsCard, TermsCard
from gridparty.ui.pages.organisation_sheet import Sheet
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.notice import Notice
from gridparty.ui.widgets.scrolled import fill

MARGIN, GAP = 22, 14


class OrganisationPage(Page):
    """Cards from the most pressing to the rarest; each says what to do where nothing is known."""

    name = "organisation"
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "units", "unit_states", "unit_links", "terms", "posts", "members", "belongings", "change_orders",
            "register_entries", "register_events", "settings", "catalogue_items", "activities", "activity_units",
        }
    )  # fmt: skip

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.sheet: Sheet | None = None
        self.notice = Notice()
        self.alerts, self.facts, self.brand = AlertsCard(), UnitFactsCard(office), BrandCard(office)
        self.terms, self.posts = TermsCard(office), PostsCard(office)
        self.links, self.facilities = LinksCard(office), FacilitiesCard(office)
        self.enterprises, self.inventory = EnterprisesCard(office), InventoryCard(office)
        self.formations, self.lines, self.groups = FormationsCard(office), LinesCard(office), GroupsCard()
        self.grids, self.changes, self.below = GridsCard(), ChangesCard(), AlertsBelow()
        self.haves = HavesCard(office)
        self.cards = (
            self.alerts, self.facts, self.terms, self.posts, self.enterprises, self.facilities, self.brand,
            self.inventory, self.lines, self.formations, self.groups, self.haves, self.grids, self.links, self.changes,
            self.below,
        )  # fmt: skip
        self.body = QWidget()
        self._lay_out()
        self._connect()
        self.body.hide()

    def reload(self) -> None:
        """Reads the sheet of the unit; in a file without units says how to bring them in."""
        if self.place.unit is None:
            self._tell_none()
            return
        if self.sheet is not None and (self.sheet.unit, self.sheet.month) != (self.place.unit, self.place.month):
            self.body.setEnabled(False)  # until the other unit's sheet is there
        self.load(_sheet_or_reason, self._on_sheet, unit=self.place.unit, month=self.place.month)

    def restyle(self) -> None:
        """Other sizes and colours."""
        self.alerts.restyle()

    def _lay_out(self) -> None:
        box = column_in(self.body, gap=GAP)
        for card in self.cards:
            box.addWidget(card)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(MARGIN, 14, MARGIN, 18)
        whole.addWidget(self.notice)
        whole.addWidget(self.body)
        whole.addStretch(1)
        self.area = fill(self, inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        for card in (self.facts, self.inventory, self.lines, self.formations, self.groups, self.grids, self.links,
                     self.below):  # fmt: skip
            card.unit_wanted.connect(self._on_unit)
        for shown in (self.enterprises, self.facilities, self.brand):
            shown.entry_wanted.connect(lambda entry: self.open_page("registers", item=int(entry)))
        self.haves.page_wanted.connect(lambda unit, page: self.open_page(page, unit=unit))
        self.posts.member_wanted.connect(lambda member: self.open_page("members", item=int(member)))
        self.changes.order_wanted.connect(lambda order: self.open_page("orders", item=int(order)))

    def _on_unit(self, unit: UnitId) -> None:
        self.open_page("organisation", unit=unit)

    def _on_sheet(self, found: Sheet | str) -> None:
        self.body.setEnabled(True)
        if isinstance(found, str):
            self.sheet = None
            self.body.hide()
            self.notice.tell(_("Nothing to show"), found)
            return
        self.sheet = found
        self.notice.tell("")
        for card in self.cards[:-1]:
            card.show_sheet(found)
        below = [row for row in found.alerts if row.unit != found.unit]
        self.below.setVisible(bool(below))
        self.below.set_rows(below)
        self.body.show()

    def _tell_none(self) -> None:
        self.sheet = None
        self.body.hide()
        self.notice.tell(
            _("This file has no organisations yet"),
            _("Bring in the official divisions or a roster; the organisation chosen in the tree then stands here."),
            ((_("Go to &Import"), lambda: self.open_page("imports")),),
        )


def _sheet_or_reason(session: Any, **place: Any) -> Sheet | str:
    """The sheet, or the sentence why there is none (the unit does not exist yet in that month)."""
    try:
        return organisation_sheet.load(session, **place)
    except NotFound as reason:
        return str(reason)
