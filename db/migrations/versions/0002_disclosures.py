"""What left its mask: reveals, exports and prints of personal data are written down."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0001."""
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uid", sa.LargeBinary().with_variant(sa.Uuid(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("writer_epoch", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("member_id", sa.Integer()),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("reason", sa.String()),
        sa.UniqueConstraint("uid", name="disclosures_one_uid"),
        sqlite_autoincrement=True,
    )
    op.create_index("disclosures_by_member", "disclosures", ["member_id"])
