"""One person's page, shown inside the members page in place of the list."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridparty.domain.ids import MemberId
from gridparty.i18n import _
from gridparty.operations import disclosures, dossiers, member_forms
from gridparty.operations.dossiers import BelongingRow, Dossier
from gridparty.operations.member_forms import Choice
from gridparty.ui.dialogs.member_card import CardDialog
from gridparty.ui.dialogs.member_close import CloseDialog, EndDialog
from gridparty.ui.dialogs.member_form import MemberDialog
from gridparty.ui.dialogs.registration import RegistrationDialog
from gridparty.ui.office import Office
from gridparty.ui.pages.member_facts import (
    MaskedFact,
    Words,
    belongings_card,
    fact_groups,
    posts_card,
    taking_part_card,
)
from gridparty.ui.places import Place
from gridparty.ui.widgets.flow import FlowLayout
from gridparty.ui.widgets.scrolled import fill
from gridparty.ui.widgets.words import button, label


class MemberView(QWidget):
    """Who the person is, belongs to and takes part in; from here he or she is edited, closed, registered."""

    left = Signal()  # back to the list
    unit_wanted = Signal(object)  # UnitId

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__()
        self.office, self.place = office, place
        self.member: MemberId | None = None
        self.dossier: Dossier | None = None
        self.masked: list[MaskedFact] = []
        self._words: Words = {}
        self._number = 0
        self.back = button(_("‹ &List"), self.left.emit, tip=_("Back to the list (Esc)"))
        self.name = label("", role="title", wrap=True)
        self.stage = label("", role="pill")
        self.facts = label("", role="faint", wrap=True)
        self.edit_button = button(_("E&dit…"), self._on_edit)
        self.register_button = button(_("Re&gister…"), self._on_register)
        self.card_button = button(_("Member &code…"), self._on_card)
        self.close_button = button(_("Cl&ose the file…"), self._on_close)
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
            self.member, self.dossier = member, None
            self.name.setText("…")
            for widget in (self.facts, self.stage):
                widget.setText("")
            self._put_cards(QWidget(), [])
        self.reload()
        self.back.setFocus()

    def reload(self) -> None:
        """Loads the person anew."""
        if self.member is None:
            return
        self._number += 1
        number = self._number

        def show(found: tuple[Dossier, Words]) -> None:
            if number == self._number:
                self._words = found[1]
                self._show(found[0])

        self.office.ask(_load, show, member=self.member)

    def forget(self) -> None:
        """Leaves the person; an answer under way is not shown any more."""
        self._number += 1
        self.member = self.dossier = None
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
        top.addLayout(words, 1)
        buttons = FlowLayout(gap=8)
        for each in (self.edit_button, self.register_button, self.card_button, self.close_button):
            buttons.addWidget(each)
        head = QVBoxLayout()
        head.addLayout(top)
        head.addLayout(buttons)
        return head

    def _show(self, dossier: Dossier) -> None:
        self.dossier = dossier
        facts, words = dossier.facts, self._words
        is_gone = dossier.closed_on is not None
        branch = dossier.branch.unit_name if dossier.branch else _("affiliated with no branch here")
        standing = words["member_standings"].get(facts["standing"], facts["standing"])
        closed = _("closed on {day}").format(day=dossier.closed_on) if is_gone else None
        line = [_("Member code {code}").format(code=dossier.code), branch, standing, closed]
        self.name.setText(facts["name"])
        self.stage.setText(words["member_stages"].get(facts["stage"], facts["stage"]))
        self.facts.setText("　".join(filter(None, line)))
        self.register_button.setEnabled(not is_gone)
        self.close_button.setEnabled(not is_gone)
        self._put_cards(*self._made_cards(dossier))

    def _put_cards(self, cards: QWidget, masked: list[MaskedFact]) -> None:
        old, self._cards, self.masked = self._cards, cards, masked
        self._inside.replaceWidget(old, cards)
        old.hide()
        old.deleteLater()

    def _made_cards(self, dossier: Dossier) -> tuple[QWidget, list[MaskedFact]]:
        frames, masked = fact_groups(dossier, self._words, self._on_reveal_wanted)
        frames.append(taking_part_card(dossier.taking_part))
        frames.append(belongings_card(dossier.belongings, self.unit_wanted.emit, self._on_end))
        if dossier.posts:
            frames.append(posts_card(dossier.posts, self.unit_wanted.emit))
        cards = QWidget()
        flow = FlowLayout(cards, gap=12, column=self.fontMetrics().horizontalAdvance("国") * 17)
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
        if self.dossier is not None:
            person = Choice(self.dossier.id, self.dossier.facts["name"], self.dossier.code)
            RegistrationDialog(self.office, unit=self.place.unit, person=person, parent=self).open()

    def _on_card(self) -> None:
        if self.member is not None:
            CardDialog(self.office, members=[self.member], parent=self).open()

    def _on_close(self) -> None:
        if self.dossier is not None:
            CloseDialog(self.office, member=self.dossier.id, name=self.dossier.facts["name"], parent=self).open()

    def _on_end(self, row: BelongingRow) -> None:
        if self.dossier is not None:
            name = self.dossier.facts["name"]
            EndDialog(
                self.office, registration=row.id, name=name, unit_name=row.unit_name, parent=self
            ).open()  # fmt: skip


def _load(session: Any, *, member: MemberId) -> tuple[Dossier, Words]:
    return dossiers.of_member(session, member=member), member_forms.words(session)
