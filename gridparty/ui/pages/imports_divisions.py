"""The card from which the official list of streets and communities is brought in."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from gridparty.exchange.divisions import DivisionRow, read_divisions
from gridparty.i18n import _
from gridparty.operations import divisions
from gridparty.operations.divisions import ImportedDivisions
from gridparty.paths import DIVISIONS
from gridparty.ui.dialogs.files import choose_file
from gridparty.ui.office import Office
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label, restyle

SHIPPED = DIVISIONS / "zhengzhou_divisions.csv"
UPPER, STREETS = ("province", "city", "district"), ("street", "town")
GAP = 8
REASONS_SHOWN = 5


class DivisionsCard(QFrame):
    """A list (the one that comes with the program or a file), what of it, how many that is, and the button."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._office = office
        self._path = SHIPPED
        self._rows: Sequence[DivisionRow] = ()
        self._known: frozenset[str] = frozenset()
        self._is_importing = False
        self.list_words = label("", role="faint", wrap=True)
        self.district, self.street = QComboBox(), QComboBox()
        self.district.setAccessibleName(_("District"))
        self.street.setAccessibleName(_("Street"))
        for combo in (self.district, self.street):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            combo.setMaxVisibleItems(20)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.district)
        self.counts = label("", wrap=True)
        self.refusal = label("", role="error", wrap=True)
        self.import_button = button(_("I&mport the divisions"), self._on_import)
        self.other_button = button(_("Another &list (CSV)…"), self.choose)
        self.district.currentIndexChanged.connect(self._on_district)
        self.street.currentIndexChanged.connect(self._on_street)
        self._lay_out()

    def reload(self) -> None:
        """Reads the list if that has not been done yet, and what of it is in the file already."""
        self._office.ask(divisions.known_codes, self._on_known)
        if not self._rows:
            self.choose_list(self._path)

    def set_first(self, is_first: bool) -> None:
        """Whether this is where an office begins: then its button is the red one."""
        self.import_button.setProperty("role", "primary" if is_first else "")
        restyle(self.import_button)

    def choose(self) -> None:
        """Asks for a list."""
        kinds = _("Lists ({pattern})").format(pattern="*.csv *.txt")
        choose_file(self, _("Choose a list of divisions"), kinds, self.choose_list)

    def choose_list(self, path: Path) -> None:
        """Reads a list beside the window; the one before stays if it cannot be read."""
        self._tell_refusal("")
        self._office.beside(lambda: read_divisions(path), lambda rows: self._on_read(path, rows), self._tell_refusal)

    @property
    def under(self) -> str | None:
        """The code under which everything is brought in; None: nothing is chosen yet."""
        return self.street.currentData() or self.district.currentData()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(label(_("District")), self.district)
        form.addRow(label(_("Street")), self.street)
        acts = FlowLayout(gap=GAP)
        acts.addWidget(self.import_button)
        acts.addWidget(self.other_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(GAP)
        box.addWidget(label(_("Divisions"), role="heading"))
        box.addWidget(self.list_words)
        box.addLayout(form)
        box.addWidget(self.counts)
        box.addLayout(acts)
        box.addWidget(self.refusal)
        box.addStretch(1)
        self.refusal.hide()

    def _on_known(self, codes: frozenset[str]) -> None:
        self._known = codes
        if self.district.currentIndex() <= 0:
            self._choose_known()
        self._count()

    def _on_read(self, path: Path, rows: Sequence[DivisionRow]) -> None:
        self._path, self._rows = path, rows
        shipped = _("The list that comes with the program: {city}, {count:,} places.")
        other = _("“{file}”: {count:,} places.")
        city = next((row.name for row in rows if row.level == "city"), "")
        text = shipped if path == SHIPPED else other
        self.list_words.setText(text.format(city=city, file=path.name, count=len(rows)))
        self.district.clear()
        self.district.addItem(_("choose…"), None)
        for row in rows:
            if row.level in UPPER:
                self.district.addItem(f"{row.name}　{row.code}", row.code)
        if self.district.count() == 1:  # a list of one street's communities has no districts
            for row in rows:
                if row.level in STREETS:
                    self.district.addItem(f"{row.name}　{row.code}", row.code)
        self._choose_known()

    def _choose_known(self) -> None:
        """The district that the office is in already."""
        for at in range(self.district.count() - 1, 0, -1):
            if self.district.itemData(at) in self._known:
                self.district.setCurrentIndex(at)
                return

    def _on_district(self) -> None:
        district = self.district.currentData()
        self.street.clear()
        self.street.addItem(_("all"), None)
        for row in self._rows:
            if row.level in STREETS and row.parent_code == district:
                self.street.addItem(f"{row.name}　{row.code}", row.code)
        self.street.setEnabled(self.street.count() > 1)
        self._count()

    def _on_street(self) -> None:
        self._count()

    def _count(self) -> None:
        wanted = divisions.chosen(self._rows, self.under) if self.under and self._rows else []
        levels = Counter(row.level for row in wanted)
        streets = sum(levels[level] for level in STREETS)
        places = levels["community"] + levels["village"]
        known = sum(row.code in self._known for row in wanted)
        text = _(
            "{count:,} places: {streets:,} streets and towns, {places:,} communities and villages; "
            "{known:,} of them are here already."
        )
        self.counts.setText(
            text.format(count=len(wanted), streets=streets, places=places, known=known) if wanted else ""
        )
        self.import_button.setEnabled(bool(wanted) and not self._is_importing)

    def _on_import(self) -> None:
        app, rows, under = self._office.app, self._rows, self.under
        self._is_importing = True
        self._count()
        self._tell_refusal("")
        self._office.long(
            _("Importing divisions"),
            lambda progress: app.run(divisions.import_list, rows=rows, under=under, progress=progress),
            self._on_imported,
            writes=True,
            said=_said,
            refused=self._on_not_imported,
        )

    def _on_imported(self, done: ImportedDivisions) -> None:
        self._is_importing = False
        reasons = [reason for _code, reason in done.rejected]
        more = len(reasons) - REASONS_SHOWN
        shown = reasons[:REASONS_SHOWN] + ([_("and {count:,} more").format(count=more)] if more > 0 else [])
        self._tell_refusal("\n".join(shown))
        self._count()

    def _on_not_imported(self, sentence: str) -> None:
        self._is_importing = False
        self._tell_refusal(sentence)
        self._count()

    def _tell_refusal(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))


def _said(done: ImportedDivisions) -> str:
    text = _("{new} new, {changed} renamed, {same} unchanged, {rejected} rejected.")
    return text.format(new=len(done.new), changed=len(done.changed), same=len(done.same), rejected=len(done.rejected))
