"""Fourth step of a change order: the trees before and after, and whether everything that goes in comes out (D3)."""

from PySide6.QtWidgets import QCheckBox

from gridparty.domain import orders as rules
from gridparty.i18n import N_, _
from gridparty.operations import orders
from gridparty.operations.orders import Conserved, Preview
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.models import compared_units
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import Halves
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.tree_compare import TreeCompare
from gridparty.ui.widgets.words import label, restyle

LINES = 7  # of the list are always in sight
SIDE_BY_SIDE = 90  # Chinese characters: below this width the check stands under the trees
MOST = 4  # sentences of a kind; the tip over them says all


class CheckStep(Step):
    """Nothing is written yet."""

    title = N_("Check the outcome")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.preview: Preview | None = None
        self._asked = 0  # questions so far; only the newest is answered
        self.verdict = label("", role="heading", wrap=True)
        self.warnings = label("", wrap=True)
        self.rehome = QCheckBox(_("&Activities and services of later days go along to those that take over"))
        self.rehome.clicked.connect(self._on_rehome)
        self.trees = TreeCompare()
        self.table: RowsView[Conserved] = RowsView(
            columns(),
            name="order-check",
            label=_("What goes in and what comes out"),
            empty=_("Nothing to count."),
            identity=lambda row: row.matter,
            has_foot=False,
        )
        self.table.setMinimumHeight(self.fontMetrics().height() * LINES)
        halves = Halves(self.trees, self.table, gap=self.fontMetrics().height(), shares=(5, 4))
        halves.least = characters(self, SIDE_BY_SIDE)
        box = column_in(self)
        box.addWidget(self.verdict)
        box.addWidget(self.problem)
        box.addWidget(self.warnings)
        box.addWidget(self.rehome)
        box.addWidget(halves, 1)

    def enter(self) -> None:
        """Asks what the order would do."""
        self.rehome.setVisible(self.draft.kind in rules.RESHAPING)
        self.rehome.setChecked(bool(self.draft.facts.get(rules.REHOME)))
        self._ask()
        self.trees.setFocus()

    def leave(self) -> bool:
        """No refusal."""
        if self.preview is None:
            return False
        return not self.preview.refusals

    def _ask(self) -> None:
        self.preview = None
        self._asked += 1
        number = self._asked
        self.verdict.setText(_("Checking…"))
        self._verdict_is("")
        self.warnings.hide()
        self.tell("")
        self.bench.ask(
            orders.preview,
            lambda preview: self._show(preview) if number == self._asked else None,
            refused=self.refuse,
            plan=self.draft.plan(),
        )
        self.changed.emit()

    def refuse(self, sentence: str) -> None:
        """The order makes no sense as it stands."""
        self.verdict.setText(_("The order cannot be carried out as it is."))
        self._verdict_is("error")
        self.tell(sentence)

    def _show(self, preview: Preview) -> None:
        self.preview = preview
        changes = compared_units.changes(preview)
        kinds = self.bench.kinds
        before = compared_units.rows(preview.before, preview, preview.members_before, changes[0], kinds)
        after = compared_units.rows(preview.after, preview, preview.members_after, changes[1], kinds)
        self.trees.show_trees(((before, changes[0]), (after, changes[1])))
        self.table.set_rows([row for row in preview.conservation if row.before or row.after or row.ended])
        self.warnings.setText("\n".join(f"▲ {sentence}" for sentence in _first(preview.warnings)))
        self.warnings.setToolTip("\n".join(preview.warnings))
        self.warnings.setVisible(bool(preview.warnings))
        self.tell("\n".join(f"■ {sentence}" for sentence in _first(preview.refusals)))
        self.problem.setToolTip("\n".join(preview.refusals))
        if preview.refusals:
            self.verdict.setText(_("The order cannot be carried out as it is."))
        else:
            self.verdict.setText(_("✓ Everything that goes in comes out; nothing has been written yet."))
        self._verdict_is("error" if preview.refusals else "good")
        self.changed.emit()

    def _verdict_is(self, role: str) -> None:
        self.verdict.setProperty("role", role or "heading")
        restyle(self.verdict)

    def _on_rehome(self, is_wanted: bool) -> None:
        self.draft.facts.pop(rules.REHOME, None)
        if is_wanted:
            self.draft.facts[rules.REHOME] = True
        self._ask()


def columns() -> tuple[Column[Conserved], ...]:
    """A matter, what goes in, what comes out, and the verdict with its shape and word."""
    return (
        Column("matter", _("Matter"), lambda row: row.label, width=12),
        Column("holds", _("Verdict"), _verdict, width=8, mark=lambda row: None if row.holds else "bad"),
        Column("before", _("Before the change"), lambda row: f"{row.before:,} {row.counted_in}", width=8, align=RIGHT),
        Column("after", _("After the change"), lambda row: f"{row.after:,} {row.counted_in}", width=8, align=RIGHT),
        Column("ended", _("End or join"), lambda row: f"{row.ended:,}" if row.ended else "", width=8, align=RIGHT),
    )


def _verdict(row: Conserved) -> str:
    return _("✓ agrees") if row.holds else _("✕ differs")


def _first(sentences: tuple[str, ...]) -> list[str]:
    """The first few, and how many more there are."""
    if len(sentences) <= MOST:
        return list(sentences)
    return [*sentences[:MOST], _("and {count:,} more").format(count=len(sentences) - MOST)]
