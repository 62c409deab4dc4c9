"""Printing briefings, one or a whole subtree on several processes; the workers only read (D12)."""

import os
import re
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from gridparty.app import App
from gridparty.domain.errors import Conflict, GridpartyError
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.domain.progress import Progress, silent
from gridparty.i18n import _
from gridparty.operations import briefings, tree
from gridparty.operations.figures import GRID_KINDS

SILENT_KINDS = (*GRID_KINDS, "micro_grid", "party_group")  # their branches report for them


def print_one(app: App, *, unit: UnitId, month: Month, path: Path, shared: briefings.Shared | None = None) -> None:
    """Writes the briefing of a unit; the file is there whole or not at all. Raises Conflict if it cannot be written."""
    from gridparty.reports import briefing  # noqa: PLC0415  late: the paper libraries are slow to start

    write_whole(path, briefing.pdf(app.ask(briefings.gather, unit=unit, month=month, shared=shared)))


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file that is there whole or not at all, replacing an older one. Raises Conflict if it cannot be."""
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise Conflict(
            _("“{path}” cannot be written: {reason}. Close it in other programs or choose another place.").format(
                path=path, reason=error.strerror
            )
        ) from error


def print_subtree(
    app: App, *, unit: UnitId, month: Month, folder: Path, jobs: int = 2, progress: Progress = silent
) -> list[Path]:
    """Writes the briefings of a unit and all organisations below it. A cancel leaves whole files only."""
    now = app.ask(tree.of_month, month=month)
    wanted = {
        each: folder / file_name(now.nodes[each], month)
        for each in now.subtree(unit)
        if now.nodes[each].kind not in SILENT_KINDS
    }
    total = len(wanted)
    if jobs == 1 or total == 1:
        shared = app.ask(briefings.share, month=month)
        for done, (each, path) in enumerate(wanted.items()):
            progress(done, total, now.name(each))
            print_one(app, unit=each, month=month, path=path, shared=shared)
    else:
        _spread(app.store.path, wanted, month, jobs, progress)
    progress(total, total, "")
    return list(wanted.values())


def file_name(node: tree.Node, month: Month) -> str:
    """410102001001003-第三网格党支部-2026-10.pdf; signs that file systems refuse are left out."""
    name = re.sub(r'[\\/:*?"<>|\s]', "", node.name)[:60]
    return f"{node.code or f'id{node.id}'}-{name}-{month}.pdf"


def _spread(path: Path, wanted: dict[UnitId, Path], month: Month, jobs: int, progress: Progress) -> None:
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_open, initargs=(path, month)) as pool:
        try:
            futures = [pool.submit(_print, unit, target) for unit, target in wanted.items()]
            for done, future in enumerate(as_completed(futures)):
                progress(done, len(futures), future.result())
        except (GridpartyError, KeyboardInterrupt):
            pool.shutdown(wait=True, cancel_futures=True)
            raise


_worker: list[tuple[App, Month, briefings.Shared]] = []  # what a worker process has open


def _open(path: Path, month: Month) -> None:
    app = App.open(path, daily_backup=False)
    _worker.append((app, month, app.ask(briefings.share, month=month)))


def _print(unit: UnitId, path: Path) -> str:
    app, month, shared = _worker[0]
    print_one(app, unit=unit, month=month, path=path, shared=shared)
    return path.name
