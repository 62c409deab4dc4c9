from datetime import date

import pytest
from roster_reading import Roster, read_roster

from gridparty.domain.errors import InvalidInput
from gridparty.domain.identity_number import make
from gridparty.domain.import_heads import normal_head
from gridparty.domain.roster_values import Cell, clean_name, clean_phone, is_landline
from gridparty.domain.rosters import RosterRow
from gridparty.exchange.heads import roster_aliases

ALIASES = roster_aliases()
HEADS = (
    "序号",
    "姓名",
    "性别",
    "公民身份号码",
    "出生日期",
    "人员类别",
    "所在党支部",
    "手机号码",
    "入党日期",
    "转正日期",
)
NUMBER = make("41010219800101001")  # male, 1980-01-01


def read(*rows: tuple[Cell, ...], first_number: int = 1) -> Roster:
    return read_roster(rows, ALIASES, first_number=first_number)


def person(**cells: Cell) -> RosterRow:
    """The only row of a roster with these heads and cells and the name 张三."""
    heads = ("姓名", "性别", *cells) if "姓名" not in cells else ("性别", *cells)
    row = ("张三", None, *cells.values()) if "姓名" not in cells else (None, *cells.values())
    roster = read(heads, row)
    assert not roster.unknown_heads
    return roster.rows[0]


def test_a_plain_roster() -> None:
    roster = read(
        HEADS,
        (
            1,
            "张三",
            "男",
            NUMBER,
            "1980-01-01",
            "正式党员",
            "第一网格党支部",
            "19900000001",
            "2001.07",
            date(2002, 7, 1),
        ),
        (2, "李　四", "女", None, "1976.07", "预备党员", "第一网格党支部", 19900000002, "2026-03-01", "-"),
    )
    assert roster.header_number == 1
    assert roster.columns["branch"] == (6,)
    one, two = roster.rows
    assert one.number == 2
    assert one.reasons == one.warnings == ()
    assert (one.name, one.gender, one.id_number, one.birth_date) == ("张三", "male", NUMBER, 19800101)
    assert (one.stage, one.branch, one.phone, one.join_date, one.full_date) == (
        "full",
        "第一网格党支部",
        "19900000001",
        20010700,
        20020701,
    )
    assert one.identity is not None
    assert (one.identity.gender, one.identity.birth_date) == ("male", 19800101)
    assert (two.name, two.stage, two.phone, two.full_date) == ("李四", "probationary", "19900000002", None)
    assert two.reasons == two.warnings == ()


def test_titles_above_notes_below_and_numbers_in_the_file() -> None:
    roster = read(
        ("某某社区党员花名册", None, None),
        ("填报单位：            填报人：", None, None),
        ("序号", "姓名", "性别"),
        (1, "张三", "男"),
        (None, None, None),
        (2, "李四", "女"),
        ("合计", 2, None),
        ("注：本表一式两份。", None, None),
        first_number=3,
    )
    assert roster.header_number == 5
    assert [row.number for row in roster.rows] == [6, 8, 9, 10]
    assert [bool(row.reasons) for row in roster.rows] == [False, False, True, True]
    assert roster.rows[3].cells == ("注：本表一式两份。", None, None)


def test_the_header_repeated_on_each_page_is_no_person() -> None:
    roster = read(("姓名", "性别"), ("张三", "男"), ("姓名", "性别"), ("李四", "女"))
    assert [bool(row.reasons) for row in roster.rows] == [False, True, False]


def test_heads_merged_over_two_rows() -> None:
    roster = read(
        ("序号", "基本情况", None, "入党情况", None, "所在党支部"),
        (None, "姓名", "性别", "入党时间", "转正时间", None),
        (1, "张三", "男", "2020-07-01", "2021-07-01", "第一网格党支部"),
    )
    assert roster.header_number == 2
    assert (roster.rows[0].branch, roster.rows[0].full_date) == ("第一网格党支部", 20210701)


def test_no_header_is_refused() -> None:
    for rows in (
        [],
        [("张三", "男")],
        [("姓名", "特长"), ("张三", "唱歌")],
        [("性别", "民族")],
        [(None,)] * 20 + [("姓名", "性别")],
    ):
        with pytest.raises(ValueError, match="no head"):
            read_roster(rows, ALIASES)


def test_heads_are_known_in_any_dress() -> None:
    roster = read(
        (
            "*姓 名",
            "\t党支部",
            "出生\n年月",
            "家庭住址(具体到门牌号)",
            "入党时间（YYYYMMDD）",
            "No.",
            "月应缴纳党费(元)",
            "特长：",
            "手机号码（必填）",
        ),
        ("张三", "第一网格党支部", "1976.07", "某某小区", "19980701", 1, 12, "唱歌", "19900000001"),
    )
    row = roster.rows[0]
    assert roster.unknown_heads == ("特长：",)
    assert (row.branch, row.birth_date, row.address, row.join_date, row.dues, row.phone) == (
        "第一网格党支部",
        19760700,
        "某某小区",
        19980701,
        "12",
        "19900000001",
    )


def test_every_alias_names_a_field() -> None:
    fields = set(RosterRow.__dataclass_fields__) - {"number", "cells", "identity", "reasons", "warnings"}
    assert set(ALIASES.values()) - {"serial"} == fields
    assert len(ALIASES) >= 138
    assert len({normal_head(alias) for alias in ALIASES}) >= len(ALIASES) - 5  # a few differ by width only
    meanings: dict[str, set[str]] = {}
    for alias, column in ALIASES.items():
        meanings.setdefault(normal_head(alias), set()).add(column)
    assert all(len(columns) == 1 for columns in meanings.values())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三", "张三"),
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("王 小 明", "王小明"),
        ("阿不都•热合曼", "阿不都·热合曼"),
        ("阿不都 ・ 热合曼", "阿不都·热合曼"),
        ("阿不都 热合曼", "阿不都 热合曼"),
        ("王Ａ", "王Ａ"),
        ("\u200b龑𬱖\ufeff", "龑𬱖"),
        ("Zoe\u0301", "Zoé"),
        ("長", "長"),
        ("龑" * 50, "龑" * 50),
    ],
)
def test_names_are_tidied_but_never_changed(written: str, name: str) -> None:
    assert clean_name(written) == name


@pytest.mark.parametrize("written", ["龑" * 51, "填表人：张三", "张三2", "张三、李四", "=1+1", "张\ufffd"])
def test_text_that_is_no_name(written: str) -> None:
    with pytest.raises(InvalidInput):
        clean_name(written)
    row = person(姓名=written, 学历="大学")
    assert len(row.reasons) == 1
    assert row.name == ""


def test_a_missing_name() -> None:
    row = person(姓名=None, 学历="大学", 民族="汉族", 入党时间="1998.13")
    assert len(row.reasons) == 2
    assert "入党时间" in row.reasons[1]


@pytest.mark.parametrize(
    "head", ["出生年月", "入党时间", "转正时间", "申请入党时间", "列为积极分子日期", "列为发展对象日期"]
)
def test_an_impossible_date_names_its_column(head: str) -> None:
    (reason,) = person(**{head: "1998-02-30"}).reasons
    assert head in reason
    assert "1998-02-30" in reason


def test_identity_numbers() -> None:
    assert person(身份证号=NUMBER.lower()).id_number == NUMBER
    for damaged in (4.10102198001010e17, "4.10102E+17", NUMBER[:17] + "Y", NUMBER[:10], 12345, date(2020, 1, 1), True):
        row = person(身份证号=damaged)
        assert len(row.reasons) == 1, damaged
        assert row.id_number is row.identity is None
        assert "身份证号" in row.reasons[0]


def test_what_does_not_fit_the_identity_number_is_a_warning() -> None:
    assert len(person(身份证号=NUMBER, 出生日期="1981.01").warnings) == 1
    assert person(身份证号=NUMBER, 出生日期="1980.01").warnings == ()
    roster = read(("姓名", "性别", "身份证号"), ("张三", "女", NUMBER))
    assert len(roster.rows[0].warnings) == 1
    assert roster.rows[0].gender == "female"


def test_full_membership_before_admission_is_a_warning() -> None:
    assert len(person(入党时间="1998.07", 转正时间="1998.06").warnings) == 1
    assert person(入党时间="1998.07", 转正时间="1998.07.01").warnings == ()


@pytest.mark.parametrize(
    ("head", "word", "field", "value"),
    [
        ("人员类别", "正式党员", "stage", "full"),
        ("预/正", "预备", "stage", "probationary"),
        ("党员类型", "发展对象", "stage", "candidate"),
        ("党员类型", "入党积极分子", "stage", "activist"),
        ("党员类型", "入党申请人", "stage", "applicant"),
        ("政治面貌", "群众", "stage", "none"),
        ("党籍状态", "正常", "standing", "good"),
        ("党籍状态", "停止党籍", "standing", "suspended"),
        ("是否流动党员", "是", "is_floating", True),
        ("是否失联党员", "否", "is_lost", False),
        ("是否失联党员", 1, "is_lost", True),
        ("党费缴至年月", "2026年3月", "dues_paid_through", 20260300),
        ("固定电话", "0371-60000012", "landline", "037160000012"),
        ("备注", "=1+1", "remark", "=1+1"),
        ("籍贯", "河南\n郑州", "native_place", "河南 郑州"),
        ("学位", "无", "degree", None),
    ],
)
def test_values(head: str, word: Cell, field: str, value: object) -> None:
    row = person(**{head: word})
    assert getattr(row, field) == value
    assert row.reasons == row.warnings == ()


def test_forms_that_ask_for_the_kind_of_member_as_its_state() -> None:
    row = person(党籍状态="预备党员")
    assert (row.stage, row.standing) == ("probationary", "good")
    row = person(党籍状态="正式党员", 人员类别="预备党员")
    assert (row.stage, row.standing) == ("probationary", "good")


def test_unknown_words_refuse_only_where_a_guess_would_harm() -> None:
    assert len(person(人员类别="先锋").reasons) == 1
    assert len(person(党籍状态="先锋").reasons) == 1
    for head in ("是否流动党员", "党费缴至"):
        row = person(**{head: "先锋"})
        assert row.reasons == ()
        assert head in row.warnings[0]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("１９９ ００００ ０００１", ("19900000001",)),
        ("+86 199-0000-0001", ("19900000001",)),
        (19900000001, ("19900000001",)),
        ("19900000001；19900000002", ("19900000001", "19900000002")),
        ("0371-60000012", ("037160000012",)),
        (None, ()),
    ],
)
def test_phones_are_tidied(written: Cell, numbers: tuple[str, ...]) -> None:
    assert clean_phone(written) == numbers


def test_phones_find_their_place() -> None:
    row = person(联系电话="0371-60000012、19900000001")
    assert (row.phone, row.landline, row.warnings) == ("19900000001", "037160000012", ())
    assert is_landline("037160000012")
    assert len(person(联系电话="19900000001/19900000002").warnings) == 1
    odd = person(联系电话="12345")
    assert odd.phone == "12345"
    assert (odd.reasons, len(odd.warnings)) == ((), 1)


def test_a_character_of_private_use_in_a_name_is_a_warning() -> None:
    assert len(person(姓名="高\ue170").warnings) == 1


def test_cells_beyond_the_heads_are_told() -> None:
    roster = read(("姓名", "性别"), ("张三", "男", None, "-"), ("李四", "女", "某某路", "3号"))
    assert [len(row.warnings) for row in roster.rows] == [0, 1]


def test_the_first_filled_of_two_equal_columns_counts() -> None:
    roster = read(("姓名", "申请入党日期", "民族", "申请入党日期"), ("张三", None, "汉族", "2019.03"))
    assert roster.columns["applied_date"] == (1, 3)
    assert roster.rows[0].applied_date == 20190300


def test_two_columns_of_one_meaning() -> None:
    heads = ("姓名", "入党时间", "入党日期", "备注", "备注1", "家庭住址", "现居住地")
    same, other = read(
        heads,
        ("张三", "2001-07-01", "2001.7.1", "甲", "乙", "东路1号", None),
        ("李四", "2001-07-01", "2001-08-01", "甲", None, "东路1号", "西路2号"),
    ).rows
    assert (same.join_date, same.remark, same.warnings) == (20010701, "甲；乙", ())
    assert (other.join_date, other.address) == (20010701, "东路1号")
    assert len(other.warnings) == 2


def test_examples_and_explanations_under_the_head_are_no_people() -> None:
    heads = ("序号", "姓名", "性别", "人员类别")
    rows = read(
        heads,
        ("必填", "请填写姓名", "男/女", "下拉选择"),
        ("示例", "张三", "男", "正式党员"),
        (1, "李四", "男", "正式党员"),
        ("合计", None, None, 1),
        ("填表人：王五", None, "审核人：赵六", None),
    ).rows
    assert [bool(row.reasons) for row in rows] == [True, True, False, True, True]
    assert all(len(row.reasons) == 1 for row in rows if row.reasons)
