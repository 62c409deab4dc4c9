"""What a member was on the days that are past: stage and standing are dated (D2)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0003. What changed before is not known by its day and stays as it is."""
    op.create_table(
        "member_states",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uid", sa.LargeBinary().with_variant(sa.Uuid(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("writer_epoch", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Integer(), nullable=False),
        sa.UniqueConstraint("uid", name="member_states_one_uid"),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name="member_states_member_id_in_members",
            deferrable=True,
            initially="IMMEDIATE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("member_states_by_member", "member_states", ["member_id", "valid_from"])
