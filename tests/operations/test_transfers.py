"""The ledger of transfers of affiliation (ORG-11, ORG-12)."""

from datetime import date

import pytest
from offices import Office, state

from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import TransferId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import dossiers, figures, transfers

ISSUED, UNTIL = date(2026, 5, 4), date(2026, 6, 3)
OTHER = "某某县某某镇党委"


@pytest.fixture
def out(office_app: App, office: Office) -> TransferId:
    """王芳 goes elsewhere; the letter is issued."""
    transfer = office_app.run(
        transfers.begin_out,
        member=office.members["王芳"],
        other=OTHER,
        reason="工作调动",
        facts={"dues_through": "2026-05"},
    )
    office_app.run(transfers.issue, transfer=transfer, letter="〔2026〕12号", day=ISSUED, valid_until=UNTIL)
    return transfer


def row(app: App, transfer: TransferId, day: date = ISSUED) -> transfers.TransferRow:
    people = app.ask(transfers.rows, unit=1, day=day)
    return next(each for each in people if each.id == transfer)


def members_of(app: App, office: Office, month: Month) -> int:
    return app.ask(figures.of_unit, unit=office.units["first"], first=month)["members"]


def test_the_member_stays_in_the_roster_until_the_other_side_received(
    office_app: App, office: Office, out: TransferId
) -> None:
    """ORG-11: draft → issued → received → closed."""
    before = members_of(office_app, office, Month(2026, 5))
    office_app.run(transfers.receive, transfer=out, day=date(2026, 6, 1), receipt="回执7")
    assert members_of(office_app, office, Month(2026, 5)) == before
    assert members_of(office_app, office, Month(2026, 6)) == before - 1
    page = office_app.ask(dossiers.of_member, member=office.members["王芳"])
    assert (page.facts["standing"], page.closed_on, page.branch) == ("transferred_out", date(2026, 6, 1), None)
    shown = row(office_app, out, date(2026, 6, 2))
    assert (shown.state, shown.receipt, shown.received_on, shown.next) == (
        "received", "回执7", date(2026, 6, 1), ("close",),
    )  # fmt: skip
    office_app.run(transfers.close, transfer=out, day=date(2026, 6, 9))
    assert row(office_app, out, date(2026, 6, 9)).state == "closed"
    assert office_app.ask(transfers.rows, unit=office.units["street"], is_open=True) == ()


def test_receiving_can_be_undone(office_app: App, out: TransferId) -> None:
    with office_app.store.read() as session:
        before = state(session)
    office_app.run(transfers.receive, transfer=out, day=date(2026, 6, 1))
    office_app.undo()
    with office_app.store.read() as session:
        assert state(session) == before


def test_a_letter_is_warned_of_7_days_before_and_expires(office_app: App, office: Office, out: TransferId) -> None:
    street = office.units["street"]
    assert office_app.ask(transfers.due, unit=street, day=date(2026, 5, 26)) == ()
    (due,) = office_app.ask(transfers.due, unit=street, day=date(2026, 5, 27))
    assert (due.id, due.days_left, due.state) == (out, 7, "issued")
    (late,) = office_app.ask(transfers.due, unit=street, day=date(2026, 6, 5))
    assert (late.days_left, late.state, late.next) == (-2, "expired", ("issue", "receive", "return"))


def test_an_expired_letter_is_issued_again(office_app: App, out: TransferId) -> None:
    """Today lies after the validity, so the letter has expired."""
    assert today() > UNTIL
    office_app.run(
        transfers.issue, transfer=out, letter="〔2026〕30号", day=today(), valid_until=today().replace(day=28)
    )
    assert row(office_app, out, today()).letter == "〔2026〕30号"


def test_a_returned_transfer_leaves_the_member_here(office_app: App, office: Office, out: TransferId) -> None:
    with pytest.raises(InvalidInput):
        office_app.run(transfers.send_back, transfer=out, day=date(2026, 5, 20), reason=" ")
    office_app.run(transfers.send_back, transfer=out, day=date(2026, 5, 20), reason="对方不接收")
    shown = row(office_app, out)
    assert (shown.state, shown.facts["returned_on"], shown.next) == ("returned", "2026-05-20", ("issue",))
    assert office_app.ask(dossiers.of_member, member=office.members["王芳"]).branch is not None
    with pytest.raises(Conflict):
        office_app.run(transfers.receive, transfer=out, day=date(2026, 6, 1))


def test_somebody_registered_with_a_community_stays_registered_when_the_affiliation_goes(
    office_app: App, office: Office
) -> None:
    """赵敏 is affiliated in the west and registered in the east (DOMAIN §3: the affiliation stands apart)."""
    transfer = office_app.run(transfers.begin_out, member=office.members["赵敏"], other=OTHER)
    office_app.run(transfers.receive, transfer=transfer, day=date(2026, 6, 1))
    page = office_app.ask(dossiers.of_member, member=office.members["赵敏"])
    assert [(each.kind, each.until) for each in page.belongings] == [
        ("affiliation", date(2026, 6, 1)), ("registration", None),
    ]  # fmt: skip
    assert page.closed_on is None
    values = office_app.ask(figures.of_unit, unit=office.units["street"], first=Month(2026, 5))
    assert values["members"] == 7


def test_a_transfer_in_opens_the_affiliation_when_it_is_received(office_app: App, office: Office) -> None:
    first = office.units["first"]
    transfer = office_app.run(
        transfers.begin_in,
        unit=first,
        other=OTHER,
        person=Person(name="郑洁", join_date=20100701, full_date=20110701),
        letter="外〔2026〕3号",
        issued_on=ISSUED,
    )
    (shown,) = office_app.ask(transfers.rows, unit=first, day=ISSUED, direction="in")
    assert (shown.name, shown.state, shown.valid_until) == ("郑洁", "issued", UNTIL)
    assert office_app.ask(dossiers.of_member, member=shown.member).branch is None
    office_app.run(transfers.receive, transfer=transfer, day=date(2026, 5, 20), receipt="收3")
    branch = office_app.ask(dossiers.of_member, member=shown.member).branch
    assert branch is not None
    assert (branch.unit, branch.since) == (first, date(2026, 5, 20))
    assert [each.id for each in office_app.ask(transfers.of_member, member=shown.member)] == [transfer]


def test_somebody_who_left_comes_back(office_app: App, office: Office, out: TransferId) -> None:
    office_app.run(transfers.receive, transfer=out, day=date(2026, 6, 1))
    member = office.members["王芳"]
    back = office_app.run(transfers.begin_in, unit=office.units["second"], other=OTHER, member=member)
    office_app.run(transfers.receive, transfer=back, day=date(2026, 9, 1))
    page = office_app.ask(dossiers.of_member, member=member)
    assert (page.facts["standing"], page.closed_on) == ("good", None)
    counts = [
        office_app.ask(figures.of_unit, unit=office.units["east"], first=Month(2026, month))["members"]
        for month in (5, 6, 8, 9)
    ]
    assert counts == [5, 4, 4, 5]


def test_what_is_refused(office_app: App, office: Office, out: TransferId) -> None:
    member = office.members["王芳"]
    with pytest.raises(Conflict, match=f"#{out}"):
        office_app.run(transfers.begin_out, member=member, other=OTHER)
    with pytest.raises(Conflict):
        office_app.run(transfers.begin_in, unit=office.units["second"], other=OTHER, member=member)
    with pytest.raises(Conflict):
        office_app.run(transfers.begin_out, member=office.members["孙丽"], other=OTHER)
    with pytest.raises(InvalidInput):
        office_app.run(transfers.begin_out, member=office.members["张伟"], other=" ")
    with pytest.raises(InvalidInput):
        office_app.run(transfers.receive, transfer=out, day=date(2026, 5, 3))
    with pytest.raises(Conflict):
        office_app.run(transfers.remove, transfer=out)
    with pytest.raises(NotFound):
        office_app.run(transfers.close, transfer=TransferId(99), day=ISSUED)
    with pytest.raises(InvalidInput):
        office_app.run(transfers.begin_in, unit=office.units["first"], other=OTHER)


def test_a_draft_is_corrected_and_deleted(office_app: App, office: Office) -> None:
    draft = office_app.run(transfers.begin_out, member=office.members["张伟"], other=OTHER)
    office_app.run(transfers.edit, transfer=draft, changes={"other": "另一党委", "remark": "更正"})
    shown = row(office_app, draft)
    assert (shown.other, shown.facts) == ("另一党委", {"remark": "更正"})
    with pytest.raises(InvalidInput):
        office_app.run(transfers.edit, transfer=draft, changes={"colour": "red"})
    office_app.run(transfers.remove, transfer=draft)
    assert office_app.ask(transfers.of_member, member=office.members["张伟"]) == ()


def test_a_letter_is_corrected_within_its_rules(office_app: App, out: TransferId) -> None:
    office_app.run(transfers.edit, transfer=out, changes={"letter": "〔2026〕13号"})
    assert row(office_app, out).letter == "〔2026〕13号"
    with pytest.raises(InvalidInput):
        office_app.run(transfers.edit, transfer=out, changes={"valid_until": date(2027, 1, 1)})
