"""What was built and paid for in a span of months, and how much the premises grew by it (S030, S088)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gridparty.domain import registers as rules
from gridparty.domain.counts import one_decimal
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.registers import Register
from gridparty.i18n import _
from gridparty.operations import facilities, registers
from gridparty.operations.facilities import Growth, Investment, Ledger
from gridparty.ui.dialogs.register_figures import RegisterFigures
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.office import Office
from gridparty.ui.widgets.rows_view import RowsView


class LedgerDialog(RegisterFigures):
    """From which month to which; the year so far at first."""

    def __init__(self, office: Office, *, unit: UnitId, month: Month, parent: QWidget | None = None) -> None:
        self.unit = unit
        self.words = _words(office.ask_now(registers.kind, register=facilities.FACILITY))
        self.first, self.last = QLineEdit(str(Month(month.year, 1))), QLineEdit(str(month))
        view: RowsView[Investment] = RowsView(
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11, order=lambda row: row.day),
                Column("facility", _("Facility"), lambda row: row.facility, width=18, link=True),
                Column("unit", _("Unit"), lambda row: row.unit_name, width=14),
                Column("how", _("How"), lambda row: self.words.get(row.method or row.kind, row.kind), width=13),
                _number("gained", _("Gained (㎡)"), lambda row: row.gained),
                _number("money", _("Money put in (yuan)"), lambda row: row.money),
                Column("note", _("Note"), lambda row: (row.note or "").replace("\n", " "), width=16, hidden=True),
                replace(_number("area", _("Area afterwards (㎡)"), lambda row: row.area), hidden=True),
            ),
            name="facility_ledger",
            label=_("What was built and paid for"),
            empty=_("Nothing was built or paid for in these months; “Add an event…” at a facility writes it down."),
            identity=lambda row: (row.entry, row.day, row.kind, row.money, row.area),
        )
        super().__init__(
            office,
            title=_("Building and money"),
            hint=_("From the changes of area and the money that were written down at the facilities. Enter opens one."),
            view=view,
            fields=((_("&From"), self.first), (_("&To"), self.last)),
            parent=parent,
        )
        view.setFocus()
        self.ask()

    def query(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The months."""
        return _load, {
            "unit": self.unit, "first": Month.parse(self.first.text()), "last": Month.parse(self.last.text())
        }  # fmt: skip

    def show_answer(self, found: tuple[Ledger, Growth]) -> None:
        """The lines, their sums, and the area before and after."""
        ledger, growth = found
        self.view.set_rows(ledger.rows)
        sums = _("Together {gained:,} ㎡ gained, {money:,} yuan").format(gained=ledger.gained, money=ledger.money)
        grown = _("all premises {before:,} → {after:,} ㎡").format(before=growth.before, after=growth.after)
        if growth.factor is not None:
            grown = _("{grown}, {factor} times as much").format(grown=grown, factor=one_decimal(growth.factor))
        self.answer.setText(f"{sums}　{grown}")


def _load(session: Any, *, unit: UnitId, first: Month, last: Month) -> tuple[Ledger, Growth]:
    """The ledger, and the growth from the end of the month before. Raises InvalidInput, NotFound."""
    growth = facilities.growth(session, unit=unit, first=first.plus(-1), last=last)
    return facilities.invested(session, unit=unit, first=first, last=last), growth


def _words(register: Register) -> dict[str, str]:
    """The words of the ways to gain area, and of the kinds of event."""
    kinds = {each.kind: rules.label(each) for each in register.events}
    ways = (field for each in register.events for field in each.fields if field.key == "method")
    return kinds | {choice.code: rules.label(choice) for field in ways for choice in field.choices}


def _number(key: str, head: str, value: Callable[[Investment], int | float | None]) -> Column[Investment]:
    def text(row: Investment) -> str:
        number = value(row)
        return "" if number is None else f"{number:,}"

    return Column(key, head, text, width=11, align=RIGHT, order=value)
