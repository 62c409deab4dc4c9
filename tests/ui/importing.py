"""Bringing a spreadsheet in by the page, as a clerk does: kind, file, dry run, import."""

from collections.abc import Sequence
from pathlib import Path

from driving import calm, go
from opened import answer, click
from pytestqt.qtbot import QtBot

from gridparty.domain.ids import UnitId
from gridparty.exchange.workbooks import write_table
from gridparty.ui.file_view import FileView
from gridparty.ui.pages.imports import PREVIEW, ImportsPage


def sheet(path: Path, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """A plain workbook with these rows."""
    write_table(path, title="表", heads=heads, rows=rows)
    return path


def look_at(qtbot: QtBot, view: FileView, unit: UnitId, path: Path, *, kind: str = "people") -> ImportsPage:
    """Chooses the kind and the file; returns the page with whatever it shows then."""
    page: ImportsPage = go(qtbot, view, unit, "imports")
    page.roster.kinds.setFocus()
    page.roster.kinds.setCurrentIndex(page.roster.kinds.findData(kind))
    assert page.roster.kind == kind
    click(qtbot, page.roster.choose_button)
    answer(qtbot, view, path)
    return page


def counts(page: ImportsPage) -> dict[str, int]:
    """What the buttons above the rows say, those with a number alone; "" is the whole file."""
    found = {what: button.text().split()[-1] for what, button in page.preview.filter_buttons.items()}
    numbers = {what: int("".join(sign for sign in text if sign.isdigit())) for what, text in found.items() if what}
    return {what: number for what, number in numbers.items() if number}


def bring_in(qtbot: QtBot, view: FileView, unit: UnitId, path: Path, *, kind: str = "people") -> dict[str, int]:
    """The same until the rows are in the file; returns what became of them."""
    page = look_at(qtbot, view, unit, path, kind=kind)
    assert page.stack.currentIndex() == PREVIEW, page.roster.refusal.text()
    found = counts(page)
    click(qtbot, page.preview.import_button)
    calm(qtbot, view)
    return found
