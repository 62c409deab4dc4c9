"""What is typed into a form about a person: values, and the sentence that belongs to a field."""

from datetime import date

import pytest

from gridparty.domain import person_forms
from gridparty.domain.errors import InvalidInput
from gridparty.domain.partial_dates import as_text


def test_reads_what_people_type() -> None:
    """D5: dates may be partial; blanks are unknown; numbers lose their blanks and hyphens."""
    reading = person_forms.read({
        "name": " 张　三 ", "birth_date": "1976.07", "join_date": "", "phone": "199 0000-1234",
        "id_number": "１１０１０５１９４９１２３１００２ｘ", "work_unit": "某某  研究院",
    })  # fmt: skip
    assert reading.problems == {}
    assert reading.values == {
        "name": "张三", "birth_date": 19760700, "join_date": None, "phone": "19900001234",
        "id_number": "11010519491231002X", "work_unit": "某某 研究院",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["䶮", "𬱖𣇉", "阿卜杜喀迪尔·" * 7 + "热"])
def test_names_of_any_character_and_up_to_fifty(name: str) -> None:
    assert len(name) <= 50
    assert person_forms.read({"name": name}).values["name"] == name


@pytest.mark.parametrize(
    ("field", "text"),
    [("name", " "), ("name", "张" * 51), ("id_number", "110105194912310021"), ("birth_date", "1976.13"),
     ("phone", "12345"), ("phone", "19900001234 19900001235")],
)  # fmt: skip
def test_a_wrong_entry_gets_its_sentence(field: str, text: str) -> None:
    reading = person_forms.read({"name": "张三", field: text})
    assert list(reading.problems) == [field]
    assert field not in reading.values


def test_dates_that_cannot_follow_each_other() -> None:
    read = person_forms.read({"birth_date": "1990", "join_date": "2005.07", "full_date": "2004.07"})
    assert set(read.problems) == {"join_date", "full_date"}


def test_a_day_is_whole() -> None:
    assert person_forms.read_day("2026.10.5") == date(2026, 10, 5)
    with pytest.raises(InvalidInput):
        person_forms.read_day(as_text(20261000))
