"""The first shape of the file (part 1): the tree, people, activities, services, and the op-log.

Nothing here is taken from the program's tables: a revision stays as it was when they move on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UID = sa.LargeBinary().with_variant(sa.Uuid(), "postgresql")


def row(*, uid: bool = True) -> list[sa.Column]:
    """What every logged row begins with; all but attendance have an identity outside the file (D17)."""
    identity = [sa.Column("uid", UID, nullable=False)] if uid else []
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        *identity,
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("writer_epoch", sa.Integer(), nullable=False, server_default="1"),
    ]


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A key that is checked at once but can wait for the commit (OPLOG 8)."""
    name = f"{table}_{column}_in_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, deferrable=True, initially="IMMEDIATE")


def upgrade() -> None:
    """From nothing."""
    _log()
    _office()
    _tree()
    _members()
    _belongings()
    _activities()
    _services()


def _log() -> None:
    """The acts and what they changed (OPLOG 1, 3)."""
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer()),
        sa.Column("hash", sa.LargeBinary(32)),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "op_log",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.String(), nullable=False),
        sa.Column("kind", sa.String(1), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("old", sa.Text()),
        sa.Column("salt", sa.LargeBinary(16)),
        sa.Column("digest", sa.LargeBinary(32)),
        sa.PrimaryKeyConstraint("seq", name="op_log_key"),
    )
    op.create_index("op_log_by_act_id", "op_log", ["act_id"])
    op.create_index("act_open", "act", ["id"], sqlite_where=sa.text("hash IS NULL"))
    op.create_index("act_by_undoes", "act", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL"))


def _office() -> None:
    """The vocabulary and the settings of the office (D23)."""
    op.create_table(
        "catalogue_items",
        *row(),
        sa.Column("catalogue", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.UniqueConstraint("catalogue", "code", name="catalogue_items_one_catalogue_code"),
        sa.UniqueConstraint("uid", name="catalogue_items_one_uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settings",
        *row(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.UniqueConstraint("uid", name="settings_one_uid"),
        sa.UniqueConstraint("key", name="settings_one_key"),
        sqlite_autoincrement=True,
    )


def _tree() -> None:
    """Units, what they were called when, and what they are to each other (D1, D2)."""
    op.create_table(
        "units",
        *row(),
        sa.UniqueConstraint("uid", name="units_one_uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unit_states",
        *row(),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer()),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place_name", sa.String()),
        sa.Column("code", sa.String()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.UniqueConstraint("uid", name="unit_states_one_uid"),
        to("unit_states", "unit_id", "units"),
        to("unit_states", "parent_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("unit_states_by_code", "unit_states", ["code"])
    op.create_index("unit_states_by_parent", "unit_states", ["parent_id"])
    op.create_index("unit_states_by_unit", "unit_states", ["unit_id", "valid_from"])
    op.create_table(
        "unit_links",
        *row(),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer()),
        sa.UniqueConstraint("uid", name="unit_links_one_uid"),
        to("unit_links", "unit_id", "units"),
        to("unit_links", "other_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("unit_links_by_other", "unit_links", ["other_id"])
    op.create_index("unit_links_by_unit", "unit_links", ["unit_id"])


def _members() -> None:
    """People (D6; DOMAIN §1.4) with their search keys."""
    op.create_table(
        "members",
        *row(),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("pinyin_2", sa.String()),
        sa.Column("initials_2", sa.String()),
        sa.Column("gender", sa.String()),
        sa.Column("ethnicity", sa.String()),
        sa.Column("birth_date", sa.Integer()),
        sa.Column("id_number", sa.String()),
        sa.Column("education", sa.String()),
        sa.Column("degree", sa.String()),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("join_date", sa.Integer()),
        sa.Column("full_date", sa.Integer()),
        sa.Column("occupation", sa.String()),
        sa.Column("work_unit", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("phone_reversed", sa.String()),
        sa.Column("landline", sa.String()),
        sa.Column("address", sa.String()),
        sa.Column("native_place", sa.String()),
        sa.Column("is_floating", sa.Boolean(), nullable=False),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Integer()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("remark", sa.String()),
        sa.UniqueConstraint("uid", name="members_one_uid"),
        sa.UniqueConstraint("code", name="members_one_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("members_by_id_number", "members", ["id_number"])
    op.create_index("members_by_initials", "members", ["initials"])
    op.create_index("members_by_initials_2", "members", ["initials_2"], sqlite_where=sa.text("initials_2 IS NOT NULL"))
    op.create_index("members_by_name", "members", ["name"])
    op.create_index("members_by_phone_reversed", "members", ["phone_reversed"])
    op.create_index("members_by_pinyin", "members", ["pinyin"])
    op.create_index("members_by_pinyin_2", "members", ["pinyin_2"], sqlite_where=sa.text("pinyin_2 IS NOT NULL"))


def _belongings() -> None:
    """Where people belong and which posts they hold (D6, ORG-06)."""
    op.create_table(
        "belongings",
        *row(),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer()),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer()),
        sa.Column("receipt", sa.String()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.UniqueConstraint("uid", name="belongings_one_uid"),
        to("belongings", "member_id", "members"),
        to("belongings", "unit_id", "units"),
        to("belongings", "group_id", "units"),
        sa.UniqueConstraint("receipt", name="belongings_one_receipt"),
        sqlite_autoincrement=True,
    )
    op.create_index("belongings_by_member", "belongings", ["member_id", "kind"])
    op.create_index("belongings_by_unit", "belongings", ["unit_id", "kind", "valid_from", "valid_to", "member_id"])
    op.create_table(
        "posts",
        *row(),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer()),
        sa.UniqueConstraint("uid", name="posts_one_uid"),
        to("posts", "member_id", "members"),
        to("posts", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("posts_by_member", "posts", ["member_id"])
    op.create_index("posts_by_unit", "posts", ["unit_id"])


def _activities() -> None:
    """Gatherings, who holds them, who was expected and who came (D8, D11)."""
    op.create_table(
        "activities",
        *row(),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("half_hours", sa.Integer()),
        sa.Column("place", sa.String()),
        sa.Column("expects", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.UniqueConstraint("uid", name="activities_one_uid"),
        to("activities", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("activities_by_start", "activities", ["start", "unit_id"])
    op.create_index("activities_by_unit", "activities", ["unit_id", "start"])
    op.create_table(
        "activity_units",
        *row(),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint("activity_id", "unit_id", name="activity_units_one_activity_id_unit_id"),
        sa.UniqueConstraint("uid", name="activity_units_one_uid"),
        to("activity_units", "activity_id", "activities"),
        to("activity_units", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("activity_units_by_unit", "activity_units", ["unit_id"])
    op.create_table(
        "attendance",
        *row(uid=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("way", sa.String()),
        sa.Column("at", sa.Integer()),
        sa.UniqueConstraint("member_id", "activity_id", name="attendance_one_member_id_activity_id"),
        to("attendance", "activity_id", "activities"),
        to("attendance", "member_id", "members"),
        to("attendance", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("attendance_by_activity", "attendance", ["activity_id", "unit_id", "state", "role", "member_id"])


def _services() -> None:
    """Services and who did them (D10)."""
    op.create_table(
        "services",
        *row(),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("place", sa.String()),
        sa.Column("people_helped", sa.Integer()),
        sa.Column("people_helped_estimated", sa.Integer()),
        sa.UniqueConstraint("uid", name="services_one_uid"),
        to("services", "unit_id", "units"),
        sqlite_autoincrement=True,
    )
    op.create_index("services_by_day", "services", ["day", "unit_id"])
    op.create_index("services_by_unit", "services", ["unit_id", "day"])
    op.create_table(
        "service_members",
        *row(),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("half_hours", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.UniqueConstraint("member_id", "service_id", name="service_members_one_member_id_service_id"),
        sa.UniqueConstraint("uid", name="service_members_one_uid"),
        to("service_members", "service_id", "services"),
        to("service_members", "member_id", "members"),
        sqlite_autoincrement=True,
    )
    op.create_index("service_members_by_service", "service_members", ["service_id", "member_id", "half_hours", "role"])
