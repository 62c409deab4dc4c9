"""Finding a person by what is typed or scanned (DECISIONS: KEY; D7)."""

import pytest
from offices import Office, rows

from gridparty.app import App
from gridparty.domain.errors import Ambiguous, NotFound
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.operations import members, search
from gridparty.storage.tables import Member


@pytest.fixture
def people(app: App) -> dict[str, MemberId]:
    found = {}
    for name, phone in (("王秀兰", "19900010001"), ("王小龙", "19900020001"), ("覃红", "19912340003"),
                        ("䶮明", None), ("阿Q", None)):  # fmt: skip
        found[name] = app.run(members.add, person=Person(name=name, phone=phone), unit=None)
    return found


@pytest.mark.parametrize(
    ("key", "name"),
    [("王秀兰", "王秀兰"), ("wangxiulan", "王秀兰"), ("WangXiuLan", "王秀兰"), ("wang xiu lan", "王秀兰"),
     ("qh", "覃红"), ("th", "覃红"), ("tanhong", "覃红"), ("12340003", "覃红"), ("0003", "覃红"),
     ("19900010001", "王秀兰"), ("䶮明", "䶮明"), ("阿Q", "阿Q"), (" 王小龙 ", "王小龙")],
)  # fmt: skip
def test_every_kind_of_key(app: App, people: dict[str, MemberId], key: str, name: str) -> None:
    assert app.ask(search.find, key=key) == people[name]


def test_a_number_and_a_code(app: App, people: dict[str, MemberId]) -> None:
    for row in app.ask(rows, Member):
        assert app.ask(search.find, key=f"#{row.id}") == row.id
        assert app.ask(search.find, key=row.code) == row.id


@pytest.mark.parametrize("key", ["wxl", "0001"])
def test_what_fits_several_lists_the_candidates_with_masked_phones(
    app: App, people: dict[str, MemberId], key: str
) -> None:
    with pytest.raises(Ambiguous) as refusal:
        app.ask(search.find, key=key)
    for name in ("王秀兰", "王小龙"):
        assert f"#{people[name]} {name}" in str(refusal.value)
    assert "19900010001" not in str(refusal.value)


@pytest.mark.parametrize("key", ["王", "wang", "#99", "9999", "001", "", "张三"])
def test_what_fits_nobody_is_told(app: App, people: dict[str, MemberId], key: str) -> None:
    with pytest.raises(NotFound):
        app.ask(search.find, key=key)


def test_the_activitys_list_is_searched_first(office_app: App, office: Office) -> None:
    """Two people of one name: at the desk it is the one who is expected."""
    twin = office_app.run(members.add, person=Person(name="张伟"), unit=office.units["third"])
    with pytest.raises(Ambiguous):
        office_app.ask(search.find, key="张伟")
    assert office_app.ask(search.find, key="张伟", activity=office.activities["day"]) == office.members["张伟"]
    assert office_app.ask(search.find, key="zw", activity=office.activities["day"]) == office.members["张伟"]
    assert office_app.ask(search.find, key=f"#{twin}", activity=office.activities["day"]) == twin
    assert office_app.ask(search.find, key="黄强", activity=office.activities["day"]) == office.members["黄强"]


def test_candidates_while_typing(app: App, people: dict[str, MemberId]) -> None:
    def names(prefix: str) -> set[str]:
        return {row.name for row in app.ask(search.candidates, prefix=prefix)}

    assert names("王") == names("wang") == names("wx") == {"王秀兰", "王小龙"}
    assert names("王秀") == names("wangxiu") == {"王秀兰"}
    assert names("t") == {"覃红"}
    assert names("001") == {"王秀兰", "王小龙"}
    assert names("01") == names("") == names("  ") == set()
    assert names("1010000") == {"王秀兰", "王小龙", "覃红", "䶮明", "阿Q"}


def test_at_most_twenty_candidates(app: App) -> None:
    for number in range(25):
        app.run(members.add, person=Person(name=f"李{'一二三四五'[number % 5]}"), unit=None)
    assert len(app.ask(search.candidates, prefix="李")) == 20
