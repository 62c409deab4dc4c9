"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From ${down_revision or "nothing"}. Rebuild tables with sqlite_autoincrement=True; triggers come back by themselves."""
    ${upgrades if upgrades else "raise NotImplementedError"}
