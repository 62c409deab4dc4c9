"""A PDF to read: its pages, a line with page number and zoom, and a field that finds words in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from gridparty.i18n import _
from gridparty.ui.keys import ENTER
from gridparty.ui.pdf_pages import Hit, PdfPages
from gridparty.ui.widgets.boxes import column_in, row_in
from gridparty.ui.widgets.pdf_canvas import PdfCanvas
from gridparty.ui.widgets.pdf_pictures import Beside
from gridparty.ui.widgets.words import button, label

TYPED = 150  # milliseconds after a key before the words are looked for


class PdfView(QWidget):
    """The canvas with its controls. `controls` is a row of widgets that a page puts into its own bar."""

    def __init__(self, beside: Beside, *, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label
        self._pages: PdfPages | None = None
        self.canvas = PdfCanvas(beside)
        self.setFocusProxy(self.canvas)
        self.finder = FindBar(self.canvas, beside)
        self.finder.hide()
        self.controls = self._controls()
        box = column_in(self, gap=0)
        box.addWidget(self.finder)
        box.addWidget(self.canvas, 1)
        self.canvas.moved.connect(self._tell)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._on_find),
            (QKeySequence("Ctrl+0"), lambda: self.canvas.set_zoom(None)),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._tell()

    def show_pages(self, pages: PdfPages, *, stay: bool) -> None:
        """Shows a PDF: at the same place (`stay`: it is the same one with other figures) or from its beginning."""
        self._pages = pages
        self.canvas.show_pages(pages, stay=stay)
        self.finder.look_in(pages)
        self._tell()

    def restyle(self) -> None:
        """The theme or the font size has changed."""
        self.canvas.set_zoom(self.canvas.chosen_zoom)

    def _controls(self) -> QWidget:
        self.number = label("", role="faint")
        self.size_label = label("", role="faint")
        self.size_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.size_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("000 %"))
        smaller = button("－", lambda: self.canvas.step_zoom(-1), tip=_("Smaller (Ctrl+wheel)"))
        larger = button("＋", lambda: self.canvas.step_zoom(1), tip=_("Larger (Ctrl+wheel)"))
        fit = button(_("Fit width"), lambda: self.canvas.set_zoom(None), tip="Ctrl+0")
        find = button(_("Find…"), self._on_find, tip="Ctrl+F")
        smaller.setAccessibleName(_("Smaller"))
        larger.setAccessibleName(_("Larger"))
        row = QWidget()
        line = row_in(row)
        for widget in (self.number, smaller, self.size_label, larger, fit, find):
            line.addWidget(widget)
        return row

    def _tell(self) -> None:
        count = len(self._pages) if self._pages else 0
        number = self.canvas.page + 1 if count else 0
        self.number.setText(f"{number} / {count}")
        self.size_label.setText(f"{self.canvas.zoom * 100:.0f} %")
        where = _("{name}, page {number} of {count}").format(name=self._name, number=number, count=count)
        self.canvas.setAccessibleName(where if count else self._name)

    def _on_find(self) -> None:
        self.finder.show()
        self.finder.field.setFocus()
        self.finder.field.selectAll()


class FindBar(QFrame):
    """Words to find: Enter goes to the next place, Shift+Enter to the one before, Esc closes."""

    def __init__(self, canvas: PdfCanvas, beside: Beside) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._canvas, self._beside = canvas, beside
        self._pages: PdfPages | None = None
        self._hits: Sequence[Hit] = ()
        self._at = 0
        self.field = QLineEdit(placeholderText=_("Find in the briefing"), clearButtonEnabled=True)
        self.field.setAccessibleName(_("Find in the briefing"))
        self.count = label("", role="faint")
        self._due = QTimer(self, singleShot=True, interval=TYPED)
        self._due.timeout.connect(self._look)
        self.field.textChanged.connect(lambda: self._due.start())
        box = QHBoxLayout(self)
        box.setContentsMargins(22, 6, 22, 6)
        box.addWidget(self.field, 1)
        box.addWidget(self.count)
        box.addWidget(button(_("Previous"), lambda: self._step(-1), tip="Shift+Enter"))
        box.addWidget(button(_("Next"), lambda: self._step(1), tip="Enter"))
        shut = button("×", self._on_closed, role="quiet")
        shut.setAccessibleName(_("Close the search"))
        box.addWidget(shut)

    def look_in(self, pages: PdfPages) -> None:
        """Another PDF: the same words are looked for in it, without scrolling there."""
        self._pages, self._hits = pages, ()
        if self.isVisible() and self.field.text():
            self._look(scroll=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, Esc."""
        if event.key() in ENTER:
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def _look(self, *, scroll: bool = True) -> None:
        pages, text = self._pages, self.field.text()
        self._due.stop()
        if pages is None:
            return

        def show(hits: list[Hit]) -> None:
            if pages is self._pages and text == self.field.text():
                self._hits, self._at = hits, 0
                self._tell(scroll=scroll)

        self._beside(lambda: pages.find(text), show)

    def _step(self, by: int) -> None:
        if self._due.isActive():
            self._look()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._tell(scroll=True)

    def _tell(self, *, scroll: bool) -> None:
        is_empty = not self.field.text().strip()
        none = "" if is_empty else _("not found")
        self.count.setText(f"{self._at + 1} / {len(self._hits)}" if self._hits else none)
        self._canvas.show_hits(self._hits, self._hits[self._at] if self._hits and scroll else None)

    def _on_closed(self) -> None:
        self.hide()
        self._hits = ()
        self._canvas.show_hits((), None)
        self._canvas.setFocus()
