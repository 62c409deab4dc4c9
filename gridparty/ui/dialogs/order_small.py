"""Changes of one organisation in one step: name, code, kind, place in the tree, closing, reopening (S090)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from gridparty.domain import orders as rules
from gridparty.domain import raising
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import UnitId
from gridparty.domain.orders import OrderPlan, Target
from gridparty.domain.raising import Raised, usual_ending
from gridparty.i18n import N_, _
from gridparty.operations import catalogues, orders
from gridparty.operations.tree_rows import TreeRow
from gridparty.ui.dialogs.member_entry import EntryDialog, combo, refill
from gridparty.ui.dialogs.order_fields import DayLine, UnitLine
from gridparty.ui.models.order_draft import is_ahead
from gridparty.ui.office import Office
from gridparty.ui.widgets.words import label


class SmallOrder(EntryDialog):
    """One organisation, a day, a document's number, and what a subclass adds."""

    kind: str
    heading: str  # msgid of the window's title, with {name}
    meaning = ""  # msgid of a sentence above the fields

    def __init__(self, office: Office, *, row: TreeRow, rows: Sequence[TreeRow], parent: QWidget | None = None) -> None:
        super().__init__(office, _(self.heading).format(name=row.name), parent, save_text=_("&Carry out"))
        self.row, self.rows = row, rows
        if self.meaning:
            self.box.insertWidget(0, label(_(self.meaning).format(name=row.name), wrap=True))
        self.day, self.document = DayLine(), QLineEdit(maxLength=200)
        self.build()
        self.add("day", _("First day on which it holds"), self.day)
        self.add("document", _("Document number"), self.document, hint=_("May stay empty"))
        self.fit(36, 15)
        next(iter(self.fields.values())).editor.setFocus()
        self.note_start()

    def build(self) -> None:
        """Adds the fields of its kind."""

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """What is wrong with its fields, and what they add to the plan."""
        raise NotImplementedError

    def title(self) -> str:
        """The title under which the order is kept."""
        raise NotImplementedError

    def save(self) -> None:
        """Records the order."""
        if not self.begin():
            return
        problems, values = self.read()
        day = None
        try:
            day = self.day.day()
        except InvalidInput as problem:
            problems["day"] = str(problem)
        if self.tell_problems(problems) or day is None:
            return
        document, title = self.document.text().strip() or None, self.title()
        plan = OrderPlan(kind=self.kind, day=day, document=document, title=title, **values)
        words = _("Kept for {day}: {title}") if is_ahead(day) else _("In force from {day}: {title}")
        self.commit(orders.record, said=words.format(day=day, title=title), tells=self.row.id, plan=plan)


class RenameDialog(SmallOrder):
    """Another name from a day on; earlier months keep the old one."""

    kind = rules.RENAME
    heading = N_("Rename {name} from a day on")
    meaning = N_("Earlier months and their papers keep the name “{name}”.")

    def build(self) -> None:
        """The new name."""
        self.name = QLineEdit(self.row.name, maxLength=60)
        self.name.selectAll()
        self.add("name", _("New name"), self.name)

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """A name that is another one."""
        name = self.name.text().strip()
        if not name or name == self.row.name:
            return {"name": _("Type the new name of the organisation.")}, {}
        return {}, {"targets": (Target(unit=self.row.id, name=name),)}

    def title(self) -> str:
        """As it is told."""
        return _("{name} renamed {new}").format(name=self.row.name, new=self.name.text().strip())


class RecodeDialog(SmallOrder):
    """Another code from a day on."""

    kind = rules.RECODE
    heading = N_("New code for {name} from a day on")

    def build(self) -> None:
        """The new code."""
        self.code = QLineEdit(self.row.code or "", maxLength=30)
        self.code.selectAll()
        self.add("code", _("New code"), self.code)

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """A code that is another one."""
        code = self.code.text().strip()
        if not code or code == self.row.code:
            return {"code": _("Type the new code of the organisation.")}, {}
        return {}, {"targets": (Target(unit=self.row.id, code=code),)}

    def title(self) -> str:
        """As it is told."""
        return _("{name}: code {code}").format(name=self.row.name, code=self.code.text().strip())


class UpgradeDialog(SmallOrder):
    """Another kind, usually with another name; those below may become another kind too (S091)."""

    kind = rules.UPGRADE
    heading = N_("Upgrade {name} from a day on")
    meaning = N_("The organisation stays the same one with its people and records; earlier months keep what it was.")

    def build(self) -> None:
        """Kind, name, and the kinds of those below."""
        self.new_kind, self.name = combo({}), QLineEdit(self.row.name, maxLength=60)
        self.add("kind", _("New kind"), self.new_kind)
        self.add("name", _("New name"), self.name)
        self.below: dict[str, QComboBox] = {}
        below = [row for row in self.rows if row.parent == self.row.id and not row.is_closed]
        for kind, kind_label in dict.fromkeys((row.kind, row.kind_label) for row in below):
            self.below[kind] = combo({})
            count = sum(row.kind == kind for row in below)
            words = _("The {count} organisations below that are “{kind}”").format(count=count, kind=kind_label)
            self.add(f"below-{kind}", words, self.below[kind])
        self.follow = QCheckBox(_("get the ending of their new &kind too"))
        self.follow.setChecked(True)
        if self.below:
            self.add("follow", _("The names of those below"), self.follow)
        self.office.ask(catalogues.labels, self._on_kinds, catalogue="unit_kinds")

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """Something that changes."""
        kind, name = self.new_kind.currentData(), self.name.text().strip()
        if not name:
            return {"name": _("Type the organisation's name.")}, {}
        below = {
            old: Raised(box.currentData(), usual_ending(box.currentText()) if self.follow.isChecked() else None)
            for old, box in self.below.items()
            if box.currentData() not in (old, None)
        }
        if kind == self.row.kind and name == self.row.name and not below:
            return {"kind": _("Choose what kind of organisation it becomes.")}, {}
        open_rows = [row for row in self.rows if not row.is_closed]
        first, *others = raising.targets(open_rows, [self.row.id], becomes=Raised(kind), below=below)
        return {}, {"targets": (replace(first, name=name), *others)}

    def title(self) -> str:
        """As it is told."""
        words = _("{name} becomes {kind}: {new}")
        return words.format(name=self.row.name, kind=self.new_kind.currentText(), new=self.name.text().strip())

    def _on_kinds(self, kinds: dict[str, str]) -> None:
        if self.is_open:
            refill(self.new_kind, kinds, self.row.kind)
            for kind, box in self.below.items():
                refill(box, kinds, kind)
            self.note_start()


class MoveDialog(SmallOrder):
    """Another organisation above it from a day on."""

    kind = rules.MOVE
    heading = N_("Move {name} below another organisation")
    meaning = N_("Everything below {name} goes along; earlier months keep the old place.")

    def build(self) -> None:
        """The new parent."""
        self.above = UnitLine()
        self.above.set_rows(self.rows, without=(self.row.id, self.row.parent or UnitId(0)))
        self.add("above", _("New organisation above"), self.above)

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """A unit of the tree."""
        above = self.above.unit()
        if above is None:
            return {"above": _("Type part of the name, the initials or the code of the organisation.")}, {}
        return {}, {"sources": (self.row.id,), "targets": (Target(unit=above),)}

    def title(self) -> str:
        """As it is told."""
        return _("{name} moved below {above}").format(name=self.row.name, above=self.above.text())


class CloseUnitDialog(SmallOrder):
    """An organisation ends; it must be empty (D16)."""

    kind = rules.CLOSE
    heading = N_("Close {name} from a day on")
    meaning = N_("From that day on there is no {name}; its records stay. People and organisations move out first.")

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """Nothing but the day."""
        return {}, {"sources": (self.row.id,)}

    def title(self) -> str:
        """As it is told."""
        return _("{name} closed").format(name=self.row.name)


class ReopenDialog(SmallOrder):
    """A closed organisation goes on as it last was, below the same organisation or another."""

    kind = rules.REOPEN
    heading = N_("Reopen {name} from a day on")
    meaning = N_("{name} goes on as it last was; the time in between stays without it.")

    def build(self) -> None:
        """The organisation above, if it is to be another one."""
        self.above = UnitLine()
        self.above.set_rows([row for row in self.rows if not row.is_closed], without=(self.row.id,))
        self.above.set_unit(self.row.parent)
        self.add("above", _("Organisation above"), self.above)

    def read(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The unit, and where it goes."""
        above = self.above.unit()
        if above is None and self.above.text().strip():
            return {"above": _("Type part of the name, the initials or the code of the organisation.")}, {}
        targets = (Target(unit=self.row.id, parent=above),) if above is not None else ()
        return {}, {"sources": (self.row.id,), "targets": targets}

    def title(self) -> str:
        """As it is told."""
        return _("{name} reopened").format(name=self.row.name)
