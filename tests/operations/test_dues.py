"""Dues heads: amount and paid-through month, arrears by months (ORG-15)."""

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId
from gridparty.domain.months import Month
from gridparty.operations import dues, members

MONTH = Month(2026, 5)


@pytest.fixture
def noted(office_app: App, office: Office) -> App:
    """张伟 has paid up, 王芳 owes two months, 李娜 seven; of 陈静 an amount is known only."""
    for name, month in (("张伟", MONTH), ("王芳", Month(2026, 3)), ("李娜", Month(2025, 10))):
        office_app.run(dues.paid_through, members=[office.members[name]], month=month)
    office_app.run(dues.set_amount, member=office.members["陈静"], amount="12.5")
    return office_app


def test_arrears_by_months(noted: App, office: Office) -> None:
    """Who owes most comes first; nobody is guessed at. 曾强 is suspended and pays nothing (ORG-14)."""
    rows = noted.ask(dues.rows, unit=office.units["east"], month=MONTH)
    assert [(row.name, row.owed) for row in rows] == [
        ("李娜", 7), ("王芳", 2), ("张伟", 0), ("陈静", None), ("杨磊", None),
    ]  # fmt: skip
    assert [row.name for row in noted.ask(dues.rows, unit=office.units["east"], month=MONTH, owing=6)] == ["李娜"]
    counts = noted.ask(dues.counts, unit=office.units["east"], month=MONTH)
    assert counts == dues.DuesHeads(people=5, paid=1, owing=2, owing_six=1, unknown=2)


def test_one_person(noted: App, office: Office) -> None:
    row = noted.ask(dues.of_member, member=office.members["陈静"], month=MONTH)
    assert (row.unit_name, row.amount, row.paid_through, row.owed) == ("第二网格党支部", "12.50", None, None)
    assert noted.ask(dues.of_member, member=office.members["孙丽"]).unit is None
    noted.run(dues.set_amount, member=office.members["陈静"], amount=None)
    assert noted.ask(dues.of_member, member=office.members["陈静"]).amount is None


def test_what_a_roster_brought_in_is_read(office_app: App, office: Office) -> None:
    facts = {"dues": "10元", "dues_paid_through": 20260331, "household_no": "7"}
    office_app.run(members.edit, member=office.members["杨磊"], changes={"facts": facts})
    row = office_app.ask(dues.of_member, member=office.members["杨磊"], month=MONTH)
    assert (row.amount, row.paid_through, row.owed) == ("10元", Month(2026, 3), 2)
    office_app.run(dues.paid_through, members=[office.members["杨磊"]], month=MONTH)
    kept = office_app.ask(members.person, member=office.members["杨磊"]).facts
    assert (kept["household_no"], kept["dues_paid_through"]) == ("7", 20260500)


def test_what_is_refused(office_app: App, office: Office) -> None:
    with pytest.raises(InvalidInput):
        office_app.run(dues.set_amount, member=office.members["张伟"], amount="很多")
    with pytest.raises(NotFound):
        office_app.run(dues.paid_through, members=[office.members["张伟"], MemberId(999)], month=MONTH)
    assert office_app.ask(dues.of_member, member=office.members["张伟"]).paid_through is None
