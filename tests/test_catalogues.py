"""The shipped vocabulary is whole: codes, labels, aliases and each catalogue's facts."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gridparty.paths import CATALOGUES

FILES = sorted(CATALOGUES.glob("*.toml"))
EXPECTED = {
    "activity_kinds", "attendance_roles", "attendance_states", "belonging_kinds", "educations", "ethnicities",
    "member_stages", "member_standings", "posts", "service_categories", "unit_kinds", "ways",
}  # fmt: skip

every_catalogue = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def _items(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["items"]


def _catalogue(name: str) -> dict[str, dict[str, Any]]:
    return {item["code"]: item for item in _items(CATALOGUES / f"{name}.toml")}


def test_the_catalogues_that_the_program_needs_are_shipped() -> None:
    assert {path.stem for path in FILES} >= EXPECTED


@every_catalogue
def test_codes_are_snake_case_and_unique(path: Path) -> None:
    codes = [item["code"] for item in _items(path)]
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)] == []
    assert [code for code, times in Counter(codes).items() if times > 1] == []


@every_catalogue
def test_every_item_has_a_chinese_and_an_english_label(path: Path) -> None:
    for item in _items(path):
        assert re.search(r"[\u4e00-\u9fff]", item["zh"]), item
        assert re.fullmatch(r"[A-Z][ -~]*", item["en"]), item
        assert item["zh"] == item["zh"].strip(), item
        assert item["en"] == item["en"].strip(), item


@every_catalogue
def test_every_word_that_is_accepted_means_one_item(path: Path) -> None:
    accepted = [[item["code"], item["zh"], item["en"], *item.get("aliases", [])] for item in _items(path)]
    words = Counter(word for item in accepted for word in item)
    assert [word for word, times in words.items() if times > 1] == []
    assert [word for word in words if not word or word != word.strip()] == []


def test_facts_of_the_unit_kinds() -> None:
    kinds = _catalogue("unit_kinds")
    assert {item["role"] for item in kinds.values()} == {"place", "both", "organisation", "group"}
    assert {code for code, item in kinds.items() if "party_suffix" in item} == {
        code for code, item in kinds.items() if item["role"] == "both"
    }
    assert {code for code, item in kinds.items() if item.get("branch")} == {
        code for code in kinds if code.endswith("branch") and not code.endswith("general_branch")
    }
    assert "inventory" not in kinds["grid"], "a grid is ground, not an organisation (D1)"
    assert kinds["street"]["party_suffix"] == "党工委"


def test_facts_of_the_activity_kinds() -> None:
    """D8 for whom a kind expects, DOMAIN 2.1 for how often it is owed."""
    kinds = _catalogue("activity_kinds")
    assert {item["expects"] for item in kinds.values()} == {"members", "committee", "group", "invited", "none"}
    owed = {code: item["norm"] for code, item in kinds.items() if item["norm"] != "none"}
    assert owed == {
        "general_meeting": "quarter", "committee_meeting": "month", "group_meeting": "month",
        "party_lecture": "quarter", "theme_party_day": "month", "org_life_meeting": "year", "member_appraisal": "year",
    }  # fmt: skip
    assert all(kinds[code]["org_life"] is True for code in owed)
    assert {type(item["org_life"]) for item in kinds.values()} == {bool}


def test_the_service_tables_begin_with_the_six_usual_categories() -> None:
    labels = [item["zh"] for item in _items(CATALOGUES / "service_categories.toml")]
    assert labels[:6] == ["助老助残", "环境整治", "走访慰问", "政策宣传", "矛盾调解", "文体活动"]
    assert labels[-1] == "其他"


def test_only_members_in_good_standing_and_affiliated_are_counted() -> None:
    """D6."""
    assert [code for code, item in _catalogue("member_standings").items() if item["counts"]] == ["good"]
    assert [code for code, item in _catalogue("belonging_kinds").items() if item["counts"]] == ["affiliation"]
    assert [code for code, item in _catalogue("member_stages").items() if item["member"]] == ["probationary", "full"]


def test_the_ethnic_groups_stand_in_the_order_of_the_standard() -> None:
    groups = _items(CATALOGUES / "ethnicities.toml")
    assert [item["number"] for item in groups] == list(range(1, 57))
    assert [groups[place - 1]["zh"] for place in (1, 2, 3, 4, 5, 56)] == [
        "汉族", "蒙古族", "回族", "藏族", "维吾尔族", "基诺族",
    ]  # fmt: skip
