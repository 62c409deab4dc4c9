"""Typed fields of registers: what fits, how it is stored, and how a refusal reads (E10)."""

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridparty.domain.errors import InvalidInput
from gridparty.domain.registers import Choice, Field, Register, check_facts, day_of, masked, parse, read, shown
from gridparty.paths import CATALOGUES

TYPES = {"text", "long_text", "number", "money", "area", "date", "choice", "flag", "phone"}
CHOICES = (Choice("out", "流出", "Out"), Choice("in", "流入", "In"))


def field(kind: str, **more: Any) -> Field:
    return Field("key", "字段", "Field", kind, **more)


def shipped() -> list[Register]:
    items = tomllib.loads((CATALOGUES / "registers.toml").read_text(encoding="utf-8"))["items"]
    return [read(code=each["code"], zh=each["zh"], en=each["en"], facts=each) for each in items]


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "printed"),
    [
        ("text", " 二楼 ", "二楼", "二楼"),
        ("number", "１２", 12, "12"),
        ("number", "1,200", 1200, "1,200"),
        ("area", "1260.50㎡", 1260.5, "1,260.5"),
        ("area", 5100, 5100, "5,100"),
        ("money", "1000000元", 1_000_000, "1,000,000"),
        ("money", "0.1", 0.1, "0.1"),
        ("date", "2026-10-25", "2026-10-25", "2026-10-25"),
        ("date", date(2026, 10, 25), "2026-10-25", "2026-10-25"),
        ("flag", "是", True, None),
        ("flag", False, False, None),
        ("text", "  ", None, ""),
        ("number", None, None, ""),
    ],
)
def test_what_is_typed_is_stored_and_printed(kind: str, typed: object, stored: object, printed: str | None) -> None:
    value = parse(field(kind), typed)
    assert value == stored
    assert type(value) is type(stored)
    if printed is not None:
        assert shown(field(kind), value) == printed


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "十二"), ("number", "-1"), ("number", "nan"), ("number", "inf"), ("number", True),
        ("area", "1e99"), ("money", "约100万"), ("date", "2026-13-01"), ("date", "1976.07"), ("flag", "perhaps"),
        ("text", "字" * 201), ("long_text", "字" * 4001), ("choice", "别处"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(kind: str, typed: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse(field(kind, choices=CHOICES), typed)
    assert "字段" in str(refusal.value) or "流出 (out)" in str(refusal.value)


@given(st.one_of(st.integers(0, 10**9), st.decimals(0, 10**9, places=2).map(float)))
def test_a_number_survives_being_shown_and_typed_again(number: float) -> None:
    assert parse(field("money"), shown(field("money"), parse(field("money"), number))) == pytest.approx(number)


def test_a_choice_is_known_by_its_code_and_both_words() -> None:
    direction = field("choice", choices=CHOICES)
    assert {parse(direction, word) for word in ("in", "流入", "In")} == {"in"}
    assert shown(direction, "in") == "流入"


def test_facts_are_stored_in_the_order_of_the_fields_without_empty_ones() -> None:
    fields = (
        Field("a", "甲", "A", "text", required=True),
        Field("b", "乙", "B", "number"),
        Field("c", "丙", "C", "text"),
    )
    assert list(check_facts(fields, {"c": "丙", "b": "", "a": "甲"}).items()) == [("a", "甲"), ("c", "丙")]
    with pytest.raises(InvalidInput, match="甲"):
        check_facts(fields, {"b": 2})
    with pytest.raises(InvalidInput, match="甲 \\(a\\)"):
        check_facts(fields, {"a": "甲", "d": 1})


def test_every_shipped_register_can_be_read() -> None:
    known = {register.code: register for register in shipped()}
    assert set(known) >= {
        "facility", "brand", "resident_unit", "enterprise", "team", "group", "talent_pool", "development", "floating",
        "secondment", "talent", "discipline_case", "award",
    }  # fmt: skip
    assert [code for code, each in known.items() if each.restricted] == ["discipline_case"]
    for register in known.values():
        assert register.about in ("unit", "member", "either")
        lists = [register.fields, *(event.fields for event in register.events)]
        for fields in lists:
            assert len({each.key for each in fields}) == len(fields)
            for each in fields:
                assert each.type in TYPES
                assert bool(each.choices) == (each.type == "choice"), (register.code, each.key)
                assert not each.due or each.type == "date"
        if register.review_months:
            assert register.event("review").kind == "review"


def test_telephone_numbers_alone_are_masked() -> None:
    fields = (Field("phone", "电话", "Phone", "phone"), Field("text", "内容", "Text", "text"))
    facts = {"phone": "13800005678", "text": "13800005678", "old": 1}
    assert masked(fields, facts) == {"phone": "138****5678", "text": "13800005678", "old": 1}
    assert masked(fields, {}) == {}


def test_days() -> None:
    assert day_of({"until": "2026-10-25"}, "until") == date(2026, 10, 25)
    assert day_of({}, "until") is None
