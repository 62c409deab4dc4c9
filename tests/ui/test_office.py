"""gridparty.ui.office: reads beside the window, writes in a queue, long work with cancel (D18)."""

from collections.abc import Iterator
from threading import Event

import pytest
from offices import Office as Names
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.domain.errors import InvalidInput
from gridparty.domain.members import Person
from gridparty.domain.progress import Progress
from gridparty.operations import members, tree
from gridparty.ui.office import Job, Office, Said


@pytest.fixture
def bridge(office_app: App, qtbot: QtBot) -> Iterator[Office]:
    made = Office(office_app)
    yield made
    made.close()


def test_what_is_done_is_told_with_its_act(bridge: Office, office: Names, qtbot: QtBot) -> None:
    answers: list[object] = []
    with qtbot.waitSignal(bridge.said) as waiter:
        bridge.run(members.add, answers.append, said="ok", person=Person(name="甲"), unit=office.units["first"])
    said: Said = waiter.args[0]
    assert said.text == "ok"
    assert said.act == bridge.app.store.seen
    with qtbot.waitSignal(bridge.changed):
        bridge.undo(said.act)
    assert all(row.name != "甲" for row in bridge.ask_now(members.rows, unit=office.units["first"]))


def test_a_refusal_reaches_the_page_and_changes_nothing(bridge: Office, office: Names, qtbot: QtBot) -> None:
    refused: list[str] = []
    before = bridge.app.store.seen
    bridge.run(members.add, refused=refused.append, person=Person(name=" "), unit=office.units["first"])
    qtbot.waitUntil(lambda: bool(refused))
    assert bridge.app.store.seen == before


def test_a_bug_is_told_apart_from_a_refusal(bridge: Office, qtbot: QtBot) -> None:
    def broken(_session: object) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(bridge.failed) as waiter:
        bridge.ask(broken, lambda _answer: None)
    assert isinstance(waiter.args[0], ZeroDivisionError)


def test_an_entry_is_saved_before_the_call_returns(bridge: Office, office: Names) -> None:
    shown: list[object] = []
    person = Person(name="立即")
    assert bridge.run_soon(members.add, shown.append, refused=shown.append, person=person, unit=office.units["first"])
    assert len(shown) == 1
    assert any(row.name == "立即" for row in bridge.ask_now(members.rows, unit=office.units["first"]))


def test_an_entry_behind_a_long_write_waits_in_sight_and_is_saved(bridge: Office, office: Names, qtbot: QtBot) -> None:
    go_on = Event()

    def slow(progress: Progress) -> None:
        progress(0, 1, "")
        assert go_on.wait(20)

    queued: list[int] = []
    bridge.queued.connect(queued.append)
    bridge.long("slow", slow, lambda _none: None, writes=True)
    saved: list[object] = []
    person, at = Person(name="等待"), office.units["first"]
    assert not bridge.run_soon(members.add, saved.append, refused=saved.append, person=person, unit=at)
    assert not saved
    assert queued[-1] == 1
    go_on.set()
    qtbot.waitUntil(lambda: len(saved) == 1)
    assert any(row.name == "等待" for row in bridge.ask_now(members.rows, unit=office.units["first"]))
    qtbot.waitUntil(lambda: queued[-1] == 0)


def test_a_refused_entry_is_refused_at_once(bridge: Office, office: Names) -> None:
    refused: list[str] = []
    at = office.units["first"]
    bridge.run_soon(members.add, refused.append, refused=refused.append, person=Person(name=""), unit=at)
    assert len(refused) == 1
    assert isinstance(refused[0], str)


def test_a_cancel_leaves_nothing_behind(bridge: Office, office: Names, qtbot: QtBot) -> None:
    jobs: list[Job] = []
    bridge.began.connect(jobs.append)
    first_report = Event()

    def work(progress: Progress) -> None:
        def endless(session: object) -> None:
            members.add(session, person=Person(name="未完"), unit=office.units["first"])  # type: ignore[arg-type]
            while True:
                progress(1, 2, "")
                first_report.set()

        endless.gridparty_mark = members.add.gridparty_mark  # type: ignore[attr-defined]
        bridge.app.run(endless)

    with qtbot.waitSignal(bridge.refused):
        bridge.long("endless", work, lambda _none: None, writes=True)
        assert first_report.wait(10)
        jobs[0].cancel()
    assert bridge.jobs == []
    assert all(row.name != "未完" for row in bridge.ask_now(members.rows, unit=office.units["first"]))


def test_nothing_is_asked_of_a_closed_office(bridge: Office, qtbot: QtBot) -> None:
    bridge.close()
    bridge.ask(tree.on_day, lambda _tree: pytest.fail("answered"), day=None)
    bridge.undo()
    assert not bridge.is_busy


def test_refusals_of_reads_are_sentences(bridge: Office, qtbot: QtBot) -> None:
    def refusing(_session: object) -> None:
        raise InvalidInput("so nicht")

    with qtbot.waitSignal(bridge.refused) as waiter:
        bridge.ask(refusing, lambda _answer: None)
    assert waiter.args == ["so nicht"]
