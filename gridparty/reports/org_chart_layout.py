"""Where the boxes of an organisation chart stand: the top above, its units in columns, what is below them indented.

The type is as large as lets everything stand on one sheet; where that would be too small to read on a wall, the
columns go on over several sheets. All lengths are in points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gridparty.domain.errors import InvalidInput
from gridparty.i18n import _
from gridparty.operations.org_charts import ChartUnit
from gridparty.reports.fonts import Role, advances, printable
from gridparty.reports.linebreak import Line, break_lines

SMALLEST = 7.0  # of a name; what stands below it is a little smaller, 6 pt
DETAIL = 0.86  # of the size of the name
_STEP = 0.95
_MOST_PAGES = 60
_LATE = 0.85  # of a column; a group that begins later rather begins the next one

NAME_PITCH, DETAIL_PITCH, PADDING = 1.3, 1.25, 0.4  # in em of the name, of the detail, of the name
INDENT, TRUNK, _GAP, _GROUP_GAP, _COLUMN_GAP, CONTINUED = 1.5, 1.2, 0.45, 1.0, 1.6, 1.5  # em
_WIDEST = 24.0  # em, of a box without its indent
_BETWEEN = 0.8  # em, from a name to small words beside it
_FIRST_LEVEL = 1.1  # the first level is set larger


@dataclass(frozen=True, slots=True)
class Box:
    """A unit's box on a sheet: its corner from the top left of the columns, and its lines."""

    unit: ChartUnit
    x: float
    y: float
    width: float
    height: float
    size: float
    name: tuple[Line, ...]
    detail: tuple[Line, ...]
    parent: int | None  # number of the box above it in the same column
    is_on_one_line: bool = False  # the small words stand beside the name, at the right edge


@dataclass(frozen=True, slots=True)
class ColumnOfBoxes:
    """Boxes one below the other; the name of the group that it goes on with, if it does."""

    x: float
    width: float
    boxes: tuple[Box, ...]
    continues: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets, each with its columns; upright: every column is one group that hangs below the bus."""

    size: float
    is_upright: bool
    sheets: tuple[tuple[ColumnOfBoxes, ...], ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A way to set the chart: size, number of columns on a sheet, and the width of a column."""

    size: float
    columns: int
    width: float
    is_tight: bool  # the small words beside the name where there is room


@dataclass(frozen=True, slots=True)
class _Way:
    """A kind of layout to try: groups whole or not, small words beside the name, narrowest box in em, least size."""

    is_whole: bool
    is_tight: bool
    narrowest: float
    smallest: float


# One after the other, until everything stands on one sheet.
_WAYS = (
    _Way(is_whole=True, is_tight=False, narrowest=9.0, smallest=9.5),
    _Way(is_whole=True, is_tight=True, narrowest=9.0, smallest=8.0),
    _Way(is_whole=False, is_tight=True, narrowest=15.0, smallest=SMALLEST),
    _Way(is_whole=False, is_tight=True, narrowest=9.0, smallest=SMALLEST),
)
_OVER_SHEETS = _Way(is_whole=False, is_tight=True, narrowest=9.0, smallest=8.5)


def place(units: Sequence[ChartUnit], *, width: float, height: float, largest: float) -> Layout:
    """The layout of the units below the top in an area. Raises InvalidInput where it would be too many sheets."""
    if not units:
        return Layout(largest, False, ())
    groups = _groups(units)
    for way in _WAYS:
        most = len(groups) if way.is_whole else len(units)
        for grid in _grids(units, most, width, way, largest):
            columns = _balanced(units, groups, grid, height, is_whole=way.is_whole)
            if columns is not None:
                return _laid_out(units, columns, grid, width)
    return _over_sheets(units, groups, width, height)


def _over_sheets(units: Sequence[ChartUnit], groups: Sequence[range], width: float, height: float) -> Layout:
    """The layout that takes the fewest sheets at a size that is easy to read."""
    found = []
    for grid in _grids(units, len(units), width, _OVER_SHEETS, _OVER_SHEETS.smallest):
        columns = _fill(units, groups, _heights(units, grid), grid, height, is_whole=False) or []
        found.append((-(-len(columns) // grid.columns), columns, grid))
    sheets, columns, grid = min(found, key=lambda each: each[0])
    if sheets > _MOST_PAGES:
        raise InvalidInput(
            _("The chart would take {pages} sheets; choose larger paper or fewer levels.").format(pages=sheets)
        )
    return _laid_out(units, columns, grid, width)


def detail_of(unit: ChartUnit) -> str:
    """The small words of a box: kind, who leads it, members; a closed unit says since when."""
    words = [] if unit.kind in unit.name else [unit.kind]
    if unit.closed_on is not None:
        words.append(f"{unit.closed_on.month}月{unit.closed_on.day}日撤销")
        return "\u3000".join(words)
    if unit.leaders or unit.members is not None:
        words.append(f"{unit.leader_title}：{'、'.join(unit.leaders) or '—'}")
    if unit.members is not None:
        words.append(f"党员{unit.members}名")
    return "\u3000".join(words)


def size_at(level: int, size: float) -> float:
    """The size of a name at a level."""
    return size * _FIRST_LEVEL if level == 1 else size


def lines_of(text: str, role: Role, room: float, size: float) -> tuple[Line, ...]:
    """A text in lines of that width."""
    return _broken(printable(text), role, round(room / size, 2))


@lru_cache(maxsize=20_000)
def _broken(text: str, role: Role, measure: float) -> tuple[Line, ...]:
    return break_lines(text, advances(role), measure=measure)


@lru_cache(maxsize=20_000)
def _ems(text: str, role: Role) -> float:
    return sum(map(advances(role).__getitem__, printable(text)))


def _count(text: str, role: Role, room: float, size: float) -> int:
    return 1 if _ems(text, role) * size <= room else len(lines_of(text, role, room, size))


def _groups(units: Sequence[ChartUnit]) -> list[range]:
    starts = [number for number, unit in enumerate(units) if unit.level == 1]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(units)], strict=True)]


def _grids(units: Sequence[ChartUnit], most: int, width: float, way: _Way, largest: float) -> Iterator[_Grid]:
    """Grids of at most so many columns, the largest type first; of one size, the most columns first."""
    deepest = max(unit.level for unit in units) - 1
    size = max(largest, way.smallest)
    while size >= way.smallest:
        trunk, gap = TRUNK * size, _COLUMN_GAP * size
        narrowest = (way.narrowest + INDENT * deepest) * size + trunk
        fitting = max(1, min(most, int((width + gap) / (narrowest + gap))))
        for eighths in (8, 7, 6, 5, 4):
            columns = max(1, fitting * eighths // 8)
            widest = (_WIDEST + INDENT * deepest) * size + trunk
            yield _Grid(size, columns, min((width + gap) / columns - gap, widest, width), way.is_tight)
        size = max(size * _STEP, way.smallest) if size > way.smallest else 0.0


def _heights(units: Sequence[ChartUnit], grid: _Grid) -> list[float]:
    return [_height(unit, _room(unit, grid), grid) for unit in units]


def _room(unit: ChartUnit, grid: _Grid) -> float:
    """The width of a box."""
    return grid.width - TRUNK * grid.size - (unit.level - 1) * INDENT * grid.size


def _height(unit: ChartUnit, width: float, grid: _Grid) -> float:
    own, inner = size_at(unit.level, grid.size), width - 2 * PADDING * grid.size
    if _is_on_one_line(unit, inner, own, grid):
        return NAME_PITCH * own + 2 * PADDING * grid.size
    names = _count(unit.name, Role.HEI, inner, own)
    details = _count(detail_of(unit), Role.SONG, inner, own * DETAIL)
    return names * NAME_PITCH * own + details * DETAIL_PITCH * DETAIL * own + 2 * PADDING * grid.size


def _is_on_one_line(unit: ChartUnit, inner: float, own: float, grid: _Grid) -> bool:
    used = _ems(unit.name, Role.HEI) + _BETWEEN + _ems(detail_of(unit), Role.SONG) * DETAIL
    return grid.is_tight and used * own <= inner


def _balanced(
    units: Sequence[ChartUnit], groups: Sequence[range], grid: _Grid, height: float, *, is_whole: bool
) -> list[list[int]] | None:
    """The numbers of the units by column, the columns about as long as each other; None where they don't fit."""
    least = (NAME_PITCH + 2 * PADDING) * grid.size  # the height of any box
    if len(units) * least > grid.columns * height:
        return None
    heights = _heights(units, grid)
    best = _fill(units, groups, heights, grid, height, is_whole=is_whole)
    if best is None or len(best) > grid.columns:
        return None
    low, high = 0.0, height
    while high - low > grid.size:
        middle = (low + high) / 2
        found = _fill(units, groups, heights, grid, middle, is_whole=is_whole)
        if found is None or len(found) > grid.columns:
            low = middle
        else:
            best, high = found, middle
    return best


def _fill(
    units: Sequence[ChartUnit],
    groups: Sequence[range],
    heights: Sequence[float],
    grid: _Grid,
    capacity: float,
    *,
    is_whole: bool,
) -> list[list[int]] | None:
    """Columns filled one after the other up to a height; None where a group should stay whole and is taller."""
    columns: list[list[int]] = [[]]
    depth = 0.0
    for group in groups:
        total = sum(heights[number] + _gap(units[number], grid.size) for number in group)
        if is_whole and total > capacity:
            return None
        if columns[-1] and depth + total > capacity and (is_whole or depth > _LATE * capacity):
            columns.append([])
            depth = 0.0
        for number in group:
            need = _gap(units[number], grid.size) + heights[number]
            has_child = number + 1 < group.stop and units[number + 1].level > units[number].level
            beyond = _GAP * grid.size + heights[number + 1] if has_child else 0.0
            if columns[-1] and depth + need + beyond > capacity:
                columns.append([])
                depth = CONTINUED * grid.size if number != group.start else 0.0
            columns[-1].append(number)
            depth += need
    return columns


def _gap(unit: ChartUnit, size: float) -> float:
    return (_GROUP_GAP if unit.level == 1 else _GAP) * size


def _laid_out(units: Sequence[ChartUnit], columns: Sequence[Sequence[int]], grid: _Grid, width: float) -> Layout:
    is_upright = len(columns) <= grid.columns and all(
        units[column[0]].level == 1 and sum(units[number].level == 1 for number in column) == 1 for column in columns
    )
    gap = _COLUMN_GAP * grid.size
    shown = min(len(columns), grid.columns)
    spare = width - shown * grid.width - (shown - 1) * gap
    gap += min(spare / (shown - 1), gap) if shown > 1 and spare > 0 else 0.0
    left = max(0.0, (width - shown * grid.width - (shown - 1) * gap) / 2)
    sheets = []
    for first in range(0, len(columns), grid.columns):
        part = columns[first : first + grid.columns]
        xs = [left + number * (grid.width + gap) for number in range(len(part))]
        sheets.append(tuple(_column(units, numbers, grid, x, is_upright) for numbers, x in zip(part, xs, strict=True)))
    return Layout(grid.size, is_upright, tuple(sheets))


def _column(
    units: Sequence[ChartUnit], numbers: Sequence[int], grid: _Grid, x: float, is_upright: bool
) -> ColumnOfBoxes:
    size = grid.size
    continues = "" if units[numbers[0]].level == 1 else _group_name(units, numbers[0])
    depth = CONTINUED * size if continues else 0.0
    boxes: list[Box] = []
    above: dict[int, int] = {}  # level → the last box of it
    for place_in_column, number in enumerate(numbers):
        unit = units[number]
        depth += _gap(unit, size) if place_in_column else 0.0
        wide = _room(unit, grid)
        left = x + TRUNK * size + (unit.level - 1) * INDENT * size
        if is_upright and unit.level == 1:
            left, wide = x, grid.width
        own, inner, height = size_at(unit.level, size), wide - 2 * PADDING * size, _height(unit, wide, grid)
        names = lines_of(unit.name, Role.HEI, inner, own)
        detail = lines_of(detail_of(unit), Role.SONG, inner, own * DETAIL)
        beside = _is_on_one_line(unit, inner, own, grid)
        boxes.append(Box(unit, left, depth, wide, height, own, names, detail, above.get(unit.level - 1), beside))
        above = {level: at for level, at in above.items() if level < unit.level} | {unit.level: place_in_column}
        depth += height
    return ColumnOfBoxes(x, grid.width, tuple(boxes), continues)


def _group_name(units: Sequence[ChartUnit], number: int) -> str:
    return next(units[at].name for at in range(number, -1, -1) if units[at].level == 1)
