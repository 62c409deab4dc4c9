"""Services: the quick entry, and the month's list with corrections and totals."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.errors import GridpartyError
from gridparty.domain.ids import ServiceId
from gridparty.domain.months import Month
from gridparty.domain.typed_entries import helped_text, read_helped
from gridparty.i18n import _
from gridparty.operations import service_lists, services
from gridparty.operations.service_lists import MonthList, Totals
from gridparty.operations.services import ServiceRow
from gridparty.ui.dialogs.service import ServiceDialog
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.service_form import ServiceForm
from gridparty.ui.widgets.words import button, card, label

MARGIN = 22
LIST_LINES = 8  # of text, at least; the page scrolls where there is less room


class ServicesPage(Page):
    """What members did for residents, entered one after another with the keyboard alone."""

    name = "services"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"services", "service_members", "members", "unit_states", "catalogue_items"}
    )

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.form = ServiceForm(office)
        self.form.submitted.connect(self.save)
        self.save_button = button(_("Save entr&y"), self.save, role="primary")
        self.hint = label(_("Enter moves on and saves from the last field; Ctrl+Enter saves at once."), role="small")
        self.hint.setWordWrap(True)
        self._labels: dict[str, str] = {}
        self._wanted: ServiceId | None = None
        self._place_shown: Place | None = None
        self.view = self._list()
        self._lay_out()

    def reload(self) -> None:
        """Asks for the month's list; a new place begins with its own day."""
        if self._place_shown is None or self._place_shown.month != self.place.month:
            self.form.day.set_month(self.place.month)
            self.form.day.set_day(_first_day(self.place.month))
        if self.place.unit is None:
            self.view.set_empty(_("There is no organisation in this file yet; bring them in on the Import page."))
            self._show(MonthList((), (), ()))
            return
        self.load(service_lists.of_month, self._show, unit=self.place.unit, month=self.place.month)

    def show_item(self, item: Any) -> None:
        """ "new:services": the entry; a number: that service in the list."""
        if item == "new:services":
            self.begin()
        elif str(item).isdecimal():
            self._wanted = ServiceId(int(item))
            self._select_wanted()

    def begin(self) -> None:
        """The cursor stands where an entry begins."""
        self.area.ensureVisible(0, 0)
        field = self.form.people if self.form.category.key() is not None else self.form.day
        field.setFocus()
        if field is self.form.day:
            self.form.day.selectAll()

    def save(self) -> None:
        """Writes the entry; the next one begins when it is saved."""
        values = self.form.read()
        if values is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        what = _("Recorded: {category}, {people}, {day}").format(
            category=self.form.category.text(), people=_names(self._names()), day=values["day"]
        )
        self.office.run(services.add, self._on_saved, said=what, refused=self._on_refused, **values)

    def edit(self) -> None:
        """Opens the chosen service for correction."""
        rows = self.view.selected_rows()
        if len(rows) == 1 and self.place.unit is not None:
            ServiceDialog(self.office, service=rows[0].id, unit=self.place.unit, parent=self).open()

    def delete(self) -> None:
        """Deletes the chosen services; undo brings them back."""
        rows = self.view.selected_rows()
        if len(rows) == 1:
            said = _("Deleted: {day} {summary}").format(day=rows[0].day, summary=rows[0].summary)
            self.office.run(services.remove, said=said, service=rows[0].id)
        elif rows:
            said = _("{count} services were deleted.").format(count=len(rows))
            self.office.run(services.remove_all, said=said, services=[row.id for row in rows])

    def _list(self) -> RowsView[ServiceRow]:
        self.edit_action = self._action(_("E&dit the service…"), self.edit)
        self.delete_action = self._action(_("&Delete"), self.delete, QKeySequence(Qt.Key.Key_Delete))
        made = RowsView(
            self._columns(),
            name="services",
            label=_("Services of the month"),
            empty=_("No service has been recorded in this month. Record the first one above."),
            identity=lambda row: row.id,
            total=_total,
            actions=(self.edit_action, self.delete_action),
        )
        made.activated.connect(lambda _row, _key: self.edit())
        made.edited.connect(self._on_edited)
        made.table.selectionModel().selectionChanged.connect(lambda *_what: self._on_selected())
        return made

    def _action(self, text: str, slot: Any, keys: QKeySequence | None = None) -> QAction:
        action = QAction(text, self)
        if keys is not None:
            action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        return action

    def _lay_out(self) -> None:
        entry = card()
        box = QVBoxLayout(entry)
        feet = QHBoxLayout()
        feet.addWidget(self.hint, 1)
        feet.addWidget(self.save_button)
        box.addWidget(self.form)
        box.addLayout(feet)
        self.edit_button = button(_("Edit…"), self.edit, role="small")
        self.delete_button = button(_("Delete"), self.delete, role="small", tip=_("Delete (Del); undo brings it back"))
        head = QHBoxLayout()
        self.heading = label("", role="heading")
        head.addWidget(self.heading, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.delete_button)
        self._on_selected()
        self.view.setMinimumHeight(self.fontMetrics().height() * LIST_LINES)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 14, MARGIN, 14)
        column.addWidget(entry)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.area = fill(self, inside)
        self.form.moved.connect(lambda field: self.area.ensureWidgetVisible(field, 0, MARGIN))

    def _columns(self) -> tuple[Column[ServiceRow], ...]:
        return (
            Column("day", _("Day"), lambda row: row.day.isoformat(), width=11),
            Column("category", _("Category"), lambda row: self._labels.get(row.category, row.category), width=9),
            Column("summary", _("Summary"), lambda row: row.summary, width=24, editable=True),
            Column("who", _("Who served"), lambda row: "、".join(row.names), width=19),
            Column("hours", _("Person-hours"), lambda row: f"{row.half_hours / 2:g}", width=8, align=RIGHT,
                   order=lambda row: row.half_hours),
            Column("helped", _("People helped"), _helped, width=8, align=RIGHT, editable=True, order=_helped_order),
            Column("unit", _("Unit"), lambda row: row.unit_name, width=16),
            Column("place", _("Place"), lambda row: row.place or "", width=14, hidden=True),
        )  # fmt: skip

    def _show(self, found: MonthList) -> None:
        self._labels = {word.key: word.label for word in found.categories}
        self.form.set_choices(units=found.units, categories=found.categories, month=self.place.month)
        if self._place_shown != self.place:
            self._place_shown = self.place
            self.form.set_unit(self.place.unit)
            self.form.refuse("")
        if not self.form.hours.text():
            self.form.hours.set_hours(1)
        is_there = bool(found.units)
        self.form.setEnabled(is_there)
        self.save_button.setEnabled(is_there)
        if not is_there and self.place.unit is not None:
            sentence = _("This unit does not exist in {month}; choose another month to record a service.")
            self.form.refuse(sentence.format(month=self.place.month))
        self.heading.setText(_("Services in {month}").format(month=self.place.month))
        self.view.set_rows(found.rows)
        self._on_selected()
        self._select_wanted()

    def _select_wanted(self) -> None:
        if self._wanted is not None and self.view.select(self._wanted):
            self._wanted = None

    def _on_saved(self, service: ServiceId) -> None:
        self.save_button.setEnabled(True)
        self._wanted = service
        self.form.begin_next()

    def _on_refused(self, sentence: str) -> None:
        self.save_button.setEnabled(True)
        self.form.refuse(sentence)

    def _on_edited(self, row: ServiceRow, key: str, text: str) -> None:
        def again(sentence: str) -> None:
            self.office.refused.emit(sentence)
            self.view.edit(row.id, key, text)

        if key == "summary":
            self.office.run(services.edit, said=_("Corrected."), refused=again, service=row.id, summary=text)
            return
        try:
            helped = read_helped(text)
        except GridpartyError as error:
            again(str(error))
            return
        changes: dict[str, Any] = {"people_helped": helped.counted, "people_helped_estimated": helped.estimated}
        changes["is_helped_unknown"] = helped.counted is None and helped.estimated is None
        self.office.run(services.edit, said=_("Corrected."), refused=again, service=row.id, **changes)

    def _on_selected(self) -> None:
        number = len(self.view.selected_rows())
        for thing in (self.edit_button, self.edit_action):
            thing.setEnabled(number == 1)
        for thing in (self.delete_button, self.delete_action):
            thing.setEnabled(number > 0)

    def _names(self) -> list[str]:
        return [person.name for person in self.form.people.people()]


def _first_day(month: Month) -> Any:
    """Today in this month; the last day of a month that is over, the first of one to come."""
    now = today()
    if Month.of(now) == month:
        return now
    return month.last if month.last < now else month.first


def _names(names: Sequence[str]) -> str:
    return (
        "、".join(names)
        if len(names) <= 3
        else _("{name} and others ({number})").format(name=names[0], number=len(names))
    )


def _helped(row: ServiceRow) -> str:
    return helped_text(row.people_helped, row.people_helped_estimated)


def _helped_order(row: ServiceRow) -> int | None:
    return row.people_helped if row.people_helped is not None else row.people_helped_estimated


def _total(rows: Sequence[ServiceRow]) -> str:
    """The figures of the rows shown, with their counting units (D10)."""
    found: Totals = service_lists.totals(rows)
    return _("Services {services}, person-hours {hours}, people helped {helped}").format(
        services=f"{found.services:,}",
        hours=f"{found.half_hours / 2:,.1f}",
        helped=helped_text(found.people_helped, found.people_helped_estimated or None),
    )
