"""gridparty.ui.models.units: the tree as Qt wants it."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from gridparty.domain.ids import UnitId
from gridparty.operations.tree_rows import TreeRow
from gridparty.operations.tree_states import UnitMonth
from gridparty.ui.marks import Mark
from gridparty.ui.models.units import MARK, MEMBERS, RATE, RATE_VALUE, UnitsModel, mark_of


def row(number: int, parent: int | None, name: str = "", *, is_closed: bool = False) -> TreeRow:
    return TreeRow(
        id=UnitId(number), parent=None if parent is None else UnitId(parent), name=name or f"第{number}党支部",
        place_name=None, kind="grid_branch", kind_label="网格党支部", code=f"{number:012d}", members=number * 1000,
        is_closed=is_closed,
    )  # fmt: skip


TREE = (row(1, None, "街道"), row(2, 1, "东苑"), row(3, 1, "西苑"), row(4, 2), row(5, 2), row(6, 3))


def test_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = UnitsModel()
    model.set_rows(TREE)
    qtmodeltester.check(model)
    model.set_rows(TREE, lambda each: each.id == 6)
    qtmodeltester.check(model)
    model.set_rows(())
    qtmodeltester.check(model)


def test_a_filter_keeps_what_lies_above() -> None:
    model = UnitsModel()
    model.set_rows(TREE, lambda each: each.id == 6)
    assert model.find(UnitId(6)).parent() == model.find(UnitId(3))
    assert not model.find(UnitId(2)).isValid()


def test_a_unit_whose_parent_is_not_shown_stands_at_the_top() -> None:
    model = UnitsModel()
    model.set_rows((row(4, 2), row(5, 4)))
    assert not model.find(UnitId(4)).parent().isValid()
    assert model.find(UnitId(5)).parent() == model.find(UnitId(4))


def test_shows_members_with_separators_and_the_month() -> None:
    model = UnitsModel()
    model.set_rows(TREE)
    model.set_months({UnitId(5): UnitMonth(expected=40, present=37, rate=0.925, branches=1, held=1)})
    index = model.find(UnitId(5))
    assert index.siblingAtColumn(MEMBERS).data() == "5,000"
    month = index.siblingAtColumn(RATE)
    assert month.data(RATE_VALUE) == 0.925
    assert month.data(MARK) is Mark.GOOD
    assert "92.5" in month.data(Qt.ItemDataRole.ToolTipRole)
    assert model.find(UnitId(4)).siblingAtColumn(RATE).data(MARK) is None


def test_the_mark_says_whether_the_theme_day_was_held() -> None:
    """D13: all branches, some, none; no branches, no mark."""
    marks = [mark_of(UnitMonth(0, 0, None, branches, held)) for branches, held in ((3, 3), (3, 1), (3, 0), (0, 0))]
    assert marks == [Mark.GOOD, Mark.INFO, Mark.WARN, None]
