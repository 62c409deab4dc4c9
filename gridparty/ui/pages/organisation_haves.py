"""The four haves of enterprise branches: organisation, premises, people, activity, with what each rests on (S136)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from gridparty.domain import units as kinds
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.i18n import N_, _
from gridparty.operations import coverage
from gridparty.operations.coverage import FourHaves
from gridparty.ui.dialogs.member_entry import combo
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.organisation_sheet import Sheet
from gridparty.ui.widgets.list_card import ListCard
from gridparty.ui.widgets.words import label

SPANS = {0: N_("in this month"), 2: N_("in the last 3 months"), 11: N_("in the last 12 months")}  # months before it
USUAL = 2
# column → the page of the branch where what it rests on stands
PAGES = {
    "name": "organisation", "organisation": "members", "facility": "registers", "people": "organisation",
    "activity": "activities",
}  # fmt: skip


class HavesCard(ListCard[FourHaves]):
    """The enterprise branches of a unit, those that lack something first; nothing where there is none."""

    page_wanted = Signal(object, str)  # UnitId, page

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Four haves of the enterprise branches"),
            (
                Column("name", _("Branch"), lambda row: row.name, width=22, link=True),
                _column("organisation", _("Organised"), N_("{count} full members"), lambda row: row.full_members),
                _column("facility", _("With premises"), N_("{count} facilities"), lambda row: row.facilities),
                _column("people", _("With people"), N_("{count} secretaries"), lambda row: row.secretaries),
                _column("activity", _("With activities"), N_("{count} activities"), lambda row: row.activities),
            ),
            name="unit_haves",
            empty="",
            identity=lambda row: row.unit,
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.share = label("", role="faint", wrap=True)
        self.span: QComboBox = combo({months: _(words) for months, words in SPANS.items()}, USUAL)
        self.span.setAccessibleName(_("Activities of which months"))
        self.add_widget(self.share)
        self.add_widget(self.span)
        self.span.activated.connect(lambda _at: self._ask())
        self.view.activated.connect(lambda row, key: self.page_wanted.emit(row.unit, PAGES.get(key, "organisation")))
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Asks for the branches of a unit."""
        if self.sheet is None or sheet.place != self.sheet.place:
            self.hide()
        self.sheet = sheet
        if sheet.role in (kinds.BOTH, kinds.ORGANISATION):
            self._ask()

    def _ask(self) -> None:
        if self.sheet is None:
            return
        asked = self._asked()
        unit, last, before = asked
        self.office.ask(
            coverage.four_haves,
            lambda rows: self._show(rows) if asked == self._asked() else None,
            unit=unit,
            first=last.plus(-before),
            last=last,
        )

    def _asked(self) -> tuple[UnitId, Month, int]:
        assert self.sheet is not None
        return self.sheet.unit, self.sheet.month, self.span.currentData()

    def _show(self, rows: tuple[FourHaves, ...]) -> None:
        whole = sum(row.has_all for row in rows)
        words = _("{whole:,} of {all:,} have all four; activities")
        self.share.setText(words.format(whole=whole, all=len(rows)))
        self.set_rows(sorted(rows, key=lambda row: row.has_all))
        self.setVisible(bool(rows))


def _column(key: str, heading: str, words: str, number: Callable[[FourHaves], int]) -> Column[FourHaves]:
    """A have with its shape and word, and the number that it rests on."""

    def text(row: FourHaves) -> str:
        verdict = _("has") if getattr(row, key) else _("lacks")
        return f"{verdict}（{_(words).format(count=number(row))}）"

    def mark(row: FourHaves) -> Any:
        return "good" if getattr(row, key) else "bad"

    return Column(key, heading, text, width=19, mark=mark, order=number, link=True)
