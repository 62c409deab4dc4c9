"""The card from which a roster is brought in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gridparty.domain.rosters import Roster
from gridparty.i18n import _
from gridparty.operations.rosters import DUPLICATE, REJECTED, RosterPlan
from gridparty.ui.dialogs.files import choose_file
from gridparty.ui.dialogs.rejects import save_rejects
from gridparty.ui.models.outcomes import counted
from gridparty.ui.office import Office
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.words import button, label

KINDS = "*.xlsx *.xls *.et *.ods *.csv *.txt"
GAP = 8


class RosterCard(QFrame):
    """What a roster is, a button and a place to drop one, and what became of the last one."""

    chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.words = label("", role="faint", wrap=True)
        self.choose_button = button(_("&Choose the roster…"), self.choose, role="primary")
        self.setFocusProxy(self.choose_button)
        self.refusal = label("", role="error", wrap=True)
        self.done = label("", wrap=True)
        self.rejects_button = button("", role="link")
        self.rejects_button.clicked.connect(self._on_rejects)
        self._left_out: tuple[Office, str, Roster, RosterPlan] | None = None
        line = FlowLayout(gap=GAP)
        line.addWidget(self.choose_button)
        line.addWidget(label(_("or drop the file here"), role="hint"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(GAP)
        box.addWidget(label(_("Roster"), role="heading"))
        box.addWidget(self.words)
        box.addLayout(line)
        for widget in (self.refusal, self.done, self.rejects_button):
            widget.hide()
            box.addWidget(widget)
        box.addStretch(1)
        self.set_ready(True)

    def set_ready(self, has_unit: bool) -> None:
        """Whether there is an organisation to bring people into."""
        ready = _(
            "The people of the organisation named above and of those below it. A column with the branch or grid puts "
            "each row into its place; rows without one go to the organisation itself. First you see what would become "
            "of every row; nothing is written before you say so."
        )
        first = _(
            "There is no organisation yet. Bring in the divisions first; then the roster finds its place in them."
        )
        self.words.setText(ready if has_unit else first)
        self.choose_button.setEnabled(has_unit)

    def set_busy(self, is_busy: bool) -> None:
        """While a file is read no other one is chosen."""
        self.choose_button.setEnabled(not is_busy)

    def choose(self) -> None:
        """Asks for the file."""
        kinds = _("Tables ({pattern})").format(pattern=KINDS)
        choose_file(self, _("Choose the roster"), kinds, self.chosen.emit)

    def tell_refusal(self, sentence: str) -> None:
        """Why a file was not read; an empty one hides the last."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def tell_done(self, name: str, roster: Roster, plan: RosterPlan, office: Office) -> None:
        """What became of a roster that was brought in; the rows left out can still be saved."""
        self.tell_refusal("")
        self.done.setText(_("Imported “{file}”: {counts}").format(file=name, counts=counted(plan)))
        self.done.show()
        count = plan.count(REJECTED) + plan.count(DUPLICATE)
        self._left_out = (office, name, roster, plan) if count else None
        self.rejects_button.setText(_("Save the {count:,} rows left out…").format(count=count))
        self.rejects_button.setVisible(bool(count))

    def _on_rejects(self) -> None:
        if self._left_out is not None:
            office, name, roster, plan = self._left_out
            save_rejects(self, office, name=name, roster=roster, plan=plan)
