"""Third step of a change order: everything that the sources hold goes to a target; a counter says what is left."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QToolButton

from gridparty.domain import orders as rules
from gridparty.domain.ids import UnitId
from gridparty.i18n import N_, _
from gridparty.operations import orders
from gridparty.operations.orders import TemplateRow
from gridparty.ui.dialogs.member_entry import combo, refill
from gridparty.ui.dialogs.order_address import AddressRule, Found
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.models import order_lines, order_targets
from gridparty.ui.models.order_draft import Line, TargetDraft
from gridparty.ui.models.order_words import WHATS
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label, named, restyle

LINES = 8  # of the list are always in sight
NOTHING = N_("The organisations hold nothing that has to be shared out.")
NOBODY = N_(
    "Nobody of the organisations chosen has such an address. People of branches below go along with their branch; "
    "tick the branches in the first step to share out their people."
)
UNKNOWN = 4  # rows named that could not be pasted
LEFT = "left"
_DIGITS = {getattr(Qt.Key, f"Key_{number}"): number for number in range(1, 10)}
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class SharingStep(Step):
    """The list with its rules."""

    title = N_("Sharing out")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._asked: tuple[tuple[UnitId, ...], date] | None = None
        self._is_loaded = False
        self._lines: list[Line] = []
        self.counter = label("", role="heading")
        self.view: RowsView[Line] = RowsView(
            order_lines.columns(self._name),
            name="order-sharing",
            label=_("What is to be shared out"),
            empty=_(NOTHING),
            identity=lambda line: (line.what, line.key, line.part),
        )
        self.view.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.view.edited.connect(self._on_typed)
        self.view.activated.connect(self._on_activated)
        self.view.filter_cleared.connect(lambda: self._show_only(""))
        self.view.table.installEventFilter(self)
        self.shown = ""
        self.filters = QButtonGroup(self)
        self.filter_buttons: dict[str, QToolButton] = {}
        self.filter_line = FlowLayout(gap=6)
        self.target: QComboBox = named(combo({}), _("Target for the selected rows"))
        self.give_button = button(_("&Give them the selected rows"), self._on_give)
        self.paste_button = button(_("&Paste who goes where"), self._on_paste)
        self.paste_button.setToolTip(
            _("Copied cells: name or code of the organisation, grid or person; name or number of the target")
        )
        self.address = AddressRule(bench)
        self.address.found.connect(self._on_found)
        self.address.entered.connect(self.view.setFocus)
        self._there: Found | None = None  # at the address that is typed
        self.free_button = button(_("Take the target a&way"), lambda: self._give(None))
        self.rest: QComboBox = named(combo({}), _("Everything else goes to"))
        self.rest.activated.connect(lambda _at: self._on_rest())
        for box in (self.target, self.rest):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(characters(self, 20))
        self._lay_out()

    def enter(self) -> None:
        """Reads what the sources hold, if they are others than before."""
        self.tell("")
        names = {at: f"{at + 1} · {self._name(at)}" for at in range(len(self.draft.targets))}
        refill(self.target, names)
        refill(self.rest, {None: _("(nowhere: each one by itself)"), **names}, self._place(self.draft.rest.get(None)))
        asked = (self.draft.sources, self.draft.day)
        if asked != self._asked:
            self._asked, self._is_loaded = asked, False
            self.address.clear()
            self.view.set_rows((), loading=True)
            self.counter.setText(_("Reading…"))
            self.bench.ask(
                orders.template_rows, self._take, refused=self.refuse, units=self.draft.sources, day=self.draft.day
            )
        elif self._is_loaded:
            self._refresh()
        self.view.setFocus()

    def leave(self) -> bool:
        """Nothing is left over."""
        if not self._is_loaded:
            return self.tell(_("What the organisations hold is still being read."))
        if left := sum(line.is_left for line in self._lines):
            self.address.clear()
            self._show_only(LEFT)
            self.view.setFocus()
            sentence = _("{count:,} rows have no target yet; select them and press the number of their target.")
            return self.tell(sentence.format(count=left))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list a digit gives the selected rows to the target with that number; Delete takes it away."""
        is_key = watched is self.view.table and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and self._take_key(event):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.view.table.open_field() is not None or not is_plain:
            return False
        number = _DIGITS.get(Qt.Key(event.key()))
        if number is not None and number <= len(self.draft.targets):
            self._give(self.draft.targets[number - 1])
        elif event.key() in _ERASE:
            self._give(None)
        else:
            return False
        return True

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.counter)
        head.addSpacing(self.fontMetrics().height())
        head.addLayout(self.filter_line, 1)
        rules_line = FlowLayout(gap=8)
        for widget in (self.address, self.target, self.give_button, self.free_button, self.paste_button):
            rules_line.addWidget(widget)
        rest = FlowLayout(gap=8)
        rest.addWidget(label(_("Everything else goes to")))
        rest.addWidget(self.rest)
        rest.addWidget(
            label(_("In the list: 1–9 give to that target, F2 types its name, Delete takes it away"), role="small")
        )
        box = column_in(self)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        box.addWidget(self.problem)
        box.addLayout(rules_line)
        box.addLayout(rest)

    def _take(self, rows: Sequence[TemplateRow]) -> None:
        if self._asked != (self.draft.sources, self.draft.day):
            return
        self._is_loaded = True
        self.draft.take_rows(rows)
        self._refresh()

    def refuse(self, sentence: str) -> None:
        """Nothing could be read."""
        self.view.set_rows(())
        self.counter.setText("")
        self._asked = None
        self.tell(sentence)

    def _refresh(self) -> None:
        """Counts and shows the lines anew."""
        self._lines = self.draft.lines()
        left = sum(line.is_left for line in self._lines)
        if self.shown == LEFT and not left:
            self.shown = ""
        self.counter.setText(_("Left: {count:,}").format(count=left) + ("" if left else " ✓"))
        self.counter.setProperty("role", "error" if left else "good")
        restyle(self.counter)
        if not left:
            self.tell("")
        self._fill_filters(left)
        self.view.set_rows(self._visible())
        self.changed.emit()

    def _visible(self) -> list[Line]:
        if self._there is not None:
            return [line for line in self._lines if (line.what, line.key) in self._there]
        if self.shown == LEFT:
            return [line for line in self._lines if line.is_left]
        return [line for line in self._lines if self.shown in ("", line.what)]

    def _on_found(self, there: Found | None) -> None:
        """Shows those at the address, all of them selected, so that a number gives them to a target."""
        self._there = there
        self.view.set_empty(_(NOTHING) if there is None else _(NOBODY))
        self.view.set_rows(self._visible())
        if there:
            self.view.table.selectAll()

    def _fill_filters(self, left: int) -> None:
        counts = {"": len(self._lines), LEFT: left}
        counts |= {what: sum(line.what == what for line in self._lines) for what in WHATS}
        for what, count in counts.items():
            if what not in self.filter_buttons and count:
                self.filter_buttons[what] = made = QToolButton()
                made.setCheckable(True)
                made.setProperty("role", "small")
                made.clicked.connect(lambda _on=False, what=what: self._show_only(what))
                self.filters.addButton(made)
                self.filter_line.addWidget(made)
            if what in self.filter_buttons:
                word = {"": _("All"), LEFT: _("Left over")}.get(what) or _(WHATS[what])
                self.filter_buttons[what].setText(f"{word} {count:,}")
                self.filter_buttons[what].setVisible(bool(count) or what == "")
                self.filter_buttons[what].setChecked(what == self.shown)

    def _show_only(self, what: str) -> None:
        self.shown, self._there = what, None
        self.address.clear()
        self.view.set_rows(self._visible())
        for key, made in self.filter_buttons.items():
            made.setChecked(key == what)

    def _name(self, place: int) -> str:
        return order_targets.name_of(self.draft.targets[place], self.bench.known)

    def _place(self, target: TargetDraft | None) -> int | None:
        return self.draft.targets.index(target) if target in self.draft.targets and target is not None else None

    def _give(self, target: TargetDraft | None) -> None:
        if lines := self.view.selected_rows():
            self.draft.give(lines, target)
            self._refresh()

    def _on_give(self) -> None:
        if self.view.selected_rows():
            self._give(self.draft.targets[self.target.currentIndex()])
            self.view.setFocus()
        else:
            self.tell(_("Select rows in the list first; Ctrl+A selects all that are shown."))

    def _on_paste(self) -> None:
        names = [self._name(at) for at in range(len(self.draft.targets))]
        found, unknown = order_lines.pasted(QGuiApplication.clipboard().text(), self._lines, names, self._keys)
        for line, place in found:
            self.draft.give([line], self.draft.targets[place])
        self._refresh()
        if unknown:
            rows = "；".join(unknown[:UNKNOWN]) + ("…" if len(unknown) > UNKNOWN else "")
            words = _("{count:,} rows were taken over; {left:,} mean nothing here or more than one thing: {rows}")
            self.tell(words.format(count=len(found), left=len(unknown), rows=rows))
        elif not found:
            self.tell(_("There are no cells on the clipboard; copy two columns, what goes over and where it goes."))

    def _keys(self, line: Line) -> list[str]:
        """How copied cells may call a line: by name; a unit by its code too, or by the name after that above it."""
        row = self.bench.known.get(UnitId(line.key)) if line.what in (rules.REST, rules.UNIT) else None
        if row is None:
            return [line.label]
        above = self.bench.row(row.parent)
        return [line.label, *([row.code] if row.code else []), *([f"{above.name}{line.label}"] if above else [])]

    def _on_rest(self) -> None:
        place = self.rest.currentData()
        self.draft.give_rest(None if place is None else self.draft.targets[place])
        self._refresh()

    def _on_activated(self, line: Line, key: str) -> None:
        if self.view.table.open_field() is None:  # Enter that ends an entry comes here too
            self.view.edit((line.what, line.key, line.part), "number" if key == "number" else "target")

    def _on_typed(self, line: Line, key: str, text: str) -> None:
        """A target by its number or a few letters; a number of households that are cut off."""
        self.tell("")
        if key == "number":
            self._on_number(line, text)
            return
        names = [self._name(at) for at in range(len(self.draft.targets))]
        place = order_lines.place_of(text, names)
        if place is None and text.strip():
            self.tell(_("“{text}” is not one of the targets; type its number or part of its name.").format(text=text))
            self.view.edit((line.what, line.key, line.part), key, text)
            return
        self.draft.give([line], None if place is None else self.draft.targets[place])
        self._refresh()

    def _on_number(self, line: Line, text: str) -> None:
        digits = text.replace(",", "").strip()
        if line.what != rules.HOUSEHOLD:
            self.tell(_("Only households can be divided by number."))
        elif not (digits.isascii() and digits.isdecimal()) or not int(digits) > 0:
            self.tell(_("Households are a whole number."))
            self.view.edit((line.what, line.key, line.part), "number", text)
        else:
            self.draft.divide(line, int(digits))
            self._refresh()
