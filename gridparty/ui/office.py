"""The one bridge between an open file and the window: reads beside the window, writes one after another (D18).

`Changes` arrive here on whatever thread committed and leave as a signal on the window's thread.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from gridparty.app import App, Changes
from gridparty.domain.errors import Cancelled, GridpartyError
from gridparty.domain.ids import ActId
from gridparty.domain.progress import Progress
from gridparty.i18n import _
from gridparty.ui import garbage
from gridparty.ui.lanes import Lane

T = TypeVar("T")
PATIENCE = 0.06  # seconds that an entry may hold the window while it is written; longer ones wait in sight


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about what was done, with the act that undo would take back."""

    text: str
    act: ActId | None


def plainly(text: str) -> Said:
    """A sentence with nothing to undo."""
    return Said(text, None)


class Job(QObject):
    """Long work that can be watched and cancelled."""

    moved = Signal(int, int, str)  # done, total, note
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.is_cancelled = False
        self._told = 0.0

    def cancel(self) -> None:
        """Asks the work to stop; it ends at its next report of progress and leaves nothing behind."""
        self.is_cancelled = True

    def report(self, done: int, total: int, note: str) -> None:
        """The work's progress; called on its own thread. Raises Cancelled."""
        if self.is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told > 0.05 or done == total:  # a window has no use for more
            self._told = now
            self.moved.emit(done, total, note)


class Office(QObject):
    """An open file as pages see it."""

    changed = Signal(object)  # Changes: after every commit, whoever made it
    said = Signal(object)  # Said: something was done
    refused = Signal(str)  # a sentence that no page showed itself
    failed = Signal(object)  # an exception that is a bug
    queued = Signal(int)  # how many entries wait for the file
    began = Signal(object)  # Job

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.jobs: list[Job] = []
        self._act: ActId | None = None
        self._writer, self._reader = Lane("writer", self), Lane("reader", self)
        self._paper = Lane("paper", self)
        self._aside = Lane("aside", self)  # minutes of printing, while pages are still drawn
        app.listeners.append(self._on_commit)

    @property
    def path(self) -> Path:
        """The file."""
        return self.app.store.path

    def ask_now(self, query: Callable[..., T], /, **kwargs: Any) -> T:
        """A read that is indexed and short, on the window's thread."""
        return self.app.ask(query, **kwargs)

    def ask(
        self, query: Callable[..., T], then: Callable[[T], None], /, *, refused: Callable[[str], None] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """A read beside the window; `then` is called with the answer on the window's thread."""
        self._reader.do(lambda: self.app.ask(query, **kwargs), then, lambda error: self._on_failed(error, refused))

    def run(
        self, operation: Callable[..., T], then: Callable[[T], None] | None = None, /, *,
        said: str | Callable[[T], str] = "", refused: Callable[[str], None] | None = None, **kwargs: Any,
    ) -> "Future[T]":  # fmt: skip
        """Calls an operation after the writes that wait already.

        When it is saved `then` is called and `said` shown with an undo; if it is refused `refused` gets the sentence.
        """
        return self._write(lambda: self.app.run(operation, **kwargs), then, said, refused)

    def run_soon(
        self,
        operation: Callable[..., T],
        then: Callable[[T], None],
        /,
        *,
        refused: Callable[[str], None],
        **kwargs: Any,
    ) -> bool:
        """The same for an entry that has to be on disk before its field clears: waits a moment for it.

        Returns whether it ended in that moment (`then` or `refused` was called before this returns). If not, a long
        write is under way; the entry waits in the queue, and one of the two is called later.
        """
        is_late: list[bool] = []
        future = self._queue(
            lambda: self.app.run(operation, **kwargs),
            lambda result: then(result) if is_late else None,
            lambda error: self._on_failed(error, refused) if is_late else None,
        )
        try:
            result = future.result(PATIENCE)
        except NotYet:
            is_late.append(True)
            return False
        except Exception as error:
            self._on_failed(error, refused)
        else:
            then(result)
        return True

    def long(
        self, title: str, work: Callable[[Progress], T], then: Callable[[T], None], /, *, writes: bool,
        said: str | Callable[[T], str] = "", refused: Callable[[str], None] | None = None,
    ) -> Job:  # fmt: skip
        """Work with progress and cancel; what writes goes through the queue, what only reads or prints beside it."""
        job = Job(title, self)
        self.jobs.append(job)
        job.ended.connect(lambda: self.jobs.remove(job))

        def ended(result: T) -> None:
            job.ended.emit()
            then(result)

        def failed(error: BaseException) -> None:
            job.ended.emit()
            self._on_failed(error, refused)

        def begun() -> T:
            with garbage.put_off():
                return work(job.report)

        self.began.emit(job)
        if writes:
            self._write(begun, ended, said, None, failed)
        else:
            self._aside.do(begun, ended, failed)
        return job

    def beside(
        self, work: Callable[[], T], then: Callable[[T], None], refused: Callable[[str], None] | None = None
    ) -> None:
        """Work that neither writes nor needs progress: drawing a page, reading a file."""
        self._paper.do(work, then, lambda error: self._on_failed(error, refused))

    def aside(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Work that may take a minute and shows nothing meanwhile, such as a backup; pages are drawn beside it."""
        self._aside.do(work, then, lambda error: self._on_failed(error, None))

    def undo(self, act: ActId | None = None, *, said: str = "") -> None:
        """Takes back an act, by default the newest that stands; one that was taken back stands again.

        The line that says so offers the same act, so that its undo is a redo.
        """
        words = said or _("Taken back.")
        self._write(lambda: self.app.undo(act), lambda root: self.said.emit(Said(words, root)), "", None)

    def poll(self) -> None:
        """Notices what other programs wrote to the file."""
        if self._writer.waiting == 0:
            self._writer.do(self.app.store.poll, lambda _none: None, lambda error: self._on_failed(error, None))

    def close(self) -> None:
        """Cancels long work, saves every entry that waits and lets go of the file."""
        for job in self.jobs:
            job.cancel()
        for lane in (self._aside, self._paper, self._reader):
            lane.close()
        self._writer.close(finish=True)
        self.app.close()

    @property
    def is_writing(self) -> bool:
        """Whether a write is under way or waits."""
        return self._writer.waiting > 0

    @property
    def is_busy(self) -> bool:
        """Whether anything at all is under way."""
        return any(lane.waiting for lane in (self._writer, self._reader, self._paper, self._aside))

    def _write(
        self, work: Callable[[], T], then: Callable[[T], None] | None, said: str | Callable[[T], str],
        refused: Callable[[str], None] | None, failed: Callable[[BaseException], None] | None = None,
    ) -> "Future[T]":  # fmt: skip
        acts: list[ActId | None] = []

        def noted() -> T:
            self._act = None
            result = work()
            acts.append(self._act)
            return result

        def ended(result: T) -> None:
            if then is not None:
                then(result)
            if text := said if isinstance(said, str) else said(result):
                self.said.emit(Said(text, acts[0]))

        return self._queue(noted, ended, failed or (lambda error: self._on_failed(error, refused)))

    def _queue(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[BaseException], None]
    ) -> "Future[T]":
        def ended(result: T) -> None:
            self.queued.emit(self._writer.waiting)
            then(result)

        def not_done(error: BaseException) -> None:
            self.queued.emit(self._writer.waiting)
            failed(error)

        future = self._writer.do(work, ended, not_done)
        if self._writer.waiting > 1:
            self.queued.emit(self._writer.waiting - 1)
        return future

    def _on_commit(self, changes: Changes) -> None:
        self._act = ActId(changes.act_id)
        self.changed.emit(changes)

    def _on_failed(self, error: BaseException, refused: Callable[[str], None] | None) -> None:
        if isinstance(error, Cancelled):
            (refused or self.refused.emit)(_("Cancelled; nothing was changed."))
        elif isinstance(error, GridpartyError):
            (refused or self.refused.emit)(str(error))
        else:
            self.failed.emit(error)
