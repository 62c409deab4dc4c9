"""Posts with their history, and who is sent where (ORG-06, S007, S097)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import MemberId, PostId, UnitId
from gridparty.domain.members import Person
from gridparty.operations import members, posts, units

START = date(2024, 1, 1)
DAY = date(2024, 10, 31)


def test_a_person_may_hold_several_posts_each_with_its_days(office_app: App, office: Office) -> None:
    """ORG-06."""
    who = office.members["张伟"]
    first = office_app.run(posts.add, unit=office.units["first"], member=who, post="支部书记", start=START)
    office_app.run(posts.add, unit=office.units["first_grid"], member=who, post="grid_leader")
    office_app.run(posts.end, post=first, end=date(2024, 7, 1))

    def held(day: date, history: bool = False) -> list[tuple[str, str, date | None, date | None]]:
        found = office_app.ask(posts.rows, member=who, day=day, history=history)
        return [(row.post_label, row.unit_name, row.since, row.until) for row in found]

    leader = ("网格长", "第一网格", None, None)
    secretary = ("书记", "第一网格党支部", START, None)
    assert held(date(2024, 6, 30)) == [secretary, leader]
    assert held(date(2024, 7, 1)) == [leader]
    assert held(date(2024, 7, 1), history=True) == [leader, (*secretary[:3], date(2024, 7, 1))]


def test_corrections_and_refusals(office_app: App, office: Office) -> None:
    unit, who = office.units["first"], office.members["张伟"]
    post = office_app.run(posts.add, unit=unit, member=who, post="secretary", start=START, facts={"source": "选举"})
    for arguments, refusal in (
        ({"post": "secretary", "start": DAY}, Conflict),
        ({"post": "宇航员"}, InvalidInput),
        ({"post": "secretary", "end": START, "start": START}, InvalidInput),
        ({"post": "deputy_secretary", "facts": {"wage": 1}}, InvalidInput),
    ):
        with pytest.raises(refusal):
            office_app.run(posts.add, unit=unit, member=who, **arguments)
    with pytest.raises(NotFound):
        office_app.run(posts.add, unit=UnitId(999), member=who, post="secretary")
    with pytest.raises(NotFound):
        office_app.run(posts.add, unit=unit, member=MemberId(999), post="secretary")
    office_app.run(posts.add, unit=unit, member=who, post="secretary", start=date(2022, 1, 1), end=START)
    office_app.run(posts.edit, post=post, code="副书记", start=date(2024, 2, 1), facts={"document": "某组〔2024〕3号"})
    row = office_app.ask(posts.rows, unit=unit, day=DAY)[0]
    assert (row.post, row.since, row.facts) == (
        "deputy_secretary", date(2024, 2, 1), {"source": "选举", "document": "某组〔2024〕3号"},
    )  # fmt: skip
    with pytest.raises(InvalidInput):
        office_app.run(posts.end, post=post, end=date(2024, 1, 1))
    office_app.run(posts.end, post=post, end=date(2024, 3, 1))
    office_app.run(posts.edit, post=post, reopen=True)
    assert [each.id for each in office_app.ask(posts.rows, unit=unit, day=DAY)] == [post]
    office_app.run(posts.remove, post=post)
    with pytest.raises(NotFound):
        office_app.run(posts.remove, post=PostId(post))


def test_full_time_party_workers_of_twenty_six_enterprise_branches(app: App) -> None:
    """S007: 26 enterprise branches hired a full-time Party worker; list and count by kind of branch."""
    street = app.run(units.add, parent=None, kind="street", name="某某街道党工委", code="410102050").id
    branches = [
        app.run(units.add, parent=street, kind="enterprise_branch", name=f"第{number}公司党支部").id
        for number in range(30)
    ]
    for number, branch in enumerate(branches[:26]):
        who = app.run(members.add, person=Person(name=f"甲{number}"), unit=branch)
        app.run(posts.add, unit=branch, member=who, post="专职党务工作者", start=START, facts={"source": "退休教师"})
    grid = app.run(units.add, parent=street, kind="joint_branch", name="联合党支部").id
    app.run(posts.add, unit=grid, member=who, post="full_time_party_worker", start=START)
    counts = app.ask(posts.count_by_kind, post="full_time_party_worker", unit=street, day=DAY)
    assert [(row.kind, row.units_with, row.people, row.units) for row in counts] == [
        ("joint_branch", 1, 1, 1), ("enterprise_branch", 26, 26, 30),
    ]  # fmt: skip
    listed = app.ask(posts.rows, unit=street, post="full_time_party_worker", day=DAY)
    assert {row.facts.get("source") for row in listed if row.unit_kind == "enterprise_branch"} == {"退休教师"}
    assert len(listed) == 27


def test_first_secretaries_and_sixty_percent_sent_down(office_app: App, office: Office) -> None:
    """S097: leaders are first secretaries of communities, 60 % of the staff are sent down."""
    street = office.units["street"]
    office_app.run(units.edit, unit=street, facts={"staff": 20})
    staff = [office_app.run(members.add, person=Person(name=f"街道干部{number}"), unit=street) for number in range(12)]
    for number, who in enumerate(staff):
        place = office.units["east" if number % 2 else "first"]
        office_app.run(posts.add, unit=place, member=who, post="下沉干部", start=START)
    office_app.run(posts.add, unit=office.units["west"], member=staff[0], post="sent_down_staff", start=START)
    office_app.run(posts.add, unit=office.units["east"], member=staff[0], post="社区第一书记", start=START)
    found = office_app.ask(posts.sent_down, unit=street, day=DAY)
    assert (found.people_sent, found.staff, found.share) == (12, 20, 0.6), "each person once"
    assert (found.communities, found.with_first_secretary, found.with_sent_down) == (2, 1, 2)
    assert found.without == (office.units["west"],)
    assert office_app.ask(posts.sent_down, unit=office.units["east"], day=DAY).share is None
    before = office_app.ask(posts.sent_down, unit=street, day=date(2023, 12, 31))
    assert (before.people_sent, before.first_secretaries) == (0, 0)
