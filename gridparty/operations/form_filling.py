"""Fills a form for a unit and a month (表样回填): what its bindings stand for, and the workbook with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from gridparty.domain.civil_time import today
from gridparty.domain.errors import NotFound
from gridparty.domain.form_bindings import FIGURE, LIST, NUMBER, Binding
from gridparty.domain.ids import FormId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.permissions import Permission
from gridparty.domain.progress import Progress, silent
from gridparty.domain.table_values import Share, Shown
from gridparty.i18n import N_, _
from gridparty.operations import disclosures, exports, figures, form_templates, headings, tree, units
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.form_templates import Form
from gridparty.operations.marks import operation
from gridparty.operations.tree import Tree

UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled workbook; `people`: how many persons its lists are about, `fields`: what the record of it names."""

    name: str
    unit_name: str
    data: bytes
    people: int
    fields: tuple[str, ...]
    is_masked: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What many fillings for the units below `unit` look up once: the trees and figures of spans of months."""

    unit: UnitId
    trees: dict[tuple[Month, Month], Tree] = field(default_factory=dict)
    figures: dict[tuple[UnitId, Month, Month], Mapping[UnitId, Mapping[str, Any]]] = field(default_factory=dict)

    def tree(self, session: Session, first: Month, last: Month) -> Tree:
        """The tree of a span."""
        if (first, last) not in self.trees:
            self.trees[first, last] = tree.load(session, first=first.first, last=last.last)
        return self.trees[first, last]

    def of_unit(self, session: Session, unit: UnitId, first: Month, last: Month) -> Mapping[str, Any]:
        """Every figure of a unit in a span."""
        now = self.tree(session, first, last)
        within = self.unit if self.unit in now.nodes and self.unit in now.ancestors(unit) else unit
        key = (within, first, last)
        if key not in self.figures:
            scope = figures.scope_in(now, unit=within, first=first, last=last)
            self.figures[key] = figures.in_scope(session, scope=scope)
        return self.figures[key][unit]


@dataclass(frozen=True, slots=True)
class _Asked:
    session: Session
    unit: UnitId
    month: Month
    is_masked: bool
    shared: Shared

    def unit_of(self, binding: Binding, month: Month) -> UnitId:
        """The unit that the binding is about."""
        return units.find(self.session, key=binding.unit, month=month) if binding.unit else self.unit


def fill(
    session: Session,
    *,
    form: FormId,
    unit: UnitId,
    month: Month,
    shared: Shared | None = None,
    progress: Progress = silent,
) -> FilledForm:
    """The form filled for a unit and a month, personal data masked. Raises NotFound, InvalidInput, Forbidden."""
    return _fill(session, form, unit, month, progress, is_masked=True, shared=shared)


@operation("forms.reveal", Permission.REVEAL, N_("Fill a form unmasked"))
def reveal(
    session: Session, *, form: FormId, unit: UnitId, month: Month, reason: str, progress: Progress = silent
) -> FilledForm:
    """The same with nothing masked, and a record of it that cannot be undone. Raises InvalidInput without a reason."""
    exports.check_reason(reason)
    found = _fill(session, form, unit, month, progress, is_masked=False)
    disclosures.add(session, kind=disclosures.EXPORT, fields=found.fields, people=found.people, reason=reason)
    return found


def units_below(session: Session, *, unit: UnitId, month: Month) -> tuple[tuple[UnitId, str, str | None], ...]:
    """(id, name, code) of the unit and of those below it that file forms of their own: no grids and Party groups."""
    now = tree.of_month(session, month=month)
    kept = [each for each in now.subtree(unit) if now.nodes[each].kind not in (*figures.GRID_KINDS, "party_group")]
    return tuple((each, now.name(each), now.nodes[each].code) for each in kept)


def _fill(
    session: Session,
    form: FormId,
    unit: UnitId,
    month: Month,
    progress: Progress,
    *,
    is_masked: bool,
    shared: Shared | None = None,
) -> FilledForm:
    from gridparty.exchange import forms  # noqa: PLC0415  late: start-up

    held = form_templates.get(session, form=form)
    known = shared or Shared(unit)
    now = known.tree(session, month, month)
    if unit not in now.nodes:
        raise NotFound(_("The unit does not exist in {month}.").format(month=month))
    asked = _Asked(session, unit, month, is_masked, known)
    cells = {place: _single(asked, binding) for place, binding in held.bindings.items() if binding.kind != LIST}
    blocks, people, fields = [], 0, [f"form:{form}"]
    for (sheet, row), columns in _lists(held).items():
        found = _table(asked, columns.values(), progress)
        people += found.people
        fields += found.fields
        by_key = dict(zip(found.keys, zip(*found.rows, strict=True), strict=True)) if found.rows else {}
        numbers = tuple(range(1, len(found.rows) + 1))
        values = {at: numbers if each.column == NUMBER else by_key.get(each.column, ()) for at, each in columns.items()}
        blocks.append(forms.Block(sheet, row, values, not held.keeps_rows))
    data = forms.fill(held.workbook, name=held.file_name, cells=cells, blocks=blocks, progress=progress)
    return FilledForm(held.name, now.name(unit), data, people, tuple(fields), is_masked)


def _single(asked: _Asked, binding: Binding) -> Shown:
    first, last = binding.months(asked.month)
    unit = asked.unit_of(binding, last)
    if unit not in asked.shared.tree(asked.session, first, last).nodes:
        return UNKNOWN
    return _figure(asked, binding.name, unit, first, last) if binding.kind == FIGURE else _word(asked, binding, unit)


def _figure(asked: _Asked, figure: str, unit: UnitId, first: Month, last: Month) -> Shown:
    value = asked.shared.of_unit(asked.session, unit, first, last)[figure]
    if value is None:
        return UNKNOWN
    return Share(value) if FIGURES[figure].unit == "%" else round(value, 2) if isinstance(value, float) else value


def _word(asked: _Asked, binding: Binding, unit: UnitId) -> Shown:
    month = binding.months(asked.month)[1]
    times: dict[str, Shown] = {
        "month": f"{month.year}年{month.number}月",
        "year": month.year,
        "month_number": month.number,
        "month_end": month.last,  # in a cell that is not formatted as a date it is written as 2026-10-31
        "date": today(),
    }
    if binding.name in times:
        return times[binding.name]
    if binding.name == "secretary":
        return headings.of_unit(asked.session, unit=unit, month=month).secretary or UNKNOWN
    now = asked.shared.tree(asked.session, month, month)
    above = now.nodes[unit].parent
    words = {"unit": now.name(unit), "code": now.nodes[unit].code, "above": above and now.name(above)}
    return words[binding.name] or UNKNOWN


def _lists(form: Form) -> dict[tuple[str, int], dict[int, Binding]]:
    """The lists of a form by sheet and row: column → binding."""
    found: dict[tuple[str, int], dict[int, Binding]] = {}
    for place, binding in form.bindings.items():
        if binding.kind == LIST:
            found.setdefault((place.sheet, place.row), {})[place.column] = binding
    return found


def _table(asked: _Asked, bindings: Iterable[Binding], progress: Progress) -> exports.ExportTable:
    wanted = list(bindings)
    month = wanted[0].months(asked.month)[1]
    kept: dict[str, Any] = {
        "what": wanted[0].name,
        "unit": asked.unit_of(wanted[0], month),
        "month": month,
        "columns": [each.column for each in wanted if each.column != NUMBER],
        "progress": progress,
    }
    return exports.table(asked.session, **kept) if asked.is_masked else exports.table_in_full(asked.session, **kept)
