"""At which sizes something is said (ORG-03, GRID-02)."""

from typing import Any

import pytest

from gridparty.domain.errors import InvalidInput
from gridparty.domain.thresholds import Thresholds, changed, read
from gridparty.domain.unit_alerts import Size, of_size

BRANCH = {"kind": "grid_branch", "is_branch": True, "name": "第一网格党支部", "secretaries": 1}
GRID = {"kind": "grid", "is_branch": False, "name": "第一网格"}


def codes(limits: Thresholds | None = None, **facts: Any) -> list[str]:
    return [found.code for found in of_size(Size(**facts), limits or Thresholds())]


@pytest.mark.parametrize(
    ("members", "full", "on_committee", "found"),
    [
        (50, 50, 3, []), (51, 51, 3, ["branch_large"]), (3, 3, 0, []), (6, 6, 1, []), (3, 2, 0, ["branch_small"]),
        (7, 7, 2, ["no_committee"]), (7, 7, 3, []), (60, 55, 1, ["branch_large", "no_committee"]),
    ],
)  # fmt: skip
def test_the_sizes_of_a_branch(members: int, full: int, on_committee: int, found: list[str]) -> None:
    """ORG-03: the 51st member, fewer than 3 full members, 7 full members without a committee."""
    assert codes(**BRANCH, members=members, full=full, on_committee=on_committee) == found


def test_members_of_a_functional_branch_are_affiliated_elsewhere() -> None:
    assert codes(**{**BRANCH, "kind": "functional_branch"}, full=0) == []


@pytest.mark.parametrize(
    ("households", "found"),
    [(None, []), (299, ["grid_small"]), (300, []), (500, []), (501, ["grid_large"])],
)
def test_the_households_of_a_grid(households: int | None, found: list[str]) -> None:
    """GRID-02: 300–500 households."""
    assert codes(**GRID, households=households) == found


def test_the_thresholds_are_the_office_s_own() -> None:
    limits = read(changed(Thresholds(), {"grid_households_most": 800}))
    assert codes(limits, **GRID, households=700) == []
    assert limits.grid_households_least == 300
    with pytest.raises(InvalidInput, match="grid_households_most"):
        changed(Thresholds(), {"houses": 1})
    with pytest.raises(InvalidInput):
        changed(Thresholds(), {"branch_most": -1})


@pytest.mark.parametrize(
    ("kind", "name", "members", "found"),
    [
        ("community", "东苑社区党委", 99, ["committee_small"]), ("community", "东苑社区党委", 100, []),
        ("community", "东苑社区党总支", 49, ["general_branch_small"]), ("community", "东苑社区党总支", 60, []),
        ("general_branch", "联合党总支", 100, ["general_branch_large"]),
        ("party_committee", "机关党委", 99, ["committee_small"]),
        ("street", "和平街道党工委", 3, []), ("work_station", "党建工作站", 0, []),
    ],
)  # fmt: skip
def test_general_branches_and_committees(kind: str, name: str, members: int, found: list[str]) -> None:
    """ORG-03: about 50 and about 100 members."""
    assert codes(kind=kind, is_branch=False, name=name, members=members, secretaries=1) == found


def test_a_branch_without_a_secretary() -> None:
    assert codes(**{**BRANCH, "secretaries": 0}, members=5, full=5) == ["no_secretary"]
    assert codes(kind="temporary_branch", is_branch=True, name="临时党支部") == []
