"""The first tables and the ledger's guards."""

from alembic import op

from core.guards import guard_statements
from core.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    metadata.create_all(bind)
    for statement in guard_statements(bind.dialect.name):
        op.execute(statement)


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
