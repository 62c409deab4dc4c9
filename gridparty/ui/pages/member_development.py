"""The card of a person's way into the Party: stages with dates, what is due, contacts, every step (DOMAIN 1.3)."""

from functools import partial

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gridparty.domain import development as rules
from gridparty.domain.civil_time import today
from gridparty.domain.development import Due
from gridparty.domain.partial_dates import as_text
from gridparty.i18n import _
from gridparty.operations import development
from gridparty.operations.development_entries import DEVELOPMENT
from gridparty.operations.development_lists import Path, StepRow
from gridparty.ui.dialogs import development_step as forms
from gridparty.ui.marks import Mark
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.list_card import ListCard, RowAct
from gridparty.ui.widgets.marked_line import marked_line
from gridparty.ui.widgets.words import label

SOON = 30  # days


class DevelopmentCard(ListCard[StepRow]):
    """Stages and dues above, the steps below; hidden for somebody who never was on the way."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Way into the Party"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("kind", _("What"), self._kind, width=16),
                Column("by", _("By whom"), lambda row: row.by or "", width=12),
                Column("result", _("Result"), _result, width=22),
                Column("document", _("Document"), lambda row: row.document or "", width=16),
                Column("note", _("Note"), lambda row: (row.note or "").replace("\n", " "), width=20),
            ),
            name="person_development",
            empty=_("No step has been noted yet."),
            identity=lambda row: row.id,
            acts=(RowAct(_("Delete"), self._on_delete, keys="Del", fits=lambda row: row.kind != rules.STEP),),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self._above = QWidget()
        self.advance_button = self.add_tool("", self.advance)
        self.record_button = self.add_tool(_("Note a step ▾"), lambda: None)
        self.record_menu = QMenu(self)
        self.record_button.setMenu(self.record_menu)
        for kind in forms.NOTED:
            self.record_menu.addAction(_(rules.EVENTS[kind]) + "…", partial(self.record, kind))
        self.contacts_button = self.add_tool(_("Contact members…"), self._on_contacts)
        self.leave_button = self.add_tool(_("Leaves the way…"), self._on_leave)
        self._box().insertWidget(1, self._above)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the way of a person."""
        self.sheet = sheet
        path = sheet.file.development
        self.setVisible(path is not None)
        if path is None:
            return
        is_on_way = path.next_stage is not None and not sheet.is_gone
        for each in (self.advance_button, self.record_button, self.contacts_button, self.leave_button):
            each.setVisible(is_on_way)
        self.advance_button.setText(_("Next: {stage}…").format(stage=self._stage(path.next_stage or "")))
        old, self._above = self._above, self._summary(path)
        self._box().replaceWidget(old, self._above)
        old.hide()
        old.deleteLater()
        self.set_rows(tuple(reversed(path.steps)))

    def advance(self) -> None:
        """Asks for the next stage."""
        path = None if self.sheet is None else self.sheet.file.development
        if self.sheet is not None and path is not None and path.next_stage is not None:
            forms.advance_form(
                self.office, member=self.sheet.id, name=self.sheet.name, stage=path.next_stage,
                word=self._stage(path.next_stage), parent=self,
            ).open()  # fmt: skip

    def record(self, kind: str) -> None:
        """Asks for a talk, a review or another step."""
        if self.sheet is not None:
            register = self.sheet.registers[DEVELOPMENT]
            forms.record_form(
                self.office, member=self.sheet.id, name=self.sheet.name, register=register, kind=kind, parent=self
            ).open()  # fmt: skip

    def _on_contacts(self) -> None:
        if self.sheet is not None and (path := self.sheet.file.development) is not None:
            forms.contacts_form(self.office, member=self.sheet.id, path=path, parent=self).open()

    def _on_leave(self) -> None:
        if self.sheet is not None and (path := self.sheet.file.development) is not None:
            forms.leave_form(
                self.office, member=self.sheet.id, name=self.sheet.name, stage=path.row.stage, parent=self,
                words=self.sheet.words["member_stages"],
            ).open()  # fmt: skip

    def _on_delete(self, row: StepRow) -> None:
        if self.sheet is not None:
            said = _("Deleted: {name}").format(name=self._kind(row))
            self.office.run(development.forget, said=said, event=row.id)

    def _summary(self, path: Path) -> QWidget:
        made = QWidget()
        box = column_in(made, gap=self.fontMetrics().height() // 3)
        box.addLayout(self._stages(path))
        for due in path.row.dues:
            box.addWidget(due_line(due))
        said = []
        if path.contacts:
            said.append(_("Contact members: {names}").format(names="、".join(name for _key, name in path.contacts)))
        if path.introducers:
            said.append(_("Introducers: {names}").format(names="、".join(name for _key, name in path.introducers)))
        if path.row.training_hours:
            said.append(_("Training: {hours:g} class hours").format(hours=path.row.training_hours))
        if said:
            box.addWidget(label("　".join(said), role="faint", wrap=True))
        return made

    def _stages(self, path: Path) -> FlowLayout:
        line = FlowLayout(gap=8)
        for number, stage in enumerate(rules.STAGES):
            value = path.row.dates.get(stage)
            text = " ".join(filter(None, (self._stage(stage), as_text(value) if value else None)))
            is_past = value is not None
            role = "pill" if stage == path.row.stage else "" if is_past else "hint"
            line.addWidget(label(("› " if number else "") + text, role=role))
        return line

    def _stage(self, code: str) -> str:
        return self.sheet.word("member_stages", code) if self.sheet is not None else code

    def _kind(self, row: StepRow) -> str:
        if row.kind == rules.STEP and row.stage:
            return self._stage(row.stage)
        return _(rules.EVENTS.get(row.kind, row.kind))

    def _box(self) -> QVBoxLayout:
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        return box


def due_line(due: Due) -> QWidget:
    """A thing due as shape, word and sentence: past, soon, later, or what becomes possible."""
    left = (due.day - today()).days
    day = _("about {value}").format(value=due.day) if due.about else str(due.day)
    if due.may:
        word, mark = (_("may"), Mark.INFO) if left > 0 else (_("may now"), Mark.GOOD)
    elif left < 0:
        word, mark = _("overdue"), Mark.BAD
    else:
        word, mark = (_("soon"), Mark.WARN) if left <= SOON else (_("ahead"), Mark.INFO)
    sentence = _("{what}: {day}").format(what=_(rules.DUES[due.code]), day=day)
    if due.latest is not None:
        sentence += _(", at the latest {day}").format(day=due.latest)
    return marked_line(mark, word, sentence)


def _result(row: StepRow) -> str:
    parts = [
        row.result,
        None if row.hours is None else _("{hours:g} class hours").format(hours=row.hours),
        None if row.until is None else _("until {day}").format(day=row.until),
    ]
    return "　".join(filter(None, parts)).replace("\n", " ")
