"""What the window remembers between sessions: files, sizes, places; never a fact of a person."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from gridparty.domain.ids import UnitId

MOST_RECENT = 6


def listed(key: str) -> list[str]:
    """A list of words that was kept under a key."""
    found = QSettings().value(key, [], list)
    return [str(each) for each in found] if isinstance(found, list) else []


def recent_files() -> list[Path]:
    """The files opened last, newest first, as far as they are still there."""
    return [path for path in map(Path, listed("files/recent")) if path.is_file()]


def opened(path: Path) -> None:
    """Notes that a file was opened."""
    known = [str(path.resolve()), *(str(each) for each in recent_files() if each != path.resolve())]
    QSettings().setValue("files/recent", known[:MOST_RECENT])


def key_of(path: Path) -> str:
    """The file's name within the settings."""
    return str(path.resolve()).replace("/", "|").replace("\\", "|")


def unit_in(path: Path) -> UnitId | None:
    """The unit that was looked at last in a file."""
    number = QSettings().value(f"place/{key_of(path)}", None)
    return UnitId(int(str(number))) if number else None


def put_unit(path: Path, unit: UnitId) -> None:
    """Notes the unit that is looked at."""
    QSettings().setValue(f"place/{key_of(path)}", int(unit))


def folder() -> Path:
    """Where a file was chosen last, or the documents, or the home folder; one that is there."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = (QSettings().value("files/folder"), documents)
    return next((Path(each) for each in places if isinstance(each, str) and Path(each).is_dir()), Path.home())


def put_folder(path: Path) -> None:
    """Notes where a file was chosen."""
    QSettings().setValue("files/folder", str(path))


def geometry() -> QByteArray | None:
    """Size and place of the window."""
    found = QSettings().value("window/geometry")
    return found if isinstance(found, QByteArray) else None


def put_geometry(geometry: QByteArray) -> None:
    """Notes size and place."""
    QSettings().setValue("window/geometry", geometry)


def put_look(*, dark: bool, points: int) -> None:
    """Notes theme and font size."""
    settings = QSettings()
    settings.setValue("look/dark", dark)
    settings.setValue("look/points", points)
