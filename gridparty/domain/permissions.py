"""What an account may do."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """A right that an operation asks for."""

    READ = "read"
    EDIT_UNITS = "edit_units"
    EDIT_MEMBERS = "edit_members"
    REVEAL = "reveal"  # personal data in full; every time is written down
    RECORD = "record"  # activities, check-ins, services
    SET_UP = "set_up"  # settings, catalogues, sample data


@dataclass(frozen=True, slots=True)
class Account:
    """Who is at work; the name stands in every act."""

    name: str
    permissions: frozenset[Permission]


LOCAL = Account("local", frozenset(Permission))
