"""The database: tables, engine, op-log, sessions, migrations, backups."""
