"""Handing out: a list, what a window shows, or a filled form goes into a file, and that it did is written down.

The file comes to its place only when the record of it is saved; a cancel or a full disk leaves neither. What leaves
unmasked is written down before it is even read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gridparty.app import App
from gridparty.domain.errors import InvalidInput
from gridparty.domain.ids import FormId, UnitId
from gridparty.domain.months import Month
from gridparty.domain.progress import Progress, silent
from gridparty.domain.table_values import Shown
from gridparty.exchange.whole_files import whole_file
from gridparty.i18n import _
from gridparty.operations import disclosures, exports, form_filling, form_templates
from gridparty.operations.exports import ExportTable
from gridparty.operations.form_filling import FilledForm, Shared

XLSX, CSV = ".xlsx", ".csv"
_OFTEN = 500  # rows


def export(
    app: App,
    *,
    what: str,
    unit: UnitId,
    month: Month,
    path: Path,
    first: Month | None = None,
    columns: Sequence[str] = (),
    reason: str | None = None,
    is_plain: bool = False,
    progress: Progress = silent,
) -> ExportTable:
    """Writes a list (exports.LISTS) of a unit as .xlsx or .csv, masked; with `is_plain` in full, which needs a reason
    and the right to reveal. Raises InvalidInput, NotFound, Forbidden, Cancelled.
    """
    _check_place(path)
    kept: dict[str, Any] = {
        "what": what,
        "unit": unit,
        "month": month,
        "first": first,
        "columns": columns,
        "progress": progress,
    }
    if is_plain:
        exports.check_reason(reason)
        found = app.run(exports.reveal, reason=reason or "", **kept)
    else:
        found = app.ask(exports.table, **kept)

    def record() -> None:
        if found.is_masked:
            _note_export(app, found.fields, found.people, reason)

    _write(path, found.title, found.heads, found.rows, record, progress)
    return found


def export_shown(
    app: App,
    *,
    path: Path,
    name: str,
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Shown]],
    reason: str | None = None,
    progress: Progress = silent,
) -> int:
    """Writes what a list of the window shows (masked as there) and records it: `name` is the list's stable name,
    `columns` are (key, head). Returns the number of rows. Raises InvalidInput, Cancelled.
    """
    _check_place(path)

    def record() -> None:
        _note_export(app, [f"{name}.{key}" for key, _head in columns], len(rows), reason)

    return _write(path, title, [head for _key, head in columns], rows, record, progress)


def fill_form(
    app: App,
    *,
    form: FormId,
    unit: UnitId,
    month: Month,
    path: Path,
    reason: str | None = None,
    is_plain: bool = False,
    shared: Shared | None = None,
    progress: Progress = silent,
) -> FilledForm:
    """Writes a superior's form filled for a unit and a month (表样回填), masked or, with a reason, in full.

    Raises InvalidInput, NotFound, Forbidden, Cancelled.
    """
    if path.suffix.lower() != XLSX:
        raise InvalidInput(_("A form is written as .xlsx; name the file so."))
    if is_plain:
        exports.check_reason(reason)
        kept: dict[str, Any] = {"form": form, "unit": unit, "month": month, "progress": progress}
        filled = app.run(form_filling.reveal, reason=reason or "", **kept)
    else:
        filled = app.ask(form_filling.fill, form=form, unit=unit, month=month, shared=shared, progress=progress)

    def record() -> None:
        if filled.is_masked:
            _note_export(app, filled.fields, filled.people, reason)

    with whole_file(path, before=record) as file:
        file.write(filled.data)
    return filled


def fill_forms(
    app: App, *, form: FormId, unit: UnitId, month: Month, folder: Path, progress: Progress = silent
) -> list[Path]:
    """Writes the form for the unit and every organisation below it, a file each. A cancel leaves whole files only."""
    wanted = app.ask(form_filling.units_below, unit=unit, month=month)
    name = app.ask(form_templates.get, form=form).name
    written, shared = [], Shared(unit)
    for done, (each, unit_name, code) in enumerate(wanted):
        progress(done, len(wanted), unit_name)
        path = folder / _file_name(code or f"id{each}", unit_name, name, str(month))
        fill_form(app, form=form, unit=each, month=month, path=path, shared=shared)
        written.append(path)
    progress(len(wanted), len(wanted), "")
    return written


def form_file_name(name: str, unit_name: str, month: Month) -> str:
    """What a filled form is called unless the person says otherwise."""
    return _file_name(unit_name, name, str(month))


def _file_name(*parts: str) -> str:
    """The parts joined, without signs that file systems refuse."""
    return "-".join(re.sub(r'[\\/:*?"<>|\s]', "", part)[:60] for part in parts) + XLSX


def _note_export(app: App, fields: Sequence[str], people: int, reason: str | None) -> None:
    app.run(disclosures.add, kind=disclosures.EXPORT, fields=fields, people=people, reason=reason)


def _check_place(path: Path) -> None:
    """Raises InvalidInput unless the file's name ends in .xlsx or .csv."""
    if path.suffix.lower() not in (XLSX, CSV):
        raise InvalidInput(_("“{file}” ends neither in .xlsx nor in .csv; name the file so.").format(file=path.name))


def _write(
    path: Path,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Shown]],
    record: Callable[[], None],
    progress: Progress,
) -> int:
    from gridparty.exchange import csv_tables, workbooks  # noqa: PLC0415  late: start-up

    total = len(rows)

    def counted() -> Iterator[Sequence[Shown]]:
        for done, row in enumerate(rows):
            if done % _OFTEN == 0:
                progress(done, total, title)
            yield row

    if path.suffix.lower() == CSV:
        return csv_tables.write_csv(path, heads=heads, rows=counted(), before=record)
    widths = workbooks.fitting_widths(heads, rows)
    return workbooks.write_table(path, title=title, heads=heads, rows=counted(), widths=widths, before=record)
