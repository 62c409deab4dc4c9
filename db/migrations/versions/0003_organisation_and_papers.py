"""Dated change of units, terms, transfers, registers, imports and forms (part 3)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0002."""
    _posts()
    _orders()
    _terms_and_transfers()
    _registers()
    _spreadsheets()


def row(table: str) -> list[sa.schema.SchemaItem]:
    """What every logged and exchanged row begins with."""
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uid", sa.LargeBinary().with_variant(sa.Uuid(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("writer_epoch", sa.Integer(), nullable=False, server_default="1"),
        sa.UniqueConstraint("uid", name=f"{table}_one_uid"),
    ]


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A key that is checked at once but can wait for the commit (OPLOG 8)."""
    name = f"{table}_{column}_in_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, deferrable=True, initially="IMMEDIATE")


def number(name: str, *, optional: bool = False) -> sa.Column:
    """A key or a day."""
    return sa.Column(name, sa.Integer(), nullable=optional)


def word(name: str, *, optional: bool = False) -> sa.Column:
    """A code or a text."""
    return sa.Column(name, sa.String(), nullable=optional)


def facts(name: str = "facts") -> sa.Column:
    """Small facts as JSON."""
    return sa.Column(name, sa.Text(), nullable=False)


def _posts() -> None:
    """Posts get facts, such as where the person came from (S007); made anew, so that an old file is as a new one."""
    for index in ("posts_by_member", "posts_by_unit"):
        op.drop_index(index)
    op.rename_table("posts", "posts_before")
    op.create_table(
        "posts",
        *row("posts"),
        number("member_id"),
        number("unit_id"),
        word("post"),
        number("valid_from"),
        number("valid_to", optional=True),
        sa.Column("facts", sa.Text(), nullable=False, server_default="{}"),
        to("posts", "member_id", "members"),
        to("posts", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    columns = "id, uid, version, writer_epoch, member_id, unit_id, post, valid_from, valid_to"
    op.execute(f"INSERT INTO posts ({columns}) SELECT {columns} FROM posts_before")
    op.drop_table("posts_before")
    for column in ("member", "unit"):
        op.create_index(f"posts_by_{column}", "posts", [f"{column}_id"])


def _orders() -> None:
    op.create_table(
        "change_orders",
        *row("change_orders"),
        word("kind"),
        number("day"),
        word("state"),
        word("title"),
        word("document", optional=True),
        facts("plan"),
        sqlite_autoincrement=True,
    )
    op.create_index("change_orders_by_day", "change_orders", ["day"])
    op.create_table(
        "change_order_units",
        sa.UniqueConstraint("order_id", "unit_id", "role", name="change_order_units_one_order_id_unit_id_role"),
        *row("change_order_units"),
        number("order_id"),
        number("unit_id"),
        word("role"),
        to("change_order_units", "order_id", "change_orders"),
        to("change_order_units", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("change_order_units_by_unit", "change_order_units", ["unit_id"])


def _terms_and_transfers() -> None:
    op.create_table(
        "terms",
        *row("terms"),
        number("unit_id"),
        number("start"),
        number("due"),
        number("extended_until", optional=True),
        word("extension_document", optional=True),
        number("ended", optional=True),
        facts(),
        to("terms", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("terms_by_unit", "terms", ["unit_id", "start"])
    op.create_table(
        "transfers",
        *row("transfers"),
        number("member_id"),
        number("unit_id"),
        word("direction"),
        word("other"),
        word("state"),
        word("letter", optional=True),
        number("issued_on", optional=True),
        number("valid_until", optional=True),
        word("receipt", optional=True),
        number("received_on", optional=True),
        facts(),
        to("transfers", "member_id", "members"),
        to("transfers", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("transfers_by_member", "transfers", ["member_id"])
    op.create_index("transfers_by_unit", "transfers", ["unit_id"])


def _registers() -> None:
    op.create_table(
        "register_entries",
        *row("register_entries"),
        word("register"),
        number("unit_id", optional=True),
        number("member_id", optional=True),
        word("name"),
        number("valid_from"),
        number("valid_to", optional=True),
        number("continues_id", optional=True),
        facts(),
        word("remark", optional=True),
        to("register_entries", "unit_id", "units"),
        to("register_entries", "member_id", "members"),
        to("register_entries", "continues_id", "register_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("register_entries_by_unit", "register_entries", ["unit_id", "register"])
    op.create_index("register_entries_by_member", "register_entries", ["member_id", "register"])
    op.create_index("register_entries_by_register", "register_entries", ["register", "valid_from"])
    op.create_table(
        "register_people",
        *row("register_people"),
        number("entry_id"),
        number("member_id"),
        word("role"),
        number("valid_from"),
        number("valid_to", optional=True),
        to("register_people", "entry_id", "register_entries"),
        to("register_people", "member_id", "members"),
        sqlite_autoincrement=True,
    )
    op.create_index("register_people_by_entry", "register_people", ["entry_id"])
    op.create_index("register_people_by_member", "register_people", ["member_id"])
    op.create_table(
        "register_events",
        *row("register_events"),
        number("entry_id"),
        word("kind"),
        number("day"),
        facts(),
        word("note", optional=True),
        to("register_events", "entry_id", "register_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("register_events_by_entry", "register_events", ["entry_id", "day"])


def _spreadsheets() -> None:
    op.create_table(
        "import_batches",
        *row("import_batches"),
        word("kind"),
        word("file_name"),
        number("unit_id", optional=True),
        number("act_id"),
        facts("counts"),
        to("import_batches", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_mappings",
        sa.UniqueConstraint("kind", "heads", name="import_mappings_one_kind_heads"),
        *row("import_mappings"),
        word("kind"),
        word("heads"),
        facts("fields"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "form_templates",
        *row("form_templates"),
        word("name"),
        word("file_name"),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        facts("bindings"),
        sa.UniqueConstraint("name", name="form_templates_one_name"),
        sqlite_autoincrement=True,
    )
