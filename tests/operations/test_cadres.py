"""Who holds posts, with what is on file of them (S010)."""

from datetime import date

import pytest
from offices import Office, moment

from gridparty.app import App
from gridparty.domain.errors import NotFound
from gridparty.domain.ids import UnitId
from gridparty.operations import activities, attendance, cadres, posts, registers

DAY = date(2024, 10, 31)


def test_training_by_level_awards_lines_and_pool(office_app: App, office: Office) -> None:
    """S010: trainings attended this year by the kind of their host; what is open in the registers on the day."""
    leader, member = office.members["张伟"], office.members["陈静"]
    post = office_app.run(posts.add, unit=office.units["first"], member=leader, post="书记", start=date(2024, 1, 1))
    office_app.run(posts.add, unit=office.units["second"], member=member, post="组织委员")
    for host, start in (
        ("first", "2024-05-01"),
        ("street", "2024-06-01"),
        ("east", "2024-07-01"),
        ("street", "2023-07-01"),
    ):
        held = office_app.run(
            activities.add, unit=office.units[host], kinds=("training",), title="培训", start=moment(f"{start}T09:00"),
            invited=[leader, member],
        )  # fmt: skip
        office_app.run(attendance.add, activity=held, member=leader, way="keyboard")
    for who in (leader, office.members["王芳"]):
        office_app.run(registers.add, register="award", member=who, name="标兵", start=date(2024, 7, 1))
    office_app.run(registers.add, register="award", member=leader, name="标兵", start=date(2024, 12, 1))
    pool = office_app.run(
        registers.add, register="talent_pool", member=leader, start=date(2024, 1, 1), facts={"source": "veteran"}
    )
    street = office.units["street"]
    first, second = office_app.ask(cadres.rows, unit=street, day=DAY)
    assert (first.name, first.awards, first.notes, first.is_in_pool) == ("张伟", 1, 0, True)
    assert list(first.trainings.items()) == [("street", 1), ("community", 1), ("grid_branch", 1)]
    assert (second.name, second.awards, dict(second.trainings), second.is_in_pool) == ("陈静", 0, {}, False)
    office_app.run(registers.close, entry=pool, end=date(2024, 9, 1))
    (only,) = office_app.ask(cadres.rows, unit=street, day=DAY, post="书记")
    assert (only.member, only.is_in_pool) == (leader, False)
    office_app.run(posts.end, post=post, end=date(2024, 10, 1))
    assert office_app.ask(cadres.rows, unit=street, day=DAY, post="书记") == ()
    (former,) = office_app.ask(cadres.rows, unit=street, day=DAY, post="书记", history=True)
    assert former.held.until == date(2024, 10, 1)


def test_the_unit_must_exist(office_app: App) -> None:
    with pytest.raises(NotFound):
        office_app.ask(cadres.rows, unit=UnitId(999))
