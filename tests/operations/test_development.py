"""The development pipeline (DOMAIN 1.3; S009)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import EventId, MemberId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import development, development_lists, dossiers, figures, members, registers


@pytest.fixture
def applicant(office_app: App, office: Office) -> MemberId:
    """郑洁 applies at the first branch on 10 January 2024; 张伟 is the contact."""
    return office_app.run(
        development.apply,
        unit=office.units["first"],
        person=Person(name="郑洁", birth_date=19950305),
        day=20240110,
        contacts=[office.members["张伟"]],
    )


def path(app: App, member: MemberId, day: date = date(2026, 1, 1)) -> development_lists.Path:
    found = app.ask(development_lists.of_member, member=member, day=day)
    assert found is not None
    return found


def test_from_the_application_to_full_membership(office_app: App, office: Office, applicant: MemberId) -> None:
    """Every stage writes its date and the member's stage; nobody counts as member before admission."""
    app = office_app
    count = lambda: app.ask(figures.of_unit, unit=office.units["first"], first=Month(2026, 1))["members"]  # noqa: E731
    before = count()
    assert app.run(development.advance, member=applicant, stage="activist", day=20240601) == ()
    assert app.run(development.advance, member=applicant, stage="candidate", day=20250602, document="〔2025〕3号") == ()
    app.run(development.record, member=applicant, kind="training", day=date(2025, 6, 20), hours=24)
    assert count() == before
    assert app.run(development.advance, member=applicant, stage="probationary", day=20250701) == ()
    assert count() == before + 1
    app.run(development.record, member=applicant, kind="approval", day=date(2025, 8, 1), document="〔2025〕9号")
    (warning,) = app.run(development.advance, member=applicant, stage="full", day=20260630)
    assert "2026-07-01" in warning
    person = app.ask(members.person, member=applicant)
    assert (person.stage, person.join_date, person.full_date) == ("full", 20250701, 20260630)
    done = path(app, applicant)
    assert done.row.dates == {
        "applicant": 20240110, "activist": 20240601, "candidate": 20250602, "probationary": 20250701, "full": 20260630,
    }  # fmt: skip
    assert [(step.kind, step.stage, step.document) for step in done.steps] == [
        ("step", "activist", None), ("step", "candidate", "〔2025〕3号"), ("training", None, None),
        ("step", "probationary", None), ("approval", None, "〔2025〕9号"), ("step", "full", None),
    ]  # fmt: skip
    assert (done.next_stage, done.row.dues) == (None, ())


def test_a_stage_can_be_undone(office_app: App, applicant: MemberId) -> None:
    office_app.run(development.advance, member=applicant, stage="activist", day=20240601)
    office_app.undo()
    assert office_app.ask(members.person, member=applicant).stage == "applicant"
    assert path(office_app, applicant).steps == ()


def test_what_is_due(office_app: App, office: Office, applicant: MemberId) -> None:
    """A talk within a month, a review each half year, a year before candidate, approval, the end of probation."""
    east = office.units["east"]

    def due(day: date) -> list[tuple[str, str, date, bool]]:
        rows = office_app.ask(development_lists.due, unit=east, day=day)
        return [(row.name, row.due.code, row.due.day, row.overdue) for row in rows]

    assert due(date(2024, 2, 1)) == [("郑洁", "talk", date(2024, 2, 10), False)]
    assert due(date(2024, 2, 11)) == [("郑洁", "talk", date(2024, 2, 10), True)]
    office_app.run(development.record, member=applicant, kind="talk", day=date(2024, 2, 1), by="张伟")
    assert due(date(2024, 2, 11)) == []
    office_app.run(development.advance, member=applicant, stage="activist", day=20240601)
    assert due(date(2024, 11, 20)) == [("郑洁", "review", date(2024, 12, 1), False)]
    office_app.run(development.record, member=applicant, kind="review", day=date(2024, 11, 25), result="表现良好")
    assert due(date(2025, 6, 10)) == [
        ("李娜", "probation", date(2025, 3, 1), True),
        ("郑洁", "review", date(2025, 5, 25), True),
        ("郑洁", "candidate", date(2025, 6, 1), False),
    ]


def test_the_list_shows_contacts_and_what_is_late(office_app: App, office: Office, applicant: MemberId) -> None:
    rows = office_app.ask(development_lists.rows, unit=office.units["street"], day=date(2024, 3, 1))
    assert [(row.name, row.stage, row.contacts, row.overdue) for row in rows] == [
        ("郑洁", "applicant", ("张伟",), True), ("吴刚", "activist", (), False), ("李娜", "probationary", (), False),
    ]  # fmt: skip
    only = office_app.ask(development_lists.rows, unit=office.units["street"], day=date(2024, 3, 1), stage="activist")
    assert [row.name for row in only] == ["吴刚"]


def test_other_contacts_take_over(office_app: App, office: Office, applicant: MemberId) -> None:
    people = [office.members["王芳"], office.members["陈静"]]
    office_app.run(development.assign, member=applicant, people=people, day=date(2024, 9, 1))
    assert [name for _id, name in path(office_app, applicant, date(2024, 8, 31)).contacts] == ["张伟"]
    assert [name for _id, name in path(office_app, applicant).contacts] == ["陈静", "王芳"]
    office_app.run(development.assign, member=applicant, people=people[:1], day=date(2025, 7, 1), role="introducer")
    assert [name for _id, name in path(office_app, applicant).introducers] == ["王芳"]


def test_applications_of_a_span(office_app: App, office: Office) -> None:
    """S009: 吸引了20多名员工踊跃递交入党申请书."""
    first, third = office.units["first"], office.units["third"]
    for number in range(23):
        office_app.run(
            development.apply, unit=(first, third)[number % 2], person=Person(name=f"员工{number}"), day=20240501
        )
    late = office_app.run(development.apply, unit=first, person=Person(name="后来"), day=20240701)
    office_app.run(development.leave, member=late, day=date(2024, 8, 1), reason="本人撤回")

    def count(unit: str, last: int) -> int:
        span = {"first": Month(2024, 1), "last": Month(2024, last)}
        return len(office_app.ask(development_lists.applications, unit=office.units[unit], **span))

    assert [count("street", 6), count("east", 6), count("west", 6), count("east", 12)] == [23, 12, 11, 13]


def test_an_application_that_came_with_a_roster_counts_too(office_app: App, office: Office) -> None:
    office_app.run(
        members.edit, member=office.members["吴刚"], changes={"facts": {"applied_date": 20240300, "dues": "1"}}
    )
    (row,) = office_app.ask(
        development_lists.applications, unit=office.units["west"], first=Month(2024, 3), last=Month(2024, 3)
    )
    assert (row.name, row.value, row.stage) == ("吴刚", 20240300, "activist")


def test_somebody_from_a_roster_goes_on_from_there(office_app: App, office: Office) -> None:
    """吴刚 has no entry yet; his way gets one when the next step is noted."""
    member = office.members["吴刚"]
    assert path(office_app, member).steps == ()
    office_app.run(development.record, member=member, kind="review", day=date(2024, 6, 1))
    office_app.run(development.advance, member=member, stage="candidate", day=20240700)
    done = path(office_app, member)
    assert [step.kind for step in done.steps] == ["review", "step"]
    assert done.row.dates["candidate"] == 20240700
    assert done.next_stage == "probationary"


def test_somebody_withdraws_and_applies_again(office_app: App, applicant: MemberId) -> None:
    office_app.run(development.leave, member=applicant, day=date(2024, 5, 1), reason="本人撤回")
    assert office_app.ask(members.person, member=applicant).stage == "none"
    office_app.run(development.apply, member=applicant, day=20250110)
    assert path(office_app, applicant).row.dates["applicant"] == 20250110


def test_set_back_to_an_earlier_stage(office_app: App, applicant: MemberId) -> None:
    office_app.run(development.advance, member=applicant, stage="activist", day=20240601)
    office_app.run(development.leave, member=applicant, day=date(2024, 9, 1), reason="考察不合格", stage="applicant")
    assert office_app.ask(members.person, member=applicant).stage == "applicant"
    for stage in ("activist", "full"):
        with pytest.raises(InvalidInput):
            office_app.run(development.leave, member=applicant, day=date(2024, 9, 1), reason="x", stage=stage)


def test_a_mistaken_step_is_deleted(office_app: App, office: Office, applicant: MemberId) -> None:
    talk = office_app.run(development.record, member=applicant, kind="talk", day=date(2024, 2, 1))
    office_app.run(development.forget, event=talk)
    assert path(office_app, applicant).steps == ()
    member = office.members["李娜"]
    until = {"kind": "extension", "day": date(2025, 2, 1), "until": date(2025, 9, 1)}
    extension = office_app.run(development.record, member=member, **until)
    office_app.run(development.forget, event=extension)
    office_app.run(development.record, member=member, **until)
    assert path(office_app, member).row.dues[0].day == date(2025, 9, 1)
    with pytest.raises(NotFound):
        office_app.run(development.forget, event=EventId(999))


def test_what_is_refused(office_app: App, office: Office, applicant: MemberId) -> None:
    app = office_app
    for arguments in (
        {"unit": office.units["first"], "person": Person(name="小", birth_date=20100101), "day": 20240101},
        {"person": Person(name="无处"), "day": 20240101},
        {"member": applicant, "day": 20240201},
        {"member": office.members["张伟"], "day": 20240201},
        {"day": 20240201},
    ):
        with pytest.raises(InvalidInput):
            app.run(development.apply, **arguments)
    with pytest.raises(InvalidInput):
        app.run(development.advance, member=applicant, stage="candidate", day=20240601)
    with pytest.raises(InvalidInput, match="2024"):
        app.run(development.advance, member=applicant, stage="activist", day=20240109)
    with pytest.raises(InvalidInput):
        app.run(development.record, member=office.members["张伟"], kind="talk", day=date(2024, 2, 1))
    with pytest.raises(InvalidInput):
        app.run(development.record, member=applicant, kind="extension", day=date(2024, 2, 1), until=date(2025, 2, 1))
    with pytest.raises(InvalidInput):
        app.run(development.record, member=applicant, kind="party", day=date(2024, 2, 1))
    with pytest.raises(InvalidInput):
        app.run(development.leave, member=applicant, day=date(2024, 2, 1), reason=" ")
    with pytest.raises(Conflict):
        app.run(registers.add_person, entry=1, member=office.members["张伟"], role="contact")


def test_who_never_was_on_the_way_has_none(office_app: App, office: Office) -> None:
    assert office_app.ask(development_lists.of_member, member=office.members["张伟"]) is None


def test_the_affiliation_of_an_applicant_begins_with_the_application(office_app: App, applicant: MemberId) -> None:
    branch = office_app.ask(dossiers.of_member, member=applicant).branch
    assert branch is not None
    assert branch.since == date(2024, 1, 10)
