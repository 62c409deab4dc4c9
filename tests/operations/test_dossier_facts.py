"""One person, one file, and whether it is whole (S027, S053, S099, S100, S120)."""

from datetime import date

import pytest
from offices import Office
from sqlalchemy import event
from sqlalchemy.orm import Session

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import MemberId
from gridparty.operations import (
    development,
    dossier_completeness,
    dossier_facts,
    dues,
    floating,
    members,
    membership_steps,
    registers,
    transfers,
)

DAY = date(2024, 12, 1)
WHOLE = {"id_number": "11010119800505001X", "birth_date": 19800505, "join_date": 20100701, "phone": "19900000001"}


def file_of(app: App, office: Office, name: str, **how: date) -> dossier_facts.DossierFile:
    return app.ask(dossier_facts.of_member, member=office.members[name], **{"day": DAY, **how})


def test_everything_about_one_person_comes_by_itself(office_app: App, office: Office) -> None:
    """S027: 一人一档 from all parts of the file, by year."""
    file = file_of(office_app, office, "张伟")
    (year,) = file.years
    assert (year.year, year.expected, year.present, year.walk_ins, year.services, year.hours) == (2024, 4, 3, 0, 2, 3.5)
    assert [row.title for row in file.meetings] == ["联合党日", "党课", "清洁家园", "九月党日"]
    assert [(row.day, row.hours) for row in file.services] == [(date(2024, 10, 31), 2.0), (date(2024, 10, 5), 1.5)]
    recent = file_of(office_app, office, "张伟", since=date(2024, 10, 20))
    assert [row.title for row in recent.meetings] == ["联合党日"]
    assert recent.years == file.years
    early = file_of(office_app, office, "张伟", day=date(2024, 9, 30))
    assert [row.title for row in early.meetings] == ["九月党日"]


def test_duties_and_results_by_hand(office_app: App, office: Office) -> None:
    """S027: 工作职责和完成情况记录在档."""
    member = office.members["张伟"]
    office_app.run(
        dossier_facts.note, member=member, kind="duty", day=date(2024, 1, 1), text="分管志愿服务", period="2024年"
    )
    office_app.run(
        dossier_facts.note,
        member=member,
        kind="result",
        day=date(2024, 11, 1),
        text="组织清洁家园12场",
        evidence="照片",
    )
    notes = file_of(office_app, office, "张伟").notes
    assert [(note.kind, note.text, note.period, note.evidence) for note in notes] == [
        ("duty", "分管志愿服务", "2024年", None), ("result", "组织清洁家园12场", None, "照片"),
    ]  # fmt: skip
    for wrong in ({"kind": "rumour", "text": "x"}, {"kind": "duty", "text": " "}):
        with pytest.raises(InvalidInput):
            office_app.run(dossier_facts.note, member=member, day=DAY, **wrong)


def test_secondments_and_awards_show_and_restricted_cases_never(office_app: App, office: Office) -> None:
    """S053 (38 一线锻炼), S099 (基层历练/抽调): a secondment is a line of the file; S120: a case is not."""
    member, east = office.members["张伟"], office.units["east"]
    office_app.run(
        registers.add, register="secondment", member=member, unit=east, name="一线锻炼", start=date(2024, 3, 1),
        facts={"post": "拆迁专班", "place": "某某街道"},
    )  # fmt: skip
    office_app.run(registers.add, register="award", member=member, name="优秀党员", start=date(2024, 7, 1))
    office_app.run(
        registers.add, register="discipline_case", member=member, name="不公开事项", start=date(2024, 8, 1),
        facts={"ground": "不公开事项"},
    )  # fmt: skip
    file = file_of(office_app, office, "张伟")
    assert [(row.register, row.name) for row in file.entries] == [("secondment", "一线锻炼"), ("award", "优秀党员")]
    assert "不公开事项" not in repr(file)


def test_the_other_engines_are_in_it(office_app: App, office: Office) -> None:
    lina, zhang = office.members["李娜"], office.members["张伟"]
    office_app.run(development.record, member=lina, kind="review", day=date(2024, 9, 1))
    office_app.run(transfers.begin_out, member=lina, other="某党委")
    office_app.run(floating.begin, member=lina, direction="out", place="外地", since=date(2024, 6, 1), follow_up=zhang)
    office_app.run(membership_steps.lose, member=lina, since=date(2024, 8, 1))
    office_app.run(dues.set_amount, member=lina, amount="8")
    file = file_of(office_app, office, "李娜")
    assert file.development is not None
    assert [step.kind for step in file.development.steps] == ["review"]
    assert file.computed.probation_end == date(2025, 3, 1)
    assert ([row.other for row in file.transfers], [row.place for row in file.flows]) == (["某党委"], ["外地"])
    assert ([step.step for step in file.steps], file.dues.amount) == (["lost"], "8.00")
    assert file_of(office_app, office, "张伟").development is None


def test_the_rate_of_whole_files_with_the_missing(office_app: App, office: Office) -> None:
    """S100: 建档率达到100% can be shown, and before that who lacks what."""
    street = office.units["street"]
    office_app.run(members.edit, member=office.members["张伟"], changes=WHOLE)
    found = office_app.ask(dossier_completeness.completeness, unit=street, day=DAY)
    assert (found.total.people, found.total.complete, found.total.rate) == (7, 1, 1 / 7)
    assert [(rate.unit_name, rate.people, rate.complete) for rate in found.children] == [
        ("东苑社区党委", 5, 1), ("西苑社区党委", 2, 0),
    ]  # fmt: skip
    missing = {row.name: row.missing for row in found.incomplete}
    assert missing["王芳"] == ("id_number", "birth_date", "join_date")
    assert "张伟" not in missing
    assert file_of(office_app, office, "王芳").missing == missing["王芳"]
    office_app.run(dossier_completeness.require, sections=["branch"])
    assert office_app.ask(dossier_completeness.completeness, unit=street, day=DAY).total.rate == 1


def test_required_sections_are_chosen(office_app: App, office: Office) -> None:
    """Sections that rest on records: taking part in the last 12 months, duties, results."""
    office_app.run(dossier_completeness.require, sections=["results", "taking_part", "full_date"])
    member = office.members["张伟"]
    assert office_app.ask(dossier_completeness.required) == ("full_date", "taking_part", "results")
    assert office_app.ask(dossier_completeness.missing_of, member=member, day=DAY) == ("full_date", "results")
    assert office_app.ask(dossier_completeness.missing_of, member=member, day=date(2026, 1, 1)) == (
        "full_date", "taking_part", "results",
    )  # fmt: skip
    office_app.run(dossier_facts.note, member=member, kind="result", day=DAY, text="实绩")
    assert office_app.ask(dossier_completeness.missing_of, member=member, day=DAY) == ("full_date",)
    probationary = office_app.ask(dossier_completeness.missing_of, member=office.members["李娜"], day=DAY)
    assert "full_date" not in probationary
    with pytest.raises(InvalidInput):
        office_app.run(dossier_completeness.require, sections=["shoe_size"])


def test_only_holders_of_a_post(office_app: App, office: Office) -> None:
    """S100: 科级及以上领导干部; nobody needs a file where nobody holds a post."""
    office_app.run(dossier_completeness.require, sections=["phone"], holders_only=True)
    found = office_app.ask(dossier_completeness.completeness, unit=office.units["street"], day=DAY)
    assert (found.total.people, found.total.rate, found.children) == (0, None, ())


def test_nobody(office_app: App) -> None:
    with pytest.raises(NotFound):
        office_app.ask(dossier_facts.of_member, member=MemberId(999))


def test_a_file_reads_the_tree_once(office_app: App, office: Office) -> None:
    """Every part of the file names units; in a district the tree is most of the work."""
    asked: list[str] = []

    def read(session: Session) -> None:
        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        connection = session.connection()
        event.listen(connection, "before_cursor_execute", note)
        dossier_facts.of_member(session, member=office.members["张伟"])
        event.remove(connection, "before_cursor_execute", note)

    office_app.ask(read)
    whole = [each for each in asked if "FROM unit_states" in each and "unit_states.unit_id = " not in each]
    assert len(whole) == 1
