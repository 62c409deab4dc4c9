"""Units raised to another kind: endings of names, and those below (S091)."""

from dataclasses import dataclass

import pytest

from gridparty.domain.ids import UnitId
from gridparty.domain.orders import Target
from gridparty.domain.raising import Raised, targets, usual_ending, with_ending


@dataclass(frozen=True)
class Unit:
    id: UnitId
    parent: UnitId | None
    kind: str
    name: str


UNITS = (
    Unit(UnitId(1), None, "community", "东苑社区党总支"),
    Unit(UnitId(2), UnitId(1), "party_branch", "第一党支部"),
    Unit(UnitId(3), UnitId(1), "grid_branch", "第二网格党支部"),
    Unit(UnitId(4), UnitId(2), "party_group", "第一党小组"),
    Unit(UnitId(5), None, "community", "西苑社区"),
)


@pytest.mark.parametrize(
    ("name", "ending", "became"),
    [
        ("百花社区党总支", "党委", "百花社区党委"),
        ("顺达联合党支部", "党总支", "顺达党总支"),
        ("机关支部", "党支部", "机关党支部"),
        ("百花社区", "党委", "百花社区党委"),
    ],
)
def test_another_ending(name: str, ending: str, became: str) -> None:
    assert with_ending(name, ending) == became


def test_the_ending_that_a_kind_has() -> None:
    assert usual_ending("党总支") == "党总支"
    assert usual_ending("社区") is None


def test_the_units_and_those_of_a_kind_right_below() -> None:
    below = {"party_branch": Raised("general_branch", "党总支"), "party_group": Raised("party_branch")}
    found = targets(UNITS, [UnitId(1), UnitId(5)], becomes=Raised(ending="党委"), below=below)
    assert found == (
        Target(unit=UnitId(1), name="东苑社区党委"),
        Target(unit=UnitId(5), name="西苑社区党委"),
        Target(unit=UnitId(2), name="第一党总支", kind="general_branch"),
    )
