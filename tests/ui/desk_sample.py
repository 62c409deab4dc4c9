"""A branch of forty who are expected today, and a scanner that reads their cards."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gridparty.app import App
from gridparty.domain.civil_time import now
from gridparty.domain.ids import ActivityId, MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.operations import activities, desk, members

# With the two below they are forty.
GIVEN = "昌达恩芳岗浩吉凯岚梅娜鹏青然山涛薇轩雅志春东飞光辉健康亮敏宁平强荣松伟祥勇振"
TOGETHER = ("王秀兰", "王晓磊")  # both are wxl


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who is expected at the activity of today, with the codes on their cards."""

    path: Path
    activity: ActivityId
    unit: UnitId
    codes: dict[str, str]
    ids: dict[str, MemberId]


def gather(path: Path, unit: UnitId) -> Crowd:
    """Brings forty people into a branch of a file and calls them together for today."""
    with closing(App.open(path, daily_backup=False)) as app:
        for number, name in enumerate([*(f"孔{given}" for given in GIVEN), *TOGETHER]):
            app.run(members.add, person=Person(name=name, phone=f"199{number:08d}"), unit=unit)
        start = now().replace(hour=9, minute=0, second=0, microsecond=0)
        activity = app.run(
            activities.add, unit=unit, kinds=["theme_party_day"], title="社区环境日", start=start, place="党群服务中心"
        )
        people = app.ask(desk.load, activity=activity).people
    return Crowd(
        path, activity, unit,
        codes={person.name: person.code for person in people}, ids={person.name: person.member for person in people},
    )  # fmt: skip


class Scanner(QObject):
    """Types codes as a keyboard wedge does: ten digits and Enter at once, a card every `pause` milliseconds, into
    whatever has the focus.
    """

    def __init__(self, codes: Sequence[str], pause: int, tell: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._codes, self._tell = iter(codes), tell
        self._timer = QTimer(self, interval=pause)
        self._timer.timeout.connect(self._on_card)
        self._timer.start()

    def _on_card(self) -> None:
        code = next(self._codes, None)
        if code is None:
            self._timer.stop()
            self._tell()
        else:
            scan(code)


def scan(code: str) -> None:
    """One card."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, code)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
