"""The part of the window beside the tree: head of the unit, tabs, and the pages behind them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gridparty.app import Changes
from gridparty.i18n import _
from gridparty.ui.office import Office
from gridparty.ui.pages import TABS
from gridparty.ui.pages.page import Page, load_page
from gridparty.ui.places import Place, Wish
from gridparty.ui.widgets.boxes import column_in
from gridparty.ui.widgets.heading import HeadingBar

HEADED = frozenset({"unit_states", "units", "members", "belongings", "posts"})
LOW = 20  # lines of text; a notebook at 150 % has less
BEGIN = 20  # milliseconds: the tree is painted before the first page is built


class Workspace(QWidget):
    """Pages at one place; each is built when it is first wanted."""

    unit_chosen = Signal(object)  # UnitId
    wished = Signal(object)  # Wish
    page_shown = Signal(str)

    def __init__(self, office: Office, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.place = office, place
        self.pages: dict[str, Page] = {}
        self.heading = HeadingBar()
        self.heading.chosen.connect(self.unit_chosen)
        self.tabs = QTabBar(drawBase=False, expanding=False, usesScrollButtons=True)
        self.tabs.setAccessibleName(_("Pages"))
        for number, tab in enumerate(TABS):
            self.tabs.addTab(_(tab.title))
            self.tabs.setTabVisible(number, not tab.is_rare)
        self.tabs.currentChanged.connect(lambda number: self.show_page(TABS[number].name))
        self.stack = QStackedWidget()
        top = QFrame()
        top.setProperty("role", "bar")
        head = column_in(top, gap=4)
        head.addWidget(self.heading)
        under = QVBoxLayout()
        under.setContentsMargins(22, 0, 0, 0)
        under.addWidget(self.tabs)
        head.addLayout(under)
        box = column_in(self, gap=0)
        box.addWidget(top)
        box.addWidget(self.stack, 1)
        QTimer.singleShot(BEGIN, self, self._begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Little height goes to the page, not to its head."""
        super().resizeEvent(event)
        self.heading.set_low(self.height() < LOW * self.fontMetrics().height())

    @property
    def is_begun(self) -> bool:
        """Whether a page is in sight; the tree is painted before the first one."""
        return self.stack.count() > 0

    @property
    def current(self) -> Page:
        """The page in sight."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page(self, name: str) -> Page:
        """A page by its name, built if it is not there yet."""
        if name not in self.pages:
            tab = next(tab for tab in TABS if tab.name == name)
            self.pages[name] = made = load_page(tab, self.office, self.place)
            made.wished.connect(self.wished)
            self.stack.addWidget(made)
        return self.pages[name]

    def show_page(self, name: str) -> Page:
        """Brings a page into sight."""
        page = self.page(name)
        number = next(number for number, tab in enumerate(TABS) if tab.name == name)
        if self.tabs.currentIndex() != number:
            self.tabs.setTabVisible(number, True)
            self.tabs.setCurrentIndex(number)
        for other, tab in enumerate(TABS):
            if tab.is_rare and other != number:
                self.tabs.setTabVisible(other, False)
        self.stack.setCurrentWidget(page)
        page.go(self.place)
        self.page_shown.emit(name)
        return page

    def go(self, place: Place) -> None:
        """All pages look at another place."""
        self.place = place
        if not self.is_begun:
            return
        self._load_heading()
        for page in self.pages.values():
            page.place, page.is_stale = place, True
        self.current.freshen()

    def grant(self, wish: Wish) -> None:
        """Shows the page that another one asked for."""
        page = self.show_page(wish.page)
        if wish.item is not None:
            page.show_item(wish.item)

    def note(self, changes: Changes) -> None:
        """Tells the pages of an act."""
        if HEADED & changes.tables.keys():
            self._load_heading()
        for page in self.pages.values():
            page.note(changes)

    def reload(self) -> None:
        """Loads everything anew."""
        self._load_heading()
        for page in self.pages.values():
            page.is_stale = True
        self.current.freshen()

    def restyle(self) -> None:
        """The theme or the font size has changed."""
        self.heading.restyle()
        for page in self.pages.values():
            page.restyle()

    def _begin(self) -> None:
        self._load_heading()
        if not self.is_begun:
            self.show_page(TABS[0].name)

    def _load_heading(self) -> None:
        if self.place.unit is None:
            return
        from gridparty.operations import headings  # noqa: PLC0415  late: start-up

        asked = self.place

        def show(heading: headings.Heading) -> None:
            if asked == self.place:
                self.heading.show_heading(heading)

        self.office.ask(headings.of_unit, show, unit=asked.unit, month=asked.month)
