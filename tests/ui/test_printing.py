"""Printing and saving finished PDFs: what the dialog chose comes out, on A4, page for page."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from gridparty.domain.errors import Cancelled
from gridparty.reports.document import Document, Paragraph, Title
from gridparty.reports.typeset import render
from gridparty.ui import printing
from gridparty.ui.pdf_pages import PdfPages


@pytest.fixture
def pdf() -> bytes:
    """Three pages: a black square on the first, one upright page, one across."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.rect(72, 72, 144, 144, fill=1)
    canvas.drawString(300, 600, "first page")
    canvas.showPage()
    canvas.drawString(300, 600, "second page")
    canvas.showPage()
    canvas.setPageSize(landscape(A4))
    canvas.drawString(100, 100, "third page")
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture
def printer(tmp_path: Path, qapp: QApplication) -> QPrinter:
    """One that prints into out.pdf."""
    made = printing.a4_printer()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    made.setResolution(150)
    return made


def sizes(path: Path) -> list[tuple[int, int]]:
    """The sizes of the pages, in whole points."""
    return [(round(across), round(down)) for across, down in PdfPages(path.read_bytes()).sizes]


def dark_box(page: "pypdfium2.PdfPage") -> tuple[float, float, float, float]:
    """The box around everything dark, in points from the left bottom."""
    image = page.render(scale=1).to_pil().convert("L").point(lambda grey: 255 * (grey < 60))
    left, top, right, bottom = image.getbbox()
    return left, image.height - bottom, right, image.height - top


def test_pages_come_out_in_their_size_and_place(pdf: bytes, printer: QPrinter, tmp_path: Path) -> None:
    reported: list[tuple[int, int]] = []
    printing.draw(PdfPages(pdf), printer, lambda done, total, _note: reported.append((done, total)))
    assert sizes(tmp_path / "out.pdf") == [(595, 842), (595, 842), (842, 595)]
    assert reported[0] == (0, 3)
    assert reported[-1] == (3, 3)
    document, original = pypdfium2.PdfDocument(tmp_path / "out.pdf"), pypdfium2.PdfDocument(pdf)
    assert dark_box(document[0]) == pytest.approx(dark_box(original[0]), abs=2)
    document.close()
    original.close()


def test_words_are_found_across_lines_and_beyond_the_basic_plane() -> None:
    paragraph = Paragraph("很长的一段文字，" * 20 + "最后是Party的𬱖")
    document = Document(title="x", blocks=(Title("䶮𬱖党支部"), paragraph), author="x", keywords=())
    pages = PdfPages(render(document))
    assert [hit.page for hit in pages.find("䶮𬱖")] == [0]
    assert len(pages.find("𬱖")) == 2
    assert len(pages.find("很长的一段 文字")) == 20
    assert any(len({round(box.y() / 10) for box in hit.boxes}) > 1 for hit in pages.find("很长的一段文字"))
    assert len(pages.find("PARTY的")) == 1
    assert pages.find("𬱗") == []
    assert pages.find("  ") == []


def test_range_copies_and_order_are_kept(printer: QPrinter) -> None:
    assert printing.sheets(printer, 4) == [0, 1, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3-4"))
    assert printing.sheets(printer, 4) == [0, 2, 3]
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert printing.sheets(printer, 4) == [0, 2, 3, 0, 2, 3]
    printer.setCollateCopies(False)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.sheets(printer, 4) == [3, 3, 2, 2, 0, 0]


def test_a_finer_printer_gets_no_more_than_600_dots_to_the_inch(pdf: bytes, printer: QPrinter, tmp_path: Path) -> None:
    printer.setResolution(1200)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1"))
    printing.draw(PdfPages(pdf), printer)
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    images = [each for each in document[0].get_objects() if isinstance(each, pypdfium2.PdfImage)]
    assert {image.get_px_size()[0] for image in images} == {4961}
    document.close()


def test_cancelling_stops(pdf: bytes, printer: QPrinter) -> None:
    def cancel(done: int, _total: int, _note: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        printing.draw(PdfPages(pdf), printer, cancel)


def test_the_dialog_prints_the_pages_chosen(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing.print_pdf(pdf, window, "简报")
    dialog = window.findChild(QPrintDialog)
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, 3)
    assert dialog.printer().docName() == "简报"
    dialog.findChild(QLineEdit, "filename").setText(str(tmp_path / "chosen.pdf"))
    dialog.printer().setResolution(100)
    buttons = dialog.findChild(QDialogButtonBox)
    button = next(
        b for b in buttons.findChildren(QPushButton) if buttons.buttonRole(b) == QDialogButtonBox.ButtonRole.AcceptRole
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not printing._under_way)
    assert sizes(tmp_path / "chosen.pdf") == [(595, 842), (595, 842), (842, 595)]


def test_a_pdf_is_saved_where_it_was_asked_for(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    window, saved = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    printing.save_pdf(pdf, window, str(tmp_path / "简报.pdf"), saved.append)
    dialog = window.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path / "mine"))
    dialog.accept()
    assert saved == [tmp_path / "mine.pdf"]
    assert (tmp_path / "mine.pdf").read_bytes() == pdf


def test_a_place_that_takes_no_file_is_told(qtbot: QtBot, pdf: bytes, tmp_path: Path) -> None:
    window, saved = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    (tmp_path / "taken.pdf.partial").mkdir()
    printing.save_pdf(pdf, window, str(tmp_path / "taken.pdf"), saved.append)
    window.findChild(QFileDialog).accept()
    box = window.findChild(QMessageBox)
    assert box.isVisible()
    assert "taken.pdf" in box.text()
    assert saved == []
    box.accept()
