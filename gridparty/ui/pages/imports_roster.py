"""The card from which a roster or another table is brought in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from gridparty.domain.import_fields import PEOPLE, Kind
from gridparty.domain.import_outcomes import DUPLICATE, REJECTED, Outcome, counts
from gridparty.i18n import _
from gridparty.intake import Source
from gridparty.ui.dialogs.files import choose_file
from gridparty.ui.dialogs.rejects import save_rejects
from gridparty.ui.models.outcomes import counted
from gridparty.ui.office import Office
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label, named

KINDS = "*.xlsx *.xls *.et *.ods *.csv *.txt"
GAP = 8


class RosterCard(QFrame):
    """What is brought in, a button and a place to drop the file, and what became of the last one."""

    chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.kinds = named(QComboBox(), _("What the rows of the file are"))
        self.kinds.addItem(_("Roster"), PEOPLE)
        self.kinds.currentIndexChanged.connect(lambda _at: self._say())
        self.words = label("", role="faint", wrap=True)
        self.choose_button = button(_("&Choose the file…"), self.choose, role="primary")
        self.setFocusProxy(self.choose_button)
        self.refusal = label("", role="error", wrap=True)
        self.done = label("", wrap=True)
        self.rejects_button = button("", role="link")
        self.rejects_button.clicked.connect(self._on_rejects)
        self._left_out: tuple[Office, Source, Sequence[Outcome]] | None = None
        self._has_unit = True
        line = FlowLayout(gap=GAP)
        line.addWidget(self.choose_button)
        line.addWidget(label(_("or drop the file here"), role="hint"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(GAP)
        box.addWidget(label(_("From a spreadsheet"), role="heading"))
        box.addWidget(self.kinds)
        box.addWidget(self.words)
        box.addLayout(line)
        for widget in (self.refusal, self.done, self.rejects_button):
            widget.hide()
            box.addWidget(widget)
        box.addStretch(1)
        self.set_ready(True)

    @property
    def kind(self) -> str:
        """The kind of import that is chosen."""
        return str(self.kinds.currentData())

    def show_kinds(self, kinds: Sequence[Kind]) -> None:
        """What can be brought in; the choice stays."""
        if [self.kinds.itemData(at) for at in range(self.kinds.count())] == [kind.code for kind in kinds]:
            return
        chosen = self.kind
        self.kinds.clear()
        for kind in kinds:
            self.kinds.addItem(kind.label, kind.code)
        self.kinds.setCurrentIndex(max(self.kinds.findData(chosen), 0))

    def set_ready(self, has_unit: bool) -> None:
        """Whether there is an organisation to bring people into."""
        self._has_unit = has_unit
        self.kinds.setEnabled(has_unit)
        self.choose_button.setEnabled(has_unit)
        self._say()

    def _say(self) -> None:
        people = _(
            "The people of the organisation named above and of those below it. A column with the branch or grid puts "
            "each row into its place; rows without one go to the organisation itself. First you see what would become "
            "of every row; nothing is written before you say so."
        )
        others = _(
            "A column with the organisation puts each row into its place below the one named above. First you see what "
            "would become of every row; nothing is written before you say so."
        )
        first = _(
            "There is no organisation yet. Bring in the divisions first; then the roster finds its place in them."
        )
        self.words.setText((people if self.kind == PEOPLE else others) if self._has_unit else first)

    def set_busy(self, is_busy: bool) -> None:
        """While a file is read no other one is chosen."""
        self.choose_button.setEnabled(not is_busy)

    def choose(self) -> None:
        """Asks for the file."""
        kinds = _("Tables ({pattern})").format(pattern=KINDS)
        choose_file(self, _("Choose the file"), kinds, self.chosen.emit)

    def tell_refusal(self, sentence: str) -> None:
        """Why a file was not read; an empty one hides the last."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def tell_done(self, office: Office, source: Source, outcomes: Sequence[Outcome]) -> None:
        """What became of a file that was brought in; the rows left out can still be saved."""
        self.tell_refusal("")
        self.done.setText(_("Imported “{file}”: {counts}").format(file=source.file_name, counts=counted(outcomes)))
        self.done.show()
        found = counts(outcomes)
        count = found[REJECTED] + found[DUPLICATE]
        self._left_out = (office, source, outcomes) if count else None
        self.rejects_button.setText(_("Save the {count:,} rows left out…").format(count=count))
        self.rejects_button.setVisible(bool(count))

    def forget_done(self) -> None:
        """What was brought in last was taken back: the list below says so."""
        self._left_out = None
        self.done.hide()
        self.rejects_button.hide()

    def _on_rejects(self) -> None:
        if self._left_out is not None:
            office, source, outcomes = self._left_out
            save_rejects(self, office, source=source, outcomes=outcomes)
