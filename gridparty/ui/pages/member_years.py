"""Cards of a person's page: taking part by calendar year, with the meetings and services of the year chosen."""

from gridparty.domain.counts import one_decimal, percent
from gridparty.i18n import _
from gridparty.operations.activities import CAME, LISTED
from gridparty.operations.dossier_facts import MeetingRow, ServiceLine, YearRow
from gridparty.ui.models.rows import RIGHT, Column
from gridparty.ui.pages.member_sheet import Sheet
from gridparty.ui.widgets.list_card import ListCard


class YearsCard(ListCard[YearRow]):
    """A line for each year; the year under the cursor is the one whose meetings and services stand below."""

    def __init__(self) -> None:
        def number(key: str, head: str, width: int = 8) -> Column[YearRow]:
            return Column(key, head, lambda row: f"{getattr(row, key):,}", width=width, align=RIGHT,
                          order=lambda row: getattr(row, key))  # fmt: skip

        super().__init__(
            _("Taking part by year"),
            (
                Column("year", _("Calendar year"), lambda row: str(row.year), width=8, order=lambda row: row.year,
                       link=True),
                number("expected", _("Was expected")),
                number("present", _("Was present")),
                Column("rate", _("Attendance rate"), _rate, width=10, align=RIGHT),
                number("leave", _("On leave")),
                number("walk_ins", _("Walked in")),
                number("services", _("Services (times)"), 10),
                Column("hours", _("Service hours"), lambda row: one_decimal(row.hours), width=10, align=RIGHT,
                       order=lambda row: row.hours),
            ),
            name="person_years",
            empty=_("Neither a meeting nor a service has been written down yet."),
            identity=lambda row: row.year,
        )  # fmt: skip

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows the years of a person."""
        self.set_rows(sheet.file.years)


class MeetingsCard(ListCard[MeetingRow]):
    """The activities of one year, the latest first."""

    def __init__(self) -> None:
        super().__init__(
            _("Meetings and activities"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("kinds", _("What kind"), self._kinds, width=16),
                Column("title", _("Title"), lambda row: row.title, width=26),
                Column("unit", _("Unit"), lambda row: row.unit_name, width=18),
                Column("state", _("State"), self._state, width=14, mark=_mark),
            ),
            name="person_meetings",
            empty=_("No meeting in this year."),
            identity=lambda row: (row.day, row.title, row.unit_name, row.kinds),
        )
        self._sheet: Sheet | None = None

    def show_year(self, sheet: Sheet, year: int | None) -> None:
        """Shows the meetings of a year."""
        self._sheet = sheet
        self.setVisible(year is not None)
        self.set_rows([row for row in sheet.file.meetings if row.day.year == year])

    def _kinds(self, row: MeetingRow) -> str:
        return "、".join(self._sheet.word("activity_kinds", kind) for kind in row.kinds) if self._sheet else ""

    def _state(self, row: MeetingRow) -> str:
        word = self._sheet.word("attendance_states", row.state) if self._sheet else row.state
        return word if row.role == LISTED else _("{state}, walked in").format(state=word)


class ServicesCard(ListCard[ServiceLine]):
    """The services of one year, the latest first."""

    def __init__(self) -> None:
        super().__init__(
            _("Service records"),
            (
                Column("day", _("Day"), lambda row: str(row.day), width=11),
                Column("category", _("Category"), self._category, width=14),
                Column("summary", _("Summary"), lambda row: row.summary, width=28),
                Column("unit", _("Unit"), lambda row: row.unit_name, width=18),
                Column("hours", _("Hours"), lambda row: one_decimal(row.hours), width=8, align=RIGHT),
            ),
            name="person_services",
            empty=_("No service in this year."),
            identity=lambda row: (row.day, row.summary, row.unit_name, row.hours),
        )
        self._sheet: Sheet | None = None

    def show_year(self, sheet: Sheet, year: int | None) -> None:
        """Shows the services of a year."""
        self._sheet = sheet
        self.setVisible(year is not None)
        self.set_rows([row for row in sheet.file.services if row.day.year == year])

    def _category(self, row: ServiceLine) -> str:
        return self._sheet.word("service_categories", row.category) if self._sheet else ""


def newest(sheet: Sheet) -> int | None:
    """The newest year with anything in it."""
    return max((row.year for row in sheet.file.years), default=None)


def _rate(row: YearRow) -> str:
    return percent(row.present / row.expected) if row.expected else "—"


def _mark(row: MeetingRow) -> str | None:
    return "good" if row.state in CAME else "warn"
