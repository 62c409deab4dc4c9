"""The search for garbage rests while any long work goes on, and goes on after the last of it."""

import gc
import threading

import pytest

from gridparty.ui import garbage


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
        assert not gc.isenabled()
    assert not gc.isenabled()
    may_end.set()
    thread.join()
    assert gc.isenabled()


def test_work_that_fails_lets_it_go_on() -> None:
    with pytest.raises(ZeroDivisionError), garbage.put_off():
        _ = 1 / 0
    assert gc.isenabled()
