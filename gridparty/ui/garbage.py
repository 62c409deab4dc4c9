"""Python's search for garbage, kept on the window's thread and kept from stopping it.

A search begins in whatever thread makes objects just then. On a reader's thread it would free widgets of closed dialogs
there, and Qt crashes; so it never begins by itself, and a timer of the window's thread begins it. A full one takes 100
to 200 ms: what is alive after opening is set aside from all later searches (it is still freed when nobody refers to
it), and while work makes objects by the hundred thousand none begins at all.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # milliseconds between looks whether a search is due
_lock = Lock()
_works = 0


def keep_here(app: QObject) -> None:
    """From now on searches begin on this thread alone."""
    gc.disable()
    timer = QTimer(app, interval=EVERY)
    timer.timeout.connect(search)
    timer.start()


def search() -> None:
    """Searches as far as Python would have by now."""
    if _works:
        return
    due = [number > most for number, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if due[0]:
        gc.collect(2 if due[1] and due[2] else 1 if due[1] else 0)


def set_aside() -> None:
    """Later searches pass over everything that is alive now: libraries, pages, rows shown."""
    gc.freeze()


@contextmanager
def put_off() -> Iterator[None]:
    """No search during the work; with several threads at once until the last has ended.

    What the work has made is set aside too. A cycle among it would never be freed; an import of 20,000 rows makes none.
    """
    global _works
    with _lock:
        _works += 1
        gc.freeze()
    try:
        yield
    finally:
        with _lock:
            _works -= 1
            gc.freeze()
