"""The program as the system starts it: exit codes, languages, and a fault that tells nothing personal (D21, D23)."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gridparty.app import App
from gridparty.domain.members import Person
from gridparty.operations import members, units
from gridparty.storage.engine import connect


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own; without a language, as cron or a minimal container has it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-m", "gridparty.main", *arguments],
        capture_output=True,
        env=kept | {"LANG": "C", "LC_ALL": "C"} | environment,
        check=False,
        timeout=60,
    )


@pytest.fixture
def file(tmp_path: Path, template: Path) -> Path:
    """An office with one street and one person of a rare name."""
    path = tmp_path / "office.gridparty"
    path.write_bytes(template.read_bytes())
    app = App.open(path, daily_backup=False)
    street = app.run(units.add, parent=None, kind="street", name="和平街道党工委", code="410102001").id
    app.run(members.add, person=Person(name="䶮𬱖", phone="19900000001"), unit=street)
    app.close()
    return path


def test_done_is_0_and_chinese_whatever_the_language_of_the_system(file: Path) -> None:
    done = start("members", "list", "--unit", "410102001", "--db", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("utf-8")
    assert "䶮𬱖" in text
    assert "和平街道党工委" in text
    as_json = start("members", "list", "--unit", "410102001", "--db", str(file), "--json", GRIDPARTY_LANGUAGE="en")
    assert json.loads(as_json.stdout)[0]["name"] == "䶮𬱖"


def test_refused_is_1_with_one_sentence(file: Path) -> None:
    refused = start("units", "list", "--under", "999", "--db", str(file))
    assert (refused.returncode, refused.stdout) == (1, b"")
    told = refused.stderr.decode("utf-8")
    assert told.count("\n") == 1
    assert told.strip().endswith("。")


def test_wrong_usage_is_2_and_chinese_too(file: Path) -> None:
    """D23: also what click says itself."""
    wrong = start("units", "lsit", "--db", str(file))
    assert wrong.returncode == 2
    assert any("\u4e00" <= character <= "\u9fff" for character in wrong.stderr.decode("utf-8"))
    english = start("units", "lsit", "--db", str(file), GRIDPARTY_LANGUAGE="en")
    assert "No such command" in english.stderr.decode("utf-8")


def test_a_fault_is_70_and_is_written_down_without_personal_data(file: Path, tmp_path: Path) -> None:
    """A table that someone dropped is no refusal: the program did not expect it."""
    with closing(connect(file)) as connection:
        connection.execute("DROP TABLE attendance")
    home = tmp_path / "home"
    fault = start(
        "check-ins", "add", "--activity", "1", "--member", "䶮𬱖", "--db", str(file),
        HOME=str(home), XDG_STATE_HOME=str(home / "state"),
    )  # fmt: skip
    assert (fault.returncode, fault.stdout) == (70, b"")
    told = fault.stderr.decode("utf-8")
    assert "Traceback" not in told
    (log,) = home.rglob("gridparty.log")
    assert str(log) in told
    written = log.read_text(encoding="utf-8")
    assert "gridparty" in written
    assert "search.py" in written
    for secret in ("䶮", "19900000001", "SELECT"):
        assert secret not in written
        assert secret not in told


def test_stdout_holds_the_one_document(file: Path) -> None:
    """Nothing but the one document goes to stdout, so that other programs can read it."""
    done = start("check", "--json", "--db", str(file))
    assert json.loads(done.stdout) == {"ok": True, "findings": []}
    assert done.stdout.endswith(b"}\n")


def test_the_version_needs_no_file() -> None:
    done = start("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"gridparty ")
