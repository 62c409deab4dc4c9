"""What every page is: it looks at a place, reloads when its tables change, and never shows an answer that is old."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridparty.app import Changes
from gridparty.ui.office import Office
from gridparty.ui.pages import Tab
from gridparty.ui.places import Place, Wish

T = TypeVar("T")


def load_page(tab: Tab, office: Office, place: Place) -> "Page":
    """A page behind a tab, its module imported if this is the first time (start-up; listed in the contracts)."""
    kind: type[Page] = getattr(import_module(f"gridparty.ui.pages.{tab.name}"), tab.kind)
    return kind(office, place)


class Page(QWidget):
    """A page behind a tab. Subclasses fill `reload`, and `show_item` if other pages send them something."""

    name: ClassVar[str]  # stable: `gridparty screenshot --page NAME`
    watches: ClassVar[frozenset[str]]  # tables; a change of one of them makes the page stale

    wished = Signal(object)  # Wish
    left = Signal()  # a page that covers the window wants to be left
    settled = Signal()  # everything asked for has been shown

    def __init__(self, office: Office, place: Place) -> None:
        super().__init__()
        self.office, self.place = office, place
        self.is_stale = True
        self._asked: dict[str, int] = {}
        self._open = 0

    def go(self, place: Place) -> None:
        """Looks at another unit or month."""
        if place != self.place:
            self.place = place
            self.is_stale = True
        self.freshen()

    def note(self, changes: Changes) -> None:
        """Marks the page stale if the act touched one of its tables; reloads it if it is in sight."""
        if self.watches & changes.tables.keys():
            self.is_stale = True
            self.freshen()

    def freshen(self) -> None:
        """Reloads a stale page that is in sight."""
        if self.is_stale and self.isVisible():
            self.is_stale = False
            self.reload()

    def reload(self) -> None:
        """Asks for what the page shows at its place."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Called when the theme or the font size has changed, for what the page paints itself."""

    def show_item(self, item: Any) -> None:
        """Shows what another page sent here (Wish.item)."""

    def open_page(self, page: str, **wish: Any) -> None:
        """Asks the window for another page."""
        self.wished.emit(Wish(page, **wish))

    def load(self, query: Callable[..., T], then: Callable[[T], None], /, **kwargs: Any) -> None:
        """Asks beside the window; of several questions for the same `then` only the newest is answered."""
        slot = then.__qualname__
        number = self._asked[slot] = self._asked.get(slot, 0) + 1
        self._open += 1

        def ended() -> None:
            self._open -= 1
            if self._open == 0:
                self.settled.emit()

        def answered(result: T) -> None:
            if self._asked[slot] == number:
                then(result)
            ended()

        def refused(sentence: str) -> None:
            if self._asked[slot] == number:
                self.office.refused.emit(sentence)
            ended()

        self.office.ask(query, answered, refused=refused, **kwargs)

    def showEvent(self, event: Any) -> None:
        """Comes into sight: what went stale meanwhile is loaded now."""
        super().showEvent(event)
        self.freshen()
