"""Second step of orders that leave several organisations what they are: moved below another, or raised (S091, S093)."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from gridparty.domain import raising
from gridparty.domain.ids import UnitId
from gridparty.domain.raising import Raised
from gridparty.i18n import N_, _
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.dialogs.member_entry import FormField, combo, refill
from gridparty.ui.dialogs.order_fields import UnitLine
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.words import label

NAMED = 6  # names in the sentence of those chosen


def named(rows: list[TreeRow]) -> str:
    """The first names, and dots."""
    return "、".join(row.name for row in rows[:NAMED]) + ("…" if len(rows) > NAMED else "")


class InPlaceStep(Step):
    """A sentence about those chosen, and fields below it."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.heading = label("", role="faint", wrap=True)
        self.fields: dict[str, FormField] = {}
        self.box = column_in(self, gap=self.fontMetrics().height() // 2)
        self.box.addWidget(self.heading)

    def add(self, key: str, text: str, editor: QWidget, *, hint: str = "") -> None:
        """Adds a field."""
        self.fields[key] = FormField(text, editor, hint=hint)
        self.box.addWidget(self.fields[key])

    @property
    def chosen(self) -> list[TreeRow]:
        """The units that the order is about."""
        sources = set(self.draft.sources)
        return [row for row in self.bench.rows if row.id in sources]


class AboveStep(InPlaceStep):
    """Of a move: the organisation below which they go."""

    title = N_("Organisation above")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.above = UnitLine()
        self.add("above", _("New organisation above"), self.above)
        self.box.addWidget(self.problem)
        self.box.addStretch(1)

    def enter(self) -> None:
        """The cursor stands in the field."""
        rows = self.chosen
        words = _("{count} organisations with {members:,} members and all below them go below another: {names}")
        members = sum(row.members for row in rows)
        self.heading.setText(words.format(count=len(rows), members=members, names=named(rows)))
        self.above.set_rows(self.bench.rows, without=self.draft.sources)
        self.above.set_unit(self.draft.above)
        self.fields["above"].tell("")
        self.above.setFocus()

    def leave(self) -> bool:
        """A unit of the tree."""
        self.draft.above = self.above.unit()
        missing = self.draft.above is None
        sentence = _("Type part of the name, the initials or the code of the organisation.")
        self.fields["above"].tell(sentence if missing else "")
        if missing:
            self.above.setFocus()
        else:
            self.draft.becomes = self.above.text()
        return not missing


class RaiseStep(InPlaceStep):
    """Of an upgrade: the new kind, the new ending of the names, and what becomes of those right below (S091)."""

    title = N_("New kind")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._sources: tuple[UnitId, ...] = ()
        self.kind: QComboBox = combo({})
        self.ending = QLineEdit(maxLength=30)
        self.add("kind", _("New kind"), self.kind)
        self.add("ending", _("New ending of the names"), self.ending, hint=_("May stay empty"))
        self.example = label("", role="hint", wrap=True)
        self.box.addWidget(self.example)
        self.below: dict[str, QComboBox] = {}
        self.rest = QVBoxLayout()
        self.rest.setSpacing(self.box.spacing())
        self.follow = QCheckBox(_("The &names of those below get the ending of their new kind too"))
        self.follow.setChecked(True)
        self.box.addLayout(self.rest)
        self.box.addWidget(self.follow)
        self.box.addWidget(self.problem)
        self.box.addStretch(1)
        self.kind.activated.connect(lambda _at: self._on_kind())
        self.ending.textChanged.connect(lambda _text: self._show_example())

    def enter(self) -> None:
        """The cursor stands at the kind."""
        rows = self.chosen
        words = _("{count} organisations stay the same ones with their people and records: {names}")
        self.heading.setText(words.format(count=len(rows), names=named(rows)))
        if self._sources != self.draft.sources:
            self._sources = self.draft.sources
            refill(self.kind, {None: _("(stays as it is)"), **self.bench.kinds})
            self._fill_below()
        self.tell("")
        self._show_example()
        self.kind.setFocus()

    def leave(self) -> bool:
        """Something that changes."""
        kind, ending = self.kind.currentData(), self.ending.text().strip()
        below = {
            old: Raised(box.currentData(), raising.usual_ending(box.currentText()) if self.follow.isChecked() else None)
            for old, box in self.below.items()
            if box.currentData() not in (old, None)
        }
        if kind is None and not ending and not below:
            self.kind.setFocus()
            return self.tell(_("Choose the new kind, or type the new ending of the names."))
        becomes = Raised(kind, ending or None)
        self.draft.raised = raising.targets(self.bench.rows, self.draft.sources, becomes=becomes, below=below)
        words = [self.kind.currentText()] if kind else [self.below[old].currentText() for old in below]
        self.draft.becomes = ending or words[0]
        return self.tell("")

    def _fill_below(self) -> None:
        """A box for each kind of unit right below those chosen."""
        while (item := self.rest.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.below = {}
        chosen = set(self.draft.sources)
        under = [row for row in self.bench.rows if row.parent in chosen and row.id not in chosen]
        for kind, kind_label in dict.fromkeys((row.kind, row.kind_label) for row in under):
            self.below[kind] = box = combo(self.bench.kinds, kind)
            count = sum(row.kind == kind for row in under)
            words = _("The {count} organisations below that are “{kind}”").format(count=count, kind=kind_label)
            self.rest.addWidget(FormField(words, box))
        self.follow.setVisible(bool(self.below))

    def _on_kind(self) -> None:
        """Proposes the ending that names of the kind have."""
        if self.kind.currentData() is not None:
            self.ending.setText(raising.usual_ending(self.kind.currentText()) or "")

    def _show_example(self) -> None:
        rows, ending = self.chosen, self.ending.text().strip()
        self.example.setVisible(bool(rows and ending))
        if not rows:
            return
        old = rows[0].name
        self.example.setText(_("{name} becomes {new}").format(name=old, new=raising.with_ending(old, ending)))
