"""First start, and files that cannot be opened: what is said, and what can be done."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from driving import calm, write
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridparty.app import App
from gridparty.domain.errors import FileDamaged, FileTooNew, GridpartyError, HeldHere, NotFound
from gridparty.operations import units
from gridparty.storage.engine import connect
from gridparty.ui.doors.first_start import SHIPPED
from gridparty.ui.file_view import FileView
from gridparty.ui.one_window import Doorbell, ring
from gridparty.ui.run import Picture, screenshot
from gridparty.ui.window import MainWindow

Left = Qt.MouseButton.LeftButton


def refused(window: MainWindow, qtbot: QtBot, path: Path) -> GridpartyError:
    with qtbot.waitSignal(window.not_opened, timeout=10_000) as waiter:
        window.begin(path)
    assert window.center.currentWidget() is window.trouble
    error: GridpartyError = waiter.args[0]
    assert window.trouble.sentence.text() == str(error)
    return error


def test_an_office_is_made_from_the_official_divisions(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.begin(None)
    start = window.first_start
    assert start.district.count() > 10
    start.district.setCurrentIndex(start.district.findData("410102"))
    start.place.setText(str(tmp_path / "新" / "中原区.gridparty"))
    with qtbot.waitSignal(window.opened, timeout=20_000) as waiter:
        qtbot.mouseClick(start.make, Left)
    view: FileView = waiter.args[0]
    calm(qtbot, view)
    rows = view.office.ask_now(units.rows)
    assert {"street", "community"} <= {row.kind for row in rows}
    assert len(rows) > 170
    assert window.windowTitle().startswith("中原区")


def test_a_picture_of_a_file_that_never_opens_ends_with_a_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(path)) as database:
        database.execute("ALTER TABLE unit_states RENAME TO gone")
    output = tmp_path / "picture.png"
    assert screenshot(Picture(path, output), patience=1) == 1
    assert f"“{path}”" in capsys.readouterr().err
    assert not output.exists()


def test_an_office_is_made_from_one_name(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.begin(None)
    start = window.first_start
    write(qtbot, start.name, "百花社区党委")
    assert start.from_name.isChecked()
    start.place.setText(str(tmp_path / "one.gridparty"))
    with qtbot.waitSignal(window.opened, timeout=20_000) as waiter:
        qtbot.mouseClick(start.make, Left)
    (row,) = waiter.args[0].office.ask_now(units.rows)
    assert (row.name, row.kind) == ("百花社区党委", "community")
    calm(qtbot, waiter.args[0])


def test_what_is_missing_is_said_beside_the_fields(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.begin(None)
    start = window.first_start
    start.from_name.setChecked(True)
    qtbot.mouseClick(start.make, Left)
    assert start.error.isVisible()
    (tmp_path / "there.gridparty").write_bytes(b"x")
    start.place.setText(str(tmp_path / "there.gridparty"))
    qtbot.mouseClick(start.make, Left)
    assert "there.gridparty" in start.error.text()
    assert window.center.currentWidget() is start


def test_the_sample_is_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridparty.ui.doors.first_start._folder", lambda: tmp_path)
    window.acts["open_sample"].trigger()
    with qtbot.waitSignal(window.opened, timeout=60_000) as waiter:
        qtbot.mouseClick(window.first_start.sample_button, Left)
    calm(qtbot, waiter.args[0])
    assert len(waiter.args[0].office.ask_now(units.rows)) > 20


def test_recent_files_are_one_click_away(
    window: MainWindow, open_view: Callable[[Path], FileView], path: Path, qtbot: QtBot
) -> None:
    open_view(path)
    window.create_file()
    assert window.first_start.recent.isVisible()
    made = window.first_start.recent_box.itemAt(1).widget()
    with qtbot.waitSignal(window.opened, timeout=10_000) as waiter:
        qtbot.mouseClick(made, Left)
    calm(qtbot, waiter.args[0])


def test_a_file_that_is_not_there(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    assert isinstance(refused(window, qtbot, tmp_path / "none.gridparty"), NotFound)
    qtbot.mouseClick(window.trouble.other, Left)
    assert window.center.currentWidget() is window.first_start


def test_a_file_of_a_newer_program(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    with closing(connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    assert isinstance(refused(window, qtbot, path), FileTooNew)
    assert path.read_bytes() == before
    assert not window.trouble.restore.isVisible()


def test_a_damaged_file_is_restored_from_its_backup(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    with closing(App.open(path, daily_backup=False)) as app:
        app.back_up()
    content = bytearray(path.read_bytes())
    content[20_000:60_000] = os.urandom(40_000)
    path.write_bytes(bytes(content))
    error = refused(window, qtbot, path)
    assert isinstance(error, FileDamaged)
    assert window.trouble.restore.isVisible()
    with qtbot.waitSignal(window.opened, timeout=10_000) as waiter:
        qtbot.mouseClick(window.trouble.restore, Left)
    view: FileView = waiter.args[0]
    calm(qtbot, view)
    assert view.office.path != path
    assert path.read_bytes() == bytes(content)  # the damaged file is left as it was
    assert view.office.ask_now(units.rows)


def test_a_spreadsheet_by_mistake(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    wrong = tmp_path / "名册.xlsx"
    wrong.write_bytes(b"PK\x03\x04" + b"x" * 5000)
    refused(window, qtbot, wrong)
    assert wrong.stat().st_size == 5004


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir()
    shutil.copy(path, folder / path.name)
    folder.chmod(0o555)
    try:
        refused(window, qtbot, folder / path.name)
    finally:
        folder.chmod(0o755)


def test_a_second_start_brings_the_first_window_forward(
    window: MainWindow, open_view: Callable[[Path], FileView], path: Path, qtbot: QtBot
) -> None:
    view = open_view(path)
    assert window._bell is not None
    code = (
        "import sys\nfrom pathlib import Path\nfrom gridparty.ui import commands\n"
        "sys.exit(commands.run(['open', sys.argv[1]]))\n"
    )
    with qtbot.waitSignal(window._bell.rung, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", code, str(path)], env=os.environ)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    assert view.office.ask_now(units.rows)


def test_a_file_held_by_a_window_that_does_not_answer(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom gridparty.app import App\n"
        "app = App.open(Path(sys.argv[1]), hold=True, daily_backup=False)\n"
        "print('held', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        assert isinstance(refused(window, qtbot, path), HeldHere)
        assert other.stdin is not None
        other.stdin.close()
        other.wait(10)
    with qtbot.waitSignal(window.opened, timeout=10_000) as waiter:
        qtbot.mouseClick(window.trouble.retry, Left)
    calm(qtbot, waiter.args[0])


def test_the_bell_is_heard_and_silence_is_noticed(qapp: object, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.gridparty"
    assert not ring(path)
    bell = Doorbell(path)
    with qtbot.waitSignal(bell.rung, timeout=5000):
        caller = subprocess.Popen(
            [sys.executable, "-c", "import sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n"
             "from gridparty.ui.one_window import ring\napp = QCoreApplication([])\n"
             "sys.exit(0 if ring(Path(sys.argv[1])) else 3)", str(path)], env=os.environ,
        )  # fmt: skip
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=10_000)
    assert caller.returncode == 0
    bell.close()


def test_the_shipped_list_is_there() -> None:
    assert SHIPPED.is_file()
