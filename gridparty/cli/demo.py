"""gridparty demo: a sample office in a real district, and the briefings of one grid, its community and its street."""

import time
from dataclasses import dataclass
from pathlib import Path

import typer

from gridparty import batch
from gridparty.app import App
from gridparty.cli.state import bar, of
from gridparty.domain.civil_time import today
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.progress import Progress
from gridparty.i18n import _
from gridparty.operations import figures, samples, tree
from gridparty.reports.preview import pages_as_png
from gridparty.sample_office import build, clear, writing

NAME = "demo.gridparty"


@dataclass(frozen=True, slots=True)
class Printed:
    """The units whose briefings are printed."""

    grid: UnitId
    community: UnitId
    street: UnitId


def register(cli: typer.Typer) -> None:
    """Adds the command."""
    cli.command(help=_("Build a sample office of invented people and print three briefings."))(demo)


def demo(
    context: typer.Context,
    size: str = typer.Option("small", help=_("small, or district: 600 grids and 36 months, some minutes.")),
    output: Path = typer.Option(Path("out"), "-o", "--output", help=_("The folder.")),
) -> None:
    """The whole demonstration."""
    if size not in samples.SIZES:
        raise typer.BadParameter(_("--size is one of: {sizes}").format(sizes=", ".join(samples.SIZES)))
    state, started = of(context), time.monotonic()
    month = Month.of(today()).plus(-1)
    database = output / NAME
    clear(database)
    with bar(_("Sample office")) as progress:
        written = build(database, size=size, until=month, progress=progress)
        app = App.open(database, daily_backup=False)
        try:
            files = _print(app, month, output, progress)
            top = app.ask(tree.of_month, month=month).children[None][0]
            members = app.ask(figures.of_unit, unit=top, first=month)["members"]
        finally:
            app.close()
    result = {
        "files": [str(file) for file in files],
        "database": str(database),
        "members": members,
        "check_ins": written["check_ins"],
        "seconds": round(time.monotonic() - started, 1),
    }
    text = _("{members} members and {check_ins} check-ins in {database}; built in {seconds} s.").format(**result)
    state.show(result, "\n".join([text, *(_("Printed: {path}").format(path=file) for file in files)]))


def _print(app: App, month: Month, folder: Path, progress: Progress) -> list[Path]:
    """The three briefings, each as PDF and its pages as PNG. Returns the files."""
    units = _printed(app, month)
    files: list[Path] = []
    for done, name in enumerate(("grid", "community", "street")):
        progress(done, 3, _("briefings"))
        pdf = folder / f"{name}.pdf"
        batch.print_one(app, unit=getattr(units, name), month=month, path=pdf)
        files.append(pdf)
        for stale in folder.glob(f"{name}-[0-9]*.png"):
            with writing(stale):
                stale.unlink()
        for number, page in enumerate(pages_as_png(pdf.read_bytes()), start=1):
            files.append(folder / f"{name}-{number}.png")
            with writing(files[-1]):
                files[-1].write_bytes(page)
    progress(3, 3, "")
    return files


def _printed(app: App, month: Month) -> Printed:
    """In the first street the grid branch with the most check-ins of the month, its community, and the street."""
    now = app.ask(tree.of_month, month=month)
    values = app.ask(figures.of_tree, month=month)
    street = next(node.id for node in now.nodes.values() if node.kind == "street")
    branches = [unit for unit in now.subtree(street) if now.nodes[unit].kind == "grid_branch"]
    grid = max(branches, key=lambda unit: values[unit]["present"] or 0)
    return Printed(grid, list(now.ancestors(grid))[1], street)
