"""A sentence that was not understood keeps the channel by which it came: WhatsApp's stay in their hub.

What was counted before may have come by WhatsApp, so it stays in its hub, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("misunderstood", sa.Column("channel", sa.Text(), nullable=False, server_default="whatsapp"))
    with op.batch_alter_table("misunderstood") as batch:
        batch.alter_column("channel", existing_type=sa.Text(), server_default=None)


def downgrade() -> None:
    op.drop_column("misunderstood", "channel")
