"""What a register adds up to: who has one, area, money, idle teams, what happened (S030, S042, S083, S088, S104)."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gridparty.domain.counts import percent
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import facilities
from gridparty.operations.coverage import PlaceCoverage
from gridparty.operations.facilities import Areas
from gridparty.ui.dialogs.areas import AreasDialog
from gridparty.ui.dialogs.gaps import GapsDialog
from gridparty.ui.dialogs.papers import BRANDS, PapersDialog
from gridparty.ui.dialogs.register_happened import HappenedDialog
from gridparty.ui.dialogs.register_idle import IdleDialog
from gridparty.ui.dialogs.register_ledger import LedgerDialog
from gridparty.ui.office import Office
from gridparty.ui.pages.register_sheet import Loaded
from gridparty.ui.places import Place
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label

BRAND = "brand"


class RegisterShares(QWidget):
    """One line of sentences; each has a link to the list behind it."""

    unit_chosen = Signal(object)  # UnitId
    entry_chosen = Signal(object)  # EntryId

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._loaded: Loaded | None = None
        self.places, self.areas, self.ledger = (label("", role="faint") for _at in range(3))
        self.idle, self.happened = label("", role="faint"), label("", role="faint")
        self.gaps_button = button("", self._on_gaps, role="link")
        self.areas_button = button(_("Areas of the communities…"), self._on_areas, role="link")
        self.ledger_button = button(_("Building and money…"), self._on_ledger, role="link")
        self.idle_button = button(_("Idle teams…"), self._on_idle, role="link")
        self.happened_button = button(_("How often in a year…"), self._on_happened, role="link")
        self.booklet_button = button(_("Booklet of brands…"), self._on_booklet, role="link")
        self._pairs: tuple[tuple[QLabel, QPushButton], ...] = (
            (self.places, self.gaps_button), (self.areas, self.areas_button), (self.ledger, self.ledger_button),
            (self.idle, self.idle_button), (self.happened, self.happened_button),
        )  # fmt: skip
        flow = FlowLayout(self, gap=10)
        for pair in self._pairs:
            for each in pair:
                flow.addWidget(each)
        flow.addWidget(self.booklet_button)

    @property
    def has_words(self) -> bool:
        """Whether there is anything to say."""
        return any(words.text() for words, _link in self._pairs)

    def tell(self, loaded: Loaded) -> None:
        """Says what is known; nothing of communities where the unit has none."""
        self._loaded = loaded
        for (words, link), sentence in zip(self._pairs, self._sentences(loaded), strict=True):
            words.setText(sentence)
            for each in (words, link):
                each.setVisible(bool(sentence))
        self.booklet_button.setVisible(loaded.register.code == BRAND and bool(loaded.rows))
        if loaded.places is not None:
            self.gaps_button.setText(_("{count:,} without…").format(count=len(loaded.places.without)))
            self.gaps_button.setVisible(bool(loaded.places.without))

    def _sentences(self, loaded: Loaded) -> Iterator[str]:
        yield _of_places(loaded.places) if loaded.places is not None and loaded.places.places else ""
        yield _of_areas(loaded.areas) if loaded.areas is not None and loaded.areas.places else ""
        year = loaded.day.year
        if loaded.ledger is not None:
            words = _("{year}: {gained:,} ㎡ gained, {money:,} yuan put in")
            yield words.format(year=year, gained=loaded.ledger.gained, money=loaded.ledger.money)
        else:
            yield ""
        if loaded.idle is not None and loaded.idle.teams:
            words = _("Without an activity for {days} days: {count:,} of {all:,} teams")
            yield words.format(days=loaded.idle.days, count=len(loaded.idle.rows), all=loaded.idle.teams)
        else:
            yield ""
        counts = [_("{what} {count:,}").format(what=each.label, count=each.number) for each in loaded.happened]
        is_told = counts and loaded.ledger is None and (loaded.rows or any(each.number for each in loaded.happened))
        yield _("{year}: {counts}").format(year=year, counts="、".join(counts)) if is_told else ""

    def _on_gaps(self) -> None:
        if self._loaded is not None and self._loaded.places is not None:
            dialog = GapsDialog(self._loaded.places, register=self._loaded.register, parent=self)
            dialog.unit_chosen.connect(self.unit_chosen)
            dialog.open()

    def _on_areas(self) -> None:
        if (found := self._loaded) is not None and found.areas is not None:
            dialog = AreasDialog(self.office, unit=found.unit, areas=found.areas, parent=self)
            dialog.unit_chosen.connect(self.unit_chosen)
            dialog.open()

    def _on_ledger(self) -> None:
        if (found := self._loaded) is not None:
            self._open(LedgerDialog(self.office, unit=found.unit, month=Month.of(found.day), parent=self))

    def _on_idle(self) -> None:
        if (found := self._loaded) is not None and found.idle is not None:
            self._open(IdleDialog(self.office, unit=found.unit, day=found.day, days=found.idle.days, parent=self))

    def _on_happened(self) -> None:
        if (found := self._loaded) is not None:
            of = found.register
            self._open(HappenedDialog(self.office, register=of, unit=found.unit, day=found.day, parent=self))

    def _on_booklet(self) -> None:
        if (found := self._loaded) is not None:
            place = Place(found.unit, Month.of(found.day))
            papers = PapersDialog(self.office, place=place, name=found.unit_name, parent=self)
            papers.what.setCurrentIndex(papers.what.findData(BRANDS))
            papers.open()

    def _open(self, dialog: LedgerDialog | IdleDialog | HappenedDialog) -> None:
        dialog.entry_chosen.connect(self.entry_chosen)
        dialog.open()


def _of_places(places: PlaceCoverage) -> str:
    words = _("With one: {covered} of {all} communities ({share})")
    if places.register == facilities.FACILITY:
        words = _("With a service centre: {covered} of {all} communities ({share})")
    counts = {"covered": f"{places.covered:,}", "all": f"{len(places.places):,}"}
    return words.format(**counts, share=percent(places.share))


def _of_areas(areas: Areas) -> str:
    words = _("At or above {threshold:,} ㎡: {reached} of {all} communities ({share})")
    counts = {"reached": f"{areas.reached:,}", "all": f"{len(areas.places):,}"}
    return words.format(threshold=areas.threshold, **counts, share=percent(areas.share))
