"""What every command shares: the file, the form of the output, and how keys are looked up."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from gridparty.app import App
from gridparty.domain import progress as progress_of
from gridparty.domain.civil_time import today
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.months import Month
from gridparty.i18n import _
from gridparty.operations import catalogues, orders, search, units


@dataclass(frozen=True, slots=True)
class State:
    """The file that was named and whether JSON was asked for."""

    path: Path
    as_json: bool

    @contextmanager
    def app(self) -> Iterator[App]:
        """The open file."""
        app = App.open(self.path)
        if app.store.strays:
            note(_("Changes made by another program were found and marked: act {acts}.").format(acts=app.store.strays))
        self._apply_due(app)
        try:
            yield app
        finally:
            app.close()

    def _apply_due(self, app: App) -> None:
        """Change orders that were dated ahead and whose day has come (D3)."""
        if not app.ask(orders.due, day=today()):
            return
        for row in app.run(orders.apply_due, day=today()):
            words = _("Not applied: “{title}”. {reason}") if row.refusal else _("Applied as planned: “{title}”.")
            note(words.format(title=row.title, reason=row.refusal))

    def act(self, operation: Callable[..., Any], /, *, said: str, number: int | None = None, **kwargs: Any) -> None:
        """Runs an operation that looks nothing up; prints `said` with {id}: `number`, or what it returns."""
        with self.app() as app:
            result = app.run(operation, **kwargs)
        shown = result if number is None else number
        self.show({"id": shown}, said.format(id=shown))

    def show(self, value: Any, text: str | None = None) -> None:
        """Prints a result: JSON if asked for, else the text."""
        if self.as_json:
            sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")
        elif text is not None:
            sys.stdout.write(text + "\n")

    def table(self, value: Any, heads: Sequence[str], rows: Sequence[Sequence[Any]], foot: str = "") -> None:
        """Prints a list: JSON of the value if asked for, else the rows as columns."""
        if self.as_json:
            self.show(value)
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        width = None if sys.stdout.isatty() else 200
        Console(file=sys.stdout, width=width, highlight=False, markup=False, soft_wrap=False).print(table)
        if foot:
            sys.stdout.write(foot + "\n")


def of(context: typer.Context) -> State:
    """The state of this call."""
    return context.find_root().obj


def note(text: str) -> None:
    """A line beside the result; on stderr, so that JSON stays clean."""
    sys.stderr.write(text + "\n")


def plain(value: Any) -> Any:
    """A result as JSON has it: dataclasses as objects, days and moments in ISO form, months as 2026-10."""
    if is_dataclass(value) and not isinstance(value, type | Month):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Month) else value


@contextmanager
def bar(label: str) -> Iterator[progress_of.Progress]:
    """A progress bar on stderr, drawn where a person watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    quiet = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as drawn:
        task = drawn.add_task(label, total=None)

        def progress(done: int, total: int, what: str) -> None:
            drawn.update(task, completed=done, total=total or None, description=f"{label} {what}".strip())

        yield progress


def unit_of(app: App, key: str, *, day: date | None = None, month: Month | None = None) -> UnitId:
    """The unit for CODE: an exact code alive then, `#id`, or an exact name."""
    return app.ask(units.find, key=key, day=day, month=month)


def member_of(app: App, key: str, activity: ActivityId | None = None) -> MemberId:
    """The person for KEY, looked for in the activity's list first."""
    return app.ask(search.find, key=key, activity=activity)


def code_of(app: App, catalogue: str, text: str) -> str:
    """The catalogue's code for a code, label or alias."""
    return app.ask(catalogues.resolve, catalogue=catalogue, text=text)
