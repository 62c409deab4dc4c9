"""A unit's month on one page: figures that open their records, two charts, its parts, and the newest records."""

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridparty.domain.errors import NotFound
from gridparty.i18n import _
from gridparty.operations import overview
from gridparty.operations.briefings import PartLine
from gridparty.operations.latest_records import ACTIVITY, SERVICE, LatestRow
from gridparty.operations.overview import Overview
from gridparty.ui.dialogs.records import RecordsDialog
from gridparty.ui.models.charts import CategoryChart, DayChart
from gridparty.ui.models.figure_cards import cards
from gridparty.ui.office import Office, plainly
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.chart_card import ChartCard
from gridparty.ui.widgets.figure_card import FigureCard
from gridparty.ui.widgets.flow import FlowLayout, Halves
from gridparty.ui.widgets.notice import Notice
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.short_list import ShortList
from gridparty.ui.widgets.unit_lists import latest_list, parts_list
from gridparty.ui.widgets.words import button

MARGIN, GAP = 22, 14
SHARES = (135, 100)
PATIENCE = 300  # milliseconds that the former place's numbers may stand under the new one's name


class OverviewPage(Page):
    """Figures, charts, parts, newest records."""

    name = "overview"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"units", "unit_states", "unit_links", "members", "belongings", "activities", "activity_units", "attendance",
         "services", "service_members"}
    )  # fmt: skip

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.shown: Place | None = None  # whose numbers are in sight
        self.name_shown = ""
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._on_late)
        self.notice = Notice()
        self.cards: list[FigureCard] = []
        self.figures = QWidget()
        self.figures_flow = FlowLayout(self.figures, gap=GAP)
        self.trend_button = button(_("Over the &months…"), self.open_trend, role="link")
        self.days = ChartCard(office, _("Check-ins and services by day"), self.trend_button)
        self.categories = ChartCard(office, _("Service categories"))
        self.charts = Halves(self.days, self.categories, gap=GAP, shares=SHARES)
        self.parts: ShortList[PartLine] = parts_list()
        self.parts.view.activated.connect(lambda row, _key: self._on_part(row))
        self.latest: ShortList[LatestRow] = latest_list()
        self.latest.view.activated.connect(lambda row, _key: self._on_record(row))
        self.lists = Halves(self.parts, self.latest, gap=GAP, shares=SHARES)
        self._lay_out()
        self._measure()

    def reload(self) -> None:
        """Asks for the unit's month; in a file without units says how to bring them in."""
        if self.place.unit is None:
            self._show_nothing()
            return
        if self.shown != self.place:
            self._late.start()
        self.load(_overview_or_reason, self._on_overview, unit=self.place.unit, month=self.place.month)

    def restyle(self) -> None:
        """Other sizes and colours."""
        self._measure()
        for card in (self.days, self.categories):
            card.view.restyle()

    def open_records(self, figure: str) -> None:
        """The records behind a figure."""
        if self.shown is None or self.shown.unit is None:
            return
        dialog = RecordsDialog(self.office, figure=figure, unit=self.shown.unit, month=self.shown.month, parent=self)
        dialog.wished.connect(self.wished)
        dialog.open()

    def open_trend(self) -> None:
        """Opens the figures over the months, through changes of the tree."""
        from gridparty.ui.dialogs.trend import TrendDialog  # noqa: PLC0415  late: start-up

        if (place := self.shown) is not None and place.unit is not None:
            TrendDialog(self.office, unit=place.unit, unit_name=self.name_shown, month=place.month, parent=self).open()

    def _lay_out(self) -> None:
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(MARGIN, 18, MARGIN, 18)
        box.setSpacing(GAP)
        self.parts_body = (self.figures, self.charts, self.lists)
        for part in (self.figures, self.notice, self.charts, self.lists):
            box.addWidget(part)
        box.addStretch(1)
        fill(self, content)
        for part in self.parts_body:
            part.hide()

    def _measure(self) -> None:
        em = self.fontMetrics().height() * 0.7
        self.figures_flow.column = round(10.8 * em)
        self.charts.least, self.lists.least = round(48 * em), round(86 * em)
        self.figures_flow.invalidate()

    def _on_overview(self, found: Overview | str) -> None:
        self._late.stop()
        self.shown = self.place
        if isinstance(found, str):
            self._show_only(_("Nothing to show"), found)
            return
        self._show_figures(found)
        is_empty = not (found.latest or found.figures["activities"] or found.figures["services"])
        if is_empty:
            self._tell_empty()
        else:
            self.notice.tell("")
            self._show_charts(found)
        self.figures.show()
        self.charts.setVisible(not is_empty)
        self.parts.set_rows(found.parts)
        self.latest.set_rows(found.latest)
        self.parts.setVisible(bool(found.parts))
        self.latest.setVisible(not is_empty)
        self.lists.setVisible(bool(found.parts) or not is_empty)

    def _show_figures(self, found: Overview) -> None:
        texts = cards(found.figures, found.before)
        while len(self.cards) < len(texts):
            card = FigureCard()
            card.opened.connect(self.open_records)
            self.cards.append(card)
            self.figures_flow.addWidget(card)
        for card, text in zip(self.cards, texts, strict=True):
            card.show_text(text)

    def _show_charts(self, found: Overview) -> None:
        self.name_shown = found.name
        subject = f"{found.name} {self.place.month}"
        self.days.show_chart(DayChart(found.days), subject)
        categories = tuple((label, services) for _code, label, services in found.categories)
        self.categories.setVisible(bool(categories))
        if categories:
            self.categories.show_chart(CategoryChart(categories), subject)

    def _tell_empty(self) -> None:
        self.notice.tell(
            _("No records in this month yet"),
            _("Activities, check-ins and services of this unit and the units below it appear here."),
            (
                (_("Record a &service"), lambda: self.open_page("services", item="new:services")),
                (_("New &activity…"), lambda: self.open_page("activities", item="new:activities")),
            ),
        )

    def _show_nothing(self) -> None:
        self.shown = self.place
        self._show_only(
            _("This file has no organisations yet"),
            _("Bring in the official divisions or a roster; figures, charts and the newest records then appear here."),
            ((_("Go to &Import"), lambda: self.open_page("imports")),),
        )

    def _show_only(self, heading: str, sentence: str, ways: Any = ()) -> None:
        for part in self.parts_body:
            part.hide()
        self.notice.tell(heading, sentence, ways)

    def _on_late(self) -> None:
        """The numbers of the former place must not be taken for the new one's."""
        self._show_only(_("Reading…"), "")

    def _on_part(self, part: PartLine) -> None:
        if part.id is not None:
            self.open_page("overview", unit=part.id)
        else:
            self.office.said.emit(plainly(_("This row holds what belongs to the unit itself, not to those below it.")))

    def _on_record(self, row: LatestRow) -> None:
        if row.kind == ACTIVITY:
            self.open_page("activities", item=row.id)
        elif row.kind == SERVICE:
            self.open_page("services", item=row.id)
        else:
            self.open_page("members", item=row.member)


def _overview_or_reason(session: Any, **place: Any) -> Overview | str:
    """The overview, or the sentence why there is none (the unit does not exist yet in that month)."""
    try:
        return overview.of_unit(session, **place)
    except NotFound as reason:
        return str(reason)
