"""gridparty form: a superior's own .xlsx forms, bound once and filled for any unit and month (表样回填)."""

from collections.abc import Sequence
from pathlib import Path

import typer

from gridparty import handing_out
from gridparty.app import App
from gridparty.cli.options import MONTH, UNIT
from gridparty.cli.state import bar, of, unit_of
from gridparty.domain.civil_time import today
from gridparty.domain.errors import InvalidInput, NotFound
from gridparty.domain.form_bindings import WORDS, parse_cell
from gridparty.domain.ids import FormId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import exports, form_templates
from gridparty.operations.figure_list import FIGURES

group = typer.Typer(name="form", help=_("A superior's own forms, filled with the office's data."), no_args_is_help=True)
BIND = _("CELL=WHAT, such as B2=figure:members, C3=word:secretary or A6=list:members.name.")


@group.command(help=_("Keep a form (.xlsx) and bind its cells."))
def add(
    context: typer.Context,
    file: Path = typer.Argument(help=_("The superior's .xlsx form.")),
    name: str = typer.Option(None, help=_("What it is called here; the file's name if left out.")),
    binds: list[str] = typer.Option([], "--bind", help=BIND),
    keeps_rows: bool = typer.Option(False, "--keep-rows", help=_("Lists may not grow beyond the form's rows.")),
) -> None:
    state = of(context)
    data, called = _bytes_of(file), name or file.stem
    with state.app() as app:
        added = app.run(
            form_templates.add, name=called, file_name=file.name, workbook=data, bindings=_split(binds),
            keeps_rows=keeps_rows,
        )  # fmt: skip
    state.show({"id": added, "name": called}, _("Added: #{id} {name}").format(id=added, name=called))


@group.command(help=_("Bind more cells of a form, or other things to them; CELL= frees a cell."))
def bind(
    context: typer.Context,
    key: str = typer.Argument(help=_("The form's name or #id.")),
    binds: list[str] = typer.Option(..., "--bind", help=BIND),
) -> None:
    state = of(context)
    with state.app() as app:
        form = app.ask(form_templates.get, form=app.ask(form_templates.find, key=key))
        first = form_templates.seen(form.workbook, form.file_name)[0].name
        now = {str(place): str(binding) for place, binding in form.bindings.items()}
        for cell, text in _split(binds, may_be_empty=True).items():
            place = str(parse_cell(cell, sheet=first))
            now = {known: held for known, held in now.items() if known != place} | ({place: text} if text else {})
        app.run(form_templates.bind, form=form.id, bindings=now)
    state.show({"id": form.id, "bound": len(now)}, _("Bound cells: {count}").format(count=len(now)))


@group.command("list", help=_("The forms that are kept."))
def list_(context: typer.Context) -> None:
    state = of(context)
    with state.app() as app:
        rows = app.ask(form_templates.rows)
    heads = (_("Name"), _("File"), _("Bound cells"), "#")
    state.table(rows, heads, [(row.name, row.file_name, row.bound, row.id) for row in rows])


@group.command(help=_("What fills the cells of a form."))
def show(context: typer.Context, key: str = typer.Argument(help=_("The form's name or #id."))) -> None:
    state = of(context)
    with state.app() as app:
        form = app.ask(form_templates.get, form=app.ask(form_templates.find, key=key))
    bound = {str(place): str(binding) for place, binding in sorted(form.bindings.items())}
    result = {"id": form.id, "name": form.name, "file_name": form.file_name, "keeps_rows": form.keeps_rows}
    state.table(result | {"bindings": bound}, (_("Cell"), _("Filled with")), list(bound.items()))


@group.command(help=_("What cells can be bound to: figures, words, and the columns of lists."))
def choices(
    context: typer.Context, unit: str = UNIT
) -> None:  # fmt: skip
    state = of(context)
    month = Month.of(today())
    with state.app() as app:
        lists = app.ask(exports.lists, unit=unit_of(app, unit, month=month), month=month)
    found = [(f"figure:{key}", _(figure.name)) for key, figure in FIGURES.items()]
    found += [(f"word:{key}", _(text)) for key, text in WORDS.items()]
    for each in lists:
        found += [(f"list:{each.what}.{key}", f"{each.title} · {head}") for key, head in each.columns]
    state.table([{"key": key, "label": label} for key, label in found], (_("Binding"), _("What it is")), found)


@group.command(help=_("Fill a form for a unit and a month."))
def fill(
    context: typer.Context,
    key: str = typer.Argument(help=_("The form's name, #id, or the path of a form that is kept.")),
    unit: str = UNIT,
    month: str = MONTH,
    output: Path = typer.Option(..., "-o", "--output", help=_("The .xlsx file; with --below a folder.")),
    below: bool = typer.Option(False, "--below", help=_("For every organisation below too, a file each.")),
    is_plain: bool = typer.Option(False, "--reveal", help=_("In full, nothing masked; needs --reason.")),
    reason: str = typer.Option(None, help=_("What it is for; kept in the record of it.")),
) -> None:
    state = of(context)
    at = Month.parse(month)
    with state.app() as app, bar(_("Form")) as progress:
        form, where = _form_of(app, key), unit_of(app, unit, month=at)
        files: Sequence[Path] = [output]
        if below:
            if is_plain:
                raise typer.BadParameter(_("--reveal is for one form at a time"))
            output.mkdir(parents=True, exist_ok=True)
            files = handing_out.fill_forms(app, form=form, unit=where, month=at, folder=output, progress=progress)
        else:
            handing_out.fill_form(
                app, form=form, unit=where, month=at, path=output, reason=reason, is_plain=is_plain, progress=progress
            )
    said = (
        _("Written: {path}").format(path=output)
        if not below
        else _("{count} forms are in {path}.").format(count=len(files), path=output)
    )
    state.show({"files": [str(file) for file in files]}, said)


@group.command(help=_("Remove a form; undo brings it back."))
def remove(context: typer.Context, key: str = typer.Argument(help=_("The form's name or #id."))) -> None:
    state = of(context)
    with state.app() as app:
        form = app.ask(form_templates.find, key=key)
        app.run(form_templates.remove, form=form)
    state.show({"id": form}, _("Removed."))


def _form_of(app: App, key: str) -> FormId:
    """The form for a name or #id; of a path, the form that was kept from a file with this name or stem."""
    path = Path(key)
    names = dict.fromkeys([key, path.name, path.stem])
    for name in names:
        try:
            return app.ask(form_templates.find, key=name)
        except NotFound:
            continue
    return app.ask(form_templates.find, key=key)


def _split(binds: Sequence[str], *, may_be_empty: bool = False) -> dict[str, str]:
    found = {}
    for text in binds:
        cell, sign, what = text.partition("=")
        if not sign or not (what.strip() or may_be_empty):
            raise typer.BadParameter(_("write CELL=WHAT, such as B2=figure:members"))
        found[cell.strip()] = what.strip()
    return found


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        message = _("“{file}” cannot be opened ({detail}); close it in other programs and check the disk.")
        raise InvalidInput(message.format(file=file.name, detail=problem.strerror or problem)) from None
