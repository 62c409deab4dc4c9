"""Many rows at once: the same rows, and the same op-log, as row by row."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from offices import rows
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gridparty.app import App
from gridparty.storage.bulk import insert_columns
from gridparty.storage.tables import BEGINNING, Logged, Setting, Unit, UnitState


def bring(app: App, table: type[Logged], **columns: Sequence[Any]) -> None:
    with app.store.write("li", "bulk") as session:
        insert_columns(session.connection(), table, columns)


def test_values_come_back_as_they_were_given_and_defaults_fill_the_rest(app: App) -> None:
    before = len(app.ask(rows, Setting))
    bring(app, Setting, key=["a", "b"], value=[{"text": "满"}, {}])
    bring(app, Setting, key=["c"])
    found = app.ask(rows, Setting)[before:]
    assert [(row.key, row.value, row.version, row.writer_epoch) for row in found] == [
        ("a", {"text": "满"}, 1, 1), ("b", {}, 1, 1), ("c", {}, 1, 1),
    ]  # fmt: skip
    assert len({row.uid for row in found}) == 3


def test_days_are_converted(app: App) -> None:
    bring(app, Unit, id=[7001, 7002])
    days = [BEGINNING, date(2026, 3, 1)]
    bring(app, UnitState, unit_id=[7001, 7002], valid_from=days, kind=["grid"] * 2, name=["东", "西"])
    found = app.ask(rows, UnitState)
    assert [row.valid_from for row in found if row.unit_id > 7000] == days


def test_the_triggers_write_them_down_as_one_span(app: App) -> None:
    bring(app, Setting, key=["a", "b", "c"])
    with app.store.read() as session:
        entries = session.execute(
            text("SELECT kind, last_id - row_id + 1 FROM op_log WHERE act_id = (SELECT max(id) FROM act)")
        ).all()
    assert [tuple(entry) for entry in entries] == [("i", 3)]


def test_no_rows_change_nothing(app: App) -> None:
    before = app.ask(rows, Setting)
    bring(app, Setting, key=[], value=[])
    assert app.ask(rows, Setting) == before


def test_one_refused_row_refuses_all(app: App) -> None:
    before = len(app.ask(rows, Setting))
    with pytest.raises(IntegrityError, match="UNIQUE"):
        bring(app, Setting, key=["a", "a"])
    assert len(app.ask(rows, Setting)) == before


def test_columns_of_different_lengths_are_a_bug(app: App) -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        bring(app, Setting, key=["a", "b"], value=[{}])
