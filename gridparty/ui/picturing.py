"""Brings the page that a screenshot shows into sight, and waits until it stands still."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from gridparty.domain.months import Month
from gridparty.operations import units
from gridparty.ui.places import Place, Wish
from gridparty.ui.window import MainWindow

if TYPE_CHECKING:
    from gridparty.ui.run import Picture

STILL = 5  # looks in a row at which nothing was under way
LOOK = 60  # milliseconds between two looks


def show(window: MainWindow, picture: "Picture") -> None:
    """Goes to the unit, month and page; returns when all answers have been shown. Raises NotFound, InvalidInput."""
    view = window.view
    assert view is not None
    month = Month.parse(picture.month) if picture.month else view.place.month
    unit = view.office.ask_now(units.find, key=picture.unit, month=month) if picture.unit else view.place.unit
    view.go(Place(unit, month))
    item = int(picture.item) if picture.item.isdecimal() else picture.item or None
    view.grant(Wish(picture.page, item=item))
    loop, still = QEventLoop(), 0
    timer = QTimer(interval=LOOK)

    def look() -> None:
        nonlocal still
        still = 0 if view.is_busy else still + 1
        if still >= STILL:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
