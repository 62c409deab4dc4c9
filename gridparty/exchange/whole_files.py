"""Files that are there whole or not at all: written beside their place, then moved into it."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _


@contextmanager
def whole_file(path: Path, *, before: Callable[[], object] | None = None) -> Iterator[BinaryIO]:
    """A file to write into; it comes to its place, over an older one, when the block ends without an error.

    `before` is called when everything is written and the file is about to come to its place; what it raises keeps it
    from coming. Raises InvalidInput where it cannot be written.
    """
    folder = path.absolute().parent
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=folder)
    except OSError as problem:
        raise _not_written(path, problem) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        os.replace(name, path)
        _sync_folder(folder)
    except OSError as problem:
        raise _not_written(path, problem) from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself durable; systems that cannot open folders need no such step."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _not_written(path: Path, problem: OSError) -> InvalidInput:
    message = _("“{file}” cannot be written ({problem}); close it in other programs, or choose another place.")
    return InvalidInput(message.format(file=path.name, problem=problem.strerror or problem))
