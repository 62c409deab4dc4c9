"""The op-log's exact form, undo and redo, and the chain of seals (OPLOG; D15, D16)."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from offices import Office, rows, state
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from gridparty.app import App
from gridparty.domain.errors import Conflict, NotFound
from gridparty.domain.ids import MemberId, UnitId
from gridparty.domain.members import Person
from gridparty.operations import checks, history, members, registrations, units
from gridparty.storage import oplog
from gridparty.storage.columns import uuid7
from gridparty.storage.oplog import act, op_log
from gridparty.storage.store import Store
from gridparty.storage.tables import Member, Setting, Unit, UnitState


def add_street(app: App, name: str = "和平街道党工委") -> UnitId:
    return app.run(units.add, parent=None, kind="street", name=name).id


def add_person(app: App, name: str = "张伟", **facts: Any) -> MemberId:
    return app.run(members.add, person=Person(name=name, **facts), unit=None)


def last_entries(app: App) -> list[Any]:
    with app.store.read() as session:
        connection = session.connection()
        newest = connection.execute(select(act.c.id).order_by(act.c.id.desc()).limit(1)).scalar_one()
        return list(oplog.entries(connection, newest))


def acts(app: App) -> list[Any]:
    with app.store.read() as session:
        return list(session.execute(select(act).order_by(act.c.id)))


def broken(app: App) -> list[str]:
    with app.store.read() as session:
        return oplog.broken(session.connection())


def test_an_insert_is_logged_by_identity_only(app: App) -> None:
    person = add_person(app)
    (entry,) = last_entries(app)
    assert (entry.tbl, entry.kind, entry.row_id, entry.last_id, entry.base_version) == (
        "members",
        "i",
        person,
        person,
        0,
    )
    assert (entry.old, entry.salt, entry.digest) == (None, None, None)


def test_inserts_of_one_table_are_logged_as_a_range_of_ids(app: App) -> None:
    with app.store.write("li", "bulk") as session:
        session.execute(insert(Unit), [{} for _ in range(500)])
    (entry,) = last_entries(app)
    assert (entry.kind, entry.last_id - entry.row_id) == ("i", 499)
    with app.store.write("li", "two tables") as session:
        for _ in range(3):
            unit = Unit()
            session.add(unit)
            session.flush()
            session.add(Setting(key=f"key {unit.id}", value={}))
            session.flush()
    assert [entry.tbl for entry in last_entries(app)] == ["units", "settings"] * 3
    assert broken(app) == []


def test_an_update_is_logged_with_the_old_values_of_the_changed_columns(app: App) -> None:
    person = add_person(app, phone="19900000001")
    app.run(members.edit, member=person, changes={"phone": "19900000002", "remark": "新号码"})
    (entry,) = last_entries(app)
    assert (entry.tbl, entry.kind, entry.row_id, entry.base_version) == ("members", "u", person, 1)
    assert json.loads(entry.old) == {"phone": "19900000001", "phone_reversed": "10000000991", "remark": None}
    (row,) = app.ask(rows, Member)
    assert row.version == 2


def test_a_delete_is_logged_with_the_whole_row(app: App) -> None:
    unit = add_street(app)
    with app.store.read() as session:
        held = session.execute(select(UnitState.__table__)).one()
    with app.store.write("li", "delete") as session:
        session.execute(delete(UnitState).where(UnitState.unit_id == unit))
    (entry,) = last_entries(app)
    old = json.loads(entry.old)
    assert (entry.kind, entry.row_id, entry.base_version) == ("d", held.id, 1)
    assert set(old) == set(held._fields)
    assert (old["name"], old["kind"], old["uid"]) == (held.name, held.kind, held.uid.bytes.hex().upper())


def test_the_seal_covers_the_act_its_entries_and_the_seal_before(app: App) -> None:
    person = add_person(app)
    app.run(members.edit, member=person, changes={"remark": "一"})
    before, newest = acts(app)[-2:]
    (entry,) = last_entries(app)
    kept = hashlib.sha256(entry.salt + entry.old.encode()).hexdigest()
    covered = [entry.seq, "members", "u", person, person, 1, kept]
    body = json.dumps([[newest.id, newest.account, newest.name, newest.at, newest.undoes], [covered]])
    assert newest.hash == hashlib.sha256(before.hash + body.encode()).digest()


@pytest.mark.parametrize("prefix", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_a_raw_insert_outside_an_act_is_refused(app: App, prefix: str) -> None:
    with pytest.raises(IntegrityError, match="no open act"), app.store.writer.begin() as connection:
        connection.execute(text(f"{prefix} INTO units (uid) VALUES (:uid)"), {"uid": uuid7().bytes})
    assert app.ask(rows, Unit) == []


RAW_CHANGES = (
    "UPDATE units SET version = version + 1",
    "DELETE FROM unit_states",
    "REPLACE INTO unit_states SELECT * FROM unit_states",
)


@pytest.mark.parametrize("statement", RAW_CHANGES)
def test_a_raw_change_outside_an_act_is_refused(app: App, statement: str) -> None:
    add_street(app)
    before = app.ask(state)
    with pytest.raises(IntegrityError, match="no open act"), app.store.writer.begin() as connection:
        connection.execute(text(statement))
    assert app.ask(state) == before


def test_a_replacing_insert_within_an_act_logs_the_row_that_goes(app: App) -> None:
    with app.store.write("li", "set") as session:
        session.add(Setting(key="colour", value={"is": "red"}))
    with app.store.write("li", "replace") as session:
        session.execute(
            text("INSERT OR REPLACE INTO settings (uid, key, value) VALUES (:uid, 'colour', '{}')"),
            {"uid": uuid7().bytes},
        )
    assert sorted(entry.kind for entry in last_entries(app)) == ["d", "i"]
    assert broken(app) == []


@pytest.mark.parametrize("change", ["remark = 'x'", "remark = 'x', version = version + 2", "id = id + 1",
                                    "uid = randomblob(16), version = version + 1"])  # fmt: skip
def test_whoever_forgets_the_version_or_changes_an_identity_is_refused(app: App, change: str) -> None:
    add_person(app)
    with pytest.raises(IntegrityError, match="version must rise by one"), app.store.write("li", "raw") as session:
        session.execute(text(f"UPDATE members SET {change}"))
    with app.store.write("li", "raw") as session:
        session.execute(text("UPDATE members SET remark = 'x', version = version + 1"))
    assert broken(app) == []


def test_a_bulk_update_raises_the_version_by_itself(app: App) -> None:
    for name in ("张伟", "王芳"):
        add_person(app, name)
    with app.store.write("li", "bulk") as session:
        session.execute(update(Member).values(remark="同"))
    assert [row.version for row in app.ask(rows, Member)] == [2, 2]


def test_an_upsert_is_logged_as_what_it_did(app: App) -> None:
    with app.store.write("li", "set") as session:
        session.add(Setting(key="a", value={"n": 1}))
    upsert = sqlite.insert(Setting)
    upsert = upsert.on_conflict_do_update(
        index_elements=["key"], set_={"value": upsert.excluded.value, "version": Setting.version + 1}
    )
    with app.store.write("li", "upsert") as session:
        session.execute(upsert, [{"key": "a", "value": {"n": 2}}, {"key": "b", "value": {}}])
    assert [(entry.kind, entry.base_version) for entry in last_entries(app)] == [("u", 1), ("i", 0)]
    app.undo()
    with app.store.read() as session:
        assert dict(session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(["a", "b"]))).all()) == {
            "a": {"n": 1}
        }
    assert broken(app) == []


def test_a_stale_save_is_a_conflict(app: App) -> None:
    person = add_person(app)
    with app.store.read() as session:
        old = session.get_one(Member, person)
    app.run(members.edit, member=person, changes={"remark": "新"})
    before = app.ask(state)
    old.remark = "旧"
    with pytest.raises(Conflict), app.store.write("li", "late") as session:
        session.add(old)
    assert app.ask(state) == before


def test_an_empty_act_leaves_nothing(app: App) -> None:
    person = add_person(app, remark="同")
    before, told = acts(app), []
    app.listeners.append(told.append)
    app.run(members.edit, member=person, changes={"remark": "同"})
    assert acts(app) == before
    assert told == []
    add_person(app, "王芳")
    assert acts(app)[-1].id == before[-1].id + 1


def test_a_failed_act_leaves_nothing(app: App) -> None:
    before, log = app.ask(state), acts(app)
    with pytest.raises(NotFound):
        app.run(members.add, person=Person(name="张伟"), unit=UnitId(999))
    assert (app.ask(state), acts(app)) == (before, log)


def test_undo_restores_and_undo_of_the_undo_brings_back(app: App) -> None:
    street = add_street(app)
    states = [app.ask(state)]
    app.run(units.edit, unit=street, name="长江街道党工委", facts={"households": 4})
    states.append(app.ask(state))
    root = app.undo()
    assert app.ask(state) == states[0]
    assert app.undo(root) == root
    assert app.ask(state) == states[1]
    assert app.undo() == root
    assert app.ask(state) == states[0]
    assert [row.undoes for row in acts(app)[-3:]] == [root] * 3
    assert broken(app) == []


def test_undo_without_a_number_goes_back_act_by_act(app: App) -> None:
    states = [app.ask(state)]
    for name in ("张伟", "王芳", "李娜"):
        add_person(app, name)
        states.append(app.ask(state))
    for expected in reversed(states[:-1]):
        app.undo()
        assert app.ask(state) == expected
    with pytest.raises(NotFound):
        app.undo()


def test_undo_is_refused_while_a_later_act_stands_on_the_same_rows(app: App) -> None:
    person = add_person(app)
    added = app.ask(history.newest)
    app.run(members.edit, member=person, changes={"remark": "后来"})
    before = app.ask(state)
    with pytest.raises(Conflict, match=str(acts(app)[-1].id)):
        app.undo(added)
    assert app.ask(state) == before
    app.undo()
    app.undo(added)
    assert app.ask(rows, Member) == []


def test_redo_is_refused_out_of_order(app: App) -> None:
    person = add_person(app)
    for remark in "一二":
        app.run(members.edit, member=person, changes={"remark": remark})
    done = app.ask(state)
    second, first = app.undo(), app.undo()
    with pytest.raises(Conflict):
        app.undo(second)
    app.undo(first)
    app.undo(second)
    assert app.ask(state) == done
    assert broken(app) == []


def test_undo_is_refused_where_rows_of_a_later_act_hang_on_the_undone_one(app: App) -> None:
    street = add_street(app)
    added = app.ask(history.newest)
    app.run(units.add, parent=street, kind="community", name="东苑社区党委")
    before = app.ask(state)
    with pytest.raises(Conflict):
        app.undo(added)
    assert app.ask(state) == before


def test_undo_stops_at_the_making_of_the_file(app: App) -> None:
    with pytest.raises(NotFound):
        app.undo()
    first = acts(app)[0]
    assert first.name == "office.create"
    with pytest.raises(Conflict):
        app.undo(first.id)
    with pytest.raises(NotFound):
        app.undo(999)


def test_an_id_is_never_given_twice(app: App) -> None:
    first = add_person(app)
    app.undo()
    second = add_person(app, "王芳")
    assert second > first
    path = app.store.path
    app.undo()
    app.close()
    again = App.open(path, daily_backup=False)
    assert add_person(again, "李娜") > second
    again.close()


def test_the_chain_finds_an_edited_act(app: App) -> None:
    add_person(app)
    edited = acts(app)[-1].id
    add_person(app, "王芳")
    with app.store.writer.begin() as connection:
        connection.execute(update(act).where(act.c.id == edited).values(account="wu"))
    assert broken(app) == [f"act {edited}"]
    found = app.ask(checks.run)
    assert not found.ok
    assert str(edited) in found.findings[0]


@pytest.mark.parametrize("change", [{"old": '{"remark": "假"}'}, {"row_id": 77}, {"base_version": 9}, {"kind": "d"}])
def test_the_chain_finds_an_edited_entry(app: App, change: dict[str, Any]) -> None:
    person = add_person(app)
    app.run(members.edit, member=person, changes={"remark": "真"})
    (entry,) = last_entries(app)
    with app.store.writer.begin() as connection:
        connection.execute(update(op_log).where(op_log.c.seq == entry.seq).values(**change))
    assert f"act {entry.act_id}" in broken(app)


def test_a_lost_act_and_a_lost_row_are_found(app: App) -> None:
    for name in ("张伟", "王芳", "李娜"):
        add_person(app, name)
    lost = acts(app)[-2].id
    with app.store.writer.begin() as connection:
        connection.execute(delete(act).where(act.c.id == lost))
    assert broken(app) == [f"act {lost + 1}"]
    with app.store.writer.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER oplog_members_delete")
        connection.exec_driver_sql("DELETE FROM members WHERE name = '李娜'")
    assert "members" in broken(app)


def test_an_erased_payload_still_verifies(app: App) -> None:
    """D16: personal data can leave the log, the chain keeps only its salted digest."""
    person = add_person(app, phone="19900000001")
    app.run(members.edit, member=person, changes={"phone": None})
    (entry,) = last_entries(app)
    erased = {"digest": hashlib.sha256(entry.salt + entry.old.encode()).digest(), "old": None, "salt": None}
    with app.store.writer.begin() as connection:
        connection.execute(update(op_log).where(op_log.c.seq == entry.seq).values(**erased))
    assert broken(app) == []
    with app.store.writer.begin() as connection:
        wrong = update(op_log).where(op_log.c.seq == entry.seq).values(digest=bytes(32))
        connection.execute(wrong)
    assert broken(app) == [f"act {entry.act_id}"]


def test_a_stray_act_is_sealed_as_outside_on_the_next_open_and_told(app: App) -> None:
    add_person(app)
    with app.store.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO act (account, name, at) VALUES ('x', 'by hand', 0)")
        connection.exec_driver_sql("UPDATE members SET remark = '改', version = version + 1")
    path = app.store.path
    app.close()
    again = App.open(path, daily_backup=False)
    stray = acts(again)[-1]
    assert again.store.strays == [stray.id]
    assert (stray.account, stray.name) == ("outside", "by hand")
    assert broken(again) == []
    again.undo()
    assert again.ask(rows, Member)[0].remark is None
    again.close()
    third = App.open(path, daily_backup=False)
    assert third.store.strays == []
    third.close()


def test_a_stray_act_made_while_the_program_is_at_work_keeps_the_chain_whole(app: App) -> None:
    person = add_person(app)
    for account in ("x", "y"):
        with app.store.writer.begin() as connection:
            connection.exec_driver_sql(f"INSERT INTO act (account, name, at) VALUES ('{account}', 'by hand', 0)")
            if account == "y":
                connection.exec_driver_sql("UPDATE members SET remark = '改', version = version + 1")
    heard: list[oplog.Changes] = []
    app.listeners.append(heard.append)
    app.run(members.edit, member=person, changes={"remark": "再改"})
    assert [(row.account, row.name) for row in acts(app)[-2:]] == [("outside", "by hand"), ("local", "members.edit")]
    assert [change.name for change in heard] == ["by hand", "members.edit"]
    path = app.store.path
    app.close()
    again = App.open(path, daily_backup=False)
    assert broken(again) == []
    again.close()


def test_a_stray_act_that_changed_nothing_does_not_block_undo(app: App) -> None:
    add_person(app)
    with app.store.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO act (account, name, at) VALUES ('x', 'by hand', 0)")
    path = app.store.path
    app.close()
    again = App.open(path, daily_backup=False)
    again.undo()
    assert again.ask(rows, Member) == []
    assert broken(again) == []
    again.close()


def write_elsewhere(app: App) -> None:
    """Another process writes into the file."""
    other = Store(app.store.path)
    with other.write("wu", "elsewhere") as session:
        session.add(Setting(key="x", value={}))
    other.close()


def test_the_act_of_another_process_is_noticed_by_polling(app: App) -> None:
    heard: list[oplog.Changes] = []
    app.listeners.append(heard.append)
    write_elsewhere(app)
    assert heard == []
    app.store.poll()
    (change,) = heard
    (row,) = (row for row in app.ask(rows, Setting) if row.key == "x")
    assert (change.name, change.tables) == ("elsewhere", {"settings": frozenset({row.id})})
    app.store.poll()
    assert len(heard) == 1


def test_ones_own_act_after_anothers_tells_of_both_in_order(app: App) -> None:
    heard: list[oplog.Changes] = []
    app.listeners.append(heard.append)
    write_elsewhere(app)
    person = add_person(app)
    assert [change.name for change in heard] == ["elsewhere", "members.add"]
    assert heard[1].tables == {"members": frozenset({person})}


def test_many_rows_are_told_without_their_ids(app: App) -> None:
    heard: list[oplog.Changes] = []
    app.listeners.append(heard.append)
    for count in (200, 201):
        with app.store.write("li", "bulk") as session:
            session.execute(insert(Unit), [{} for _ in range(count)])
    assert [ids is None for change in heard for ids in change.tables.values()] == [False, True]


def test_history_tells_what_was_done_and_what_was_taken_back(office_app: App, office: Office) -> None:
    day = date(2024, 10, 9)
    office_app.run(registrations.add, unit=office.units["west"], member=office.members["张伟"], day=day)
    root = office_app.undo()
    undo, done, *rest = office_app.ask(history.acts, limit=100)
    assert (done.id, done.name, done.undone, done.account) == (root, "registrations.add", True, "local")
    assert done.tables == {"belongings": 2}
    assert (undo.undoes, undo.undone) == (root, False)
    assert rest[-1].name == "office.create"
    assert office_app.ask(history.acts, limit=1) == (undo,)
