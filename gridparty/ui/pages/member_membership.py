"""Cards of a person's page about membership: transfers, standing, dues."""

from functools import partial

from gridparty.domain.dues import SIX_MONTHS
from gridparty.i18n import _
from gridparty.operations import membership_steps as steps
from gridparty.operations.membership_steps import StandingStep
from gridparty.operations.transfers import TransferRow
from gridparty.ui.dialogs import dues, standing_step, transfer
from gridparty.ui.marks import Mark
from gridparty.ui.models.rows import Column
from gridparty.ui.office import Office
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.pages.transfer_columns import columns
from gridparty.ui.widgets.list_card import HeadedCard, ListCard
from gridparty.ui.widgets.marked_line import marked_line

IN_PARTY = ("full", "probationary")


class TransfersCard(ListCard[TransferRow]):
    """Every transfer with its state; what comes next is a button."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Transfers of affiliation"),
            columns(has_name=False),
            name="person_transfers",
            empty="",
            identity=lambda row: row.id,
            acts=transfer.acts(office, self),
        )

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the transfers of a person; hidden where there was none. The newest one is chosen."""
        rows = sheet.file.transfers
        self.setVisible(bool(rows))
        self.set_rows(rows)
        if rows and self.view.current() is None:
            self.view.select(rows[0].id)


class StandingCard(ListCard[StandingStep]):
    """Steps of standing, and those that can follow."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            _("Standing and contact"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("step", _("What"), lambda row: _(steps.STEPS[row.step]), width=18),
                Column("document", _("Document"), lambda row: row.document or "", width=20),
                Column("reason", _("Reason"), lambda row: (row.reason or "").replace("\n", " "), width=30),
            ),
            name="person_standing",
            empty=_("Noted, with no step of its own."),
            identity=lambda row: (row.step, row.day, row.document, row.reason),
        )
        self.office = office
        self.sheet: Sheet | None = None
        self.step_buttons = {
            step: self.add_tool(_(word) + "…", partial(self.take, step)) for step, word in steps.STEPS.items()
        }

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the steps; hidden for somebody in good standing of whom nothing was ever noted."""
        self.sheet = sheet
        facts = sheet.file.page.facts
        is_plain = facts["standing"] == "good" and not facts["is_lost"]
        self.setVisible(bool(sheet.file.steps) or (not is_plain and not sheet.is_gone))
        can = standing_step.fitting(standing=facts["standing"], is_lost=facts["is_lost"], is_gone=sheet.is_gone)
        for step, each in self.step_buttons.items():
            each.setVisible(step in can)
        self.set_rows(tuple(reversed(sheet.file.steps)))

    def take(self, step: str) -> None:
        """Asks for a step."""
        if self.sheet is not None:
            standing_step.step_form(
                self.office, step=step, member=self.sheet.id, name=self.sheet.name, parent=self
            ).open()  # fmt: skip


class DuesCard(HeadedCard):
    """The month paid up to, months owed, the monthly amount (ORG-15)."""

    def __init__(self, office: Office) -> None:
        super().__init__(_("Party dues"))
        self.office = office
        self.sheet: Sheet | None = None
        self.paid_button = self.add_tool(_("Paid up to…"), self.pay)
        self.amount_button = self.add_tool(_("Amount…"), self._on_amount)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the dues head of a member; hidden for who is none."""
        self.sheet = sheet
        row = sheet.file.dues
        self.setVisible(sheet.file.page.facts["stage"] in IN_PARTY and not sheet.is_gone and row.unit is not None)
        amount = "" if row.amount is None else _("{amount} yuan a month").format(amount=row.amount)
        if row.owed is None:
            mark, word, said = Mark.INFO, _("not known"), _("No month paid has been noted.")
        elif row.owed:
            mark, word = (Mark.BAD if row.owed >= SIX_MONTHS else Mark.WARN), _("owes")
            said = _("{months} months, paid up to {month}").format(months=row.owed, month=row.paid_through)
        else:
            mark, word, said = Mark.GOOD, _("paid"), _("up to {month}").format(month=row.paid_through)
        self.put(marked_line(mark, word, "　".join(filter(None, (said, amount)))))

    def pay(self) -> None:
        """Asks up to which month the member has paid."""
        if self.sheet is not None:
            dues.paid_form(self.office, members=[self.sheet.id], who=self.sheet.name, parent=self).open()

    def _on_amount(self) -> None:
        if self.sheet is not None:
            dues.amount_form(self.office, self.sheet.file.dues, self).open()
