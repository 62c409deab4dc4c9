"""Errors that are told to a person: one sentence that says what is wrong and what to do.

Anything else that is raised is a bug (exit code 70). Messages are translated before they are raised.
"""


class GridpartyError(Exception):
    """A refusal in the user's language."""


class InvalidInput(GridpartyError):
    """What was typed or read cannot be taken as it stands."""


class NotFound(GridpartyError):
    """Nothing fits what was asked for."""


class Ambiguous(GridpartyError):
    """Several things fit; the sentence names the candidates."""


class Conflict(GridpartyError):
    """The data have changed, or other rows stand in the way."""


class HeldHere(Conflict):
    """Another window on this PC has the file open; `pid` is the number of its process."""

    def __init__(self, message: str, pid: int) -> None:
        super().__init__(message)
        self.pid = pid


class Forbidden(GridpartyError):
    """The account may not do this."""


class FileTooNew(GridpartyError):
    """The file was written by a newer version of the program."""


class FileDamaged(GridpartyError):
    """The file cannot be read as a gridparty file."""


class Cancelled(GridpartyError):
    """The person stopped a long piece of work; nothing of it was kept."""
