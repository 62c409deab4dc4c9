"""Alembic's revisions against the tables, and the upgrade of an older file (OPLOG 10)."""

from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from gridparty.app import App
from gridparty.domain import member_codes
from gridparty.domain.errors import Conflict, FileDamaged, NotFound
from gridparty.domain.ids import ActId, MemberId
from gridparty.domain.members import Person
from gridparty.operations import checks, disclosures, history, members
from gridparty.storage import files, migrations, oplog
from gridparty.storage.all_tables import metadata
from gridparty.storage.backup import backups
from gridparty.storage.engine import connect, open_engine
from gridparty.storage.store import Store
from gridparty.storage.tables import Member
from gridparty.storage.triggers import create_triggers, triggers
from tools import schema


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A made-up file from before the first revision."""
    path = tmp_path / "base.gridparty"
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES ('0000')")
    return path


@pytest.fixture
def first(base: Path) -> Path:
    """A real file of the first revision: its tables made by that revision, a person in it, nothing that came later."""
    engine = open_engine(base)
    with engine.execution_options(access="write").begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            migrations.script().get_revision("0001").module.upgrade()
        create_triggers(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    store = Store(base)
    with store.write("test", "members.add") as session:
        person = Person(name="张伟", phone="19900000001")
        session.add(Member(**members.columns(person), code=member_codes.make(101, 1)))
    store.close()
    return base


def tables_of(path: Path) -> set[str]:
    with closing(connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_file_of_the_first_revision_is_backed_up_and_gets_disclosures(first: Path) -> None:
    assert "disclosures" not in tables_of(first)
    app = App.open(first)
    (copy,) = backups(first)
    assert copy.name.endswith("-before-0004.gridparty")
    assert (files.schema_of(copy), files.schema_of(first)) == ("0001", "0004")
    assert "disclosures" not in tables_of(copy)
    assert app.run(disclosures.reveal, member=MemberId(1), fields=["phone"]) == {"phone": "19900000001"}
    assert app.ask(checks.run).ok
    with pytest.raises(Conflict):
        app.undo(ActId(1))  # from before the upgrade
    app.close()


def test_what_an_upgrade_cannot_finish_leaves_the_older_file(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(connection: object) -> None:
        raise FileDamaged("no")

    monkeypatch.setattr(migrations, "_check_keys", refuse)
    with pytest.raises(FileDamaged):
        App.open(first)
    assert files.schema_of(first) == "0001"
    assert "disclosures" not in tables_of(first)


def test_the_revisions_are_one_line_up_to_the_schema_of_the_program() -> None:
    revisions = list(migrations.script().walk_revisions())
    assert [revision.revision for revision in reversed(revisions)] == [f"{n:04d}" for n in range(1, len(revisions) + 1)]
    assert migrations.script().get_current_head() == files.SCHEMA


def test_an_upgraded_file_has_no_difference_from_the_tables(base: Path) -> None:
    migrations.upgrade(base)
    engine = open_engine(base)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_an_upgraded_file_is_made_of_the_same_statements_as_a_new_one(base: Path, template: Path) -> None:
    """Stricter than Alembic's comparison: AUTOINCREMENT, deferrable keys, partial indexes and triggers count too."""
    migrations.upgrade(base)
    assert schema.of_file(base) == schema.of_file(template)


def test_an_older_file_is_backed_up_upgraded_and_gets_its_triggers(base: Path) -> None:
    store = files.open_file(base)
    (copy,) = backups(base)
    assert copy.name.endswith(f"-before-{files.SCHEMA}.gridparty")
    assert files.schema_of(copy) == "0000"
    assert files.schema_of(base) == files.SCHEMA
    with store.read() as session:
        connection = session.connection()
        names = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
        assert names == {name for name, _sql in triggers(connection.dialect)}
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    with pytest.raises(IntegrityError, match="no open act"), store.writer.begin() as connection:
        connection.execute(text("INSERT INTO units (uid) VALUES (randomblob(16))"))
    store.close()


def test_an_upgrade_is_an_act_at_which_undo_stops(base: Path) -> None:
    app = App.open(base)
    assert app.ask(history.acts)[-1].name == "office.upgrade"
    with pytest.raises(NotFound):
        app.undo()
    with pytest.raises(Conflict):
        app.undo(app.ask(history.acts)[-1].id)
    assert app.ask(checks.run).ok
    app.close()


def test_opening_an_upgraded_file_again_does_nothing(base: Path) -> None:
    files.open_file(base).close()
    before = backups(base)
    store = files.open_file(base)
    with store.read() as session:
        assert oplog.broken(session.connection()) == []
    store.close()
    assert backups(base) == before


def test_triggers_that_were_lost_can_be_made_again_without_giving_an_id_twice(app: App) -> None:
    """What an upgrade does after a rebuild: AUTOINCREMENT starts from the log, not from the rows that are left."""
    app.run(members.add, person=Person(name="张伟"), unit=None)
    app.undo()
    with app.store.writer.begin() as connection:
        migrations.drop_triggers(connection)
        connection.execute(text("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'members'"))
        migrations.create_triggers(connection)
    assert app.run(members.add, person=Person(name="王芳"), unit=None) == 2
    assert app.ask(checks.run).ok
