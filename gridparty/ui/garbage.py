"""Python's search for garbage, kept from stopping the window: a full one holds all threads for 100 to 200 ms.

What is alive now is set aside from all later searches (it is still freed when nobody refers to it), and while work
makes objects by the hundred thousand no search begins at all.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_works = 0


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
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _works -= 1
            gc.freeze()
            if not _works:
                gc.enable()
