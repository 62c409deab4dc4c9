"""Changes of organisations: the orders of the whole file, planned and in force (E1, S090)."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from gridparty.domain import orders as rules
from gridparty.i18n import _
from gridparty.operations import orders
from gridparty.operations.orders import OrderRow
from gridparty.ui.dialogs.order_details import OrderDialog
from gridparty.ui.dialogs.order_wizard import OrderWizard
from gridparty.ui.models import order_words
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.words import button, label

MARGIN = 22
NEW = "new:orders"


class OrdersPage(Page):
    """The list of orders, the newest day first, whatever unit is chosen."""

    name = "orders"
    watches: ClassVar[frozenset[str]] = frozenset({"change_orders", "change_order_units", "unit_states"})

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.filter = QLineEdit(placeholderText=_("Filter the orders"), clearButtonEnabled=True)
        self.filter.setAccessibleName(_("Filter the orders"))
        self.filter.textChanged.connect(lambda text: self.view.set_filter(None, text))
        self.new_button = button(_("&New change…"), self.open_wizard, role="primary")
        self.open_button = button(_("&Details…"), self.open_details)
        self.cancel_button = button(_("Cancel the &order…"), self.ask_cancel)
        self.undo_button = button(_("Take &back in the history"), lambda: self.open_page("history"))
        self.open_action = QAction(_("&Details…"), self)
        self.open_action.triggered.connect(self.open_details)
        self.cancel_action = QAction(_("Cancel the &order…"), self)
        self.cancel_action.triggered.connect(self.ask_cancel)
        self.view: RowsView[OrderRow] = RowsView(
            columns(),
            name="orders",
            label=_("Changes of organisations, newest first"),
            empty=_(
                "No organisation has been changed yet. "
                "“New change…” merges, splits, regroups, moves or upgrades organisations."
            ),
            identity=lambda row: row.id,
            actions=(self.open_action, self.cancel_action),
        )
        self.view.selected.connect(self._on_selected)
        self.view.activated.connect(lambda _row, _key: self.open_details())
        self.view.filter_cleared.connect(self.filter.clear)
        self._lay_out()
        self._on_selected(None)

    def reload(self) -> None:
        """Asks for the orders."""
        self.load(orders.rows, self._show)

    def show_item(self, item: Any) -> None:
        """`new:orders`: the wizard; a number: that order."""
        if item == NEW:
            self.open_wizard()
        else:
            self.view.select(item)

    def open_wizard(self) -> None:
        """A merger, division, regrouping, or a move or upgrade of several."""
        OrderWizard(self.office, parent=self).open()

    def open_details(self) -> None:
        """What the chosen order says."""
        if (row := self.view.current()) is not None:
            OrderDialog(self.office, row=row, parent=self).open()

    def ask_cancel(self) -> None:
        """Asks whether a planned order is to be cancelled."""
        row = self.view.current()
        if row is None or row.state != rules.PLANNED:
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Changes of organisations"))
        box.setText(_("Cancel the order “{title}” of {day}?").format(title=row.title, day=row.day))
        box.setInformativeText(_("It will not come into force. It stays in this list."))
        yes = box.addButton(_("Cancel the &order"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(_("&Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self._cancel(row))
        box.open()

    def _cancel(self, row: OrderRow) -> None:
        said = _("Cancelled: {title}").format(title=row.title)
        self.office.run(orders.cancel, said=said, refused=self.office.refused.emit, order=row.id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.filter, 2)
        head.addWidget(label(_("Orders of the whole file, whatever unit is chosen."), role="small", wrap=True), 3)
        head.addWidget(self.new_button)
        feet = FlowLayout(gap=8)
        for each in (self.open_button, self.cancel_button, self.undo_button):
            feet.addWidget(each)
        inside = QWidget()
        fill(self, inside)
        box = QVBoxLayout(inside)
        box.setContentsMargins(MARGIN, 14, MARGIN, 14)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        box.addLayout(feet)

    def _show(self, rows: tuple[OrderRow, ...]) -> None:
        self.view.set_rows(rows)
        self._on_selected(self.view.current())

    def _on_selected(self, row: OrderRow | None) -> None:
        is_planned = row is not None and row.state == rules.PLANNED
        for thing in (self.cancel_button, self.cancel_action):
            thing.setEnabled(is_planned)
        for thing in (self.open_button, self.open_action):
            thing.setEnabled(row is not None)
        self.undo_button.setEnabled(row is not None and row.state == rules.APPLIED)


def columns() -> tuple[Column[OrderRow], ...]:
    """State, day, kind, title, units."""
    return (
        Column("state", _("State"), order_words.state, width=12, mark=_mark),
        Column("day", _("In force from"), lambda row: f"{row.day:%Y-%m-%d}", width=12),
        Column("kind", _("Kind of change"), lambda row: order_words.kind(row.kind), width=12),
        Column("title", _("Title of the order"), lambda row: row.title, width=32),
        Column("document", _("Document number"), lambda row: row.document or "", width=18),
        Column("sources", _("Organisations before"), lambda row: order_words.names(row.sources), width=28),
        Column("targets", _("Organisations after"), lambda row: order_words.names(row.targets), width=28),
    )


def _mark(row: OrderRow) -> str | None:
    if row.state == rules.PLANNED and row.refusal:
        return "bad"
    return order_words.STATE_MARKS.get(row.state)
