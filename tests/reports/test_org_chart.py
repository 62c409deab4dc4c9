"""The organisation chart on paper: every unit once, readable type, the sheets it takes (E1, D3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from offices import Office
from pdf_reading import all_text, read_pdf
from pdf_texts import page_sizes

from gridparty.app import App
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.members import Person
from gridparty.domain.months import Month
from gridparty.operations import members, org_charts, posts, units
from gridparty.operations.org_charts import ChartUnit, OrgChart
from gridparty.reports import org_chart, org_chart_layout
from gridparty.reports.measures import MM
from gridparty.reports.org_chart_layout import Layout
from gridparty.reports.papers import Paper

MONTH = Month(2026, 10)
NUMBERS = "一二三四五六七八九十"


def unit(number: int, name: str, level: int, kind: str = "网格党支部", closed: date | None = None) -> ChartUnit:
    return ChartUnit(UnitId(number), name, kind, level, "书记", ("王秀兰",), 30, closed)


def chart(*units: ChartUnit, is_sample: bool = False) -> OrgChart:
    return OrgChart(MONTH, units, len(units), 412, is_sample)


def community(branches: int = 7, groups: int = 2) -> OrgChart:
    found = [unit(1, "百花社区党委", 0, "社区")]
    for branch in range(branches):
        found.append(unit(10 + branch, f"第{NUMBERS[branch]}网格党支部", 1))
        found += [unit(100 + 10 * branch + each, f"{branch}之{each}党小组", 2, "党小组") for each in range(groups)]
    return chart(*found)


def district(streets: int = 14, communities: int = 157, grids: int = 600) -> OrgChart:
    """The size of a whole district: communities and grids spread evenly."""

    def below() -> Iterator[ChartUnit]:
        given = 0
        for number in range(communities):
            if number % -(-communities // streets) == 0:
                yield unit(number, f"{number}号街道党工委", 1, "街道")
            yield unit(1000 + number, f"{number}号社区党委", 2, "社区")
            for grid in range((number + 1) * grids // communities - given):
                yield unit(10_000 + given + grid, f"{given + grid}号网格党支部", 3)
            given = (number + 1) * grids // communities

    return chart(unit(0, "中共某某区委", 0, "区"), *below())


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """The sides of every page in millimetres."""
    return [tuple(round(side / MM) for side in size) for size in page_sizes(pdf)]


@pytest.mark.parametrize(
    ("paper", "is_portrait", "wanted"),
    [
        (Paper.A4, False, (297, 210)),
        (Paper.A4, True, (210, 297)),
        (Paper.A3, False, (420, 297)),
        (Paper.A2, True, (420, 594)),
        (Paper.A1, False, (841, 594)),
    ],
)
def test_a_community_fits_on_one_sheet(paper: Paper, is_portrait: bool, wanted: tuple[int, int]) -> None:
    pdf = org_chart.pdf(community(), paper=paper, is_portrait=is_portrait)
    assert sizes(pdf) == [wanted]
    text = all_text(pdf)
    assert "百花社区党委组织架构图" in text
    assert "2026年10月　党组织22个　党员412名" in text
    assert "第1页　共1页" in text
    for each in community().units[1:]:
        assert text.count(each.name) == 1
    assert text.count("书记：王秀兰") == 22
    assert text.count("党员30名") == 22
    assert "演示数据" not in text
    assert "演示数据" in all_text(org_chart.pdf(chart(*community().units, is_sample=True), paper=paper))


def test_a_whole_district_fits_on_one_a1_sheet() -> None:
    given = district()
    assert len(given.units) == 1 + 14 + 157 + 600
    (page,) = read_pdf(org_chart.pdf(given, paper=Paper.A1))
    for each in given.units[1:]:
        assert each.name in page.text
    assert min(character.size for character in page.characters) >= 6.0


def test_smaller_paper_takes_several_sheets_and_loses_nothing() -> None:
    given = district()
    pages = read_pdf(org_chart.pdf(given, paper=Paper.A4))
    assert 5 < len(pages) < 20
    text = "".join(page.text for page in pages)
    for each in given.units[1:]:
        assert each.name in text
    for number, page in enumerate(pages, 1):
        assert f"第{number}页　共{len(pages)}页" in page.text
        assert min(character.size for character in page.characters) >= 6.0
    assert "（续）" in text


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"\d\d"):
        org_chart.pdf(district(grids=9_000), paper=Paper.A4)


def placed(given: OrgChart, paper: Paper = Paper.A1) -> Layout:
    width, height = (side * MM - 80 for side in reversed(paper.sides))
    return org_chart_layout.place(given.units[1:], width=width, height=height - 100, largest=20)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("given", [community(), community(10, 5), district(), district(3, 9, 40)])
def test_boxes_stand_inside_the_sheet_and_none_on_another(given: OrgChart, paper: Paper) -> None:
    width, height = (side * MM - 80 for side in reversed(paper.sides))
    for sheet in placed(given, paper).sheets:
        end = 0.0
        for column in sheet:
            assert column.x >= end - 0.01
            end = column.x + column.width
            depth = 0.0
            for box in column.boxes:
                assert box.y >= depth - 0.01
                depth = box.y + box.height
                assert column.x <= box.x < box.x + box.width <= end + 0.01
            assert depth <= height - 100 + 0.01
        assert end <= width + 0.01


def test_a_unit_is_kept_with_the_first_one_below_it() -> None:
    for sheet in placed(district(), Paper.A4).sheets:
        for column in sheet:
            assert column.boxes[-1].unit.level == 3


def test_closed_units_are_grey_and_say_since_when() -> None:
    given = community()
    ended = replace(given.units[4], closed_on=date(2026, 10, 15), name="已撤支部")
    text = all_text(org_chart.pdf(chart(*given.units[:4], ended, *given.units[5:]), paper=Paper.A4))
    assert "已撤支部" in text
    assert "10月15日撤销" in text
    assert "灰字虚线框：本月内撤销的组织" in text
    assert text.count("书记：王秀兰") == 21
    assert "灰字虚线框" not in all_text(org_chart.pdf(given, paper=Paper.A4))


def test_rare_and_long_names() -> None:
    long = "中原区桐柏路街道百花社区第一网格非公有制企业联合党支部委员会筹备工作领导小组第一工作专班办公室"
    leaders = replace(unit(3, long, 1), leaders=("龑䶮𬱖", "㛃𬭎𣇉"))
    pdf = org_chart.pdf(chart(unit(1, "䶮村党总支", 0, "村"), unit(2, "𬱖党支部", 1), leaders), paper=Paper.A4)
    (page,) = read_pdf(pdf)
    for words in ("䶮村党总支组织架构图", "𬱖党支部", long, "龑䶮𬱖、㛃𬭎𣇉"):
        assert words in page.text
    assert "〓" not in page.text


def test_a_unit_with_nothing_below_it_is_a_chart_of_one_box() -> None:
    (page,) = read_pdf(org_chart.pdf(chart(unit(1, "第一网格党支部", 0)), paper=Paper.A3))
    assert "书记：王秀兰" in page.text


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert org_chart.pdf(community(), paper=Paper.A3) == org_chart.pdf(community(), paper=Paper.A3)


# ── what the chart says of an office ───────────────────────────────────────────────────────────────────────────────


def test_the_chart_of_a_month(office_app: App, office: Office) -> None:
    given = office_app.ask(org_charts.gather, unit=office.units["street"], month=Month(2024, 10))
    found = [(each.name, each.kind, each.level, each.members) for each in given.units]
    assert found == [
        ("和平街道党工委", "街道", 0, 7),
        ("东苑社区党委", "社区", 1, 5),
        ("第一网格党支部", "网格党支部", 2, 3),
        ("第二网格党支部", "网格党支部", 2, 2),
        ("西苑社区党委", "社区", 1, 2),
        ("第三网格党支部", "网格党支部", 2, 2),
    ]
    assert (given.organisations, given.members, given.is_sample) == (6, 7, False)
    shallow = office_app.ask(org_charts.gather, unit=office.units["street"], month=Month(2024, 10), levels=1)
    assert [each.level for each in shallow.units] == [0, 1, 1]
    assert shallow.members == 7


def test_a_unit_closed_within_the_month_is_still_there(office_app: App, office: Office) -> None:
    street, east = office.units["street"], office.units["east"]
    spare = office_app.run(units.add, parent=east, kind="party_branch", name="临时党支部").id
    office_app.run(units.close, unit=spare, end=date(2024, 10, 20))
    months = [office_app.ask(org_charts.gather, unit=street, month=Month(2024, each)) for each in (9, 10, 11)]
    names = [[each.name for each in month.units] for month in months]
    assert ["临时党支部" in month for month in names] == [True, True, False]
    assert [each.closed_on for each in months[1].units if each.name == "临时党支部"] == [date(2024, 10, 20)]
    assert [month.organisations for month in months] == [7, 6, 6]
    with pytest.raises(NotFound):
        office_app.ask(org_charts.gather, unit=spare, month=Month(2024, 11))


def test_a_grid_without_a_branch_has_its_own_box(office_app: App, office: Office) -> None:
    office_app.run(units.add, parent=office.units["east"], kind="grid", name="第九网格")
    office_app.run(members.add, person=Person(name="郑和"), unit=office.units["first"])
    given = office_app.ask(org_charts.gather, unit=office.units["east"], month=Month.of(date(2026, 10, 1)))
    (grid,) = [each for each in given.units if each.kind == "网格"]
    assert (grid.name, grid.members, grid.leader_title) == ("第九网格", None, "网格长")
    assert given.organisations == 3


def test_leaders_and_the_members_of_party_groups(office_app: App, office: Office) -> None:
    first, person = office.units["first"], office.members["王芳"]
    group = office_app.run(units.add, parent=first, kind="party_group", name="第一党小组").id
    office_app.run(posts.add, unit=first, member=office.members["张伟"], post="secretary", start=date(2024, 1, 1))
    office_app.run(posts.add, unit=group, member=person, post="group_leader", start=date(2024, 1, 1))
    with office_app.store.write("test", "members.edit") as session:
        members.affiliate(session, member=person, unit=first, start=date(2024, 2, 1), group=group)
    given = office_app.ask(org_charts.gather, unit=first, month=Month(2024, 10))
    assert [(each.leader_title, each.leaders, each.members) for each in given.units] == [
        ("书记", ("张伟",), 3),
        ("党小组长", ("王芳",), 1),
    ]
    assert given.organisations == 1
