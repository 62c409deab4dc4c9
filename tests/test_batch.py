"""Printing a subtree: the same files on one process and on two, whole files only, sentences for bad folders (D12)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from offices import BEFORE, MONTH, Office

from gridparty import batch
from gridparty.app import App
from gridparty.domain.errors import Cancelled, Conflict, InvalidInput, NotFound
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
from gridparty.operations import tree, units

NAMES = {
    "410102001-和平街道党工委-2024-10.pdf",
    "410102001001-东苑社区党委-2024-10.pdf",
    "410102001002-西苑社区党委-2024-10.pdf",
    "410102001001001-第一网格党支部-2024-10.pdf",
    "410102001001002-第二网格党支部-2024-10.pdf",
    "410102001002001-第三网格党支部-2024-10.pdf",
}


def print_all(app: App, office: Office, folder: Path, jobs: int, reports: list[tuple[int, int]]) -> set[str]:
    def progress(done: int, total: int, note: str) -> None:
        reports.append((done, total))

    street = office.units["street"]
    files = batch.print_subtree(app, unit=street, month=MONTH, folder=folder, jobs=jobs, progress=progress)
    assert {path.name for path in files} == {path.name for path in folder.iterdir()}
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in files)
    return {path.name for path in files}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_subtree_is_printed_by_one_process_or_two(office_app: App, office: Office, tmp_path: Path, jobs: int) -> None:
    reports: list[tuple[int, int]] = []
    assert print_all(office_app, office, tmp_path / "out", jobs, reports) == NAMES
    assert reports == [(done, 6) for done in range(7)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_cancel_leaves_only_whole_files(office_app: App, office: Office, tmp_path: Path, jobs: int) -> None:
    """Cancelled at the first report that something was done; what was under way is finished, the rest never begun."""
    with office_app.store.write("li", "many") as session:
        for number in range(30):
            units.add(session, parent=office.units["west"], kind="joint_branch", name=f"联合{number}党支部")
    reports: list[tuple[int, int]] = []

    def progress(done: int, total: int, note: str) -> None:
        reports.append((done, total))
        if done == 1:
            raise Cancelled("x")

    folder, street = tmp_path / "out", office.units["street"]
    with pytest.raises(Cancelled):
        batch.print_subtree(office_app, unit=street, month=MONTH, folder=folder, jobs=jobs, progress=progress)
    left = list(folder.iterdir())
    assert reports == [(0, 36), (1, 36)]
    assert 1 <= len(left) < 36
    assert all(path.suffix == ".pdf" and path.read_bytes().rstrip().endswith(b"%%EOF") for path in left)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_is_none_is_told(office_app: App, office: Office, tmp_path: Path, jobs: int) -> None:
    taken = tmp_path / "file"
    taken.write_text("x")
    with pytest.raises(Conflict, match="file"):
        batch.print_subtree(office_app, unit=office.units["east"], month=MONTH, folder=taken, jobs=jobs)
    assert taken.read_text() == "x"


READ_ONLY = """
import os, sys
from pathlib import Path
from gridparty import batch
from gridparty.app import App
from gridparty.domain.errors import GridpartyError
from gridparty.domain.ids import UnitId
from gridparty.domain.months import Month
app = App.open(Path(sys.argv[1]), daily_backup=False)
batch.print_one(app, unit=UnitId(1), month=Month(2024, 10), path=Path(sys.argv[1] + ".pdf"))  # loads what it needs
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for folder in (Path(sys.argv[2]), Path(sys.argv[2]) / "new"):
    try:
        batch.print_subtree(app, unit=UnitId(1), month=Month(2024, 10), folder=folder, jobs=1)
    except GridpartyError as error:
        print(error)
os._exit(0)  # the file belongs to another account now
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_a_read_only_folder_is_told(office_app: App) -> None:
    """Seen with the eyes of an account that may not write there."""
    code = READ_ONLY.replace("os._exit", "sys.stdout.flush(); os._exit")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", code, str(office_app.store.path), folder]
        told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        left = list(Path(folder).iterdir())
        Path(folder).chmod(0o755)
    assert told.stderr == ""
    assert [folder in line for line in told.stdout.splitlines()] == [True, True]
    assert left == []


def test_an_existing_file_is_replaced_and_a_failure_keeps_it(office_app: App, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("an older one")
    with pytest.raises(NotFound):
        batch.print_one(office_app, unit=UnitId(99), month=MONTH, path=path)
    with pytest.raises(InvalidInput):
        batch.print_one(office_app, unit=office.units["first"], month=Month(2199, 1), path=path)
    assert path.read_text() == "an older one"
    batch.print_one(office_app, unit=office.units["first"], month=BEFORE, path=path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert sorted(each.name for each in tmp_path.glob("a.*")) == ["a.pdf"]


def test_names_that_file_systems_refuse_are_made_fit(office_app: App, office: Office) -> None:
    name = 'A/B:C*?"<>|\\ 党支部' + "长" * 40
    added = office_app.run(units.add, parent=office.units["first"], kind="party_group", name=name)
    node = office_app.ask(tree.of_month, month=MONTH).nodes[added.id]
    shown = batch.file_name(node, MONTH)
    assert shown == f"id{added.id}-ABC党支部{'长' * 40}-2024-10.pdf"
