"""Finding a person or a unit by what is typed or scanned (DECISIONS: KEY; D7)."""

import pytest
from offices import Office, rows

from gridparty.app import App
from gridparty.domain.errors import Ambiguous, NotFound
from gridparty.domain.ids import MemberId
from gridparty.domain.members import Person
from gridparty.operations import members, pinyin, search, units
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


def test_people_with_their_branch_or_work_unit(furnished_app: App, furnished_office: Office) -> None:
    def found(text: str) -> list[tuple[str, str | None]]:
        return [(row.name, row.unit_name) for row in furnished_app.ask(search.people, text=text)]

    assert found("张") == found("zw") == found("01") == found("0001") == [("张伟", "第一网格党支部")]
    assert found("sunli") == [("孙丽", "某某研究院")]
    assert found("1") == found("") == found("qqq") == []
    (row,) = furnished_app.ask(search.people, text="张伟")
    assert (row.id, row.phone) == (furnished_office.members["张伟"], "199****0001")
    assert [r.name for r in furnished_app.ask(search.people, text=row.code)] == ["张伟"]
    assert len(furnished_app.ask(search.people, text="z", limit=1)) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [("第二", ["second"]), ("网格党", ["first", "second", "third"]), ("dyw", ["first"]), ("DSWG", ["third"]),
     ("wgdzb", ["first", "second", "third"]), ("410102001002", ["west", "third"]), ("410102001002001", ["third"]),
     ("410102001001-002", ["second"]), ("和平", ["street"]), ("社区", ["east", "west"]), (" ", []), ("没有", [])],
)  # fmt: skip
def test_units(furnished_app: App, furnished_office: Office, text: str, names: list[str]) -> None:
    found = furnished_app.ask(search.units, text=text)
    known = {unit: name for name, unit in furnished_office.units.items()}
    assert [known[row.id] for row in found if not known[row.id].endswith("grid")] == names


def test_a_unit_comes_with_its_path(furnished_app: App, furnished_office: Office) -> None:
    (row,) = furnished_app.ask(search.units, text="第三网格党支部")
    assert (row.id, row.path) == (furnished_office.units["third"], ("和平街道党工委", "西苑社区党委"))
    assert furnished_app.ask(search.units, text="和平")[0].path == ()


def test_units_that_begin_so_come_first(office_app: App, office: Office) -> None:
    office_app.run(units.add, parent=office.units["east"], kind="party_branch", name="西苑支部")
    office_app.run(units.add, parent=office.units["east"], kind="party_branch", name="老西苑支部")
    office_app.run(units.edit, unit=office.units["west"], name="大西苑社区党委")
    assert [row.name for row in office_app.ask(search.units, text="西苑")] == [
        "西苑支部", "老西苑支部", "大西苑社区党委",
    ]  # fmt: skip
    assert len(office_app.ask(search.units, text="西苑", limit=2)) == 2


@pytest.mark.parametrize(
    ("text", "initials"),
    [("第一网格党支部", "dywgdzb"), ("3号楼A座", "3hlaz"), ("（东）", "d"), ("", ""), ("吕庄", "lz")],
)
def test_initials_of_any_text(text: str, initials: str) -> None:
    assert pinyin.initials(text) == initials
