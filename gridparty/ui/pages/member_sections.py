"""The lists below a person's facts, in their order; each hides itself where it has nothing to say (D13)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridparty.operations.dossier_facts import YearRow
from gridparty.ui.office import Office
from gridparty.ui.pages.member_development import DevelopmentCard
from gridparty.ui.pages.member_entries import EntriesCard, GroupsCard, NotesCard
from gridparty.ui.pages.member_floating import FloatingCard
from gridparty.ui.pages.member_membership import DuesCard, StandingCard, TransfersCard
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.pages.member_timeline import TimelineCard
from gridparty.ui.pages.member_years import MeetingsCard, ServicesCard, YearsCard, newest
from gridparty.ui.places import Place
from gridparty.ui.widgets.boxes import column_in


class MemberSections(QWidget):
    """What is under way first, then taking part, then the registers."""

    entry_wanted = Signal(object)  # EntryId

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.year: int | None = None
        self.timeline = TimelineCard()
        self.development, self.transfers = DevelopmentCard(office), TransfersCard(office)
        self.floating, self.standing, self.dues = FloatingCard(office), StandingCard(office), DuesCard(office)
        self.years, self.meetings, self.services = YearsCard(), MeetingsCard(), ServicesCard()
        self.notes, self.entries, self.groups = NotesCard(office), EntriesCard(office), GroupsCard()
        box = column_in(self, gap=12)
        for card in (self.development, self.transfers, self.floating, self.standing, self.dues, self.timeline,
                     self.years, self.meetings, self.services, self.notes, self.entries, self.groups):  # fmt: skip
            box.addWidget(card)
        self.years.view.selected.connect(self._on_year)
        for linked in (self.entries, self.groups):
            linked.entry_wanted.connect(self.entry_wanted)

    def show_sheet(self, sheet: Sheet, place: Place) -> None:
        """Shows a person; of the same one the year that was chosen stays."""
        is_same = self.sheet is not None and self.sheet.id == sheet.id
        known = {row.year for row in sheet.file.years}
        self.year = self.year if is_same and self.year in known else newest(sheet)
        self.sheet = sheet
        for card in (self.development, self.transfers, self.floating, self.standing, self.dues, self.notes,
                     self.groups, self.timeline):  # fmt: skip
            card.show_sheet(sheet)
        self.entries.show_sheet(sheet, place)
        self.years.show_sheet(sheet)
        self._show_year()

    def _on_year(self, row: YearRow | None) -> None:
        if row is not None and row.year != self.year:
            self.year = row.year
            self._show_year()

    def _show_year(self) -> None:
        if self.sheet is not None:
            self.years.view.select(self.year)
            self.meetings.show_year(self.sheet, self.year)
            self.services.show_year(self.sheet, self.year)
