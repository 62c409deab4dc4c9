"""One person's page, shown inside the members page in place of the list."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations import disclosures
from gridparty.operations.dossier_completeness import SECTIONS
from gridparty.operations.dossiers import BelongingRow
from gridparty.ui.dialogs.dossier import DossierDialog
from gridparty.ui.dialogs.member_card import CardDialog
from gridparty.ui.dialogs.member_close import CloseDialog, EndDialog
from gridparty.ui.dialogs.member_form import MemberDialog
from gridparty.ui.dialogs.registration import RegistrationDialog, facts_form
from gridparty.ui.dialogs.registration_paper import card_dialog
from gridparty.ui.office import Office
from gridparty.ui.pages import member_menu, member_sheet
from gridparty.ui.pages.member_facts import (
    MaskedFact,
    belongings_card,
    fact_groups,
    posts_card,
    taking_part_card,
)
from gridparty.ui.pages.member_sections import MemberSections
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import characters
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.words import button, label


class MemberView(QWidget):
    """Who the person is, belongs to and takes part in; from here he or she is edited, closed, registered."""

    left = Signal()  # back to the list
    unit_wanted = Signal(object)  # UnitId
    entry_wanted = Signal(object)  # EntryId

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__()
        self.office, self.place = office, place
        self.member: MemberId | None = None
        self.sheet: Sheet | None = None
        self.sections: MemberSections | None = None  # made for the first person shown
        self.masked: list[MaskedFact] = []
        self._number = 0
        self.back = button(_("‹ &List"), self.left.emit, tip=_("Back to the list (Esc)"))
        self.name = label("", role="title", wrap=True)
        self.stage = label("", role="pill")
        self.facts = label("", role="faint", wrap=True)
        self.missing = label("", role="hint", wrap=True)
        self.missing.hide()
        self.edit_button = button(_("E&dit…"), self._on_edit)
        self.register_button = button(_("Re&gister…"), self._on_register)
        self.card_button = button(_("Member &code…"), self._on_card)
        self.file_button = button(_("One-perso&n file…"), self._on_file, tip=_("On paper, with what is ticked"))
        self.close_button = button(_("Cl&ose the file…"), self._on_close)
        self.more_button = button(_("&More ▾"))
        self.more = QMenu(self)
        self.more_button.setMenu(self.more)
        inside = QWidget()
        self.area = fill(self, inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(22, 10, 22, 18)
        self._inside.setSpacing(12)
        self._inside.addLayout(self._head())
        self._cards = QWidget()
        self._inside.addWidget(self._cards)
        self._inside.addStretch(1)

    def show_member(self, member: MemberId) -> None:
        """Loads and shows a person."""
        if member != self.member:
            self.member, self.sheet = member, None
            self.name.setText("…")
            for widget in (self.facts, self.stage):
                widget.setText("")
            self.missing.hide()
            self._put_cards(QWidget(), [])
            if self.sections is not None:
                self.sections.hide()
            self.area.verticalScrollBar().setValue(0)
        self.reload()
        self.back.setFocus()

    def reload(self) -> None:
        """Loads the person anew."""
        if self.member is None:
            return
        self._number += 1
        number = self._number

        def show(found: Sheet) -> None:
            if number == self._number:
                self._show(found)

        self.office.ask(member_sheet.load, show, member=self.member)

    def forget(self) -> None:
        """Leaves the person; an answer under way is not shown any more."""
        self._number += 1
        self.member = self.sheet = None
        self._put_cards(QWidget(), [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        line = FlowLayout(gap=10)
        line.addWidget(self.name)
        line.addWidget(self.stage)
        words.addLayout(line)
        words.addWidget(self.facts)
        words.addWidget(self.missing)
        top.addLayout(words, 1)
        buttons = FlowLayout(gap=8)
        for each in (self.edit_button, self.register_button, self.card_button, self.file_button, self.close_button,
                     self.more_button):  # fmt: skip
            buttons.addWidget(each)
        head = QVBoxLayout()
        head.addLayout(top)
        head.addLayout(buttons)
        return head

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        dossier = sheet.file.page
        facts, is_gone = dossier.facts, sheet.is_gone
        branch = dossier.branch.unit_name if dossier.branch else _("affiliated with no branch here")
        closed = _("closed on {day}").format(day=dossier.closed_on) if is_gone else None
        standing = sheet.word("member_standings", facts["standing"])
        line = [_("Member code {code}").format(code=dossier.code), branch, standing, closed]
        self.name.setText(facts["name"])
        self.stage.setText(sheet.word("member_stages", facts["stage"]))
        self.facts.setText("　".join(filter(None, line)))
        lacking = "、".join(_(SECTIONS[each]) for each in sheet.file.missing)
        self.missing.setText(_("The file lacks: {sections}").format(sections=lacking))
        self.missing.setVisible(bool(lacking) and not is_gone)
        self.register_button.setEnabled(not is_gone)
        self.close_button.setEnabled(not is_gone)
        member_menu.fill(self.more, self.office, sheet, self)
        self.more_button.setEnabled(not self.more.isEmpty())
        self._put_cards(*self._made_cards(sheet))
        self._show_sections(sheet)

    def _show_sections(self, sheet: Sheet) -> None:
        """A dozen lists; they are made when the first person is opened."""
        if self.sections is None:
            self.sections = MemberSections(self.office)
            self.sections.entry_wanted.connect(self.entry_wanted)
            self._inside.insertWidget(self._inside.count() - 1, self.sections)
        self.sections.show_sheet(sheet, self.place)
        self.sections.show()

    def _put_cards(self, cards: QWidget, masked: list[MaskedFact]) -> None:
        old, self._cards, self.masked = self._cards, cards, masked
        self._inside.replaceWidget(old, cards)
        old.hide()
        old.deleteLater()

    def _made_cards(self, sheet: Sheet) -> tuple[QWidget, list[MaskedFact]]:
        dossier = sheet.file.page
        frames, masked = fact_groups(dossier, sheet.words, self._on_reveal_wanted, sheet.file.computed)
        frames.append(taking_part_card(dossier.taking_part))
        acts = (self._on_end, self._on_paper, self._on_claim)
        frames.append(belongings_card(dossier.belongings, self.unit_wanted.emit, *acts))
        if dossier.posts:
            frames.append(posts_card(dossier.posts, self.unit_wanted.emit))
        cards = QWidget()
        flow = FlowLayout(cards, gap=12, column=characters(self, 17))
        for frame in frames:
            flow.addWidget(frame)
        return cards, masked

    def _on_reveal_wanted(self, field: str) -> None:
        member = self.member

        def show(plain: dict[str, Any]) -> None:
            if self.member == member:
                for fact in self.masked:
                    if fact.field == field and fact.isVisible():
                        fact.show_plain(str(plain[field] or ""))

        self.office.run(disclosures.reveal, show, member=member, fields=[field])

    def _on_edit(self) -> None:
        if self.member is not None:
            MemberDialog(self.office, unit=self.place.unit, member=self.member, parent=self).open()

    def _on_register(self) -> None:
        if (sheet := self.sheet) is not None:
            RegistrationDialog(self.office, unit=self.place.unit, person=sheet.person, parent=self).open()

    def _on_card(self) -> None:
        if self.member is not None:
            CardDialog(self.office, members=[self.member], parent=self).open()

    def _on_file(self) -> None:
        if (sheet := self.sheet) is not None:
            DossierDialog(self.office, member=sheet.id, name=sheet.name, parent=self).open()

    def _on_close(self) -> None:
        if (sheet := self.sheet) is not None:
            CloseDialog(self.office, member=sheet.id, name=sheet.name, parent=self).open()

    def _on_end(self, row: BelongingRow) -> None:
        if (sheet := self.sheet) is not None:
            EndDialog(
                self.office, registration=row.id, name=sheet.name, unit_name=row.unit_name, parent=self
            ).open()  # fmt: skip

    def _on_claim(self, row: BelongingRow) -> None:
        if (sheet := self.sheet) is not None:
            facts_form(self.office, row=row, name=sheet.name, parent=self).open()

    def _on_paper(self, row: BelongingRow) -> None:
        if (sheet := self.sheet) is not None:
            card_dialog(self.office, registration=row.id, name=sheet.name, parent=self).open()
