"""First step of a change order: what kind it is, from which day, and which units it takes from."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QTreeView,
    QWidget,
)

from gridparty.domain import orders as rules
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.operations import tree_rows
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.dialogs.member_entry import FormField
from gridparty.ui.dialogs.order_fields import DayLine
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.models.checked_units import CheckedUnitsModel
from gridparty.ui.models.units import MEMBERS, NAME, RATE, UNIT
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.unit_tree import Names, matcher
from gridparty.ui.widgets.words import button, label

PAUSE = 120  # milliseconds after a key before the tree is filtered
NAMED = 6  # names in the line of those chosen
MEMBERS_WIDE = 5  # Chinese characters; measuring every row each time one is opened would take seconds
LINES = 8  # of the tree are always in sight
KIND_WIDE = 16  # Chinese characters of a kind of order; as many stand side by side as there is room for
KINDS = {
    rules.MERGE: N_("&Merge: several become one"),
    rules.SPLIT: N_("&Split: one becomes several"),
    rules.REGROUP: N_("&Regroup: several become several others"),
    rules.MOVE: N_("Mo&ve: they stay as they are below another one"),
    rules.UPGRADE: N_("&Upgrade: they become another kind"),
}
LEAST = {rules.MERGE: 2, rules.SPLIT: 1, rules.REGROUP: 2, rules.MOVE: 1, rules.UPGRADE: 1}


class CheckTree(QTreeView):
    """The tree with ticks; the space bar ticks everything that is selected."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, or takes the ticks away."""
        model = self.model()
        if event.text() != " " or not isinstance(model, CheckedUnitsModel) or not self.currentIndex().isValid():
            super().keyPressEvent(event)
            return
        units = [index.data(UNIT) for index in self.selectionModel().selectedRows(NAME)]
        is_on = self.currentIndex().data(UNIT) in model.ticked()
        model.tick(units or [self.currentIndex().data(UNIT)], on=not is_on)


class UnitsChecklist(QWidget):
    """Filter, tree with ticks, and how many are ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TreeRow] = ()
        self.model = CheckedUnitsModel(self)
        self.filter = QLineEdit(placeholderText=_("Filter organisations…"), clearButtonEnabled=True)
        self.filter.setAccessibleName(_("Filter organisations by name, initials or code"))
        self.matching = button(_("&Tick all that match"), self._on_matching)
        self.matching.setEnabled(False)
        self.only = QToolButton()
        self.only.setText(_("&Only ticked"))
        self.only.setCheckable(True)
        self.none = button(_("Untick &all"), lambda: self.model.tick(self.model.ticked(), on=False))
        self.count = label("", role="heading", wrap=True)
        self.view = CheckTree()
        self.view.setAccessibleName(_("Organisations to choose from"))
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._dress()
        self._lay_out()
        self.filter.textChanged.connect(self._on_typed)
        self.filter.returnPressed.connect(self._on_return)
        self._timer.timeout.connect(self._fill)
        self.only.toggled.connect(lambda _on: self._fill())
        self.model.changed.connect(self._on_ticked)
        self._on_ticked()

    def set_rows(self, rows: Sequence[TreeRow], ticked: Sequence[UnitId]) -> None:
        """The units to choose from; those ticked before stay so, these too."""
        self._rows = rows
        self._fill()
        self.model.tick(ticked, on=True)
        self._show_ticked()

    def _dress(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(Names(view))
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setMinimumHeight(self.fontMetrics().height() * LINES)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(MEMBERS, characters(self, MEMBERS_WIDE))
        header.hideSection(RATE)
        self.model.changed.connect(view.viewport().update)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        for widget in (self.matching, self.only, self.none):
            head.addWidget(widget)
        box = column_in(self)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        box.addWidget(self.count)

    def _fill(self) -> None:
        self._timer.stop()
        word, ticked = self.filter.text().strip(), set(self.model.ticked())
        fits = matcher(word) if word else None
        if self.only.isChecked():
            self.model.set_rows(self._rows, lambda row: row.id in ticked and (fits is None or fits(row)))
        else:
            self.model.set_rows(self._rows, fits)
        if word or self.only.isChecked():
            self.view.expandAll()
        else:
            self._show_ticked()

    def _show_ticked(self) -> None:
        """Opens the tree above the units ticked, or its first level."""
        places = [self.model.find(unit) for unit in self.model.ticked()] or [self.model.index(0, 0)]
        if not places[0].isValid():
            return
        opened: set[int] = set()
        for place in places:
            above = place if len(places) == 1 else place.parent()
            while above.isValid() and above.internalId() not in opened:
                opened.add(above.internalId())
                self.view.expand(above)
                above = above.parent()
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(places[0], chosen)
        self.view.scrollTo(places[0])

    def _matching(self) -> list[UnitId]:
        word = self.filter.text().strip()
        keep = matcher(word)
        return [row.id for row in self._rows if word and keep(row)]

    def _on_typed(self, text: str) -> None:
        self.matching.setEnabled(bool(text.strip()))
        self._timer.start()

    def _on_matching(self) -> None:
        self._fill()
        self.model.tick(self._matching(), on=True)

    def _on_return(self) -> None:
        """Enter in the filter ticks the only one that fits, or goes to those that do."""
        self._fill()
        found = self._matching()
        if len(found) == 1:
            self.model.tick(found, on=found[0] not in self.model.ticked())
            self.filter.selectAll()
        elif found:
            self.view.setFocus()
            self.view.setCurrentIndex(self.model.find(found[0]))

    def _on_ticked(self) -> None:
        rows = self.model.ticked_rows()
        names = "、".join(row.name for row in rows[:NAMED]) + ("…" if len(rows) > NAMED else "")
        people = sum(row.members for row in rows)
        words = _("{count} ticked, {members:,} members: {names}") if rows else _("None is ticked yet.")
        self.count.setText(words.format(count=len(rows), members=people, names=names))
        self.changed.emit()


class UnitsStep(Step):
    """Kind, day, units."""

    title = N_("Which organisations")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._month: Month | None = None
        self.kinds = QButtonGroup(self)
        self.kind_buttons: dict[str, QRadioButton] = {}
        wide = characters(self, KIND_WIDE)
        choices = FlowLayout(gap=self.fontMetrics().height() // 2, column=wide)
        for kind, words in KINDS.items():
            self.kind_buttons[kind] = made = QRadioButton(_(words))
            made.toggled.connect(lambda is_on, kind=kind: self._on_kind(kind) if is_on else None)
            self.kinds.addButton(made)
            choices.addWidget(made)
        self.kind_buttons[bench.draft.kind].setChecked(True)
        self.day = FormField(_("First day of the new organisation"), DayLine())
        self.day_line.setText(bench.draft.day.isoformat())
        self.day_line.editingFinished.connect(self._on_day)
        self.list = UnitsChecklist()
        head = QHBoxLayout()
        head.setSpacing(self.fontMetrics().height())
        head.addLayout(choices, 5)
        head.addWidget(self.day, 2)
        box = column_in(self)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.problem)

    @property
    def day_line(self) -> DayLine:
        """The field of the day."""
        assert isinstance(self.day.editor, DayLine)
        return self.day.editor

    def enter(self) -> None:
        """The cursor stands in the filter."""
        self._load()
        self.list.filter.setFocus()

    def leave(self) -> bool:
        """A day, and as many units as the kind of order takes."""
        self.tell("")
        if not self._read_day():
            self.day_line.setFocus()
            return False
        draft, ticked = self.draft, self.list.model.ticked_rows()
        if len(ticked) < LEAST[draft.kind] or (draft.kind == rules.SPLIT and len(ticked) > 1):
            self.list.filter.setFocus()
            return self.tell(_SENTENCES[draft.kind]())
        draft.sources = tuple(row.id for row in ticked)
        draft.source_names = {row.id: row.name for row in ticked}
        return True

    def _read_day(self) -> bool:
        try:
            self.draft.day = self.day_line.day()
        except InvalidInput as problem:
            self.day.tell(str(problem))
            return False
        self.day.tell("")
        return True

    def _on_kind(self, kind: str) -> None:
        """Other kinds of orders have other steps."""
        self.draft.kind = kind
        self.changed.emit()

    def _on_day(self) -> None:
        if self._read_day():
            self._load()

    def _load(self) -> None:
        """The tree of the day's month, if it is another one."""
        month = Month.of(self.draft.day)
        if month != self._month:
            self._month = month
            self.bench.ask(tree_rows.of_month, self._show, refused=self.refuse, month=month)

    def _show(self, rows: tuple[TreeRow, ...]) -> None:
        self.bench.take_rows(rows)
        self.list.set_rows(self.bench.rows, self.draft.sources)


_SENTENCES = {
    rules.MERGE: lambda: _("Tick the organisations to merge, at least two."),
    rules.SPLIT: lambda: _("Tick the one organisation to split."),
    rules.REGROUP: lambda: _("Tick the organisations to regroup, at least two."),
    rules.MOVE: lambda: _("Tick the organisations to move."),
    rules.UPGRADE: lambda: _("Tick the organisations to upgrade."),
}
