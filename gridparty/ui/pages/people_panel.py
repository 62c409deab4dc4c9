"""The lists of people beside members and registered ones, one at a time, with their acts above them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QStackedWidget, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.errors import GridpartyError
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import catalogues, member_forms, registers, tree
from gridparty.operations.member_forms import Choice
from gridparty.ui.office import Office
from gridparty.ui.pages import people_acts, people_kinds
from gridparty.ui.pages.people_acts import Around
from gridparty.ui.pages.people_columns import Looks
from gridparty.ui.pages.people_kinds import KINDS, Kind
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.list_card import RowAct
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label, named

ORGANISATION = "organisation"  # the role of a kind of unit to which people belong
WIDE = 14  # letters of the words by which rows are picked
ALSO = ("posts", "unit_kinds")  # catalogues beside those of people


@dataclass(frozen=True, slots=True)
class Loaded:
    """A list with the words it needs; `here`: the unit looked at, if it is a branch."""

    key: str
    unit: UnitId
    day: date
    rows: Sequence[Any]
    looks: Looks
    here: Choice | None
    note: str


class PeopleList(QWidget):
    """One of the lists: its acts as buttons above it and in its menu."""

    chosen = Signal(object)  # a row: double click, Enter, or a click on the name
    tool_made = Signal(object)  # a widget that belongs above the list

    def __init__(self, kind: Kind, office: Office) -> None:
        super().__init__()
        self.kind, self.office = kind, office
        self.looks = Looks()
        self._rows: Sequence[Any] = ()
        self.note = label("", role="faint", wrap=True)
        self.picked = named(QComboBox(), _(kind.every) or _("Which rows"))
        self.picked.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picked.setMinimumContentsLength(WIDE)
        self.around = Around(office, self, self.looks, lambda: self.view.selected_rows())
        self.also = QCheckBox(_(kind.also))
        self.buttons: list[QPushButton] = []
        self.acts: list[tuple[RowAct[Any], QAction]] = []
        self.new_buttons: list[QPushButton] = []
        self._menu: list[QAction] = []
        self.view: RowsView[Any] = RowsView(
            kind.columns(self.looks), name=f"people_{kind.key}", label=_(kind.title), empty=_(kind.empty),
            identity=kind.identity, total=self._total, actions=self._menu,
        )  # fmt: skip
        self.view.activated.connect(lambda row, _key: self.chosen.emit(row))
        self.view.selected.connect(lambda _row: self._tell_row())
        self.view.table.selectionModel().selectionChanged.connect(lambda *_what: self._tell_row())
        box = column_in(self)
        box.addWidget(self.note)
        box.addWidget(self.view, 1)
        self.note.hide()
        self.picked.currentIndexChanged.connect(lambda _index: self._show_picked())

    @property
    def new_button(self) -> QPushButton | None:
        """What begins a new row; None before the first rows, and where nothing can be begun."""
        return next(iter(self.new_buttons), None)

    def show_rows(self, found: Loaded) -> None:
        """Shows the rows."""
        looks = found.looks
        self.looks.words, self.looks.registers, self.looks.units = looks.words, looks.registers, looks.units
        self.around.here, self.around.unit, self.around.day = found.here, found.unit, found.day
        self.note.setText(found.note)
        self.note.setVisible(bool(found.note))
        if not self.acts:
            self._add_acts()
        self.view.set_empty(_(self.kind.empty))
        self._rows = found.rows
        if self.kind.pick:
            self._offer_picks()
        self._show_picked()

    def _offer_picks(self) -> None:
        """The words by which rows can be picked, each with its number; the pick stays as it was."""
        column = self.view.model.columns[self.view.model.number(self.kind.pick)]
        first = {column.text(row): row for row in reversed(self._rows)}
        counted = Counter(column.text(row) for row in self._rows)
        order = column.order
        words = sorted(counted, key=lambda word: (order(first[word]) if order else 0, -counted[word], word))
        kept, nothing = self.picked.currentData(), _("not noted")
        with QSignalBlocker(self.picked):
            self.picked.clear()
            self.picked.addItem(_(self.kind.every), None)
            if kept is not None and kept not in counted:
                words.insert(0, kept)
            for word in words:
                self.picked.addItem(f"{word or nothing} {counted[word]:,}", word)
            self.picked.setCurrentIndex(0 if kept is None else 1 + words.index(kept))

    def _show_picked(self) -> None:
        word = self.picked.currentData() if self.kind.pick else None
        if word is None:
            self.view.set_rows(self._rows)
        else:
            column = self.view.model.columns[self.view.model.number(self.kind.pick)]
            self.view.set_rows([row for row in self._rows if column.text(row) == word])
        self._tell_row()

    def _add_acts(self) -> None:
        """Once the registers are known, since their words stand in the forms."""
        if self.kind.pick:
            self.tool_made.emit(self.picked)
        for text, begin in people_acts.new(self.kind.key, self.around):
            self.new_buttons.append(button(text, begin))
            self.tool_made.emit(self.new_buttons[-1])
        for act in people_acts.acts(self.kind.key, self.around):
            run = self._runner(act)
            made = button(act.text, run)
            action = QAction(act.text, self)
            action.triggered.connect(lambda _on, run=run: run())
            self.acts.append((act, action))
            self.buttons.append(made)
            self.tool_made.emit(made)
            self._menu.append(action)
        if self.kind.also:
            self.tool_made.emit(self.also)

    def _runner(self, act: RowAct[Any]) -> Callable[[], None]:
        def run() -> None:
            row = self._row()
            if row is not None and act.fits(row):
                act.act(row)

        return run

    def _total(self, rows: Sequence[Any]) -> str:
        return self.kind.total(rows, self.looks)

    def _row(self) -> Any | None:
        """The row under the cursor, else the first one selected."""
        return self.view.current() or next(iter(self.view.selected_rows()), None)

    def _tell_row(self) -> None:
        row = self._row()
        for made, (act, action) in zip(self.buttons, self.acts, strict=True):
            can = row is not None and act.fits(row)
            made.setEnabled(can)
            action.setEnabled(can)


class PeoplePanel(QWidget):
    """Each list is made when it is first wanted, and keeps its columns and order."""

    member_wanted = Signal(object)  # MemberId
    tool_made = Signal(object)  # a widget that belongs beside the page's search field
    stale = Signal()  # a tick asks for other rows

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.key = ""
        self._lists: dict[str, PeopleList] = {}
        self._tools: list[tuple[str, QWidget]] = []
        self.stack = QStackedWidget()
        box = column_in(self)
        box.addWidget(self.stack)

    @property
    def list(self) -> PeopleList:
        """The list in sight."""
        return self._lists[self.key]

    @property
    def watches(self) -> frozenset[str]:
        """Tables that the list in sight shows beside those of people and registers."""
        return self.list.kind.watches if self.key else frozenset()

    def choose(self, key: str) -> None:
        """Shows one of the lists, or none ("")."""
        self.key = key
        for of, tool in self._tools:
            tool.setVisible(of == key)
        if not key:
            return
        if key not in self._lists:
            made = PeopleList(next(kind for kind in KINDS if kind.key == key), self.office)
            made.chosen.connect(self._on_chosen)
            made.tool_made.connect(partial(self._on_tool, key))
            made.also.toggled.connect(lambda _on: self.stale.emit())
            self._lists[key] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self._lists[key])

    def set_rows(self, found: Loaded) -> None:
        """Shows what was read, unless another list was chosen since."""
        if found.key == self.key:
            self.list.show_rows(found)

    def query(self, place: Place) -> dict[str, Any]:
        """What `load` asks for."""
        return {"key": self.key, "unit": place.unit, "day": day_of(place), "also": self.list.also.isChecked()}

    def _on_tool(self, key: str, tool: QWidget) -> None:
        self._tools.append((key, tool))
        self.tool_made.emit(tool)
        tool.setVisible(key == self.key)

    def _on_chosen(self, row: Any) -> None:
        shown = self.list
        if self.key == people_kinds.DUPLICATES:
            shown.buttons[0].click()
        else:
            self.member_wanted.emit(shown.kind.member(row))


def day_of(place: Place) -> date:
    """The day as of which lists are read: the month's last, or today while that lies ahead."""
    return min(place.month.last, today())


def load(session: Any, *, key: str, unit: UnitId, day: date, also: bool) -> Loaded:
    """One of the lists at a unit and below. Raises NotFound."""
    kind = next(kind for kind in KINDS if kind.key == key)
    now = tree.on_day(session, day=day)
    words = member_forms.words(session) | {name: catalogues.labels(session, catalogue=name) for name in ALSO}
    below = now.subtree(unit) if unit in now.nodes else ()
    looks = Looks(words, registers.kinds(session), Counter(now.nodes[each].kind for each in below))
    node = now.nodes.get(unit)
    role = None
    if node is not None:
        role = catalogues.items(session, catalogue="unit_kinds")[node.kind].facts.get("role")
    here = Choice(unit, now.name(unit)) if role == ORGANISATION else None
    rows, note = kind.query(session, unit, day, also), kind.note(session, unit, day)
    return Loaded(key, unit, day, rows, looks, here, note)


def counts(session: Any, *, unit: UnitId, day: date) -> dict[str, int]:
    """What the switches count; a list that cannot be read at the place is left out."""
    found = {}
    for kind in KINDS:
        if kind.is_further or not kind.is_counted:
            continue
        try:
            found[kind.key] = kind.count(kind.query(session, unit, day, False), day)
        except GridpartyError:
            continue
    return found
