"""A superior's own forms (表样回填): loaded once, bound to figures, words and lists, kept with their own formatting."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from gridparty.domain.errors import Conflict, InvalidInput, NotFound
from gridparty.domain.form_bindings import FIGURE, LIST, Binding, CellPlace, parse_all, parse_binding, parse_cell
from gridparty.domain.ids import FormId
from gridparty.domain.permissions import Permission
from gridparty.i18n import N_, _
from gridparty.operations.exports import LISTS, REGISTERS
from gridparty.operations.figure_list import FIGURES
from gridparty.operations.marks import operation
from gridparty.storage.office_tables import FormTemplate

if TYPE_CHECKING:
    from gridparty.exchange.form_sheets import FormSheet

_CELLS, _KEEPS_ROWS = "cells", "keeps_rows"


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form in a list: how many of its cells are bound."""

    id: FormId
    name: str
    file_name: str
    bound: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its sheets as they are seen, and what fills its cells.

    `keeps_rows`: its lists may not grow; what has more lines than empty rows is refused.
    """

    id: FormId
    name: str
    file_name: str
    workbook: bytes
    bindings: dict[CellPlace, Binding]
    keeps_rows: bool


@operation("forms.add", Permission.RECORD, N_("Load a form"))
def add(
    session: Session,
    *,
    name: str,
    file_name: str,
    workbook: bytes,
    bindings: Mapping[str, str] | None = None,
    keeps_rows: bool = False,
) -> FormId:
    """Keeps a form under a name of its own; `bindings`: cell → what fills it, as domain.form_bindings writes it.

    Raises InvalidInput for a workbook that cannot be read or a binding that cannot be, Conflict for a name in use.
    """
    said = _checked_name(session, name)
    sheets = seen(workbook, file_name)
    row = FormTemplate(name=said, file_name=file_name, workbook=workbook,
                       bindings=_stored(bindings or {}, sheets, keeps_rows))  # fmt: skip
    session.add(row)
    session.flush()
    return FormId(row.id)


@operation("forms.bind", Permission.RECORD, N_("Bind the cells of a form"))
def bind(session: Session, *, form: FormId, bindings: Mapping[str, str], keeps_rows: bool | None = None) -> None:
    """Replaces what fills the form's cells. Raises InvalidInput, NotFound."""
    row = _row(session, form)
    keeps = bool(row.bindings.get(_KEEPS_ROWS)) if keeps_rows is None else keeps_rows
    row.bindings = _stored(bindings, seen(row.workbook, row.file_name), keeps)


@operation("forms.rename", Permission.RECORD, N_("Rename a form"))
def rename(session: Session, *, form: FormId, name: str) -> None:
    """Gives a form another name. Raises InvalidInput, Conflict, NotFound."""
    row = _row(session, form)
    if name.strip() != row.name:
        row.name = _checked_name(session, name)


@operation("forms.remove", Permission.RECORD, N_("Remove a form"))
def remove(session: Session, *, form: FormId) -> None:
    """Removes a form; undo brings it back. Raises NotFound."""
    session.delete(_row(session, form))


def rows(session: Session) -> tuple[FormRow, ...]:
    """Every form by name."""
    found = select(FormTemplate.id, FormTemplate.name, FormTemplate.file_name, FormTemplate.bindings)
    return tuple(
        FormRow(FormId(row.id), row.name, row.file_name, len(row.bindings.get(_CELLS, {})))
        for row in session.execute(found.order_by(FormTemplate.name))
    )


def get(session: Session, *, form: FormId) -> Form:
    """A form with its workbook. Raises NotFound."""
    row = _row(session, form)
    return Form(
        id=form,
        name=row.name,
        file_name=row.file_name,
        workbook=row.workbook,
        bindings=parse_all(row.bindings.get(_CELLS, {})),
        keeps_rows=bool(row.bindings.get(_KEEPS_ROWS)),
    )


def find(session: Session, *, key: str) -> FormId:
    """The form for a name, `#id`, or the file's name. Raises NotFound."""
    word = key.strip()
    if word.startswith("#") and word[1:].isdecimal() and session.get(FormTemplate, int(word[1:])) is not None:
        return FormId(int(word[1:]))
    for column in (FormTemplate.name, FormTemplate.file_name):
        found = session.scalars(select(FormTemplate.id).where(column == word)).all()
        if len(found) == 1:
            return FormId(found[0])
    raise NotFound(_("There is no form “{name}”; `form list` shows all of them.").format(name=key))


def seen(workbook: bytes, file_name: str) -> "tuple[FormSheet, ...]":
    """The sheets of a workbook as they are seen. Raises InvalidInput with a sentence for what is no .xlsx workbook."""
    return tuple(_exchange().look_at(workbook, name=file_name))


def _stored(bindings: Mapping[str, str], sheets: "tuple[FormSheet, ...]", keeps_rows: bool) -> dict[str, object]:
    """Checked bindings as they are kept, by the first cell of merged areas."""
    named = {sheet.name: sheet for sheet in sheets}
    kept: dict[CellPlace, Binding] = {}
    for cell, text in bindings.items():
        place, binding = parse_cell(cell, sheet=sheets[0].name), parse_binding(text)
        if place.sheet not in named:
            message = _("The form has no sheet “{sheet}”; it has: {sheets}.")
            raise InvalidInput(message.format(sheet=place.sheet, sheets="、".join(named)))
        kept[_checked(place, binding, named[place.sheet])] = binding
    _check_rows(kept)
    return {_CELLS: {str(place): str(binding) for place, binding in sorted(kept.items())}, _KEEPS_ROWS: keeps_rows}


def _checked(place: CellPlace, binding: Binding, sheet: "FormSheet") -> CellPlace:
    top, left, bottom, _right = sheet.area(place.row, place.column)
    held = sheet.cells.get((top, left))
    if held is not None and held.is_formula:
        raise InvalidInput(_("{cell} holds a formula of the form; choose another cell.").format(cell=place))
    if binding.kind == FIGURE and binding.name not in FIGURES:
        message = _("There is no figure “{figure}”; there are: {figures}.")
        raise InvalidInput(message.format(figure=binding.name, figures="、".join(FIGURES)))
    if binding.kind == LIST:
        if top != bottom:
            message = _("{cell} is merged over several rows; a list needs a line of its own for each row.")
            raise InvalidInput(message.format(cell=place))
        what = binding.name.partition(":")[0]
        if what not in (*LISTS, REGISTERS):
            message = _("There is no list “{what}”; there are: {lists}.")
            raise InvalidInput(message.format(what=binding.name, lists="、".join([*LISTS, f"{REGISTERS}:CODE"])))
    return CellPlace(place.sheet, top, left)


def _check_rows(bindings: Mapping[CellPlace, Binding]) -> None:
    """In one row stands one list, for one unit and month."""
    lists: dict[tuple[str, int], tuple[str, str, str]] = {}
    for place, binding in bindings.items():
        if binding.kind == LIST:
            own = (binding.name, binding.unit, binding.month)
            if lists.setdefault((place.sheet, place.row), own) != own:
                message = _("In row {row} stand two different lists; give each its own rows.")
                raise InvalidInput(message.format(row=place.row))


def _checked_name(session: Session, name: str) -> str:
    said = name.strip()
    if not said or len(said) > 60:
        raise InvalidInput(_("A form needs a name of 1 to 60 characters."))
    if session.scalar(select(FormTemplate.id).where(FormTemplate.name == said)) is not None:
        raise Conflict(_("There is a form “{name}” already; choose another name.").format(name=said))
    return said


def _row(session: Session, form: FormId) -> FormTemplate:
    row = session.get(FormTemplate, form)
    if row is None:
        raise NotFound(_("There is no form #{form}.").format(form=form))
    return row


def _exchange() -> ModuleType:
    """What reads and fills workbooks."""
    from gridparty.exchange import forms  # noqa: PLC0415  late: start-up

    return forms
