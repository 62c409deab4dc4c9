"""Names and codes of units (D1, GRID-04)."""

import pytest

from gridparty.domain.errors import InvalidInput
from gridparty.domain.units import check_code, check_name, display_name, kind_of_division, next_code

COMMUNITY = "410102001001"


@pytest.mark.parametrize(
    ("place", "kind", "suffix", "name"),
    [
        ("百花社区居民委员会", "community", "党委", "百花社区党委"),
        ("百花社区居委会", "community", "党委", "百花社区党委"),
        ("百花居委会", "community", "党总支", "百花社区党总支"),
        ("百花社区居民管理委员会", "community", "党委", "百花社区党委"),
        ("百花社区", "community", "党委", "百花社区党委"),
        ("小李庄村委会", "village", "党总支", "小李庄村党总支"),
        ("小李庄村村民委员会", "village", "党总支", "小李庄村党总支"),
        ("林山寨街道", "street", "党工委", "林山寨街道党工委"),
        ("林山寨街道办事处", "street", "党工委", "林山寨街道党工委"),
        ("须水镇", "town", "党委", "须水镇党委"),
        ("中原区", "district", "委", "中原区委"),
    ],
)
def test_the_partys_name_of_a_place(place: str, kind: str, suffix: str, name: str) -> None:
    assert display_name(place, kind, suffix) == name


@pytest.mark.parametrize(
    ("level", "name", "kind"),
    [("street", "林山寨街道", "street"), ("street", "须水镇", "town"), ("community", "百花社区居委会", "community"),
     ("community", "小李庄村委会", "village"), ("district", "中原区", "district")],
)  # fmt: skip
def test_towns_and_villages_are_told_by_their_names(level: str, name: str, kind: str) -> None:
    assert kind_of_division(level, name) == kind


@pytest.mark.parametrize("text", ["410102001001-003", "410102001001003", " 410102 001001 003 ", "410102001001－003"])
def test_a_code_is_stored_without_hyphens(text: str) -> None:
    assert check_code(text) == "410102001001003"


@pytest.mark.parametrize("code", ["4101", "410102", "410102001", COMMUNITY, "SQ01"])
def test_codes_of_other_lengths_are_kept(code: str) -> None:
    assert check_code(code) == code


@pytest.mark.parametrize("text", ["", "4", "第一网格", "4101#", "1" * 25])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        check_code(text)


def test_grids_and_branches_take_their_own_ranges() -> None:
    assert next_code(COMMUNITY, set(), is_grid=True) == COMMUNITY + "001"
    assert next_code(COMMUNITY, {COMMUNITY + "001", COMMUNITY + "003"}, is_grid=True) == COMMUNITY + "002"
    assert next_code(COMMUNITY, {COMMUNITY + "001"}, is_grid=False) == COMMUNITY + "901"


def test_a_full_range_or_a_unit_outside_a_community_gets_no_code() -> None:
    taken = {f"{COMMUNITY}{number:03d}" for number in range(1, 1000)}
    assert next_code(COMMUNITY, taken, is_grid=True) is None
    assert next_code(COMMUNITY, taken, is_grid=False) is None
    assert next_code(None, set(), is_grid=True) is None
    assert next_code("410102", set(), is_grid=True) is None


def test_a_name_is_trimmed_and_has_a_limit() -> None:
    assert check_name(" 第一网格党支部 ") == "第一网格党支部"
    assert check_name("长" * 60) == "长" * 60
    for text in ("", "  ", "长" * 61):
        with pytest.raises(InvalidInput):
            check_name(text)
