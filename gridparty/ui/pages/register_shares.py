"""How many communities have one of a register's entries, and how many reach the set area (S030, S088, S104)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridparty.domain.counts import percent
from gridparty.domain.ids import UnitId
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import facilities
from gridparty.operations.coverage import PlaceCoverage
from gridparty.operations.facilities import Areas
from gridparty.ui.dialogs.areas import AreasDialog
from gridparty.ui.dialogs.gaps import GapsDialog
from gridparty.ui.office import Office
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label


class RegisterShares(QWidget):
    """One line of sentences; each opens the list behind it."""

    unit_chosen = Signal(object)  # UnitId

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._register: Register | None = None
        self._places: PlaceCoverage | None = None
        self._areas: Areas | None = None
        self._unit: UnitId | None = None
        self.places, self.areas = label("", role="faint"), label("", role="faint")
        self.gaps_button = button("", self._on_gaps, role="link")
        self.areas_button = button(_("Areas of the communities…"), self._on_areas, role="link")
        flow = FlowLayout(self, gap=10)
        for each in (self.places, self.gaps_button, self.areas, self.areas_button):
            flow.addWidget(each)

    @property
    def has_words(self) -> bool:
        """Whether there is a community to speak of."""
        return self._places is not None or self._areas is not None

    def tell(
        self, register: Register, places: PlaceCoverage | None, areas: Areas | None, *, unit: UnitId | None
    ) -> None:
        """Says what is known; nothing where the unit has no communities."""
        self._register, self._unit = register, unit
        self._places = places if places is not None and places.places else None
        self._areas = areas if areas is not None and areas.places else None
        for each in (self.places, self.gaps_button):
            each.setVisible(self._places is not None)
        for each in (self.areas, self.areas_button):
            each.setVisible(self._areas is not None)
        if self._places is not None:
            self._tell_places(self._places)
        if self._areas is not None:
            counts = {"reached": f"{self._areas.reached:,}", "all": f"{len(self._areas.places):,}"}
            words = _("At or above {threshold:,} ㎡: {reached} of {all} communities ({share})")
            share = percent(self._areas.share)
            self.areas.setText(words.format(threshold=self._areas.threshold, **counts, share=share))

    def _tell_places(self, places: PlaceCoverage) -> None:
        words = _("With one: {covered} of {all} communities ({share})")
        if places.register == facilities.FACILITY:
            words = _("With a service centre: {covered} of {all} communities ({share})")
        counts = {"covered": f"{places.covered:,}", "all": f"{len(places.places):,}"}
        self.places.setText(words.format(**counts, share=percent(places.share)))
        self.gaps_button.setText(_("{count:,} without…").format(count=len(places.without)))
        self.gaps_button.setVisible(bool(places.without))

    def _on_gaps(self) -> None:
        if self._places is not None and self._register is not None:
            dialog = GapsDialog(self._places, register=self._register, parent=self)
            dialog.unit_chosen.connect(self.unit_chosen)
            dialog.open()

    def _on_areas(self) -> None:
        if self._areas is not None and self._unit is not None:
            dialog = AreasDialog(self.office, unit=self._unit, areas=self._areas, parent=self)
            dialog.unit_chosen.connect(self.unit_chosen)
            dialog.open()
