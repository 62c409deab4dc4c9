"""History: what was done in the whole file, and taking any of it back (D15, D16)."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from gridparty.domain.permissions import LOCAL
from gridparty.i18n import N_, _
from gridparty.operations import history
from gridparty.operations.history import ActRow
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.pages.page import Page
from gridparty.ui.places import Place
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.words import button, label

MARGIN = 22
FIRST, MOST = 200, 25_600  # acts; each time four times as many are read

TABLES = {
    "units": N_("organisations"),
    "unit_states": N_("names and places of organisations"),
    "unit_links": N_("links of organisations"),
    "change_orders": N_("change orders"),
    "change_order_units": N_("organisations of change orders"),
    "members": N_("files of people"),
    "belongings": N_("affiliations and registrations"),
    "posts": N_("posts"),
    "activities": N_("activities"),
    "activity_units": N_("joint holders"),
    "attendance": N_("lines of sign-in lists"),
    "services": N_("services"),
    "service_members": N_("people who served"),
    "terms": N_("terms of office"),
    "transfers": N_("transfers"),
    "register_entries": N_("register entries"),
    "register_people": N_("people in registers"),
    "register_events": N_("events in registers"),
    "import_batches": N_("imports"),
    "import_mappings": N_("remembered columns"),
    "form_templates": N_("forms"),
    "catalogue_items": N_("words of the vocabulary"),
    "disclosures": N_("records of what was revealed"),
    "settings": N_("settings"),
}


class HistoryPage(Page):
    """The acts of the file, newest first, whatever unit is chosen."""

    name = "history"
    watches: ClassVar[frozenset[str]] = frozenset(TABLES)

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__(office, place)
        self.limit = FIRST
        self.filter = QLineEdit(placeholderText=_("Filter the acts"), clearButtonEnabled=True)
        self.filter.setAccessibleName(_("Filter the acts"))
        self.filter.textChanged.connect(lambda text: self.view.set_filter(None, text))
        self.turn_button = button(_("Ta&ke back…"), self.ask_turn)
        self.more_button = button(_("Show &more acts"), self.show_more, role="small")
        self.turn_action = QAction(_("Ta&ke back…"), self)
        self.turn_action.triggered.connect(self.ask_turn)
        self.view: RowsView[ActRow] = RowsView(
            _columns(),
            name="history",
            label=_("Acts, newest first"),
            empty=_("Nothing has been done in this file yet."),
            identity=lambda row: row.id,
            actions=(self.turn_action,),
        )
        self.view.selected.connect(self._on_selected)
        self.view.activated.connect(lambda _row, _key: self.ask_turn())
        self.view.filter_cleared.connect(self.filter.clear)
        self._lay_out()
        self._on_selected(None)

    def reload(self) -> None:
        """Asks for the newest acts, as many as are shown."""
        self.load(history.acts, self._show, limit=self.limit)

    def show_more(self) -> None:
        """Reads further back."""
        self.limit = min(self.limit * 4, MOST)
        self.more_button.setEnabled(False)
        self.reload()

    def ask_turn(self) -> None:
        """Asks whether the chosen act is to be taken back, or to stand again; names what it is."""
        row = self._root(self.view.current())
        if row is None:
            return
        words = _("Do again: {what}?") if row.undone else _("Take back: {what}?")
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("History"))
        box.setText(words.format(what=row.label))
        box.setInformativeText(
            _("Act {act} of {time}. It touched: {touched}. Taking back is itself written down here.").format(
                act=row.id, time=f"{row.at:%Y-%m-%d %H:%M}", touched=touched(row)
            )
        )
        yes = box.addButton(_("&Do it again") if row.undone else _("Ta&ke back"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(_("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self._turn(row))
        box.open()

    def _turn(self, row: ActRow) -> None:
        words = _("It stands again: {what}") if row.undone else _("Taken back: {what}")
        self.office.undo(row.id, said=words.format(what=row.label))

    def _root(self, row: ActRow | None) -> ActRow | None:
        """The act that is meant: of an undo the one that it took back, if that is in the list."""
        if row is None or row.undoes is None:
            return row
        return next((each for each in self.view.model.all_rows() if each.id == row.undoes), None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.filter, 2)
        head.addWidget(label(_("Acts of the whole file, whatever unit is chosen."), role="small", wrap=True), 3)
        head.addWidget(self.turn_button)
        inside = QWidget()
        fill(self, inside)
        box = QVBoxLayout(inside)
        box.setContentsMargins(MARGIN, 14, MARGIN, 14)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        box.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    def _show(self, rows: tuple[ActRow, ...]) -> None:
        self.view.set_rows(rows)
        self.more_button.setEnabled(True)
        self.more_button.setVisible(len(rows) == self.limit < MOST)
        self._on_selected(self.view.current())

    def _on_selected(self, row: ActRow | None) -> None:
        meant = self._root(row)
        words = _("Do a&gain…") if meant is not None and meant.undone else _("Ta&ke back…")
        self.turn_button.setText(words)
        self.turn_action.setText(words)
        for thing in (self.turn_button, self.turn_action):
            thing.setEnabled(meant is not None)


def touched(row: ActRow) -> str:
    """What an act touched, in words: 服务 1、参与人员 3."""
    return "、".join(f"{_(TABLES.get(table, table))} {count:,}" for table, count in row.tables.items())


def _what(row: ActRow) -> str:
    if row.undoes is None:
        return row.label
    words = _("Did again: {what} (act {act})") if row.brings_back else _("Took back: {what} (act {act})")
    return words.format(what=row.about, act=row.undoes)


def _state(row: ActRow) -> str:
    return _("taken back") if row.undone else ""


def _account(row: ActRow) -> str:
    return _("this computer") if row.account == LOCAL.name else row.account


def _columns() -> tuple[Column[ActRow], ...]:
    return (
        Column("id", _("No."), lambda row: str(row.id), width=6, order=lambda row: row.id, align=RIGHT),
        Column("at", _("When"), lambda row: f"{row.at:%Y-%m-%d %H:%M:%S}", width=19),
        Column("account", _("By"), _account, width=8),
        Column("what", _("What was done"), _what, width=28),
        Column("state", _("State"), _state, width=8, mark=lambda row: "info" if row.undone else None),
        Column("touched", _("What it touched"), touched, width=28),
    )
