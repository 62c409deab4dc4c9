"""Days to remember (ORG-07, ORG-08, ORG-10)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.months import Month
from gridparty.operations import anniversaries, development, members

DATES = {
    "张伟": {"birth_date": 19500615, "join_date": 19750701, "full_date": 19760630},
    "王芳": {"birth_date": 19521000, "join_date": 19760600, "full_date": 19770600},
    "陈静": {"birth_date": 19880603, "join_date": 20120229, "full_date": 20130228},
    "曾强": {"birth_date": 19400601, "join_date": 19650601, "full_date": 19660601},
    "杨磊": {"birth_date": 19450101, "join_date": 19690701, "full_date": 19700701},
}


@pytest.fixture
def dated(office_app: App, office: Office) -> App:
    for name, changes in DATES.items():
        office_app.run(members.edit, member=office.members[name], changes=changes)
    return office_app


def test_birthdays_of_a_month(dated: App, office: Office) -> None:
    """曾强 is not in good standing, 吴刚 and 周强 are no members here."""
    rows = dated.ask(anniversaries.birthdays, unit=office.units["street"], month=Month(2026, 6))
    assert [(row.name, row.day, row.years) for row in rows] == [
        ("陈静", date(2026, 6, 3), 38), ("张伟", date(2026, 6, 15), 76),
    ]  # fmt: skip
    (october,) = dated.ask(anniversaries.birthdays, unit=office.units["street"], month=Month(2026, 10))
    assert (october.name, october.day, october.value) == ("王芳", None, 19521000)


def test_political_birthdays_of_a_month(dated: App, office: Office) -> None:
    """ORG-07: the anniversary of admission; one of 29 February is kept on the 28th."""
    rows = dated.ask(anniversaries.birthdays, unit=office.units["street"], month=Month(2026, 2), political=True)
    assert [(row.name, row.day, row.years) for row in rows] == [("陈静", date(2026, 2, 28), 14)]
    june = dated.ask(anniversaries.birthdays, unit=office.units["street"], month=Month(2026, 6), political=True)
    assert [(row.name, row.day) for row in june] == [("王芳", None)]


def test_fifty_years_of_standing_at_1_july(dated: App, office: Office) -> None:
    """光荣在党50年: by the day of full membership; 张伟 has just reached it, 王芳 will next year (约)."""
    street = office.units["street"]
    rows = dated.ask(anniversaries.medals, unit=street, year=2026)
    assert [(row.name, row.years, row.is_new, row.about) for row in rows] == [
        ("张伟", 50, True, False), ("杨磊", 56, False, False),
    ]  # fmt: skip
    new = [row for row in dated.ask(anniversaries.medals, unit=street, year=2027) if row.is_new]
    assert [(row.name, row.about) for row in new] == [("王芳", True)]
    assert dated.ask(anniversaries.medals, unit=office.units["west"], year=2026) == ()


def test_probations_that_end(office_app: App, office: Office) -> None:
    """ORG-08: 李娜 was admitted on 2024-03-01; remind 30 days before."""
    east = office.units["east"]
    assert office_app.ask(anniversaries.probations, unit=east, day=date(2025, 1, 29), within=30) == ()
    (row,) = office_app.ask(anniversaries.probations, unit=east, day=date(2025, 1, 30), within=30)
    assert (row.name, row.ends, row.days_left, row.is_extended) == ("李娜", date(2025, 3, 1), 30, False)
    office_app.run(
        development.record,
        member=office.members["李娜"],
        kind="extension",
        day=date(2025, 2, 20),
        until=date(2025, 9, 1),
    )
    (row,) = office_app.ask(anniversaries.probations, unit=east, day=date(2025, 3, 10))
    assert (row.ends, row.is_extended) == (date(2025, 9, 1), True)


def test_what_follows_from_one_members_dates(dated: App, office: Office) -> None:
    found = dated.ask(anniversaries.of_member, member=office.members["张伟"], day=date(2026, 6, 29))
    assert (found.standing_years, found.standing_about, found.medal) == (49, False, date(2026, 7, 1))
    assert (found.political_birthday, found.political_years) == (date(2026, 7, 1), 51)
    about = dated.ask(anniversaries.of_member, member=office.members["王芳"], day=date(2026, 6, 29))
    assert (about.standing_years, about.standing_about, about.medal_about) == (49, True, True)
    assert about.political_birthday is None
    probation = dated.ask(anniversaries.of_member, member=office.members["李娜"], day=date(2024, 6, 29))
    assert (probation.standing_years, probation.probation_end) == (None, date(2025, 3, 1))
    activist = dated.ask(anniversaries.of_member, member=office.members["吴刚"])
    assert activist == anniversaries.Computed(None, False, None, None, None, False, None, False)
