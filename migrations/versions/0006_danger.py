"""Words that tell of danger know when coordinators were told of them, and a ready phrase may stand for words of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("parked_case", sa.Column("told_at", sa.BigInteger(), nullable=True))
    op.add_column("parked_case", sa.Column("phrase", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("parked_case", "phrase")
    op.drop_column("parked_case", "told_at")
