"""Second step of a change order: the units that take over, new ones or ones that exist."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from gridparty.domain import orders as rules
from gridparty.i18n import N_, _
from gridparty.ui.dialogs.member_entry import FormField, combo, refill
from gridparty.ui.dialogs.order_fields import UnitLine
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.models import order_targets
from gridparty.ui.models.order_draft import TargetDraft
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.widgets.boxes import characters, column_in
from gridparty.ui.widgets.flow import FlowLayout, Halves
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button, label

LINES = 8  # of the list are always in sight
SIDE_BY_SIDE = 40  # Chinese characters: below this width the form stands under the list


class TargetForm(QWidget):
    """One target: new, with name, kind, parent and code; or a unit that exists."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.target: TargetDraft | None = None
        self.new, self.existing = QRadioButton(_("&New organisation")), QRadioButton(_("&Existing organisation"))
        self.name, self.code = QLineEdit(maxLength=60), QLineEdit()
        self.kind: QComboBox = combo({})
        self.parent_line, self.unit = UnitLine(), UnitLine()
        self.fields = {
            "name": FormField(_("Name of the organisation"), self.name),
            "kind": FormField(_("Kind"), self.kind),
            "parent": FormField(_("Organisation above"), self.parent_line),
            "code": FormField(_("Code"), self.code, hint=_("The next free one")),
            "unit": FormField(_("Which one"), self.unit),
        }
        ways = FlowLayout(gap=10)
        ways.addWidget(self.new)
        ways.addWidget(self.existing)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 0, 2, 0)
        box.addLayout(ways)
        for field in self.fields.values():
            box.addWidget(field)
        box.addStretch(1)
        self.new.toggled.connect(self._show_way)

    def show_target(self, target: TargetDraft) -> None:
        """Fills the fields."""
        self.target = target
        with QSignalBlocker(self.kind):
            refill(self.kind, self.bench.kinds, target.kind)
        self.parent_line.set_rows(self.bench.rows, without=self.bench.draft.sources)
        self.unit.set_rows(self.bench.rows)
        self.name.setText(target.name)
        self.code.setText(target.code)
        self.parent_line.set_unit(target.parent)
        self.unit.set_unit(target.unit)
        (self.new if target.unit is None else self.existing).setChecked(True)
        for field in self.fields.values():
            field.tell("")
        self._show_way()

    def read(self) -> None:
        """Takes the fields into the target."""
        target = self.target
        if target is None:
            return
        target.unit = self.unit.unit() if self.existing.isChecked() else None
        target.name, target.code = self.name.text(), self.code.text()
        target.kind = self.kind.currentData() or target.kind  # the words may still be under way
        target.parent = self.parent_line.unit()

    def problem(self) -> tuple[str, str] | None:
        """The field and the sentence that says what is wrong with it."""
        assert self.target is not None
        if self.existing.isChecked():
            sentence = _("Type part of the name, the initials or the code of the organisation.")
            return ("unit", sentence) if self.target.unit is None else None
        if self.target.parent is None and self.parent_line.text().strip():
            sentence = _("“{text}” is not one organisation; choose it from the list.")
            return "parent", sentence.format(text=self.parent_line.text().strip())
        return order_targets.problem(self.target)

    def tell(self, key: str, sentence: str) -> None:
        """Says what is wrong at a field, with the cursor in it."""
        self.fields[key].tell(sentence)
        self.fields[key].editor.setFocus()

    def focus(self) -> None:
        """The cursor where the next entry begins."""
        (self.unit if self.existing.isChecked() else self.name).setFocus()

    def _show_way(self) -> None:
        for key, field in self.fields.items():
            field.setVisible((key == "unit") == self.existing.isChecked())


class TargetsStep(Step):
    """The list of targets and the form of the one that is chosen; of a merger the form alone."""

    title = N_("Targets")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.form = TargetForm(bench)
        self.view: RowsView[TargetDraft] = RowsView(
            self._columns(),
            name="order-targets",
            label=_("Organisations that take over"),
            empty=_("Add the organisations that take over."),
            identity=id,
        )
        self.view.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.view.selected.connect(self._on_selected)
        self.add_button = button(_("&Add a target"), self._on_add)
        self.paste_button = button(_("&Paste from a spreadsheet"), self._on_paste)
        self.paste_button.setToolTip(_("Copied cells: name, kind, organisation above, code"))
        self.remove_button = button(_("&Remove"), self._on_remove)
        self._listed = QWidget()
        acts = FlowLayout(gap=8)
        for each in (self.add_button, self.paste_button, self.remove_button):
            acts.addWidget(each)
        left = column_in(self._listed)
        left.addWidget(self.view, 1)
        left.addLayout(acts)
        halves = Halves(self._listed, self.form, gap=self.fontMetrics().height(), shares=(3, 2))
        halves.least = characters(self, SIDE_BY_SIDE)
        box = column_in(self)
        self.heading = label("", role="faint", wrap=True)
        box.addWidget(self.heading)
        box.addWidget(halves, 1)
        box.addWidget(self.problem)
        for edited in (self.form.name.textEdited, self.form.code.textEdited, self.form.kind.activated,
                       self.form.unit.chosen, self.form.parent_line.chosen, self.form.new.clicked,
                       self.form.existing.clicked):  # fmt: skip
            edited.connect(lambda *_what: self._on_edited())

    def enter(self) -> None:
        """The cursor stands in the first name that is missing."""
        draft = self.draft
        sources = [row for row in self.bench.rows if row.id in draft.sources]
        order_targets.prepare(draft, sources)
        self._listed.setVisible(draft.kind != rules.MERGE)
        names = "、".join(row.name for row in sources[:6]) + ("…" if len(sources) > 6 else "")
        words = {
            rules.MERGE: _("{names} become one organisation:"),
            rules.SPLIT: _("{names} becomes these organisations; it may itself be one of them:"),
            rules.REGROUP: _("{names} become these organisations; they may themselves be among them:"),
        }
        self.heading.setText(words[draft.kind].format(names=names))
        self.tell("")
        missing = next((target for target in draft.targets if order_targets.problem(target)), draft.targets[0])
        self._show(missing)

    def leave(self) -> bool:
        """Every target is complete, and none stands there twice."""
        self.form.read()
        self._fill()
        self.tell("")
        for target in self.draft.targets:
            wrong = order_targets.problem(target) if target is not self.form.target else self.form.problem()
            if wrong is not None:
                self._show(target, is_new=False)
                self.form.tell(*wrong)
                return False
        if (twice := order_targets.doubled(self.draft.targets)) is not None:
            self._show(twice, is_new=False)
            return self.tell(_("This organisation stands in the list twice; change its name or remove it."))
        return True

    def _show(self, target: TargetDraft, *, is_new: bool = True) -> None:
        """Makes a target the one in the form."""
        self._fill()
        self.view.select(id(target))
        if target is not self.form.target or is_new:
            self.form.show_target(target)
        self.form.focus()

    def _fill(self) -> None:
        self.view.set_rows(list(self.draft.targets))
        self.remove_button.setEnabled(len(self.draft.targets) > order_targets.FIRST[self.draft.kind])

    def _on_selected(self, target: TargetDraft | None) -> None:
        if target is not None and target is not self.form.target:
            self.form.read()
            self.form.show_target(target)

    def _on_edited(self) -> None:
        self.form.read()
        self._fill()

    def _on_add(self) -> None:
        self.form.read()
        like = self.draft.targets[-1]
        self.draft.targets.append(TargetDraft(kind=like.kind, parent=like.parent))
        self._show(self.draft.targets[-1])

    def _on_paste(self) -> None:
        self.form.read()
        rows, kinds, draft = self.bench.rows, self.bench.kinds, self.draft
        like = draft.targets[-1]
        found = order_targets.pasted(QGuiApplication.clipboard().text(), rows=rows, kinds=kinds, like=like)
        if not found:
            self.tell(_("There are no cells on the clipboard; copy names, kinds and codes in the spreadsheet first."))
            return
        self.tell("")
        for empty in [target for target in draft.targets if target.unit is None and not target.name.strip()]:
            draft.drop_target(empty)
        draft.targets += found
        self._show(found[0])

    def _on_remove(self) -> None:
        target = self.form.target
        if target is None or target not in self.draft.targets:
            return
        place = self.draft.targets.index(target)
        self.draft.drop_target(target)
        self.form.target = None
        self._show(self.draft.targets[max(0, place - 1)])

    def _columns(self) -> tuple[Column[TargetDraft], ...]:
        def row_name(target: TargetDraft) -> str:
            return order_targets.name_of(target, self.bench.known)

        def kind(target: TargetDraft) -> str:
            row = self.bench.row(target.unit)
            return row.kind_label if row else self.bench.kinds.get(target.kind or "", "")

        def above(target: TargetDraft) -> str:
            row = self.bench.row(target.unit)
            parent = self.bench.row(row.parent if row else target.parent)
            return parent.name if parent else ""

        def code(target: TargetDraft) -> str:
            row = self.bench.row(target.unit)
            return (row.code or "") if row else target.code

        return (
            Column("number", _("No."), lambda target: str(self.draft.targets.index(target) + 1), width=5, align=RIGHT),
            Column("name", _("Name of the organisation"), row_name, width=20),
            Column("new", _("State"), lambda target: _("exists") if target.unit else _("newly set up"), width=7),
            Column("kind", _("Kind"), kind, width=12),
            Column("parent", _("Organisation above"), above, width=16),
            Column("code", _("Code"), code, width=16),
        )
