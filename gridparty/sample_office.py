"""Building a sample office: a real district's places with invented people and a year or three of work."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gridparty.app import App
from gridparty.domain.errors import Conflict, GridpartyError
from gridparty.domain.months import Month
from gridparty.domain.progress import Progress, silent
from gridparty.exchange.divisions import read_divisions
from gridparty.i18n import _
from gridparty.operations import divisions, samples, samples_registers, settings
from gridparty.paths import DIVISIONS

LIST = DIVISIONS / "zhengzhou_divisions.csv"


def clear(path: Path) -> None:
    """Makes room for a sample file. Raises Conflict if what lies there is not one: that may be someone's work."""
    if not path.exists():
        return
    try:
        app = App.open(path, daily_backup=False)
        is_sample = bool(app.ask(settings.get, key="sample"))
        app.close()
    except GridpartyError:
        is_sample = False
    if not is_sample:
        raise Conflict(_("“{path}” is no sample file and is left alone; choose another folder.").format(path=path))
    for ending in ("", "-wal", "-shm"):
        with writing(path):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def build(
    path: Path, *, size: str, until: Month, seed: int = samples.SEED, progress: Progress = silent
) -> Counter[str]:
    """A new file with the sample office of that size, its last month being `until`.

    Returns the number of rows by table, and under "check_ins" those who came. Raises Conflict if the file exists.
    """
    chosen = samples.SIZES[size]
    first = until.plus(1 - chosen.months)
    months = list(first.to(until))
    total = len(months) + 2
    app = App.create(path, office=samples.OFFICE)
    try:
        app.run(samples.mark, size=size)
        progress(0, total, _("streets and branches"))
        places = samples.places(read_divisions(LIST), size=chosen)
        app.run(divisions.import_list, rows=places, under=samples.DISTRICT)
        branches = app.run(samples.lay_units, size=chosen, seed=seed)
        progress(1, total, _("members"))
        written = app.run(samples.bring_people, branches=branches, seed=seed, first=first, last=until)
        for done, month in enumerate(months, start=2):
            progress(done, total, str(month))
            written += app.run(samples.keep_month, month=month, seed=seed)
        written["register_entries"] = app.run(samples_registers.fill, seed=seed, last=until)
    finally:
        app.close()
    progress(total, total, "")
    return written


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Close it in other programs or choose another place.")
        raise Conflict(message.format(path=path, reason=error.strerror)) from error
