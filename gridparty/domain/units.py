"""Kinds, links, names and codes of units (D1, GRID-04)."""

import re

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _

# The four role words of db/catalogues/unit_kinds.toml.
PLACE, BOTH, ORGANISATION, GROUP = "place", "both", "organisation", "group"
GRID, GRID_BRANCH, PARTY_GROUP = "grid", "grid_branch", "party_group"
COVERS, FUNCTIONAL_PARENT, MEMBER_UNIT = "covers", "functional_parent", "member_unit"
LINK_ROLES = (COVERS, FUNCTIONAL_PARENT, MEMBER_UNIT)
GENERAL_BRANCHES = ("general_branch", "enterprise_general_branch")
COMMITTEES = ("party_committee", "enterprise_committee")
ABOVE_ENTERPRISES = ("enterprise_general_branch", "enterprise_committee")

_COMMITTEE = re.compile(r"(社区)?(居民管理委员会|居民委员会|居委会|管理委员会|委员会)$")
_VILLAGE = re.compile(r"(村)?(村民委员会|村委会)$")
_TOWN = re.compile(r"(镇|乡|民族乡)$")


def is_branch(kind: str) -> bool:
    """Whether a kind is a branch (党支部), in which members meet; a general branch (党总支) holds branches."""
    return kind.endswith("_branch") and kind not in GENERAL_BRANCHES


def is_formed(kind: str, *, is_branch: bool) -> bool:
    """Whether its way of forming is kept (S005): of every branch but a grid's, of what stands above branches."""
    return kind in (*GENERAL_BRANCHES, *ABOVE_ENTERPRISES) or (is_branch and kind != GRID_BRANCH)


def kind_of_division(level: str, name: str) -> str:
    """The kind of unit for a row of the official list: its level, with towns and villages told apart by name."""
    if level == "street" and _TOWN.search(name):
        return "town"
    if level == "community" and _VILLAGE.search(name):
        return "village"
    return level


def display_name(place_name: str, kind: str, party_suffix: str) -> str:
    """The Party organisation's name for a place (D1): 百花社区居委会 → 百花社区党委, 林山寨街道 → 林山寨街道党工委."""
    return short_place(place_name, kind) + party_suffix


def short_place(place_name: str, kind: str) -> str:
    """The place as people call it: 百花社区居委会 → 百花社区, 大庄村委会 → 大庄村."""
    if kind == "community":
        return _COMMITTEE.sub("", place_name).removesuffix("社区") + "社区"
    if kind == "village":
        return _VILLAGE.sub("", place_name).removesuffix("村") + "村"
    return place_name.removesuffix("办事处") if kind == "street" else place_name


def check_code(text: str) -> str:
    """The stored form of a code: without hyphens and blanks. Raises InvalidInput."""
    code = re.sub(r"[\s\-－—]", "", text)
    if not re.fullmatch(r"[0-9A-Za-z]{2,24}", code):
        raise InvalidInput(
            _("“{code}” is not a code; use 4, 6, 9 or 12 digits, or a grid code such as 410102001001-003.").format(
                code=text
            )
        )
    return code


def next_code(community: str | None, taken: set[str], *, is_grid: bool) -> str | None:
    """The first free code below a community: 001–899 for grids and their branches, 901–999 for others (GRID-04)."""
    if not community or len(community) != 12:
        return None
    for number in range(1, 900) if is_grid else range(901, 1000):
        if (code := f"{community}{number:03d}") not in taken:
            return code
    return None


def check_name(text: str) -> str:
    """A unit's name: not empty, at most 60 characters. Raises InvalidInput."""
    name = text.strip()
    if not name or len(name) > 60:
        raise InvalidInput(_("A unit needs a name of 1 to 60 characters."))
    return name
