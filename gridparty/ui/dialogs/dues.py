"""The forms of dues heads: months paid, the monthly amount (ORG-15)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gridparty.domain.civil_time import today
from gridparty.domain.ids import MemberId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import dues
from gridparty.operations.dues import DuesRow
from gridparty.ui.dialogs.act_form import MONTH, ActForm, Ask
from gridparty.ui.office import Office


def paid_form(office: Office, *, members: Sequence[MemberId], who: str, parent: QWidget) -> ActForm:
    """Up to which month people have paid."""
    return ActForm(
        office, dues.paid_through, title=_("Dues paid: {who}").format(who=who),
        asks=(Ask("month", _("Paid up to and with"), MONTH, Month.of(today()), required=True),),
        said=_("Dues noted: {who}").format(who=who), parent=parent, members=list(members),
    )  # fmt: skip


def amount_form(office: Office, row: DuesRow, parent: QWidget) -> ActForm:
    """What a member pays a month; empty forgets it."""
    return ActForm(
        office, dues.set_amount, title=_("Monthly dues of {name}").format(name=row.name),
        asks=(Ask("amount", _("Yuan a month"), value=row.amount, hint="12.50"),),
        said=_("Dues noted: {who}").format(who=row.name), parent=parent, member=row.member,
    )  # fmt: skip
