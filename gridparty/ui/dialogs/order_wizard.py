"""The wizard for change orders: units, targets, sharing out, check, in force (E1, S090)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridparty.domain import orders as rules
from gridparty.domain.ids import UnitId
from gridparty.i18n import _
from gridparty.operations import catalogues, orders
from gridparty.operations.orders import Recorded
from gridparty.ui.dialogs.order_check import CheckStep
from gridparty.ui.dialogs.order_decree import DecreeStep
from gridparty.ui.dialogs.order_inplace import AboveStep, RaiseStep
from gridparty.ui.dialogs.order_sharing import SharingStep
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.dialogs.order_targets import TargetsStep
from gridparty.ui.dialogs.order_units import UnitsStep
from gridparty.ui.keys import ENTER
from gridparty.ui.models.order_draft import OrderDraft
from gridparty.ui.office import Office
from gridparty.ui.widgets.boxes import fit
from gridparty.ui.widgets.scrolled import scrolled
from gridparty.ui.widgets.words import button, label, restyle

WIDE, HIGH = 76, 34  # characters and lines
RESHAPING = (UnitsStep, TargetsStep, SharingStep, CheckStep, DecreeStep)
PATHS: dict[str, tuple[type[Step], ...]] = {
    rules.MOVE: (UnitsStep, AboveStep, CheckStep, DecreeStep),
    rules.UPGRADE: (UnitsStep, RaiseStep, CheckStep, DecreeStep),
}


class OrderWizard(QDialog):
    """Steps, one after another, which of them the kind of order says; nothing is written before the last one.

    Opened with open().
    """

    recorded = Signal(object)  # Recorded

    def __init__(
        self, office: Office, *, kind: str = rules.MERGE, units: Sequence[UnitId] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Change of organisations"))
        self.office = office
        self.bench = Workbench(office, OrderDraft(kind=kind, sources=tuple(units)))
        self.is_open, self._is_saving, self._is_warned = True, False, False
        every = (UnitsStep, TargetsStep, AboveStep, RaiseStep, SharingStep, CheckStep, DecreeStep)
        self._made: dict[type[Step], Step] = {step: step(self.bench) for step in every}
        self._at = 0
        self.heads: list[QLabel] = []
        self.stack = QStackedWidget()
        self.sentence = label("", role="error", wrap=True)
        self.sentence.hide()
        self.back_button = button(_("&Back"), self.back)
        self.next_button = button(_("Ne&xt"), self.advance, role="primary")
        self.next_button.setToolTip("Ctrl+Enter")
        self.cancel_button = button(_("Cancel"), self._on_cancelled)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # ahead of any field, to some of which Enter means something
            QShortcut(QKeySequence(keys), self).activated.connect(self.advance)
        office.ask(catalogues.labels, self._on_kinds, catalogue="unit_kinds")
        self._go(0)

    @property
    def at(self) -> int:
        """The place of the step in sight."""
        return self._at

    @property
    def steps(self) -> list[Step]:
        """The steps of this kind of order."""
        return [self._made[step] for step in PATHS.get(self.bench.draft.kind, RESHAPING)]

    @property
    def step(self) -> Step:
        """The step in sight."""
        return self.steps[self.at]

    def advance(self) -> None:
        """The next step, or the act itself after the last one."""
        if self._is_saving or not self.step.leave():
            return
        if self.at + 1 < len(self.steps):
            self._go(self.at + 1)
        else:
            self._record()

    def back(self) -> None:
        """The step before; what was typed stays."""
        if self.at and not self._is_saving:
            self._go(self.at - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on; Enter goes to the next field or presses a button."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.advance()
        elif isinstance(pressed := self.focusWidget(), QPushButton):
            pressed.click()
        else:
            self.focusNextChild()
            area = self.stack.currentWidget()
            if isinstance(area, QScrollArea) and (now := self.focusWidget()) and self.step.isAncestorOf(now):
                area.ensureWidgetVisible(now)

    def reject(self) -> None:
        """Esc: once something was chosen the first press only warns; what is being written is waited for."""
        if self._is_saving:
            return
        if not self._is_warned and self.at > 0:
            self._is_warned = True
            self._tell(_("Press Esc again to give up what was typed."))
            return
        super().reject()

    def done(self, result: int) -> None:
        """Closes; answers that are still under way are not shown any more."""
        self.is_open = self.bench.is_open = False
        super().done(result)

    def _lay_out(self) -> None:
        margin = self.fontMetrics().height()
        head = QHBoxLayout()
        head.setSpacing(margin // 2)
        for _step in RESHAPING:
            self.heads.append(words := label("", role="faint"))
            head.addWidget(words)
        for step in self._made.values():
            self.stack.addWidget(scrolled(step))
            step.changed.connect(self._on_step_changed)
        head.addStretch(1)
        feet = QHBoxLayout()
        feet.addWidget(label(_("Enter: next field　Ctrl+Enter: next step"), role="small"))
        feet.addStretch(1)
        for each in (self.cancel_button, self.back_button, self.next_button):
            feet.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(margin, margin * 2 // 3, margin, margin * 2 // 3)
        box.addLayout(head)
        box.addWidget(self.stack, 1)
        box.addWidget(self.sentence)
        box.addLayout(feet)
        fit(self, WIDE, HIGH)

    def _go(self, at: int) -> None:
        self._tell("")
        self._is_warned = False
        self._at = at
        self.stack.setCurrentIndex(list(self._made.values()).index(self.step))
        self._name_heads()
        self.back_button.setEnabled(at > 0)
        self.step.enter()
        area = self.stack.currentWidget()
        if isinstance(area, QScrollArea):  # the focus may have scrolled away from what is to be read first
            area.verticalScrollBar().setValue(0)
        self._on_step_changed()

    def _name_heads(self) -> None:
        """The steps of this kind of order in a line, the one in sight strong."""
        steps = self.steps
        for place, words in enumerate(self.heads):
            words.setVisible(place < len(steps))
            if place < len(steps):
                words.setText(("› " if place else "") + f"{place + 1} {_(steps[place].title)}")
                words.setProperty("role", "heading" if place == self.at else "faint")
                restyle(words)

    def _on_step_changed(self) -> None:
        if self.at == 0:
            self._name_heads()
        is_last = self.at + 1 == len(self.steps)
        words = _("Ne&xt")
        if is_last:
            words = _("&Keep for its day") if self.bench.draft.is_ahead else _("&Carry out")
        if self._is_saving:
            words = _("Being written…")
        self.next_button.setText(words)
        step = self.step
        is_held = isinstance(step, CheckStep) and (step.preview is None or bool(step.preview.refusals))
        self.next_button.setEnabled(not is_held and not self._is_saving)

    def _on_kinds(self, kinds: dict[str, str]) -> None:
        self.bench.kinds = kinds

    def _record(self) -> None:
        plan = self.bench.draft.plan()
        self._is_saving = True
        self._on_step_changed()
        self._tell("")

        def saved(recorded: Recorded) -> None:
            self.recorded.emit(recorded)
            self.accept()

        words = _("Kept for {day}: {title}") if self.bench.draft.is_ahead else _("In force from {day}: {title}")
        said = words.format(day=plan.day, title=plan.title)
        self.office.run(orders.record, saved, said=said, refused=self._on_refused, plan=plan)

    def _on_refused(self, sentence: str) -> None:
        self._is_saving = False
        self._tell(sentence)
        self._on_step_changed()

    def _on_cancelled(self) -> None:
        self._is_warned = True
        self.reject()

    def _tell(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
