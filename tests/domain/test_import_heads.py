from collections.abc import Sequence

import pytest

from gridparty.domain.import_heads import Layout, find, head_at, is_note, likeliest, meaning_of_levels, normal_head
from gridparty.domain.roster_values import Cell

KNOWN = {
    normal_head(alias): field
    for alias, field in {
        "序号": "serial", "姓名": "name", "性别": "gender", "民族": "ethnicity", "入党时间": "join_date",
        "转正时间": "full_date", "所在党支部": "branch", "联系电话": "phone", "移动电话": "phone",
        "联系电话-移动电话": "phone", "固定电话": "landline",
    }.items()
}  # fmt: skip
TWO_LEVELS = (
    ("序号", "基本情况", None, None, "入党情况", None, "所在党支部"),
    (None, "姓名", "性别", "民族", "入党时间", "转正时间", None),
    (1, "张三", "男", "汉族", "2020-07-01", None, "第一网格党支部"),
)
MERGED = ((0, 1, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6), (0, 0, 1, 0))


def fields(layout: Layout | None) -> tuple[str | None, ...]:
    assert layout is not None
    return tuple(meaning_of_levels(words, KNOWN) for words in layout.levels)


def test_titles_and_a_line_for_the_office_stand_above() -> None:
    rows: Sequence[tuple[Cell, ...]] = (
        ("某某社区党员花名册", None, None),
        ("填报单位（盖章）：      填报时间：", None, None),
        ("序号", "姓 名*", "性别"),
        (1, "张三", "男"),
    )
    found = find(rows, ((0, 0, 0, 2), (1, 0, 1, 2)), KNOWN, wanted="name")
    assert found == Layout(2, 2, (("序号",), ("姓 名*",), ("性别",)))
    assert fields(found) == ("serial", "name", "gender")


def test_two_levels_tied_by_merged_cells() -> None:
    found = find(TWO_LEVELS, MERGED, KNOWN, wanted="name")
    assert found is not None
    assert (found.first, found.last) == (0, 1)
    assert found.heads[1:] == (
        "基本情况 / 姓名",
        "基本情况 / 性别",
        "基本情况 / 民族",
        "入党情况 / 入党时间",
        "入党情况 / 转正时间",
        "所在党支部",
    )
    assert fields(found) == ("serial", "name", "gender", "ethnicity", "join_date", "full_date", "branch")
    assert found == find(TWO_LEVELS, MERGED, KNOWN) == head_at(TWO_LEVELS, MERGED, 0, KNOWN)


def test_two_levels_in_one_cell_as_rejected_rows_come_back() -> None:
    rows = (("序号", "基本情况 / 姓名", "入党情况 / 入党时间", "原因"), (1, "张三", "2020-07-01", "某某"))
    assert fields(find(rows, (), KNOWN, wanted="name")) == ("serial", "name", "join_date", None)


def test_two_levels_where_the_merging_is_lost() -> None:
    found = find(TWO_LEVELS, (), KNOWN, wanted="name")
    assert found is not None
    assert (found.first, found.last) == (1, 1)
    assert fields(found) == ("serial", "name", "gender", "ethnicity", "join_date", "full_date", "branch")


def test_the_upper_level_holds_the_name() -> None:
    rows = (("姓名", "性别", "入党情况", None), (None, None, "入党时间", "转正时间"), ("张三", "男", 2020, 2021))
    assert fields(find(rows, (), KNOWN, wanted="name")) == ("name", "gender", "join_date", "full_date")
    merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
    found = find(rows, merged, KNOWN, wanted="name")
    assert found is not None
    assert (found.last, fields(found)) == (1, ("name", "gender", "join_date", "full_date"))


def test_a_column_is_known_by_its_levels_together() -> None:
    rows = (("姓名", "联系电话", None), (None, "移动", "固定电话"), ("张三", 1, 2))
    merged = ((0, 0, 1, 0), (0, 1, 0, 2))
    assert fields(find(rows, merged, KNOWN)) == ("name", "phone", "landline")


def test_a_title_over_part_of_the_columns_is_no_level() -> None:
    rows = (
        ("填报单位：某社区", None, "填报时间：2026年", None),
        ("序号", "姓名", "性别", "民族"),
        (1, "张三", "男", "汉族"),
    )
    found = find(rows, ((0, 0, 0, 1), (0, 2, 0, 3)), KNOWN)
    assert found is not None
    assert (found.first, found.heads) == (1, ("序号", "姓名", "性别", "民族"))


def test_the_row_of_hints_is_not_taken_for_the_head() -> None:
    rows = (("序号", "姓名", "性别"), ("必填", "填写姓名", "男/女"), (1, "张三", "男"))
    found = find(rows, (), KNOWN, wanted="name")
    assert found is not None
    assert found.last == 0
    assert [is_note(row) for row in rows] == [False, True, False]


def test_a_head_that_nobody_knows_is_only_likely() -> None:
    rows = (("某某名单", None, None), ("人物", "支", "年"), ("张三", "一", "2020"))
    assert find(rows, (), KNOWN) is None
    found = likeliest(rows, ())
    assert (found.last, found.is_sure) == (1, False)


@pytest.mark.parametrize(
    ("row", "is_a_note"),
    [
        (("合计", 20, None), True),
        (("总计：", None, 20), True),
        (("填表人：王某", None, "审核人：李某"), True),
        (("备注：本表一式两份", None), True),
        (("注：1. 姓名按身份证填写", None), True),
        (("示例", "张三", "男"), True),
        (("例：", "张三", "男"), True),
        (("说明", "请按要求填写"), True),
        ((None, "必填", "选填", "格式：19800101"), True),
        ((1, "张三", "男", "格式化工程师"), False),
        ((1, "合计", "男"), False),
        (("张三", "男", "注销户口"), False),
        (("注明", "男"), False),
        (("例外", "男"), False),
        ((None, None), False),
    ],
)
def test_which_rows_are_notes(row: tuple[Cell, ...], is_a_note: bool) -> None:
    assert is_note(row) is is_a_note
