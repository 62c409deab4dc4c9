"""Sessions: snapshots that cannot write, sentences for what the environment does (D18, OPLOG 6–8)."""

import threading
from pathlib import Path

import pytest
from offices import rows
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from gridparty.app import App
from gridparty.domain.errors import Conflict, FileDamaged, Forbidden
from gridparty.domain.members import Person
from gridparty.domain.permissions import Account, Permission
from gridparty.operations import members, settings, units
from gridparty.storage.engine import OLDEST_SQLITE, connect
from gridparty.storage.tables import Setting, Unit, UnitState


def test_every_connection_has_the_pragmas_of_the_design(app: App) -> None:
    with app.store.read() as session:
        connection = session.connection()
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
        }
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 5000,
    }  # fmt: skip
    assert tuple(map(int, version.split("."))) >= OLDEST_SQLITE


def test_a_reader_cannot_write(app: App) -> None:
    with pytest.raises(Conflict, match=r"只读|read-only"), app.store.read() as session:
        session.execute(text("INSERT INTO act (account, name, at) VALUES ('x', 'y', 0)"))
    with pytest.raises(Conflict), app.store.read() as session:
        session.query(Setting).delete()


def test_a_reader_sees_one_snapshot(app: App) -> None:
    with app.store.read() as session:
        assert session.query(Setting).filter_by(key="x").count() == 0
        app.run(settings.put, key="x", value={})
        assert session.query(Setting).filter_by(key="x").count() == 0
    with app.store.read() as session:
        assert session.query(Setting).filter_by(key="x").count() == 1


def test_a_reader_that_follows_a_writer_on_the_same_connection_cannot_write_either(app: App) -> None:
    app.run(settings.put, key="x", value={})
    with pytest.raises(Conflict), app.store.read() as session:
        session.execute(text("DELETE FROM act"))


def test_a_second_writer_waits_for_the_first(app: App) -> None:
    """Two acts at once: the later one begins when the earlier has committed, in the order of acts."""
    begun, order = threading.Event(), []

    def second() -> None:
        begun.wait(10)
        with app.store.write("wu", "second") as session:
            order.append("second")
            session.add(Setting(key="second", value={}))

    thread = threading.Thread(target=second)
    thread.start()
    with app.store.write("li", "first") as session:
        begun.set()
        session.add(Setting(key="first", value={}))
        session.flush()
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert [row.key for row in app.ask(rows, Setting)][-2:] == ["first", "second"]


def test_a_key_that_points_nowhere_becomes_a_sentence(app: App) -> None:
    with pytest.raises(Conflict), app.store.write("li", "x") as session:
        session.add(UnitState(unit_id=404, valid_from=units.BEGINNING, kind="grid", name="x", facts={}))


def test_another_broken_rule_of_the_tables_stays_a_bug(app: App) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"), app.store.write("li", "x") as session:
        session.add_all([Setting(key="x", value={}), Setting(key="x", value={})])


def test_a_locked_file_becomes_a_sentence(app: App) -> None:
    other = connect(app.store.path)
    other.execute("BEGIN IMMEDIATE")
    with app.store.read() as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout=1")
    with pytest.raises(Conflict, match=r"[。.]$"):
        app.run(settings.put, key="x", value={})
    other.close()


def fill(app: App) -> None:
    for number in range(1000):
        app.run(settings.put, key=f"key {number}", value={"text": "满" * 2000})


def test_a_full_disk_becomes_a_sentence_and_saves_nothing(app: App) -> None:
    """The page limit stands for the disk: SQLite says the same."""
    with app.store.read() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(Conflict, match=r"[。.]$"):
        fill(app)
    kept = len(app.ask(rows, Setting))
    app.close()
    again = App.open(app.store.path, daily_backup=False)
    assert len(again.ask(rows, Setting)) == kept
    again.run(settings.put, key="more", value={})
    again.close()


def test_an_account_does_only_what_it_may(template: Path, app: App) -> None:
    reader = App(app.store, Account("guest", frozenset({Permission.READ})))
    assert reader.ask(rows, Unit) == []
    with pytest.raises(Forbidden):
        reader.run(members.add, person=Person(name="张伟"), unit=None)
    with pytest.raises(Forbidden):
        reader.undo()
    nobody = App(app.store, Account("nobody", frozenset()))
    with pytest.raises(Forbidden):
        nobody.ask(rows, Unit)


def test_only_marked_functions_can_change_anything(app: App) -> None:
    with pytest.raises(TypeError, match="not an operation"):
        app.run(rows, Unit)


def test_an_act_carries_the_name_of_its_account(app: App) -> None:
    clerk = App(app.store, Account("王芳", frozenset(Permission)))
    clerk.run(settings.put, key="x", value={})
    with app.store.read() as session:
        newest = session.execute(text("SELECT account, name FROM act ORDER BY id DESC LIMIT 1")).one()
    assert tuple(newest) == ("王芳", "settings.put")


def test_a_page_damaged_behind_an_open_file_becomes_a_sentence(app: App) -> None:
    path = app.store.path
    app.close()  # the next session connects anew
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096 + 100)
            file.write(b"\xff\xff\xff")
    with pytest.raises(FileDamaged):
        app.ask(rows, Setting)


@pytest.mark.parametrize("word", ["full_date", "locked", "readonly"])
def test_a_wrong_column_is_a_bug_whatever_its_name(app: App, word: str) -> None:
    with pytest.raises(DBAPIError, match="no such column"), app.store.read() as session:
        session.execute(text(f"SELECT {word} FROM units"))


def test_errors_of_the_driver_are_not_swallowed(app: App) -> None:
    with pytest.raises(DBAPIError, match="no such table"), app.store.read() as session:
        session.execute(text("SELECT * FROM nowhere"))
