"""The premises of the communities in ㎡, which reach the set area, and the area itself to be set (S088)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from gridparty.domain.counts import percent
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import facilities, thresholds
from gridparty.operations.facilities import Areas, PlaceArea
from gridparty.ui.dialogs.gaps import lay_out
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label, named


class AreasDialog(QDialog):
    """The list behind the share; Enter goes to the community."""

    unit_chosen = Signal(object)  # UnitId

    def __init__(self, office: Office, *, unit: UnitId, areas: Areas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Areas of the communities, {month}").format(month=areas.month))
        self.office, self.unit, self.areas = office, unit, areas
        self._is_open = True
        self.view: RowsView[PlaceArea] = RowsView(
            _columns(),
            name="premises",
            label=self.windowTitle(),
            empty=_("There is no community below this unit."),
            identity=lambda row: row.unit,
            total=self._total,
        )
        self.limit = named(QLineEdit(f"{areas.threshold:g}"), _("Set area in ㎡"))
        self.limit.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 12)
        self.limit.returnPressed.connect(self.set_limit)
        self.problem = label("", role="error", wrap=True)
        self.set_button = button(_("&Set"), self.set_limit)
        self.view.activated.connect(self._on_chosen)
        hint = _(
            "As of the month's end; a room inside another facility is not counted again. Enter goes to the community."
        )
        lay_out(self, hint, self.view, label(_("Set area (㎡)")), self.limit, self.set_button, self.problem)
        self.view.set_rows(areas.places)
        self.view.setFocus()

    def done(self, result: int) -> None:
        """Closes; answers that are still under way are not shown any more."""
        self._is_open = False
        super().done(result)

    def set_limit(self) -> None:
        """Another area that communities are to reach; it stands for the whole office."""
        typed = self.limit.text().strip()
        self.problem.setText("")
        if not (typed.isascii() and typed.isdecimal()):
            self._refuse(_("Write the area as a whole number of ㎡, such as 1000."))
            return
        said = _("Set area: {area} ㎡").format(area=typed)
        self.office.run(
            thresholds.put, lambda _none: self._reload(), said=said, refused=self._refuse,
            changes={"premises_area": int(typed)},
        )  # fmt: skip

    def _reload(self) -> None:
        def show(areas: Areas) -> None:
            if self._is_open:
                self.areas = areas
                self.view.set_rows(areas.places)

        self.office.ask(facilities.areas, show, unit=self.unit, month=self.areas.month)

    def _refuse(self, sentence: str) -> None:
        if self._is_open:
            self.problem.setText(sentence)
            self.limit.setFocus()
            self.limit.selectAll()

    def _total(self, _rows: Sequence[PlaceArea]) -> str:
        words = _("At or above {threshold:,} ㎡: {reached} of {all} ({share}); together {area:,} ㎡")
        areas = self.areas
        return words.format(
            threshold=areas.threshold, reached=areas.reached, all=len(areas.places), area=areas.area,
            share=percent(areas.share),
        )  # fmt: skip

    def _on_chosen(self, row: PlaceArea, _key: str) -> None:
        self.accept()
        self.unit_chosen.emit(row.unit)


def _columns() -> tuple[Column[PlaceArea], ...]:
    return (
        Column("name", _("Community"), lambda row: row.name, width=22, link=True),
        Column("area", _("Area (㎡)"), lambda row: f"{row.area:,}", width=9, order=lambda row: row.area, align=RIGHT),
        Column(
            "reached", _("Set area"), lambda row: _("reached") if row.reached else _("below"), width=9,
            mark=lambda row: "good" if row.reached else "warn",
        ),
        Column("count", _("Facilities"), lambda row: str(row.facilities), width=7, order=lambda row: row.facilities,
               align=RIGHT),
        Column("unknown", _("Area not known"), lambda row: str(row.unknown or ""), width=9,
               order=lambda row: row.unknown, align=RIGHT),
    )  # fmt: skip
