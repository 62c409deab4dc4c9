"""What all tests share: the fast fake is a real file, copied from a template that the program itself made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from offices import Office, furnish

from gridparty.app import App
from gridparty.domain.months import Month
from gridparty.sample_office import build

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new, empty file."""
    path = tmp_path_factory.mktemp("template") / "empty.gridparty"
    App.create(path, office=101).close()
    return path


@pytest.fixture
def app(template: Path, tmp_path: Path) -> Iterator[App]:
    """An empty office of one's own."""
    path = tmp_path / "office.gridparty"
    shutil.copy(template, path)
    opened = App.open(path, daily_backup=False)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def furnished(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """A small office with its tree, people and a month of records, and who is who in it; to be copied."""
    path = tmp_path_factory.mktemp("furnished") / "furnished.gridparty"
    shutil.copy(template, path)
    opened = App.open(path, daily_backup=False)
    names = furnish(opened)
    opened.close()
    return path, names


@pytest.fixture
def office(furnished: tuple[Path, Office]) -> Office:
    """Who is who in the small office."""
    return furnished[1]


@pytest.fixture
def office_app(furnished: tuple[Path, Office], tmp_path: Path) -> Iterator[App]:
    """The small office, a copy of one's own."""
    path = tmp_path / "office.gridparty"
    shutil.copy(furnished[0], path)
    opened = App.open(path, daily_backup=False)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office of the demo with October 2026 as its last month; to be copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.gridparty"
    build(path, size="small", until=Month(2026, 10))
    return path


@pytest.fixture(scope="session")
def furnished_app(furnished: tuple[Path, Office], tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The small office for tests that only ask."""
    path = tmp_path_factory.mktemp("asked") / "office.gridparty"
    shutil.copy(furnished[0], path)
    opened = App.open(path, daily_backup=False)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def furnished_office(furnished: tuple[Path, Office]) -> Office:
    """Who is who in it."""
    return furnished[1]
