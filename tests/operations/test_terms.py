"""Terms of office: length, extension, election with its results, what is due (ORG-05, S152)."""

from datetime import date

import pytest
from offices import Office

from gridparty.app import App
from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.ids import TermId, UnitId
from gridparty.operations import posts, terms, units
from gridparty.operations.terms import Elected, Election

START = date(2021, 3, 15)


def test_how_long_a_term_is_follows_from_the_kind_of_unit(office_app: App, office: Office) -> None:
    firm = office_app.run(units.add, parent=office.units["street"], kind="enterprise_branch", name="某某公司党支部").id
    for unit in (office.units["east"], office.units["first"], firm):
        office_app.run(terms.add, unit=unit, start=START)
    due = {row.unit: row.due for row in office_app.ask(terms.rows, day=date(2024, 1, 1))}
    assert due == {
        office.units["east"]: date(2026, 3, 15),
        office.units["first"]: date(2026, 3, 15),
        firm: date(2024, 3, 15),
    }
    assert [row.unit for row in office_app.ask(terms.rows, unit=office.units["east"], day=date(2024, 1, 1))] == [
        office.units["east"], office.units["first"],
    ]  # fmt: skip
    assert office_app.ask(terms.without, unit=office.units["east"], day=date(2024, 1, 1)) == (office.units["second"],)


def test_an_election_closes_the_term_opens_the_next_and_fills_the_posts(office_app: App, office: Office) -> None:
    """S152: term, election day, results, next due."""
    unit, who = office.units["first"], office.members
    office_app.run(terms.add, unit=unit, start=START)
    for name, post in (("张伟", "secretary"), ("王芳", "publicity_member"), ("李娜", "grid_leader")):
        office_app.run(posts.add, unit=unit, member=who[name], post=post, start=START)
    day = date(2026, 3, 10)
    results = (Elected(who["张伟"], "书记", 40), Elected(who["李娜"], "组织委员", 38))
    office_app.run(terms.elect, unit=unit, day=day, election=Election(45, 42, results))
    old, new = sorted(office_app.ask(terms.rows, unit=unit, day=day, ended=True), key=lambda row: row.start)
    assert (old.start, old.ended, new.start, new.due, new.ended) == (START, day, day, date(2031, 3, 10), None)
    assert (new.election.expected, new.election.present) == (45, 42)
    assert [(new.names[each.member], each.post, each.votes) for each in new.election.results] == [
        ("张伟", "secretary", 40), ("李娜", "organisation_member", 38),
    ]  # fmt: skip
    held = [(row.name, row.post, row.since) for row in office_app.ask(posts.rows, unit=unit, day=day)]
    assert held == [("张伟", "secretary", START), ("李娜", "organisation_member", day), ("李娜", "grid_leader", START)]
    before = office_app.ask(posts.committee, unit=unit, day=date(2026, 3, 9))
    assert [row.name for row in before] == ["张伟", "王芳"]


def test_an_election_can_be_undone(office_app: App, office: Office) -> None:
    unit = office.units["first"]
    term = office_app.run(terms.add, unit=unit, start=START)
    results = (Elected(office.members["张伟"], "secretary"),)
    office_app.run(terms.elect, unit=unit, day=date(2026, 3, 10), election=Election(results=results))
    office_app.undo()
    (row,) = office_app.ask(terms.rows, unit=unit, day=date(2026, 3, 10), ended=True)
    assert (row.id, row.ended) == (term, None)
    assert office_app.ask(posts.rows, unit=unit, day=date(2026, 3, 10)) == ()


def test_reminders_and_extensions(office_app: App, office: Office) -> None:
    """ORG-05: 6, 3, 1 months before and after the day; an extension moves the day."""
    unit = office.units["east"]
    term = office_app.run(terms.add, unit=unit, start=START)

    def due(day: date) -> list[tuple[int | None, int]]:
        return [(row.reminder, row.days_left) for row in office_app.ask(terms.due, day=day)]

    assert due(date(2025, 9, 1)) == []
    assert [due(date(2025, 9, 15))[0][0], due(date(2026, 1, 1))[0][0], due(date(2026, 3, 1))] == [6, 3, [(1, 14)]]
    assert due(date(2026, 4, 14)) == [(0, -30)]
    for until, document in ((date(2026, 3, 15), "某组〔2026〕1号"), (date(2026, 9, 15), " ")):
        with pytest.raises(InvalidInput):
            office_app.run(terms.extend, term=term, until=until, document=document)
    office_app.run(terms.extend, term=term, until=date(2027, 3, 15), document="某组〔2026〕1号")
    assert due(date(2026, 4, 14)) == []
    (row,) = office_app.ask(terms.rows, day=date(2026, 4, 14))
    assert (row.due, row.last_day, row.extension_document) == (date(2026, 3, 15), date(2027, 3, 15), "某组〔2026〕1号")
    office_app.run(terms.elect, unit=unit, day=date(2026, 12, 1))
    assert due(date(2027, 4, 1)) == []
    with pytest.raises(Conflict):
        office_app.run(terms.extend, term=term, until=date(2028, 1, 1), document="某组〔2026〕2号")


def test_the_most_pressing_comes_first(office_app: App, office: Office) -> None:
    for name, start in (("first", date(2021, 6, 1)), ("second", date(2020, 12, 1)), ("third", date(2021, 3, 1))):
        office_app.run(terms.add, unit=office.units[name], start=start)
    found = office_app.ask(terms.due, unit=office.units["street"], day=date(2026, 2, 1))
    assert [row.unit_name for row in found] == ["第二网格党支部", "第三网格党支部", "第一网格党支部"]


def test_what_makes_no_sense_is_refused(office_app: App, office: Office) -> None:
    unit = office.units["east"]
    with pytest.raises(InvalidInput):
        office_app.run(terms.add, unit=office.units["street"], start=START)
    with pytest.raises(InvalidInput):
        office_app.run(terms.add, unit=unit, start=START, years=6)
    with pytest.raises(InvalidInput):
        office_app.run(terms.add, unit=unit, start=START, due=START)
    with pytest.raises(NotFound):
        office_app.run(terms.add, unit=UnitId(999), start=START)
    term = office_app.run(terms.add, unit=unit, start=START)
    with pytest.raises(Conflict):
        office_app.run(terms.add, unit=unit, start=date(2022, 1, 1))
    with pytest.raises(InvalidInput):
        office_app.run(terms.elect, unit=unit, day=START)
    with pytest.raises(InvalidInput):
        office_app.run(terms.edit, term=term, due=date(2020, 1, 1))
    office_app.run(terms.elect, unit=unit, day=date(2026, 3, 1))
    (open_now,) = office_app.ask(terms.rows, unit=unit, day=date(2026, 3, 2))
    office_app.run(terms.remove, term=open_now.id)
    with pytest.raises(InvalidInput):
        office_app.run(terms.add, unit=unit, start=date(2025, 1, 1))
    with pytest.raises(NotFound):
        office_app.run(terms.remove, term=TermId(999))


def test_days_are_corrected(office_app: App, office: Office) -> None:
    term = office_app.run(terms.add, unit=office.units["street"], start=START, years=5)
    office_app.run(terms.edit, term=term, start=date(2021, 4, 1), due=date(2026, 4, 1))
    (row,) = office_app.ask(terms.rows, day=date(2024, 1, 1))
    assert (row.start, row.due) == (date(2021, 4, 1), date(2026, 4, 1))


def test_numbers_that_cannot_be_are_refused(office_app: App, office: Office) -> None:
    unit, who = office.units["first"], office.members["张伟"]
    for election in (Election(42, 45), Election(45, 42, (Elected(who, "secretary", 43),))):
        with pytest.raises(InvalidInput):
            office_app.run(terms.elect, unit=unit, day=START, election=election)
    assert office_app.ask(terms.rows, unit=unit, day=START) == ()


def test_elections_held_in_a_span(office_app: App, office: Office) -> None:
    """S152: who held one, with its results; the branches below count, another year does not."""
    units_of, who = office.units, office.members
    results = (Elected(who["陈静"], "secretary", 9),)
    for unit, day in (("second", date(2026, 5, 6)), ("first", date(2026, 3, 10)), ("third", date(2025, 3, 10))):
        held = Election(10, 9, results) if unit == "second" else None
        office_app.run(terms.elect, unit=units_of[unit], day=day, election=held)
    span = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    found = office_app.ask(terms.held, unit=units_of["street"], **span)
    assert [row.unit for row in found] == [units_of["first"], units_of["second"]]
    assert [found[1].names[each.member] for each in found[1].election.results] == ["陈静"]
    assert office_app.ask(terms.held, unit=units_of["west"], **span) == ()
    row = office_app.ask(terms.of_term, term=found[1].id)
    assert (row.unit_name, row.election) == ("第二网格党支部", found[1].election)
    with pytest.raises(NotFound):
        office_app.ask(terms.of_term, term=TermId(99))


def test_results_are_corrected_and_the_posts_follow(office_app: App, office: Office) -> None:
    """S152: a wrong name and wrong votes; whose post the election had ended wrongly has it again."""
    unit, who, day = office.units["first"], office.members, date(2026, 3, 10)
    office_app.run(posts.add, unit=unit, member=who["王芳"], post="secretary", start=START)
    results = (Elected(who["张伟"], "secretary", 40), Elected(who["李娜"], "publicity_member", 38))
    term = office_app.run(terms.elect, unit=unit, day=day, election=Election(45, 42, results))
    right = (Elected(who["王芳"], "secretary", 41), Elected(who["李娜"], "publicity_member", 39))
    office_app.run(terms.correct, term=term, election=Election(45, 43, right))
    row = office_app.ask(terms.of_term, term=term)
    assert row.election == Election(45, 43, right)
    assert [(each.name, each.post, each.since) for each in office_app.ask(posts.rows, unit=unit, day=day)] == [
        ("王芳", "secretary", START), ("李娜", "publicity_member", day),
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        office_app.run(terms.correct, term=term, election=Election(45, 40, right))
    later = office_app.run(terms.elect, unit=unit, day=date(2026, 9, 1))
    with pytest.raises(Conflict):
        office_app.run(terms.correct, term=term, election=Election(45, 43, results))
    office_app.run(terms.correct, term=term, election=Election(45, 44, right))  # its numbers alone
    assert office_app.ask(terms.of_term, term=later).election == Election()
