"""Last step of a change order: its title and the paper that ordered it."""

from PySide6.QtWidgets import QLineEdit

from gridparty.domain import orders as rules
from gridparty.i18n import N_, _
from gridparty.ui.dialogs.member_entry import FormField
from gridparty.ui.dialogs.order_step import Step, Workbench
from gridparty.ui.models import order_targets
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.words import label

NAMED = 3
LONGEST = 200


class DecreeStep(Step):
    """Title, document number, and what will happen when the button is pressed."""

    title = N_("Into force")

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._proposed = ""
        self.name, self.document = QLineEdit(maxLength=LONGEST), QLineEdit(maxLength=LONGEST)
        self.fields = {
            "title": FormField(_("Title of the order"), self.name),
            "document": FormField(_("Document number"), self.document, hint=_("May stay empty")),
        }
        self.meaning = label("", wrap=True)
        box = column_in(self)
        box.addWidget(self.meaning)
        for field in self.fields.values():
            box.addWidget(field)
        box.addWidget(self.problem)
        box.addStretch(1)

    def enter(self) -> None:
        """The title is proposed; the cursor stands in the document's number."""
        draft = self.draft
        if draft.title in ("", self._proposed):
            self._proposed = draft.title = self._proposal()
        self.name.setText(draft.title)
        self.document.setText(draft.document)
        if draft.is_ahead:
            words = _("The order is kept and comes into force on {day}. Until then everything stays as it is.")
        else:
            words = _("The order comes into force with {day} at once. It can be taken back until later entries follow.")
        self.meaning.setText(words.format(day=draft.day))
        self.tell("")
        self.document.setFocus()

    def leave(self) -> bool:
        """A title there must be."""
        self.draft.title, self.draft.document = self.name.text(), self.document.text()
        if not self.name.text().strip():
            self.fields["title"].tell(_("Give the order a title, so that it is found again."))
            self.name.setFocus()
            return False
        self.fields["title"].tell("")
        return True

    def _proposal(self) -> str:
        known, draft = self.bench.known, self.draft
        sources = [known[unit].name for unit in draft.sources if unit in known]
        targets = [order_targets.name_of(target, known) for target in draft.targets]
        if draft.kind not in rules.RESHAPING:
            targets = [draft.becomes]
        words = {
            rules.MERGE: _("{sources} merged into {targets}"),
            rules.SPLIT: _("{sources} split into {targets}"),
            rules.REGROUP: _("{sources} regrouped into {targets}"),
            rules.MOVE: _("{sources} moved below {targets}"),
            rules.UPGRADE: _("{sources} raised to {targets}"),
        }
        return words[draft.kind].format(sources=_some(sources), targets=_some(targets))[:LONGEST]


def _some(names: list[str]) -> str:
    if len(names) <= NAMED:
        return "、".join(names)
    return _("{names} and others, {count} in all").format(names="、".join(names[:NAMED]), count=len(names))
