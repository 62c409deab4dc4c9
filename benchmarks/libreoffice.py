"""The same briefing as docx, turned into PDF by LibreOffice, one file per process."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import Row, faster, race
from benchmarks.offices import Office, opened
from benchmarks.paper import long_briefing
from gridparty.reports.typeset import render, typeset

PROGRAM = "soffice"
PACKAGE = "libreoffice-writer"
LIBRARY = "python-docx"


def rows(office: Office) -> Iterator[Row]:
    """Nothing, with a sentence on stderr, where LibreOffice is not there and cannot be installed."""
    if not (_has_program() and _has_library(office.scratch.parent / "python-docx")):
        return
    from benchmarks.docx_briefing import write_docx  # noqa: PLC0415  late: python-docx may only now be there

    with opened(office.path) as app:
        document = long_briefing(app, office)
    path = office.scratch / "briefing.docx"

    def convert(_round: int) -> None:
        write_docx(document, path)
        profile = f"-env:UserInstallation={(office.scratch / 'profile').absolute().as_uri()}"
        command = [PROGRAM, profile, "--headless", "--convert-to", "pdf", "--outdir", str(office.scratch), str(path)]
        _run(command)

    times = race(lambda _round: render(document), convert, rounds=office.rounds(10))
    if not path.with_suffix(".pdf").exists():
        raise RuntimeError(f"{PROGRAM} wrote no PDF")
    name = f"a {typeset(document).pages}-page briefing with two charts"
    yield faster(name, "as docx through LibreOffice, one file per process", times, limit=40)


def _has_program() -> bool:
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", PACKAGE]
    if shutil.which(PROGRAM):
        return True
    as_root = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if shutil.which("apt-get") and (not as_root or shutil.which("sudo")):
        _say(f"Installing {PACKAGE} …")
        _try([*as_root, "apt-get", "update", "--quiet"])
        _try([*as_root, *install])
    if not shutil.which(PROGRAM):
        _say(f"Skipped: LibreOffice is not installed. Install it by: sudo {' '.join(install)}")
    return bool(shutil.which(PROGRAM))


def _has_library(folder: Path) -> bool:
    """python-docx lies in a folder of its own: it is no library of the program."""
    if not (folder / "docx").is_dir():
        _say(f"Installing {LIBRARY} into {folder} …")
        _try([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), LIBRARY])
    if not (folder / "docx").is_dir():
        _say(f"Skipped: {LIBRARY} cannot be installed.")
        return False
    sys.path.append(str(folder))
    return True


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _try(command: Sequence[str]) -> None:
    subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
