"""A change order that was dated ahead is applied on its day, by the open window (D3)."""

from datetime import timedelta
from pathlib import Path

from driving import calm
from offices import Office as Names
from pytestqt.qtbot import QtBot

from gridparty.domain.civil_time import today
from gridparty.domain.orders import OrderPlan, Target
from gridparty.operations import orders, units
from gridparty.ui.file_view import FileView


def test_an_order_waits_for_its_day(qtbot: QtBot, view: FileView, furnished: tuple[Path, Names]) -> None:
    app, unit, day = view.office.app, furnished[1].units["first"], today() + timedelta(days=1)
    plan = OrderPlan("rename", day, (unit,), (Target(unit=unit, name="改名网格党支部"),))
    assert app.run(orders.record, plan=plan).state == "planned"
    view.daily.look(today())
    calm(qtbot, view)
    assert app.ask(orders.due, day=day)
    view.daily.look(day)
    calm(qtbot, view)
    qtbot.waitUntil(lambda: not app.ask(orders.due, day=day))
    calm(qtbot, view)
    assert app.ask(units.find, key="改名网格党支部", day=day) == unit
    assert "改名网格党支部" in view.told.words.text()
