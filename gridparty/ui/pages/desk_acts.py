"""What is done at the sign-in desk besides checking in: leave, taking back, guests, the printed sheet."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.i18n import _
from gridparty.operations import attendance, desk
from gridparty.operations.activities import EXPECTED, LISTED
from gridparty.operations.desk import DeskPerson, SignInSheet
from gridparty.ui.dialogs.guest import GuestDialog
from gridparty.ui.dialogs.leaves import LeavesDialog
from gridparty.ui.printing import print_pdf

if TYPE_CHECKING:
    from gridparty.ui.pages.desk import DeskPage


class DeskActs(QObject):
    """Joins the buttons of the desk to the operations."""

    def __init__(self, page: "DeskPage") -> None:
        super().__init__(page)
        self._page = page
        lists, face = page.lists, page.face
        lists.leave_wanted.connect(self.leave)
        lists.undo_wanted.connect(self.undo)
        lists.leaves_wanted.connect(self.ask_leaves)
        face.guest.clicked.connect(self.ask_guest)
        face.finish.clicked.connect(self.finish)

    def undo(self, person: DeskPerson) -> None:
        """Takes a check-in or a leave back."""
        listed = person.role == LISTED
        said = _("{name} is expected again.") if listed else _("{name} is no longer signed in.")
        self._run(attendance.undo, lambda: self._page.board.took_back(person.member), said, person)

    def leave(self, person: DeskPerson) -> None:
        """Notes that someone asked for leave."""
        then = lambda: self._page.board.on_leave((person.member,))  # noqa: E731
        self._run(attendance.leave, then, _("{name} is on leave."), person)

    def ask_leaves(self) -> None:
        """Asks who is on leave."""
        dialog = LeavesDialog([who for who in self._page.board.away.people if who.state == EXPECTED], self._page)
        dialog.chosen.connect(self._on_leaves_chosen)
        self._open(dialog)

    def ask_guest(self) -> None:
        """Asks who came without being listed."""
        dialog = GuestDialog(self._page.office, self._page)
        dialog.picked.connect(lambda member: self._page.check_in(member, "keyboard"))
        dialog.brought.connect(self._on_brought)
        self._open(dialog)

    def finish(self) -> None:
        """Prints the sign-in sheet and goes back; first everything has to be on disk."""
        page = self._page
        if page.waiting.entries:
            sentence = _("{count} check-ins still wait to be saved; print the sheet when they are.")
            page.entry.refuse(sentence.format(count=len(page.waiting.entries)))
            return

        def made(pdf: bytes) -> None:
            page.face.finish.setEnabled(True)
            print_pdf(pdf, page.window(), _("Sign-in sheet"))
            page.left.emit()

        def refused(sentence: str) -> None:
            page.face.finish.setEnabled(True)
            page.entry.refuse(sentence)

        def typeset(sheet: SignInSheet) -> None:
            page.office.beside(lambda: _typeset(sheet), made, refused)

        page.face.finish.setEnabled(False)
        page.field.setFocus()
        page.office.ask(desk.sheet, typeset, refused=refused, activity=page.activity)

    def _run(self, operation: Any, then: Callable[[], None], said: str, person: DeskPerson) -> None:
        page, activity = self._page, self._page.activity
        page.office.run(
            operation,
            lambda _none: then() if activity == page.activity else None,
            said=said.format(name=person.name),
            refused=page.entry.refuse,
            activity=activity,
            member=person.member,
        )
        page.field.setFocus()

    def _on_leaves_chosen(self, chosen: tuple[MemberId, ...]) -> None:
        page, activity = self._page, self._page.activity
        page.office.run(
            attendance.leave_all,
            lambda _none: page.board.on_leave(chosen) if activity == page.activity else None,
            said=_("{count} people are on leave.").format(count=len(chosen)),
            refused=page.entry.refuse,
            activity=activity,
            members=chosen,
        )

    def _on_brought(self, person: Person) -> None:
        self._page.bring(person)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _code: self._page.field.setFocus())
        dialog.open()


def _typeset(sheet: SignInSheet) -> bytes:
    from gridparty.reports import sign_in_sheet  # noqa: PLC0415  late: start-up, brings reportlab along

    return sign_in_sheet.pdf(sheet)
