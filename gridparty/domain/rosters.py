"""Reads one person from each row below the head of a roster (ORG-09, ORG-10).

A row is never dropped: what makes it unacceptable stands in its `reasons`, what should be looked at in `warnings`.
Which heads mean which column is data that the caller passes in.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from gridparty.domain import roster_values as values
from gridparty.domain.errors import InvalidInput
from gridparty.domain.identity_number import IdentityNumber
from gridparty.domain.import_heads import Layout, is_note, normal_head
from gridparty.domain.import_mapping import letters
from gridparty.domain.partial_dates import Precision, precision, surely_before
from gridparty.domain.roster_values import Cell
from gridparty.i18n import _

_HINTS_WITHIN = 5  # rows below the head: explanations and examples stand there
_NOT_PEOPLE = frozenset({"合计", "总计", "小计", "共计", "备注", "说明", "注"})
_SEVERAL_WORDS = frozenset({"parent_org", "grid"})  # a code and a name, or one above the other
_UNSEEN = object()
_UNREADABLE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person as the file has it; None where the file says nothing. Dates are partial (D5)."""

    number: int  # the row's number in the file, from 1
    cells: tuple[Cell, ...] = field(repr=False)  # as read, for the list of rejected rows
    name: str = ""
    id_number: str | None = None
    identity: IdentityNumber | None = None  # the birth date and gender that the number tells
    gender: str | None = None
    ethnicity: str | None = None
    birth_date: int | None = None
    education: str | None = None
    degree: str | None = None
    branch: str | None = None
    group: str | None = None
    parent_org: str | None = None
    grid: str | None = None
    community: str | None = None
    join_date: int | None = None
    full_date: int | None = None
    stage: str | None = None
    standing: str | None = None
    post: str | None = None
    post_since: int | None = None
    post_source: str | None = None
    phone: str | None = None
    landline: str | None = None
    address: str | None = None
    work_unit: str | None = None
    native_place: str | None = None
    is_floating: bool | None = None
    is_lost: bool | None = None
    applied_date: int | None = None
    activist_date: int | None = None
    candidate_date: int | None = None
    dues: str | None = None
    dues_paid_through: int | None = None
    household_no: str | None = None
    remark: str | None = None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class _Problem(NamedTuple):
    """Why a cell has no value."""

    sentence: str
    refuses: bool  # it makes the row unacceptable, else it is a warning


@dataclass(frozen=True, slots=True)
class _Column:
    """How one column is read; `seen` remembers what its repeated cells mean."""

    name: str
    index: int
    head: str
    read: Callable[[Cell], Any]
    refuses: bool  # an unreadable cell makes the row unacceptable, else it is a warning
    seen: dict[Cell, Any] = field(default_factory=dict)

    def reading(self, cell: Cell) -> Any:
        """What the cell means here, None or a problem; remembered, as rosters hold many equal cells."""
        found = self.seen[cell] = self._read(cell)
        return found

    def _read(self, cell: Cell) -> Any:
        if values.is_blank(cell):
            return None
        try:
            value = self.read(cell)
        except InvalidInput as problem:
            return _Problem(_("Column {column}: {problem}").format(column=self.head, problem=problem), self.refuses)
        return None if value == "" else value


_Plan = list[tuple[int, dict[Cell, Any], _Column]]  # what the inner loop needs, unpacked

_DATES = ("birth_date", "join_date", "full_date", "applied_date", "activist_date", "candidate_date")
_LESSER_DATES = ("dues_paid_through", "post_since")  # an unreadable one refuses no row
_READERS: dict[str, Callable[[Cell], Any]] = {
    "name": values.clean_name,
    "id_number": values.read_identity_number,
    "gender": values.read_gender,
    "stage": values.read_stage,
    "standing": values.read_standing,
    "is_floating": values.read_answer,
    "is_lost": values.read_answer,
    "phone": values.clean_phone,
    "landline": values.clean_phone,
    **dict.fromkeys((*_DATES, *_LESSER_DATES), values.read_date),
}
_REFUSING = frozenset({"name", "id_number", "stage", "standing", *_DATES})


def read_people(
    rows: Sequence[tuple[Cell, ...]],
    layout: Layout,
    mapping: Mapping[int, str],
    *,
    first_number: int = 1,
    is_1904: bool = False,
) -> tuple[RosterRow, ...]:
    """One person from each row below the head that is not wholly empty; `mapping`: column → field, "" for none."""
    name_words = {normal_head(layout.lowest[index]) for index, name in mapping.items() if name == "name"}
    read = [_column(name, index, layout.lowest[index], is_1904) for index, name in sorted(mapping.items()) if name]
    plan: _Plan = [(column.index, column.seen, column) for column in read if column.name != "serial"]
    width = len(layout.levels)
    return tuple(
        _read_row(row, plan, number=first_number + at, width=width, name_words=name_words, depth=at - layout.last)
        for at, row in enumerate(rows)
        if at > layout.last and not all(map(values.is_empty, row))
    )


def _column(name: str, index: int, head: str, is_1904: bool) -> _Column:
    read = _READERS.get(name, values.read_text)
    if read is values.read_date and is_1904:
        read = partial(values.read_date, is_1904=True)
    return _Column(name, index, head or letters(index), read, name in _REFUSING)


def _read_row(
    row: tuple[Cell, ...], plan: _Plan, *, number: int, width: int, name_words: Collection[str], depth: int
) -> RosterRow:
    found: dict[str, Any] = {}
    reasons: list[str] = []
    warnings: list[str] = []
    numbers: list[tuple[_Column, tuple[str, ...]]] = []
    stop = len(row)
    for index, seen, column in plan:
        cell = row[index] if index < stop else None
        if cell is None:
            continue
        value = seen.get(cell, _UNSEEN)
        if value is _UNSEEN:
            value = column.reading(cell)
        if value is None:
            continue
        kind = type(value)
        if kind is tuple:
            numbers.append((column, value))
        elif kind is not _Problem:
            if found.setdefault(column.name, value) != value:
                _settle(column, value, found, warnings)
        else:
            (reasons if value.refuses else warnings).append(value.sentence)
            if column.name == "name":
                found["name"] = ""
    if numbers:
        _place_phones(numbers, found, warnings)
    _put_in_place(found)
    _judge_name(found.get("name"), row, name_words, reasons, warnings)
    if depth <= _HINTS_WITHIN and is_note(row):
        reasons, warnings = [_("The row holds no person; it looks like a note or a total.")], []
    _compare(found, warnings)
    if stop > width and not all(map(values.is_blank, row[width:])):
        warnings.append(_("The row has cells to the right of the last column's head; they were not read."))
    return RosterRow(number=number, cells=row, reasons=tuple(reasons), warnings=tuple(warnings), **found)


def _put_in_place(found: dict[str, Any]) -> None:
    """The identity number as text and what it tells; a kind of member in the column of standing as what it is."""
    identity = found.get("id_number")
    if identity:
        found.update(identity=identity, id_number=identity.number)
    if found.get("standing") in ("full", "probationary"):
        found.setdefault("stage", found["standing"])
        found["standing"] = "good"


def _settle(column: _Column, value: Any, found: dict[str, Any], warnings: list[str]) -> None:
    """Two columns of one meaning that say different things: remarks are joined, of others the first is read."""
    if column.name == "remark":
        found["remark"] = "；".join((found["remark"], value))
    elif column.name not in _SEVERAL_WORDS:
        warnings.append(_("Column {column} says something else; the first column was read.").format(column=column.head))


def _place_phones(numbers: list[tuple[_Column, tuple[str, ...]]], found: dict[str, Any], warnings: list[str]) -> None:
    """One mobile and one landline number are kept; more, and implausible ones, are told."""
    for column, several in numbers:
        for number in several:
            mobile = values.is_mobile(number)
            if not mobile and not values.is_landline(number):
                warnings.append(_("Column {column}: this is not a plausible phone number.").format(column=column.head))
            place = "phone" if mobile else "landline" if values.is_landline(number) else column.name
            if found.setdefault(place, number) != number:
                warnings.append(_("Column {column}: only the first number was read.").format(column=column.head))


def _judge_name(
    name: str | None, row: tuple[Cell, ...], name_words: Collection[str], reasons: list[str], warnings: list[str]
) -> None:
    """Rows that are no person, and persons without a name; an empty name was refused already."""
    if name in name_words:
        reasons.insert(0, _("The row repeats the header."))
    elif not name and is_note(row):
        reasons[:] = [_("The row holds no person; it looks like a note or a total.")]
    elif name in _NOT_PEOPLE or (name is None and sum(not values.is_empty(cell) for cell in row) <= 2):
        reasons.insert(0, _("The row holds no person; it looks like a note or a total."))
    elif name is None:
        reasons.insert(0, _("The name is missing."))
    elif _UNREADABLE.search(name):
        warnings.append(_("The name holds a character that other computers cannot show; type it again."))


def _compare(found: Mapping[str, Any], warnings: list[str]) -> None:
    """Whether the columns agree; the personnel file may well differ from the card, so only warnings."""
    identity: IdentityNumber | None = found.get("identity")
    if identity:
        if found.get("gender", identity.gender) != identity.gender:
            warnings.append(_("The gender is not the one in the identity number."))
        birth = found.get("birth_date")
        if birth and birth != identity.birth_date and not _agree(birth, identity.birth_date):
            warnings.append(_("The birth date is not the one in the identity number."))
    joined, full = found.get("join_date"), found.get("full_date")
    if joined and full and full < joined and surely_before(full, joined):
        warnings.append(_("The date of full membership is before the date of admission."))


def _agree(rough: int, exact: int) -> bool:
    known = {Precision.DAY: 1, Precision.MONTH: 100, Precision.YEAR: 10_000}[precision(rough)]
    return rough // known == exact // known
