"""How a function says that it is an operation (writes, named in its act) or a query (reads)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from gridparty.domain.permissions import Permission

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Mark:
    """The name that an operation's acts carry, the right it asks for, and its label for people (an English msgid)."""

    name: str
    permission: Permission
    label: str


OPERATIONS: dict[str, Mark] = {}
_MARK = "gridparty_mark"


def operation(name: str, permission: Permission, label: str) -> Callable[[F], F]:
    """Marks a function that changes data; App.run refuses any other."""

    def mark(function: F) -> F:
        setattr(function, _MARK, OPERATIONS.setdefault(name, Mark(name, permission, label)))
        return function

    return mark


def mark_of(function: Callable[..., Any]) -> Mark | None:
    """The mark of an operation, None for a query."""
    return getattr(function, _MARK, None)
