"""What the cells of spreadsheets mean, in all the forms that people write (ORG-09)."""

from datetime import date, datetime, time
from typing import Any

import pytest

from gridparty.domain.civil_time import CIVIL
from gridparty.domain.errors import InvalidInput
from gridparty.domain.import_fields import Field, Kind
from gridparty.domain.import_heads import head_at
from gridparty.domain.import_mapping import check, chosen, known_heads, letters, propose, questions
from gridparty.domain.import_values import (
    ImportRow,
    read_clock,
    read_count,
    read_day,
    read_moment,
    read_number,
    read_rows,
    read_several,
)
from gridparty.domain.roster_values import Cell, read_date

KIND = Kind(
    "x",
    "名单",
    (
        Field(key="serial", label="序号", type="none", is_shared=True),
        Field(key="name", label="名称", is_required=True, aliases=("项目名称",)),
        Field(key="day", label="日期", type="date", is_required=True),
        Field(key="kind", label="类别", type="choice", choices={"新建": "new", "改扩建": "extension"}),
        Field(key="who", label="人员", type="people", is_shared=True),
        Field(key="open", label="是否开放", type="flag"),
        Field(key="number", label="户数", type="count"),
    ),
)
HEADS: tuple[Cell, ...] = ("序号", "项目名称", "日期", "类别", "人员", "是否开放", "户数")


def read(*rows: tuple[Cell, ...], heads: tuple[Cell, ...] = HEADS, is_1904: bool = False) -> tuple[ImportRow, ...]:
    known = known_heads(KIND)
    layout = head_at((heads, *rows), (), 0, known)
    return read_rows((heads, *rows), layout, propose(layout, known), KIND, first_number=3, is_1904=is_1904)


def test_every_row_is_there_with_its_values_or_its_reasons() -> None:
    rows = read(
        (1, "甲", "2026.10.5", "新建", "张三、李四", "是", "320户"),
        (None, None, None, None, None, None, None),
        (2, "乙", "2026.10", "拆除", None, "大概", 1.5),
        (3, None, "20261005"),
        ("合计", None, None, None, None, None, 320),
        HEADS,
        (4, "丁"),
    )
    assert [row.number for row in rows] == [4, 6, 7, 8, 9, 10]
    one, two, three, total, repeated, four = rows
    assert one.values == {
        "name": "甲", "day": date(2026, 10, 5), "kind": "new", "who": ("张三", "李四"), "open": True, "number": 320,
    }  # fmt: skip
    assert [row.reasons for row in (one,)] == [()]
    assert len(two.reasons) == 4
    assert len(three.reasons) == len(total.reasons) == len(repeated.reasons) == len(four.reasons) == 1
    assert "名称" in three.reasons[0]
    assert "日期" in four.reasons[0]
    assert not total.values
    assert not repeated.values


def test_cells_beyond_the_last_head_are_told() -> None:
    inside, beyond = read(("甲", "2026-10-05"), ("乙", "2026-10-06", "丙"), heads=("名称", "日期"))
    assert (inside.warnings, len(beyond.warnings)) == ((), 1)


def test_the_same_column_twice() -> None:
    heads = ("名称", "日期", "日期", "人员", "人员")
    full, second, other = read(
        ("甲", "2026-10-05", None, "张三", "李四"),
        ("乙", None, "2026-10-06", None, "王五"),
        ("丙", "2026-10-05", "2026-10-07", None, None),
        heads=heads,
    )
    assert (full.values["day"], full.values["who"], full.warnings) == (date(2026, 10, 5), ("张三", "李四"), ())
    assert (second.values["day"], second.values["who"]) == (date(2026, 10, 6), ("王五",))
    assert (other.values["day"], len(other.warnings)) == (date(2026, 10, 5), 1)


def test_questions_about_columns() -> None:
    layout = head_at((("名称", "日期", "日期", "颜色"),), (), 0, {})
    mapping = propose(layout, known_heads(KIND))
    twice, unread = questions(layout, mapping, KIND)
    assert (twice.what, twice.columns) == ("twice", (1, 2))
    assert "B、C" in twice.sentence
    assert (unread.what, unread.columns) == ("unknown", (3,))
    *_others, unread = questions(layout, mapping, KIND, filled={0, 4})
    assert unread.columns == (3, 4)
    assert unread.sentence.endswith("颜色、E")
    check(layout, mapping, KIND)
    with pytest.raises(InvalidInput, match="日期"):
        check(layout, {0: "name"}, KIND)
    with pytest.raises(InvalidInput, match="hue"):
        check(layout, {**mapping, 3: "hue"}, KIND)


def test_a_mapping_in_words() -> None:
    layout = head_at((("名称", "日期", "日期", "颜色"),), (), 0, {})
    start = propose(layout, known_heads(KIND))
    assert chosen({"颜色": "类别", "C": None}, layout, KIND, start) == {0: "name", 1: "day", 2: "", 3: "kind"}
    assert chosen({"颜色": "kind", "日期": ""}, layout, KIND, start) == {0: "name", 1: "", 2: "", 3: "kind"}
    for words in ({"没有": "kind"}, {"颜色": "hue"}, {"Z": None}):
        with pytest.raises(InvalidInput):
            chosen(words, layout, KIND, start)


def test_letters_of_columns() -> None:
    assert [letters(column) for column in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(1980, 3, 1), 19800301),
        (29281, 19800301),
        ("29281", 19800301),
        ("19800301", 19800301),
        (19800301, 19800301),
        ("1980.3.1", 19800301),
        ("1980.03.01", 19800301),
        ("1980/3/1", 19800301),
        ("1980年3月1日", 19800301),
        ("'19800301", 19800301),
        ("１９８０．３．１", 19800301),
        ("1980-03-01 00:00:00", 19800301),
        ("1980.03", 19800300),
        ("1980年3月", 19800300),
        (198003, 19800300),
        ("1980", 19800000),
    ],
)
def test_dates(cell: Cell, expected: int) -> None:
    assert read_date(cell) == expected


def test_days_counted_from_1904() -> None:
    assert read_date(27819, is_1904=True) == read_date(29281) == 19800301
    assert read_date(1980, is_1904=True) == 19800000
    assert read_date(date(1980, 3, 1), is_1904=True) == 19800301
    (row,) = read((1, "甲", 44893), is_1904=True)
    assert row.values["day"] == date(2026, 11, 29)


def test_whole_days_are_wanted() -> None:
    assert read_day("2026年10月5日") == date(2026, 10, 5)
    with pytest.raises(InvalidInput, match=r"2026\.10"):
        read_day("2026.10")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2026, 10, 25, 9, 30), (9, 30)),  # noqa: DTZ001 - spreadsheets know no zones
        ("2026-10-25 09:30", (9, 30)),
        ("2026-10-25T09:30:00", (9, 30)),
        ("2026年10月25日 上午9:30", (9, 30)),
        ("2026年10月25日下午3点", (15, 0)),
        ("2026.10.25 15时30分", (15, 30)),
        ("2026.10.25 19：00-21：00", (19, 0)),
        (46320.375, (9, 0)),
        ("2026-10-25", (0, 0)),
        (date(2026, 10, 25), (0, 0)),
    ],
)
def test_moments(cell: Cell, expected: tuple[int, int]) -> None:
    assert read_moment(cell) == datetime(2026, 10, 25, *expected, tzinfo=CIVIL)


@pytest.mark.parametrize(
    ("cell", "expected"), [("9:00", (9, 0)), ("下午3点", (15, 0)), (0.75, (18, 0)), ("19:00—20:30", (19, 0))]
)
def test_clocks(cell: Cell, expected: tuple[int, int]) -> None:
    assert read_clock(cell) == time(*expected)


@pytest.mark.parametrize("cell", ["早上", "25:00", "9"])
def test_what_is_no_clock(cell: Cell) -> None:
    with pytest.raises(InvalidInput):
        read_clock(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5,100㎡", 5100),
        ("1260.5 平方米", 1260.5),
        ("2万元", 20000),
        ("3小时", 3),
        (2.5, 2.5),
        ("４", 4),
        ("约40人次", 40),
    ],
)
def test_numbers(cell: Cell, expected: Any) -> None:
    assert read_number(cell) == expected


@pytest.mark.parametrize("cell", ["很多", "-1", 1.5, ""])
def test_what_is_no_count(cell: Cell) -> None:
    with pytest.raises(InvalidInput):
        read_count(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("张三、李四，王五;赵六", ("张三", "李四", "王五", "赵六")),
        ("张　三、李四", ("张三", "李四")),
        ("张三 李四 王五", ("张三", "李四", "王五")),
        ("张三\n李四", ("张三", "李四")),
        ("买买提·艾力", ("买买提·艾力",)),
        ("张三、张三", ("张三",)),
        ("无", ()),
    ],
)
def test_several_people(cell: Cell, expected: tuple[str, ...]) -> None:
    assert read_several(cell) == expected
