"""Printed matter of an organisation: which paper, on what size of sheet; then print it or save it as PDF (E1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from gridparty import paperwork
from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.reports.papers import Paper
from gridparty.ui import printing
from gridparty.ui.office import Office
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.words import button, label

CHART, INVENTORY, ELECTIONS, RESULTS = "chart", "inventory", "elections", "results"
TALENTS, BRANDS = "talents", "brands"
WORDS = {
    CHART: N_("Organisation chart"),
    INVENTORY: N_("Survey of organisations"),
    ELECTIONS: N_("Elections that are due"),
    RESULTS: N_("Results of elections in the year"),
    TALENTS: N_("Talent pool"),
    BRANDS: N_("Booklet of brands"),
}
OF_THE_MONTH = (CHART, INVENTORY)
WRITTEN_DOWN = (RESULTS, TALENTS)  # they name people
WIDE = 26  # characters
DEEPEST = 9  # levels


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed; levels 0: all of them."""

    what: str
    unit: UnitId
    month: Month
    paper: Paper
    is_portrait: bool
    levels: int

    def make(self, app: App) -> bytes:
        """The PDF. Raises InvalidInput, NotFound."""
        if self.what == CHART:
            return paperwork.org_chart(
                app,
                unit=self.unit,
                month=self.month,
                paper=self.paper,
                is_portrait=self.is_portrait,
                levels=self.levels or None,
            )
        if self.what == INVENTORY:
            return paperwork.inventory_table(app, unit=self.unit, month=self.month)
        day = min(self.month.last, today())
        if self.what == RESULTS:
            return paperwork.election_results(app, unit=self.unit, first=date(day.year, 1, 1), last=day)
        makers = {
            ELECTIONS: paperwork.election_list,
            TALENTS: paperwork.talent_list,
            BRANDS: paperwork.brand_booklet,
        }
        return makers[self.what](app, unit=self.unit, day=day)


class PapersDialog(QDialog):
    """Asks what and how; the PDF is made beside the window. Opened with open()."""

    def __init__(self, office: Office, *, place: Place, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert place.unit is not None
        self.office, self.unit, self.month, self.unit_name = office, place.unit, place.month, name
        self.is_open = True
        self.setWindowTitle(_("Printed matter"))
        self.what, self.paper = QComboBox(), QComboBox()
        for key, word in WORDS.items():
            self.what.addItem(_(word), key)
        for size in Paper:
            self.paper.addItem(str(size), size)
        self.paper.setCurrentText(Paper.A3)
        self.portrait = QCheckBox(_("&Upright"))
        self.levels = QSpinBox(minimum=0, maximum=DEEPEST)
        self.levels.setSpecialValueText(_("all"))
        self.print_button = button(_("&Print…"), lambda: self._make(self._print))
        self.save_button = button(_("&Save as PDF…"), lambda: self._make(self._save), role="primary")
        self.close_button = button(_("C&lose"), self.reject)
        self.problem = label("", role="error", wrap=True)
        self.problem.hide()
        self.hint = label("", role="small", wrap=True)
        self._lay_out()
        for changed in (self.what.currentIndexChanged, self.paper.currentIndexChanged):
            changed.connect(self._on_chosen)
        self.finished.connect(self.deleteLater)
        self._on_chosen()
        self.what.setFocus()

    def done(self, result: int) -> None:
        """Closes; a PDF that is still being made is thrown away."""
        self.is_open = False
        super().done(result)

    def order(self) -> Order:
        """What the fields say."""
        return Order(
            what=self.what.currentData(),
            unit=self.unit,
            month=self.month,
            paper=Paper(self.paper.currentText()),
            is_portrait=self.portrait.isChecked(),
            levels=self.levels.value(),
        )

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height()
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap, gap, gap)
        box.addWidget(label(self.unit_name, role="heading", wrap=True))
        self.form = QFormLayout()
        for word, field in (
            (_("&What"), self.what),
            (_("Pape&r"), self.paper),
            ("", self.portrait),
            (_("Le&vels"), self.levels),
        ):
            self.form.addRow(word, field)
            field.setAccessibleName(word.replace("&", "") or self.portrait.text().replace("&", ""))
        box.addLayout(self.form)
        box.addWidget(self.hint)
        box.addWidget(self.problem)
        feet = QHBoxLayout()
        feet.addStretch(1)
        for each in (self.save_button, self.print_button, self.close_button):
            feet.addWidget(each)
        box.addLayout(feet)
        self.setMinimumWidth(characters(self, WIDE))

    def _on_chosen(self) -> None:
        """Sheets other than A4 are for charts alone, and for a printer that takes them."""
        order = self.order()
        for field in (self.paper, self.portrait, self.levels):
            self.form.setRowVisible(field, order.what == CHART)
        is_large = order.what == CHART and order.paper != Paper.A4
        self.print_button.setEnabled(not is_large)
        words = [_("As in {month}.").format(month=self.month) if order.what in OF_THE_MONTH else ""]
        words += [_("Save larger sheets as PDF and have them printed where there is paper of that size.")] * is_large
        self.hint.setText(" ".join(filter(None, words)))
        self._tell("")

    def _make(self, then: Callable[[bytes], None]) -> None:
        """Makes the PDF beside the window; what is written down on the way goes through the queue of writes."""
        self._tell("")
        self._busy(True)
        app, order = self.office.app, self.order()

        def ready(pdf: bytes) -> None:
            if self.is_open:
                self._busy(False)
                then(pdf)

        if order.what in WRITTEN_DOWN:
            title = self._name()
            self.office.long(title, lambda _told: order.make(app), ready, writes=True, refused=self._refuse)
        else:
            self.office.beside(lambda: order.make(app), ready, self._refuse)

    def _print(self, pdf: bytes) -> None:
        printing.print_pdf(pdf, self, self._name())

    def _save(self, pdf: bytes) -> None:
        name = "".join(sign for sign in self._name() if sign not in '\\/:*?"<>|')
        printing.save_pdf(pdf, self, f"{name}.pdf")

    def _name(self) -> str:
        return f"{self.unit_name}-{self.what.currentText()}"

    def _busy(self, is_busy: bool) -> None:
        self.save_button.setEnabled(not is_busy)
        self.print_button.setEnabled(not is_busy)
        if not is_busy:
            self._on_chosen()

    def _refuse(self, sentence: str) -> None:
        if self.is_open:
            self._busy(False)
            self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
