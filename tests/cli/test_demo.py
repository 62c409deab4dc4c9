"""gridparty demo, from the command to the files."""

import json
from pathlib import Path

import pytest

from gridparty.app import App
from gridparty.cli import REFUSED, USAGE, run
from gridparty.cli.demo import NAME
from gridparty.domain.errors import Conflict
from gridparty.operations import samples
from gridparty.reports.preview import pages_as_png
from gridparty.sample_office import clear

PNG = b"\x89PNG\r\n\x1a\n"


def test_demo_builds_prints_and_says_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    stale = out / "grid-9.png"
    stale.write_bytes(PNG)
    assert run(["demo", "--json", "-o", str(out)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result) == {"files", "database", "members", "check_ins", "seconds"}
    assert result["members"] == samples.SIZES["small"].members
    assert result["check_ins"] > 10_000
    assert result["database"] == str(out / NAME)
    assert not stale.exists()
    files = [Path(file) for file in result["files"]]
    assert {file.stem for file in files if file.suffix == ".pdf"} == {"grid", "community", "street"}
    assert {"grid-1.png", "community-1.png", "street-1.png"} <= {file.name for file in files}
    for file in files:
        assert file.read_bytes().startswith(b"%PDF" if file.suffix == ".pdf" else PNG)
    pages = pages_as_png((out / "grid.pdf").read_bytes(), dpi=72)
    assert len(pages) == sum(file.name.startswith("grid-") for file in files)
    assert int.from_bytes(pages[0][16:20], "big") == pytest.approx(595, abs=1)


def test_a_sample_file_makes_room(tmp_path: Path) -> None:
    path = tmp_path / NAME
    app = App.create(path)
    app.run(samples.mark, size="small")
    app.close()
    clear(path)
    assert list(tmp_path.iterdir()) == []
    clear(path)


def test_an_offices_own_file_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / NAME
    App.create(path).close()
    assert run(["demo", "-o", str(tmp_path)]) == REFUSED
    assert str(path) in capsys.readouterr().err
    assert path.exists()
    path.write_bytes(b"something else")
    with pytest.raises(Conflict):
        clear(path)
    assert path.read_bytes() == b"something else"


def test_an_unknown_size_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--size", "huge", "-o", str(tmp_path)]) == USAGE
    assert "small, district" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
