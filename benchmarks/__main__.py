"""python -m benchmarks [--quick] [--office] [NAME …]: measures, prints the table and writes build/bench.json."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import (
    check_ins,
    desk,
    figures,
    heartbeat,
    libreoffice,
    lists,
    look_ups,
    measuring,
    paper,
    rosters,
    size,
    window,
)
from benchmarks.measuring import Row
from benchmarks.offices import Office, sample

BUILD = Path("build")
PARTS: dict[str, Callable[[Office], Iterable[Row]]] = {
    "figures": figures.rows,
    "check_ins": check_ins.rows,
    "look_ups": look_ups.rows,
    "paper": paper.rows,
    "rosters": rosters.rows,
    "size": size.rows,
    "window": window.rows,
    "lists": lists.rows,
    "desk": desk.rows,
    "heartbeat": heartbeat.rows,
}


def measure(office: Office, parts: Iterable[Callable[[Office], Iterable[Row]]]) -> list[Row]:
    """Runs the parts and prints each row as soon as it is known. Returns the rows."""
    print(measuring.line(measuring.HEADS), flush=True)
    found = []
    for part in parts:
        for row in part(office):
            print(measuring.line(measuring.cells(row)), flush=True)
            found.append(row)
    return found


def main(arguments: Sequence[str]) -> int:
    """Returns 0 if every limit was kept, else 1. A run of all parts at district size writes build/bench.json."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small office and few rounds: does it run at all?")
    parser.add_argument("--office", action="store_true", help="only the comparison with LibreOffice")
    parser.add_argument("part", nargs="*", metavar="NAME", help=f"only these parts: {', '.join(PARTS)}")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # the offscreen platform speaks in the table
    if unknown := set(chosen.part) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    office = sample(BUILD, size="small" if chosen.quick else "district", quick=chosen.quick)
    try:
        found = measure(office, [libreoffice.rows] if chosen.office else [PARTS[name] for name in chosen.part or PARTS])
    finally:
        shutil.rmtree(office.scratch)  # copies of a large file
    if not chosen.part:
        name = "bench-office" if chosen.office else "bench"
        measuring.write(BUILD / f"{name}{'-quick' if chosen.quick else ''}.json", found)
    return 0 if all(row.is_ok for row in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
