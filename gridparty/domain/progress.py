"""How long work tells how far it is; a progress function may raise Cancelled."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]  # done, total, what is being worked on


def silent(done: int, total: int, note: str) -> None:
    """For callers that show nothing."""
