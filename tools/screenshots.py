"""Pictures of the window's pages for the README, from a sample office: python tools/screenshots.py FOLDER [--all].

With --all: every page at 1440×900, 1366×768 and 1366×768 at 150 %, light and dark, for looking at.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from gridparty.app import App
from gridparty.domain.civil_time import CIVIL
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import activities, attendance, desk, members, tree
from gridparty.sample_office import build

MONTH = Month(2026, 10)
PAGES = ("overview", "members", "activities", "services", "briefing", "imports", "history", "desk")
README = (("overview", "light"), ("desk", "light"), ("services", "light"), ("members", "dark"))
SHAPES = (("1440x900", "1"), ("1366x768", "1"), ("1366x768", "1.5"))


def main(arguments: list[str]) -> int:
    """Returns the number of pictures that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--db", type=Path, help="this file instead of the small sample; it is copied first")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    path = chosen.folder / "sample.gridparty"
    _prepare(path, chosen.db)
    unit, activity = _scene(path)
    try:
        return sum(_take(path, chosen.folder, unit, activity, *shot) for shot in _shots(every=chosen.all))
    finally:
        for rest in chosen.folder.glob(f"{path.name}*"):
            shutil.rmtree(rest) if rest.is_dir() else rest.unlink()


def _prepare(path: Path, source: Path | None) -> None:
    for ending in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    if source is not None:
        shutil.copy(source, path)
    else:
        build(path, size="small", until=MONTH)


def _scene(path: Path) -> tuple[UnitId, int]:
    """The largest grid branch, and a gathering of it at which 28 of those expected have checked in."""
    with closing(App.open(path, daily_backup=False)) as app:
        now = app.ask(tree.of_month, month=MONTH)
        branches = [unit for unit, node in now.nodes.items() if node.kind == "grid_branch"]
        unit = max(branches, key=lambda each: len(app.ask(members.rows, unit=each, day=MONTH.last)))
        start = datetime(2026, 10, 25, 9, 0, tzinfo=CIVIL)
        activity = app.run(
            activities.add, unit=unit, kinds=["theme_party_day"], title="主题党日：社区环境日", start=start
        )
        people = app.ask(desk.load, activity=activity).people
        for number, person in enumerate(people[: len(people) * 2 // 3]):
            way = ("scan", "scan", "keyboard", "scan", "paper")[number % 5]
            at = start + timedelta(minutes=-8, seconds=19 * number)
            app.run(attendance.add, activity=activity, member=person.member, way=way, at=at)
        for person in people[len(people) * 2 // 3 :][:3]:
            app.run(attendance.leave, activity=activity, member=person.member)
        return unit, activity


def _shots(*, every: bool) -> Iterator[tuple[str, str, str, str]]:
    if not every:
        for page, theme in README:
            yield page, "1366x768", "1", theme
        return
    for page in PAGES:
        for size, scale in SHAPES:
            for theme in ("light", "dark"):
                yield page, size, scale, theme


def _take(path: Path, folder: Path, unit: UnitId, activity: int, *shot: str) -> bool:
    page, size, scale, theme = shot
    name = f"{page}.png" if (page, theme) in README and folder.name == "pictures" else "-".join(shot) + ".png"
    command = [
        sys.executable, "-m", "gridparty.main", "screenshot", "--db", str(path), "--unit", f"#{unit}",
        "--month", str(MONTH), "--page", page, "--size", size, "--scale", scale, "--theme", theme,
        "-o", str(folder / name), *(["--item", str(activity)] if page == "desk" else []),
    ]  # fmt: skip
    done = subprocess.run(command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, check=False, capture_output=True)
    if done.returncode:
        print(f"{name}: {done.stderr.decode()}", file=sys.stderr)
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
