"""One window a file (D20), with real other processes."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gridparty.app import App
from gridparty.domain.errors import Conflict, FileDamaged, HeldHere, NotFound
from gridparty.storage import lock, processes

HOLD = """
import sys
from pathlib import Path
from gridparty.app import App
app = App.open(Path(sys.argv[1]), daily_backup=False, hold=True)
print("held", flush=True)
sys.stdin.readline()
app.close()
"""
TAKE = """
import sys
from pathlib import Path
from gridparty.domain.errors import Conflict
from gridparty.storage import lock
sys.stdin.readline()
try:
    lock.take(Path(sys.argv[1]))
    print("held", flush=True)
except Conflict:
    print("refused", flush=True)
sys.stdin.readline()
"""
Child = subprocess.Popen[str]


@contextmanager
def child(code: str, path: Path) -> Iterator[Child]:
    """Another process at work with the file."""
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def said(process: Child) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def tell(process: Child) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def path(app: App) -> Path:
    """The file of an office that nobody has open."""
    app.close()
    return app.store.path


def held_by(path: Path) -> Any:
    return json.loads(lock.lock_file(path).read_text("utf-8"))


def leave(path: Path, **changes: Any) -> None:
    """A lock that another process left behind."""
    own: dict[str, Any] = {"host": platform.node(), "pid": os.getpid(), "started": processes.start_of(os.getpid())}
    lock.lock_file(path).write_text(json.dumps(own | changes), "utf-8")


def gone() -> int:
    """The number of a process that ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    return ended.pid


def opened(path: Path) -> App:
    return App.open(path, daily_backup=False, hold=True)


def test_a_window_holds_its_file_until_it_closes(path: Path) -> None:
    app = opened(path)
    assert lock.lock_file(path) == path.with_name("office.gridparty.lock")
    assert (held_by(path)["pid"], held_by(path)["host"]) == (os.getpid(), platform.node())
    app.close()
    assert not lock.lock_file(path).exists()
    opened(path).close()


def test_a_new_file_can_be_held_too(tmp_path: Path) -> None:
    app = App.create(tmp_path / "new.gridparty", hold=True)
    assert held_by(app.store.path)["pid"] == os.getpid()
    app.close()
    assert list(tmp_path.glob("*.lock")) == []


def test_the_command_line_takes_no_lock_and_works_beside_a_window(path: Path) -> None:
    window = opened(path)
    App.open(path, daily_backup=False).close()
    assert lock.lock_file(path).exists()
    window.close()


def test_another_process_on_this_pc_is_named_by_its_number(path: Path) -> None:
    with child(HOLD, path) as other:
        assert said(other) == "held"
        with pytest.raises(HeldHere, match=path.name) as refusal:
            opened(path)
        assert refusal.value.pid == other.pid
        tell(other)
        assert other.wait() == 0
    opened(path).close()


def test_what_a_killed_process_left_behind_is_taken_over(path: Path) -> None:
    with child(HOLD, path) as other:
        assert said(other) == "held"
        other.kill()
        other.wait()
    assert held_by(path)["pid"] == other.pid
    app = opened(path)
    assert held_by(path)["pid"] == os.getpid()
    app.close()
    assert [each.name for each in path.parent.glob("*.lock*")] == []


def test_of_two_that_take_over_at_once_one_holds_the_file(path: Path) -> None:
    leave(path, pid=gone())
    with child(TAKE, path) as one, child(TAKE, path) as other:
        tell(one)
        tell(other)
        assert sorted((said(one), said(other))) == ["held", "refused"]
        assert held_by(path)["pid"] in (one.pid, other.pid)


def test_a_second_window_of_the_same_process_is_refused_too(path: Path) -> None:
    window = opened(path)
    with pytest.raises(HeldHere) as refusal:
        opened(path)
    assert refusal.value.pid == os.getpid()
    window.close()


@pytest.mark.skipif(sys.platform == "darwin", reason="the system does not tell when a process began")
def test_a_number_that_was_given_again_is_another_process(path: Path) -> None:
    leave(path, started="earlier")
    opened(path).close()
    assert not lock.lock_file(path).exists()


def test_another_pc_is_named(path: Path) -> None:
    leave(path, host="三楼前台", pid=gone())
    with pytest.raises(Conflict, match="三楼前台") as refusal:
        opened(path)
    assert not isinstance(refusal.value, HeldHere)
    assert lock.lock_file(path).name in str(refusal.value)
    assert held_by(path)["host"] == "三楼前台"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"host": "x"}', '{"host": "x", "pid": "y", "started": ""}', "null"]
)
def test_a_lock_that_says_nothing_holds_nobody_up(path: Path, content: str) -> None:
    lock.lock_file(path).write_text(content, "utf-8")
    app = opened(path)
    assert held_by(path)["pid"] == os.getpid()
    app.close()


def test_only_the_holder_lets_go(path: Path) -> None:
    app = opened(path)
    leave(path, host="三楼前台")
    app.close()
    assert held_by(path)["host"] == "三楼前台"


def test_a_file_that_cannot_be_opened_is_not_held(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        opened(tmp_path / "none" / "office.gridparty")
    damaged = tmp_path / "damaged.gridparty"
    damaged.write_bytes(b"no database" * 1000)
    with pytest.raises(FileDamaged):
        opened(damaged)
    assert list(tmp_path.glob("**/*.lock")) == []


def test_a_lock_that_cannot_be_written_is_told(path: Path) -> None:
    lock.lock_file(path).mkdir()
    with pytest.raises(Conflict):
        opened(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_two_names_of_a_file_have_one_lock(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.gridparty"
    link.symlink_to(path)
    assert lock.lock_file(link) == lock.lock_file(path)


def test_processes_are_told_apart() -> None:
    own = processes.start_of(os.getpid())
    assert own is not None
    assert own == processes.start_of(os.getpid())
    assert processes.start_of(gone()) is None
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert processes.start_of(other.pid) not in (None, own if sys.platform != "darwin" else None)
        other.kill()
