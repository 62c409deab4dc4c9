"""The card of a floating member: where, who follows up, how long without contact, and the log (S130)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridparty.domain import registers as rules
from gridparty.i18n import _
from gridparty.operations import floating, registers
from gridparty.operations.floating import FloatingRow, LogRow
from gridparty.ui.dialogs import floating_contact as forms
from gridparty.ui.marks import Mark
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.pages.register_columns import span
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.list_card import ListCard, RowAct
from gridparty.ui.widgets.marked_line import marked_line
from gridparty.ui.widgets.words import label


class FloatingCard(ListCard[LogRow]):
    """The flow now, or the last one, with its log; earlier flows in a line each. Hidden where there was none."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Floating"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("kind", _("What"), self._kind, width=14),
                Column("way", _("How"), self._way, width=12),
                Column("reached", _("Was reached"), _reached, width=12, mark=_mark),
                Column("note", _("Note"), lambda row: (row.note or "").replace("\n", " "), width=36),
            ),
            name="person_floating",
            empty=_("No contact has been noted yet."),
            identity=lambda row: row.id,
            acts=(RowAct(_("Delete"), self._on_delete, keys="Del"),),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self._above = QWidget()
        self.contact_button = self.add_tool(_("Note a contact…"), self.contact)
        self.material_button = self.add_tool(_("Study material…"), self._on_material)
        self.edit_button = self.add_tool(_("Place and follow-up…"), self._on_edit)
        self.end_button = self.add_tool(_("End the flow…"), self._on_end)
        self._box().insertWidget(1, self._above)

    @property
    def flow(self) -> FloatingRow | None:
        """The open flow, else the newest."""
        flows = () if self.sheet is None else self.sheet.file.flows
        return next((row for row in flows if row.until is None), flows[0] if flows else None)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the flows of a person."""
        self.sheet = sheet
        flow = self.flow
        self.setVisible(flow is not None)
        if flow is None:
            return
        for each in (self.contact_button, self.material_button, self.edit_button, self.end_button):
            each.setVisible(flow.until is None)
        old, self._above = self._above, self._summary(flow, sheet)
        self._box().replaceWidget(old, self._above)
        old.hide()
        old.deleteLater()
        self.set_rows(sheet.logs.get(flow.entry, ()))

    def contact(self) -> None:
        """Asks for a contact."""
        if (flow := self.flow) is not None and self.sheet is not None:
            forms.contact_form(
                self.office, register=self.sheet.registers[floating.FLOATING], entry=flow.entry, name=flow.name,
                parent=self,
            ).open()  # fmt: skip

    def _on_material(self) -> None:
        if (flow := self.flow) is not None:
            forms.material_form(self.office, entries=[flow.entry], name=flow.name, parent=self).open()

    def _on_edit(self) -> None:
        if (flow := self.flow) is not None:
            forms.edit_form(self.office, flow, self).open()

    def _on_end(self) -> None:
        if (flow := self.flow) is not None:
            forms.end_form(self.office, flow, self).open()

    def _on_delete(self, row: LogRow) -> None:
        said = _("Deleted: {name}").format(name=f"{row.day} {self._kind(row)}")
        self.office.run(registers.remove_event, said=said, event=row.id)

    def _summary(self, flow: FloatingRow, sheet: Sheet) -> QWidget:
        made = QWidget()
        box = column_in(made, gap=self.fontMetrics().height() // 3)
        facts = [direction(flow), flow.place, span(flow.since, flow.until)]
        if flow.follow_up_name:
            facts.append(_("followed up by {name}").format(name=flow.follow_up_name))
        box.addWidget(label("　".join(filter(None, facts)), wrap=True))
        if flow.until is None:
            word = _("overdue") if flow.overdue else _("In order")
            box.addWidget(marked_line(Mark.BAD if flow.overdue else Mark.GOOD, word, without(flow)))
        for other in sheet.file.flows:
            if other.entry != flow.entry:
                text = f"{direction(other)}　{other.place}　{span(other.since, other.until)}"
                box.addWidget(label(text, role="faint", wrap=True))
        return made

    def _kind(self, row: LogRow) -> str:
        events = () if self.sheet is None else self.sheet.registers[floating.FLOATING].events
        return next((rules.label(each) for each in events if each.kind == row.kind), row.kind)

    def _way(self, row: LogRow) -> str:
        if self.sheet is None or not row.way:
            return ""
        return forms.words_of(self.sheet.registers[floating.FLOATING], "way").get(row.way, row.way)

    def _box(self) -> QVBoxLayout:
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        return box


def direction(row: FloatingRow) -> str:
    """Outflow or inflow, as a word."""
    return _(floating.DIRECTIONS.get(row.direction, row.direction))


def without(row: FloatingRow) -> str:
    """The last contact and the days since, in words."""
    if row.last_contact is None:
        return _("no contact for {days:,} days, none was ever noted").format(days=row.days_without)
    return _("last contact on {day}, {days:,} days ago").format(day=row.last_contact, days=row.days_without)


def _reached(row: LogRow) -> str:
    if row.kind != floating.CONTACT:
        return ""
    return _("got through") if row.reached else _("in vain")


def _mark(row: LogRow) -> str | None:
    return None if row.kind != floating.CONTACT else "good" if row.reached else "warn"
