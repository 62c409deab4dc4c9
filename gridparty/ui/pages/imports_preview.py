"""What would become of every row of a table: counts that add up, all rows, and the button that brings them in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from gridparty.domain.import_outcomes import CHANGED, DUPLICATE, NEW, REJECTED, Line, counts
from gridparty.i18n import _
from gridparty.intake import Trial
from gridparty.ui.dialogs.rejects import save_rejects
from gridparty.ui.models.outcomes import OUTCOMES, columns
from gridparty.ui.office import Office
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label

MARGIN, GAP = 22, 8
LINES = 12  # of the list are always in sight


class ImportPreview(QWidget):
    """The dry run of one table."""

    wanted = Signal()  # bring it in
    columns_wanted = Signal()  # see how its columns are read
    left = Signal()  # put it aside

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._trial: Trial | None = None
        self.heading = label("", role="heading", wrap=True)
        self.unknown = label("", role="faint", wrap=True)
        self.refusal = label("", role="error", wrap=True)
        self.import_button = button("", self.wanted.emit, role="primary")
        self.rejects_button = button(_("Save the re&jected rows…"), self._on_rejects)
        self.columns_button = button(_("&Columns…"), self.columns_wanted.emit)
        self.leave_button = button(_("Put the file &aside"), self.left.emit)
        self.rows: RowsView[Line] = RowsView(
            columns(),
            name="roster",
            label=_("Rows of the file"),
            empty=_("The file holds no rows."),
            identity=lambda line: line.number,
        )
        self.rows.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.rows.filter_cleared.connect(lambda: self._show_only(""))
        self.setFocusProxy(self.rows)
        self.filters = QButtonGroup(self)
        self.filter_buttons = {what: self._filter_button(what) for what in ("", *OUTCOMES)}
        self._lay_out()

    def show_trial(self, trial: Trial, notes: Sequence[str]) -> None:
        """Shows what would become of a file's rows; `notes` tell of columns that are not read, or read together."""
        self._trial = trial
        source, found = trial.source, counts(trial.outcomes)
        self.heading.setText(_("“{file}” → {unit}").format(file=source.file_name, unit=trial.unit_name))
        self.unknown.setText("\n".join(notes))
        self.unknown.setVisible(bool(notes))
        for what, filter_button in self.filter_buttons.items():
            count = found[what] if what else len(trial.outcomes)
            text = f"{_(OUTCOMES[what])} {count:,}" if what else _("Rows in the file: {count:,}").format(count=count)
            filter_button.setText(text)
            filter_button.setEnabled(bool(count))
        self.rows.set_rows(trial.lines)
        self.tell_refusal("")
        self._enable(True)

    def clear(self) -> None:
        """Lets go of the rows."""
        self._trial = None
        self._show_only("")
        self.rows.set_rows(())

    def set_busy(self, is_busy: bool) -> None:
        """While it is checked or brought in nothing else can be asked for; the list can be read."""
        self._enable(not is_busy)

    def tell_refusal(self, sentence: str) -> None:
        """Why it was not brought in; an empty one hides the last."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def _filter_button(self, what: str) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        made.setProperty("role", "small")
        made.setChecked(not what)
        made.clicked.connect(lambda: self._show_only(what))
        self.filters.addButton(made)
        return made

    def _lay_out(self) -> None:
        acts, filters = FlowLayout(gap=GAP), FlowLayout(gap=GAP)
        for act in (self.import_button, self.rejects_button, self.columns_button, self.leave_button):
            acts.addWidget(act)
        for sign, filter_button in zip(("", "=", "+", "+", "+", "+"), self.filter_buttons.values(), strict=True):
            if sign:
                filters.addWidget(label(sign))
            filters.addWidget(filter_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.heading)
        box.addWidget(self.unknown)
        box.addLayout(acts)
        box.addWidget(self.refusal)
        box.addLayout(filters)
        box.addWidget(self.rows, 1)
        self.refusal.hide()

    def _enable(self, is_free: bool) -> None:
        found = counts(self._trial.outcomes) if self._trial else dict.fromkeys(OUTCOMES, 0)
        taken, refused = found[NEW] + found[CHANGED], found[REJECTED] + found[DUPLICATE]
        self.import_button.setText(_("&Import ({count:,} rows)").format(count=taken))
        self.import_button.setEnabled(is_free and taken > 0)
        self.rejects_button.setEnabled(is_free and refused > 0)
        self.columns_button.setEnabled(is_free)
        self.leave_button.setEnabled(is_free)

    def _show_only(self, what: str) -> None:
        self.filter_buttons[what].setChecked(True)
        self.rows.set_filter("what", _(OUTCOMES[what]) if what else "")

    def _on_rejects(self) -> None:
        if self._trial is not None:
            save_rejects(self, self._office, source=self._trial.source, outcomes=self._trial.outcomes)
