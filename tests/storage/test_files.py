"""Opening files: what is refused and why, the day's backup, and that no damaged page passes unseen (D14)."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offices import Office, raw_rows, rows, state

from gridparty.app import App
from gridparty.domain.civil_time import now
from gridparty.domain.errors import Conflict, FileDamaged, FileTooNew, GridpartyError, NotFound
from gridparty.domain.members import Person
from gridparty.operations import checks, members
from gridparty.operations import settings as office_settings
from gridparty.storage import files
from gridparty.storage.backup import KEPT, back_up, backups
from gridparty.storage.engine import connect
from gridparty.storage.tables import Member, Setting

PAGE = 4096


def raw(path: Path, statement: str) -> None:
    """A change as a foreign tool that knows the key would make it."""
    with closing(connect(path)) as connection:
        connection.execute(statement)


def test_a_new_file_takes_no_place_that_is_taken(app: App) -> None:
    before = app.ask(raw_rows)
    with pytest.raises(Conflict, match=app.store.path.name):
        App.create(app.store.path)
    assert app.ask(raw_rows) == before


def test_a_new_file_makes_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "a.gridparty"
    App.create(path).close()
    assert files.schema_of(path) == files.SCHEMA


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Conflict):
        App.create(tmp_path / "file" / "a.gridparty")


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing"):
        App.open(tmp_path / "nothing.gridparty")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_a_newer_program_is_refused_and_left_alone(app: App) -> None:
    path = app.store.path
    app.close()
    raw(path, "UPDATE alembic_version SET version_num = '9999'")
    held = path.read_bytes()
    with pytest.raises(FileTooNew, match=path.name):
        App.open(path)
    assert path.read_bytes() == held
    assert backups(path) == []


def foreign_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()


def keyed_but_foreign(path: Path) -> None:
    raw(path, "CREATE TABLE members (id INTEGER)")


MADE = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("不是数据库" * 2000, encoding="utf-8"),
    "garbage": lambda path: path.write_bytes(random.Random(5).randbytes(9 * PAGE)),
    "plain SQLite": foreign_sqlite,
    "another program's keyed file": keyed_but_foreign,
}


@pytest.mark.parametrize("kind", MADE)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "foreign.gridparty"
    MADE[kind](path)
    held = path.read_bytes()
    with pytest.raises(FileDamaged, match="foreign"):
        App.open(path)
    assert path.read_bytes() == held


def findings(path: Path) -> list[str]:
    """What opening and checking a file says."""
    try:
        opened = App.open(path, daily_backup=False)
        try:
            return list(opened.ask(checks.run).findings)
        finally:
            opened.close()
    except FileDamaged as error:
        return [str(error)]


def test_a_sound_file_has_no_findings(office_app: App) -> None:
    result = office_app.ask(checks.run)
    assert (result.ok, result.findings) == (True, ())


def test_one_flipped_bit_in_any_page_is_noticed(furnished: tuple[Path, Office], tmp_path: Path) -> None:
    """D14: with a constant key every damaged page is seen; an open file without findings would be a lie."""
    sound = furnished[0].read_bytes()
    rng = random.Random(14)
    path = tmp_path / "damaged.gridparty"
    unseen = []
    for page in range(len(sound) // PAGE):
        damaged = bytearray(sound)
        damaged[page * PAGE + rng.randrange(PAGE)] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        if not findings(path):
            unseen.append(page)
    assert len(sound) // PAGE > 50
    assert unseen == []


@settings(max_examples=15)
@given(data=st.data())
def test_a_torn_or_overwritten_stretch_is_noticed(
    furnished: tuple[Path, Office], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sound = furnished[0].read_bytes()
    start = data.draw(st.integers(0, len(sound) - 1))
    stretch = data.draw(st.binary(min_size=1, max_size=600))[: len(sound) - start]
    damaged = sound[:start] + stretch + sound[start + len(stretch) :]
    path = tmp_path_factory.mktemp("torn") / "torn.gridparty"
    path.write_bytes(damaged)
    assert bool(findings(path)) == (damaged != sound)
    path.write_bytes(sound[:start])
    assert findings(path)


def test_a_damaged_file_is_not_backed_up_over_good_copies(app: App) -> None:
    path = app.store.path
    app.close()
    good = back_up(path, moment=now() - timedelta(days=1), note="daily")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - PAGE + 50)
        file.write(b"xxxx")
    with pytest.raises(FileDamaged):
        App.open(path)
    assert backups(path) == [good]
    assert [copy.name for copy in good.parent.iterdir()] == [good.name]


def test_the_first_open_of_a_day_makes_a_verified_backup_before_anything_is_written(app: App) -> None:
    path = app.store.path
    before = app.ask(state)
    app.close()
    for _ in range(3):
        opened = App.open(path)
        opened.run(members.add, person=Person(name="张伟"), unit=None)
        opened.close()
    (copy,) = backups(path)
    assert copy.name.startswith(f"{now():%Y-%m-%d}-")
    assert copy.name.endswith("-daily.gridparty")
    kept = App.open(copy, daily_backup=False)
    assert kept.ask(state) == before
    assert kept.ask(checks.run).ok
    kept.close()


def test_backups_rotate(app: App) -> None:
    path = app.store.path
    first = datetime(2024, 1, 1, 9, tzinfo=now().tzinfo)
    made = [back_up(path, moment=first + timedelta(days=day), note="daily") for day in range(KEPT + 3)]
    assert backups(path) == made[3:]
    assert all(copy.name == f"2024-01-{day:02d}-090000-daily.gridparty" for day, copy in enumerate(made, start=1))


def test_a_backup_holds_what_another_connection_committed_and_nothing_open(app: App) -> None:
    app.run(members.add, person=Person(name="张伟"), unit=None)
    with app.store.write("li", "open") as session:
        session.add(Member(name="王芳", code="x", pinyin="x", initials="x", stage="full", standing="good"))
        session.flush()
        copy = back_up(app.store.path, moment=now(), note="during")
    held = App.open(copy, daily_backup=False)
    assert [row.name for row in held.ask(rows, Member)] == ["张伟"]
    held.close()


def test_a_file_survives_a_process_that_dies_in_the_middle(app: App) -> None:
    """Killed between two acts and within a third: two are there, nothing of the third."""
    path = app.store.path
    app.close()
    code = (
        "import os, sys; from pathlib import Path\n"
        "from gridparty.app import App; from gridparty.domain.members import Person\n"
        "from gridparty.operations import members\n"
        "app = App.open(Path(sys.argv[1]), daily_backup=False)\n"
        "for name in ('张伟', '王芳'): app.run(members.add, person=Person(name=name), unit=None)\n"
        "with app.store.write('li', 'third') as session:\n"
        "    members.add(session, person=Person(name='李娜'), unit=None); session.flush(); os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert killed.returncode == -9
    again = App.open(path, daily_backup=False)
    assert [row.name for row in again.ask(rows, Member)] == ["张伟", "王芳"]
    assert again.ask(checks.run).ok
    assert again.store.strays == []
    again.close()


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from gridparty.app import App
from gridparty.domain.errors import GridpartyError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    App.create(Path(sys.argv[1]))
except GridpartyError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_a_file_that_cannot_be_made_whole_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "new.gridparty"
    told = subprocess.run([sys.executable, "-c", NO_ROOM, path], capture_output=True, text=True, check=False)
    assert (told.stdout.split(), told.stderr) == (["FileDamaged"], "")
    assert list(tmp_path.iterdir()) == []


READ_ONLY = """
import os, sys
from pathlib import Path
from gridparty.app import App
from gridparty.domain.errors import GridpartyError
import gridparty.storage.all_tables  # loaded late, and the account may not read the program's folder
path = Path(sys.argv[1])
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for call in (lambda: App.open(path), lambda: App.create(path.with_name("new.gridparty"))):
    try:
        call()
    except GridpartyError as error:
        print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_a_read_only_folder_is_told_in_a_sentence(template: Path) -> None:
    """Seen with the eyes of an account that may only read there (root may write anywhere)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.gridparty"
        shutil.copy(template, path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        told = subprocess.run([sys.executable, "-c", READ_ONLY, path], capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
        assert [each.name for each in Path(folder).iterdir()] == ["office.gridparty"]
    assert told.stderr == ""
    assert [line.split()[0] for line in told.stdout.splitlines()] == ["Conflict", "Conflict"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
def test_a_folder_instead_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.gridparty").mkdir()
    with pytest.raises(GridpartyError):
        App.open(tmp_path / "a.gridparty")
    with pytest.raises(Conflict):
        App.create(tmp_path / "a.gridparty")


def test_the_end_of_a_long_text_on_a_damaged_page_is_noticed(app: App, tmp_path: Path) -> None:
    """The driver hands zeros over for it and says nothing; copied so, they would authenticate in the backup."""
    path = app.store.path
    with app.store.write("test", "test") as session:
        session.add(Setting(key="long", value={"text": "长" * PAGE}))
    app.close()
    sound, told = path.read_bytes(), set()
    for page in range(len(sound) // PAGE):
        damaged = bytearray(sound)
        damaged[page * PAGE + 100] ^= 1
        copy = tmp_path / "damaged.gridparty"
        copy.write_bytes(damaged)
        with pytest.raises(FileDamaged):
            back_up(copy, moment=now(), note="daily")
        try:
            opened = App.open(copy, daily_backup=False)
        except FileDamaged:
            continue
        try:
            assert opened.ask(office_settings.get, key="long")["text"] == "长" * PAGE
        except FileDamaged as error:
            told.add(str(error))
        finally:
            opened.close()
    assert told == {"文件已损坏，请恢复最近的备份。"}
