"""Threads of the window: a lane does one thing after another, and tells of each on the window's own thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
Then = Callable[[T], None]
Failed = Callable[[BaseException], None]


class Lane(QObject):
    """One thread with a queue (D18)."""

    _ended = Signal(object)  # a closure to be called on the window's thread

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._is_open = True
        self.waiting = 0
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def do(self, work: Callable[[], T], then: Then[T], failed: Failed) -> "Future[T]":
        """Does the work after what waits already; one of the two is called when it has ended."""
        if not self._is_open:
            nothing: Future[T] = Future()
            nothing.cancel()
            return nothing
        self.waiting += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda done: self._tell(done, then, failed))
        return future

    def close(self, *, finish: bool = False) -> None:
        """Waits for what has begun and drops what has not, or does that too (`finish`); nobody is told any more."""
        self._is_open = False
        self._pool.shutdown(wait=True, cancel_futures=not finish)

    def _tell(self, done: "Future[Any]", then: Then[Any], failed: Failed) -> None:
        if not self._is_open or done.cancelled():
            return
        error = done.exception()
        self._ended.emit((lambda: then(done.result())) if error is None else (lambda: failed(error)))

    def _on_ended(self, closure: Callable[[], None]) -> None:
        self.waiting -= 1
        if self._is_open:
            closure()
