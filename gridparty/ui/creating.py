"""What it takes to make a file; apart from opening one, which needs less and comes sooner."""

from gridparty import sample_office
from gridparty.app import App
from gridparty.domain.civil_time import today
from gridparty.domain.months import Month
from gridparty.domain.progress import Progress
from gridparty.exchange.divisions import read_divisions
from gridparty.operations import divisions, units
from gridparty.paths import DIVISIONS
from gridparty.ui import opening
from gridparty.ui.starts import Start

SHIPPED = DIVISIONS / "zhengzhou_divisions.csv"


def create_file(start: Start, progress: Progress) -> opening.Opened:
    """Makes a file, then opens it. Raises what making it raises; then no file is left."""
    is_there = start.path.exists()
    try:
        _make(start, progress)
    except BaseException:
        if not is_there:
            start.path.unlink(missing_ok=True)
        raise
    return opening.open_file(start.path)


def _make(start: Start, progress: Progress) -> None:
    if start.sample is not None:
        sample_office.clear(start.path)
        sample_office.build(start.path, size=start.sample, until=Month.of(today()), progress=progress)
    else:
        app = App.create(start.path)
        try:
            if start.district is not None:
                rows = read_divisions(start.divisions or SHIPPED)
                app.run(divisions.import_list, rows=rows, under=start.district, progress=progress)
            elif start.name:
                app.run(units.add, parent=None, kind=start.kind, name=start.name)
        finally:
            app.close()
