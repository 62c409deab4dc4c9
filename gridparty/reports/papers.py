"""The sheets of paper that things are printed on (ISO 216), in millimetres. Needs no paper library."""

from enum import StrEnum


class Paper(StrEnum):
    """A size of sheet."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"

    @property
    def sides(self) -> tuple[int, int]:
        """The short and the long side."""
        return _SIDES[self]


_SIDES = {Paper.A4: (210, 297), Paper.A3: (297, 420), Paper.A2: (420, 594), Paper.A1: (594, 841)}
