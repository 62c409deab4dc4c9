"""From Enter at the sign-in desk to the row that is on disk and painted, beside the operation alone."""

import shutil
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.check_ins import WARM
from benchmarks.measuring import Row, race, slower
from benchmarks.offices import Office, copy, opened
from gridparty.app import App
from gridparty.domain.civil_time import now
from gridparty.domain.ids import ActivityId
from gridparty.domain.months import Month
from gridparty.operations import activities, attendance, desk, tree
from gridparty.operations.desk import DeskPerson
from gridparty.ui import application
from gridparty.ui import office as bridge
from gridparty.ui.pages.desk import DeskPage
from gridparty.ui.places import Place


def rows(office: Office) -> Iterator[Row]:
    """Scanned codes of people of a street's activity, hundreds of whom are in the list."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(office.scratch / "settings"))
    application.build([])
    rounds = office.rounds(200)
    path, twin = copy(office, "desk"), office.scratch / "desk.floor.gridparty"
    with opened(path) as app:
        activity, people = _gathering(app, WARM + rounds)
    shutil.copyfile(path, twin)
    app = App.open(path, daily_backup=False)
    page = _page(app, activity)
    try:
        with opened(twin) as other:

            def floor(number: int) -> object:
                return other.run(attendance.add, activity=activity, member=people[number].member, way="scan")

            times = race(lambda number: enter(page, people[number]), floor, rounds=rounds, warm=WARM)
    finally:
        page.office.close()
        page.close()
    yield slower("Enter at the desk to the saved and shown row", "one check-in through App.run", times, limit=10)


def enter(page: DeskPage, person: DeskPerson) -> None:
    """A code in the field, Enter, and everything that follows until the window stands still again."""
    page.field.setText(person.code)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(page.field, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"))
    while page.board.here.people[0].member != person.member:  # it had to wait for another write
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QCoreApplication.processEvents()


def _gathering(app: App, wanted: int) -> tuple[ActivityId, list[DeskPerson]]:
    """An activity of a street with so many who have not come, and one who has."""
    moment = now().replace(microsecond=0)
    streets = [node.id for node in app.ask(tree.on_day, day=moment.date()).nodes.values() if node.kind == "street"]
    for street in streets:
        kinds = ("theme_party_day",)
        activity = app.run(activities.add, unit=street, kinds=kinds, title="签到测试", start=moment)
        first, *others = app.ask(desk.load, activity=activity).people
        if len(others) >= wanted:
            app.run(attendance.add, activity=activity, member=first.member)
            return activity, others
    raise SystemExit(f"no street of this office has {wanted} members")


def _page(app: App, activity: ActivityId) -> DeskPage:
    office = bridge.Office(app)
    page = DeskPage(office, Place(None, Month.of(now().date())))
    office.changed.connect(page.note)
    page.resize(1366, 768)
    page.show()
    loop = QEventLoop()
    page.settled.connect(loop.quit)
    page.show_item(activity)
    loop.exec()
    return page
