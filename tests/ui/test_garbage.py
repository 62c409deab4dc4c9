"""The search for garbage begins on the window's thread alone, and rests while any long work goes on."""

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from gridparty.ui import garbage


class Ring:
    """Refers to itself, so that only a search frees it."""

    def __init__(self) -> None:
        self.me = self


def dropped() -> "weakref.ref[Ring]":
    """A ring that nobody holds, and enough objects that a search is due."""
    ring = weakref.ref(Ring())
    assert len([[number] for number in range(5_000)]) == 5_000
    return ring


def search() -> list[list[int]]:
    """A search that is due, for there are many new objects."""
    kept = [[number] for number in range(5_000)]
    garbage.search()
    return kept


def test_it_rests_until_the_last_work_has_ended() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def other_work() -> None:
        with garbage.put_off():
            begun.set()
            may_end.wait(5)

    thread = threading.Thread(target=other_work)
    with garbage.put_off():
        thread.start()
        assert begun.wait(5)
    ring = dropped()
    search()
    assert ring() is not None
    may_end.set()
    thread.join()
    ring = dropped()
    search()
    assert ring() is None


def test_work_that_fails_lets_it_go_on() -> None:
    with pytest.raises(ZeroDivisionError), garbage.put_off():
        _ = 1 / 0
    ring = dropped()
    search()
    assert ring() is None


def test_nothing_begins_it_but_the_timer(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    ring = dropped()
    kept = [[number] for number in range(200_000)]
    assert ring() is not None
    qtbot.waitUntil(lambda: ring() is None, timeout=5_000)
    assert kept
