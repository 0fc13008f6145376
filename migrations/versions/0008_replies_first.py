"""A lane knows whether a reply waits in it, and lanes that are due are found in the order in which they go."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_LEASED = sa.text("lease_by != ''")
_WAITING = """
UPDATE lane SET reply_waits = 1 WHERE address_id IN
(SELECT lane_id FROM outbound WHERE state = 'waiting' AND kind = 'reply')
"""


def upgrade() -> None:
    op.add_column("lane", sa.Column("reply_waits", sa.BigInteger(), server_default="0", nullable=False))
    op.execute(_WAITING)
    op.drop_index("ix_lane_channel_next_at", table_name="lane")
    op.create_index("ix_lane_due", "lane", ["channel", "reply_waits", "next_at", "address_id"], unique=False)
    op.create_index(
        "ix_lane_lease_by", "lane", ["lease_by"], unique=False, sqlite_where=_LEASED, postgresql_where=_LEASED
    )


def downgrade() -> None:
    op.drop_index("ix_lane_lease_by", table_name="lane")
    op.drop_index("ix_lane_due", table_name="lane")
    op.create_index("ix_lane_channel_next_at", "lane", ["channel", "next_at"], unique=False)
    op.drop_column("lane", "reply_waits")
