"""What can be done in the lists of members and of those registered: the buttons above them and the rows' menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from gridparty.i18n import _
from gridparty.operations.member_lists import PersonRow
from gridparty.ui.dialogs.member_card import CardDialog
from gridparty.ui.dialogs.member_close import CloseDialog, EndDialog
from gridparty.ui.dialogs.member_form import MemberDialog
from gridparty.ui.dialogs.party_group import Seated, ask_group
from gridparty.ui.dialogs.registration import RegistrationDialog
from gridparty.ui.dialogs.registration_paper import FeedbackDialog
from gridparty.ui.pages.page import Page
from gridparty.ui.widgets.rows_view import RowsView
from gridparty.ui.widgets.words import button


class MemberActs(QObject):
    """Opens the forms at the page's place, for the row under the cursor of `shown`, the list in sight."""

    saved = Signal(object)  # MemberId of somebody new
    person_wanted = Signal(object)  # MemberId

    def __init__(self, page: Page, shown: Callable[[], RowsView[PersonRow]]) -> None:
        super().__init__(page)
        self.page, self.office, self.shown = page, page.office, shown
        self.add_button = button(_("&Add a member…"), self.add, tip="F7")
        self.register_button = button(_("Re&gister…"), self.register, tip="F8")
        self.edit_button = button(_("E&dit…"), self._on_edit, tip="F2")
        self.card_button = button(_("Member &code…"), self._on_card)
        self.group_button = button(_("Part&y group…"), self._on_group)
        self.close_button = button(_("Cl&ose the file…"), self._on_close)
        self.end_button = button(_("E&nd the registration…"), self._on_end)
        self.feedback_button = button(_("Feedback &slips…"), self._on_feedback)
        self.buttons = (
            self.add_button, self.register_button, self.edit_button, self.card_button, self.group_button,
            self.close_button, self.end_button, self.feedback_button,
        )  # fmt: skip
        self.menu = (
            self._action(_("Open"), self._on_open), self._action(_("E&dit…"), self._on_edit, "F2"),
            self._action(_("Member &code…"), self._on_card), self._action(_("Cl&ose the file…"), self._on_close),
        )  # fmt: skip
        self.members_menu = (
            *self.menu[:-1],
            self._action(_("Place in a Part&y group…"), self._on_group),
            self.menu[-1],
        )

    def tell(self, *, is_people: bool, is_registered: bool) -> None:
        """Shows the buttons of the list in sight, none while it is another than these two; greys what needs a row."""
        has_row = self.shown().current() is not None
        for each in (self.edit_button, self.close_button, self.end_button):
            each.setEnabled(has_row)
        for each in (self.card_button, self.group_button):
            each.setEnabled(self.shown().table.selectionModel().hasSelection())
        for each in (self.add_button, self.register_button, self.edit_button, self.card_button):
            each.setVisible(is_people)
        for each in (self.group_button, self.close_button):
            each.setVisible(is_people and not is_registered)
        for each in (self.end_button, self.feedback_button):
            each.setVisible(is_people and is_registered)

    def add(self) -> None:
        """Asks for a new member."""
        dialog = MemberDialog(self.office, unit=self.page.place.unit, parent=self.page)
        dialog.saved.connect(self.saved)
        dialog.open()

    def register(self) -> None:
        """Asks who registers here."""
        dialog = RegistrationDialog(self.office, unit=self.page.place.unit, parent=self.page)
        dialog.saved.connect(self.saved)
        dialog.open()

    def _action(self, text: str, act: Callable[[], None], keys: str = "") -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda: act())
        if keys:
            made.setShortcut(QKeySequence(keys))
        return made

    def _on_open(self) -> None:
        if (row := self.shown().current()) is not None:
            self.person_wanted.emit(row.id)

    def _on_edit(self) -> None:
        if (row := self.shown().current()) is not None:
            MemberDialog(self.office, unit=self.page.place.unit, member=row.id, parent=self.page).open()

    def _on_card(self) -> None:
        members = list(dict.fromkeys(row.id for row in self.shown().selected_rows()))
        if members:
            CardDialog(self.office, members=members, parent=self.page).open()

    def _on_group(self) -> None:
        people = {
            row.id: Seated(row.id, row.name, row.unit, row.unit_name, row.group_name)
            for row in self.shown().selected_rows()
        }
        ask_group(self.office, people=list(people.values()), parent=self.page)

    def _on_close(self) -> None:
        if (row := self.shown().current()) is not None:
            CloseDialog(self.office, member=row.id, name=row.name, parent=self.page).open()

    def _on_end(self) -> None:
        if (row := self.shown().current()) is not None:
            EndDialog(
                self.office, registration=row.belonging, name=row.name, unit_name=row.unit_name, parent=self.page
            ).open()  # fmt: skip

    def _on_feedback(self) -> None:
        if (unit := self.page.place.unit) is not None:
            FeedbackDialog(self.office, unit=unit, month=self.page.place.month, parent=self.page).open()
