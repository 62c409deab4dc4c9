"""The rules between the rooms (DESIGN §2), sizes, start-up, and what must never get into the repository."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for path in (ROOT / "gridparty").rglob("*.py") if "_data" not in path.parts)
LONGEST_MODULE = 400  # lines; about 100 is the aim, rarely over 300
BAGS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "managers"}
HEAVY = {"PySide6", "reportlab", "matplotlib", "alembic", "pypinyin"}

# Put together here, so that this file does not hold what it forbids.
REGISTRIES = [
    re.compile(rf"\b{re.escape('.'.join(parts))}\b")
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("pkg", "dev"),
    )
]
WORKPLACE = re.compile(r"(?<![\w.])/" + r"(work|opt/pypi)\b")
BINARY = {".png", ".ttf", ".ttc", ".otf", ".xlsx", ".xls", ".ods", ".pdf", ".mo", ".ico"}


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter without a screen, as an office would start it."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        check=False,
        timeout=60,
    )


def committed_files() -> list[Path]:
    """What git holds or would hold; empty outside a repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    paths = (ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


def text_files() -> list[Path]:
    """The committed files that people and editors read as text."""
    return [path for path in committed_files() if path.suffix.lower() not in BINARY]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_keep_to_the_contracts() -> None:
    command = Path(sys.executable).parent / "lint-imports"
    checked = subprocess.run([command, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_modules_stay_small() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_module_is_a_bag() -> None:
    named = [name_of(path) for path in MODULES if BAGS & {path.stem, path.parent.name}]
    assert named == []


def test_every_module_says_its_duty() -> None:
    silent = [name_of(path) for path in MODULES if not path.read_text("utf-8").lstrip().startswith(('"""', 'r"""'))]
    assert silent == []


def loaded_by(code: str) -> set[str]:
    """The top-level modules in memory after the code, whether or not it ends by SystemExit."""
    report = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = run_python(f"try:\n    {code}\nexcept SystemExit as end:\n    assert not end.code, end.code\n{report}")
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_command_line_starts_without_heavy_libraries() -> None:
    assert loaded_by("import gridparty.cli") & HEAVY == set()


def test_the_window_knows_no_command_line_and_the_other_way_round() -> None:
    window = loaded_by("import gridparty.ui.commands, gridparty.ui.run")
    assert window & {"typer", "click", "sqlalchemy"} == set()
    assert "PySide6" in window


def test_the_version_needs_no_database() -> None:
    loaded = loaded_by("import sys; sys.argv = ['gridparty', '--version']; from gridparty.main import main; main()")
    assert loaded & (HEAVY | {"sqlalchemy", "sqlcipher3"}) == set()


LATE = {"reportlab", "matplotlib", "alembic", "pypinyin"}
SHELL = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from gridparty.ui import application
from gridparty.ui.window import MainWindow
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[2])
app = application.build([])
window = MainWindow()
window.show()
app.processEvents()
said = [sorted({name.partition(".")[0] for name in sys.modules})]
def opened(view):
    view.workspace.show_page("members")
    def look():
        if not view.is_busy:
            said.append(sorted({name.partition(".")[0] for name in sys.modules}))
            app.quit()
    timer.timeout.connect(look)
    timer.start()
from PySide6.QtCore import QTimer
timer = QTimer(interval=50)
window.opened.connect(opened)
window.begin(Path(sys.argv[1]))
app.exec()
window.close()
print(json.dumps(said))
"""


def test_the_window_is_painted_before_the_heavy_libraries_come(template: Path, tmp_path: Path) -> None:
    """DESIGN §3: the shell first; SQLAlchemy after it; paper, charts, migrations and pinyin when they are needed.

    (The first page draws charts and so brings matplotlib; the page of members is looked at instead.)
    """
    command = [sys.executable, "-c", SHELL, str(template), str(tmp_path)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    shell, opened = (set(names) for names in json.loads(done.stdout.splitlines()[-1]))
    assert shell & (LATE | {"sqlalchemy", "sqlcipher3", "typer", "numpy"}) == set()
    assert "sqlalchemy" in opened
    assert opened & (LATE - {"matplotlib"}) == set()


def test_no_late_import_but_for_start_up() -> None:
    """Each import inside a function is marked and says that it is late for start-up."""
    unmarked = []
    for path in MODULES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            is_import = re.match(r"\s+(from gridparty\S* import|from \S+ import|import \S+)", line)
            if is_import and "PLC0415" in line and "late" not in line:
                unmarked.append(f"{name_of(path)}:{number}")
    assert unmarked == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git repository")
def test_the_file_list_is_not_empty() -> None:
    assert ROOT / "pyproject.toml" in text_files()


def test_no_file_names_a_registry_or_a_workplace() -> None:
    found = []
    for path in text_files():
        text = path.read_text("utf-8", errors="replace")
        found += [(name_of(path), hit[0]) for pattern in (*REGISTRIES, WORKPLACE) if (hit := pattern.search(text))]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert re.findall(r"^\s*--(?!hash=sha256:)\S+", text, re.MULTILINE) == []
    pins = re.findall(r"^[A-Za-z0-9][^\n]*", text, re.MULTILINE)
    assert pins
    assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+ (;.* )?\\$", pin)] == []


def test_text_is_utf8_with_unix_line_ends() -> None:
    wrong = []
    for path in text_files():
        content = path.read_bytes()
        if b"\r" in content or not _is_utf8(content):
            wrong.append(name_of(path))
    assert wrong == []


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.startswith(b"\xef\xbb\xbf")
